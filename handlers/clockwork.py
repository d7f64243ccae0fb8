"""What happens because time has passed, or because a server took or refused a message."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers import sending
from handlers.addressing import requested_side, requesting_side, rung
from handlers.cards import owed_line
from handlers.kit import Choice, House, Turn
from handlers.tracking import transmitted
from protocol.calendar import at_local, days_off_after, local_date
from protocol.moves import Execution
from protocol.obligations import ALARMS, About, Kind, Lateness, Obligation
from protocol.parties import Authority, Officer
from protocol.policy import Policy
from protocol.reminders import Audience, Step, due, recipients, wakes_at
from protocol.request import Request
from storage.outbox import Outgoing, Priority
from storage.values import Line
from storage.work import Work

# What is pressed under a reminder: the command that discharges it. The rest lead to the request.
DISCHARGED_BY: dict[Kind, tuple[str, ...]] = {
    Kind.CONFIRM: ("confirm", "decline"),
    Kind.FORWARD: ("accept", "refuse"),
    Kind.EXECUTE: ("result",),
    Kind.TELL_RESULT: ("result",),
    Kind.RECORD_CONFIRMATION: ("record", "object"),
    Kind.WRITTEN_REFUSAL: ("refusal",),
    Kind.RELAY_NOTICE: ("relay",),
    Kind.RECEIPT: ("receipt",),
}
_AWAITED = (Execution.TRANSMITTING, Execution.TRANSMITTED)


def tick(work: Work, house: House, *, limit: int) -> int:
    """
    Say what is due by now, at most one step of each obligation; return how many rows were due.

    The cost follows what is due, not what is open.
    """
    turn = Turn(work, house=house, key="clock", now=work.now)
    waking = work.obligations.waking(work.now, limit=limit)
    for obligation in waking:
        _remind(turn, obligation)
    snoozed = work.obligations.snoozes_over(work.now, limit=limit)
    for snooze in snoozed:
        obligation = work.obligations.get(snooze.obligation)
        if obligation.is_open:
            officer = work.registry.officer(snooze.officer)
            _say(turn, obligation, [officer], step=f"snooze {snooze.wake_at.isoformat()}")
    digests = work.registry.digests_due(limit)
    for authority in digests:
        _digest(turn, authority)
    return len(waking) + len(snoozed) + len(digests)


def next_tick(work: Work) -> datetime | None:
    """Return the moment at which something will be due."""
    moments = (work.obligations.next_wake(), work.registry.next_digest_at())
    return min((each for each in moments if each), default=None)


def next_digest(authority: Authority, policy: Policy, now: datetime) -> datetime:
    """Return the first time after `now` that the authority's clocks show the hour of its digest."""
    today = local_date(now, authority.zone)
    at = at_local(today, policy.digest_at, authority.zone)
    return at if at > now else at_local(today + timedelta(days=1), policy.digest_at, authority.zone)


def holds(work: Work, row: Outgoing) -> bool:
    """Say whether a row is still owed: it is asked in the transaction that leases it."""
    if row.saying.obligation is not None:
        return row.saying.obligation in work.obligations.are_open([row.saying.obligation])
    if row.saying.text == sending.ALARM and row.saying.subject is not None:
        return work.requests.get(row.saying.subject.id, lock=False).execution in _AWAITED
    return True


def accepted(turn: Turn, row: Outgoing) -> None:
    """
    Take note that a server accepted a message.

    The first full content that an agreed channel accepted for the requested authority is the
    transmission, and starts the clocks (Art. 6, reading).
    """
    subject = row.saying.subject
    if subject is None:
        return
    if row.saying.text == sending.ALARM and row.carries_content:
        request = turn.work.requests.get(subject.id)
        if request.execution is Execution.TRANSMITTING:
            transmitted(turn, request, turn.now)
    if row.saying.text in (sending.ALARM, "notice"):
        turn.work.cards.touch(subject)


def undelivered(turn: Turn, row: Outgoing) -> None:
    """Take note that no channel of an officer took a message: the next officer is called."""
    subject = row.saying.subject
    if subject is None or subject.about is not About.REQUEST or row.saying.text != sending.ALARM:
        return
    request = turn.work.requests.get(subject.id)
    turn.work.cards.touch(subject)
    if request.execution not in _AWAITED:
        return
    heard = rung(turn, request)
    everybody = turn.colleagues(request.requested)
    wider = recipients({Audience.ALL_DUTY, Audience.SIGNATORIES}, everybody)
    others = [officer for officer in wider if officer.id not in heard]
    if others:
        sending.ring(turn, request, others, step="next", owed=None)
    if request.execution is Execution.TRANSMITTING:
        _tell_untransmitted(turn, request, key=f"request/{request.id}/never/{row.seq}")


