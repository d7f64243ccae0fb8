"""/drafts: what was begun and not sent; nothing typed is lost."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.draft import fields
from handlers.urgent.dialog import URGENT
from protocol.permissions import Act
from storage.carrying import Carries
from storage.values import Line, Values

SHOWN = 8


def drafts(turn: Turn, argument: str) -> None:
    """List the drafts with a button to go on with each."""
    found = [each for each in turn.work.drafts.of(turn.officer.id) if each.command == URGENT]
    if not found:
        turn.say("drafts-none", carries=Carries.NOTHING)
        return
    lines = []
    for place, draft in enumerate(found[:SHOWN], 1):
        to = tuple(draft.answers.get(fields.TO, ()))
        left = len(fields.missing(draft.answers))
        values: Values = {"place": place, "at": draft.updated_at, "count": left, "authorities": to}
        lines.append(Line("draft" if to else "draft-unaddressed", values))
    turn.say(
        "drafts",
        carries=Carries.NOTHING,
        lines=tuple(lines),
        choices=[
            Choice("resume", draft.id, "choice-resume", {"place": place})
            for place, draft in enumerate(found[:SHOWN], 1)
        ],
    )


COMMAND = Command(Entry("drafts", Act.DRAFTS), run=drafts)
