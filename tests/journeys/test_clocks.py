"""A machine whose clock is wrong by days: all rings, and nobody is told of what has not passed."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.clock import watch
from bot.clock.watch import accept
from protocol.obligation import Kind
from protocol.parties import Channel
from storage.keys import KeyRing
from tests.journeys.stage import WATCHED_EACH, Stage, send

NUMBER = "KZ-BY-2026-1"
ALARM = f"🔴 СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER}"
DAYS = timedelta(days=5)
# Of the confirmation, which is owed for three days.
OVERDUE = "письменное подтверждение (ст. 6) не зарегистрировано"
WIDE = pytest.mark.wide
BOTH = pytest.mark.parametrize(
    "ahead", [pytest.param(DAYS, id="ahead"), pytest.param(-DAYS, id="behind", marks=WIDE)]
)


@pytest.fixture
def stage(database_url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The bot on a machine whose clock is looked after, on both databases."""
    monkeypatch.setattr(watch, "LOOKED_EACH", WATCHED_EACH)
    with Stage(database_url, ring, watched=True) as stage:
        stage.expected |= {"clocks_differ"}
        yield stage


def said(stage: Stage, words: str) -> list[str]:
    """Return what anybody was told that has these words."""
    chats = stage.networks[Channel.CONSOLE].chats
    return [each.text for chat in chats.values() for each in chat if words in each.text]


def rang(stage: Stage, who: str, since: datetime) -> list[int]:
    """Return after how many minutes somebody's telephone rang."""
    return [
        round((each.at - since) / timedelta(minutes=1))
        for each in stage.chat(who)
        if each.text.startswith("🔴") and each.at >= since and not each.key.startswith("card/")
    ]


def dated(stage: Stage, at: datetime) -> timedelta:
    """Return how far the transmission's recorded moment is from `at`."""
    transmitted = stage.request(NUMBER).transmitted_at
    assert transmitted is not None
    return abs(transmitted - at)


def off(stage: Stage, lasting: timedelta, *, same_boot: bool) -> None:
    """The process ends; it begins anew after a while, perhaps with the machine."""
    stage.stops()
    stage._run(_sleep(lasting))
    stage.boots += not same_boot
    stage.starts()


async def _sleep(lasting: timedelta) -> None:
    await asyncio.sleep(lasting.total_seconds())


def actions(stage: Stage) -> list[str]:
    return stage.look(lambda work: [each.action for each in work.journal.entries()])


def accepts(stage: Stage) -> None:
    """The operator says `nabat clock accept`."""
    stage.look(lambda work: accept(work, stage.wall(), stage.steady))
    stage.passes(seconds=12)


# While it runs


@BOTH
def test_a_step_while_running_moves_no_deadline_and_keeps_every_ring(
    stage: Stage, ahead: timedelta
) -> None:
    send(stage)
    at = stage.now
    stage.passes(minutes=7)
    stage.wall_ahead = ahead
    stage.passes(minutes=30)

    assert rang(stage, "by-duty", at) == [5, 10, 15, 20, 30]
    assert rang(stage, "by-head", at) == [30]
    assert not said(stage, OVERDUE)
    assert not stage.keeper.is_sound
    assert actions(stage).count("clock-doubted") == 1
    (told,) = (each for each in stage.logs if each["event"] == "clocks_differ")
    assert told["standing"] == ("ahead" if ahead > timedelta() else "behind")


@BOTH
def test_what_is_sent_under_a_wrong_clock_has_the_right_moments(
    stage: Stage, ahead: timedelta
) -> None:
    stage.wall_ahead = ahead
    stage.passes(seconds=12)
    send(stage)
    at = stage.now
    stage.passes(minutes=6)

    assert rang(stage, "by-duty", at - timedelta(seconds=2)) == [0, 5]
    assert dated(stage, at) < timedelta(seconds=5)
    due = stage.owed(NUMBER)[Kind.CONFIRM].due.at
    assert abs(due - at - timedelta(hours=72)) < timedelta(seconds=5)


@BOTH
def test_once_the_clock_is_right_again_everything_goes_on_by_itself(
    stage: Stage, ahead: timedelta
) -> None:
    stage.wall_ahead = ahead
    stage.passes(minutes=1)
    send(stage)
    at = stage.now
    stage.passes(minutes=1)
    stage.wall_ahead = timedelta()
    stage.passes(minutes=5)

    assert stage.keeper.is_sound
    assert dated(stage, at) < timedelta(seconds=5)
    assert rang(stage, "by-duty", at - timedelta(seconds=2)) == [0, 5]
    assert actions(stage)[-20:].count("clock-right") == 1
    assert not said(stage, OVERDUE)


