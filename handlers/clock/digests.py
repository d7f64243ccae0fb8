"""
The one message of the morning of an authority: reminders, what is open, who owes the next step.

Of what its desk owes the steps of this morning stand in it, with their buttons; on the last working
day before days off it tells what falls due in them, and the afternoon tells that once more.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from handlers.chat import pages
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import entries, settling_choices
from handlers.clock.reminding import note_reminded, speech
from handlers.clock.wording import lateness_told, reminder
from handlers.record.begun import days_of, last_said, next_digest, saying_key
from handlers.record.news import News
from protocol.audience import Audience
from protocol.calendar import days_off_after, is_working, local_date, start_of_day
from protocol.ladders import Step
from protocol.mornings import Days
from protocol.obligation import Kind, Obligation
from protocol.obligations import ALARMS, OBLIGATIONS, is_known
from protocol.parties import Authority, Officer
from protocol.reminders import latest, mentioned
from storage.carrying import Carries
from storage.debts import Owed
from storage.outgoing import Outgoing
from storage.sayings import Priority
from storage.values import Line, lines
from storage.work import Work

# What rings is in no digest of whoever owes it.
_OWN = frozenset(kind for kind in Kind if OBLIGATIONS[kind].listed) - ALARMS
# What the other side owes and is known to that side alone is not among it.
_KNOWN = frozenset(filter(is_known, Kind))
_LIMITS = frozenset(kind for kind, row in OBLIGATIONS.items() if row.limit)
_DAY = timedelta(days=1)
_NOW = (Line("digest-now"),)
# Under this name a line of a digest keeps of which obligation it tells.
OF = "obligation"
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What an authority owes and is reminded of in this message: by which step."""

    obligation: Obligation
    step: Step


def digest(turn: Turn, authority: Authority) -> None:
    """
    Say the message of the morning, or of the afternoon before days off; nothing owed, none.

    On a day off there is one only where a time limit ends before the next (`mornings.Days`). One
    that an outage has kept back is said at its end, but not at night.
    """
    days, today = days_of(authority, turn.policy), local_date(turn.now, authority.zone)
    turn.work.digests.put_off(authority.id, next_digest(authority, turn.policy, turn.now))
    if not authority.during.holds(turn.now):
        return
    morning = days.morning(today)
    is_night = days.is_quiet(turn.now) and not days.is_quiet(morning)
    if turn.now < morning or is_night:
        return
    since = last_said(turn.work, authority)
    if since is not None and since >= morning:
        _tell_before_days_off(turn, authority, days)
        return
    has_message = is_working(today, authority.calendar) or _ends_before_next(turn, authority, days)
    is_kept_back = since is not None and since < days.morning(days.working_until(today))
    if has_message or is_kept_back:
        news = News.since_last(turn, authority)
        turn.work.remember(saying_key(authority), turn.now.isoformat())
        _tell(turn, authority, since or _NEVER, news)


def _tell(turn: Turn, authority: Authority, since: datetime, news: News) -> None:
    debts, own, policy = turn.work.debts, (authority.id, authority.party), turn.policy
    owed = debts.page(own, _OWN, now=turn.now, limit=pages.SUMMARY, silent=False)
    others = debts.owed_to(authority.id, _KNOWN, limit=pages.SUMMARY)
    count = debts.count(own, _OWN, now=turn.now, silent=False)
    count += debts.count_owed_to(authority.id, _KNOWN)
    reminded = tuple(_reminded(turn, authority, owed, since))
    told = [each for each in others if mentioned(each, policy, since, turn.now)]
    off = days_off_after(local_date(turn.now, authority.zone), authority.calendar)
    soon, falling = _falling(turn, authority, off[0], off[-1]) if off else ((), 0)
    full = [each.obligation for each in reminded][: policy.digest_above]
    apart = {each.id for each in (*full, *told, *soon)}
    listed = sorted(
        (each for each in (*owed, *others) if each.id not in apart),
        key=lambda each: (each.due.at, each.id),
    )[: pages.SUMMARY]
    later = {each.id for each in soon}
    said = (
        *(_of(each, reminder(turn, each)) for each in full if each.id not in later),
        *(_of(each, lateness_told(turn, each)) for each in told),
        *pages.summary(_entries(turn, listed), count - len(apart)),
    )
    soon_lines = pages.summary(_lines(turn, soon, full), falling)
    for told_now, people in news.by_reader(turn, _people(turn, authority, reminded)):
        if count or told_now:
            turn.say(
                "digest-before-days-off" if soon else "digest",
                carries=Carries.NOTHING,
                to=people,
                priority=Priority.REMINDER,
                key=f"{saying_key(authority)}/{local_date(turn.now, authority.zone).isoformat()}",
                choices=_buttons(turn, full),
                authority=authority.id,
                at=turn.now,
                lines=(*told_now, *(_NOW if told_now and said else ()), *said),
                soon=soon_lines,
            )
    for each in reminded:
        people = speech(each.obligation).people(turn, each.obligation, each.step)
        note_reminded(turn, each.obligation, each.step, people)


