"""What an officer's authority and Party owe, by pages, the most urgent first."""

from datetime import datetime

from handlers.chat import pages
from handlers.chat.turn import Turn
from protocol.obligation import Kind, Obligation
from protocol.parties import Officer
from storage.debts import Owed


def debts(
    turn: Turn,
    officer: Officer,
    kinds: frozenset[Kind],
    *,
    after: str = "",
    telling: datetime | None = None,
) -> pages.Page[Obligation]:
    """
    Return a page of what of these kinds is owed: no more is read than it shows.

    With `telling` what tells nothing of its debtor at that moment is not among it.
    """
    place = pages.by_moment(after)
    behind = Owed(*place) if place else None
    store, whose = turn.work.debts, officer.owes_as
    found = store.page(whose, kinds, now=telling, after=behind, limit=pages.SIZE)
    total = store.count(whose, kinds, now=telling)
    return pages.cut(
        found,
        key=lambda each: pages.key(each.due.at, each.id),
        after=after if place else "",
        behind=store.count(whose, kinds, now=telling, after=behind) if behind else total,
        total=total,
    )
