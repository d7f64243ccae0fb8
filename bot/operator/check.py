"""What `nabat check` finds: each thing in plain words, whether it is so and what to do if not."""

import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import clock_file
from bot.clock.clocks import Clock, Steady, steady
from bot.installation import modes
from bot.installation.lock import holder_of
from bot.installation.open import damage_failure
from bot.installation.read_only import only_reads, read_only, reader
from bot.installation.zones import OF_PARTIES, almaty_is_current, missing_zones
from bot.operator.channel_check import HEALTH, channel_findings, last_health
from bot.operator.clock_check import clock_findings
from bot.operator.finding import Finding, Findings, finding
from bot.operator.record_check import attachment_findings, journal_findings
from bot.operator.register_check import register_findings
from bot.operator.setback_check import setback_findings
from bot.transports.matrix.signatures import in_groups, public
from bot.transports.matrix.wiring import set_up
from bot.transports.telegram.wiring import endpoint
from bot.words.operator import Failed, Told, Words
from config.settings import Settings, SettingsError, load
from protocol.parties import Channel
from storage.clocks import of_database
from storage.engine import StorageFailed
from storage.integrity import damage
from storage.journal import Journal
from storage.keys import KeyRingError
from storage.migrations import is_current

CLOCKS_APART = timedelta(seconds=2)
LEAST_FREE_MEGABYTES = 500


class Check:
    """Looks at an installation and changes nothing."""

    def __init__(
        self, words: Words, clock: Clock, config: Path | None, ticks: Steady | None = None
    ) -> None:
        self._words = words
        self._clock = clock
        self._steady = ticks or steady()
        self._config = config

    def findings(self) -> Findings:
        """Yield what is found; what cannot be looked at, because of what is wrong, is left out."""
        try:
            settings = load(self._config)
        except SettingsError as error:
            yield from (Finding(False, self._words.problem(each)) for each in error.problems)
            return
        yield self._finding(True, "operator-check-settings")
        yield from self._disk(settings)
        yield from self._modes(settings)
        yield from self._telegram(settings)
        yield from self._matrix(settings)
        yield from self._zones()
        try:
            with read_only(settings) as connection:
                yield from self._database(settings, connection)
        except Failed as failed:
            yield Finding(False, self._words.failure(failed))
        except StorageFailed as failure:
            yield self._finding(False, "operator-check-database-bad", reason=str(failure))

    def _database(self, settings: Settings, connection: Connection) -> Findings:
        yield self._finding(
            True,
            "operator-check-database",
            database="SQLite" if connection.dialect.name == "sqlite" else "PostgreSQL",
            version=_version(connection),
        )
        if connection.dialect.name == "postgresql" and only_reads(connection):
            yield self._finding(False, "operator-check-database-read-only")
        if not is_current(connection):
            yield self._finding(False, "operator-check-tables-bad")
            return
        yield self._finding(True, "operator-check-tables")
        found = damage(connection)
        if found is not None:
            yield Finding(False, self._words.failure(damage_failure(settings, found)))
        yield from self._clocks(settings, connection)
        yield from journal_findings(connection, self._words)
        yield from attachment_findings(settings, connection, self._words)
        try:
            work = reader(connection, settings, self._clock())
        except KeyRingError as error:
            yield Finding(False, self._words.ring(error))
            return
        mode = stat.S_IMODE(settings.keys_file.stat().st_mode)
        yield self._finding(True, "operator-check-ring", mode=f"{mode:04o}")
        yield from setback_findings(work, self._words)
        yield from register_findings(settings, work, self._words)

    def _disk(self, settings: Settings) -> Findings:
        state = settings.paths.state.absolute()
        folder = next(each for each in (state, *state.parents) if each.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            yield self._finding(False, "operator-check-state-bad", folder=str(state))
            return
        free = shutil.disk_usage(folder).free // 1_000_000
        if free >= LEAST_FREE_MEGABYTES:
            yield self._finding(True, "operator-check-disk", free=free)
        else:
            yield self._finding(
                False, "operator-check-disk-bad", free=free, least=LEAST_FREE_MEGABYTES
            )

    def _modes(self, settings: Settings) -> Findings:
        """Which files others may use; a new installation has none."""
        found = list(modes.wide(settings))
        for each in found:
            values = {"file": str(each.path), "mode": each.mode, "wanted": each.wanted}
            if each.owner:
                yield self._finding(False, "operator-check-owner-bad", owner=each.owner, **values)
            else:
                yield self._finding(False, "operator-check-mode-bad", **values)
        if not found and (count := modes.count(settings)):
            yield self._finding(True, "operator-check-modes", count=count)

    def _telegram(self, settings: Settings) -> Findings:
        """What the running bot has written of its polls; nothing without a token."""
        if not settings.telegram.token.get_secret_value():
            return
        try:
            endpoint(settings)
        except Failed as failed:
            yield Finding(False, self._words.failure(failed))
        yield from self._health(settings, Channel.TELEGRAM)

    def _matrix(self, settings: Settings) -> Findings:
        """Who the bot is there, and what it has written of its syncs; nothing without a server."""
        if not settings.matrix.homeserver:
            return
        try:
            account = set_up(settings)
        except Failed as failed:
            yield Finding(False, self._words.failure(failed))
            return
        except KeyRingError:
            return  # told with the database
        yield self._finding(
            True,
            "operator-check-matrix",
            user=account.user,
            master=in_groups(public(account.identity.master)),
        )
        yield from self._health(settings, Channel.MATRIX)

    def _health(self, settings: Settings, channel: Channel) -> Findings:
        holder = holder_of(settings.paths.state)
        health = last_health(HEALTH[channel](settings), channel, holder)
        yield from channel_findings(channel, holder, health, self._words, self._clock())

    def _zones(self) -> Findings:
        missing, is_current = missing_zones(OF_PARTIES), almaty_is_current(self._clock())
        if missing:
            yield self._finding(False, "operator-check-zones-bad", zones=", ".join(missing))
        elif not is_current:
            yield self._finding(False, "operator-zones-outdated")
        else:
            yield self._finding(True, "operator-check-zones", count=len(OF_PARTIES))

    def _clocks(self, settings: Settings, connection: Connection) -> Findings:
        last_at, file = Journal(connection).last_at(), settings.paths.state / clock_file.FILE
        differ = tuple(clock_findings(last_at, file, self._clock, self._steady, self._words))
        yield from differ
        before, there = self._clock(), of_database(connection)
        if there is None:
            if not differ:
                yield self._finding(True, "operator-check-clock-here")
            return
        apart = abs(there.at - (before + (self._clock() - before) / 2))
        seconds = f"{apart.total_seconds():.1f}"
        if apart <= CLOCKS_APART:
            yield self._finding(True, "operator-check-clock", seconds=seconds)
        else:
            yield self._finding(False, "operator-check-clock-bad", seconds=seconds)

    def _finding(self, good: bool, key: str, **values: Told) -> Finding:
        return finding(self._words, good, key, **values)


def _version(connection: Connection) -> str:
    return ".".join(map(str, connection.dialect.server_version_info or ()))
