"""The bytes of what people attach: never lost unsaid, never kept longer, never in many copies."""

import errno
import json
import os
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.transports.base import Receipt
from handlers.chat.events import Attached, File
from handlers.files.types import SIZE
from storage.folder import Folder
from storage.tables import attachments, files, inbox
from tests.journeys.stage import FORM, PHOTO, Stage, send

SENDS = "Нет гостайны, отправить"
DELETES = "Удалить черновик"
LOST = "утрачен или повреждён в хранилище и не передан"
LARGE = PHOTO + bytes(SIZE - len(PHOTO))


def on_disk(stage: Stage) -> set[str]:
    return Folder(stage.folder).ids()


def of_drafts(stage: Stage) -> list[str]:
    query = select(attachments.c.id).where(attachments.c.about == "draft").order_by("at")
    return stage.look(lambda work: list(work.connection.execute(query).scalars()))


def spoil(stage: Stage, id: str) -> None:
    (stage.folder / f"{id}.sealed").write_bytes(b"nothing that was ever sealed by anybody")


def test_what_is_handled_stands_once_and_a_finished_dialog_leaves_the_request_alone(
    stage: Stage,
) -> None:
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty", name="схема.jpg")
    stage.attaches("kz-duty", name="журнал.jpg")
    assert on_disk(stage) == set(of_drafts(stage))
    assert len(on_disk(stage)) == 2

    stage.presses("kz-duty", SENDS)

    given = set(stage.chat("by-duty")[-1].versions[-1].files)
    assert on_disk(stage) == given
    assert len(given) == 2


