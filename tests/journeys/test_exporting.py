"""The case file of a request leaves the record as one document, by a code. Art. 10; policy."""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.housekeeping import EXPORT_KEPT, prune_rows
from bot.transports.base import Never
from handlers.request import casefile
from protocol.parties import Passage
from storage.tables import agreements, attachments, data_keys, files
from storage.work import Work
from tests.journeys.stage import CODE_ASKED, Stage, send

NUMBER = "KZ-BY-2026-1"
CONTENT = "неустановленное лицо готовит атаку на узел связи"


def exported(stage: Stage, who: str) -> str:
    """Somebody exports the case file; returns the document."""
    stage.says(who, f"/export {NUMBER}")
    stage.signs(who)
    (body,) = stage.bodies(stage.chat(who)[-1])
    return body.decode()


def story(stage: Stage) -> None:
    """A request with a scan, confirmed, recorded and refused."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.attaches("kz-deputy")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    stage.says("by-duty", "/record 1 Вх. 55/7")
    stage.presses("by-duty", "Внести входящий номер")
    stage.says("by-head", "/refuse 1 Исполнение противоречит закону")
    stage.presses("by-head", "Отказать в исполнении")
    stage.signs("by-head")


def test_the_document_holds_the_whole_case(stage: Stage) -> None:
    story(stage)

    stage.says("kz-head", f"/export {NUMBER}")
    screen = stage.last("kz-head")
    assert "Подписывается: выгрузка дела обращения." in screen
    assert f"Обращение {NUMBER}" in screen
    stage.signs("kz-head")

    message = stage.chat("kz-head")[-1]
    (body,) = stage.bodies(message)
    assert f"{NUMBER}.txt, " in message.text
    assert f"sha256 {hashlib.sha256(body).hexdigest()}" in message.text
    whole = body.decode()
    scan = stage.look(lambda work: work.attachments.about(stage_id(work), "scan")[0].digest)
    for words in (
        f"ДЕЛО ОБРАЩЕНИЯ {NUMBER}",
        f"Существо вопроса: {CONTENT}",
        "Причастные лица: не установлено, известно по псевдониму Сокол",
        "ДОПОЛНЕНИЯ И ИСПРАВЛЕНИЯ\nнет",
        "УСЛОВИЯ ИСПОЛНЕНИЯ\nнет",
        "в исполнении отказано: Исполнение противоречит закону",
        f"sha256 {scan}",
        "ИСПОЛНЕНИЕ: в исполнении отказано",
        "ФОРМА: письменное подтверждение внесено с входящим номером",
        "Письмо № 12-4/881 от 23.11.2026",
        "Подписано: Сериков А., заместитель руководителя",
        "сканов: 1",
        "Вх. 55/7",
        "срок по прочтению А (72 часа): 2026-11-26 08:41",
        "срок по прочтению Б (конец третьего дня): 2026-11-26 18:59:59 UTC (26.11.2026",
    ):
        assert words in whole, words
    assert "\ue002" not in whole
    moved = r"2026-11-23 08:4\d:\d\d UTC \(23\.11\.2026 13:4\d \(Астана\)\) · передано · "
    assert re.search(moved, whole)
    hashes = stage.look(lambda work: work.journal.hashes(work.requests.get(stage_id(work)).subject))
    listed = re.findall(r"^(\d+) · .* · ([0-9a-f]{64})$", whole, re.MULTILINE)
    assert len(listed) > 9
    assert all(hashes[int(place)] == digest for place, digest in listed)
    assert "содержание показано" in whole
    assert "exported" in stage.history(NUMBER)
    assert stage.history(NUMBER)[-1] == "shown"


def stage_id(work: Work) -> str:
    """Return the id of the only request."""
    return work.requests.of("KZ-1", ended=True)[0].id


def test_who_read_the_content_is_told_to_the_signatories_who_sent_it(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/open 1")

    for who, told in (("kz-head", True), ("kz-duty", False), ("by-head", False)):
        document = exported(stage, who)
        assert CONTENT in document
        assert ("содержание показано" in document) is told
        assert ("без записей о том, кому показано содержание" in document) is not told


def test_the_auditor_has_it_without_content(stage: Stage) -> None:
    story(stage)

    document = exported(stage, "auditor")

    assert f"ДЕЛО ОБРАЩЕНИЯ {NUMBER}" in document
    assert "ЖУРНАЛ" in document
    for words in (CONTENT, "Сокол", "противоречит", "55/7", "12-4/881", "scan", "photo"):
        assert words not in document, words
    assert stage.history(NUMBER)[-1] == "exported"


@pytest.mark.parametrize("who", ["ru-duty", "tj-head", "sec-head", "kz-registrar"])
def test_nobody_else_exports_it(stage: Stage, who: str) -> None:
    send(stage)

    stage.says(who, f"/export {NUMBER}")

    assert CODE_ASKED not in stage.last(who)
    denied = ("не предусмотрено", "среди ваших нет")
    assert any(words in stage.last(who) for words in denied)
    assert "exported" not in stage.history(NUMBER)


def test_before_the_transmission_the_requested_side_exports_nothing(stage: Stage) -> None:
    people = ("by-duty", "by-duty2", "by-head", "by-deputy")
    for who in people:
        stage.fails(who, Never("blocked"))
    send(stage)
    for who in people:
        stage.heals(who)

    stage.says("by-duty", f"/export {NUMBER}")

    # Whoever can be reached again gets the alarm as well, before the answer or after it.
    answered = [each.text for each in stage.chat("by-duty")]
    assert any(
        each.startswith("Обращение ещё не передано: дела у запрашиваемой") for each in answered
    )
    assert "exported" not in stage.history(NUMBER)
    stage.says("kz-duty", f"/export {NUMBER}")
    assert CODE_ASKED in stage.last("kz-duty")


def test_where_only_a_pointer_may_pass_no_document_is_made(stage: Stage) -> None:
    send(stage)
    stage.look(
        lambda work: work.connection.execute(update(agreements).values(passage=Passage.POINTER))
    )

    stage.says("kz-duty", f"/export {NUMBER}")
    stage.signs("kz-duty")

    assert stage.chat("kz-duty")[-1].versions[-1].files == ()
    assert CONTENT not in stage.last("kz-duty")
    assert stage.look(documents) == []


def documents(work: Work) -> list[str]:
    """Return the ids of the documents that are kept."""
    query = select(attachments.c.id).where(attachments.c.about == casefile.ABOUT)
    return list(work.connection.execute(query).scalars())


def test_an_export_counts_as_a_content_shown_and_is_gone_after_a_day(stage: Stage) -> None:
    send(stage)
    exported(stage, "by-duty")
    (id,) = stage.look(documents)
    at = stage.now
    hour = at.replace(minute=0, second=0, microsecond=0)
    # The alarm, the document, and this one.
    assert stage.look(lambda work: work.requests.count_shown("by-duty", hour)) == 3

    stage.reaches(at + EXPORT_KEPT - timedelta(minutes=1))
    stage.look(prune_rows)
    assert stage.look(documents) == [id]
    stage.passes(minutes=2)
    stage.look(prune_rows)

    assert stage.look(documents) == []
    for column in (files.c.id, data_keys.c.subject):
        query = select(column).where(column == id)
        assert stage.look(lambda work, query=query: work.connection.execute(query).all()) == []  # type: ignore[misc]
