"""`nabat run`: the real thing, on Telegram; on the console of a training register."""

import asyncio
import random
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Table, select

from bot.app import App, Frame
from bot.clock import clock_file
from bot.clock.clocks import Clock, Steady, steady, wall
from bot.clock.keeper import Timekeeper
from bot.clock.texts import clock_texts
from bot.clock.watch import Watch
from bot.delivery.pauses import Pace
from bot.housekeeping import housekeeping
from bot.installation.import_register import is_training
from bot.installation.lock import DatabaseLock
from bot.installation.modes import LOG
from bot.installation.open import (
    Installation,
    damage_failure,
    ensure_register,
    hold_installation,
    open_installation,
)
from bot.installation.zones import almaty_is_current
from bot.logs.events import log_to
from bot.logs.sink import Sink
from bot.transports.base import Transport
from bot.transports.configured import channels
from bot.transports.console.console import Console
from bot.transports.console.keyboard import typed_lines
from bot.transports.console.screen import Screen, people
from bot.transports.health import Health
from bot.transports.matrix.wiring import matrix, set_up
from bot.transports.telegram.wiring import endpoint, telegram
from bot.tries import in_hand
from bot.words.operator import Failed, Words
from bot.words.outlet import say
from config.settings import Settings
from handlers.catalogue import LISTING
from handlers.chat.turn import Site
from handlers.clock.tick import next_tick
from handlers.people.enrolment import MATRIX_ID
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.integrity import damage
from storage.received import InboxState
from storage.tables import cards, inbox, outbox
from storage.threads import Threads
from storage.work import Store, Work

KEPT_EACH = timedelta(seconds=5)
LOOKED_EACH = timedelta(milliseconds=50)
DRAINED_WITHIN = timedelta(seconds=60)
RESTS_WITHIN = timedelta(seconds=5)
log = structlog.get_logger()


async def run(
    settings: Settings, words: Words, clock: Clock = wall, ticks: Steady | None = None
) -> None:
    """
    Run until the end of what is typed, or until SIGINT or SIGTERM; SIGHUP opens the log anew.

    `clock` is the machine's, that may be wrong, and `ticks` the one that nobody can set.

    Raises: what is the operator's (Failed, StorageFailed, RegisterError, KeyRingError, OSError).
    """
    endpoint(settings)  # refuses a webhook without a secret before anything is made
    stop = _stop_on_signals()
    _at_hangup(lambda: None)
    keeper = Timekeeper(clock, ticks or steady())
    with hold_installation(settings, clock()) as lock:
        async with open_installation(settings, keeper) as installation:
            # A file that is damaged somewhere is not written into.
            found = await installation.database.run(damage)
            if found is not None:
                raise damage_failure(settings, found)
            watch = _watch(installation, keeper)
            judged = await watch.begin()
            await ensure_register(installation)
            training = await installation.store.run(is_training)
            configured = channels(settings, training=training)
            if not configured:
                raise Failed("operator-run-no-channel")
            if not judged.is_sound and configured <= {
                Channel.CONSOLE
            }:  # nobody else will say the time
                for text in clock_texts(judged.wall, judged.apart, words):
                    say(text, err=True)
            path = settings.paths.state / LOG
            with log_to(path, settings.log.level, settings.log.format) as sink:
                _at_hangup(lambda: _reopen(sink))
                await _on_channels(
                    configured, installation, words, keeper, watch, lock, stop, path, sink
                )


def _watch(installation: Installation, keeper: Timekeeper) -> Watch:
    settings = installation.settings
    site = Site(LISTING, policy=settings.policy.figures())
    return Watch(keeper, installation.store, site, settings.paths.state / clock_file.FILE)


async def _on_channels(
    configured: frozenset[Channel],
    installation: Installation,
    words: Words,
    keeper: Timekeeper,
    watch: Watch,
    lock: DatabaseLock | None,
    stop: asyncio.Event,
    logged_in: Path,
    sink: Sink,
) -> None:
    settings, store = installation.settings, installation.store
    transports: dict[Channel, Transport] = {}
    until: list[Coroutine[Any, Any, object]] = []
    answers: list[tuple[Health, str]] = []
    if Channel.TELEGRAM in configured:
        over_telegram = telegram(settings, store, words.texts, keeper)
        transports[Channel.TELEGRAM] = over_telegram
        say(words("operator-run-telegram-connecting", log=str(logged_in)))
        answers.append((over_telegram.health, "operator-run-telegram"))
    if Channel.MATRIX in configured:
        over_matrix = matrix(settings, store, words.texts, keeper)
        transports[Channel.MATRIX] = over_matrix
        user = set_up(settings).user
        await store.run(lambda work: work.remember(MATRIX_ID, user))
        say(words("operator-run-matrix-connecting", log=str(logged_in)))
        answers.append((over_matrix.health, "operator-run-matrix"))
    if Channel.CONSOLE in configured:
        ended = asyncio.Event()
        # Beside Telegram the console may end, and the bot goes on.
        alone = len(configured) == 1
        screen = Screen(words, keeper, sys.stdout, closed=stop.set if alone else ended.set)
        lines = _lines(store, screen, ended)
        transports[Channel.CONSOLE] = Console(
            screen.write, screen.excuse, lines, make_key=lambda: secrets.token_hex(16)
        )
        screen.know(await store.run(people))
        screen.welcome(str(logged_in))
        if alone:
            until.append(_wait_for_answers(store, ended))
    app = App(
        store, settings.policy.figures(), words.texts, transports, _frame(settings, keeper, watch)
    )
    if not almaty_is_current(keeper()):
        log.warning("zones_outdated")
        say(words("operator-zones-outdated"), err=True)
    scheduler = housekeeping(store, installation.database)
    scheduler.start()
    log.info("started")
    try:
        keeping = [_keep_lock(lock)] if lock else []
        keeping.append(_tell_dropped(sink))
        telling = _tell_answers(answers, words)
        await _until_the_first(app.run(), _wait_for_stop(stop, app), telling, *until, *keeping)
    except Exception:
        log.exception("failed")
        raise
    finally:
        scheduler.shutdown(wait=False)
        log.info("ended")


