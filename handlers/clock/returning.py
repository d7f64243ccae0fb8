"""
Whoever could not be reached and can be again: what rings anew, and what was missed, told once.

What went over another channel of theirs was not missed. What a digest has told is told by no later
one, unless that digest itself did not arrive.
"""

from collections.abc import Iterable

from handlers.chat.turn import Site, Turn, second_of
from handlers.clock.owed import owed_now
from handlers.consent import ring
from handlers.record import alarm, bursts, cards
from handlers.record.subjects import view
from protocol.moves import Execution
from protocol.obligation import About, Kind, Subject
from protocol.parties import Channel, Officer
from protocol.views import View
from storage.carrying import Carries
from storage.deliveries import Missed
from storage.outgoing import Outgoing
from storage.sayings import Priority
from storage.values import Line
from storage.work import Work

TOLD = "told-returned"
_RINGING = (Execution.TRANSMITTING, Execution.TRANSMITTED)
_ALARMS = (alarm.ALARM, "alarm-again")
# So many requests stand in one digest, the newest.
SHOWN = 10


def at(work: Work, site: Site, channel: Channel, address: str) -> None:
    """Take note that an account can be reached again."""
    officer = work.registry.listened_to(channel, address)
    if officer is not None:
        tell_missed(work, site, officer)


def tell_missed(work: Work, site: Site, officer: Officer) -> None:
    """Tell an officer who can be reached again what was missed, and ring what still rings."""
    missed = work.deliveries.what_was_missed(officer.id, second_of=second_of, besides=(TOLD,))
    if not missed:
        return
    key = f"returned/{missed[-1].seq}/{work.now.isoformat()}"
    turn = Turn(work, site=site, key=key, now=work.now)
    rung = _ring(turn, officer, missed)
    owed = owed_now(turn, officer)
    about = tuple(_lines(turn, officer, missed))
    more = (Line("returned-more", {"count": len(about) - SHOWN}),) if len(about) > SHOWN else ()
    turn.say(
        TOLD,
        carries=Carries.NOTHING,
        to=officer,
        priority=Priority.REMINDER,
        key=key,
        choices=owed.choices,
        count=len(missed),
        since=min(each.ended_at for each in missed),
        until=turn.now,
        history=(*about[:SHOWN], *more) or "",
        lines=owed.lines or "",
        rung=rung,
    )
    work.outcomes.note_told_later((each.seq for each in missed), f"{key}/{officer.id}")
    turn.log("returned", officer=officer.id, missed=len(missed))


def note_undelivered(work: Work, row: Outgoing) -> None:
    """Take note that a digest of what was missed did not arrive: the next one tells it."""
    work.outcomes.untold(row.saying.key)


def _ring(turn: Turn, officer: Officer, missed: Iterable[Missed]) -> int:
    """Ring what still rings; return for how many requests: before its clock nothing is owed."""
    work, rung = turn.work, 0
    for subject, texts in _by_subject(missed).items():
        if texts.intersection(_ALARMS):
            request = work.requests.get(subject.id)
            if request.execution in _RINGING and request.requested == officer.authority:
                owed = work.obligations.find(subject, Kind.ACKNOWLEDGE)
                alarm.ring(turn, request, (officer,), step=turn.key, owed=owed)
                rung += 1
        elif ring.ASKED in texts:
            asked = work.obligations.find(subject, Kind.CONSENT)
            if asked is not None:
                ring.ring_again(turn, asked, (officer,), step=turn.key)
    if any(each.text == bursts.ALARM for each in missed):
        rung += bursts.ring_officer(turn, officer)
    return rung


def _lines(turn: Turn, officer: Officer, missed: Iterable[Missed]) -> Iterable[Line]:
    """Yield where each request is now that something was said of, the newest first."""
    for subject in reversed(_by_subject(missed)):
        if subject.about is About.REQUEST and view(turn.work, subject, officer) >= View.STATES:
            yield cards.head(turn.work.requests.get(subject.id, lock=False))


def _by_subject(missed: Iterable[Missed]) -> dict[Subject, set[str]]:
    found: dict[Subject, set[str]] = {}
    for each in missed:
        if each.subject is not None:
            # The last one counts for the order.
            found[each.subject] = {*found.pop(each.subject, ()), each.text}
    return found
