"""What stands in the way: logged once, in the file, in `nabat check` in words; and how it heals."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.clock.clocks import wall
from bot.installation.lock import Holder, hold_folder, this_process
from bot.installation.open import open_installation
from bot.operator import channel_check
from bot.operator.channel_check import TOLD
from bot.transports import health_file
from bot.transports.health import MIGRATION_REMEMBERED
from bot.transports.health_file import Report
from bot.transports.telegram.webhook import Endpoint
from bot.transports.trouble import INCIDENTS, TOLERATED, Obstacle, Trouble
from config.settings import TRAINING_REGISTER, load
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.work import Work
from tests.bot.operator.commands import Operator
from tests.bot.transports.telegram.desk import QUICK, SECRET, Desk, says, until
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

GROUP = -500
WHO = "kz-duty (Асанов Б., KZ-1) вне связи в Telegram с "


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """An installation whose kz-duty writes from the account 7, and by-duty from a group."""
    operator = Operator(tmp_path_factory.mktemp("template") / "var")
    imported = operator.says("registry", "import", str(TRAINING_REGISTER))
    assert imported.code == 0, imported.err

    async def bind() -> None:
        async with open_installation(load(operator.config)) as installation:
            for address, officer in ((7, "kz-duty"), (GROUP, "by-duty")):
                await installation.store.run(partial(_bound, address=str(address), officer=officer))

    asyncio.run(bind())
    return operator


def _bound(work: Work, *, address: str, officer: str) -> None:
    work.registry.bind(Channel.TELEGRAM, address, officer)


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    """A server that runs by the machine's clock, as the operator does."""
    async with BotAPI(webhook_pause=0.01) as api:
        yield api


@dataclass
class Watch:
    """A bot that runs, and the operator who looks at it."""

    desk: Desk
    officer: Person
    operator: Operator

    @property
    def api(self) -> BotAPI:
        return self.desk.api

    @contextlib.asynccontextmanager
    async def runs(self, **changes: Any) -> AsyncIterator[None]:
        """Let the bot run, and begin when it is ready to be looked at."""
        self.desk.made(**changes)
        with capture_logs(), hold_folder(self.operator.folder, this_process(wall())):
            async with self.desk.runs():
                await until(lambda: self.desk.telegram.health.is_fresh)
                await until(lambda: (found := self.found()) and found.fresh)
                yield

    def found(self) -> Report | None:
        return health_file.read(self.operator.folder / "health.json")

    async def becomes(self, *, ready: bool) -> None:
        """Return when the bot has written that it is ready, or is not."""
        await until(lambda: (found := self.found()) and found.ready is ready)

    async def checked(self) -> tuple[int, list[str]]:
        """Return how `nabat check` ends, and what it says of Telegram."""
        ended = await asyncio.to_thread(self.operator.says, "check")
        return ended.code, [line for line in ended.out.splitlines() if "Telegram" in line]

    async def sends(self, address: str = "7") -> None:
        await self.desk.telegram.send(address, says("Тревога"), key="1")


@pytest.fixture
async def watch(
    api: BotAPI, template: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Watch]:
    """A bot that may run, before a server that has no troubles yet."""
    monkeypatch.setattr(health_file, "WRITTEN_EACH", timedelta(milliseconds=10))
    operator = template.moved(tmp_path / "var")
    operator.environ["NABAT_TELEGRAM__TOKEN"] = api.token
    desk = Desk(api, api.telegram.clock)
    desk.made(
        health_file=operator.folder / "health.json",
        rhythm=replace(QUICK, poll=timedelta(seconds=1)),
    )
    officer = api.person(7)
    officer.opens()
    yield Watch(desk, officer, operator)
    await desk.telegram.close()


Act = Callable[[Watch], Awaitable[object]]


@dataclass(frozen=True)
class Case:
    """A trouble: how it begins and ends, and what the operator reads of it."""

    trouble: Trouble
    begins: Act
    ends: Act
    words: str


async def blocks(watch: Watch) -> None:
    watch.officer.blocks()


async def blocks_unseen(watch: Watch) -> None:
    watch.officer.chat.blocked = True
    await watch.sends()


async def unblocks(watch: Watch) -> None:
    watch.officer.unblocks()


async def opens(watch: Watch) -> None:
    watch.officer.opens()


async def deactivates(watch: Watch) -> None:
    watch.officer.deactivates()
    await watch.sends()


async def accepts(watch: Watch) -> None:
    watch.officer.user.deactivated = watch.officer.chat.blocked = False
    await watch.sends()


async def has_never_started(watch: Watch) -> None:
    watch.officer.chat.opened = False
    await watch.sends()


async def is_unheard_of(watch: Watch) -> None:
    watch.officer.chat.opened = watch.officer.user.met = False
    await watch.sends()


