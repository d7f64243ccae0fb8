"""The running numbers of requests: one for each pair of Parties and year."""

from sqlalchemy import Connection, bindparam, func, select

from protocol.parties import Party
from protocol.request import Number
from storage.sql import next_number, next_numbers
from storage.tables import counters, requests

_LAST = select(func.max(requests.c.running)).where(
    requests.c.requesting_party == bindparam("of_one"),
    requests.c.requested_party == bindparam("to_other"),
    requests.c.year == bindparam("in_year"),
)


def next_of_pair(connection: Connection, requesting: Party, requested: Party, year: int) -> Number:
    """
    Return the next number of a pair in a year, dense; it stays locked until the end.

    It goes on behind those that earlier versions gave, which ran for each requesting Party.
    """
    name = f"requests/{requesting}-{requested}/{year}"
    running = next_number(connection, counters, name)
    if running == 1:
        pair = {"of_one": requesting, "to_other": requested, "in_year": year}
        last: int | None = connection.execute(_LAST, pair).scalar()
        if last:
            running = next_numbers(connection, counters, name, last)[-1]
    return Number(requesting, requested, year, running)
