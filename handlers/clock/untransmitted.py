"""While no server has taken a request: who is called meanwhile, and what its sender is told."""

from collections.abc import Iterable
from datetime import timedelta

from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.record import alarm
from handlers.record.sides import requesting_side, rung, telephones
from protocol.audience import Audience
from protocol.moves import Execution
from protocol.nights import Voice
from protocol.obligation import Due, Kind, Obligation
from protocol.parties import Officer
from protocol.reminders import due
from protocol.request import Request
from storage.carrying import Carries
from storage.sayings import Priority

UNTRANSMITTED = "told-untransmitted"
UNCERTAIN = "told-uncertain"
# What the sender may have been told while no server had taken the request.
DENIALS = (UNTRANSMITTED, UNCERTAIN)
# For so long a first try may last before the sender is told that nobody has the request.
DECIDED_WITHIN = timedelta(seconds=5)
# Between two looks at what is being tried.
LOOKED_EACH = timedelta(seconds=1)


def tell_untransmitted(
    turn: Turn,
    request: Request,
    *,
    key: str,
    to: Iterable[Officer] | None = None,
    owed: Obligation | None = None,
) -> None:
    """Tell the sender that nobody is known to have the request, and whom to telephone."""
    in_doubt = any(
        turn.work.arrivals.may_have_arrived(request.subject, alarm.ALARM, officer)
        for officer in rung(turn, request)
    )
    turn.say(
        UNCERTAIN if in_doubt else UNTRANSMITTED,
        carries=Carries.NOTHING,
        to=requesting_side(turn, request) if to is None else to,
        priority=Priority.ALARM,
        about=request.subject,
        owed=owed or turn.work.obligations.find(request.subject, Kind.TRANSMIT),
        key=key,
        choices=(
            Choice("letter", f"telephonogram {request.number}", "letter.choice-telephonogram"),
            Choice("enter", str(request.number)),
        ),
        request=str(request.number),
        left=turn.now - request.created_at,
        lines=telephones(turn, request.requested),
    )


def tell_transmitted(turn: Turn, request: Request) -> None:
    """
    Correct what the sender's side may have been told while no server had taken the request.

    Whoever is being told at this moment is corrected when that has ended: never before it.
    """
    told = turn.work.deliveries.those_told(request.subject, DENIALS)
    turn.say(
        "told-transmitted",
        carries=Carries.NOTHING,
        to=turn.work.registry.people.among(request.requesting, told),
        voice=Voice.SIGNAL,
        about=request.subject,
        key=f"request/{request.id}/transmitted",
        choices=(Choice("open", str(request.number)),),
        request=str(request.number),
        at=request.transmitted_at or turn.now,
    )


def call(turn: Turn, request: Request, audiences: Iterable[Audience]) -> None:
    """Ring those of the requested authority whom the alarm has not rung yet."""
    heard = rung(turn, request)
    meant = recipients(turn, audiences, request.requested)
    others = [officer for officer in meant if officer.id not in heard]
    if others:
        alarm.ring(turn, request, others, step="next", owed=None)


def call_by_now(turn: Turn, request: Request) -> None:
    """Ring whom the ladder would have reached by now, and all duty officers."""
    ladder = Obligation(
        id="",
        kind=Kind.ACKNOWLEDGE,
        subject=request.subject,
        owed_by=request.requested,
        zone="",
        opened_at=request.created_at,
        due=Due(request.created_at + turn.policy.acknowledge_within),
    )
    step = due(ladder, turn.policy, turn.now)
    call(turn, request, {Audience.ALL_DUTY} | (step.to if step else frozenset()))


def is_put_off(turn: Turn, obligation: Obligation) -> bool:
    """
    Put a step off while somebody whom it reaches is being tried for the first time; say whether.

    What they answer in a moment is what the sender is told: never that nobody has the request and
    then that somebody has. A step is put off by `DECIDED_WITHIN` at most, one that is late by a
    single look.
    """
    step = due(obligation, turn.policy, turn.now)
    if step is None:
        return False
    is_first_look = obligation.wake_at is not None and obligation.wake_at <= step.at
    if not is_first_look and turn.now - step.at >= DECIDED_WITHIN:
        return False
    request = turn.work.requests.get(obligation.subject.id)
    if request.execution is Execution.TRANSMITTING:
        call_by_now(turn, request)
    hopes = turn.work.deliveries.hopes(request.subject, alarm.ALARM)
    second = turn.policy.second_channel_within
    if not any(each.is_due(turn.now, DECIDED_WITHIN, second) for each in hopes):
        return False
    at = obligation.last_step_at or obligation.opened_at
    turn.work.obligations.note_step(obligation.id, step_at=at, wake_at=turn.now + LOOKED_EACH)
    return True
