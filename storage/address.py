"""
Where a PostgreSQL is: postgresql://user:password@host1:port1,host2:port2/database?parameter=value.

Or, as SQLAlchemy writes several hosts: postgresql://…@/database?host=host1:port1&host=host2:port2.
The parameters are libpq's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

# The hosts stand between who asks and what for; the rest is the same for one host and for many.
_HOSTS = re.compile(
    r"(?P<who>postgresql(?:\+psycopg)?://(?:[^:/]*(?::[^@]*)?@)?)(?P<hosts>[^/?]*)(?P<what>.*)",
    re.DOTALL,
)
_HOST = re.compile(r"\[(?P<v6>[^\]]+)\](?::(?P<v6port>\d*))?|(?P<host>[^:]*)(?::(?P<port>\d*))?")


@dataclass(frozen=True, slots=True)
class Address:
    """The hosts in the order in which they are tried, each with its port or ""."""

    hosts: tuple[tuple[str, str], ...]
    database: str
    parameters: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, url: str) -> Self:
        """
        Return what the address says. Of several hosts the one that takes writes is meant.

        Raises: ValueError when it is no address of a PostgreSQL; its text does not show it.
        """
        parts = _HOSTS.fullmatch(url)
        if parts is None:
            raise ValueError("not an address of PostgreSQL")
        try:
            parsed = make_url(parts["who"] + parts["what"])
            given = dict(parsed.query)
            named = _several(given.pop("host", "") or unquote(parts["hosts"]))
            hosts = _with_ports(map(_host, named), _several(given.pop("port", ())))
            if len(hosts) > 1 and not all(host for host, _ in hosts):
                raise ValueError("a host without a name")
            parameters = {
                name: value if isinstance(value, str) else value[-1]
                for name, value in given.items()
            }
            parameters |= _parts(hosts, parsed.username, parsed.password, parsed.database)
            if len(hosts) > 1:
                parameters.setdefault("target_session_attrs", "read-write")
            make_conninfo(**parameters)
        except (ArgumentError, psycopg.Error, ValueError):
            raise ValueError("not an address of PostgreSQL") from None
        return cls(hosts, parameters.get("dbname", ""), parameters)

    @property
    def place(self) -> str:
        """Return the hosts and the database, as people are told: «db1,db2:5433/nabat»."""
        return f"{','.join(_host_and_port(*each) for each in self.hosts)}/{self.database}"


def _host_and_port(host: str, port: str) -> str:
    if not port:
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return what is given several times, or once with commas, as several."""
    return value if isinstance(value, tuple) else tuple(value.split(","))


def _host(text: str) -> tuple[str, str]:
    """Return host and port ("" where there is none). Raises: ValueError."""
    if text.startswith(("/", "@")):
        return text, ""  # a folder of sockets
    if text.count(":") > 1 and not text.startswith("["):
        return str(ip_address(text)), ""
    parts = _HOST.fullmatch(text)
    if parts is None:
        raise ValueError("not a host")
    return parts["v6"] or parts["host"] or "", parts["v6port"] or parts["port"] or ""


def _with_ports(
    hosts: Iterable[tuple[str, str]], ports: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the hosts with ports that stand apart: one for all, or one for each."""
    found = tuple(hosts)
    if not ports:
        return found
    if any(port for _, port in found) or len(ports) not in (1, len(found)):
        raise ValueError("ports without hosts")
    each = ports if len(ports) > 1 else ports * len(found)
    return tuple((host, port) for (host, _), port in zip(found, each, strict=True))


def _parts(
    hosts: Sequence[tuple[str, str]], user: str | None, password: str | None, database: str | None
) -> dict[str, str]:
    """Return the parts of the address as libpq calls them, without those that are not given."""
    parts = {
        "host": ",".join(host for host, _ in hosts),
        "port": ",".join(port for _, port in hosts),
        "user": user or "",
        "password": password or "",
        "dbname": database or "",
    }
    return {name: value for name, value in parts.items() if value.strip(",")}
