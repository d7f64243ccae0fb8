"""The letter as it is: deviations, who signed, when it was dispatched. Art. 6(3)-(5)."""

from datetime import timedelta

import pytest

from protocol.moves import Form
from protocol.obligation import Kind
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, MINSK, Stage, moment, send
from tests.journeys.test_confirming import LETTER, NUMBER, reminded

TODAY, UNSENT = "Отправлено сегодня", "Ещё не отправлено"
SIGNED_AS_IS = "Внести как есть"


def transmitted(stage: Stage) -> None:
    """Kazakhstan sends, Belarus has it."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")


def dates(stage: Stage, letter: str, who: str = "kz-deputy") -> None:
    """The signed letter is given."""
    stage.says(who, f"/confirm 1 {letter}")


def cards(stage: Stage) -> tuple[str, str]:
    """Return what both sides read of the request."""
    for who in ("kz-duty", "by-duty"):
        stage.says(who, "/open 1")
    return stage.last("kz-duty"), stage.last("by-duty")


def test_a_letter_dated_before_the_transmission_is_asked_about_once_and_recorded(
    stage: Stage,
) -> None:
    transmitted(stage)
    dates(stage, "12-4/881 от 20.11.2026")
    asked = stage.last("kz-deputy")
    assert "Дата письма раньше передачи обращения." in asked
    assert "Запрашиваемая Сторона это увидит." in asked
    stage.presses("kz-deputy", SIGNED_AS_IS)
    stage.presses("kz-deputy", TODAY)
    assert "Отличие: подписано 20.11.2026, до передачи обращения" in stage.last("kz-deputy")
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.CONFIRMED
    assert not stage.owed(NUMBER)[Kind.CONFIRM].is_open
    done = stage.last("kz-deputy")
    assert "Отличие: подписано 20.11.2026, до передачи обращения" in done
    assert "Запрашиваемая Сторона это видит." in done
    assert "Отличие: подписано 20.11.2026, до передачи обращения" in stage.last("by-duty")
    for card in cards(stage):
        assert "Отличие: подписано 20.11.2026, до передачи обращения" in card


def test_only_a_day_that_has_not_come_or_does_not_exist_is_refused(stage: Stage) -> None:
    transmitted(stage)
    stage.says("kz-deputy", "/confirm 1")
    stage.says("kz-deputy", "12-4/881 от 24.11.2026")
    assert "Дата письма ещё не наступила." in stage.last("kz-deputy")
    stage.says("kz-deputy", "12-4/881 от 31.11.2026")
    assert "Даты 31.11.2026 не существует." in stage.last("kz-deputy")

    stage.says("kz-deputy", LETTER)

    assert "Отправлено?" in stage.last("kz-deputy")
    assert stage.request(NUMBER).form is Form.AWAITING


@over_matrix("kz-duty", "kz-deputy", "by-duty")
def test_signed_by_an_acting_head_who_is_not_in_the_register(stage: Stage) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", "Подписал другой")
    stage.says("kz-deputy", "Омаров Т.")
    assert "в какой должности подписано письмо?" in stage.last("kz-deputy")
    stage.says("kz-deputy", "начальник")
    assert "Должность выбирается кнопкой." in stage.last("kz-deputy")
    stage.presses("kz-deputy", "Врио руководителя")
    assert "Подписавшего нет в реестре органа." in stage.last("kz-deputy")
    stage.presses("kz-deputy", SIGNED_AS_IS)
    assert "Подписано: Омаров Т. (в реестре нет)" in stage.last("kz-deputy")
    stage.presses("kz-deputy", TODAY)
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.CONFIRMED
    told = stage.last("by-duty")
    assert "Омаров Т. (в реестре нет), исполняющий обязанности руководителя" in told
    assert "Отличие: подписавшего нет в реестре органа" in told
    for card in cards(stage):
        assert "Омаров Т. (в реестре нет)" in card
        assert "Отличие: подписавшего нет в реестре органа" in card


def test_signed_by_an_officer_who_was_not_in_office_that_day(stage: Stage) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", "Подписал другой")
    stage.says("kz-deputy", "Асанов Б.")
    stage.presses("kz-deputy", "Заместитель")
    assert "Асанов Б. на дату письма не занимает должность" in stage.last("kz-deputy")
    stage.presses("kz-deputy", SIGNED_AS_IS)
    stage.presses("kz-deputy", TODAY)
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.CONFIRMED
    assert "не занимает по реестру должность руководителя" in stage.last("by-duty")


@pytest.mark.proves("6.5")
def test_signed_by_nobody_whom_the_article_names_it_is_recorded_and_the_clock_runs_on(
    stage: Stage,
) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", "Подписал другой")
    stage.says("kz-deputy", "Омаров Т.")
    stage.presses("kz-deputy", "Иная должность")
    stage.presses("kz-deputy", SIGNED_AS_IS)
    assert "обращения оно не подтверждает (ст. 6)" in stage.last("kz-deputy")
    stage.presses("kz-deputy", "Зарегистрировать письмо")
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.AWAITING
    assert stage.owed(NUMBER)[Kind.CONFIRM].is_open
    for who in ("kz-deputy", "by-duty"):
        assert "внесено письмо, которое обращения не подтверждает" in stage.last(who)
    for card in cards(stage):
        assert "обращения не подтверждает (ст. 6)" in card
        assert "официальное письменное подтверждение (ст. 6): до 26.11.2026" in card
    stage.reaches(moment("26.11.2026 13:41", ASTANA) + timedelta(seconds=3))
    assert "Срок истёк по строгому счёту" in stage.last("kz-deputy")

    dates(stage, "12-4/890 от 26.11.2026")
    stage.presses("kz-deputy", TODAY)
    stage.signs("kz-deputy")
    assert stage.request(NUMBER).form is Form.CONFIRMED


@over_matrix("kz-duty", "kz-deputy", "by-duty")
@pytest.mark.proves("6.4.3")
def test_signed_and_not_dispatched_it_stays_owed_until_the_dispatch_is_stated(
    stage: Stage,
) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", UNSENT)
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.SIGNED
    assert stage.owed(NUMBER)[Kind.CONFIRM].is_open
    assert Kind.RECORD_CONFIRMATION not in stage.owed(NUMBER)
    for who in ("kz-deputy", "by-duty"):
        assert "🟡 KZ-BY-2026-1: письменное подтверждение подписано, не отправлено" in (
            stage.last(who)
        )
    for card in cards(stage):
        assert "подписано, не отправлено" in card
        assert "🟢" not in card
    stage.reaches(moment("24.11.2026 09:30", ASTANA) + timedelta(seconds=2))
    assert "подписано, не отправлено" in reminded(stage, "kz-deputy")[-1][1]
    stage.says("kz-deputy", "/owe")
    stage.presses("kz-deputy", "Указать отправку")
    stage.says("kz-deputy", "25.11.2026")
    assert "Этот момент отправки ещё не наступил." in stage.last("kz-deputy")
    stage.says("kz-deputy", "24.11.2026 09:10, фельдъегерской связью")
    stage.presses("kz-deputy", "Указать отправку")
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.CONFIRMED
    assert not stage.owed(NUMBER)[Kind.CONFIRM].is_open
    assert stage.owed(NUMBER)[Kind.RECORD_CONFIRMATION].is_open
    told = stage.last("by-duty")
    assert "Отправлено: 24.11.2026 07:10 (Минск), фельдъегерской связью, в срок" in told
    count = len(reminded(stage, "kz-deputy"))
    stage.passes(days=4)
    assert len(reminded(stage, "kz-deputy")) == count
    stage.says("by-duty", "/record 1 вх. 5/77 от 24.11.2026")
    stage.presses("by-duty", "Внести входящий номер")
    assert stage.request(NUMBER).form is Form.RECORDED


def test_past_its_moment_what_was_not_dispatched_is_told_as_such_to_both_sides(
    stage: Stage,
) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", UNSENT)
    stage.signs("kz-deputy")

    stage.reaches(moment("26.11.2026 13:41", ASTANA) + timedelta(seconds=3))

    first = stage.last("kz-deputy")
    stage.reaches(moment("27.11.2026 09:00", MINSK) + timedelta(seconds=3))
    for said in (first, stage.last("kz-deputy"), stage.last("by-duty")):
        assert "подписано, не отправлено" in said
        assert "72 час" in said
        assert "не зарегистрировано" not in said


@pytest.mark.parametrize(
    ("said", "judged"),
    [
        ("26.11.2026 10:20, почтой", "в срок"),
        ("26.11.2026 13:41", "в срок"),
        ("26.11.2026", "в срок по календарному счёту; по строгому счёту не установлено"),
        (
            "26.11.2026 13:42",
            "после срока по строгому счёту (72 часа), в срок по календарному счёту",
        ),
        ("25.11.2026", "в срок"),
        ("отправлено 27.11.2026", "после срока"),
    ],
)
def test_late_or_in_time_is_judged_by_the_declared_dispatch(
    stage: Stage, said: str, judged: str
) -> None:
    transmitted(stage)
    stage.reaches(moment("27.11.2026 10:00", ASTANA))
    dates(stage, LETTER)
    stage.presses("kz-deputy", "Указать отправку")
    stage.says("kz-deputy", said)
    stage.presses("kz-deputy", "Зарегистрировать письмо")
    stage.signs("kz-deputy")

    assert stage.request(NUMBER).form is Form.CONFIRMED
    for card in (stage.last("kz-deputy"), stage.last("by-duty"), *cards(stage)):
        line = next(each for each in card.splitlines() if each.startswith("Отправлено:"))
        assert line.endswith(f", {judged}"), line
    assert "через" in stage.last("kz-deputy") or "зарегистрировано 27.11.2026" in cards(stage)[0]


def test_a_button_of_the_version_that_asked_for_no_dispatch_asks_for_it(stage: Stage) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    draft = stage.look(lambda work: work.drafts.of("kz-deputy")[0].id)

    stage.says("kz-deputy", f"/register {draft}")

    assert stage.last("kz-deputy").splitlines()[-1] == "Отправлено?"
    assert stage.request(NUMBER).form is Form.AWAITING


def test_what_an_earlier_version_registered_counts_as_dispatched_then_and_says_so(
    stage: Stage,
) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", TODAY)
    stage.signs("kz-deputy")
    stage.look(_as_before)

    for card in cards(stage):
        assert "письмо считается отправленным при регистрации" in card


def _as_before(work: Work) -> None:
    """Write the letter as the earlier version did: without its dispatch and its deviations."""
    request = work.requests.of("KZ-1")[0]
    row = work.connection.exec_driver_sql("SELECT id, sealed FROM confirmations").one()
    place = f"confirmations/sealed/{row.id}"
    kept = work.vault.open_json(request.id, place, bytes(row.sealed))
    before = {name: kept[name] for name in ("number", "dated_on", "differences")}
    work.connection.exec_driver_sql(
        "UPDATE confirmations SET sealed = ?", (work.vault.seal_json(request.id, place, before),)
    )


def registers(stage: Stage) -> None:
    """The deputy registers the letter, dispatched today."""
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", TODAY)
    stage.signs("kz-deputy")


@over_matrix("kz-duty", "kz-deputy", "by-duty")
def test_a_wrong_number_is_corrected_under_a_number_and_both_values_stay(stage: Stage) -> None:
    registers(stage)
    before = {kind: (each.due, each.is_open) for kind, each in stage.owed(NUMBER).items()}
    stage.says("kz-deputy", "/fixletter 1")
    assert "Внесено: письмо № 12-4/881 от 23.11.2026" in stage.last("kz-deputy")
    stage.presses("kz-deputy", "Номер и дата")
    stage.says("kz-deputy", "12-4/818 от 23.11.2026")
    assert "Станет: письмо № 12-4/818 от 23.11.2026" in stage.last("kz-deputy")
    stage.presses("kz-deputy", "Исправить реквизиты")
    stage.signs("kz-deputy")

    for said in (stage.last("kz-deputy"), stage.last("by-duty"), *cards(stage)):
        assert "Исправление реквизитов письма № 1" in said
        assert "Было: письмо № 12-4/881 от 23.11.2026" in said
        assert "Стало: письмо № 12-4/818 от 23.11.2026" in said
    after = {kind: (each.due, each.is_open) for kind, each in stage.owed(NUMBER).items()}
    assert after == before
    assert stage.request(NUMBER).form is Form.CONFIRMED


def test_a_signer_and_a_dispatch_are_corrected_each_under_the_next_number(stage: Stage) -> None:
    registers(stage)
    stage.says("kz-head", "/fixletter 1")
    stage.presses("kz-head", "Подписавший")
    stage.presses("kz-head", "Кенжетаев Н., руководитель")
    stage.presses("kz-head", "Исправить реквизиты")
    stage.signs("kz-head")
    stage.passes(hours=30)
    stage.says("kz-deputy", "/fixletter 1")
    stage.presses("kz-deputy", "Отправка")
    stage.says("kz-deputy", "вчера 23:10, почтой")
    stage.presses("kz-deputy", "Исправить реквизиты")
    stage.signs("kz-deputy")

    for card in cards(stage):
        assert "Исправление реквизитов письма № 1" in card
        assert "Исправление реквизитов письма № 2" in card
        assert "Кенжетаев Н., руководитель; зарегистрировано 23.11.2026" in card
        assert "почтой" in card


def test_nothing_corrected_is_refused_and_only_the_requesting_side_corrects(stage: Stage) -> None:
    registers(stage)
    stage.says("by-duty", "/fixletter 1")
    assert "Это может сделать только" in stage.last("by-duty") or "запрашивающая" in (
        stage.last("by-duty")
    )
    stage.says("kz-deputy", f"/fixletter 1 {LETTER}")
    draft = stage.look(lambda work: work.drafts.of("kz-deputy")[0].id)
    stage.says("kz-deputy", f"/fixed {draft}")

    assert "Исправлять нечего" in stage.last("kz-deputy")
    assert stage.history(NUMBER).count("correct_letter") == 0


@pytest.mark.proves("6.5")
def test_corrected_to_a_signer_who_confirms_nothing_the_confirmation_is_owed_again(
    stage: Stage,
) -> None:
    registers(stage)
    due = stage.owed(NUMBER)[Kind.CONFIRM].due
    stage.says("kz-deputy", "/fixletter 1")
    stage.presses("kz-deputy", "Подписавший")
    stage.says("kz-deputy", "Омаров Т.")
    stage.presses("kz-deputy", "Иная должность")
    stage.presses("kz-deputy", SIGNED_AS_IS)
    stage.presses("kz-deputy", "Исправить реквизиты")
    stage.signs("kz-deputy")

    owed = stage.owed(NUMBER)
    assert stage.request(NUMBER).form is Form.AWAITING
    assert owed[Kind.CONFIRM].is_open
    assert owed[Kind.CONFIRM].due == due
    assert not owed[Kind.RECORD_CONFIRMATION].is_open
    assert "письменное подтверждение снова ожидается в прежний срок" in stage.last("by-duty")
    stage.reaches(moment("26.11.2026 12:41", ASTANA) + timedelta(seconds=2))
    assert "Осталось 1 ч" in reminded(stage, "kz-deputy")[-1][1]


def test_an_objection_and_its_answer_stand_on_every_later_card(stage: Stage) -> None:
    registers(stage)
    stage.says("by-duty", "/object 1 Подписано не тем лицом")
    stage.presses("by-duty", "Заявить возражение")
    stage.says("kz-duty", "/reply 1 Приказ приложен")
    stage.presses("kz-duty", "Ответить на возражение")
    stage.says("by-duty", "/record 1 вх. 5/77 от 24.11.2026")
    stage.presses("by-duty", "Внести входящий номер")

    for card in cards(stage):
        assert "Возражение (Дубровская Е.): Подписано не тем лицом" in card
        assert "Ответ на возражение (Асанов Б.): Приказ приложен" in card


def test_the_draft_letter_of_a_request_that_was_withdrawn_says_so(stage: Stage) -> None:
    transmitted(stage)
    stage.says("kz-deputy", "/letter 1")
    drafted = stage.last("kz-deputy")
    assert "ОФИЦИАЛЬНОЕ ПИСЬМЕННОЕ ПОДТВЕРЖДЕНИЕ обращения KZ-BY-2026-1" in drafted
    assert "передано с использованием технических средств связи 23.11.2026 13:41" in drafted
    assert f"Контрольная сумма содержания: {_digest(stage)}" in drafted
    assert "отозвано" not in drafted

    stage.passes(hours=1)
    stage.says("kz-duty", "/withdraw 1 Отпала необходимость")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    stage.says("kz-deputy", "/letter 1")

    said = "Обращение отозвано 23.11.2026 14:41 (Астана)"
    assert said in stage.last("kz-deputy")
    assert "подтверждает переданное обращение с этим указанием" in stage.last("kz-deputy")


def _digest(stage: Stage) -> str:
    return stage.look(lambda work: work.requests.digest(work.requests.of("KZ-1")[0].id).hex())


def test_the_office_of_one_signer_is_never_taken_for_that_of_another(stage: Stage) -> None:
    transmitted(stage)
    dates(stage, LETTER)
    stage.presses("kz-deputy", "Подписал другой")
    stage.says("kz-deputy", "Омаров Т.")
    stage.presses("kz-deputy", "Врио руководителя")
    stage.presses("kz-deputy", "Подписал другой")
    stage.says("kz-deputy", "Жумабеков Р.")

    assert "в какой должности подписано письмо?" in stage.last("kz-deputy")
