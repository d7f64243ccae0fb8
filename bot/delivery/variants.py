"""How a value is told otherwise: `<name>_<variant>` in a text."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.names import DASH, NOTHING, body, debtor, officer_or_none, party, request
from bot.delivery.page import Page, Variant, clean_text
from bot.words.values import PARTIES_OF
from protocol import request as requests
from protocol.calendar import LAST_INSTANT
from protocol.parties import SECRETARIAT, Party
from storage.values import Value, Values


def _both(page: Page, value: Value, values: Values) -> str:
    """The moment by the clocks of the officer who acted and by the reader's, where they differ."""
    at = _moment_of(value)
    officer = officer_or_none(page, str(values.get("officer", "")))
    here = _clock(page, at, page.zone)
    if officer is None or _offset(at, officer.zone) == _offset(at, page.zone):
        return here
    there = _clock(page, at, officer.zone)
    day = f"{page.texts.day(at.astimezone(ZoneInfo(page.zone)).date(), page.lang)} "
    same = there.startswith(day)
    return f"{there}, {here.removeprefix(day) if same else here}"


def _clock_of(page: Page, value: Value, values: Values) -> str:
    """The time alone on the day of the message, else the whole moment."""
    return _clock(page, _moment_of(value), page.zone)


def _until(page: Page, value: Value, values: Values) -> str:
    """«до конца 25.11.2026 (Минск)» for the last instant of a day, else «до» and the moment."""
    at = _moment_of(value)
    return _end_of_day(page, "until-end-of-day", at, values) or page.texts.say(
        page.lang, "until-moment", {"text": page.moment(at)}
    )


def _past(page: Page, value: Value, values: Values) -> str:
    """«в конце 25.11.2026 (Минск)» for the last instant of a day, else the moment."""
    at = _moment_of(value)
    return _end_of_day(page, "past-end-of-day", at, values) or page.moment(at)


def _end_of_day(page: Page, key: str, at: datetime, values: Values) -> str | None:
    """
    Return the words for the last instant of a day, None for every other moment.

    The day is that of the `zone` beside the moment, the debtor's, whoever reads; else the reader's.
    Of a day that was counted without the holidays of an `unentered` year it says so.
    """
    zone = str(values.get("zone", page.zone))
    local = at.astimezone(ZoneInfo(zone))
    if local.time() != LAST_INSTANT:
        return None
    day = page.texts.day(local.date(), page.lang)
    said = page.texts.say(page.lang, key, {"day": day, "zone": page.texts.zone(zone, page.lang)})
    year = values.get("unentered")
    return (
        page.texts.say(page.lang, "unentered", {"moment": said, "year": str(year)})
        if year
        else said
    )


def _of(page: Page, value: Value, values: Values) -> str:
    """The name of a Party in the genitive."""
    return page.word(PARTIES_OF[str(value)])


def _route(page: Page, value: Value, values: Values) -> str:
    """Казахстан → Беларусь, of a request's number."""
    written = requests.number(request(page, value))
    if written is None or written.requesting is None or written.requested is None:
        return DASH
    return f"{party(page, written.requesting)} → {party(page, written.requested)}"


def _party_of(page: Page, value: Value, values: Values) -> str:
    """Казахстан, of an authority: short, where the Party is enough to know who owes."""
    if value == SECRETARIAT or value in set(Party):
        return debtor(page, value)
    authority = body(page, str(value))
    return party(page, authority.party) if authority else DASH


def _with_sign(page: Page, value: Value, values: Values) -> str:
    """The number of a request as it is, that of a notice with its sign: № 2026/14."""
    said = clean_text(str(value))
    return page.say("notice-number", {"number": said}) if "/" in said else said


def _id(page: Page, value: Value, values: Values) -> str:
    """The value itself, for a text that chooses by it."""
    return str(value)


def _yes_or_no(page: Page, value: Value, values: Values) -> str:
    """Whether there is one, for a text that chooses by it."""
    return "no" if value in (*NOTHING, ()) else "yes"


def _utc(page: Page, value: Value, values: Values) -> str:
    """The moment in UTC, to the second, for a document that outlives its reader's zone."""
    return f"{_moment_of(value).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


VARIANTS: Mapping[str, Variant] = {
    "both": _both,
    "utc": _utc,
    "clock": _clock_of,
    "until": _until,
    "past": _past,
    "of": _of,
    "route": _route,
    "party": _party_of,
    "named": _with_sign,
    "id": _id,
    "given": _yes_or_no,
}


def _moment_of(value: Value) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"no moment: {type(value).__name__}")
    return value


def _clock(page: Page, at: datetime, zone: str) -> str:
    now = page.store.now
    days = {moment.astimezone(ZoneInfo(zone)).date() for moment in (at, now)}
    told = page.texts.clock if len(days) == 1 else page.texts.moment
    return told(at, zone, page.lang)


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()
