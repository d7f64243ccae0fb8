"""What `nabat check` finds: each thing in plain words, whether it is so and what to do if not."""

import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from bot.clock import clock_file
from bot.clock.clocks import Clock, Steady, steady
from bot.installation import modes
from bot.installation.import_register import is_training
from bot.installation.lock import running_in
from bot.installation.open import attachments_folder, damaged
from bot.installation.read_only import only_reads, reader, reading
from bot.installation.zones import _OF_PARTIES, _ON_CALL, almaty_is_current, missing_zones
from bot.operator.channel_check import channel_findings, last_health, officer_findings
from bot.operator.clock_check import clock_findings
from bot.operator.comparison_check import comparison_findings
from bot.operator.finding import Finding, Findings
from bot.operator.outbox_check import outbox_findings
from bot.operator.setback_check import setback_findings
from bot.transports.configured import channels
from bot.transports.matrix import wiring as matrix_wiring
from bot.transports.matrix.signatures import grouped, public
from bot.transports.matrix.wiring import set_up
from bot.transports.telegram import wiring as telegram_wiring
from bot.transports.telegram.wiring import endpoint
from bot.words.operator import Failed, Told, Words
from config.settings import Settings, SettingsError, load
from protocol.parties import (
    Channel,
    Standing,
    bound,
)
from protocol.permissions import Act, may
from storage.clocks import of_database
from storage.engine import StorageFailed
from storage.files import names_of_files
from storage.folder import Folder
from storage.integrity import damage
from storage.journal import GENESIS, Journal, linked
from storage.keys import KeyRingError
from storage.migrations import is_current
from storage.tables import journal, journal_head
from storage.work import Work

CLOCKS_APART = timedelta(seconds=2)
LEAST_FREE_MEGABYTES = 500
# Of what is missing so many are named.
SHOWN = 3


