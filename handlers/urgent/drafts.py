"""/drafts: what was begun and not sent; nothing typed is lost."""

from handlers.chat import pages
from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn, echoed
from handlers.draft import fields
from handlers.record import other_channel
from handlers.record.content import first_words
from handlers.urgent.dialog import URGENT
from protocol.permissions import Act
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line, Values


def drafts(turn: Turn, argument: str) -> None:
    """List the drafts with a button to go on with each."""
    page = _page(turn, pages.after(argument) or "")
    if not page.total:
        turn.say("drafts.none", carries=Carries.NOTHING)
        return
    placed = tuple(enumerate(page.items, page.place))
    lines = (*(_line(turn, place, draft) for place, draft in placed), *page.below)
    turn.say(
        "drafts",
        carries=echoed(lines),
        count=page.total,
        lines=lines,
        choices=(
            *(
                Choice("continue", draft.id, "continue.choice-place", {"place": place})
                for place, draft in placed
            ),
            *page.more("drafts"),
        ),
    )


def _page(turn: Turn, after: str) -> pages.Page[Draft]:
    """Return a page of the drafts, the latest first; no other is opened."""
    store, whose, behind = turn.work.drafts, turn.officer.id, pages.by_newest(after)
    total = store.count(whose, URGENT)
    return pages.cut(
        store.page(whose, URGENT, limit=pages.SIZE, after=behind),
        key=lambda each: pages.newest(each.updated_at, each.id),
        after=after if behind else "",
        behind=store.count(whose, URGENT, after=behind) if behind else total,
        total=total,
    )


def _line(turn: Turn, place: int, draft: Draft) -> Line:
    """Return one line; the first words of the purpose where they may be shown here."""
    to = tuple(draft.answers.get(fields.TO, ()))
    purpose = str(draft.answers.get("purpose", ""))
    is_told = purpose and not other_channel.hidden(turn, draft)
    values: Values = {
        "place": place,
        "at": draft.updated_at,
        "count": len(fields.missing(draft.answers)),
        "authorities": to,
        "words": Line("draft-words", {"text": first_words(purpose)}) if is_told else "",
    }
    return Line("draft" if to else "draft-unaddressed", values)


COMMAND = Command(Entry("drafts", Act.DRAFTS), run=drafts)
