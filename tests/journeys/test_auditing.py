"""An auditor reads of the own authority alone, and never content. Art. 10; policy."""

from tests.journeys.stage import Stage, on_console, send
from tests.journeys.test_successor import AT, enters, relays

CONTENT = "неустановленное лицо готовит атаку"


@on_console
def test_an_auditor_of_an_authority_reads_of_its_requests_and_of_no_others(stage: Stage) -> None:
    send(stage)
    send(stage, "ru-duty")
    stage.says("auditor", "/open")
    assert "KZ-BY-2026-1" in stage.last("auditor")

    for command in ("/open RU-BY-2026-1", "/journal RU-BY-2026-1", "/export RU-BY-2026-1"):
        stage.says("auditor", command)
        assert "среди ваших нет" in stage.last("auditor")

    stage.says("auditor", "/journal KZ-BY-2026-1")
    assert "отправлено" in stage.last("auditor")
    said = "".join(each.text for each in stage.chat("auditor"))
    assert CONTENT not in said
    assert "RU-BY-2026-1 ·" not in said


@on_console
def test_an_auditor_of_the_secretariat_reads_of_notices_and_of_no_request(stage: Stage) -> None:
    send(stage)
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.says("sec-duty", "Совещание состоится 15.12.2026.")
    stage.presses("sec-duty", "Внести уведомление")

    for command in ("/open", "/open 1", "/journal KZ-BY-2026-1", "/export 1", "/journal 2026/9"):
        stage.says("sec-auditor", command)
        assert "KZ-BY-2026-1 ·" not in stage.last("sec-auditor")
        assert "отправлено" not in stage.last("sec-auditor")
    stage.says("sec-auditor", "/journal 2026/1")

    assert "уведомление внесено" in stage.last("sec-auditor")
    assert "Нестеров В." in stage.last("sec-auditor")
    assert "Совещание" not in "".join(each.text for each in stage.chat("sec-auditor"))
    assert CONTENT not in "".join(each.text for each in stage.chat("sec-auditor"))


@on_console
def test_an_auditor_of_a_former_authority_reads_numbers_until_it_passed(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    enters(stage, party="Казахстан", name="Служба кибербезопасности Казахстана")
    relays(stage)
    stage.reaches(AT)
    assert stage.request("KZ-BY-2026-1").requesting_before == "KZ-1"
    stage.says("by-duty", "/accept KZ-BY-2026-1")
    stage.says("by-duty", "/open KZ-BY-2026-1")
    assert "· Дубровская Е. · принято к исполнению" in stage.last("by-duty")

    stage.says("auditor", "/open KZ-BY-2026-1")

    # The number and where it is now; of what was done, only what was before.
    assert "получение подтверждено" in stage.last("auditor")
    assert "· Дубровская Е. · принято к исполнению" not in stage.last("auditor")
    assert CONTENT not in "".join(each.text for each in stage.chat("auditor"))
