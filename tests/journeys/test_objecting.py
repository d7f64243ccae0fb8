"""Belarus objects to the confirmation; Kazakhstan owes an answer. Art. 6, policy."""

from sqlalchemy import delete, select

from handlers.clock.answers import DONE
from protocol.moves import Form
from protocol.obligation import Kind
from storage.tables import meta, obligations
from storage.work import Work
from tests.journeys.stage import ASTANA, Stage, moment, send
from tests.journeys.test_confirming import NUMBER, registered

WORDS = "Подписано не тем лицом"
ANSWER = "Приказ о назначении приложен к письму"


def objected(stage: Stage) -> None:
    """Belarus objects in an hour, on a Monday."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    registered(stage)
    stage.says("by-duty", f"/object 1 {WORDS}")
    stage.presses("by-duty", "Заявить возражение")


def answered(stage: Stage, who: str = "kz-duty", button: str = "Ответить на возражение") -> None:
    """Kazakhstan answers by the button of what was told."""
    stage.presses(who, button)
    stage.says(who, ANSWER)
    stage.presses(who, "Ответить на возражение")


def test_an_objection_is_owed_an_answer_within_three_working_days(stage: Stage) -> None:
    objected(stage)

    owed = stage.owed(NUMBER)[Kind.ANSWER_OBJECTION]
    assert owed.is_open
    assert owed.owed_by == "KZ-1"
    assert owed.due.at == moment("27.11.2026 00:00", ASTANA) - owed.due.at.resolution
    stage.says("kz-duty", "/owe")
    assert "ответ на возражение по письменному подтверждению" in stage.last("kz-duty")

    stage.reaches(moment("24.11.2026 10:00", ASTANA))
    reminded = stage.last("kz-duty")
    assert "ответьте на возражение по письменному подтверждению" in reminded
    answered(stage)

    assert not stage.owed(NUMBER)[Kind.ANSWER_OBJECTION].is_open
    assert stage.owed(NUMBER)[Kind.RECORD_CONFIRMATION].is_open
    assert ANSWER in stage.last("by-duty")
    count = len(stage.chat("kz-duty"))
    stage.reaches(moment("25.11.2026 08:59", ASTANA))
    assert len(stage.chat("kz-duty")) == count


def test_unanswered_the_signatories_are_reminded_from_the_due_moment(stage: Stage) -> None:
    objected(stage)

    stage.reaches(moment("27.11.2026 10:00", ASTANA))

    late = "ответа на возражение по письменному подтверждению нет"
    assert late in stage.last("kz-head")
    assert late in stage.last("kz-duty")


def test_recorded_all_the_same_it_is_no_longer_objected_to(stage: Stage) -> None:
    objected(stage)

    stage.says("by-duty", "/record 1 вх. 5/77 от 24.11.2026")
    stage.presses("by-duty", "Внести входящий номер")

    assert stage.request(NUMBER).form is Form.RECORDED
    assert not stage.owed(NUMBER)[Kind.ANSWER_OBJECTION].is_open


def test_an_objection_of_an_earlier_version_is_owed_an_answer_from_the_start_on_once(
    stage: Stage,
) -> None:
    objected(stage)
    stage.stops()

    def as_before(work: Work) -> None:
        of_kind = obligations.c.kind == Kind.ANSWER_OBJECTION
        work.connection.execute(delete(obligations).where(of_kind))
        work.connection.execute(delete(meta).where(meta.c.name == DONE))
        work.requests.save(work.requests.find("1", seen_by=work.registry.officer("kz-duty")))

    stage.starts(as_before)
    stage.passes(days=7)

    owed = stage.owed(NUMBER)[Kind.ANSWER_OBJECTION]
    assert owed.is_open
    assert owed.opened_at < moment("23.11.2026 15:00", ASTANA)
    stage.restarts()
    # That of the message of the morning: what was told at first is older than its buttons live.
    answered(stage, button=f"{NUMBER}: Ответить на возражение")
    stage.restarts()
    assert not stage.owed(NUMBER)[Kind.ANSWER_OBJECTION].is_open
    rows = select(obligations.c.id).where(obligations.c.kind == Kind.ANSWER_OBJECTION)
    assert len(stage.look(lambda work: work.connection.execute(rows).all())) == 1
