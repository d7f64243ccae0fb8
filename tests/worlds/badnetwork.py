"""
Ways to a server on which a call goes wrong, each over real sockets of the loopback.

    async with BEFORE["plain HTTP on the TLS port"]() as way:
        ...  # way.url is the server's address, way.proxy what the environment names

Of those in BEFORE nothing of the call has left; of those in AFTER it may have arrived.
"""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import struct
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.clock.clocks import wall

HOST = "127.0.0.1"
# A proxy looks the name up, or does not: nobody here has to.
BEHIND_A_PROXY = "https://bot-server.invalid"
LINGER_NOT = struct.pack("ii", 1, 0)
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

Behaves = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Way:
    """An address of a server, and the proxy before it."""

    url: str
    proxy: str = ""

    def enter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the environment name the proxy, and no other."""
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)
        if self.proxy:
            monkeypatch.setenv("http_proxy", self.proxy)
            monkeypatch.setenv("https_proxy", self.proxy)


@contextlib.asynccontextmanager
async def listening(behaves: Behaves, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Listen at a port of this machine and yield it; who connects is behaved to so."""

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await behaves(reader, writer)
        writer.close()

    server = await asyncio.start_server(met, HOST, 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@contextlib.contextmanager
def closed_port() -> Iterator[int]:
    """Hold a port at which connections are refused."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        yield held.getsockname()[1]


@contextlib.contextmanager
def full_port() -> Iterator[int]:
    """Hold a port whose queue is full: whoever connects there hears nothing."""
    with socket.socket() as held, contextlib.ExitStack() as waiting:
        held.bind((HOST, 0))
        held.listen(0)
        for _ in range(4):
            each = waiting.enter_context(socket.socket())
            each.setblocking(False)
            each.connect_ex(held.getsockname())
        yield held.getsockname()[1]


# How whoever is connected to behaves


async def hangs(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read, and say nothing."""
    while await reader.read(65536):
        pass


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reset the connection when the first bytes have come."""
    await reader.read(1)
    reset(writer)


async def ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close the connection when the first bytes have come."""
    await reader.read(65536)


async def answers(
    said: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, waits: bool = False
) -> None:
    """Read what is asked, as far as its head goes, and answer."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(said)
    await writer.drain()
    if waits:
        await hangs(reader, writer)


async def tunnels(
    then: Behaves, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Agree to a tunnel; what is at its other end behaves so."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    await writer.drain()
    await then(reader, writer)


async def greets(said: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the first bytes, and nothing after that."""
    await reader.read(65536)
    writer.write(said)
    await writer.drain()
    await hangs(reader, writer)


async def tunnels_not(
    code: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Refuse a tunnel as a proxy of SOCKS does, by a code."""
    await reader.read(65536)
    writer.write(b"\x05\x00")
    await writer.drain()
    await greets(bytes((5, code, 0, 1, 0, 0, 0, 0, 0, 0)), reader, writer)


async def resets_after(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reset the connection when the head of a call has come."""
    await reader.readuntil(b"\r\n\r\n")
    reset(writer)


def reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection so that the other side is told "connection reset by peer"."""
    raw = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    writer.transport.abort()


def says(status: str, body: bytes = b"", *, length: int | None = None, type: str = "") -> bytes:
    """Return an answer."""
    size = len(body) if length is None else length
    kind = f"Content-Type: {type}\r\n" if type else ""
    return f"HTTP/1.1 {status}\r\n{kind}Content-Length: {size}\r\n\r\n".encode() + body


@cache
def own_word() -> ssl.SSLContext:
    """Return what a server shows that vouches for itself alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now, names = wall(), [x509.IPAddress(ipaddress.ip_address(HOST))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "server.pem"
        plain = serialization.NoEncryption()
        encoding = serialization.Encoding.PEM
        file.write_bytes(
            key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
            + made.public_bytes(encoding)
        )
        context.load_cert_chain(file)
    return context


# Ways


Opens = Callable[[], AbstractAsyncContextManager[Way]]


@contextlib.asynccontextmanager
async def _at(url: str) -> AsyncIterator[Way]:
    yield Way(url)


@contextlib.asynccontextmanager
async def _by(proxy: str, url: str = BEHIND_A_PROXY) -> AsyncIterator[Way]:
    yield Way(url, proxy)


@contextlib.asynccontextmanager
async def at_server(
    behaves: Behaves, scheme: str = "http", tls: Callable[[], ssl.SSLContext] | None = None
) -> AsyncIterator[Way]:
    """Yield the way to a server that behaves so."""
    async with listening(behaves, tls() if tls else None) as port:
        yield Way(f"{scheme}://{HOST}:{port}")


@contextlib.asynccontextmanager
async def _proxy(behaves: Behaves, url: str = BEHIND_A_PROXY) -> AsyncIterator[Way]:
    async with listening(behaves) as port:
        yield Way(url, f"http://{HOST}:{port}")


@contextlib.asynccontextmanager
async def _port(
    holds: Callable[[], AbstractContextManager[int]], *, proxys: str = ""
) -> AsyncIterator[Way]:
    with holds() as port:
        address = f"{HOST}:{port}"
        yield Way(BEHIND_A_PROXY, f"{proxys}://{address}") if proxys else Way(f"http://{address}")


@contextlib.asynccontextmanager
async def _socks(
    behaves: Behaves, scheme: str = "socks5", url: str = BEHIND_A_PROXY
) -> AsyncIterator[Way]:
    async with listening(behaves) as port:
        yield Way(url, f"{scheme}://{HOST}:{port}")


GARBAGE = partial(answers, b"\x15\x03\x03\x00\x02\x02\x28 no HTTP at all\r\n\r\n")
HTML = b"<html>gateway</html>"

BEFORE: Mapping[str, Opens] = {
    "connection refused": partial(_port, closed_port),
    "nobody takes the connection": partial(_port, full_port),
    "a name that is not resolved": partial(_at, "http://nabat.invalid"),
    "a name that is not resolved, over TLS": partial(_at, "https://nabat.invalid"),
    "an address without a scheme": partial(_at, "nabat.invalid:8008"),
    "an address without a host": partial(_at, "http://:8008"),
    "an address of something else": partial(_at, "ftp://nabat.invalid"),
    "an address with a port that is none": partial(_at, "http://nabat.invalid:99999"),
    "an address with half a bracket": partial(_at, "http://[::1"),
    "an address with a name too long": partial(_at, f"http://{'a' * 70}.invalid"),
    "an address with an empty label": partial(_at, "http://nabat..invalid"),
    "an address that ends in a number": partial(_at, "http://1.2.3.4.5"),
    "a certificate that nobody knows": partial(at_server, hangs, "https", own_word),
    "plain HTTP on the TLS port": partial(at_server, partial(answers, says("200 OK")), "https"),
    "a handshake that is reset": partial(at_server, resets, "https"),
    "a handshake that ends early": partial(at_server, ends, "https"),
    "a handshake that never ends": partial(at_server, hangs, "https"),
}
BEFORE_A_PROXY: Mapping[str, Opens] = {
    "a proxy that refuses connections": partial(_port, closed_port, proxys="http"),
    "a proxy that takes no connection": partial(_port, full_port, proxys="http"),
    "a proxy whose name is not resolved": partial(_by, "http://proxy.invalid:3128"),
    "a proxy without a scheme": partial(_by, "proxy.invalid:3128"),
    "a proxy without a host": partial(_by, "http://:3128"),
    "a proxy with a port that is none": partial(_by, "http://proxy.invalid:port"),
    "a proxy of another kind": partial(_by, f"gopher://{HOST}:1080"),
    "a proxy of SOCKS that refuses connections": partial(_port, closed_port, proxys="socks5"),
    "a proxy of SOCKS that takes no connection": partial(_port, full_port, proxys="socks5h"),
    "a proxy of SOCKS whose name is not resolved": partial(_by, "socks5://proxy.invalid"),
    "a proxy of SOCKS that hangs": partial(_socks, hangs),
    "a proxy of SOCKS that hangs up": partial(_socks, ends),
    "a proxy of SOCKS that resets": partial(_socks, resets),
    "a proxy of SOCKS that wants a password": partial(_socks, partial(greets, b"\x05\xff")),
    "a proxy of SOCKS that speaks HTTP": partial(
        _socks, partial(greets, b"HTTP/1.1 400 Bad Request\r\n\r\n")
    ),
    **{
        f"a proxy of SOCKS that answers {code}": partial(_socks, partial(tunnels_not, code))
        for code in range(1, 9)
    },
    "a proxy of SOCKS before plain HTTP that answers 5": partial(
        _socks, partial(tunnels_not, 5), url="http://bot-server.invalid"
    ),
    "a proxy of SOCKS 4 that refuses": partial(
        _socks, partial(greets, b"\x00\x5b" + bytes(6)), "socks4"
    ),
    "a proxy that is no address": partial(_by, "http://[::1"),
    **{
        f"a proxy that answers {status} to CONNECT": partial(
            _proxy, partial(answers, says(status, HTML, type="text/html"))
        )
        for status in (
            "407 Proxy Authentication Required",
            "403 Forbidden",
            "400 Bad Request",
            "429 Too Many Requests",
            "502 Bad Gateway",
            "503 Service Unavailable",
            "504 Gateway Timeout",
            "302 Found",
        )
    },
    "a proxy that wants a password for plain HTTP": partial(
        _proxy,
        partial(answers, says("407 Proxy Authentication Required", HTML, type="text/html")),
        "http://bot-server.invalid",
    ),
    "a proxy that speaks no HTTP": partial(_proxy, GARBAGE),
    "a proxy that resets": partial(_proxy, resets),
    "a proxy that hangs up": partial(_proxy, ends),
    "a proxy that says nothing": partial(_proxy, hangs),
    "a tunnel that is reset": partial(_proxy, partial(tunnels, resets)),
    "a tunnel that ends": partial(_proxy, partial(tunnels, ends)),
    "a tunnel to where nobody speaks": partial(_proxy, partial(tunnels, hangs)),
    "a tunnel to what is no TLS": partial(
        _proxy, partial(tunnels, partial(answers, b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    ),
}
AFTER: Mapping[str, Opens] = {
    "reset when the head has come": partial(at_server, resets_after),
    "502": partial(at_server, partial(answers, says("502 Bad Gateway", HTML, type="text/html"))),
    "503": partial(at_server, partial(answers, says("503 Service Unavailable"))),
    "an answer that is cut": partial(
        at_server, partial(answers, says("200 OK", b'{"ok": true, ', length=500))
    ),
    "an answer that never ends": partial(
        at_server, partial(answers, says("200 OK", b'{"ok": true, ', length=500), waits=True)
    ),
    "no answer": partial(at_server, hangs),
    "hung up": partial(at_server, ends),
    "no HTTP": partial(at_server, GARBAGE),
    "no JSON": partial(at_server, partial(answers, says("200 OK", HTML, type="text/html"))),
    "a gateway that forbids": partial(
        at_server, partial(answers, says("403 Forbidden", HTML, type="text/html"))
    ),
    "a gateway that speaks TLS": partial(
        at_server, partial(answers, says("400 Bad Request", HTML, type="text/html"))
    ),
}
