"""What must hold after every step of a simulation, whatever the network and the process did."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, text

from bot.clock.reckoning import AWAY
from protocol.consents import ConsentState
from protocol.moves import Execution, Move
from protocol.obligation import Kind, Lateness
from protocol.parties import SECRETARIAT, Channel
from protocol.terms import What
from storage.files import names_of_files
from storage.folder import Folder
from storage.journal import Journal
from storage.outgoing import OutboxState
from storage.setbacks import Place
from storage.tables import (
    additions,
    authorities,
    cards,
    consents,
    inbox,
    journal,
    obligations,
    officers,
    outbox,
    requests,
    setbacks,
    terms,
)
from tests.simulation.damage import SPOILABLE
from tests.simulation.people import People, Person
from tests.simulation.promise import Promise, Register
from tests.simulation.sides import InForce, Readable, check_readable
from tests.simulation.world import Arrived, Disk, World

SIDES = (
    *(requests.c.requesting, requests.c.requested, requests.c.receiver, requests.c.former),
    *(requests.c.requesting_before, requests.c.requested_before),
)
# Ladders that end: nothing is due any more although it is still owed.
ENDING = (Kind.FORWARD, Kind.TAKE_UP, Kind.NAMED_PERIOD, Kind.PROGRESS, Kind.WILL_SIGN)
LATE = tuple(f"-{each}" for each in (Lateness.LATE, Lateness.STRICTLY_LATE, Lateness.DAYS_LATE))
# An event that waited for the storage, or an outcome that waited for it, is dated earlier.
KEPT_BACK = timedelta(hours=6)
# What states for what information may be used (Art. 10).
STATING = (b'"action":"accept"', b'"action":"report_result"')
# By what the other authority of a side has a request from then on.
PASSING = (b'"action":"take_over"', b'"action":"succeeded"')
MICROSECOND = timedelta(microseconds=1)


class Invariants:
    """Watches one world. Each check raises AssertionError with what it found."""

    def __init__(
        self, world: World, people: People, register: Register, marks: tuple[str, ...]
    ) -> None:
        self._world = world
        self._people = people
        self._promise = Promise(world, register)
        self._marks = marks
        self._due: dict[str, tuple[datetime, datetime | None]] = {}
        # Of each obligation, when it was not there yet.
        self._unopened: dict[str, datetime] = {}
        self._seen_at = world.now()
        self._disk = Disk(world)
        self._checked = 0
        self._read = 0
        self._sent: list[str] = []
        self._bound: set[str] = set()
        self._terms: dict[str, tuple[str, str, bytes]] = {}
        self._consents: dict[str, tuple[str, ...]] = {}
        self._said_after: list[str] = []
        self._in_force = InForce()
        # When a request passed to another authority last: to whom it was then, it is no more.
        self._passed: dict[str, datetime] = {}

    def close(self) -> None:
        """Stop watching."""
        self._disk.shut()

    def sending(self, key: str) -> None:
        """A message is about to leave: what it is about must still be owed."""
        if not key.startswith("obligation/"):
            return
        discharged = self._disk.discharged_at(key)
        if discharged is not None and discharged < self._world.now():
            # Said by the next check: what is raised here is to the product a transport that fails.
            self._said_after.append(key)

    def check(self, *, drained: bool = False) -> int:
        """Check everything that can be seen now; return how many requests there are."""
        return self._disk.look(lambda connection: self._all(connection, drained))

    def _all(self, connection: Connection, drained: bool) -> int:
        assert not self._said_after, f"reminders after the discharge: {self._said_after}"
        count = self._requests(connection)
        self._moments(connection)
        self._owed_by_its_sides(connection)
        self._lasting(connection)
        self._in_force.check(connection)
        self._arrivals(connection)
        self._promise.check(connection)
        self._files(connection)
        if drained:
            self._journal(connection)
            self._additions(connection)
            self._ended(connection)
            self._awake(connection)
            self._handled(connection)
            self._set_aside(connection)
        self._seen_at = self._world.now()
        return count

    def _requests(self, connection: Connection) -> int:
        """Accepted means: the request, its journal entry and its outgoing rows, together."""
        sides = (requests.c.requesting_party, requests.c.requested_party)
        rows = connection.execute(select(requests.c.id, requests.c.running, *sides)).all()
        fresh = connection.execute(
            select(journal.c.seq, journal.c.subject, journal.c.body)
            .where(journal.c.seq > self._read)
            .order_by(journal.c.seq)
        ).all()
        for entry in fresh:
            self._read = entry.seq
            if b'"action":"clock-set"' in entry.body:
                self._due.clear()  # what was dated by a wrong clock got its right moments
            if b'"action":"sent"' in entry.body:
                self._sent.append(entry.subject)
            if any(action in entry.body for action in PASSING):
                self._passed[entry.subject] = datetime.fromisoformat(json.loads(entry.body)["at"])
            if any(action in entry.body for action in STATING):
                self._bound.add(entry.subject)
        assert sorted(row.id for row in rows) == sorted(self._sent), (
            "a request without its entry, or sent twice"
        )
        alarms = set(
            connection.execute(
                select(outbox.c.subject).where(outbox.c.text == "alarm").distinct()
            ).scalars()
        )
        missing = [row.id for row in rows if row.id not in alarms]
        assert not missing, f"requests that ring nobody: {missing}"
        # Each pair counts for itself: no number tells that others were asked.
        pairs: dict[tuple[str, str], list[int]] = {}
        for row in rows:
            pairs.setdefault((row.requesting_party, row.requested_party), []).append(row.running)
        for pair, numbers in pairs.items():
            counted = list(range(1, len(numbers) + 1))
            assert sorted(numbers) == counted, f"numbers of {pair}: {sorted(numbers)}"
        return len(rows)

    def _owed_by_its_sides(self, connection: Connection) -> None:
        """Only a side owes; what is forwarded, who has it owes until another takes it over."""
        if self._damaged():  # a row that was changed may say anything
            return
        of_request = obligations.c.subject == requests.c.id
        is_open = obligations.c.discharged_at.is_(None)
        strange = connection.execute(
            select(obligations.c.id)
            .select_from(obligations.join(requests, of_request))
            .where(
                is_open, obligations.c.owed_by.not_in([requests.c.requesting, requests.c.requested])
            )
        ).scalars()
        assert not list(strange), "owed by who is no side"
        executing = (Kind.EXECUTE, Kind.EXPECTED, Kind.AGREED_PERIOD, Kind.AGREED_MOMENT)
        owed = exists().where(
            of_request,
            is_open,
            obligations.c.kind.in_(executing),
            obligations.c.owed_by == requests.c.requested,
        )
        forwarded = requests.c.execution == Execution.FORWARDED
        dropped = connection.execute(select(requests.c.id).where(forwarded, ~owed)).scalars()
        assert not list(dropped), "what was forwarded is owed by nobody"

    def _moments(self, connection: Connection) -> None:
        """Due moments are exact when they open and never move."""
        query = select(
            obligations, requests.c.transmitted_at, authorities.c.zone.label("requesting_zone")
        ).select_from(
            obligations.outerjoin(requests, requests.c.id == obligations.c.subject).outerjoin(
                authorities, authorities.c.id == requests.c.requesting
            )
        )
        for row in connection.execute(query.where(obligations.c.id.not_in(self._damaged()))):
            self._unopened.setdefault(row.id, self._seen_at)
            known = self._due.setdefault(row.id, (row.due_at, row.due_second_at))
            assert known == (row.due_at, row.due_second_at), f"a due moment moved: {row.id}"
            if row.kind == Kind.CONFIRM:
                # Owed again, it is opened anew, and due when it was.
                assert row.opened_at >= row.transmitted_at
                assert row.due_at == row.transmitted_at + timedelta(hours=72)
                assert row.due_second_at == _end_of_day(row.transmitted_at, 3, row.requesting_zone)
            elif row.kind == Kind.EXECUTE:
                assert row.due_at == _end_of_day(row.transmitted_at, 30, row.zone)
            elif row.kind == Kind.FORWARD:
                assert row.due_at == _end_of_day(row.transmitted_at, 3, row.zone)
            elif row.kind == Kind.ACKNOWLEDGE:
                assert row.due_at == row.transmitted_at + timedelta(minutes=15)

    def _lasting(self, connection: Connection) -> None:
        """What was stated for good is there, unchanged, whatever became of its request."""
        query = select(terms.c.id, terms.c.request, terms.c.what, terms.c.sealed)
        rows = {
            row.id: (row.request, row.what, bytes(row.sealed)) for row in connection.execute(query)
        }
        lost = [id for id, row in self._terms.items() if rows.get(id) != row]
        assert not lost, f"terms that are gone, or others: {lost}"
        self._terms = rows
        limited = {request for request, what, _ in rows.values() if what == What.LIMITS}
        assert self._bound <= limited, f"stated without limits of use: {self._bound - limited}"
        columns = (
            consents.c.state,
            consents.c.answered_by,
            consents.c.requested,
            consents.c.channel,
        )
        given = select(consents.c.id, *columns).where(consents.c.state == ConsentState.GIVEN)
        kept = {row.id: tuple(row)[1:] for row in connection.execute(given)}
        gone = [id for id, row in self._consents.items() if kept.get(id) != row]
        assert not gone, f"consents that are gone, or others: {gone}"
        self._consents = kept

    def _arrivals(self, connection: Connection) -> None:
        """No effect twice; content only to officers of the two authorities, on agreed channels."""
        fresh = self._world.arrived[self._checked :]
        self._checked = len(self._world.arrived)
        seen = {each.key for each in self._world.arrived[: len(self._world.arrived) - len(fresh)]}
        for each in fresh:
            if each.key in seen and not each.key.startswith("card/"):
                assert each.key in self._world.doubted, f"sent twice without a doubt: {each.key}"
                assert each.message.text.startswith(self._marks), f"not marked: {each.key}"
            seen.add(each.key)
            self._is_late(connection, each)
            for canary, sender in self._people.canaries.items():
                if canary in each.message.text:
                    self._may_read(connection, canary, sender.authority, each.channel, each.address)

    def _is_late(self, connection: Connection, each: Arrived) -> None:
        """Nobody is told that something is overdue before it is, whatever a clock shows."""
        said = connection.execute(
            select(outbox.c.text, outbox.c.obligation, outbox.c.created_at).where(
                outbox.c.key == each.key
            )
        ).one_or_none()
        if said is None or not said.obligation or not said.text.endswith(LATE):
            return
        if said.obligation in self._damaged():
            return
        row = connection.execute(
            select(obligations).where(obligations.c.id == said.obligation)
        ).one()
        # After a start a clock that is ahead by no more than this may be believed, if it is alone.
        ahead = min(max(said.created_at - each.at, timedelta()), AWAY)
        assert each.at > row.due_at - ahead, f"told that it is late before it is: {each.key}"
        # Whatever a clock shows: what it was opened by, less what may have kept it back.
        opened = self._unopened.get(row.id, row.opened_at) - KEPT_BACK
        assert each.at > opened + (row.due_at - row.opened_at), f"told too early: {each.key}"

    def _damaged(self, place: Place = Place.OBLIGATION) -> tuple[str, ...]:
        return tuple(row for where, row in self._world.damaged if where is place)

    def _may_read(
        self, connection: Connection, canary: str, sender: str, channel: Channel, address: str
    ) -> None:
        reader = connection.execute(
            select(officers.c.authority).where(officers.c.id == self._people.at[channel, address])
        ).scalar_one()
        if sender in (reader, SECRETARIAT):  # the Secretariat writes notices, for everybody
            return
        rows = connection.execute(select(*SIDES)).all()
        dealings = any({sender, reader} <= _had(row) for row in rows)
        asked = select(consents.c.id).where(
            or_(
                and_(consents.c.requesting == sender, consents.c.requested == reader),
                and_(consents.c.requesting == reader, consents.c.requested == sender),
            )
        )
        dealings = dealings or connection.execute(asked).first() is not None
        assert dealings, f"{canary} of {sender} reached {address} of {reader}, who was not asked"
        agreed = channel is not Channel.TELEGRAM or {sender[:2], reader[:2]} != {"AM", "KZ"}
        consented = asked.where(
            consents.c.channel == channel, consents.c.state == ConsentState.GIVEN
        )
        assert agreed or connection.execute(consented).first(), (
            f"{canary} went over a channel that the Parties did not agree"
        )

    def _additions(self, connection: Connection) -> None:
        """An addition or a correction was said to each who had the request, and to nobody else."""
        said = select(outbox.c.officer, outbox.c.created_at, outbox.c.state, outbox.c.tried).where(
            outbox.c.subject == bindparam("which"), outbox.c.text == bindparam("text")
        )
        columns = (requests.c.id, *SIDES)
        followed = select(*columns).join(additions, additions.c.request == requests.c.id).distinct()
        enrolled = connection.execute(select(officers.c.id, officers.c.authority)).all()
        of = {row.id: row.authority for row in enrolled}
        for row in connection.execute(followed).all():
            has, passed = _had(row), self._passed.get(row.id)
            rows = connection.execute(said, {"which": row.id, "text": "alarm"}).all()
            # Of one that was dropped before it was ever sent nobody has anything.
            alarms = [
                (each.officer, each.created_at)
                for each in rows
                if each.state != OutboxState.DROPPED or json.loads(each.tried)
            ]
            for move in (Move.ADD, Move.CORRECT):
                told = connection.execute(said, {"which": row.id, "text": f"{move}.told"}).all()
                made = connection.execute(
                    select(additions.c.at).where(
                        additions.c.request == row.id, additions.c.move == move
                    )
                ).scalars()
                moments = list(made)
                for each in told:
                    after = passed is not None and each.created_at > passed
                    allowed = {row.requested, row.receiver} if after else has - {row.requesting}
                    assert of[each.officer] in allowed, (row.id, move, each.officer)
                for officer, at in alarms:
                    if of[officer] != row.requested:
                        continue
                    due = sum(moment > at for moment in moments)
                    got = sum(each.officer == officer for each in told)
                    assert got >= due, f"{officer} has {row.id} and got {got} of {due} {move}"

    def read_by_both(self, opened: Iterable[tuple[Readable, Person]], since: int) -> None:
        """What was said is readable by both sides: each has just opened each request."""
        for each, person in opened:
            check_readable(each, person.address, self._world.arrived[since:])

    def _journal(self, connection: Connection) -> None:
        assert Journal(connection).verify().broken_at is None, "the journal does not verify"

    def _ended(self, connection: Connection) -> None:
        """Every outgoing row has ended but those of the last moments."""
        open_rows = connection.execute(
            select(outbox.c.key, outbox.c.state, outbox.c.not_before).where(
                outbox.c.state.in_((OutboxState.WAITING, OutboxState.SENDING)),
                outbox.c.created_at < self._world.now() - timedelta(minutes=10),
                # What is to be read in the morning waits for it, and was never tried.
                or_(
                    outbox.c.attempts > 0,
                    outbox.c.not_before < self._world.now() - timedelta(minutes=10),
                ),
            )
        ).all()
        assert not open_rows, f"rows that did not end: {open_rows}"
        owed = connection.execute(
            select(cards.c.id).where(cards.c.not_before < self._world.now() - timedelta(minutes=10))
        ).all()
        assert not owed, f"cards that were not shown: {owed}"

    def _awake(self, connection: Connection) -> None:
        """Whatever is still owed will be said again; whatever is not is silent."""
        damaged = self._damaged()
        whole = select(obligations).where(obligations.c.id.not_in(damaged))
        for row in connection.execute(whole):
            if row.discharged_at is not None:
                assert row.wake_at is None, f"discharged and awake: {row.id}"
            elif row.kind not in ENDING:
                assert row.wake_at is not None, f"owed and asleep: {row.kind} {row.id}"
                assert row.wake_at > self._world.now() - timedelta(minutes=15), "not said in time"
        untold = connection.execute(
            select(requests.c.id).where(
                requests.c.execution == Execution.TRANSMITTED,
                requests.c.id.not_in(
                    select(obligations.c.subject).where(
                        or_(obligations.c.kind == Kind.ACKNOWLEDGE, obligations.c.id.in_(damaged)),
                        obligations.c.discharged_at.is_(None),
                    )
                ),
            )
        ).all()
        assert not untold, f"alarms that no longer ring: {untold}"

    def _files(self, connection: Connection) -> None:
        """Whatever died, a row has its file."""
        lacking = names_of_files(connection) - Folder(self._world.folder).ids()
        assert not lacking, f"rows without their files: {sorted(lacking)}"

    def _handled(self, connection: Connection) -> None:
        """Every event that the process took was handled once, or waits for its sender's word."""
        counted = connection.execute(
            select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state)
        ).all()
        states = {row.state: row.number for row in counted}
        assert not states.get("waiting"), f"events that were not handled: {states}"
        incidents, damaged = states.get("set_aside", 0), len(self._damaged(Place.EVENT))
        # What asks for something that cannot be read, as /snooze may, is an incident of its own.
        may_ask = len(self._world.damaged) > damaged
        assert incidents == damaged or (may_ask and incidents > damaged), f"incidents: {states}"

    def _set_aside(self, connection: Connection) -> None:
        """What cannot be read and is still to be done stands where the operator sees it."""
        aside = set(
            connection.execute(
                select(setbacks.c.place, setbacks.c.row).where(setbacks.c.incident.is_not(None))
            )
        )
        for place, row in self._world.damaged:
            kind = SPOILABLE[place]
            columns = connection.execute(
                text(f"SELECT * FROM {kind.table.name} WHERE {kind.key.name} = :row"), {"row": row}
            ).mappings()
            asks = any(_still_asks(place, dict(each), self._world.now()) for each in columns)
            assert not asks or (place, row) in aside, f"damaged and not set aside: {place} {row}"
        known = {(str(place), row) for place, row in self._world.damaged}
        asking = {each for each in aside if known and each[0] == Place.EVENT}
        assert aside <= known | asking, f"set aside and not damaged: {aside - known}"


def _had(row: Any) -> set[str | None]:
    """Return the authorities that have a request, had it, or may take it over."""
    before = (row.requesting_before, row.requested_before)
    former = (row.former or "").split(",")
    return {row.requesting, row.requested, row.receiver, *before, *former}


def _still_asks(place: Place, row: Mapping[str, object], now: datetime) -> bool:
    """Say whether a damaged row has been due, and did not end for a reason of its own."""
    match place:
        case Place.OBLIGATION:
            wakes = row["wake_at"]
            return (
                row["discharged_at"] is None
                and wakes is not None
                and datetime.fromisoformat(str(wakes)).replace(tzinfo=UTC) <= now
            )
        case Place.MESSAGE:
            return row["state"] != OutboxState.DROPPED
        case _:
            return True


def _end_of_day(since: datetime, days: int, zone: str) -> datetime:
    local = since.astimezone(ZoneInfo(zone))
    midnight = datetime.combine(local.date() + timedelta(days=days + 1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC) - MICROSECOND
