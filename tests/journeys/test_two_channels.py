"""An officer with Matrix and Telegram: the content on one, a pointer on the other, one answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.transports.base import Later, Never, Outcome, Unknown
from bot.transports.matrix.wiring import KEPT, record_read
from handlers.clock import outage
from handlers.record import content
from protocol.moves import Execution
from protocol.obligation import Kind
from protocol.parties import Channel, Passage
from storage.keys import KeyRing
from storage.tables import offers
from storage.work import Work
from tests.journeys.outside import LATER, Everybody, Silence
from tests.journeys.stage import FORM, Stage, send

NUMBER = "KZ-BY-2026-1"
POINTER = f"🔴 Срочное обращение {NUMBER}"
SUBSTANCE = "неустановленное лицо готовит атаку"


class Both(Everybody):
    """A channel of everybody's; over Telegram goes a pointer."""

    def enters(self, work: Work) -> None:
        """See `Network`."""
        super().enters(work)
        for agreement in work.registry.agreements().held:
            if agreement.channel is Channel.TELEGRAM:
                work.registry.put_agreement(replace(agreement, passage=Passage.POINTER))


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix and Telegram; the content may pass on Matrix alone."""
    channels = (Channel.MATRIX, Channel.TELEGRAM)
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=channels, network=Both) as stage:
        yield stage


def test_content_on_the_first_and_a_pointer_on_the_second_after_a_minute(both: Stage) -> None:
    sent_at = send(both)

    first = both.chat("by-duty", channel=Channel.MATRIX)
    assert SUBSTANCE in first[0].text
    assert both.chat("by-duty", channel=Channel.TELEGRAM) == []

    both.reaches(sent_at + timedelta(seconds=62))

    (second,) = both.chat("by-duty", channel=Channel.TELEGRAM)
    assert second.text.startswith(POINTER)
    assert SUBSTANCE not in second.text


def test_an_acknowledgement_in_time_keeps_the_second_channel_silent(both: Stage) -> None:
    sent_at = send(both)

    both.presses("by-duty", "Подтвердить получение", channel=Channel.MATRIX)
    both.reaches(sent_at + timedelta(hours=1))

    assert not any(
        "Срочное" in each.text for each in both.chat("by-duty", channel=Channel.TELEGRAM)
    )


def test_an_alarm_that_its_first_channel_keeps_putting_off_goes_over_the_next_in_ten_seconds(
    both: Stage,
) -> None:
    """As Matrix does while the keys of its reader's devices are late."""
    both.fails("by-duty", Later(timedelta(seconds=2)), channel=Channel.MATRIX)
    sent_at = send(both)
    assert both.chat("by-duty", channel=Channel.TELEGRAM) == []

    both.reaches(sent_at + timedelta(seconds=10))

    (second,) = both.chat("by-duty", channel=Channel.TELEGRAM)
    assert second.text.startswith(POINTER)


def test_an_alarm_that_is_put_off_for_a_moment_rings_once(both: Stage) -> None:
    both.fails("by-duty", Later(timedelta(seconds=1)), channel=Channel.MATRIX)
    sent_at = send(both)
    both.heals("by-duty", channel=Channel.MATRIX)

    both.reaches(sent_at + timedelta(seconds=50))

    assert SUBSTANCE in both.chat("by-duty", channel=Channel.MATRIX)[0].text
    assert both.chat("by-duty", channel=Channel.TELEGRAM) == []


@pytest.mark.parametrize("where", [Channel.MATRIX, Channel.TELEGRAM], ids=str)
def test_an_acknowledgement_on_either_silences_both(both: Stage, where: Channel) -> None:
    sent_at = send(both)
    both.reaches(sent_at + timedelta(seconds=62))

    both.says("by-duty", "/ack 1", channel=where)
    acknowledged_at = both.now
    both.reaches(sent_at + timedelta(hours=3))

    for channel in both.networks:
        for text in both.heard("by-duty", acknowledged_at, channel=channel):
            assert "Подтвердите получение" not in text


def test_an_answer_comes_where_it_was_asked_for(both: Stage) -> None:
    both.says("by-duty", "/me", channel=Channel.TELEGRAM)

    assert both.chat("by-duty", channel=Channel.MATRIX) == []
    assert len(both.chat("by-duty", channel=Channel.TELEGRAM)) == 1


