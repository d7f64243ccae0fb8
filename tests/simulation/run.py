"""One run of the simulation: `run(seed, folder)` plays it, checks it, and returns what happened."""

import asyncio
import contextlib
import hashlib
from asyncio import Future
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest import mock

import structlog
from sqlalchemy import Connection, select

from bot.app import App, Frame
from bot.clock import clock_file, watch
from bot.clock.keeper import Timekeeper
from bot.clock.watch import Watch
from bot.demo.virtual_time import VirtualLoop
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.words.texts import LANGUAGES, shipped
from config.settings import TRAINING_REGISTER
from handlers.catalogue import LISTING
from handlers.chat.turn import Site
from handlers.record import begun
from protocol.parties import Channel, Interval, Party, Role
from protocol.policy import DEFAULT
from storage.engine import StorageFailed
from storage.folder import Folder
from storage.keys import KeyRing
from storage.outgoing import OutboxState
from storage.tables import outbox
from storage.work import Store, Work
from tests import builders
from tests.builders import secret_of
from tests.simulation import weather
from tests.simulation.invariants import Invariants
from tests.simulation.people import BODIES, CONSENTING, SECOND, People, Person
from tests.simulation.promise import Reader, Register
from tests.simulation.sides import said
from tests.simulation.weather import Failing, Step
from tests.simulation.world import CALM, PROCESS, START, Died, Disk, Network, Odds, World

