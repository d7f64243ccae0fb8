"""/notices [NUMBER]: what the Secretary-General made known, as a list; or one of it, reread."""

from collections.abc import Iterator
from datetime import datetime

from handlers.chat import pages
from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import facts_of, notice_lines
from protocol.notices import Notice
from protocol.obligation import About, Kind, Obligation
from protocol.parties import SECRETARIAT, left_at
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.notices import MADE_KNOWN, Behind
from storage.values import Line, Values


def notices(turn: Turn, argument: str) -> None:
    """
    List what was made known, the newest first; or show one.

    Raises: Refused where there is no such notice for this reader, as where there is none at all.
    """
    after = pages.after(argument)
    if argument.strip() and after is None:
        _one(turn, argument)
        return
    page = _page(turn, after or "")
    if not page.total:
        turn.say("notices.none", carries=Carries.NOTHING)
        return
    turn.say(
        "notices",
        carries=Carries.NOTHING,
        count=page.total,
        lines=(*(_line(each) for each in page.items), *page.below),
        choices=(
            *(
                Choice("notices", each.number, "choice-number", {"number": each.number})
                for each in page.items
            ),
            *page.more("notices"),
        ),
    )


def _one(turn: Turn, text: str) -> None:
    notice = turn.work.notices.by_number(text)
    if notice is None or not _is_known(turn, notice):
        raise Refused("refused-notice-unknown", instead="instead-notices", text=text[:64])
    shown = notice_lines(turn.work, notice)
    lines = shown if _is_secretariat(turn) else (shown[0], *_receipt(turn, notice))
    is_owed = any(each.is_open for each in _receipts(turn, notice))
    turn.say(
        "notices.one",
        carries=Carries.CONTENT,
        about=notice.subject,
        choices=[Choice("receipt", notice.number)] if is_owed else (),
        text=turn.work.notices.body(notice.id)["text"],
        lines=(*lines, *facts_of(turn.work, notice)),
    )


def _receipts(turn: Turn, notice: Notice) -> Iterator[Obligation]:
    """Yield what the reader's Party owes or owed about it."""
    for each in turn.work.obligations.about(notice.subject):
        if each.kind is Kind.RECEIPT and each.owed_by == turn.officer.party:
            yield each


def _receipt(turn: Turn, notice: Notice) -> Iterator[Line]:
    """Yield by whom, and when, the reader's Party acknowledged it."""
    for each in _receipts(turn, notice):
        if each.discharged_by and each.discharged_at:
            told: Values = {"officer": each.discharged_by, "at": each.discharged_at}
            yield Line("receipt-acknowledged", {"party": each.owed_by, **told})


def _is_secretariat(turn: Turn) -> bool:
    return turn.officer.authority == SECRETARIAT


def _until(turn: Turn) -> datetime | None:
    """Return when the reader's Party left: it has what was relayed before (Art. 18)."""
    party = turn.officer.party
    return left_at(turn.work.registry.bonds(), party, turn.now) if party else None


def _is_known(turn: Turn, notice: Notice) -> bool:
    """Say whether a notice was made known to the reader; the Secretariat knows its own."""
    if _is_secretariat(turn):
        return True
    until, relayed_at = _until(turn), notice.relayed_at
    is_in_time = relayed_at is not None and (until is None or relayed_at < until)
    return notice.state in MADE_KNOWN and is_in_time


def _page(turn: Turn, after: str) -> pages.Page[Notice]:
    store, every = turn.work.notices, _is_secretariat(turn)
    until, found = _until(turn), pages.by_newest(after)
    behind = Behind(*found) if found else None
    total = store.count(every=every, until=until)
    return pages.cut(
        store.page(every=every, until=until, limit=pages.SIZE, after=behind),
        key=lambda each: pages.newest(each.arrived_at, each.id),
        after=after if behind else "",
        behind=store.count(every=every, until=until, after=behind) if behind else total,
        total=total,
    )


def _line(notice: Notice) -> Line:
    at = notice.relayed_at or notice.arrived_at
    state = f"notice-{notice.state}"
    values: Values = {"notice": notice.number, "kind": notice.kind, "state": state, "at": at}
    return Line("notices.line", values)


COMMAND = Command(Entry("notices", Act.REGISTRY, about=About.NOTICE, lists=True), run=notices)
