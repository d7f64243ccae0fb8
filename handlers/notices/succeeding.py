"""
An authority was replaced: what is its own passes to the successor, and both sides read it. Art. 4.

That it passes, and for how long the former officers hand over, is policy.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.chat import pages
from handlers.chat.families import Family
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.record import alarm, begun
from handlers.record.calendars import next_morning
from handlers.record.cards import head, rings
from handlers.record.owing import open_obligation
from protocol.audience import Audience
from protocol.calendar import local_date
from protocol.notices import Notice
from protocol.obligation import Kind, Obligation
from protocol.parties import SECRETARIAT, ZONES, Authority, Interval
from protocol.reminders import due, wakes_at
from protocol.request import Request
from protocol.succession import begins_at
from storage.carrying import Carries
from storage.sayings import Priority
from storage.successions import Successions

TOLD: Family[str] = Family("succession", ("yours", "former", "told"))
_READ_BY = frozenset({Audience.ON_DUTY, Audience.SIGNATORIES})


def bring_into_force(turn: Turn, notice: Notice) -> Authority:
    """Let the authority that a notice designates be in force from its date, if it is not."""
    registry, at = turn.work.registry, begins_at(notice)
    assert notice.successor is not None, "a notice that changes the register names an authority"
    assert at is not None, "a notice that changes the register names a date"
    found = registry.authority(notice.successor)
    if found.during.holds(at):
        return found
    new = replace(found, during=Interval(at))
    registry.put_authority(new)
    begun.begin(turn.work, new, turn.policy)
    return new


def succeed(turn: Turn, notice: Notice, new: Authority) -> None:
    """End the authority that a notice replaces at its date; all that is its own passes to `new`."""
    registry, at = turn.work.registry, begins_at(notice)
    assert notice.authority is not None, "a change names the authority that it ends"
    former = registry.authority(notice.authority)
    old = replace(former, during=Interval(former.during.since, at), successor=new.id)
    registry.put_authority(old)
    passed = _pass_on(turn, notice, old, new)
    open_obligation(turn, Kind.SUCCESSION, notice.subject, owed_by=SECRETARIAT, at=turn.now)
    _tell(turn, notice, passed, old=old, new=new)


def go_on(turn: Turn, obligation: Obligation) -> bool:
    """Pass on what came to the old authority meanwhile; at the end nothing more is shown there."""
    notice = turn.work.notices.get(obligation.subject.id)
    registry = turn.work.registry
    assert notice.authority is not None, "a change names the authority that it ends"
    assert notice.successor is not None, "a change names the authority that comes"
    old, new = registry.authority(notice.authority), registry.authority(notice.successor)
    if turn.now >= obligation.due.at:
        Successions(turn.work.connection).end(old.id)
        turn.work.requests.forget()
        turn.work.obligations.settle(obligation.id, by=turn.actor, now=turn.now)
        turn.log("succession-ended", about=notice.subject, authority=old.id)
        return True
    _pass_on(turn, notice, old, new)
    step = due(obligation, turn.policy, turn.now)
    said = replace(obligation, last_step_at=step.at if step else turn.now)
    turn.work.obligations.note_step(
        obligation.id,
        step_at=said.last_step_at or turn.now,
        wake_at=wakes_at(said, turn.policy),
    )
    return True


def _pass_on(turn: Turn, notice: Notice, old: Authority, new: Authority) -> tuple[Request, ...]:
    ids = Successions(turn.work.connection).pass_on(old.id, new.id)
    turn.work.requests.forget()
    passed = tuple(
        sorted(turn.work.requests.those(ids), key=lambda each: (each.created_at, each.id))
    )
    for request in passed:
        turn.log("succeeded", about=request.subject, authority=old.id, successor=new.id)
        turn.work.cards.touch(request.subject)
        if rings(request) and request.requested == new.id:
            people = recipients(turn, {Audience.ON_DUTY}, new.id)
            alarm.ring(turn, request, people, step=f"succeeded/{notice.id}", owed=None)
    return passed


def _tell(
    turn: Turn, notice: Notice, passed: tuple[Request, ...], *, old: Authority, new: Authority
) -> None:
    """Let each side read in the morning what has passed: its own, once it knows of it."""
    others: dict[str, list[Request]] = {}
    for each in passed:
        is_ours = each.requesting == new.id
        if not is_ours or each.is_known_there:
            others.setdefault(each.requested if is_ours else each.requesting, []).append(each)
    _say(turn, notice, new, passed, said="yours")
    _say(turn, notice, old, passed, said="former")
    for id, theirs in others.items():
        _say(turn, notice, turn.work.registry.authority(id), theirs, said="told")


def _say(
    turn: Turn, notice: Notice, reader: Authority, passed: Sequence[Request], *, said: str
) -> None:
    shown = passed[: pages.SIZE]
    old = turn.work.registry.authority(str(notice.authority))
    turn.say(
        TOLD[said],
        carries=Carries.NOTHING,
        to=recipients(turn, _READ_BY, reader.id),
        priority=Priority.NOTICE,
        about=notice.subject,
        key=f"notice/{notice.id}/succession",
        after=next_morning(reader, turn.policy, turn.now) - turn.now,
        choices=[Choice("open", str(each.number)) for each in shown],
        on=notice.effective_on or local_date(turn.now, old.zone),
        zone=ZONES[old.party],
        party=old.party,
        authority=old.id,
        successor=str(notice.successor),
        notice=notice.number,
        until=turn.now + timedelta(days=turn.policy.succession_days),
        count=len(passed),
        lines=pages.summary([head(each) for each in shown], len(passed)),
    )
