"""One step of a ladder, said: alarms that ring again, reminders, what the other side is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

from handlers.chat import pages
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.clock.corrections import ring_correction_again
from handlers.clock.holding import ring_call_again
from handlers.clock.letters import named, other_side_key, which_addition
from handlers.clock.misdirected import ask_where_again
from handlers.clock.named_period import tell_named_period
from handlers.clock.owed import entries, settling, the_request
from handlers.clock.silence import ask_for_progress
from handlers.clock.taking_up import ask_what_becomes, those_at_it
from handlers.clock.unreceipted import close_unreceipted
from handlers.clock.unsigned import ASKED, tell_head
from handlers.clock.untransmitted import is_put_off, tell_untransmitted
from handlers.clock.wording import REMINDED, reminder
from handlers.consent import one_time, ring
from handlers.notices import changing, leaving, succeeding
from handlers.record import alarm, bursts
from handlers.record.calendars import debtor, holidays_of
from handlers.record.sides import requesting_side, rung, telephones
from handlers.record.subjects import number_of, sender_of
from protocol.audience import Audience
from protocol.ladders import Step
from protocol.nights import Voice
from protocol.obligation import Kind, Lateness, Obligation
from protocol.obligations import how_late
from protocol.parties import Officer
from protocol.reminders import due, voice, wakes_at
from storage.carrying import Carries
from storage.sayings import Priority
from storage.values import Line

AT_ONCE = timedelta(minutes=1)
_REMINDED = frozenset(REMINDED)


class Spoken(Protocol):
    """What a step says to the debtor's people."""

    def __call__(
        self,
        turn: Turn,
        obligation: Obligation,
        people: tuple[Officer, ...],
        /,
        *,
        step: str,
        key: str,
    ) -> None:
        """Say it once under `key`; `step` names the moment."""
        ...


@dataclass(frozen=True, slots=True)
class Speech:
    """
    What is said of one kind of obligation: by a step, to whom of the debtor's, to the other side.

    `instead` does what is due in place of a step, and says whether there was such a thing.
    """

    step: Spoken
    people: Callable[[Turn, Obligation, Step], tuple[Officer, ...]]
    other_side: Callable[[Turn, Obligation, Step], None]
    instead: Callable[[Turn, Obligation], bool]


def remind(turn: Turn, obligation: Obligation) -> None:
    """
    Say the latest step that is due, to whom it concerns, and note when the next one is.

    What stands in the message of the morning is said there (`handlers/clock/digests.py`).
    """
    holidays = holidays_of(turn.work, obligation)
    step = due(obligation, turn.policy, turn.now, holidays)
    at = step.at if step else obligation.last_step_at or obligation.opened_at
    if step is not None and not (step.in_message and debtor(turn.work, obligation.owed_by)):
        _say_now(turn, obligation, step)
    said = replace(obligation, last_step_at=at) if step else obligation
    wake_at = wakes_at(said, turn.policy, holidays)
    turn.work.obligations.note_step(obligation.id, step_at=at, wake_at=wake_at)


def _say_now(turn: Turn, obligation: Obligation, step: Step) -> None:
    people = speech(obligation).people(turn, obligation, step)
    snoozed = turn.work.obligations.those_snoozing(obligation.id, turn.now)
    say_step(
        turn,
        obligation,
        [each for each in people if each.id not in snoozed],
        step=step.at.isoformat(),
    )
    if step.tells_other_side:
        speech(obligation).other_side(turn, obligation, step)
    note_reminded(turn, obligation, step, people)


def note_reminded(
    turn: Turn, obligation: Obligation, step: Step, people: Iterable[Officer]
) -> None:
    """Write into the journal who was reminded."""
    turn.log(
        "reminded",
        about=obligation.subject,
        kind=obligation.kind,
        step=step.at,
        people=",".join(each.id for each in people),
    )


def say_step(turn: Turn, obligation: Obligation, people: Iterable[Officer], *, step: str) -> None:
    """Say one step to each: the alarm itself, a reminder, or a digest to who owes many things."""
    key = f"obligation/{obligation.id}/{obligation.due.at.isoformat()}/{step}"
    speech(obligation).step(turn, obligation, tuple(people), step=step, key=key)


def speech(obligation: Obligation) -> Speech:
    """Return what is said of an obligation of this kind."""
    return SPEECHES.get(obligation.kind, USUAL)


