"""Each channel goes through the proxy that the environment names, over real sockets and TLS."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from aiohttp import connector as aiohttp_connector
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from yarl import URL

from bot.clock.clocks import wall
from bot.transports import proxies
from bot.transports.matrix.server import Server, Unreached
from bot.transports.telegram.http import AiohttpRequest, NotSent, Patience
from tests.worlds.badnetwork import HOST, Way, answers, listening, says

NAME = "bot-server.invalid"
SAID = says("200 OK", b'{"ok": true}', type="application/json")
WHO, PASSWORD = "nabat", "p@ss:word"


@dataclass
class Met:
    """What a proxy was asked: the name it was given, and by whom."""

    names: list[str] = field(default_factory=list)
    who: list[str] = field(default_factory=list)


async def joined(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Be a tunnel to a port of this machine."""
    there_reader, there_writer = await asyncio.open_connection(HOST, port)

    async def pours(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while some := await source.read(65536):
                sink.write(some)
                await sink.drain()
        sink.close()

    await asyncio.gather(pours(reader, there_writer), pours(there_reader, writer))


async def http_connect(
    met: Met, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """A proxy of HTTP."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    method, target, *_ = head.split()
    assert method == "CONNECT"
    met.names.append(target.partition(":")[0])
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    await joined(port, reader, writer)


async def socks5(
    met: Met, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """A proxy of SOCKS 5 that asks for a password where one is offered (RFC 1928, RFC 1929)."""
    version, count = await reader.readexactly(2)
    assert version == 5
    offered = await reader.readexactly(count)
    method = 2 if 2 in offered else 0
    writer.write(bytes((5, method)))
    if method == 2:
        _, length = await reader.readexactly(2)
        name = (await reader.readexactly(length)).decode()
        (length,) = await reader.readexactly(1)
        met.who.append(f"{name}:{(await reader.readexactly(length)).decode()}")
        writer.write(b"\x01\x00")
    *_, kind = await reader.readexactly(4)
    assert kind == 3, "the proxy looks the name up"
    (length,) = await reader.readexactly(1)
    met.names.append((await reader.readexactly(length)).decode())
    await reader.readexactly(2)
    writer.write(bytes((5, 0, 0, 1, 0, 0, 0, 0, 0, 0)))
    await joined(port, reader, writer)


PROXIES = {"http": http_connect, "socks5": socks5, "socks5h": socks5}


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """What the server shows, by a name that nobody else has; aiohttp knows who vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = wall()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.replace(year=now.year - 1, day=1))
        .not_valid_after(now.replace(year=now.year + 1, day=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    file: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + made.public_bytes(encoding))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    aiohttp_connector._SSL_CONTEXT_VERIFIED.load_verify_locations(
        cadata=made.public_bytes(encoding).decode()
    )
    return context


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test look its proxy up, where the environment names none yet."""
    Way("").enter(monkeypatch)
    proxies.before.cache_clear()
    yield
    proxies.before.cache_clear()


async def by_telegram(url: str) -> object:
    """Make a call as Telegram's transport does."""
    request = AiohttpRequest(Patience())
    try:
        return (await request.do_request(f"{url}/getMe", "POST"))[0]
    finally:
        await request.shutdown()


async def by_matrix(url: str) -> object:
    """Make a call as the Matrix transport does."""
    server = Server(url)
    try:
        await server.call("GET", "/versions")
        return 200
    finally:
        await server.close()


CHANNELS = pytest.mark.parametrize("asks", [by_telegram, by_matrix])
Asks = Callable[[str], Awaitable[object]]


@contextlib.asynccontextmanager
async def behind(kind: str, tls: ssl.SSLContext | None) -> AsyncIterator[tuple[Met, int]]:
    """Yield what a proxy is asked, and its port; a server stands behind it."""
    met = Met()
    async with (
        listening(partial(answers, SAID), tls) as server,
        listening(partial(PROXIES[kind], met, server)) as port,
    ):
        yield met, port


@CHANNELS
@pytest.mark.parametrize("variable", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("kind", PROXIES)
async def test_a_server_is_reached_through_the_proxy_which_looks_its_name_up(
    asks: Asks, variable: str, kind: str, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with behind(kind, tls) as (met, port):
        monkeypatch.setenv(variable, f"{kind}://{HOST}:{port}")

        assert await asks(f"https://{NAME}") == 200

    assert met.names == [NAME]


@CHANNELS
async def test_a_proxy_of_socks_serves_plain_http_and_is_told_who_asks(
    asks: Asks, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with behind("socks5", None) as (met, port):
        who = f"{WHO}:p%40ss%3Aword"
        monkeypatch.setenv("http_proxy", f"socks5://{who}@{HOST}:{port}")

        assert await asks(f"http://{NAME}") == 200

    assert (met.names, met.who) == ([NAME], [f"{WHO}:{PASSWORD}"])


@CHANNELS
@pytest.mark.parametrize("kind", PROXIES)
async def test_what_is_excepted_and_this_machine_are_asked_without_a_proxy(
    asks: Asks, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with behind(kind, None) as (met, port), listening(partial(answers, SAID)) as here:
        monkeypatch.setenv("all_proxy", f"{kind}://{HOST}:{port}")
        monkeypatch.setenv("no_proxy", f"other.invalid,{NAME}")

        assert await asks(f"http://{HOST}:{here}") == 200
        assert await asks(f"http://localhost:{here}") == 200
        with pytest.raises((Unreached, NotSent)):  # no such name
            await asks(f"http://{NAME}")

    assert met.names == []


async def test_the_name_of_the_proxy_is_looked_up_where_nothing_else_waits(
    monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext
) -> None:
    def elsewhere(*_: object, **__: object) -> None:
        raise AssertionError("the loop's own threads")

    async with behind("socks5", tls) as (met, port):
        monkeypatch.setenv("https_proxy", f"socks5://localhost:{port}")
        monkeypatch.setattr(asyncio.get_running_loop(), "run_in_executor", elsewhere)

        assert await by_matrix(f"https://{NAME}") == 200

    assert met.names == [NAME]


def test_a_proxy_is_not_shown() -> None:
    proxy = proxies.Proxy(URL("socks5://nabat:secret@proxy.invalid"))
    assert "secret" not in repr(proxy)
