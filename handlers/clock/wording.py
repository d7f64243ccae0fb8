"""What is said of something owed: as a message of its own, or in that of the morning."""

from dataclasses import replace
from datetime import datetime

from handlers.chat.families import Family
from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from handlers.clock.letters import LATE_TOLD, which_addition
from handlers.clock.unsent import UNSENT, UNSENT_TOLD, is_unsent
from handlers.clock.unsigned import ASKED, falls_on_day_off, is_asked
from handlers.record.calendars import holidays_of, unentered
from handlers.record.subjects import number_of, sender_of
from protocol.audience import Audience
from protocol.notices import RULES
from protocol.obligation import Kind, Lateness, Obligation, since
from protocol.obligations import ALARMS, OBLIGATIONS, how_late
from protocol.parties import Officer
from protocol.reminders import wakes_at
from storage.values import Line, Values

# What nobody owes anybody has words of its own, or none.
REMINDED = tuple(kind for kind in Kind if kind not in ALARMS and OBLIGATIONS[kind].listed)
_ASKED = tuple(kind for kind in REMINDED if OBLIGATIONS[kind].asks)
# What has two due moments.
_LETTERS = (Kind.CONFIRM, Kind.CONFIRM_ADDITION)
FIRST_REMINDERS = Family("remind", _LETTERS, "-first")
REMINDERS = {
    Lateness.ON_TIME: Family("remind", REMINDED),
    Lateness.STRICTLY_LATE: Family("remind", _LETTERS, "-strictly_late"),
    Lateness.DAYS_LATE: Family("remind", _LETTERS, "-days_late"),
    Lateness.LATE: Family(
        "remind", tuple(each for each in REMINDED if each not in _ASKED), "-late"
    ),
    Lateness.DUE: Family("remind", _ASKED, "-due"),
}
# Of a notice that Art. 4 asks for.
OF_AUTHORITY = {
    Lateness.ON_TIME: Family("remind", (Kind.RELAY_NOTICE,), "-of_authority"),
    Lateness.LATE: Family("remind", (Kind.RELAY_NOTICE,), "-of_authority-late"),
}


def reminder(turn: Turn, obligation: Obligation, *, first: bool = False) -> Line:
    """Return what is said now of something owed, as a message or as a part of one."""
    lateness = how_late(obligation, turn.now)
    is_first = first and lateness is Lateness.ON_TIME and obligation.kind in _LETTERS
    kind = obligation.kind
    if _is_of_authority(turn, obligation):
        text = OF_AUTHORITY[lateness][kind]
    elif is_unsent(turn, obligation):
        text = UNSENT[lateness][kind]
    elif is_first and is_asked(turn, obligation):
        text = ASKED
    else:
        text = FIRST_REMINDERS[kind] if is_first else REMINDERS[lateness][kind]
    holidays = holidays_of(turn.work, obligation)
    later = wakes_at(_after(obligation, turn.now), turn.policy, holidays)
    values: Values = {
        "number": number_of(turn.work, obligation.subject),
        "due": obligation.due.at if lateness is Lateness.ON_TIME else obligation.due.hours_at,
        "zone": obligation.zone,
        "unentered": unentered(turn.work, obligation),
        "second": obligation.due.days_at,
        "left": abs(since(obligation.due, lateness) - turn.now),
        "next": later or obligation.due.at,
        "people": tuple(each.id for each in _responsible(turn, obligation)),
        **which_addition(turn, obligation),
    }
    if text == ASKED:
        off = falls_on_day_off(turn, obligation)
        return Line(text, {**values, "complete": "no" if off else "yes"})
    return Line(text, values)


def lateness_told(turn: Turn, obligation: Obligation) -> Line:
    """Return what those to whom something is owed read once it is late."""
    values: Values = {
        "request": number_of(turn.work, obligation.subject),
        "due": obligation.due.hours_at,
        "zone": obligation.zone,
        "second": obligation.due.days_at,
        **which_addition(turn, obligation),
    }
    lateness = how_late(obligation, turn.now)
    if is_unsent(turn, obligation):
        return Line(UNSENT_TOLD[lateness], values)
    return Line(LATE_TOLD[obligation.kind][lateness], values)


def _is_of_authority(turn: Turn, obligation: Obligation) -> bool:
    """Say whether it is the relay of a notice that Art. 4 asks for."""
    if obligation.kind not in OF_AUTHORITY[Lateness.LATE].members:
        return False
    kind = turn.work.notices.get(obligation.subject.id).kind
    return RULES[kind].article == OBLIGATIONS[obligation.kind].rule.article


def _responsible(turn: Turn, obligation: Obligation) -> tuple[Officer, ...]:
    sender = sender_of(turn.work, obligation.subject)
    audiences = {Audience.SENDER, Audience.DEPUTIES} if sender else {Audience.ON_DUTY}
    return recipients(turn, audiences, obligation.owed_by, sender=sender)


def _after(obligation: Obligation, now: datetime) -> Obligation:
    return replace(obligation, last_step_at=now)