async def _wait_for_stop(stop: asyncio.Event, app: App) -> None:
    """Return when the process is to end and what it was sending has ended: nothing is in doubt."""
    await stop.wait()
    await app.delivery.rest(RESTS_WITHIN)


async def _tell_answers(answers: Sequence[tuple[Health, str]], words: Words) -> None:
    """Say of each channel that its server has answered; never returns."""

    async def tell_answer(health: Health, key: str) -> None:
        await health.answered.wait()
        say(words(key))

    await asyncio.gather(*(tell_answer(health, key) for health, key in answers))
    await asyncio.Event().wait()


def _frame(settings: Settings, keeper: Timekeeper, watch: Watch) -> Frame:
    resend = settings.delivery.resend_unknown_seconds
    return Frame(
        clock=keeper,
        watch=watch.run,
        random=random.random,
        incarnation=secrets.token_hex(16),
        pace=Pace(resend_unknown=tuple(timedelta(seconds=each) for each in resend)),
        tick_at_least=timedelta(seconds=settings.clock.tick_seconds),
        in_hand=settings.paths.state / in_hand.FILE,
    )


def _stop_on_signals() -> asyncio.Event:
    """Return what the first SIGINT or SIGTERM sets; a second one ends the process at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def set_stop() -> None:
        stop.set()
        for number in numbers:
            loop.remove_signal_handler(number)

    for number in numbers:
        loop.add_signal_handler(number, set_stop)
    return stop


def _at_hangup(do: Callable[[], None]) -> None:
    """Do this at SIGHUP, which else would end the process."""
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, do)


def _reopen(sink: Sink) -> None:
    """Go on in a new file where the log was moved away."""
    if sink.reopen():
        log.info("log_reopened")
    else:
        log.error("log_not_reopened")


async def _tell_dropped(sink: Sink) -> None:
    """Say soon how many lines of the log had no room, also where nothing else is logged."""
    while True:
        await asyncio.sleep(KEPT_EACH.total_seconds())
        sink.catch_up()


async def _lines(store: Store, screen: Screen, ended: asyncio.Event) -> AsyncIterator[str]:
    piped = sys.stdin is None or not sys.stdin.isatty()
    async for line in typed_lines():
        if piped:  # nobody waits there for the buttons that the line may name
            with suppress(TimeoutError):
                await _until_quiet(store)
        with suppress(StorageFailed):  # then the frames go on naming who was known before
            screen.know(await store.run(people))
        yield line
    ended.set()


async def _wait_for_answers(store: Store, ended: asyncio.Event) -> None:
    """Return when nothing more is typed and what was typed has been answered."""
    await ended.wait()
    try:
        await _until_quiet(store)
    except TimeoutError:
        raise Failed("operator-run-not-drained") from None


async def _until_quiet(store: Store) -> None:
    """Raises: TimeoutError when it does not become quiet in time."""
    async with asyncio.timeout(DRAINED_WITHIN.total_seconds()):
        while not await _is_quiet(store):  # noqa: ASYNC110 (what was sent rings no bell)
            await asyncio.sleep(LOOKED_EACH.total_seconds())


async def _is_quiet(store: Store) -> bool:
    try:
        return await store.run(_has_nothing_to_do)
    except StorageFailed:
        return False


def _has_nothing_to_do(work: Work) -> bool:
    """Say whether nothing waits that could be handled, said or shown now."""
    waiting = select(inbox.c.seq).where(inbox.c.state == InboxState.WAITING)
    if work.connection.execute(waiting.limit(1)).first():
        return False
    if any(_is_under_way(work, table) for table in (outbox, cards)):
        return False
    due_at = next_tick(work)
    return due_at is None or due_at > work.now


def _is_under_way(work: Work, table: Table) -> bool:
    owed = (table.c.not_before <= work.now) | table.c.leased_by.is_not(None)
    return work.connection.execute(select(table.c.officer).where(owed).limit(1)).first() is not None


async def _keep_lock(lock: DatabaseLock) -> None:
    """Keep the lock on PostgreSQL; ends, with Failed, only when another process has taken it."""
    threads = Threads("lock", most=1)
    while True:
        await asyncio.sleep(KEPT_EACH.total_seconds())
        try:
            await threads.run(lock.keep)
        except StorageFailed as failure:
            log.warning("lock_not_kept", failure=str(failure))


async def _until_the_first(*coroutines: Coroutine[Any, Any, object]) -> None:
    """Run all until one returns or raises, end the others, and raise what it raised."""
    tasks = [asyncio.ensure_future(each) for each in coroutines]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()