def test_content_that_was_asked_for_elsewhere_is_pointed_to(both: Stage) -> None:
    send(both)

    both.says("by-duty", "/open 1", channel=Channel.TELEGRAM)

    assert SUBSTANCE in both.last("by-duty", channel=Channel.MATRIX)
    assert both.last("by-duty", channel=Channel.TELEGRAM) == (
        "Ответ содержит текст обращения, он в другом чате: Matrix."
    )


@pytest.mark.parametrize("fault", [LATER, Silence()], ids=["refuses", "silent"])
def test_a_first_channel_that_is_down_never_delays_the_second(both: Stage, fault: Silence) -> None:
    both.fails("by-duty", fault, channel=Channel.MATRIX)

    sent_at = send(both)
    both.reaches(sent_at + timedelta(seconds=62))

    (second,) = both.chat("by-duty", channel=Channel.TELEGRAM)
    assert second.text.startswith(POINTER)
    assert second.at <= sent_at + timedelta(seconds=61)


def test_a_channel_known_not_to_work_lets_the_second_go_at_once(both: Stage) -> None:
    both.says("kz-duty", FORM)
    both.networks[Channel.MATRIX].works = False
    both.fails("by-duty", LATER, channel=Channel.MATRIX)

    both.presses("kz-duty", "Нет гостайны, отправить")
    sent_at = both.now

    (second,) = both.chat("by-duty", channel=Channel.TELEGRAM)
    assert second.at <= sent_at + timedelta(seconds=1)


def test_a_reminder_does_not_wait_for_a_channel_that_does_not_work(both: Stage) -> None:
    send(both)
    both.networks[Channel.MATRIX].works = False
    before = both.now

    both.reaches(before + timedelta(hours=25))

    reminded = both.heard("kz-deputy", before, channel=Channel.TELEGRAM)
    assert any("письменное подтверждение" in text for text in reminded)


def test_an_alarm_that_the_first_gave_up_comes_once_over_the_second(both: Stage) -> None:
    both.fails("by-duty", Never("left"), channel=Channel.MATRIX)

    sent_at = send(both)
    both.reaches(sent_at + timedelta(minutes=4))

    on_second = both.chat("by-duty", channel=Channel.TELEGRAM)
    assert [each.text.startswith(POINTER) for each in on_second] == [True]


def test_with_one_channel_an_alarm_comes_once(both: Stage) -> None:
    both.look(lambda work: work.registry.unbind("by-duty", Channel.TELEGRAM))

    sent_at = send(both)
    both.reaches(sent_at + timedelta(minutes=4))

    assert len(both.chat("by-duty", channel=Channel.MATRIX)) == 1


def test_a_silent_channel_is_told_over_the_other_once_and_again_when_it_is_heard(
    both: Stage,
) -> None:
    since = both.now
    both.passes(seconds=61)

    for _ in range(3):
        both.look(lambda work: outage.note_silent(work, both.app.site, Channel.MATRIX, since))
        both.passes(seconds=5)
    both.look(lambda work: outage.note_heard(work, both.app.site, Channel.MATRIX, KEPT))
    both.passes(seconds=5)
    both.look(lambda work: outage.note_heard(work, both.app.site, Channel.MATRIX, KEPT))
    both.passes(seconds=5)

    assert both.chat("by-duty", channel=Channel.MATRIX) == []
    silent, heard = (each.text for each in both.chat("by-duty", channel=Channel.TELEGRAM))
    assert silent.startswith("🔴 Matrix не отвечает с 23.11.2026 11:41 (Минск).")
    assert "ждут Matrix. Если дело не терпит, звоните." in silent
    assert heard.startswith("🟢 Matrix снова отвечает")


def test_who_has_no_other_channel_that_runs_is_not_told_of_a_silent_one(both: Stage) -> None:
    both.look(lambda work: work.registry.unbind("by-duty", Channel.TELEGRAM))
    both.joins("by-duty", Channel.CONSOLE)

    both.look(lambda work: outage.note_silent(work, both.app.site, Channel.MATRIX, both.now))
    both.passes(seconds=5)

    assert both.chat("by-duty", channel=Channel.MATRIX) == []


