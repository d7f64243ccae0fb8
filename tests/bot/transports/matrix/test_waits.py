"""For how long a homeserver wants to be left alone: in its body, or in the header."""

from datetime import timedelta
from functools import partial

import pytest

from bot.transports.matrix.server import Refusal, Server
from bot.transports.matrix.waits import ALONE_AT_MOST, asks_to_wait
from tests.worlds.badnetwork import answers, at_server

DATE = "Mon, 30 Nov 2026 10:00:00 GMT"
LATER = "Mon, 30 Nov 2026 10:00:07 GMT"
SECOND = timedelta(seconds=1)
NONE = timedelta()


@pytest.mark.parametrize(
    ("said", "headers", "waits"),
    [
        ({"retry_after_ms": 2500}, {}, 2.5 * SECOND),
        ({}, {"Retry-After": "7"}, 7 * SECOND),
        ({}, {"Retry-After": " 7 "}, 7 * SECOND),
        # A server rounds it up there.
        ({"retry_after_ms": 2500}, {"Retry-After": "3"}, 2.5 * SECOND),
        ({"retry_after_ms": "x"}, {"Retry-After": "3"}, 3 * SECOND),
        ({"retry_after_ms": 0}, {"Retry-After": "3"}, 3 * SECOND),
        ({}, {"Retry-After": LATER, "Date": DATE}, 7 * SECOND),
        ({}, {"Retry-After": DATE, "Date": LATER}, NONE),
        ({}, {"Retry-After": LATER}, NONE),
        ({}, {"Retry-After": LATER, "Date": "today"}, NONE),
        # One tells its zone and the other does not: nobody can compare them.
        ({}, {"Retry-After": LATER, "Date": "Mon, 30 Nov 2026 10:00:00 -0000"}, NONE),
        ({}, {"Retry-After": "86400"}, ALONE_AT_MOST),
        ({}, {"Retry-After": "9" * 5000}, ALONE_AT_MOST),
        ({"retry_after_ms": 10**40}, {}, ALONE_AT_MOST),
        *(({}, {"Retry-After": each}, NONE) for each in ("", "-5", "1.5", "٣", "soon", "0")),
        ({}, {}, NONE),
    ],
)
def test_it_is_read_where_it_stands(
    said: dict[str, object], headers: dict[str, str], waits: timedelta
) -> None:
    assert asks_to_wait(said, headers) == waits


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("body", [b"<html>", b'{"errcode": "M_LIMIT_EXCEEDED"}'])
async def test_what_a_server_or_its_gateway_says_in_the_header_is_in_the_refusal(
    status: str, body: bytes
) -> None:
    head = f"HTTP/1.1 {status}\r\nretry-after: 7\r\nContent-Length: {len(body)}\r\n\r\n"
    async with at_server(partial(answers, head.encode() + body)) as there:
        server = Server(there.url, "token")
        try:
            with pytest.raises(Refusal) as raised:
                await server.call("GET", "/_matrix/client/v3/sync")
        finally:
            await server.close()

    assert raised.value.after == 7 * SECOND
