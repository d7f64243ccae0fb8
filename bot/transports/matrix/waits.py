"""
For how long a homeserver, or a gateway before it, wants to be left alone. Client-server API 1.10.

The body says it to the millisecond and is on its way out; the header says it in whole seconds.
"""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp.hdrs import DATE, RETRY_AFTER

from bot.transports.matrix.signatures import Json

# A server that wants to be left alone for longer is asked all the same.
ALONE_AT_MOST = timedelta(minutes=10)
# What has more digits is longer than that.
DIGITS = 9


def asks_to_wait(said: Json, headers: Mapping[str, str]) -> timedelta:
    """Return for how long, at most `ALONE_AT_MOST`; zero where an answer says nothing sound."""
    waits = _milliseconds(said.get("retry_after_ms")) or _header(headers)
    return min(max(waits, timedelta()), ALONE_AT_MOST)


def _milliseconds(waits: Any) -> timedelta:
    if not isinstance(waits, int) or waits <= 0:
        return timedelta()
    return timedelta(milliseconds=min(waits, ALONE_AT_MOST // timedelta(milliseconds=1)))


def _header(headers: Mapping[str, str]) -> timedelta:
    """RFC 9110, 10.2.3: seconds, or a date, which means something beside the server's own alone."""
    waits = headers.get(RETRY_AFTER, "").strip()
    if waits.isascii() and waits.isdecimal():
        return ALONE_AT_MOST if len(waits) > DIGITS else timedelta(seconds=int(waits))
    try:
        return parsedate_to_datetime(waits) - parsedate_to_datetime(headers.get(DATE, ""))
    except (ValueError, TypeError, OverflowError):
        return timedelta()
