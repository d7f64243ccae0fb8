"""
/journal NUMBER: every entry about a request, without content; for the auditor (Art. 10).

An auditor of the Secretariat reads those about a notice. Policy.
"""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.obligation import About, Subject
from protocol.parties import SECRETARIAT
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line


def journal(turn: Turn, argument: str) -> None:
    """
    Tell who did what and when, showings and reminders too; that it was read is an entry.

    Raises: Refused where there is none of that number that the auditor may see.
    """
    if turn.officer.authority == SECRETARIAT:
        _journal_of_notice(turn, argument)
        return
    request = turn.work.requests.find(argument, seen_by=turn.officer)
    lines = _entries(turn, request.subject)
    turn.say(
        "journal",
        carries=Carries.NOTHING,
        about=request.subject,
        request=str(request.number),
        lines=lines,
    )


def _journal_of_notice(turn: Turn, argument: str) -> None:
    notice = turn.work.notices.by_number(argument)
    if notice is None:
        raise Refused("refused-number-unknown", instead="instead-number", text=argument[:64])
    lines = _entries(turn, notice.subject)
    turn.say(
        "journal.notice",
        carries=Carries.NOTHING,
        about=notice.subject,
        notice=notice.number,
        lines=lines,
    )


def _entries(turn: Turn, subject: Subject) -> tuple[Line, ...]:
    entries = tuple(
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
        for entry in turn.work.journal.about(subject)
    )
    turn.log("journal-read", about=subject)
    return entries


COMMAND = Command(Entry("journal", Act.READ_JOURNAL, about=About.REQUEST), run=journal)
