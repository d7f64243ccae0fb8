"""No block is without appeal: a signatory's code lets exactly that text pass, once. Policy."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from protocol.moves import Execution
from storage.passes import HELD_FOR
from storage.received import InboxState
from storage.tables import drafts, inbox, passes
from storage.work import Work
from tests.journeys.stage import CODE_ASKED, FORM, Stage, send

WORDS = "Существо: Совершенно секретно экз. № 2"
BLOCKED = FORM.replace("Существо: ", f"{WORDS}, ")
NOT_KEPT = "Сообщение не сохранено и никому не передано"
GONE = "Пропустить это сообщение уже нельзя"
AGAIN = "слово в слово"


def the_pass(work: Work) -> str:
    """Return the id of the one text that was blocked."""
    return str(work.connection.execute(select(passes.c.id)).scalar_one())


def blocked(stage: Stage) -> None:
    """The duty officer's form is blocked, and they ask for it to pass."""
    stage.says("kz-duty", BLOCKED)
    assert stage.last("kz-duty").startswith(NOT_KEPT)
    stage.presses("kz-duty", "Просить пропустить")


def allowed(stage: Stage) -> None:
    """The deputy signs."""
    stage.presses("kz-deputy", "Пропустить этот текст")
    assert CODE_ASKED in stage.last("kz-deputy")
    stage.signs("kz-deputy")


def test_by_a_signatorys_code_the_same_text_passes_and_is_sent(stage: Stage) -> None:
    blocked(stage)
    assert "Просьбу получили" in stage.last("kz-duty")
    asked = stage.last("kz-deputy")
    assert "просит пропустить сообщение" in asked
    assert "энерго" not in asked

    allowed(stage)
    assert AGAIN in stage.last("kz-duty")
    send(stage, form=BLOCKED)

    assert stage.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED
    assert "Совершенно секретно экз. № 2" in stage.last("by-duty")


def test_nothing_of_the_text_is_kept_until_it_passes(stage: Stage) -> None:
    blocked(stage)
    allowed(stage)

    def kept(work: Work) -> list[object]:
        blocked = select(inbox.c.sealed).where(inbox.c.state == InboxState.BLOCKED)
        return [
            *filter(None, work.connection.execute(blocked).scalars()),
            *work.connection.execute(select(drafts.c.id)).scalars(),
        ]

    assert stage.look(kept) == []
    found = stage.look(lambda work: work.passes.get(the_pass(work)))
    assert found is not None
    assert "энерго" not in found.found
    assert found.found.casefold().startswith("соверш")


@pytest.mark.parametrize(
    "other",
    [BLOCKED + ".", BLOCKED.replace("№ 2", "№ 3"), BLOCKED + "\nИное: секретно"],
    ids=["a full stop more", "another copy", "a field more"],
)
def test_another_text_does_not_pass(stage: Stage, other: str) -> None:
    blocked(stage)
    allowed(stage)

    stage.says("kz-duty", other)

    assert stage.last("kz-duty").startswith(NOT_KEPT)


def test_it_passes_once(stage: Stage) -> None:
    blocked(stage)
    allowed(stage)
    send(stage, form=BLOCKED)

    stage.says("kz-duty", BLOCKED)

    assert stage.last("kz-duty").startswith(NOT_KEPT)


def test_nobody_elses_text_passes_by_it(stage: Stage) -> None:
    blocked(stage)
    allowed(stage)

    stage.says("kz-duty2", BLOCKED)

    assert stage.last("kz-duty2").startswith(NOT_KEPT)


def test_without_the_code_it_does_not_pass(stage: Stage) -> None:
    blocked(stage)
    stage.presses("kz-deputy", "Пропустить этот текст")

    stage.says("kz-duty", BLOCKED)

    assert stage.last("kz-duty").startswith(NOT_KEPT)


@pytest.mark.parametrize(("early", "passes"), [(timedelta(seconds=60), True), (timedelta(), False)])
def test_it_may_come_again_within_a_day(stage: Stage, early: timedelta, passes: bool) -> None:
    blocked_at = stage.now
    blocked(stage)
    allowed(stage)

    stage.reaches(blocked_at + HELD_FOR - early)
    stage.says("kz-duty", BLOCKED)

    assert stage.last("kz-duty").startswith(NOT_KEPT) is not passes


def test_after_a_day_nobody_can_let_it_pass(stage: Stage) -> None:
    blocked(stage)
    stage.reaches(stage.now + HELD_FOR + timedelta(minutes=1))

    stage.presses("kz-deputy", "Пропустить этот текст")

    assert stage.last("kz-deputy").startswith(GONE)


def test_a_signatory_of_another_authority_is_not_asked_and_cannot(stage: Stage) -> None:
    blocked(stage)
    (id,) = stage.look(lambda work: work.connection.execute(select(passes.c.id)).scalars().all())

    stage.says("by-head", f"/allow {id}")

    assert not any("просит пропустить" in each.text for each in stage.chat("by-head"))
    assert stage.last("by-head").startswith(GONE)


def test_a_duty_officer_cannot_let_their_own_text_pass(stage: Stage) -> None:
    blocked(stage)
    (id,) = stage.look(lambda work: work.connection.execute(select(passes.c.id)).scalars().all())

    stage.says("kz-duty", f"/allow {id}")
    stage.says("kz-duty", BLOCKED)

    assert stage.last("kz-duty").startswith(NOT_KEPT)


def test_the_journal_has_the_words_and_not_the_text(stage: Stage) -> None:
    blocked(stage)
    allowed(stage)
    send(stage, form=BLOCKED)

    entries = stage.look(lambda work: list(work.journal.entries()))

    told = {each.action: each for each in entries if "found" in each.facts}
    assert set(told) == {"text-blocked", "appealed", "text-allowed", "text-passed"}
    assert told["text-passed"].facts["allowed_by"] == "kz-deputy"
    for each in told.values():
        assert str(each.facts["found"]).casefold().startswith("соверш")
        assert "энерго" not in str(each.facts)


def test_what_came_again_inside_of_it_stays_known_after_a_restart_of_the_draft(
    stage: Stage,
) -> None:
    """A field of the form that passed is sent later, also after the draft was put aside."""
    blocked(stage)
    allowed(stage)
    stage.says("kz-duty", BLOCKED)
    stage.says("kz-duty", "/drafts")
    stage.reaches(stage.now + timedelta(days=2))
    stage.says("kz-duty", "/drafts")

    stage.presses("kz-duty", "Продолжить 1")
    stage.presses("kz-duty", "Нет гостайны, отправить")

    assert stage.request("KZ-BY-2026-1").execution is Execution.TRANSMITTED