def test_what_a_client_says_was_opened_is_shown_as_information(both: Stage) -> None:
    send(both)
    (alarm,) = both.chat("by-duty", channel=Channel.MATRIX)

    both.passes(minutes=1)
    both.look(lambda work: record_read(work, "by-duty", alarm.key))
    both.passes(seconds=5)

    chat = both.chat("kz-duty", channel=Channel.MATRIX)
    card = next(each.text for each in chat if each.key.startswith("card/"))
    assert "принято сервером 13:41 (Астана), открыто 13:42 (Астана), справочно" in card
    assert both.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED


def content_everywhere(work: Work) -> None:
    """Let the content pass on Telegram too."""
    for agreement in work.registry.agreements().held:
        if agreement.channel is Channel.TELEGRAM:
            work.registry.put_agreement(replace(agreement, passage=Passage.CONTENT))


def test_both_rows_of_an_alarm_never_go_over_the_channel_that_fails(both: Stage) -> None:
    both.look(content_everywhere)
    sent_at = send(both)
    both.networks[Channel.MATRIX].works = False
    both.reaches(sent_at + timedelta(seconds=62))

    assert SUBSTANCE in both.chat("by-duty", channel=Channel.MATRIX)[0].text
    assert SUBSTANCE in both.chat("by-duty", channel=Channel.TELEGRAM)[0].text


def test_nobody_is_said_to_have_seen_what_the_second_channel_refused(both: Stage) -> None:
    both.look(content_everywhere)
    both.fails("by-duty", Never("blocked"), channel=Channel.TELEGRAM)
    sent_at = send(both)
    both.reaches(sent_at + timedelta(seconds=62))

    history = both.history("KZ-BY-2026-1")
    assert history.count(content.UNSHOWN) == 1
    assert both.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED


def test_an_alarm_in_doubt_on_one_channel_goes_over_the_other_at_once_and_once(both: Stage) -> None:
    both.look(content_everywhere)
    both.networks[Channel.TELEGRAM].idempotent = False
    both.look(lambda work: work.registry.unbind("kz-duty", Channel.MATRIX))
    for channel in (Channel.MATRIX, Channel.TELEGRAM):
        both.fails("by-duty2", Never("blocked"), channel=channel)
    both.fails("by-duty", Unknown(), channel=Channel.TELEGRAM)
    both.fails("by-duty", LATER, channel=Channel.MATRIX)
    both.says("kz-duty", FORM, channel=Channel.TELEGRAM)
    both.presses("kz-duty", "Нет гостайны, отправить", channel=Channel.TELEGRAM)
    both.passes(minutes=20)
    both.heals("by-duty", channel=Channel.MATRIX)
    both.passes(minutes=2)
    on_matrix = [each.text for each in both.chat("by-duty", channel=Channel.MATRIX)]
    assert sum(SUBSTANCE in text for text in on_matrix) == 1

    both.heals("by-duty", channel=Channel.TELEGRAM)
    both.passes(minutes=6)

    on_telegram = [each.text for each in both.chat("by-duty", channel=Channel.TELEGRAM)]
    whole = [text for text in on_telegram if SUBSTANCE in text]
    assert [text.startswith("ПОВТОР.") for text in whole] == [True]
    again = [each.text for each in both.chat("by-duty", channel=Channel.MATRIX)]
    assert sum(SUBSTANCE in text for text in again) == 1


def test_what_is_in_doubt_on_one_channel_and_refused_on_the_other_is_not_lost(both: Stage) -> None:
    both.look(content_everywhere)
    both.networks[Channel.TELEGRAM].idempotent = False
    both.fails("kz-duty", Unknown(), channel=Channel.TELEGRAM)
    both.fails("kz-duty", Never("left"), channel=Channel.MATRIX)
    both.says("kz-duty", "/me", channel=Channel.TELEGRAM)
    both.passes(hours=2)
    assert both.chat("kz-duty", channel=Channel.TELEGRAM) == []

    both.heals("kz-duty", channel=Channel.TELEGRAM)
    both.passes(minutes=31)

    (told,) = both.chat("kz-duty", channel=Channel.TELEGRAM)
    assert told.text.startswith("ПОВТОР.")