RING = KeyRing("1", {"1": bytes(range(32))})
ACTS = 50
TAKING_PART = ("AM-1", "BY-1", SECOND, "KZ-1", "SECRETARIAT")
DRAINED_WITHIN = timedelta(hours=14)
READ_WITHIN = timedelta(minutes=30)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TEXTS = shipped()
# People choose their language on the way.
MARKS = tuple(TEXTS.say(lang, "repeated", {}) for lang in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Played:
    """What a run came to; `digest` is the same whenever the seed is."""

    seed: int
    requests: int
    messages: int
    deaths: int
    commits: int
    digest: str


def run(seed: int, folder: Path, *, odds: Odds | None = None, acts: int = ACTS) -> Played:
    """
    Play one seed to its end.

    Raises: AssertionError naming the invariant that broke.
    """
    structlog.configure(processors=[_silent])
    loop = VirtualLoop(START)
    world = World(seed, folder, loop, odds or Odds(), weather.drawn(seed))
    steps = any(isinstance(storm.what, Step) for storm in world.storms)
    with mock.patch.object(watch, "LOOKED_EACH", 5 * MINUTE if steps else HOUR):
        try:
            return loop.run_until_complete(_play(world, acts))
        finally:
            loop.close()


async def _play(world: World, acts: int) -> Played:
    networks = {
        Channel.CONSOLE: Network(world, Channel.CONSOLE, idempotent=True),
        Channel.TELEGRAM: Network(world, Channel.TELEGRAM, idempotent=False),
    }
    disk = Disk(world)
    persons, readers, entered = disk.look(lambda connection: _populated(_work(world, connection)))
    people = People(world, persons, readers)
    invariants = Invariants(world, people, entered, MARKS)
    world.on_send = invariants.sending
    world.on_lost = people.loses

    living = asyncio.ensure_future(_live(world, networks, disk))
    try:
        await _lived_through(world, people, invariants, living, acts)
    finally:
        living.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await living
    return _judged(world, invariants)


def _work(world: World, connection: Connection) -> Work:
    """Return what is entered before, and read after, by no process."""
    return Work(
        connection,
        ring=RING,
        now=world.now(),
        folder=Folder(world.folder),
        random=world.random.randbytes,
    )


async def _lived_through(
    world: World, people: People, invariants: Invariants, living: Future[None], acts: int
) -> None:
    """Let people act until the last storm is over, and what is left be done in calm weather."""
    for act in range(acts):
        await asyncio.sleep(_pause(world))
        if world.weather(act):
            people.asks_before_it_breaks()
        people.act()
        invariants.check()
        if living.done():
            break
    while world.raging:
        await asyncio.sleep(HOUR.total_seconds())
        invariants.check()
    world.odds = CALM
    await asyncio.sleep(DRAINED_WITHIN.total_seconds())
    invariants.check()
    world.armed.clear()
    if world.damaged:  # what asks for something that cannot be read is answered by an incident
        return
    observer = Disk(world)
    wanted = observer.look(lambda connection: said(_work(world, connection), people.canaries))
    observer.shut()
    since = len(world.arrived)
    opened = people.opens(wanted)
    await asyncio.sleep(READ_WITHIN.total_seconds())
    invariants.read_by_both(opened, since)


async def _live(world: World, networks: dict[Channel, Network], disk: Disk) -> None:
    """Run the application, and after each death another incarnation of it."""
    incarnation = 0
    try:
        while True:
            incarnation += 1
            world.dead = False
            keeper = Timekeeper(world.wall, world.steady)
            store = Store(disk, RING, keeper, world.folder, world.random.randbytes)
            file = world.folder.parent / clock_file.FILE
            watch = Watch(keeper, store, Site(LISTING, policy=DEFAULT), file)
            frame = Frame(
                clock=keeper,
                watch=partial(_watched, world, keeper, watch),
                random=world.random.random,
                incarnation=str(incarnation),
                tick_at_least=timedelta(hours=1),
            )
            app = App(store, DEFAULT, TEXTS, networks, frame)
            try:
                # What supervises the process starts it anew where it cannot begin.
                with contextlib.suppress(StorageFailed):
                    await watch.begin()
                    await app.run()
            except* Died:
                pass
            disk.shut()
            world.reboots()
            world.spells.begins(PROCESS, world.now())
            disk = Disk(world)
            world.doubted.update(disk.look(_being_sent))
            await asyncio.sleep(world.random.uniform(1, 300))
            world.spells.ends(PROCESS, world.now())
    finally:
        disk.shut()


async def _watched(world: World, keeper: Timekeeper, watch: Watch) -> None:
    """Run the watch of the clocks, who hears from each server what time it is there."""
    async with asyncio.TaskGroup() as group:
        group.create_task(watch.run())
        while any(isinstance(storm.what, Step) for storm in world.storms):
            if world.failing(Channel.TELEGRAM) in (None, Failing.LOSES, Failing.DOUBTS):
                keeper.hear(Channel.TELEGRAM, world.now())
            await asyncio.sleep(MINUTE.total_seconds())


def _being_sent(connection: Connection) -> tuple[str, ...]:
    """What was on its way when the process died may have arrived, whatever killed it."""
    query = select(outbox.c.key).where(outbox.c.state == OutboxState.SENDING)
    return tuple(connection.execute(query).scalars())


def _judged(world: World, invariants: Invariants) -> Played:
    requests = invariants.check(drained=True)
    invariants.close()
    log = hashlib.sha256()
    for each in world.arrived:
        line = f"{each.at.isoformat()} {each.channel} {each.address} {each.key} {each.message.text}"
        log.update(line.encode())
    return Played(
        seed=world.random.getrandbits(16),
        requests=requests,
        messages=len(world.arrived),
        deaths=world.deaths,
        commits=world.commits,
        digest=log.hexdigest(),
    )


def _pause(world: World) -> float:
    """People act in bursts: mostly within the minute, at times after hours."""
    roll = world.random.random()
    if roll < 0.75:
        return world.random.uniform(1, 60)
    if roll < 0.95:
        return world.random.uniform(60, 1800)
    return world.random.uniform(3600, 20 * 3600)


def _populated(
    work: Work,
) -> tuple[tuple[Person, ...], Mapping[tuple[Channel, str], str], Register]:
    """
    Enter the training register; some have Telegram and nothing else, some both.

    Returns who takes part, of each account whose it is, and everybody: the others are written to
    as well.
    """
    training = register_file.read(TRAINING_REGISTER)
    put_register(work, training, DEFAULT)
    _enter_second_body(work)
    _end_agreement(work)
    persons = []
    for officer in work.registry.everybody():
        if officer.authority not in TAKING_PART:
            continue
        work.codes.issue(officer.id, secret_of(officer.id), last_step=1)
        both = officer.party is Party.ARMENIA
        if both or officer.id.endswith(("duty2", "deputy")):
            work.registry.bind(Channel.TELEGRAM, f"tg-{officer.id}", officer.id)
            persons.append(Person(officer, Channel.TELEGRAM, f"tg-{officer.id}"))
            if not both:
                work.registry.unbind(officer.id, Channel.CONSOLE)
                continue
        persons.append(Person(officer, Channel.CONSOLE, officer.id))
    readers = {
        (account.channel, account.address): officer.id
        for officer in work.registry.everybody()
        for account in work.registry.accounts(officer.id)
    }
    everybody = {
        officer.id: Reader(
            officer, frozenset(each.channel for each in work.registry.accounts(officer.id))
        )
        for officer in work.registry.everybody()
    }
    desks = {each.id: each.phone for each in work.registry.authorities(Party.BELARUS)}
    desks |= {each.id: each.phone for each in training.authorities}
    work.journal.flush(work.now)
    return tuple(persons), readers, Register(everybody, desks)


def _enter_second_body(work: Work) -> None:
    """Belarus has designated a second body too, whose people are on the console."""
    body = builders.authority(Party.BELARUS, id=SECOND, name=BODIES[1])
    work.registry.put_authority(body)
    begun.begin(work, body, DEFAULT)
    for id, role in (("by2-duty", Role.DUTY_OFFICER), ("by2-head", Role.HEAD)):
        officer = builders.officer(role, Party.BELARUS, id=id, authority=SECOND)
        work.registry.put_officer(officer)
        work.registry.bind(Channel.CONSOLE, id, id)


def _end_agreement(work: Work) -> None:
    """Armenia and Kazakhstan agree to each transmission for itself."""
    for each in work.registry.agreements().held:
        if each.pair == CONSENTING:
            ended = Interval(each.during.since, work.now)
            work.registry.put_agreement(replace(each, during=ended))


def _silent(logger: object, name: str, event: object) -> str:
    raise structlog.DropEvent
