"""Where a PostgreSQL is: one host or several, in libpq's form and in SQLAlchemy's."""

import pytest

from storage.address import Address

READ_WRITE = {"target_session_attrs": "read-write"}
PLACES = {
    "postgresql://h/nabat": ("h/nabat", {"host": "h", "dbname": "nabat"}),
    "postgresql+psycopg://h/nabat": ("h/nabat", {"host": "h", "dbname": "nabat"}),
    "postgresql://u:p%40%2F@h:5433/n": (
        "h:5433/n",
        {"host": "h", "port": "5433", "user": "u", "password": "p@/", "dbname": "n"},
    ),
    "postgresql://u:p/w?d@h/n": ("h/n", {"host": "h", "user": "u", "password": "p/w?d"}),
    "postgresql://postgres@/n?host=/run/sockets": ("/run/sockets/n", {"host": "/run/sockets"}),
    "postgresql://%2Frun%2Fsockets/n": ("/run/sockets/n", {"host": "/run/sockets"}),
    "postgresql://h1,h2:5433/n": ("h1,h2:5433/n", {"host": "h1,h2", "port": ",5433"} | READ_WRITE),
    "postgresql://h1:1,h2:2/n": ("h1:1,h2:2/n", {"host": "h1,h2", "port": "1,2"} | READ_WRITE),
    "postgresql://h1,h2/n?target_session_attrs=any": (
        "h1,h2/n",
        {"host": "h1,h2", "target_session_attrs": "any"},
    ),
    "postgresql:///n?host=h1:1&host=h2:2": (
        "h1:1,h2:2/n",
        {"host": "h1,h2", "port": "1,2"} | READ_WRITE,
    ),
    "postgresql:///n?host=h1,h2&port=1,2": (
        "h1:1,h2:2/n",
        {"host": "h1,h2", "port": "1,2"} | READ_WRITE,
    ),
    "postgresql:///n?host=h1,h2&port=7": (
        "h1:7,h2:7/n",
        {"host": "h1,h2", "port": "7,7"} | READ_WRITE,
    ),
    "postgresql://[::1]:5433/n": ("[::1]:5433/n", {"host": "::1", "port": "5433"}),
    "postgresql://[::1],[fe80::1]:2/n": (
        "::1,[fe80::1]:2/n",
        {"host": "::1,fe80::1", "port": ",2"} | READ_WRITE,
    ),
    "postgresql://h/n?sslmode=verify-full&options=-c%20a%3Db,c": (
        "h/n",
        {"sslmode": "verify-full", "options": "-c a=b,c"},
    ),
}


@pytest.mark.parametrize("url", PLACES)
def test_an_address_is_read(url: str) -> None:
    place, parameters = PLACES[url]

    address = Address.read(url)

    assert address.place == place
    assert address.parameters.items() >= parameters.items()
    assert ("target_session_attrs" in address.parameters) == ("target_session_attrs" in parameters)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///nabat.db",
        "mysql://h/n",
        "postgresql://h:secret/n",
        "postgresql://h,/n",
        "postgresql://a:1:2:3/n",
        "postgresql://h/n?nonsense=secret",
        "postgresql://h1:1/n?port=2",
        "postgresql:///n?host=h1,h2&port=1,2,3",
    ],
)
def test_what_is_no_address_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ValueError, match="not an address of PostgreSQL"):
        Address.read(url)


def test_an_address_shows_no_password() -> None:
    address = Address.read("postgresql://u:secret@h/n")

    assert "secret" not in repr(address) + address.place
