"""Which command an event means."""

import json
from datetime import timedelta

import pytest

from handlers.catalogue import BY_NAME, COMMANDS, LISTING
from handlers.chat.events import Attached, File, Incoming, Pressed, Said, restored, stored
from handlers.chat.turn import Turn, Untaken
from handlers.router import Call, route
from protocol.moves import MOVES, Move
from protocol.obligation import Kind
from protocol.parties import Channel, Role
from protocol.refusals import Refused
from storage.values import Line
from storage.work import Work
from tests.journeys.stage import FORM, PHOTO, Stage, send, texts
from tests.protocol.obligations_by_hand import BY_HAND

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
        site, now = stage.app.site, work.now
        turn = Turn(work, site=site, key="k", now=now, officer=officer, channel=channel)
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


def refusal(stage: Stage, event: Incoming, who: str, channel: Channel = Channel.CONSOLE) -> Refused:
    """Return why nothing was pressed."""
    with pytest.raises(Refused) as refused:
        routed(stage, event, who, channel)
    return refused.value


def test_a_number_under_an_alarm_holds_while_it_rings_and_others_grow_old(stage: Stage) -> None:
    send(stage)
    alarm = stage.chat("by-duty")[-1].versions[-1].buttons[0]
    stage.says("by-duty", "/drafts")
    stage.says("by-duty", "/urgent")
    dialog = stage.chat("by-duty")[-1].versions[-1].buttons[0]
    stage.says("by-duty", "/cancel")
    for number in range(4):
        stage.passes(minutes=20)
        stage.says("by-duty", f"/urgent {('Казахстан', 'Россия')[number % 2]}")
        stage.says("by-duty", "/cancel")

    assert routed(stage, Said(str(alarm.number)), "by-duty").command.name == "ack"
    old = refusal(stage, Said(str(dialog.number)), "by-duty")
    assert (old.why, old.facts["text"]) == ("refused-chosen-old", str(dialog.number))
    assert isinstance(old, Untaken)
    assert [each.text for each in old.below] == ["chosen-card"]
    assert routed(stage, Pressed(dialog.offer), "by-duty").answer is not None


