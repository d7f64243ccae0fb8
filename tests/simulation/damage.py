"""Rows that become unreadable behind the product's back: each still asks to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sqlalchemy import ColumnElement, Connection, Table, and_, select, text

from storage.outgoing import OutboxState
from storage.received import InboxState
from storage.setbacks import Place
from storage.tables import cards, inbox, obligations, outbox

# No value that was sealed here opens to anything.
UNSEALED = b"\x01" * 40


@dataclass(frozen=True, slots=True)
class Spoilable:
    """Rows that are still to be done, and what makes each of their columns unreadable."""

    table: Table
    key: ColumnElement[object]
    is_owed: ColumnElement[bool]
    garbage: Mapping[str, object]


SPOILABLE: Mapping[Place, Spoilable] = {
    Place.OBLIGATION: Spoilable(
        obligations,
        obligations.c.id,
        obligations.c.wake_at.is_not(None),
        {"kind": "unheard-of", "due_at": "soon"},
    ),
    Place.MESSAGE: Spoilable(
        outbox,
        outbox.c.seq,
        outbox.c.state == OutboxState.WAITING,
        {"values": UNSEALED, "choices": "[", "priority": 77},
    ),
    Place.EVENT: Spoilable(
        inbox,
        inbox.c.seq,
        inbox.c.state == InboxState.WAITING,
        {"sealed": UNSEALED},
    ),
    Place.CARD: Spoilable(
        cards,
        cards.c.id,
        # What is being sent may end without anybody reading its row again.
        and_(cards.c.not_before.is_not(None), cards.c.leased_by.is_(None)),
        {"about": "weather"},
    ),
}


def spoil(connection: Connection, place: Place, random: Random) -> str | None:
    """Damage one row of a place, and return which; None where none is owed."""
    kind = SPOILABLE[place]
    owed = connection.execute(select(kind.key).where(kind.is_owed).order_by(kind.key)).scalars()
    rows = tuple(owed)
    if not rows:
        return None
    row, column = random.choice(rows), random.choice(tuple(kind.garbage))
    # As text: a column's own type would refuse what is none of its values.
    connection.execute(
        text(f'UPDATE {kind.table.name} SET "{column}" = :bad WHERE {kind.key.name} = :row'),
        {"bad": kind.garbage[column], "row": row},
    )
    return str(row)
