"""The period that the requesting Party names («срочно до …»), read from its words. Policy. Pure."""

import re
from datetime import datetime, timedelta

from protocol import dates
from protocol.calendar import at_local, elapsed, end_of_day, local_date

_UNITS = (
    (r"мин(?:\.|ут[аыу]?)?|min(?:ute)?s?", timedelta(minutes=1)),
    (r"ч(?:\.|ас(?:а|ов|у)?)?|h(?:ours?|rs?)?", timedelta(hours=1)),
    (r"сут(?:\.|ки|ок)|дн(?:\.|я|ей)|день|days?", timedelta(days=1)),
)
_WITHIN = re.compile(
    r"(?:(?:в течение|за|через|не позднее чем через|within|in)\s+)?(?:(?P<count>\d{1,3})\s*)?(?:"
    + "|".join(f"(?P<u{place}>{words})" for place, (words, _) in enumerate(_UNITS))
    + r")",
    re.IGNORECASE,
)
# From when hours are counted: from the transmission.
TRANSMITTED = "transmitted"
# What people write before a moment until which something is urgent.
_BEFORE = re.compile(
    r"^(?:(?:срочно|не позднее|no later than|until|till|by|до|к)\s+)+", re.IGNORECASE
)


def within(words: str) -> timedelta | None:
    """Return the time that words name («в течение 2 часов», «1 час»); None where they do not."""
    found = _WITHIN.fullmatch(_plain(words))
    if found is None:
        return None
    count = int(found["count"]) if found["count"] else 1
    unit = next(each for place, (_, each) in enumerate(_UNITS) if found[f"u{place}"])
    return count * unit if count else None


def moment(words: str, zone: str, since: datetime) -> datetime | None:
    """
    Return the moment that words name by the clocks of `zone`, as they were written at `since`.

    A time alone is its next one, a date alone its last instant; None where they name no moment.

    Raises: ValueError for a day or a time that does not exist.
    """
    read = dates.read_with_clock(_BEFORE.sub("", _plain(words)))
    if read is None:
        return None
    named, clock = read
    today = local_date(since, zone)
    if clock is None:
        return end_of_day(named or today, zone)
    at = at_local(named or today, clock, zone)
    if named is None and at <= since:
        return at_local(today + timedelta(days=1), clock, zone)
    return at


def named_until(
    words: str, begins: str, zone: str, *, since: datetime, sent: datetime
) -> datetime | None:
    """
    Return until when something is urgent; None where the words name no moment that can be kept.

    Hours are counted from what `begins` says: TRANSMITTED is `sent`, else a moment written out, and
    without it they have no end. `since` is when the words were written.
    """
    try:
        at = moment(words, zone, since)
    except ValueError:
        return None
    lasting = within(words)
    if at is not None or lasting is None or not begins:
        return at
    return elapsed(sent if begins == TRANSMITTED else datetime.fromisoformat(begins), lasting)


def is_time_alone(words: str) -> bool:
    """Say whether words name a time of day without its day."""
    try:
        read = dates.read_with_clock(_BEFORE.sub("", _plain(words)))
    except ValueError:
        return False
    return read is not None and read[0] is None


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" .,;")
