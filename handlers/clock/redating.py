"""What was dated by a wrong clock gets its right moments, once the time is known."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.chat.turn import Turn
from handlers.record.calendars import holidays_of
from handlers.record.owing import opening_of
from protocol.admission import VALID_WITHIN
from protocol.obligation import About, Due, Obligation
from protocol.obligations import OBLIGATIONS, due
from protocol.reminders import wakes_at
from storage.redating import Redating


def redate(turn: Turn, *, since: datetime, by: timedelta) -> None:
    """
    Move by `by` what was dated from `since` on; at `turn.now`, by the clock that is right.

    Due moments are counted anew; one that somebody named stays. What lies ahead of the right time
    was dated wrongly as well, whenever that was: else it would be silent until then.
    """
    since = min(since, turn.now) if by < timedelta() else since
    redating = Redating(turn.work.connection, since=since, by=by)
    redating.alone()
    redating.move(codes_hold=VALID_WITHIN)
    turn.work.requests.forget()
    for obligation in turn.work.obligations.at_or_after(since):
        moved = _redate(turn, obligation, since, by)
        turn.work.obligations.redate(moved)
        turn.work.cards.touch(obligation.subject)


def _redate(turn: Turn, obligation: Obligation, since: datetime, by: timedelta) -> Obligation:
    said, moved = obligation.last_step_at, obligation
    if obligation.opened_at >= since:
        at = obligation.opened_at + by
        moved = replace(obligation, opened_at=at, due=_due(turn, obligation, at))
        said = said and said + by
    # Nothing was said later than now.
    moved = replace(moved, last_step_at=said and min(said, turn.now))
    holidays = holidays_of(turn.work, moved)
    return replace(moved, wake_at=wakes_at(moved, turn.policy, holidays))


def _due(turn: Turn, obligation: Obligation, at: datetime) -> Due:
    zone = ""
    if obligation.subject.about is About.REQUEST:
        request = turn.work.requests.get(obligation.subject.id, lock=False)
        zone = turn.work.registry.authority(request.requesting).zone
    kind, owed_by = obligation.kind, obligation.owed_by
    usual = due(kind, opening_of(turn, owed_by, obligation.opened_at, requesting_zone=zone))
    if OBLIGATIONS[kind].spans:
        return Due(at + (obligation.due.at - obligation.opened_at))
    if obligation.due != usual:
        return obligation.due
    return due(kind, opening_of(turn, owed_by, at, requesting_zone=zone))
