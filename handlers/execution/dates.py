"""The date that a move may name: it lies ahead, and not too far."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from handlers.chat.questions import Option, Type
from handlers.chat.turn import Turn
from protocol.calendar import end_of_day, local_date
from protocol.confirmation import day
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft

# Whoever names a later one has mistyped the year.
WITHIN = timedelta(days=366)
_NONE = "none"


def date_ahead(
    since: timedelta = timedelta(), may_be_none: Callable[[Turn, Request], bool] = lambda *_: True
) -> Type[date | None]:
    """
    Return the type of a date from `since` after today on, or of none, by a button, where it may be.

    The days are those of the requested authority.
    """

    def parse(turn: Turn, draft: Draft, text: str) -> date | None:
        named = day(text)
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


def end_of(turn: Turn, request: Request, named: date | None) -> datetime | None:
    """Return the last instant of a date that was named; None where none was."""
    return end_of_day(named, zone_of(turn, request)) if named else None


def about(turn: Turn, draft: Draft) -> Request:
    """Return the request that a draft is about."""
    return turn.work.requests.get(draft.answers["request"], lock=False)


def zone_of(turn: Turn, request: Request) -> str:
    """Return the zone of the requested authority."""
    return turn.work.registry.authority(request.requested).zone


def _is_date(text: str) -> bool:
    try:
        day(text)
    except Refused:
        return False
    return True


def _keep(named: date | None) -> str:
    return named.isoformat() if named else _NONE


def _restore(kept: str) -> date | None:
    return None if kept == _NONE else date.fromisoformat(kept)