def _tell_before_days_off(turn: Turn, authority: Authority, days: Days) -> None:
    """Tell what the authority owes until the end of the first working day after days off."""
    today = local_date(turn.now, authority.zone)
    off = days_off_after(today, authority.calendar)
    is_due = turn.now >= days.at(today, turn.policy.afternoon)
    if not (off and is_due and is_working(today, authority.calendar)):
        return
    first = off[-1] + _DAY
    soon, falling = _falling(turn, authority, off[0], first)
    if not soon:
        return
    turn.say(
        "digest-days-off",
        carries=Carries.NOTHING,
        to=_people(turn, authority, ()),
        priority=Priority.REMINDER,
        key=f"{saying_key(authority)}/{today.isoformat()}/days-off",
        choices=_buttons(turn, soon[: turn.policy.digest_above]),
        authority=authority.id,
        at=turn.now,
        limit=first,
        lines=pages.summary(_entries(turn, soon), falling),
    )


def _reminded(
    turn: Turn, authority: Authority, owed: Iterable[Obligation], since: datetime
) -> Iterable[Reminded]:
    """Yield what of it has come to a step of this message since the last one."""
    for each in owed:
        step = latest(each, turn.policy, turn.now, authority.calendar)
        if step is not None and step.in_message and step.at > since:
            yield Reminded(each, step)


def _people(turn: Turn, authority: Authority, reminded: Iterable[Reminded]) -> tuple[Officer, ...]:
    """Return who is on duty and who signs, and who else is reminded; each once."""
    desk = recipients(turn, {Audience.ON_DUTY, Audience.SIGNATORIES}, authority.id)
    others = (
        officer
        for each in reminded
        for officer in speech(each.obligation).people(turn, each.obligation, each.step)
        # What a Party owes each of its authorities tells its own people.
        if officer.authority == authority.id
    )
    return tuple({each.id: each for each in (*desk, *others)}.values())


def _buttons(turn: Turn, owed: Sequence[Obligation]) -> Iterable[Choice]:
    """Return the buttons of what is reminded of: all that settle it where that is one thing."""
    each = [settling_choices(turn, one) for one in owed]
    return each[0] if len(each) == 1 else [choices[0] for choices in each]


def _lines(
    turn: Turn, owed: Iterable[Obligation], full: Collection[Obligation]
) -> tuple[Line, ...]:
    reminded = {each.id: _of(each, reminder(turn, each)) for each in full}
    shown = tuple(owed)
    listed = zip(shown, _entries(turn, shown), strict=True)
    return tuple(reminded.get(each.id, line) for each, line in listed)


def _entries(turn: Turn, owed: Iterable[Obligation]) -> tuple[Line, ...]:
    found = tuple(owed)
    return tuple(_of(*each) for each in zip(found, entries(turn, found), strict=True))


def _of(obligation: Obligation, line: Line) -> Line:
    """Return a line that says of what it tells: it is left out once that is owed no longer."""
    return Line(line.text, {**line.values, OF: obligation.id})


def as_it_stands(work: Work, row: Outgoing) -> Outgoing | None:
    """
    Return a message as it is to be sent: of what has been discharged since a digest says nothing.

    None where nothing is left to say. What may have arrived is repeated as it was.
    """
    values = row.saying.values
    told = {each: lines(values.get(each, ())) for each in ("lines", "soon")}
    ids = {str(line.values[OF]) for each in told.values() for line in each if OF in line.values}
    if not ids or row.is_in_doubt:
        return row
    ended = ids - work.obligations.are_open(ids)
    if not ended:
        return row
    left = {
        name: tuple(line for line in each if line.values.get(OF) not in ended)
        for name, each in told.items()
    }
    if not any(line.text != pages.MORE for each in left.values() for line in each):
        return None
    return replace(row, saying=replace(row.saying, values={**values, **left}), rendering=None)


def _falling(
    turn: Turn, authority: Authority, first: date, last: date
) -> tuple[tuple[Obligation, ...], int]:
    """Return the first of what it owes that falls due on these days, and how many that are."""
    debts, own = turn.work.debts, (authority.id,)
    begin, end = (Owed(start_of_day(day, authority.zone), "") for day in (first, last + _DAY))
    falling = debts.count(own, _OWN, now=turn.now, after=begin, silent=False)
    falling -= debts.count(own, _OWN, now=turn.now, after=end, silent=False)
    found = debts.page(own, _OWN, now=turn.now, after=begin, limit=pages.SUMMARY, silent=False)
    return found[:falling], falling


def _ends_before_next(turn: Turn, authority: Authority, days: Days) -> bool:
    """Say whether a time limit of the treaty ends between this morning and the next working one."""
    today = local_date(turn.now, authority.zone)
    behind = Owed(days.morning(today), "")
    own = (authority.id,)
    first = turn.work.debts.page(own, _LIMITS, now=turn.now, after=behind, limit=1, silent=False)
    return any(each.due.at <= days.morning(days.working_from(today)) for each in first)