async def is_kept_out(watch: Watch) -> None:
    watch.api.faults.order(
        "answers", method="sendMessage", status=403, description="Forbidden: for some reason"
    )
    await watch.sends()


async def migrates(watch: Watch) -> None:
    watch.api.group(number=-GROUP).migrates()


async def migrates_unseen(watch: Watch) -> None:
    watch.api.group(number=-GROUP).chat.migrated_to = GROUP - 1000
    await watch.sends(str(GROUP))


async def is_bound_anew(watch: Watch) -> None:
    watch.desk.inbox.strangers.add(str(GROUP))


async def is_revoked(watch: Watch) -> None:
    watch.api.revoked = True


async def is_restored(watch: Watch) -> None:
    watch.api.revoked = False


async def meets_another(watch: Watch) -> None:
    watch.api.faults.order(
        "answers", method="getUpdates", status=409, description="Conflict: terminated by other"
    )


async def is_alone_again(watch: Watch) -> None:
    watch.api.passes(timedelta(minutes=11))


async def loses_the_server(watch: Watch) -> None:
    await watch.api.goes_down()
    await until(lambda: watch.desk.telegram.health.trouble)
    assert watch.desk.telegram.ready  # for a while
    watch.api.passes(timedelta(seconds=91))


async def finds_the_server(watch: Watch) -> None:
    await watch.api.comes_back()


CASES = {
    "blocked": Case(Trouble.BLOCKED, blocks, unblocks, "бот заблокирован. Позвоните"),
    "blocked, opened": Case(Trouble.BLOCKED, blocks, opens, "бот заблокирован. Позвоните"),
    "blocked, unseen": Case(Trouble.BLOCKED, blocks_unseen, accepts, "бот заблокирован"),
    "deactivated": Case(
        Trouble.DEACTIVATED, deactivates, accepts, "nabat officer invite --id kz-duty"
    ),
    "never started": Case(Trouble.NEVER_STARTED, has_never_started, opens, "нажать «Старт»"),
    "unheard of": Case(Trouble.NEVER_STARTED, is_unheard_of, opens, "бот ни разу не открыт"),
    "kept out": Case(Trouble.BARRED, is_kept_out, opens, "не пропускает сообщения"),
    "moved": Case(Trouble.MOVED, migrates, is_bound_anew, "Нужен личный чат"),
    "moved, unseen": Case(Trouble.MOVED, migrates_unseen, is_bound_anew, "супергруппа -1500"),
    "401": Case(Trouble.UNAUTHORIZED, is_revoked, is_restored, "токен не принят с"),
    "409": Case(Trouble.CONFLICT, meets_another, is_alone_again, "Остановите второй процесс"),
    "down": Case(Trouble.UNREACHABLE, loses_the_server, finds_the_server, "сервер не отвечает с"),
}
LOGGED = ("channel_trouble", "chat_barred", "group_migrated")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_what_stands_in_the_way_is_told_once_and_in_words_until_it_heals(
    watch: Watch, case: Case
) -> None:
    async with watch.runs():
        with capture_logs() as logs:
            await case.begins(watch)
            await watch.becomes(ready=False)
        found = watch.found()
        code, lines = await watch.checked()
        with capture_logs():
            await case.ends(watch)
            await watch.becomes(ready=True)
        healed, then = await watch.checked()

    assert len([each for each in logs if each["event"] in LOGGED]) == 1
    assert found is not None
    assert [each.trouble for each in found.obstacles] == [case.trouble]
    (line,) = [each for each in lines if case.words in each]
    assert line.startswith("✗ ")
    if case.trouble in TOLD[Channel.TELEGRAM].of_officers and case.trouble is not Trouble.MOVED:
        assert line.startswith(f"✗ {WHO}")
    assert (code, healed) == (1, 0)
    assert [each for each in then if each.startswith("✗")] == []
    assert any("✓ Telegram: последний опрос " in each for each in then)


async def test_who_can_be_reached_again_is_passed_on_once(watch: Watch) -> None:
    case = CASES["blocked"]
    async with watch.runs():
        with capture_logs():
            await case.begins(watch)
            await watch.becomes(ready=False)
            await case.ends(watch)
            await watch.becomes(ready=True)
        await until(lambda: watch.desk.returned)

    assert watch.desk.returned == ["7"]


