"""It counts who held an office at signing, whatever they are afterwards. Art. 6."""

from dataclasses import replace
from datetime import datetime

from bot.installation.import_register import KIND, TRAINING, import_register
from protocol.confirmation import Deviation, office_on
from protocol.parties import Role
from storage.work import Work
from tests.journeys.stage import ASTANA, Stage, moment, people, send
from tests.journeys.test_entering import NUMBER, labels


def becomes(stage: Stage, who: str, role: Role, since: datetime | None = None) -> None:
    """The operator imports the register, in which somebody has another role."""
    register = people()
    officers = tuple(
        replace(each, role=role, in_office_since=since) if each.id == who else each
        for each in register.officers
    )

    def imports(work: Work) -> None:
        work.remember(KIND, TRAINING)
        import_register(work, replace(register, officers=officers), stage.policy)

    stage.look(imports)


def test_who_was_deputy_when_signing_confirms_though_a_duty_officer_today(stage: Stage) -> None:
    send(stage)
    stage.passes(hours=25)
    becomes(stage, "kz-deputy", Role.DUTY_OFFICER)
    stage.passes(minutes=1)

    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Подписал другой")
    stage.says("kz-head", "Сериков А.")

    assert "как есть" not in " ".join(labels(stage, "kz-head"))
    officer = stage.look(lambda work: work.registry.officer("kz-deputy"))
    assert office_on(officer, moment("23.11.2026 12:00", ASTANA).date()) is Role.DEPUTY
    # On the day of the change they still were, for a part of it.
    assert office_on(officer, moment("24.11.2026 12:00", ASTANA).date()) is Role.DEPUTY
    assert office_on(officer, moment("25.11.2026 12:00", ASTANA).date()) is None


def test_who_became_deputy_later_had_no_office_when_signing(stage: Stage) -> None:
    send(stage)
    stage.passes(hours=25)
    becomes(stage, "kz-duty2", Role.DEPUTY, moment("24.11.2026 00:00", ASTANA))
    stage.passes(minutes=1)

    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Подписал другой")
    name = stage.look(lambda work: work.registry.officer("kz-duty2").name)
    stage.says("kz-head", name)
    assert "должност" in stage.last("kz-head")
    officer = stage.look(lambda work: work.registry.officer("kz-duty2"))

    assert office_on(officer, moment("23.11.2026 12:00", ASTANA).date()) is None
    assert office_on(officer, moment("24.11.2026 12:00", ASTANA).date()) is Role.DEPUTY


def test_the_letter_tells_the_office_of_that_day(stage: Stage) -> None:
    send(stage)
    stage.passes(hours=25)
    becomes(stage, "kz-deputy", Role.ACTING_HEAD)
    stage.passes(minutes=1)

    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")

    letter = stage.look(lambda work: work.requests.confirmation(work.requests.of("KZ-1")[0].id))
    assert letter is not None
    assert letter.signed_as is Role.DEPUTY
    assert Deviation.NOT_IN_OFFICE not in letter.deviations
    assert stage.request(NUMBER).form.value == "confirmed"


def test_the_same_register_once_more_changes_no_office(stage: Stage) -> None:
    becomes(stage, "kz-deputy", Role.ACTING_HEAD)
    first = stage.look(lambda work: work.registry.officer("kz-deputy"))
    stage.passes(hours=5)

    becomes(stage, "kz-deputy", Role.ACTING_HEAD)

    assert stage.look(lambda work: work.registry.officer("kz-deputy")) == first
    assert [each.role for each in first.held] == [Role.DEPUTY, Role.ACTING_HEAD]