def test_in_a_dialog_a_number_is_what_its_question_offers_or_an_alarm(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    grounds = stage.chat("kz-duty")[-1].versions[-1].buttons
    stage.says("kz-duty", str(grounds[2].number))
    stage.passes(seconds=1)
    for words in (
        *("ст. 205", "сохранить узел", "донесение", "атака на узел", "журналы узла"),
        "не установлено",
    ):
        stage.says("kz-duty", words)
    not_set, *_ = stage.chat("kz-duty")[-1].versions[-1].buttons
    send(stage, "by-duty", FORM.replace("Беларусь", "Казахстан"))
    alarm = stage.chat("kz-duty")[-1].versions[-1].buttons[0]

    # An older number is not the answer, either; the draft stays as it was.
    for number in (grounds[0].number, grounds[2].number):
        old = refusal(stage, Said(str(number)), "kz-duty")
        assert (old.why, old.facts["asked"]) == ("refused-chosen-open", "urgent")
    assert routed(stage, Said(str(alarm.number))).command.name == "ack"
    pressed = routed(stage, Said(str(not_set.number))).answer
    assert pressed is not None
    assert (pressed.question, pressed.value) == ("periods", "not_set")
    # Nor is it the next day, with the question still open.
    stage.passes(days=1)
    assert routed(stage, Said(str(not_set.number))).answer == pressed


def test_the_words_of_a_button_are_the_button(stage: Stage) -> None:
    send(stage)
    button = stage.chat("by-duty")[-1].versions[-1].buttons[0]
    spelled = ("подтвердить получение.", "Подтверждаю получение", "ПОЛУЧЕНИЕ ПОДТВЕРЖДАЮ.")
    texts = (*spelled, "Acknowledge receipt", f"{button.number}. {button.label}")

    for channel in (Channel.CONSOLE, Channel.TELEGRAM):
        for text in texts[: None if channel is Channel.CONSOLE else -1]:
            call = routed(stage, Said(text), "by-duty", channel)
            assert (call.command.name, call.argument) == ("ack", "KZ-BY-2026-1"), text


def test_words_under_two_alarms_choose_neither_and_a_reply_chooses_its_own(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    first, second = (each for each in stage.chat("by-duty") if each.versions[-1].buttons)

    several = refusal(stage, Said("Подтверждаю получение"), "by-duty")
    assert several.why == "refused-chosen-several"
    assert isinstance(several, Untaken)
    assert [each.values["number"] for each in several.below] == ["KZ-BY-2026-2", "KZ-BY-2026-1"]
    assert [each.values["way"] for each in several.below] == [
        "/ack KZ-BY-2026-2",
        "/ack KZ-BY-2026-1",
    ]
    for message, number in ((first, "KZ-BY-2026-1"), (second, "KZ-BY-2026-2")):
        for text in ("Подтверждаю получение", str(message.versions[-1].buttons[0].number)):
            call = routed(stage, Said(text, answers=message.key), "by-duty")
            assert (call.command.name, call.argument) == ("ack", number)


def test_a_reply_is_about_its_message_or_about_nothing(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    first, second = (each for each in stage.chat("by-duty") if each.versions[-1].buttons)
    number = str(first.versions[-1].buttons[0].number)

    for answers in (second.key, "nobody knows", first.key[:-1]):
        refused = refusal(stage, Said(number, answers=answers), "by-duty")
        assert refused.why == "refused-reply-number", answers
    words = refusal(stage, Said("принял, работаем", answers=second.key), "by-duty")
    assert words.why == "refused-reply-words"
    assert isinstance(words, Untaken)
    assert [each.values["label"] for each in words.below] == [
        Line("ack.choice"),
        Line("phone.choice"),
    ]
    in_clear = refusal(stage, Said(number, in_clear=True), "by-duty")
    assert in_clear.why == "refused-unsealed"


def test_a_reply_to_something_else_answers_no_open_question(stage: Stage) -> None:
    send(stage)
    alarm = stage.chat("by-duty")[-1]
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/obstacle 1")
    asked = stage.chat("by-duty")[-1]

    for event in (Said("принято", answers=alarm.key), Attached("", (FILE,), answers=alarm.key)):
        refused = refusal(stage, event, "by-duty")
        assert refused.why in ("refused-reply-other", "refused-reply-file")
        assert (refused.facts["asked"], refused.facts["number"]) == ("obstacle", "KZ-BY-2026-1")
    for event in (Said("принято", answers=asked.key), Attached("", (FILE,), answers=asked.key)):
        assert routed(stage, event, "by-duty").command.name == "obstacle"
    assert routed(stage, Said("принято", in_clear=True), "by-duty").command.name == "obstacle"


def test_where_a_bare_number_may_be_the_answer_it_is_one_unless_it_means_an_act(
    stage: Stage,
) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    reminded = stage.chat("by-duty")[-1].versions[-1].buttons[0]
    send(stage)
    alarm = stage.chat("by-duty")[-1].versions[-1].buttons[0]
    stage.passes(seconds=1)
    stage.says("by-duty", "/record 1")

    for number in (alarm.number, reminded.number):
        refused = refusal(stage, Said(str(number)), "by-duty")
        assert refused.why == "refused-chosen-open"
    answer = routed(stage, Said("3418"), "by-duty").answer
    assert answer is not None
    assert answer.text == "3418"
    assert routed(stage, Said(f"№ {alarm.number}"), "by-duty").command.name == "record"


def test_a_whole_form_is_no_answer_to_another_question_and_is_kept(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/obstacle 1")
    form = FORM.replace("Беларусь", "Казахстан")

    stage.says("by-duty", form)

    said = stage.last("by-duty")
    assert "препятствие исполнению, KZ-BY-2026-1 — вопрос открыт" in said
    assert routed(stage, Said("Противоречит закону"), "by-duty").command.name == "obstacle"
    stage.presses("by-duty", "Открыть черновик")
    assert "неустановленное лицо готовит атаку" in stage.last("by-duty")


def test_where_buttons_show_no_numbers_a_number_is_a_text(stage: Stage) -> None:
    send(stage)
    button = stage.chat("by-duty")[-1].versions[-1].buttons[0]

    with pytest.raises(Refused) as refused:
        routed(stage, Said(str(button.number)), "by-duty", Channel.TELEGRAM)

    assert refused.value.why == "refused-not-understood"


@pytest.mark.parametrize(
    "event",
    [
        Said("а\nб"),
        Said("7", "$event", in_clear=False),
        Said("7", in_clear=True),
        Pressed("x"),
        Attached("а", (FILE, FILE), "$event"),
    ],
)
def test_an_event_is_the_same_after_it_was_stored(event: Incoming) -> None:
    ids = iter("abc")
    kept, bodies = stored(event, make_id=lambda: next(ids))

    assert restored(json.loads(json.dumps(kept)), bodies.get) == event
    # As an earlier version has stored it.
    before = {name: kept[name] for name in kept.keys() - {"answers", "in_clear"}}
    assert type(restored(before, bodies.get)) is type(event)


def test_every_command_is_somebodys_and_has_its_words() -> None:
    assert len(BY_NAME) == len(COMMANDS) + sum(len(each.entry.aliases) for each in COMMANDS)
    for command in COMMANDS:
        if command.entry.is_typed:
            for lang in ("ru", "en"):
                assert texts().has(lang, f"{command.name}.help") or command.name == "phone"
        assert {*command.entry.then, *command.entry.there} <= set(BY_NAME), command.name


def test_no_two_commands_make_the_same_move() -> None:
    moves = [each.does for each in LISTING if isinstance(each.does, Move)]

    assert len(moves) == len(set(moves)) > 10


@pytest.mark.parametrize("kind", Kind)
def test_under_a_reminder_stands_what_settles_it(kind: Kind) -> None:
    assert LISTING.settling(kind) == BY_HAND[kind].settled_by


# `/confirm NUMBER` registers the letter of the request, then those that its additions ask for.
ALSO_MAKES = {"confirm": (Move.CONFIRM_ADDITION,)}


def test_what_settles_something_by_a_move_makes_one_that_discharges_or_silences_it() -> None:
    for entry in LISTING:
        if isinstance(entry.does, Move):
            moves = (entry.does, *ALSO_MAKES.get(entry.name, ()))
            rows = [MOVES[each] for each in moves]
            # Declining ends the reminders alone: what is silenced stays owed.
            ended = {kind for row in rows for kind in (*row.discharges, *row.silences)}
            assert set(entry.settles) <= ended, entry.name


def test_a_button_of_a_move_is_shown_only_to_whose_it_is() -> None:
    assert LISTING.is_for(Role.HEAD, "refuse")
    assert not LISTING.is_for(Role.DUTY_OFFICER, "refuse")
    assert not LISTING.is_for(Role.SECRETARIAT_OFFICER, "ack")
    assert LISTING.is_for(Role.DUTY_OFFICER, "open")


def offered(stage: Stage, command: str, argument: str) -> str:
    """Return the id of a button of kz-duty, as an earlier version may have made it."""
    id = f"{command} of {argument}"

    def make(work: Work) -> None:
        work.offers.make(
            id,
            officer="kz-duty",
            command=command,
            argument=argument,
            label="choice-go-on",
            label_values={},
            expires_at=work.now + timedelta(days=7),
        )

    stage.look(make)
    return id


def test_a_button_that_resumed_a_draft_in_an_earlier_version_goes_on_with_it(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    draft = stage.look(lambda work: work.drafts.of("kz-duty")[0].id)

    button = offered(stage, "resume", draft)

    call = routed(stage, Pressed(button))

    assert (call.command.name, call.argument) == ("continue", draft)
    stage.does("kz-duty", Pressed(button))
    assert stage.last("kz-duty").startswith("1/")