async def test_a_strangers_doings_are_nobodys_trouble(watch: Watch) -> None:
    watch.desk.inbox.strangers |= {"9", "-600"}
    stranger, group = watch.api.person(9), watch.api.group(number=600)
    async with watch.runs():
        stranger.opens()
        stranger.blocks()
        group.migrates()
        await until(lambda: (found := watch.found()) and found.obstacles)
        code, lines = await watch.checked()

        (obstacle,) = watch.desk.telegram.health.obstacles()
        assert (obstacle.trouble, obstacle.chat) == (Trouble.MIGRATED, -600)
        assert watch.desk.telegram.ready
        assert code == 0
        (line,) = [each for each in lines if "-600" in each]
        assert line.startswith("! Telegram: группа -600 стала супергруппой -1000000000600")
        with capture_logs():
            watch.api.passes(MIGRATION_REMEMBERED + timedelta(seconds=1))
            await until(lambda: not watch.desk.telegram.health.barred_chats())


async def test_whoever_serves_no_more_stands_in_nobodys_way(watch: Watch) -> None:
    async with watch.runs():
        watch.officer.blocks()
        await watch.becomes(ready=False)

        watch.desk.inbox.strangers.add("7")

        await watch.becomes(ready=True)


async def test_a_restart_makes_nobody_reachable(watch: Watch) -> None:
    async with watch.runs():
        watch.officer.blocks()
        await watch.becomes(ready=False)

    async with watch.runs():
        assert watch.desk.telegram.health.barred_chats() == {7}
        assert not watch.desk.telegram.ready

        watch.officer.opens()
        await until(lambda: watch.desk.telegram.ready)


async def test_a_bot_that_has_heard_nothing_yet_is_not_ready(watch: Watch) -> None:
    await watch.api.goes_down()
    with capture_logs(), hold_folder(watch.operator.folder, this_process(wall())):
        async with watch.desk.runs():
            await until(lambda: (found := watch.found()) and found.polled_at is None)
            code, lines = await watch.checked()

    assert code == 1
    assert "✗ Telegram: бот запущен, но ответа от сервера ещё не получил." in lines


async def test_an_outage_is_told_at_once_and_breaks_something_after_a_minute(watch: Watch) -> None:
    async with watch.runs():
        with capture_logs():
            await watch.api.goes_down()
            await until(lambda: watch.desk.telegram.health.trouble)
            await until(lambda: (found := watch.found()) and found.obstacles)
        first = await watch.checked()
        with capture_logs():
            watch.api.passes(timedelta(seconds=91))
            await watch.becomes(ready=False)
        then = await watch.checked()

    (told,) = [line for line in first[1] if "сервер не отвечает" in line]
    assert (first[0], told[0]) == (0, "!")
    assert then[0] == 1
    assert {line[0] for line in then[1]} == {"✗"}


async def test_a_bot_that_has_ended_does_not_run_however_fresh_its_file_is(watch: Watch) -> None:
    async with watch.runs():
        pass
    assert watch.found() is not None

    code, lines = await watch.checked()

    assert (code, lines) == (0, ["✓ Telegram: токен задан, бот сейчас не запущен."])


async def test_what_an_earlier_process_wrote_says_nothing_of_the_one_that_runs(
    watch: Watch,
) -> None:
    async with watch.runs():
        pass
    other = Holder(os.getpid() + 1, "desk.example", wall())
    with hold_folder(watch.operator.folder, other):
        code, lines = await watch.checked()

    assert code == 1
    assert lines == ["✗ Telegram: бот запущен, но ответа от сервера ещё не получил."]


async def test_a_bot_that_writes_no_more_is_told(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watch.runs():
        monkeypatch.setattr(channel_check, "HEALTH_WITHIN", timedelta(seconds=-1000))
        code, lines = await watch.checked()

    assert code == 1
    assert any("✗ Telegram: бот запущен, но с" in line for line in lines)


async def test_a_storage_that_fails_frees_nobody(desk: Desk) -> None:
    health = desk.telegram.health
    with capture_logs():
        health.bar(7, Trouble.BLOCKED)

    async def knows(_address: str) -> bool:
        raise StorageFailed("disk full")

    with pytest.raises(StorageFailed):
        await health_file.forget_strangers(health, knows)
    assert health.barred_chats() == {7}


def test_every_trouble_has_its_words() -> None:
    told = TOLD.values()
    assert {each for one in told for each in (*one.of_all, *one.of_officers)} == set(Trouble)
    assert not any(one.of_all.keys() & one.of_officers.keys() for one in told)
    # One of an officer is tolerated only where it is over, and to be known.
    assert {each for one in told for each in one.of_all} >= TOLERATED - INCIDENTS


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        '{"telegram": {"ready": true, "polled_at": null, "trouble": null, "blocked": []}}',
        '{"telegram": {"way": "polling", "ready": 1, "fresh": 1, "polled_at": "x"}}',
    ],
)
def test_a_report_that_another_version_wrote_is_none(tmp_path: Path, written: str) -> None:
    file = tmp_path / "health.json"
    file.write_text(written)

    assert health_file.read(file) is None


