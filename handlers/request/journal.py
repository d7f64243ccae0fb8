"""/journal NUMBER: every entry about a request, without content; for the auditor (Art. 10)."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.obligation import About
from protocol.permissions import Act
from storage.carrying import Carries
from storage.values import Line


def journal(turn: Turn, argument: str) -> None:
    """Tell who did what and when, showings and reminders too; that it was read is an entry."""
    request = turn.work.requests.find(argument, seen_by=turn.officer)
    lines = tuple(
        Line(
            "journal.entry",
            {
                "place": entry.seq,
                "moment": entry.at,
                "actor": entry.actor,
                "action": entry.action,
                "digest": str(entry.facts.get("digest", "-")),
            },
        )
        for entry in turn.work.journal.about(request.subject)
    )
    turn.log("journal-read", about=request.subject)
    turn.say(
        "journal",
        carries=Carries.NOTHING,
        about=request.subject,
        request=str(request.number),
        lines=lines,
    )


COMMAND = Command(Entry("journal", Act.READ_JOURNAL, about=About.REQUEST), run=journal)