# Where a running bot writes how a channel does.
HEALTH: Mapping[Channel, Callable[[Settings], Path]] = {
    Channel.TELEGRAM: telegram_wiring.health_file,
    Channel.MATRIX: matrix_wiring.health_file,
}


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
            with reading(settings) as connection:
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
            yield Finding(False, self._words.failure(damaged(settings, found)))
        yield from self._clocks(settings, connection)
        yield from self._journal(connection)
        yield from self._attachments(settings, connection)
        try:
            work = reader(connection, settings, self._clock())
        except KeyRingError as error:
            yield Finding(False, self._words.ring(error))
            return
        mode = stat.S_IMODE(settings.keys_file.stat().st_mode)
        yield self._finding(True, "operator-check-ring", mode=f"{mode:04o}")
        yield from setback_findings(work, self._words)
        yield from self._register(settings, work)

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
        if not found and (count := modes.counted(settings)):
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
            master=grouped(public(account.identity.master)),
        )
        yield from self._health(settings, Channel.MATRIX)

    def _health(self, settings: Settings, channel: Channel) -> Findings:
        holder = running_in(settings.paths.state)
        health = last_health(HEALTH[channel](settings), channel, holder)
        yield from channel_findings(channel, holder, health, self._words, self._clock())

    def _zones(self) -> Findings:
        missing, is_current = missing_zones(_OF_PARTIES), almaty_is_current(self._clock())
        if missing:
            yield self._finding(False, "operator-check-zones-bad", zones=", ".join(missing))
        elif not is_current:
            yield self._finding(False, "operator-zones-outdated")
        else:
            yield self._finding(True, "operator-check-zones", count=len(_OF_PARTIES))

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

    def _journal(self, connection: Connection) -> Findings:
        entries = entries_up_to_head(connection)
        if entries is None:
            yield self._finding(False, "operator-check-journal-bad")
        else:
            yield self._finding(True, "operator-check-journal", count=entries)

    def _attachments(self, settings: Settings, connection: Connection) -> Findings:
        folder = Folder(attachments_folder(settings))
        trouble = folder.trouble()
        if trouble:
            yield self._finding(
                False, "operator-check-folder-bad", folder=str(folder.path), reason=trouble
            )
            return
        there = folder.ids()
        # Asked twice: what a running nabat has ended meanwhile is not missing.
        missing = (named := names_of_files(connection)) - there
        if missing and (missing := missing & names_of_files(connection)):
            yield self._finding(
                False,
                "operator-check-attachments-bad",
                count=len(missing),
                ids=_some(sorted(missing)),
                folder=str(folder.path),
            )
        else:
            yield self._finding(True, "operator-check-attachments", count=len(named))

    def _register(self, settings: Settings, work: Work) -> Findings:
        registry = work.registry
        zones = {each.zone for each in registry.authorities()}
        zones |= {each.zone for each in registry.everybody()}
        missing = missing_zones(zones - _OF_PARTIES)
        if missing:
            yield self._finding(False, "operator-check-zones-bad", zones=", ".join(missing))
        parties, authorities = bound(registry.bonds(), work.now), registry.in_force()
        if not parties:
            yield self._finding(False, "operator-check-register-bad")
            return
        count = Counter(each.party for each in authorities)
        counted = ", ".join(f"{party} {count[party]}" for party in parties)
        yield self._finding(
            True, "operator-check-register", count=len(parties), authorities=counted
        )
        for party in parties:
            if not count[party]:
                name = self._words(f"party-{party}")
                yield self._finding(False, "operator-check-party-bad", party=name)
        yield from self._signing(settings, work)
        configured = channels(settings, training=is_training(work))
        yield from self._reachable(work, configured)
        for channel in sorted(configured & HEALTH.keys()):
            holder = running_in(settings.paths.state)
            health = last_health(HEALTH[channel](settings), channel, holder)
            yield from officer_findings(channel, health, work, self._words)
        if Channel.MATRIX in configured:
            yield from comparison_findings(work, self._words)
        yield from outbox_findings(work, self._words)

    def _reachable(self, work: Work, configured: frozenset[Channel]) -> Findings:
        if not configured:
            yield self._finding(False, "operator-check-channels-bad")
            return
        in_force = work.registry.in_force()
        silent = [each for each in in_force if not _reached(work, each.id, configured)]
        for authority in silent:
            yield self._finding(False, "operator-check-reachable-bad", authority=authority.id)
        if in_force and not silent:
            yield self._finding(True, "operator-check-reachable", count=len(in_force))

    def _signing(self, settings: Settings, work: Work) -> Findings:
        """Whether acts that sign ask for a code, and who of those who answer has none to give."""
        if not settings.policy.step_up:
            training = is_training(work)
            key = "operator-check-signing-training" if training else "operator-check-signing-off"
            yield self._finding(training, key)
            return
        heads = [
            each.id
            for each in work.registry.everybody()
            if may(each, Act.SUSPEND) and each.standing is Standing.ACTIVE and each.serves(work.now)
        ]
        without = sorted(set(heads) - work.codes.active(heads))
        if not without:
            yield self._finding(True, "operator-check-signing", count=len(heads))
            return
        text = self._words(
            "operator-check-signing-none",
            count=len(without),
            ids=_some(without),
            officer=without[0],
        )
        yield Finding(True, text, warns=True)

    def _finding(self, good: bool, key: str, **values: Told) -> Finding:
        return Finding(good, self._words(key, **values))


def entries_up_to_head(connection: Connection) -> int | None:
    """Return how many entries the journal has; None when its head is not that of the last one."""
    try:
        with connection.begin_nested():
            heads = connection.execute(select(journal_head)).all()
            last = connection.execute(select(journal).order_by(journal.c.seq.desc()).limit(2)).all()
    except DBAPIError:  # a page that is damaged
        return None
    if not heads and not last:
        return 0
    if len(heads) != 1 or not last:
        return None
    before = last[1].hash if len(last) > 1 else GENESIS
    if not isinstance(last[0].body, bytes) or not isinstance(before, bytes):
        return None  # SQLite keeps what it was given, of whatever type
    ends_at = (last[0].seq, linked(before, last[0].body))
    return last[0].seq if ends_at == (heads[0].seq, heads[0].hash) else None


def _some(ids: Sequence[str]) -> str:
    """Return the first of them, and whether there are more."""
    return ", ".join((*ids[:SHOWN], "…") if len(ids) > SHOWN else ids)


def _reached(work: Work, authority: str, configured: frozenset[Channel]) -> bool:
    return any(
        account.channel in configured
        for officer in work.registry.serving(authority)
        if officer.role in _ON_CALL
        for account in work.registry.accounts(officer.id)
    )


def _version(connection: Connection) -> str:
    return ".".join(map(str, connection.dialect.server_version_info or ()))
