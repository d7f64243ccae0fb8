"""
The promise: whatever was accepted is with somebody who may act, or its sender knows whom to call.

Every alarm that was accepted is at some moment with an officer who may act, or its sender has been
told by name whom to telephone, and that within `WITHIN` of fair weather: while the process runs,
its disk writes and a channel of the sender works.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from protocol.moves import Execution
from protocol.parties import DESK, Channel, Officer
from storage.tables import outbox, requests
from tests.simulation.world import DISK, PROCESS, Arrived, World

WITHIN = timedelta(minutes=15)
ALARM = "alarm"
# What names to the sender whom to telephone.
CALLS = frozenset(
    {
        "told-untransmitted",
        "told-uncertain",
        "told-unacknowledged",
        "told-alarm-stopped",
        "told-undelivered",
    }
)
_WAITS = (Execution.TRANSMITTING, Execution.TRANSMITTED)


@dataclass(frozen=True, slots=True)
class Reader:
    """An officer, and over which channels they are written to."""

    officer: Officer
    channels: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Register:
    """Who may be written to, and the telephone of each authority's desk."""

    readers: Mapping[str, Reader]
    desks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A request that the bot has taken."""

    id: str
    at: datetime
    requesting: str
    requested: str
    sender: str


class Promise:
    """Watches what was accepted until the promise is kept. `kept` says when and how."""

    def __init__(self, world: World, register: Register) -> None:
        self._world = world
        self._register = register
        self._accepted: dict[str, Accepted] = {}
        self.kept: dict[str, str] = {}
        self._read = 0
        self._seen_at = world.now()

    def check(self, connection: Connection) -> None:
        """Raise AssertionError where a request was with nobody for too long."""
        self._take(connection)
        fresh, self._read = self._world.arrived[self._read :], len(self._world.arrived)
        for arrived in fresh:
            self._arrives(connection, arrived)
        self._moot(connection)
        for id, accepted in self._accepted.items():
            if id not in self.kept:
                self._is_young(accepted, self._world.now())

    def _take(self, connection: Connection) -> None:
        for row in connection.execute(select(requests)):
            if row.id not in self._accepted:
                # A clock may have been wrong when it was accepted; it was not there before.
                at = min(max(row.created_at, self._seen_at), self._world.now())
                self._accepted[row.id] = Accepted(
                    row.id, at, row.requesting, row.requested, row.sender
                )
        self._seen_at = self._world.now()

    def _arrives(self, connection: Connection, arrived: Arrived) -> None:
        columns = (outbox.c.text, outbox.c.subject, outbox.c.officer, outbox.c.full_content)
        row = connection.execute(select(*columns).where(outbox.c.key == arrived.key)).one_or_none()
        accepted = self._accepted.get(row.subject) if row else None
        if row is None or accepted is None or accepted.id in self.kept:
            return
        officer = self._register.readers[row.officer].officer
        acts = officer.serves(arrived.at) and officer.role in DESK
        asked = officer.authority == accepted.requested
        if row.text == ALARM and row.full_content and asked and acts:
            self._keeps(accepted, arrived.at, f"alarm of {officer.id}")
        if row.text in CALLS and officer.authority == accepted.requesting:
            self._names(accepted.requested, arrived)
            self._keeps(accepted, arrived.at, f"{row.text} to {officer.id}")

    def _names(self, authority: str, arrived: Arrived) -> None:
        """Whom to telephone stands in the message: the desk, and a person who may act."""
        said = arrived.message.text
        people = [
            each.officer.phone
            for each in self._register.readers.values()
            if each.officer.authority == authority and each.officer.role in DESK
        ]
        assert self._register.desks[authority] in said, f"no desk to telephone: {arrived.key}"
        assert any(phone in said for phone in people), f"nobody to telephone: {arrived.key}"

    def _moot(self, connection: Connection) -> None:
        """Who acted on it has it; what its sender withdrew nobody waits for."""
        columns = (requests.c.id, requests.c.execution)
        for row in connection.execute(select(*columns).where(requests.c.execution.not_in(_WAITS))):
            self.kept.setdefault(row.id, row.execution)

    def _keeps(self, accepted: Accepted, at: datetime, how: str) -> None:
        self._is_young(accepted, at)
        self.kept[accepted.id] = how

    def _is_young(self, accepted: Accepted, at: datetime) -> None:
        channels = self._register.readers[accepted.sender].channels

        def bad(out: Collection[str]) -> bool:
            return DISK in out or PROCESS in out or channels <= set(out)

        fair = self._world.spells.fair(accepted.at, at, bad)
        assert fair <= WITHIN, (
            f"{accepted.id} of {accepted.sender} to {accepted.requested}, accepted at "
            f"{accepted.at}: with nobody, and nobody told, for {fair} of fair weather"
        )
