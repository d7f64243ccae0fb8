"""A request on paper is signed: no confirmation is owed, its days run from its receipt. Art. 6."""

from datetime import timedelta

import pytest

from bot.transports.base import Later
from protocol.entries import Means
from protocol.moves import Execution, Form
from protocol.obligation import Kind
from tests.journeys.stage import ASTANA, MINSK, Stage, moment, send
from tests.journeys.test_entering import CONTENT, ENTER, NUMBER, agrees_on_telephone, labels

LAST = timedelta(microseconds=1)


def states(stage: Stage, who: str, side: str, party: str, on: str) -> None:
    """Somebody states by which letter a request went."""
    stage.says(who, "/enter")
    stage.presses(who, "Письмо на бумаге")
    stage.presses(who, side)
    stage.presses(who, party)
    stage.says(who, "12-4/881 от 19.11.2026")
    stage.says(who, "Сериков А.")
    stage.presses(who, "Заместитель")
    stage.says(who, on)


def sends(stage: Stage) -> None:
    """Kazakhstan enters a letter that it has dispatched on Friday."""
    states(stage, "kz-duty", "Передано нами", "Беларусь", "20.11.2026")
    stage.says("kz-duty", CONTENT)
    stage.presses("kz-duty", ENTER)


def test_until_the_receipt_is_stated_no_clock_runs_and_nothing_rings(stage: Stage) -> None:
    sends(stage)

    request = stage.request(NUMBER)
    assert (request.execution, request.form) == (Execution.TRANSMITTING, Form.NOT_TRANSMITTED)
    assert request.means is Means.PAPER
    assert stage.owed(NUMBER) == {}
    told = stage.last("by-duty")
    assert told.startswith(f"🟡 {NUMBER}: запрашивающая Сторона направила обращение на бумаге.")
    assert "письмо № 12-4/881 от 19.11.2026, подписано: Сериков А., заместитель" in told
    stage.says("kz-duty", "/open 1")
    card = stage.last("kz-duty")
    assert f"🟡 {NUMBER} · направлено на бумаге" in card
    assert "Дата получения не сообщена." in card
    # Who reads it here has the letter no sooner by that.
    stage.says("by-duty", "/open 1")
    assert "неустановленное лицо готовит атаку" in stage.last("by-duty")
    stage.passes(hours=30)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTING
    assert stage.owed(NUMBER) == {}


@pytest.mark.proves("6.3")
def test_from_the_date_of_receipt_the_days_run_and_no_confirmation_is_owed(stage: Stage) -> None:
    sends(stage)
    stage.passes(hours=48)

    stage.says("by-duty", "/arrived 1 24.11.2026")
    assert "получено 24.11.2026. От этого дня отсчитываются сроки" in stage.last("by-duty")
    stage.presses("by-duty", "Письмо получено")

    request = stage.request(NUMBER)
    assert (request.execution, request.form) == (Execution.ACKNOWLEDGED, Form.ON_PAPER)
    assert request.acknowledged_by == "by-duty"
    owed = stage.owed(NUMBER)
    assert owed[Kind.FORWARD].due.at == moment("28.11.2026 00:00", MINSK) - LAST
    assert owed[Kind.EXECUTE].due.at == moment("25.12.2026 00:00", MINSK) - LAST
    assert owed[Kind.TAKE_UP].opened_at > moment("25.11.2026 00:00", MINSK)
    assert Kind.CONFIRM not in owed
    assert stage.last("kz-duty").startswith(f"🟢 {NUMBER}: письмо с обращением получено 24.11.2026")
    stage.says("kz-head", "/confirm 1 12-4/882 от 24.11.2026")
    assert "обращение на бумаге, подтверждения не требуется" in stage.last("kz-head")
    stage.says("kz-head", "/letter 1")
    assert "письменного подтверждения не требуется" in stage.last("kz-head")


def test_what_came_on_paper_is_entered_with_the_date_of_its_receipt(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "20.11.2026")
    stage.says("by-duty", CONTENT)
    stage.presses("by-duty", ENTER)

    request = stage.request(NUMBER)
    assert (request.execution, request.form) == (Execution.ACKNOWLEDGED, Form.ON_PAPER)
    owed = stage.owed(NUMBER)
    assert owed[Kind.FORWARD].due.at == moment("24.11.2026 00:00", MINSK) - LAST
    assert Kind.CONFIRM not in owed
    told = stage.last("kz-duty")
    assert "внесла обращение, полученное от вас на бумаге." in told
    assert "Письмо получено 20.11.2026" in told
    stage.presses("by-duty", "Принять к исполнению")
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION


