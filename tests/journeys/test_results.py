"""A result: its receipt is owed; it may be incomplete, corrected, said to be final. Art. 7."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from protocol.moves import Execution
from protocol.obligation import Kind
from storage.tables import obligations
from storage.work import Work
from tests.journeys.stage import ASTANA, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
INCOMPLETE, CORRECT, FINAL = (
    "Результат неполный",
    "Исправить результат",
    "Результат окончательный",
)


@pytest.fixture(autouse=True)
def reported(stage: Stage) -> None:
    """A request whose result Belarus has reported; its letter is registered and recorded."""
    send(stage)
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("by-duty", "/record 1 3418")
    stage.presses("by-duty", "Внести входящий номер")
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", "Сообщить результат")


def says(stage: Stage, who: str, command: str, label: str, words: str) -> None:
    """Somebody says something about the result."""
    stage.says(who, f"/{command} 1 {words}")
    stage.presses(who, label)


def execution(stage: Stage) -> Execution:
    """Return where the request is."""
    return stage.request(NUMBER).execution


def test_the_receipt_is_owed_for_three_working_days_and_told_so(stage: Stage) -> None:
    owed = stage.owed(NUMBER)[Kind.RESULT_RECEIPT]

    # Monday and three working days.
    assert owed.owed_by == "KZ-1"
    assert owed.due.at == moment("27.11.2026 00:00", ASTANA) - timedelta(microseconds=1)
    assert "\nПодтвердите получение результата.\n" in stage.last("kz-duty")
    stage.reaches(moment("24.11.2026 10:00", ASTANA))
    assert "подтвердите получение результата или сообщите, что он" in stage.last("kz-duty")
    stage.presses("kz-duty", "Результат получен")
    stage.presses("kz-duty", "Результат получен")
    stage.presses("kz-duty", "Результат получен")
    assert execution(stage) is Execution.CLOSED
    assert not stage.owed(NUMBER)[Kind.RESULT_RECEIPT].is_open


def test_an_incomplete_result_resumes_the_execution_until_the_moment_that_it_had(
    stage: Stage,
) -> None:
    before = stage.owed(NUMBER)[Kind.EXECUTE]
    assert not before.is_open

    says(stage, "kz-duty", "incomplete", INCOMPLETE, "Нет журналов узла")

    again = stage.owed(NUMBER)[Kind.EXECUTE]
    assert execution(stage) is Execution.INCOMPLETE
    assert again.is_open
    assert again.due == before.due
    assert not stage.owed(NUMBER)[Kind.RESULT_RECEIPT].is_open
    told = stage.last("by-duty")
    assert told.startswith(
        "🟡 KZ-BY-2026-1: запрашивающая Сторона считает результат неполным: Асанов Б."
    )
    assert (
        "Нет журналов узла\n"
        "Исполнение возобновлено; прежний срок — до конца 23.12.2026 (Минск), как правило.\n"
    ) in told


def test_what_was_owed_by_an_expected_date_is_owed_by_it_again(stage: Stage) -> None:
    says(stage, "kz-duty", "incomplete", INCOMPLETE, "Нет журналов узла")
    stage.says("by-duty", "/postpone 1 10.12.2026")
    stage.presses("by-duty", "Отложить исполнение")
    stage.says("by-duty", "/resume 1 20.01.2027")
    stage.presses("by-duty", "Возобновить исполнение")
    expected = stage.owed(NUMBER)[Kind.EXPECTED]
    says(stage, "by-duty", "result", "Сообщить результат", "Узел отключён")

    says(stage, "kz-duty", "incomplete", INCOMPLETE, "Нет журналов узла")

    owed = stage.owed(NUMBER)
    assert owed[Kind.EXPECTED].is_open
    assert owed[Kind.EXPECTED].due == expected.due
    assert not owed[Kind.EXECUTE].is_open
    told = stage.last("by-duty")
    assert "Исполнение возобновлено и ожидается до конца 20.01.2027 (Минск).\n" in told
    assert "как правило" not in told


@pytest.mark.proves("7.7")
def test_it_is_corrected_by_numbered_results(stage: Stage) -> None:
    says(stage, "by-duty", "fix", CORRECT, "Отключены узел и резервный узел")
    assert "исправленный результат № 1 (ст. 7)" in stage.last("kz-duty")
    says(stage, "kz-duty", "incomplete", INCOMPLETE, "Нет журналов узла")

    stage.presses("by-duty", CORRECT)
    stage.says("by-duty", "Журналы приложены")
    stage.presses("by-duty", CORRECT)

    told = stage.last("kz-duty")
    assert "исправленный результат № 2 (ст. 7)" in told
    assert "Журналы приложены" in told
    assert execution(stage) is Execution.RESULT_REPORTED
    assert stage.owed(NUMBER)[Kind.RESULT_RECEIPT].is_open
    assert not stage.owed(NUMBER)[Kind.EXECUTE].is_open


def test_an_answer_that_it_is_final_leads_to_consultations(stage: Stage) -> None:
    says(stage, "kz-duty", "incomplete", INCOMPLETE, "Нет журналов узла")
    stage.presses("by-duty", FINAL)
    stage.says("by-duty", "Журналы не ведутся")
    stage.presses("by-duty", FINAL)

    assert execution(stage) is Execution.RESULT_REPORTED
    assert "результат окончательный: Дубровская Е." in stage.last("kz-duty")
    assert "путём консультаций и переговоров (ст. 11)." in stage.last("kz-duty")
    assert stage.owed(NUMBER)[Kind.RESULT_RECEIPT].is_open


def test_a_result_that_nobody_called_incomplete_is_not_answered_for(stage: Stage) -> None:
    stage.says("by-duty", "/final 1 Журналы не ведутся")

    assert "нельзя" in stage.last("by-duty")
    assert execution(stage) is Execution.RESULT_REPORTED


def test_after_thirty_days_without_a_receipt_it_is_closed_and_both_sides_read_so(
    stage: Stage,
) -> None:
    at = moment("23.12.2026 16:00", ASTANA)
    stage.reaches(at - timedelta(seconds=2))
    assert execution(stage) is Execution.RESULT_REPORTED

    stage.reaches(at)

    assert execution(stage) is Execution.UNRECEIPTED
    for who in ("kz-duty", "by-duty"):
        told = [text for text in stage.heard(who, at) if "завершено" in text]
        assert any("получение результата, сообщённого" in text for text in told), who
    stage.says("kz-duty", "/open 1")
    assert "получение результата не подтверждено" in stage.last("kz-duty")
    stage.reaches(at + timedelta(days=30))
    assert not list(stage.heard("kz-duty", at + timedelta(days=1)))
    says(stage, "kz-duty", "received", "Результат получен", "вх. 3418")
    assert execution(stage) is Execution.CLOSED


@pytest.mark.parametrize("who", ["kz-duty", "by-duty"])
def test_what_was_said_is_read_again_by_both_sides_also_when_it_is_closed(
    stage: Stage, who: str
) -> None:
    says(stage, "kz-duty", "incomplete", INCOMPLETE, "Нет журналов узла")
    says(stage, "by-duty", "fix", CORRECT, "Журналы узла приложены")
    says(stage, "kz-duty", "received", "Результат получен", "вх. 3418")

    stage.says(who, f"/open {NUMBER}")

    card = next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)
    assert card.startswith("⚪ KZ-BY-2026-1 · завершено")
    told = card.partition("История")[2]
    said = ["Узел отключён", "Нет журналов узла", "Журналы узла приложены", "вх. 3418"]
    assert [told.index(each) for each in said] == sorted(told.index(each) for each in said)
    assert "исправлен\nЖурналы узла приложены" in told


def test_the_files_of_what_was_said_come_with_the_card(stage: Stage) -> None:
    stage.says("by-duty", "/fix 1")
    stage.attaches("by-duty", name="журнал.jpg")
    stage.says("by-duty", "Журналы узла приложены")
    stage.presses("by-duty", CORRECT)

    stage.says("kz-duty", f"/open {NUMBER}")

    card = next(each for each in reversed(stage.chat("kz-duty")) if "История" in each.text)
    assert "журнал.jpg" in card.text


def test_whoever_may_not_read_content_reads_no_words(stage: Stage) -> None:
    stage.says("auditor", f"/open {NUMBER}")

    assert "Узел отключён" not in "".join(each.text for each in stage.chat("auditor"))


def test_a_result_of_a_version_that_asked_for_no_receipt_is_owed_one_from_the_start_on(
    stage: Stage,
) -> None:
    subject = stage.request(NUMBER).subject.id

    def as_before(work: Work) -> None:
        of_result = (obligations.c.subject == subject, obligations.c.kind == Kind.RESULT_RECEIPT)
        work.connection.execute(delete(obligations).where(*of_result))

    stage.look(as_before)
    stage.passes(days=60)
    assert Kind.RESULT_RECEIPT not in stage.owed(NUMBER)
    at = stage.now

    stage.restarts()

    owed = stage.owed(NUMBER)[Kind.RESULT_RECEIPT]
    assert owed.is_open
    assert owed.owed_by == "KZ-1"
    assert owed.opened_at >= at
    stage.restarts()
    # It is a Friday afternoon; the next message of the morning comes on Monday.
    stage.passes(days=3)
    told = [each for each in stage.heard("kz-duty", at) if "подтвердите получение" in each]
    assert len(told) == 1
    assert execution(stage) is Execution.RESULT_REPORTED
