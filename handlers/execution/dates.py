"""The date or the moment that a move may name: it lies ahead, and not too far."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from handlers.chat.questions import Option, Type
from handlers.chat.turn import Turn
from handlers.record.statement import about
from protocol import dates
from protocol.calendar import at_local, end_of_day, local_date
from protocol.confirmation import day
from protocol.refusals import Refused
from protocol.request import Request
from protocol.unseen import without_unseen
from storage.drafts import Draft
from storage.values import Values

# Whoever names a later one has mistyped the year.
WITHIN = timedelta(days=366)
_NONE = "none"
# What people write before a date until which something lasts.
BEHIND = ("до", "by", "until", "till")


def date_ahead(
    since: timedelta = timedelta(), may_be_none: Callable[[Turn, Request], bool] = lambda *_: True
) -> Type[date | None]:
    """
    Return the type of a date from `since` after today on, or of none, by a button, where it may be.

    The days are those of the requested authority.
    """

    def parse(turn: Turn, draft: Draft, text: str) -> date | None:
        named = day(text, behind=BEHIND)
        today = local_date(turn.now, zone_of(turn, about(turn, draft)))
        if named < today + since:
            raise Refused("refused-date-past", instead="instead-date-ahead")
        if named > today + WITHIN:
            raise Refused("refused-date-far", instead="instead-date-ahead")
        return named

    def options(turn: Turn, draft: Draft) -> Iterable[Option]:
        if may_be_none(turn, about(turn, draft)):
            yield Option(_NONE, "choice-undated")

    return Type(parse, options, keep=_keep, restore=_restore, known=_is_date)


def moment_ahead(
    label: str = "", values: Callable[[Turn], Values] = lambda turn: {}
) -> Type[datetime | None]:
    """
    Return the type of a moment ahead, by the clock of the officer's authority, or of none.

    A time alone is its next one, a date alone its last instant. `label` is the button of none;
    without it a moment has to be named.
    """

    def parse(turn: Turn, draft: Draft, text: str) -> datetime | None:
        zone = turn.work.registry.authority(turn.officer.authority).zone
        at = _moment(text, zone, turn.now)
        if at <= turn.now:
            raise Refused("refused-moment-past", instead="instead-moment-ahead")
        if at > turn.now + WITHIN:
            raise Refused("refused-date-far", instead="instead-moment-ahead")
        return at

    def options(turn: Turn, draft: Draft) -> Iterable[Option]:
        if label:
            yield Option(_NONE, label, values(turn))

    return Type(
        parse,
        options,
        keep=lambda at: at.isoformat() if at else _NONE,
        restore=lambda kept: None if kept == _NONE else datetime.fromisoformat(kept),
        known=lambda text: _read(text) is not None,
    )


def end_of(turn: Turn, request: Request, named: date | None) -> datetime | None:
    """Return the last instant of a date that was named; None where none was."""
    return end_of_day(named, zone_of(turn, request)) if named else None


def zone_of(turn: Turn, request: Request) -> str:
    """Return the zone of the requested authority."""
    return turn.work.registry.authority(request.requested).zone


def _read(text: str) -> tuple[date | None, time | None] | None:
    try:
        return dates.read_with_clock(" ".join(without_unseen(text).split()))
    except ValueError:
        return None


def _moment(text: str, zone: str, now: datetime) -> datetime:
    """Raises: Refused for what is no moment, or names a day or a time that does not exist."""
    read = _read(text)
    if read is None:
        raise Refused("refused-moment", instead="instead-moment-ahead")
    named, clock = read
    if clock is None:
        return end_of_day(named or local_date(now, zone), zone)
    today = local_date(now, zone)
    at = at_local(named or today, clock, zone)
    if named is None and at <= now:
        at = at_local(today + timedelta(days=1), clock, zone)
    return at


def _is_date(text: str) -> bool:
    try:
        day(text, behind=BEHIND)
    except Refused:
        return False
    return True


def _keep(named: date | None) -> str:
    return named.isoformat() if named else _NONE


def _restore(kept: str) -> date | None:
    return None if kept == _NONE else date.fromisoformat(kept)