def test_a_letter_may_be_about_what_no_technical_means_may_carry(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "20.11.2026")

    stage.says("by-duty", f"Преступление: совершено\n{CONTENT}")
    assert stage.last("by-duty").startswith("Проверьте и внесите.")
    stage.presses("by-duty", ENTER)

    assert stage.request(NUMBER).form is Form.ON_PAPER


def test_a_letter_may_be_about_another_ground_than_those_of_article_3(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "20.11.2026")
    stage.says("by-duty", CONTENT.replace("Основание: ИТ, ст. 205 УК РК\n", ""))
    stage.presses("by-duty", "Готовится")
    stage.presses("by-duty", "Иное основание")
    stage.says("by-duty", "ст. 190 УК РК")
    stage.presses("by-duty", ENTER)

    stage.says("by-duty", "/open 1")

    assert "ст. 190 УК РК" in stage.last("by-duty")
    assert "История" in stage.last("by-duty")


@pytest.mark.parametrize(
    ("said", "why"),
    [("19.11.2026", "Письмо отправлено 20.11.2026, раньше"), ("31.12.2026", "ещё не")],
)
def test_a_date_of_receipt_that_cannot_be_changes_nothing(
    stage: Stage, said: str, why: str
) -> None:
    sends(stage)

    stage.says("by-duty", f"/arrived 1 {said}")

    assert why in stage.last("by-duty")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTING


@pytest.mark.proves("6.5")
def test_what_was_not_signed_as_the_treaty_says_is_no_request_on_paper(stage: Stage) -> None:
    stage.says("by-duty", "/enter")
    for label in ("Письмо на бумаге", "Принято нами", "Казахстан"):
        stage.presses("by-duty", label)
    stage.says("by-duty", "12-4/881 от 19.11.2026")
    stage.says("by-duty", "Сериков А.")

    stage.presses("by-duty", "Иная должность")

    assert "подписывает руководитель органа или его заместитель" in stage.last("by-duty")
    assert "Заместитель" in labels(stage, "by-duty")


def test_a_letter_that_was_never_announced_has_no_date_of_receipt(stage: Stage) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, Later(timedelta(minutes=1)))
    send(stage)
    stage.heals("by-duty")

    stage.says("by-duty", "/arrived 1 23.11.2026")

    assert stage.request(NUMBER).form is not Form.ON_PAPER


def test_a_letter_that_is_withdrawn_on_its_way_is_told_to_who_waits_for_it(stage: Stage) -> None:
    sends(stage)

    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")

    assert stage.request(NUMBER).execution is Execution.WITHDRAWN
    assert "отозвала обращение" in stage.last("by-duty")


def test_what_was_read_out_meanwhile_has_its_clocks_from_then(stage: Stage) -> None:
    agrees_on_telephone(stage)
    sends(stage)

    stage.says("kz-duty", "/enter 1")
    assert "Письмо на бумаге" not in labels(stage, "kz-duty")
    stage.presses("kz-duty", "Телефон")
    stage.says("kz-duty", "13:05")
    stage.presses("kz-duty", "Я")
    stage.says("kz-duty", "Дубровская Е.")
    stage.presses("kz-duty", "Сверено")
    stage.presses("kz-duty", ENTER)

    request = stage.request(NUMBER)
    assert request.means is Means.TELEPHONE
    assert request.transmitted_at == moment("23.11.2026 13:05", ASTANA)
    assert stage.last("by-duty").startswith("🔴 СРОЧНОЕ ОБРАЩЕНИЕ")


def test_who_waits_for_the_letter_finds_it_among_what_is_open(stage: Stage) -> None:
    sends(stage)

    stage.says("by-duty", "/open")

    assert NUMBER in stage.last("by-duty")


def test_an_addition_to_what_came_signed_asks_for_a_letter_of_its_own(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "20.11.2026")
    stage.says("by-duty", CONTENT)
    stage.presses("by-duty", ENTER)

    stage.says("kz-duty", "/add 1 Просим также журналы узла № 5")
    stage.presses("kz-duty", "Запрашивает новое")
    stage.presses("kz-duty", "Направить дополнение")

    assert stage.owed(NUMBER)[Kind.CONFIRM_ADDITION].is_open