async def test_a_report_is_read_as_it_was_written(desk: Desk, tmp_path: Path) -> None:
    file, health = tmp_path / "health.json", desk.telegram.health
    with capture_logs():
        health.note_poll()
        health.note_trouble(Trouble.UNDELIVERED, "Connection refused")
        health.bar(7, Trouble.BLOCKED)
    written = health_file.report(health, "webhook")

    health_file.write(file, written)

    assert health_file.read(file) == written
    assert written.obstacles == (
        Obstacle(Trouble.UNDELIVERED, desk.clock(), 0, "Connection refused"),
        Obstacle(Trouble.BLOCKED, desk.clock(), 7),
    )


# With a webhook


@pytest.fixture
async def hooked(watch: Watch, endpoint: Endpoint) -> AsyncIterator[Watch]:
    """A bot that runs well, by webhook."""
    async with watch.runs(endpoint=endpoint):
        yield watch


async def looks_twice(watch: Watch) -> None:
    """Return when the bot has looked at its webhook twice from now on."""
    looks = watch.api.telegram.calls.count("getWebhookInfo")
    await until(lambda: watch.api.telegram.calls.count("getWebhookInfo") > looks + 2)


async def has_a_webhook_elsewhere(watch: Watch) -> None:
    ours = watch.api.telegram.webhook
    watch.api.telegram.webhook = replace(ours, url="https://another.example/hook")


async def has_its_own_again(watch: Watch) -> None:
    endpoint = watch.desk.place.endpoint
    assert endpoint is not None
    watch.api.telegram.webhook = replace(watch.api.telegram.webhook, url=endpoint.url)
    watch.api.passes(timedelta(minutes=11))


async def fails_to_deliver(watch: Watch) -> None:
    """The secret is another: every post is turned away."""
    watch.api.passes(timedelta(seconds=5))
    watch.api.telegram.webhook.secret = "another"
    watch.officer.writes("дойдёт позже")


async def delivers(watch: Watch) -> None:
    watch.api.telegram.webhook.secret = SECRET


async def holds_back(watch: Watch) -> None:
    """Nothing fails, and nothing comes: what waits grows from look to look."""
    await until(lambda: watch.api.telegram.updates.pending() == 0)
    await looks_twice(watch)
    watch.api.telegram.webhook.max_connections = 0
    watch.officer.writes("дойдёт позже")


async def lets_go(watch: Watch) -> None:
    watch.api.telegram.webhook.max_connections = 40
    watch.api.telegram.updates.arrived.set()


HOOKED = {
    "elsewhere": Case(
        Trouble.CONFLICT, has_a_webhook_elsewhere, has_its_own_again, "пользуется кто-то ещё"
    ),
    "fails": Case(
        Trouble.UNDELIVERED, fails_to_deliver, delivers, "401 Unauthorized. Проверьте прокси"
    ),
    "held back": Case(Trouble.UNDELIVERED, holds_back, lets_go, "обновления не доходят до бота с"),
    "401": CASES["401"],
    "down": CASES["down"],
    "blocked": CASES["blocked"],
}


@pytest.mark.parametrize("case", HOOKED.values(), ids=HOOKED)
async def test_what_stands_in_the_way_of_a_webhook_is_told_until_it_heals(
    hooked: Watch, case: Case
) -> None:
    with capture_logs() as logs:
        await case.begins(hooked)
        await hooked.becomes(ready=False)
    found = hooked.found()
    code, lines = await hooked.checked()
    with capture_logs():
        await case.ends(hooked)
        await hooked.becomes(ready=True)
    healed, then = await hooked.checked()

    assert len([each for each in logs if each["event"] in LOGGED]) == 1
    assert found is not None
    assert [each.trouble for each in found.obstacles] == [case.trouble]
    assert any(case.words in each for each in lines)
    assert (code, healed) == (1, 0)
    assert any("✓ Telegram: webhook, последняя удачная проверка " in each for each in then)


async def test_a_webhook_that_somebody_moved_is_not_taken_back(hooked: Watch) -> None:
    await has_a_webhook_elsewhere(hooked)
    await hooked.becomes(ready=False)

    await looks_twice(hooked)

    assert hooked.api.telegram.calls.count("setWebhook") == 1


async def test_a_failure_from_before_the_start_is_no_trouble(
    watch: Watch, endpoint: Endpoint
) -> None:
    webhook = watch.api.telegram.webhook
    webhook.failed_at, webhook.failure = watch.api.telegram.clock(), "Connection refused"
    watch.officer.writes("пока бота не было")
    watch.desk.made(endpoint=endpoint)

    with capture_logs() as logs:
        async with watch.desk.runs():
            await until(lambda: watch.api.telegram.updates.pending() == 0)
            await looks_twice(watch)

    assert not [each for each in logs if each["event"] in LOGGED]