def _remind(turn: Turn, obligation: Obligation) -> None:
    step = due(obligation, turn.policy, turn.now)
    if step is None:
        at = obligation.last_step_at or obligation.opened_at
        turn.work.obligations.said(
            obligation.id, step_at=at, wake_at=wakes_at(obligation, turn.policy)
        )
        return
    people = _recipients(turn, obligation, step)
    snoozed = turn.work.obligations.snoozed(obligation.id, turn.now)
    _say(
        turn,
        obligation,
        [each for each in people if each.id not in snoozed],
        step=step.at.isoformat(),
    )
    if step.tells_other_side:
        _tell_other_side(turn, obligation, step)
    said = replace(obligation, last_step_at=step.at)
    turn.work.obligations.said(obligation.id, step_at=step.at, wake_at=wakes_at(said, turn.policy))
    turn.log(
        "reminded",
        about=obligation.subject,
        kind=obligation.kind,
        step=step.at,
        people=",".join(each.id for each in people),
    )


def _recipients(turn: Turn, obligation: Obligation, step: Step) -> tuple[Officer, ...]:
    sender = None
    if obligation.subject.about is About.REQUEST:
        sender = turn.work.requests.get(obligation.subject.id, lock=False).sender
    people = recipients(step.to, turn.colleagues(obligation.owed_by), sender=sender)
    return people or recipients({Audience.ALL_DUTY}, turn.colleagues(obligation.owed_by))


def _say(turn: Turn, obligation: Obligation, people: Iterable[Officer], *, step: str) -> None:
    """Say one step to each: the alarm itself, a reminder, or a digest to who owes many things."""
    key = f"obligation/{obligation.id}/{obligation.due.at.isoformat()}/{step}"
    if obligation.kind is Kind.TRANSMIT:
        _tell_untransmitted(turn, _request(turn, obligation), key=key, to=people, owed=obligation)
        return
    if obligation.kind is Kind.ACKNOWLEDGE:
        _ring_again(turn, obligation, tuple(people), step=step, key=key)
        return
    for officer in people:
        owed = turn.work.obligations.owed(_debtors(officer))
        many = [each for each in owed if each.kind not in ALARMS]
        if len(many) > turn.policy.digest_above:
            hour = turn.now.replace(minute=0, second=0, microsecond=0).isoformat()
            turn.say(
                "owed-digest",
                to=officer,
                priority=Priority.REMINDER,
                key=f"owed/{hour}",
                count=len(many),
                lines=tuple(_owed_entry(turn, each) for each in many),
            )
        else:
            _remind_one(turn, obligation, officer, key=key)


def _remind_one(turn: Turn, obligation: Obligation, officer: Officer, *, key: str) -> None:
    lateness = obligation.lateness(turn.now)
    number = _number(turn, obligation)
    commands = DISCHARGED_BY.get(obligation.kind, ("open",))
    choices = [Choice(command, number) for command in commands]
    if lateness is Lateness.ON_TIME:
        choices.append(Choice("snooze", obligation.id))
    first = turn.now - obligation.opened_at < timedelta(minutes=1)
    text = f"remind-{obligation.kind}"
    if lateness is not Lateness.ON_TIME:
        text += f"-{lateness}"
    elif first and obligation.kind is Kind.CONFIRM:
        text += "-first"
    later = wakes_at(_after(obligation, turn.now), turn.policy)
    turn.say(
        text,
        to=officer,
        priority=Priority.REMINDER,
        about=obligation.subject,
        owed=obligation,
        choices=choices,
        key=key,
        number=number,
        due=obligation.due.at,
        second=obligation.due.second_at or obligation.due.at,
        left=abs(obligation.due.at - turn.now),
        next=later or obligation.due.at,
        people=tuple(each.id for each in _responsible(turn, obligation)),
    )