def test_an_alarm_that_one_channel_refuses_late_comes_not_again_over_the_other(both: Stage) -> None:
    both.look(content_everywhere)
    both.fails("by-duty", LATER, channel=Channel.MATRIX)
    sent_at = send(both)
    both.reaches(sent_at + timedelta(minutes=2))
    both.fails("by-duty", Never("left"), channel=Channel.MATRIX)
    both.reaches(sent_at + timedelta(minutes=4))

    on_telegram = [each.text for each in both.chat("by-duty", channel=Channel.TELEGRAM)]
    assert sum(SUBSTANCE in text for text in on_telegram) == 1
    assert both.chat("by-duty2", channel=Channel.MATRIX) == []


@pytest.mark.parametrize("fault", [LATER, Unknown()], ids=["refuses", "doubt"])
def test_a_card_comes_to_its_true_state_when_its_chat_works_again(
    both: Stage, fault: Outcome
) -> None:
    send(both)
    both.fails("kz-duty", fault, channel=Channel.MATRIX)
    both.presses("by-duty", "Подтвердить получение", channel=Channel.MATRIX)
    both.passes(hours=5)
    both.heals("kz-duty", channel=Channel.MATRIX)
    both.passes(minutes=31)

    chat = both.chat("kz-duty", channel=Channel.MATRIX)
    card = next(each.text for each in chat if each.key.startswith("card/"))
    assert "получение подтверждено" in card


@pytest.mark.parametrize("is_read", [True, False], ids=["read", "not read"])
def test_a_correction_goes_over_the_second_channel_only_while_nobody_has_read_it(
    both: Stage, is_read: bool
) -> None:
    send(both)
    both.presses("by-duty", "Подтвердить получение", channel=Channel.MATRIX)
    both.says("kz-duty", "/correct 1", channel=Channel.MATRIX)
    both.presses("kz-duty", "Лица", channel=Channel.MATRIX)
    both.says("kz-duty", "Иванов И.", channel=Channel.MATRIX)
    both.presses("kz-duty", "Направить исправление", channel=Channel.MATRIX)
    at = both.now
    assert "Стало: Иванов И." in both.last("by-duty", channel=Channel.MATRIX)
    if is_read:
        both.presses("by-duty", "Исправление прочитано", channel=Channel.MATRIX)

    both.reaches(at + timedelta(minutes=2))

    on_telegram = both.heard("by-duty", at, channel=Channel.TELEGRAM)
    assert not any("Иванов И." in each for each in on_telegram)
    assert any(NUMBER in each for each in on_telegram) is not is_read


RIGHTLY = "Направлено верно"


def received_in_error(both: Stage) -> None:
    """Belarus states that it has got the request in error."""
    send(both)
    both.presses("by-duty", "Подтвердить получение", channel=Channel.MATRIX)
    both.says("by-duty", "/misdirected 1", channel=Channel.MATRIX)
    both.presses("by-duty", "Получено ошибочно", channel=Channel.MATRIX)


def test_that_it_was_received_in_error_rings_over_the_second_channel_after_a_minute(
    both: Stage,
) -> None:
    received_in_error(both)
    begun = both.now
    assert not both.heard("kz-duty", begun - timedelta(minutes=1), channel=Channel.TELEGRAM)

    both.passes(seconds=62)

    (second,) = both.heard("kz-duty", begun, channel=Channel.TELEGRAM)
    assert "получено ошибочно" in second


def test_answered_within_the_minute_it_rings_nowhere_else(both: Stage) -> None:
    received_in_error(both)
    begun = both.now
    both.presses("kz-duty", RIGHTLY, channel=Channel.MATRIX)
    both.presses("kz-duty", RIGHTLY, channel=Channel.MATRIX)
    assert both.request(NUMBER).execution is Execution.ACKNOWLEDGED

    both.passes(minutes=10)

    heard = both.heard("kz-duty", begun, channel=Channel.TELEGRAM)
    assert not any("получено ошибочно" in each for each in heard)


def test_the_buttons_of_what_rings_are_known_by_what_they_answer(both: Stage) -> None:
    received_in_error(both)

    owed = both.owed(NUMBER)[Kind.ANSWER_MISDIRECTED]
    offered = both.look(
        lambda work: work.connection.execute(
            select(offers.c.command, offers.c.obligation, offers.c.alarm).where(
                offers.c.officer == "kz-duty", offers.c.command.in_(("rightly", "wrongly"))
            )
        ).all()
    )
    assert offered
    assert {(each.obligation, each.alarm) for each in offered} == {(owed.id, True)}