def _remind(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    first = step == obligation.opened_at.isoformat()
    said = reminder(turn, obligation, first=first)
    heard = voice(obligation, obligation.opened_at if first else turn.now, turn.policy)
    for officer in people:
        least = turn.policy.digest_above + 1
        owed = turn.work.debts.page(officer.owes_as, _REMINDED, limit=least, silent=False)
        if heard is Voice.SIGNAL or len(owed) < least:
            _remind_one(turn, obligation, officer, said, heard=heard, key=key)
        else:
            _summarise(turn, officer)


def _summarise(turn: Turn, officer: Officer) -> None:
    """Tell an officer whose side owes much what that is: once an hour."""
    hour = turn.now.replace(minute=0, second=0, microsecond=0).isoformat()
    key = f"owed/{hour}"
    if turn.has_said(key, officer):
        return
    debts = turn.work.debts
    owed = debts.page(officer.owes_as, _REMINDED, limit=pages.SUMMARY, silent=False)
    count = debts.count(officer.owes_as, _REMINDED, silent=False)
    turn.say(
        "owed-digest",
        carries=Carries.NOTHING,
        to=officer,
        priority=Priority.REMINDER,
        key=key,
        count=count,
        lines=pages.summary(entries(turn, owed), count),
    )


def _recipients(turn: Turn, obligation: Obligation, step: Step) -> tuple[Officer, ...]:
    sender = sender_of(turn.work, obligation.subject)
    people = recipients(turn, step.to, obligation.owed_by, sender=sender)
    return people or recipients(turn, {Audience.ALL_DUTY}, obligation.owed_by)


def _remind_one(
    turn: Turn, obligation: Obligation, officer: Officer, said: Line, *, heard: Voice, key: str
) -> None:
    told = number_of(turn.work, obligation.subject)
    which = which_addition(turn, obligation)
    choices = [Choice(command, named(told, which)) for command in settling(turn, obligation)]
    if said.text == ASKED:
        choices.append(Choice("willsign", told))
    if how_late(obligation, turn.now) is Lateness.ON_TIME:
        choices.append(Choice("snooze", obligation.id, values={"left": turn.policy.snooze_within}))
    turn.say(
        said.text,
        carries=Carries.NOTHING,
        to=officer,
        priority=Priority.REMINDER,
        voice=heard,
        about=obligation.subject,
        owed=obligation,
        choices=choices,
        key=key,
        **dict[str, Any](said.values),
    )


def _ring_again(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    request = the_request(turn, obligation)
    if bursts.ring(turn, request, people):
        return
    heard = rung(turn, request)
    new = [officer for officer in people if officer.id not in heard]
    alarm.ring(turn, request, new, step=step, owed=obligation)
    # Who has not got the alarm yet gets it, again and again, and nothing beside it.
    coming = turn.work.deliveries.those_awaiting(request.subject, alarm.ALARM)
    turn.say(
        "alarm-again",
        carries=Carries.NOTHING,
        to=[each for each in people if each.id in heard and each.id not in coming],
        priority=Priority.ALARM,
        about=obligation.subject,
        owed=obligation,
        choices=alarm.alarm_choices(request),
        key=key,
        request=str(request.number),
        party=request.number.requesting,
        since=request.transmitted_at or obligation.opened_at,
        left=turn.now - obligation.opened_at,
    )


def _tell_unacknowledged(turn: Turn, obligation: Obligation, step: Step) -> None:
    request = the_request(turn, obligation)
    if bursts.tell_unacknowledged(turn, request):
        return
    turn.say(
        "told-unacknowledged",
        carries=Carries.NOTHING,
        to=requesting_side(turn, request),
        priority=Priority.ALARM,
        about=request.subject,
        owed=obligation,
        key=other_side_key(obligation, step),
        choices=(
            Choice("letter", f"telephonogram {request.number}", "letter.choice-telephonogram"),
        ),
        request=str(request.number),
        left=turn.now - obligation.opened_at,
        lines=telephones(turn, request.requested),
    )


def _ask_again(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    ring.ring_again(turn, obligation, people, step=step)


def _say_untransmitted(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    tell_untransmitted(turn, the_request(turn, obligation), key=key, to=people, owed=obligation)


USUAL = Speech(
    step=_remind,
    people=_recipients,
    other_side=lambda turn, obligation, step: None,
    instead=lambda turn, obligation: False,
)
SPEECHES: Mapping[Kind, Speech] = {
    Kind.CONSENT: Speech(
        step=_ask_again,
        people=lambda turn, obligation, step: ring.answerers(turn, obligation.subject.id, step.to),
        other_side=lambda turn, obligation, step: ring.tell_unanswered(turn, obligation),
        instead=one_time.has_lapsed,
    ),
    Kind.TRANSMIT: replace(USUAL, step=_say_untransmitted, instead=is_put_off),
    Kind.ANSWER_MISDIRECTED: replace(USUAL, step=ask_where_again),
    Kind.TAKE_UP: replace(USUAL, step=ask_what_becomes, people=those_at_it),
    Kind.CORRECTION_READ: replace(USUAL, step=ring_correction_again),
    Kind.ANSWER_HOLD: replace(USUAL, step=ring_call_again),
    Kind.WILL_SIGN: replace(USUAL, step=tell_head),
    Kind.SILENCE: replace(USUAL, instead=ask_for_progress),
    Kind.NAMED_PERIOD: replace(USUAL, other_side=tell_named_period),
    Kind.RESULT_RECEIPT: replace(USUAL, instead=close_unreceipted),
    Kind.ACKNOWLEDGE: replace(USUAL, step=_ring_again, other_side=_tell_unacknowledged),
    Kind.CHANGE_REGISTER: replace(USUAL, step=changing.ask_head, instead=changing.change_by_itself),
    Kind.SUCCESSION: replace(USUAL, instead=succeeding.go_on),
    Kind.SETTLEMENT: replace(USUAL, instead=leaving.settle),
}
