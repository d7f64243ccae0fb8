"""
The proxy that the environment names for a server: the same for every channel.

HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in small letters too. A proxy speaks HTTP or
SOCKS; it looks the server's name up itself, so that this machine asks nobody for it.
"""

import ipaddress
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp_socks import ProxyConnector, ProxyType
from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from yarl import URL

from bot.transports.hosts import resolver

_HTTP = frozenset({"http", "https"})
_SOCKS = {
    "socks": ProxyType.SOCKS5,
    "socks4": ProxyType.SOCKS4,
    "socks4a": ProxyType.SOCKS4,
    "socks5": ProxyType.SOCKS5,
    "socks5h": ProxyType.SOCKS5,
}
_SOCKS_PORT = 1080


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy by its address, which may name who asks."""

    url: URL = field(repr=False)

    @property
    def http(self) -> str | None:
        """Return the address of a proxy of HTTP; None of another."""
        return str(self.url) if self.url.scheme in _HTTP else None


@cache
def before(origin: URL) -> Proxy | None:
    """
    Return the proxy before a server; None where it is asked without one, as on this machine.

    Raises: ValueError for one that is no address of a proxy that is known here.
    """
    if origin.host is None or _is_here(origin.host) or proxy_bypass(origin.host):
        return None
    named = getproxies()
    given = named.get(origin.scheme) or named.get("all")
    if not given:
        return None
    url = URL(given)
    if url.scheme not in _HTTP | _SOCKS.keys() or not url.host:
        raise ValueError("no address of a proxy")
    return Proxy(url)


def connector(proxy: Proxy | None, **how: Any) -> aiohttp.TCPConnector:
    """Return what connects by way of `proxy`; one of HTTP is named with each call besides."""
    if proxy is None or proxy.http:
        return aiohttp.TCPConnector(resolver=resolver(), **how)
    url = proxy.url
    return _Socks(
        host=str(url.host),
        port=url.port or _SOCKS_PORT,
        proxy_type=_SOCKS[url.scheme],
        username=url.user,
        password=url.password,
        rdns=True,
        **how,
    )


class _Socks(ProxyConnector):
    """Looks the name of the proxy itself up as all names are: see `bot.transports.hosts`."""

    def __init__(self, *, host: str, port: int, **how: Any) -> None:
        super().__init__(host, port, **how)
        self._named = host
        self._names = resolver()

    async def _connect_via_proxy(self, *args: Any, **how: Any) -> Any:
        found = await self._names.resolve(self._named, self._proxy_port)
        self._proxy_host = found[0]["host"]
        try:
            return await super()._connect_via_proxy(*args, **how)
        except (EOFError, ProxyError, ProxyConnectionError, ProxyTimeoutError) as error:
            # As aiohttp calls what it meets on its own way.
            raise ConnectionError(type(error).__name__) from None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
