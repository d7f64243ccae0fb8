"""
Which number a button has where numbers are typed: one that holds means one act, others are free.

The same act keeps its number for as long as that holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, or_, select

from protocol.obligation import Kind
from protocol.obligations import ALARMS
from storage.sql import as_list, count_up, listed
from storage.tables import counters, drafts, obligations, offers

# Numbers begin again after the least of these that has room.
SPANS = (99, 999, 9999)
NUMBERS = SPANS[-1]
# A number holds for so long at least, and while its message is one of this many newest ones; one
# of an open question, or of what is owed or rings, for as long as that is so.
HELD_FOR = timedelta(hours=1)
NEWEST = 3
STANDS = and_(offers.c.officer == bindparam("whose"), offers.c.expires_at > bindparam("now"))
# The alarm that offers it; where that is not kept, any of its subject but the question what becomes
# of it, which is asked only once the alarm has been acknowledged.
OF_ALARM = and_(
    obligations.c.subject == offers.c.subject,
    or_(
        and_(offers.c.obligation.is_(None), obligations.c.kind != Kind.TAKE_UP),
        obligations.c.id == offers.c.obligation,
    ),
)
RINGS = and_(
    offers.c.alarm,
    exists().where(
        OF_ALARM,
        obligations.c.kind.in_(sorted(ALARMS)),
        obligations.c.discharged_at.is_(None),
    ),
)
OWED = exists().where(
    obligations.c.id == offers.c.obligation, obligations.c.discharged_at.is_(None)
)
HOLDS = or_(offers.c.created_at >= bindparam("since"), RINGS, OWED)


def held_since(
    connection: Connection, now: datetime, officers: Collection[str]
) -> Mapping[str, datetime]:
    """Return since when, for each officer, all numbers hold."""
    dialect = connection.dialect.name
    rows = connection.execute(_beginnings(dialect), {"people": as_list(dialect, officers)})
    moments = dict.fromkeys(officers, now - HELD_FOR)
    for officer, newest, asked in rows:
        moments[officer] = min(each for each in (moments[officer], newest, asked) if each)
    return moments


def give(
    connection: Connection, now: datetime, acts: Mapping[str, Sequence[tuple[str, str]]]
) -> Mapping[str, Sequence[int]]:
    """
    Return the numbers of what is offered now to each officer: acts, as command and argument.

    They are numbered in their order, but for acts whose number still holds: they keep it.
    """
    offered = {officer: each for officer, each in acts.items() if each}
    if not offered:
        return dict.fromkeys(acts, ())
    # It locks the officers' numbers, and says behind which ones the next begin.
    wanted = [{"name": f"offers/{who}", "value": len(offered[who])} for who in sorted(offered)]
    counting = count_up(connection.dialect.name, counters)
    counted = connection.execute(counting, wanted if len(wanted) > 1 else wanted[0]).all()
    last = {row.name: row.value for row in counted}
    since = held_since(connection, now, offered)
    taken: dict[str, dict[tuple[str, str], int]] = {officer: {} for officer in offered}
    asked = {
        "people": as_list(connection.dialect.name, offered),
        "now": now,
        "since": min(since.values()),
    }
    for row in connection.execute(_taken(connection.dialect.name), asked):
        if row.lasts or row.created_at >= since[row.officer]:
            taken[row.officer][row.command, row.argument] = row.number
    return {
        officer: _numbers(each, taken[officer], last[f"offers/{officer}"] - len(each))
        if each
        else ()
        for officer, each in acts.items()
    }


def _numbers(
    acts: Sequence[tuple[str, str]], taken: Mapping[tuple[str, str], int], last: int
) -> Sequence[int]:
    free = _free(frozenset(taken.values()), last, len(acts))
    given: list[int] = []
    for act in acts:
        number = taken.get(act)
        # Two of the same under one message are told apart.
        given.append(next(free) if number is None or number in given else number)
    return given


def _free(taken: Collection[int], last: int, count: int) -> Iterator[int]:
    """
    Yield numbers that mean nothing now, from behind the `last` on: at least `count` of them.

    The latest that was free is the last to be given again.
    """
    span = next((each for each in SPANS if each - len(taken) >= count), NUMBERS)
    places = (last + step for step in range(span))
    yield from (number for place in places if (number := place % span + 1) not in taken)
    yield from (place % NUMBERS + 1 for place in range(last, last + count))


@cache
def _beginnings(dialect: str) -> Select[Any]:
    """Return what selects when each officer's newest offers were made, and was asked a question."""
    people = listed(dialect, "people").subquery()
    # What was offered in one turn was offered at one moment.
    moments: list[Any] = []
    for _ in range(NEWEST):
        offer = offers.alias()
        newest = select(func.max(offer.c.created_at)).where(offer.c.officer == people.c.value)
        if moments:
            newest = newest.where(offer.c.created_at < moments[-1])
        moments.append(newest.correlate(people).scalar_subquery())
    asked = select(func.min(drafts.c.updated_at)).where(
        drafts.c.officer == people.c.value, drafts.c.active
    )
    return select(
        people.c.value,
        func.coalesce(*reversed(moments)),
        asked.correlate(people).scalar_subquery(),
    )


@cache
def _taken(dialect: str) -> Select[Any]:
    """Return what selects which of the officers' numbers may hold."""
    return select(
        offers.c.officer,
        offers.c.number,
        offers.c.command,
        offers.c.argument,
        offers.c.created_at,
        or_(RINGS, OWED).label("lasts"),
    ).where(
        offers.c.officer.in_(listed(dialect, "people")),
        offers.c.expires_at > bindparam("now"),
        HOLDS,
    )
