"""What answers is no homeserver, or takes no password: told as that, with the next step."""

from functools import partial
from pathlib import Path

import pytest

from bot.transports.matrix.wiring import account_of
from bot.transports.trouble import Trouble
from storage.keys import read_ring
from tests.bot.transports.matrix.desk import Desk
from tests.bot.transports.matrix.test_setup import given
from tests.bot.transports.matrix.test_setup import says as types
from tests.worlds.badnetwork import Opens, answers, at_server, says
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver

NAME = "Асанов Б., дежурный"
HTML = b"<html>Not Found</html>"


def redirects(status: str, to: str) -> Opens:
    """A server that says where the homeserver is, with what a path of ours had."""
    head = f"HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
    return partial(at_server, partial(answers, head.encode()))


def page(status: str, body: bytes = HTML, type: str = "text/html") -> Opens:
    """A web server that is no homeserver."""
    return partial(at_server, partial(answers, says(status, body, type=type)))


ELSEWHERE = "https://matrix.example.org"
LOGIN = "/_matrix/client/v3/login"
WAYS: dict[str, tuple[Opens, str]] = {
    **{
        f"{status.split()[0]} to the same path": (
            redirects(status, ELSEWHERE + LOGIN),
            f"отвечают, что сервер находится здесь: {ELSEWHERE}. Если",
        )
        for status in ("301 Moved Permanently", "302 Found", "307 Moved", "308 Permanent Redirect")
    },
    "302 to a page that wants to know who asks": (
        redirects("302 Found", "https://u:secret@sso.example.org/in?token=secret#secret"),
        "находится здесь: https://sso.example.org/in. Если",
    ),
    "301 without an address": (page("301 Moved Permanently"), "находится здесь: -. Если"),
    "404 in HTML": (page("404 Not Found"), "отвечает не домашний сервер Matrix (404 text/html)"),
    "404 in somebody else's JSON": (
        page("404 Not Found", b'{"detail": "Not Found"}', "application/json"),
        "отвечает не домашний сервер Matrix (404 application/json)",
    ),
    "200 in HTML": (page("200 OK"), "отвечает не домашний сервер Matrix (200 text/html)"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_setup_at_another_address_says_so_and_makes_nothing(
    tmp_path: Path, way: str
) -> None:
    opens, said = WAYS[way]
    async with opens() as there:
        operator = given(tmp_path, there.url, "@nabat:nabat.test")

        ended = await types(operator, "matrix", "setup")

    assert ended.code == 1
    assert said in ended.err
    assert "nabat matrix setup" in ended.err
    assert "secret" not in ended.err.replace("secret_file", "")
    assert account_of(read_ring(operator.folder / "keys")) is None


@pytest.mark.parametrize(
    ("status", "trouble", "said"),
    [
        (301, Trouble.REDIRECTED, "адрес домашнего сервера отсылает на другой"),
        (308, Trouble.REDIRECTED, "адрес домашнего сервера отсылает на другой"),
        (404, Trouble.NO_HOMESERVER, "отвечает не он (404 text/html)"),
    ],
)
async def test_a_running_bot_says_what_answers_in_the_homeservers_place_and_goes_on_with_it(
    desk: Desk, status: int, trouble: Trouble, said: str
) -> None:
    await desk.opens("kz-duty")

    desk.proxy.faults.order("fails", "sync", times=10_000, status=status)
    desk.proxy.stirs()
    await desk.warns(said)

    assert desk.matrix.health.trouble is trouble
    desk.proxy.faults.clear()
    await desk.asks("kz-duty", "/me", NAME)
    await desk.is_sound()
    assert desk.matrix.health.trouble is None


async def test_a_gateway_that_forbids_is_a_server_that_does_not_answer(desk: Desk) -> None:
    """Its page decides nothing: the homeserver behind it may only be away."""
    await desk.opens("kz-duty")

    desk.proxy.faults.order("fails", "sync", times=10_000, status=403)
    desk.proxy.stirs()

    await desk.warns("домашний сервер не отвечает")


async def test_a_homeserver_that_takes_no_password_is_told_as_that_and_a_later_yes_heals(
    tmp_path: Path, own_server: Homeserver
) -> None:
    """As the real Synapse says it."""
    async with (
        Proxy(own_server.address) as proxy,
        People(own_server, lambda name: name) as people,
    ):
        desk = Desk(tmp_path, own_server, proxy, people, [])
        await desk.opens("kz-duty")
        before = account_of(read_ring(desk.settings.keys_file))
        assert before is not None
        await own_server.delete_device(before.user, before.device)
        own_server.stop()
        own_server.configures(password_config={"enabled": False})
        await own_server.start()

        await desk.warns("входа по паролю сервер не принимает")
        assert not desk.matrix.ready
        operator = given(tmp_path / "new", own_server.address, before.user, desk.account.password)
        ended = await types(operator, "matrix", "setup")
        assert ended.code == 1
        assert "не принимает входа по паролю" in ended.err

        own_server.stop()
        own_server.configures(password_config={"enabled": True})
        await own_server.start()
        await desk.warns("бот завёл новое")
        await desk.stops()
