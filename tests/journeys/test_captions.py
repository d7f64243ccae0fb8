"""What stands beside a file means what it would mean alone, and the file goes with it."""

import pytest

from handlers.chat.events import Attached, File
from protocol.parties import Channel
from storage.work import Work
from tests.journeys.overtelegram import OverTelegram
from tests.journeys.stage import FORM, PHOTO, Stage, send

LETTER = "12-4/881 от 23 ноября 2026 г."


def attached(stage: Stage, who: str, command: str) -> list[str]:
    """Return the names of the files with the drafts of somebody, by the command of these."""

    def found(work: Work) -> list[str]:
        drafts = [each for each in work.drafts.of(who) if each.command == command]
        purposes = ("request", "statement", "scan")
        about = [work.attachments.about(each.id, what) for each in drafts for what in purposes]
        return [file.name for files in about for file in files]

    return stage.look(found)


def test_a_command_beside_a_file_is_a_command_with_a_file(stage: Stage) -> None:
    send(stage)
    stage.says("by-deputy", "/urgent Казахстан")

    stage.attaches("by-deputy", "/refuse 1 Исполнение противоречит закону")

    chat = [each.text for each in stage.chat("by-deputy")[-2:]]
    assert any("отказ в исполнении (ст. 9). Причины:" in each for each in chat), chat
    assert len(attached(stage, "by-deputy", "refuse")) == 1
    assert attached(stage, "by-deputy", "urgent") == []


def test_a_file_beside_a_command_that_takes_none_is_said_to_be_left(stage: Stage) -> None:
    send(stage)

    stage.attaches("by-duty", "/ack 1")
    assert "acknowledge" in stage.history("KZ-BY-2026-1")
    assert any("Файл не принят" in each.text for each in stage.chat("by-duty")[-3:])

    stage.attaches("by-duty", "/nope 1")
    assert "Команды /nope нет." in stage.last("by-duty")
    assert "не приложен" in stage.last("by-duty")


def test_a_whole_form_beside_a_file_is_the_form(stage: Stage) -> None:
    stage.attaches("kz-duty", FORM)

    assert "Проверьте и отправьте." in stage.last("kz-duty")
    assert "Приложение:" in stage.last("kz-duty")


def test_a_form_beside_a_file_while_another_dialog_asks_is_kept_with_it(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/obstacle 1")

    stage.attaches("by-duty", FORM.replace("Беларусь", "Казахстан"))

    assert len(attached(stage, "by-duty", "urgent")) == 1
    assert attached(stage, "by-duty", "obstacle") == []
    stage.says("by-duty", "Оператор ответит к пятнице")
    assert "препятствие к исполнению" in stage.last("by-duty")


def test_a_letters_number_beside_its_scan_is_the_letter(stage: Stage) -> None:
    send(stage)

    stage.attaches("kz-head", LETTER)

    said = stage.last("kz-head")
    assert "письменное подтверждение № 12-4/881 от 23.11.2026" in said
    assert "Скан: 1 файл" in said


def test_with_two_requests_a_letter_is_about_the_one_whose_message_it_answers(
    stage: Stage,
) -> None:
    for _ in range(2):
        send(stage)

    stage.attaches("kz-head", LETTER)
    chat = [each.text for each in stage.chat("kz-head")[-2:]]
    assert any("О каком обращении речь?" in each for each in chat), chat
    assert any("Файл не принят" in each for each in chat), chat

    if stage.channel != "console":
        return  # nobody answers a message there but by its place
    stage.passes(days=2)
    asked = [each for each in stage.chat("kz-head") if "KZ-BY-2026-2: " in each.text]
    answer = Attached(LETTER, (File("scan.jpg", PHOTO),), answers=asked[-1].key)
    stage.does("kz-head", answer)
    assert "KZ-BY-2026-2: письменное подтверждение № 12-4/881" in stage.last("kz-head")


def test_six_digits_are_a_code_only_where_a_code_was_asked_for(stage: Stage) -> None:
    send(stage)
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    stage.presses("by-duty", "Внести входящий номер")

    stage.says("by-duty", "349302")

    assert "входящий номер письменного подтверждения:\n349302" in stage.last("by-duty")
    # It has its answer: what comes now is no second one.
    stage.says("by-duty", "493021")
    assert "349302" not in stage.last("by-duty")
    assert "Код" in stage.last("by-duty")


@pytest.mark.parametrize("stage", [Channel.TELEGRAM], indirect=True, ids=str)
def test_six_digits_that_answer_a_question_stay_in_the_chat(stage: Stage) -> None:
    send(stage)
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    stage.presses("by-duty", "Внести входящий номер")
    network = stage.networks[Channel.TELEGRAM]
    assert isinstance(network, OverTelegram)

    stage.says("by-duty", "349302")
    stage.says("by-duty", "493021")

    written = {each.text: each.deleted for each in network.person("by-duty").chat.messages.values()}
    assert (written["349302"], written["493021"]) == (False, True)