def test_a_step_of_a_minute_is_followed_and_one_second_more_is_not(stage: Stage) -> None:
    stage.wall_ahead = timedelta(seconds=59)
    stage.passes(seconds=12)
    assert stage.keeper.is_sound
    assert stage.keeper() == stage.wall()

    stage.wall_ahead = timedelta(seconds=61)
    assert stage.keeper() == stage.now  # at once, before anybody has looked
    assert not stage.keeper.is_sound


def test_a_clock_that_creeps_is_found_though_each_step_is_small(
    stage: Stage,
) -> None:
    for _ in range(6):
        stage.wall_ahead += timedelta(seconds=30)
        stage.passes(seconds=12)

    assert not stage.keeper.is_sound
    assert abs(stage.keeper() - stage.now) < timedelta(minutes=1, seconds=1)


def test_a_machine_that_was_halted_says_late_only_when_a_server_confirms(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    # As if five days had passed of which the steady clock knows nothing.
    stage.wall_ahead = DAYS
    stage.passes(minutes=2)
    assert not said(stage, OVERDUE)

    stage.hears("telegram", days=5)
    stage.passes(seconds=12)

    assert stage.keeper.is_sound
    assert said(stage, OVERDUE)
    assert stage.keeper() == stage.now + DAYS


def test_the_operator_accepts_the_clock_of_the_machine(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.wall_ahead = DAYS
    stage.passes(minutes=2)
    accepts(stage)

    assert stage.keeper.is_sound
    assert said(stage, OVERDUE)
    assert "clock-accepted" in actions(stage)
    assert stage.look(lambda work: work.recall("clock/accepted")) == ""
    # Once: the next step is not accepted by it.
    stage.wall_ahead = 2 * DAYS
    stage.passes(seconds=20)
    assert not stage.keeper.is_sound
    assert abs(stage.keeper() - (stage.now + DAYS)) < timedelta(seconds=2)


@pytest.mark.parametrize("said_by", [{"days": 5}, {"days": -5}, {"days": 2900}])
def test_a_hostile_date_alone_changes_nothing_but_that_it_is_told(
    stage: Stage, said_by: dict[str, float]
) -> None:
    send(stage)
    at = stage.now
    for _ in range(20):
        stage.hears("telegram", **said_by)
        stage.passes(minutes=1)

    assert not stage.keeper.is_sound
    assert stage.keeper() == stage.now
    assert rang(stage, "by-duty", at) == [5, 10, 15, 20]
    assert not said(stage, OVERDUE)


def test_the_clock_of_a_database_elsewhere_counts(stage: Stage) -> None:
    stage.database_ahead = timedelta(seconds=30)
    stage.passes(seconds=15)
    assert stage.keeper.is_sound

    stage.database_ahead = timedelta(minutes=3)
    stage.passes(seconds=15)

    assert not stage.keeper.is_sound
    assert stage.keeper() == stage.now


# Before the start


@pytest.mark.parametrize(
    "same_boot",
    [pytest.param(True, id="process"), pytest.param(False, id="machine", marks=WIDE)],
)
@BOTH
def test_a_start_under_a_wrong_clock_rings_and_says_nothing_false(
    stage: Stage, ahead: timedelta, same_boot: bool
) -> None:
    send(stage)
    at = stage.now
    stage.passes(minutes=1)
    stage.wall_ahead = ahead
    off(stage, timedelta(seconds=10), same_boot=same_boot)
    stage.passes(minutes=30)

    # How long the machine was off is not known before it begins anew: so long later at most.
    minutes = zip(rang(stage, "by-duty", at), (5, 10, 15), strict=False)
    assert [ring - step in (0, 1) for ring, step in minutes] == [True] * 3
    assert not said(stage, OVERDUE)
    assert not stage.keeper.is_sound
    assert stage.now - stage.keeper() < timedelta(minutes=1)
    send(stage, "by-duty", FORM_TO_KAZAKHSTAN)
    assert said(stage, "СРОЧНОЕ ОБРАЩЕНИЕ BY-KZ-2026-1")

    stage.wall_ahead = timedelta()
    stage.passes(minutes=1)
    assert stage.keeper.is_sound
    transmitted = stage.request("BY-KZ-2026-1").transmitted_at
    assert transmitted is not None
    assert abs(transmitted - stage.now) < timedelta(minutes=2)


@BOTH
def test_what_was_sent_before_the_time_was_known_gets_its_moments_then(
    stage: Stage, ahead: timedelta
) -> None:
    """The machine was off for a night and began with a wrong clock; a request is sent at once."""
    stage.passes(minutes=1)
    stage.wall_ahead = ahead
    off(stage, timedelta(hours=10), same_boot=False)
    stage.passes(minutes=1)
    send(stage)
    at = stage.now
    assert dated(stage, at) > timedelta(hours=9)
    stage.passes(minutes=2)

    stage.wall_ahead = timedelta()
    stage.hears("matrix")
    stage.passes(minutes=4)

    assert stage.keeper.is_sound
    assert dated(stage, at) < timedelta(minutes=1)
    owed = stage.owed(NUMBER)
    assert abs(owed[Kind.CONFIRM].due.at - at - timedelta(hours=72)) < timedelta(minutes=1)
    second = owed[Kind.CONFIRM].due.second_at
    assert second is not None
    assert second.isoformat() == "2026-11-26T18:59:59.999999+00:00"
    assert owed[Kind.EXECUTE].due.at.isoformat() == "2026-12-23T20:59:59.999999+00:00"
    assert rang(stage, "by-duty", at - timedelta(seconds=2)) == [0, 5]
    # The buttons, too, are as old as they are.
    stage.passes(minutes=1)
    stage.presses("by-duty", "Подтвердить получение")
    assert said(stage, "получение подтверждено: Дубровская Е.")
    assert not said(stage, OVERDUE)


def test_what_was_said_before_the_time_was_known_stays_beside_its_step(stage: Stage) -> None:
    send(stage)
    stage.wall_ahead = -DAYS
    off(stage, timedelta(minutes=20), same_boot=False)
    stage.says("by-duty", "/obstacle 1 Узел недоступен")
    stage.presses("by-duty", "Сообщить о препятствии")
    stage.says("by-duty", "/partial 1 Журналы есть")
    stage.presses("by-duty", "Промежуточный результат")
    stage.wall_ahead = timedelta()
    stage.hears("telegram")
    assert actions(stage).count("clock-set") == 1

    for who in ("by-duty", "kz-duty"):
        stage.says(who, "/open 1")
        shown = stage.last(who).splitlines()
        for step, words in (("препятствии", "Узел недоступен"), ("промежуточный", "Журналы есть")):
            at = next(place for place, line in enumerate(shown) if step in line and "·" in line)
            assert words in "".join(shown[at : at + 2]), shown


def test_the_operator_accepts_that_the_machine_was_off_for_days(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    off(stage, DAYS, same_boot=False)
    stage.passes(minutes=1)
    assert not said(stage, OVERDUE)
    accepts(stage)

    assert stage.keeper.is_sound
    assert said(stage, OVERDUE)


def test_after_days_off_the_same_machine_knows_what_time_it_is(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    off(stage, DAYS, same_boot=True)
    stage.passes(seconds=12)

    assert stage.keeper.is_sound
    assert said(stage, OVERDUE)
    assert "clock-doubted" not in actions(stage)


def test_a_clock_that_was_ahead_from_the_first_and_is_set_back_silences_no_alarm(
    database_url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it dated lies days ahead once the time is known: it would wait until then."""
    monkeypatch.setattr(watch, "LOOKED_EACH", WATCHED_EACH)
    with Stage(database_url, ring, watched=True, wall_ahead=DAYS) as stage:
        stage.expected |= {"clocks_differ"}
        send(stage)
        at = stage.now
        stage.passes(minutes=6)
        stage.wall_ahead = timedelta()
        stage.hears("telegram")
        stage.passes(minutes=30)

        assert stage.keeper.is_sound
        assert rang(stage, "by-duty", at - timedelta(seconds=2)) == [0, 5, 10, 15, 20, 30]
        assert dated(stage, at) < timedelta(minutes=1)
        assert abs(stage.owed(NUMBER)[Kind.CONFIRM].due.at - at - timedelta(hours=72)) < timedelta(
            minutes=1
        )
        assert stage.look(lambda work: work.journal.verify().broken_at is None)


def test_what_fails_while_the_time_is_set_leaves_it_and_the_record_as_they_were(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.wall_ahead = DAYS
    off(stage, timedelta(hours=10), same_boot=False)
    send(stage)
    before = stage.request(NUMBER)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("no such thing")

    with monkeypatch.context() as patched:
        patched.setattr("bot.clock.watch.redate", fails)
        stage.expected |= {"clock_watch_failed"}
        stage.wall_ahead = timedelta()
        stage.hears("telegram")
        assert stage.request(NUMBER) == before
        assert stage.now - stage.keeper() > timedelta(hours=9)
    stage.hears("telegram")

    assert stage.keeper.is_sound
    assert stage.request(NUMBER) != before


FORM_TO_KAZAKHSTAN = """Кому: Казахстан
Основание: ИТ, ст. 349 УК РБ
Цель: предотвращение вывода из строя систем энергоснабжения
Обоснование: оперативная информация о подготовке атаки
Существо: неустановленное лицо готовит атаку на узел связи
Содействие: сохранить журналы соединений узла
Лица: не установлено
Сроки: не установлены"""