def test_a_discarded_draft_takes_its_files_along(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty")

    stage.presses("kz-duty", DELETES)

    assert on_disk(stage) == set()


@pytest.mark.parametrize(
    ("who", "text", "name", "receipt"),
    [
        ("kz-duty", "Совершенно секретно. Сведения об агентуре", "scan.jpg", Receipt.REFUSED),
        ("kz-duty", "", "Совершенно секретно.jpg", Receipt.REFUSED),
        ("kz-duty", "", "фото\u202egpj.exe", Receipt.REFUSED),
        ("kz-duty", "x" * 16_001, "scan.jpg", Receipt.REFUSED),
        ("a stranger", "", "scan.jpg", Receipt.STRANGER),
    ],
)
def test_what_is_not_admitted_leaves_no_byte(
    stage: Stage, who: str, text: str, name: str, receipt: Receipt
) -> None:
    stage.says("kz-duty", FORM)

    assert stage.does(who, Attached(text, (File(name, PHOTO),))) is receipt

    assert on_disk(stage) == set()


@pytest.mark.parametrize(
    ("who", "file"),
    [("kz-duty", File("a.exe", b"MZ\x90\x00 program")), ("kz-head", File("a.jpg", PHOTO))],
    ids=["of a type that is not taken", "nobody asked for it"],
)
def test_what_is_refused_leaves_no_byte(stage: Stage, who: str, file: File) -> None:
    stage.says("kz-duty", FORM)

    stage.does(who, Attached("", (File("first.jpg", PHOTO), file)))

    assert on_disk(stage) == set()


def test_a_held_file_waits_for_its_senders_word_and_is_destroyed_with_it(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    doubtful = "Запись велась в режиме секретности"
    stage.attaches("kz-duty", doubtful)
    assert len(on_disk(stage)) == 1

    stage.presses("kz-duty", "Уничтожить сообщение")

    assert on_disk(stage) == set()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_takes_no_file_is_nobodys_try_and_nothing_is_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    stage.says("kz-duty", FORM)
    stage.expected = {"event_not_stored", "inbox_stopped"}
    strikes = {"left": 0}
    fsync = os.fsync

    def failing(descriptor: int) -> None:
        strikes["left"] -= 1
        if strikes["left"] in range(5):
            raise OSError(code, os.strerror(code))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    # Two syncs make a file: the first failures strike the inbox, then the turn.
    for first in range(1, 9):
        strikes["left"] = first + 5
        stage.attaches("kz-duty", name=f"схема-{first}.jpg")
        stage.passes(minutes=1)
        assert stage.last("kz-duty").count("Приложение: ") == first

    assert on_disk(stage) == set(of_drafts(stage))
    state = select(inbox.c.tries, inbox.c.state).distinct()
    rows = stage.look(lambda work: work.connection.execute(state).all())
    assert [tuple(row) for row in rows] == [(0, "done")]


def test_a_request_goes_without_what_is_lost_and_its_sender_is_told(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty", name="схема.jpg")
    stage.attaches("kz-duty", name="журнал.jpg")
    spoil(stage, of_drafts(stage)[0])
    at = stage.now

    stage.presses("kz-duty", SENDS)

    alarm = stage.chat("by-duty")[-1]
    assert "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-1" in alarm.text
    assert "журнал.jpg" in alarm.text
    assert "схема.jpg" not in alarm.text
    assert len(alarm.versions[-1].files) == 1
    (told,) = (each for each in stage.heard("kz-duty", at) if LOST in each)
    assert "схема.jpg" in told
    assert on_disk(stage) == set(alarm.versions[-1].files)


def test_a_scan_that_is_lost_is_no_scan(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-duty", "Сериков А., заместитель руководителя")
    stage.attaches("kz-duty", name="первый.jpg")
    spoil(stage, of_drafts(stage)[0])
    stage.presses("kz-duty", "Отправлено сегодня")
    stage.signs("kz-duty")
    assert "только со сканом подписанного письма" in stage.last("kz-duty")

    stage.attaches("kz-duty", name="второй.jpg")
    at = stage.now
    stage.presses("kz-duty", "Отправлено сегодня")
    stage.signs("kz-duty")

    (told,) = (each for each in stage.heard("kz-duty", at) if LOST in each)
    assert "первый.jpg" in told
    assert "второй.jpg" in stage.last("by-duty")
    assert len(stage.chat("by-duty")[-1].versions[-1].files) == 1


def test_bytes_that_were_lost_before_they_were_handled_are_asked_for_again(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.expected = {"file_damaged"}
    stage.attaches("kz-duty", "Запись велась в режиме секретности", name="схема.jpg")
    spoil(stage, *on_disk(stage))

    stage.presses("kz-duty", "Не гриф, продолжить")

    assert "Файл повреждён в хранилище, пришлите его ещё раз: схема.jpg." in stage.last("kz-duty")
    assert on_disk(stage) == set()
    assert [each["why"] for each in stage.logs if each["event"] == "file_damaged"] == [
        "was altered"
    ]


def test_what_the_disk_does_not_give_for_now_is_no_loss(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restored as another account's, say: the event is set aside, its bytes and the draft stay."""
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty")
    stage.expected = {"event_failed", "incident"}
    before = on_disk(stage)

    def refused(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refused)
        stage.presses("kz-duty", SENDS)
    assert "Сбой системы" in stage.last("kz-duty")
    assert on_disk(stage) == before

    stage.presses("kz-duty", SENDS)

    assert len(stage.chat("by-duty")[-1].versions[-1].files) == 1


@pytest.fixture
def counted() -> Iterator[None]:
    """Memory is counted, from a warm start."""
    tracemalloc.start()
    yield
    tracemalloc.stop()


def test_twenty_megabytes_pass_through_a_turn_in_few_copies(stage: Stage, counted: None) -> None:
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty", name="warm.jpg")
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()

    stage.attaches("kz-duty", name="скан.jpg", body=LARGE)

    _, peak = tracemalloc.get_traced_memory()
    assert re.search(r"Приложение: скан.jpg, 20.?480 КБ", stage.last("kz-duty"))
    # Beside the bytes that the test gave: opened, sealed, sealed with the nonce before it.
    assert (peak - before) / SIZE < 3.2
    stage.presses("kz-duty", SENDS)
    ids = stage.chat("by-duty")[-1].versions[-1].files
    bodies = stage.look(lambda work: [work.attachments.body(id) for id in ids])
    assert LARGE in bodies


def test_the_event_in_the_database_holds_no_byte_of_a_file(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.attaches("kz-duty", "Запись велась в режиме секретности", body=LARGE)

    def kept(work: Any) -> tuple[int, dict[str, Any], list[str]]:
        row = work.connection.execute(select(inbox).where(inbox.c.files > 0)).one()
        event = work.inbox.event_held(row.seq, "kz-duty").event
        ids = work.connection.execute(select(files.c.id)).scalars()
        return len(row.sealed), event, list(ids)

    size, event, ids = stage.look(kept)
    assert size < 1000
    assert [each[1] for each in event["files"]] == ids
    assert len(json.dumps(event)) < 1000
