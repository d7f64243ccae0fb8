"""Which command an event means."""

import json

import pytest

from handlers.catalogue import BY_NAME, COMMANDS
from handlers.incoming import Attached, File, Incoming, Pressed, Said, restored, stored
from handlers.kit import Turn
from handlers.moves import COMMANDS_OF
from handlers.router import Call, route
from protocol.parties import Channel
from protocol.refusals import Refused
from storage.work import Work
from tests.stage import FORM, PHOTO, Stage, send, texts

FILE = File("scan.jpg", PHOTO)
# What is typed with no dialog open -> the command and its argument.
TYPED = [
    ("/ack KZ-BY-2026-1", ("ack", "KZ-BY-2026-1")),
    ("/ACK 1", ("ack", "1")),
    ("  /ack   1  ", ("ack", "1")),
    ("/ack@nabat_bot 1", ("ack", "1")),
    ("/ack\n1", ("ack", "1")),
    ("/start", ("help", "")),
    ("/start ABC", ("help", "ABC")),
    ("/form\nКому: Беларусь\nЦель: а", ("form", "Кому: Беларусь\nЦель: а")),
    ("/form Кому: Беларусь\nЦель: а", ("form", "Кому: Беларусь\nЦель: а")),
    ("/refuse 1 Противоречит закону", ("refuse", "1 Противоречит закону")),
    (FORM, ("form", FORM)),
    ("Кому: Беларусь\nЦель: а", ("form", "Кому: Беларусь\nЦель: а")),
]
# What means nothing -> why.
MEANINGLESS: list[tuple[Incoming, str]] = [
    (Said(""), "refused-nothing-said"),
    (Said(" \n "), "refused-nothing-said"),
    (Said("/nope"), "refused-command"),
    (Said("/"), "refused-command"),
    (Said("/ ack 1"), "refused-command"),
    (Said("привет"), "refused-not-understood"),
    (Said("9999"), "refused-not-understood"),
    (Said("12345"), "refused-not-understood"),
    (Said("٧"), "refused-not-understood"),
    (Said("Кому: Беларусь"), "refused-not-understood"),
    (Attached("", (FILE,)), "refused-file-alone"),
    (Attached("подпись", (FILE,)), "refused-file-alone"),
    (Pressed("forged"), "refused-button"),
    (Pressed(""), "refused-button"),
]


def routed(
    stage: Stage, event: Incoming, who: str = "kz-duty", channel: Channel = Channel.CONSOLE
) -> Call:
    def call(work: Work) -> Call:
        officer = work.registry.officer(who)
        house, now = stage.app.house, work.now
        turn = Turn(work, house=house, key="k", now=now, officer=officer, channel=channel)
        return route(turn, event)

    return stage.look(call)


def test_what_is_typed_means_its_command(stage: Stage) -> None:
    for text, expected in TYPED:
        call = routed(stage, Said(text))
        assert (call.command.name, call.argument) == expected, text


def test_what_means_nothing_is_refused_by_name(stage: Stage) -> None:
    for event, why in MEANINGLESS:
        with pytest.raises(Refused) as refused:
            routed(stage, event)
        assert refused.value.why == why, event


def test_with_a_dialog_open_a_text_is_its_answer_and_a_command_is_a_command(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent")
    for event in (Said("привет"), Said("Кому: Беларусь\nЦель: а"), Attached("а", (FILE,))):
        call = routed(stage, event)
        assert call.command.name == "urgent"
        assert call.draft is not None
        assert call.answer is not None
        assert call.answer.text
    assert routed(stage, Attached("", (FILE,))).answer.files == (FILE,)  # type: ignore[union-attr]
    assert routed(stage, Said("/ack 1")).command.name == "ack"


def test_a_number_presses_what_it_numbers(stage: Stage) -> None:
    send(stage)
    buttons = stage.chat("by-duty")[-1].versions[-1].buttons

    for button in buttons:
        by_number = routed(stage, Said(str(button.number)), "by-duty")
        assert by_number == routed(stage, Pressed(button.offer), "by-duty")
        assert by_number.argument == "KZ-BY-2026-1"


def test_a_number_presses_nothing_of_older_messages(stage: Stage) -> None:
    send(stage)
    old = stage.chat("by-duty")[-1].versions[-1].buttons[0]
    for _ in range(3):
        assert routed(stage, Said(str(old.number)), "by-duty").command.name == "ack"
        stage.passes(seconds=1)
        stage.says("by-duty", "/open 1")

    with pytest.raises(Refused) as refused:
        routed(stage, Said(str(old.number)), "by-duty")

    assert refused.value.why == "refused-not-understood"
    assert routed(stage, Pressed(old.offer), "by-duty").command.name == "ack"


def test_in_a_dialog_a_number_presses_what_was_offered_since_its_question(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    grounds = stage.chat("kz-duty")[-1].versions[-1].buttons
    stage.says("kz-duty", str(grounds[2].number))
    stage.passes(seconds=1)
    for words in ("ст. 205", "цель", "обоснование", "существо", "содействие", "не установлено"):
        stage.says("kz-duty", words)
    (not_set,) = stage.chat("kz-duty")[-1].versions[-1].buttons
    send(stage, "by-duty", FORM.replace("Беларусь", "Казахстан"))
    alarm = stage.chat("kz-duty")[-1].versions[-1].buttons[0]

    for number in (grounds[0].number, grounds[2].number):
        call = routed(stage, Said(str(number)))
        assert call.answer is not None
        assert (call.answer.text, call.answer.question) == (str(number), None)
    assert routed(stage, Said(str(alarm.number))).command.name == "ack"
    pressed = routed(stage, Said(str(not_set.number))).answer
    assert pressed is not None
    assert (pressed.question, pressed.value) == ("periods", "not_set")


def test_where_buttons_show_no_numbers_a_number_is_a_text(stage: Stage) -> None:
    send(stage)
    button = stage.chat("by-duty")[-1].versions[-1].buttons[0]

    with pytest.raises(Refused) as refused:
        routed(stage, Said(str(button.number)), "by-duty", Channel.TELEGRAM)

    assert refused.value.why == "refused-not-understood"


@pytest.mark.parametrize("event", [Said("а\nб"), Pressed("x"), Attached("а", (FILE, FILE))])
def test_an_event_is_the_same_after_it_was_stored(event: Incoming) -> None:
    ids = iter("abc")
    kept, bodies = stored(event, make_id=lambda: next(ids))

    assert restored(json.loads(json.dumps(kept)), bodies.get) == event


def test_every_command_is_somebodys_and_has_its_words() -> None:
    assert len(BY_NAME) == len(COMMANDS) + sum(len(each.aliases) for each in COMMANDS)
    for command in COMMANDS:
        assert (command.act is None) != (command.move is None), command.name
        if command.listed:
            for lang in ("ru", "en"):
                assert texts().has(lang, f"help-{command.name}") or command.name == "phone"
    assert set(COMMANDS_OF.values()) <= set(BY_NAME)
    for move, name in COMMANDS_OF.items():
        assert BY_NAME[name].move is move