def _ring_again(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    request = _request(turn, obligation)
    heard = rung(turn, request)
    new = [officer for officer in people if officer.id not in heard]
    sending.ring(turn, request, new, step=step, owed=obligation)
    turn.say(
        "alarm-again",
        to=[officer for officer in people if officer.id in heard],
        priority=Priority.ALARM,
        about=obligation.subject,
        owed=obligation,
        choices=sending.alarm_choices(request),
        key=key,
        request=str(request.number),
        party=request.number.requesting,
        since=request.transmitted_at or obligation.opened_at,
        left=turn.now - obligation.opened_at,
    )


def _tell_other_side(turn: Turn, obligation: Obligation, step: Step) -> None:
    request = _request(turn, obligation)
    key = f"obligation/{obligation.id}/{step.at.isoformat()}/other"
    if obligation.kind is Kind.ACKNOWLEDGE:
        turn.say(
            "told-unacknowledged",
            to=requesting_side(turn, request),
            priority=Priority.ALARM,
            about=request.subject,
            owed=obligation,
            key=key,
            choices=(Choice("letter", f"telephonogram {request.number}", "choice-telephonogram"),),
            request=str(request.number),
            left=turn.now - obligation.opened_at,
            lines=telephones(turn, request),
        )
        return
    turn.say(
        f"told-{obligation.kind}-{obligation.lateness(turn.now)}",
        to=requested_side(turn, request),
        priority=Priority.REMINDER,
        about=request.subject,
        owed=obligation,
        key=key,
        request=str(request.number),
        due=obligation.due.at,
        second=obligation.due.second_at or obligation.due.at,
    )


def telephones(turn: Turn, request: Request) -> tuple[Line, ...]:
    """Return whom to telephone at the requested authority: its desk, who is on duty, the head."""
    authority = turn.work.registry.authority(request.requested)
    people = recipients({Audience.ON_DUTY, Audience.HEAD}, turn.colleagues(authority.id))
    return (
        Line("telephone-authority", {"authority": authority.id, "phone": authority.phone}),
        *(Line("telephone", {"officer": each.id, "phone": each.phone}) for each in people),
    )


def _tell_untransmitted(
    turn: Turn,
    request: Request,
    *,
    key: str,
    to: Iterable[Officer] | None = None,
    owed: Obligation | None = None,
) -> None:
    turn.say(
        "told-untransmitted",
        to=requesting_side(turn, request) if to is None else to,
        priority=Priority.ALARM,
        about=request.subject,
        owed=owed or turn.work.obligations.find(request.subject, Kind.TRANSMIT),
        key=key,
        choices=(Choice("letter", f"telephonogram {request.number}", "choice-telephonogram"),),
        request=str(request.number),
        lines=telephones(turn, request),
    )


def _digest(turn: Turn, authority: Authority) -> None:
    at = next_digest(authority, turn.policy, turn.now)
    turn.work.registry.next_digest(authority.id, at)
    if not authority.during.holds(turn.now):
        return
    today = local_date(turn.now, authority.zone)
    owed = _concerning(turn, authority)
    if not owed:
        return
    off = days_off_after(today, authority.holidays)
    soon = [each for each in owed if each.owed_by == authority.id and _falls(each, authority, off)]
    people = recipients({Audience.ON_DUTY, Audience.SIGNATORIES}, turn.colleagues(authority.id))
    turn.say(
        "digest-before-days-off" if soon else "digest",
        to=people,
        priority=Priority.DIGEST,
        key=f"digest/{authority.id}/{today.isoformat()}",
        authority=authority.id,
        at=turn.now,
        lines=tuple(_owed_entry(turn, each) for each in owed),
        soon=tuple(_owed_entry(turn, each) for each in soon),
    )


def _concerning(turn: Turn, authority: Authority) -> list[Obligation]:
    """Return what is owed about its requests, by either side, and what it owes otherwise."""
    found = {
        obligation.id: obligation
        for request in turn.work.requests.of(authority.id)
        if request.transmitted_at or request.requesting == authority.id
        for obligation in turn.work.obligations.about(request.subject)
        if obligation.is_open
    }
    for obligation in turn.work.obligations.owed((authority.id, authority.party)):
        found[obligation.id] = obligation
    return sorted(found.values(), key=lambda each: (each.due.at, each.id))


def _falls(obligation: Obligation, authority: Authority, off: tuple[date, ...]) -> bool:
    return local_date(obligation.due.at, authority.zone) in off


def _owed_entry(turn: Turn, obligation: Obligation) -> Line:
    line = owed_line(turn.work, obligation)
    return Line("entry", {"number": _number(turn, obligation), "line": line})


def _responsible(turn: Turn, obligation: Obligation) -> tuple[Officer, ...]:
    sender = None
    if obligation.subject.about is About.REQUEST:
        sender = turn.work.requests.get(obligation.subject.id, lock=False).sender
    audiences = {Audience.SENDER, Audience.DEPUTIES} if sender else {Audience.ON_DUTY}
    return recipients(audiences, turn.colleagues(obligation.owed_by), sender=sender)


def _number(turn: Turn, obligation: Obligation) -> str:
    if obligation.subject.about is About.NOTICE:
        return turn.work.notices.get(obligation.subject.id).number
    return str(_request(turn, obligation).number)


def _request(turn: Turn, obligation: Obligation) -> Request:
    return turn.work.requests.get(obligation.subject.id, lock=False)


def _debtors(officer: Officer) -> tuple[str, ...]:
    return (officer.authority, officer.party) if officer.party else (officer.authority,)


def _after(obligation: Obligation, now: datetime) -> Obligation:
    return replace(obligation, last_step_at=now)
