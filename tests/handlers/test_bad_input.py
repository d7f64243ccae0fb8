"""What is typed or pressed wrongly gets a clear Russian answer; nothing is changed or lost."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.transports.base import Receipt
from handlers.catalogue import COMMANDS
from handlers.chat.command import Command
from handlers.chat.events import Attached, File, Misfit, Unwritten
from protocol.moves import Execution, Move
from storage.tables import drafts, offers
from tests.handlers.conftest import Desk, Record
from tests.journeys.stage import FORM, PHOTO, Stage, send
from tests.protocol.moves_by_hand import EXECUTES
from tests.protocol.moves_by_hand import WHOSE as WHOSE_MOVE

CYRILLIC = re.compile("[А-Яа-яЁё]{3}")
OURS = ("показать его не удалось", "Сбой системы", "Traceback", "refused-", "instead-")
NOTHING = {"empty": "", "blanks": " \t \n ", "non-breaking": "\u00a0\u2003"}
NEVER_TAKEN = {
    "100 KB": "я" * 100_000,
    "a control": "7\x00",
    "an escape": "\x1b[31mкрасный",
    "a direction": "\u202eтекст",
    "an isolate": "текст\u2066",
    "a surrogate": "текст \ud83d",
    "a noncharacter": "текст \uffff",
}
WRONG = {
    "HTML": "<b onclick='x'>текст</b><script>",
    "a format": "{0.__class__.__mro__}",
    "a placeable": "{ $request }{ -term }{ choice-ack }",
    "a percent": "%s%n%(name)s",
    "SQL": "'; DROP TABLE requests; --",
    "a path": "../../etc/passwd",
    "no such day": "31.02.2026",
    "a number with no such day": "12-4/881 от 31.02.2026",
    "unknown number": "KZ-BY-2026-999",
    "anothers number": "RU-AM-2026-1",
    "a huge number": "9" * 40,
    "other digits": "٧",
    "a zero": "0",
    "a word": "Атлантида",
    "an emoji": "🙂",
}
# The commands of the requested side's moves, and those that are possible before it accepts.
REQUESTED = {
    each.name: each.entry.does
    for each in COMMANDS
    if isinstance(each.entry.does, Move) and WHOSE_MOVE[each.entry.does][0] == "requested"
}
POSSIBLE = {
    name
    for name, move in REQUESTED.items()
    if {(Execution.TRANSMITTED, move), (Execution.ACKNOWLEDGED, move)} & EXECUTES.keys()
}
# Whose each command is; the rest are the sender's.
WHOSE = {
    "by-head": set(REQUESTED)
    | {"received", "state", "snooze", "phone", "letter"}
    | {"invite", "suspend", "reinstate", "leave", "approve"},
    "sec-duty": {"notice", "relay", "receipt", "registry", "owe", "open", "help", "me", "admit"},
}
# With nothing behind them these mean the one thing that can be meant, or begin anew.
MEANT = {
    "kz-duty": {"urgent", "enter", "confirm", "withdraw", "cancel"}
    | {"add", "correct", "progress", "say", "hold"},
    "by-head": {"urgent", "enter", "invite", "cancel", "period", "say", "hold"} | POSSIBLE,
    "sec-duty": {"notice", "cancel"},
}


def is_clear(words: list[str], *, echoed: str = "") -> None:
    assert words
    for text in words:
        assert CYRILLIC.search(text), text
        assert not any(each in text for each in OURS), text
        assert "{" in echoed or "{" not in text, text


def typed(record: Record) -> dict[str, tuple[str, bytes]]:
    """Return what each draft holds, byte for byte, whether or not it rests."""
    columns = list(drafts.c.keys())
    place = {name: columns.index(name) for name in ("id", "command", "sealed")}
    return {
        row[place["id"]]: (row[place["command"]], row[place["sealed"]]) for row in record["drafts"]
    }


def of(who: str) -> list[Command]:
    """Return the commands that are tried by somebody."""
    others = set[str]().union(*WHOSE.values())
    return [
        each
        for each in COMMANDS
        if (each.name not in others if who == "kz-duty" else each.name in WHOSE[who])
        and each.name != "cancel"
    ]


def prepared(stage: Stage) -> None:
    """One request of KZ to BY, one of RU to AM, and a half-filled draft in three chats."""
    send(stage)
    send(stage, "ru-duty", FORM.replace("Беларусь", "Армения"))
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", "Готовится")
    stage.presses("kz-duty", "В сфере информационных технологий")
    stage.says("by-head", "/refuse 1 Исполнение противоречит закону")
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.stops_delivering()


# Each time every command gets a third of them, and the next one another third.
@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.soak, id="all"), 3])
@pytest.mark.parametrize("who", ["kz-duty", "by-head", "sec-duty"])
def test_every_command_answers_every_wrong_argument_and_changes_nothing(
    stage: Stage, desk: Desk, who: str, share: int
) -> None:
    prepared(stage)
    before = desk.record()
    assert len(typed(before)) == 3

    for number, command in enumerate(of(who)):
        for name, text in tuple(WRONG.items())[number % share :: share]:
            receipt, words, after = desk.says(who, f"/{command.name} {text}")
            case = f"/{command.name} {name}"
            assert receipt is Receipt.STORED, case
            is_clear(words, echoed=text)
            assert after == before, case


# It is refused before it is known which command it is: each of them is for `make soak`.
@pytest.mark.parametrize("each", [pytest.param(1, marks=pytest.mark.soak), 9])
@pytest.mark.parametrize("who", ["kz-duty", "by-head", "sec-duty"])
def test_what_is_never_taken_is_refused_behind_every_command_and_changes_nothing(
    stage: Stage, desk: Desk, who: str, each: int
) -> None:
    prepared(stage)
    before = desk.record()

    for command in of(who)[::each]:
        for name, text in NEVER_TAKEN.items():
            receipt, words, after = desk.says(who, f"/{command.name} {text}")
            case = f"/{command.name} {name}"
            assert receipt is Receipt.REFUSED, case
            is_clear(words, echoed=text)
            assert after == before, case


@pytest.mark.parametrize("who", ["kz-duty", "by-head", "sec-duty"])
def test_every_command_with_nothing_behind_it_is_clear_and_loses_nothing(
    stage: Stage, desk: Desk, who: str
) -> None:
    prepared(stage)
    first = before = desk.record()

    for command in COMMANDS:
        for blank in NOTHING.values():
            receipt, words, after = desk.says(who, f"/{command.name}{blank and ' '}{blank}")
            assert receipt is Receipt.STORED
            is_clear(words)
            # The screen of a code, and that the next command ends it, is no change of the record.
            after = {**after, "signings": []}
            assert typed(first).items() <= typed(after).items(), command.name
            assert after == before or command.name in MEANT[who], command.name
            before = after


def test_what_is_no_command_is_said_to_be_none(stage: Stage, desk: Desk) -> None:
    prepared(stage)
    before = desk.record()

    for text in ("/nope", "/", "/ack1", "//ack 1", "/" + "а" * 15_000, "/{0.__class__}", "/<b>"):
        _, words, after = desk.says("kz-duty", text)
        is_clear(words, echoed=text)
        assert "Команды /" in words[0]
        assert after == before


# Each open question, how it is reached, and what is no answer to it besides what is never taken.
QUESTIONS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "to": ("kz-duty", ("/urgent",), tuple(WRONG.values())),
    "ground": ("kz-duty", ("/urgent Беларусь",), tuple(WRONG.values())),
    "purpose": ("kz-duty", ("/urgent Беларусь", "ИТ, ст. 205"), ()),
    "language": (
        "kz-duty",
        (
            "\n".join(
                (
                    FORM.split("Цель")[0] + "Цель: to keep it alive",
                    FORM.split("энергоснабжения\n")[1],
                )
            ),
        ),
        tuple(WRONG.values()),
    ),
    "letter": ("kz-head", ("/confirm 1",), tuple(WRONG.values())),
    "kind": ("sec-head", ("/notice",), tuple(WRONG.values())),
    "refuse": ("by-deputy", ("/refuse 1",), ()),
    "on": ("by-deputy", ("/postpone 1",), tuple(WRONG.values())),
    "answer_by": ("by-duty", ("/ack 1", "/ask 1 Уточните узел"), tuple(WRONG.values())),
    "asks": ("kz-duty", ("/add 1 Установить владельца узла",), tuple(WRONG.values())),
    "field": ("kz-duty", ("/correct 1",), tuple(WRONG.values())),
    "urgent_since": (
        "kz-duty",
        (f"{FORM}\nСрочно до: в течение 2 часов",),
        tuple(WRONG.values()),
    ),
    "role": ("kz-head", ("/invite",), tuple(WRONG.values())),
    "name": ("kz-head", ("/invite", "дежурный"), ("12345", "Иванов <b>", "я" * 81, "Асанов Б.")),
    "phone": ("kz-head", ("/invite", "дежурный", "Иванов И."), tuple(WRONG.values())),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_wrong_answer_to_each_open_question_leaves_the_draft_as_it_was(
    stage: Stage, desk: Desk, question: str
) -> None:
    who, steps, wrong = QUESTIONS[question]
    send(stage)
    stage.stops_delivering()
    for step in steps:
        desk.says(who, step)
    before = desk.record()
    assert before["drafts"]

    for text in (*NOTHING.values(), *NEVER_TAKEN.values(), *wrong):
        _, words, after = desk.says(who, text)
        is_clear(words, echoed=text)
        assert after == before, (question, text[:40])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.jpg", b""),
        ("program.exe", b"MZ\x90\x00"),
        ("macro.docm", b"PK\x03\x04"),
        ("page.html", b"<html><script>"),
        ("big.pdf", b"%PDF-" + b"x" * (20 * 1024 * 1024)),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_the_draft_stays(
    stage: Stage, desk: Desk, name: str, body: bytes
) -> None:
    prepared(stage)
    before = desk.record()

    for who in ("kz-duty", "by-head", "sec-duty", "am-duty") if len(body) < 99 else ("kz-duty",):
        _, words, after = desk.does(who, Attached("", (File(name, body),)))
        is_clear(words)
        assert after == before, who
        assert name in words[0] or who != "kz-duty"


@pytest.mark.parametrize("misfit", Misfit)
def test_what_is_no_written_word_is_answered_and_leaves_nothing(
    stage: Stage, desk: Desk, misfit: Misfit
) -> None:
    prepared(stage)
    before = desk.record()

    for who in ("kz-duty", "by-head", "sec-duty"):
        receipt, words, after = desk.does(who, Unwritten(misfit))
        assert receipt is Receipt.REFUSED
        is_clear(words)
        assert after == before, who


def test_the_name_of_a_file_may_not_lead_anywhere(stage: Stage, desk: Desk) -> None:
    prepared(stage)

    for name in ("../../etc/passwd.jpg", "c:\\windows\\x.jpg", "a" * 300 + ".jpg", "..", ""):
        _, words, _ = desk.does("kz-duty", Attached("", (File(name, PHOTO),)))
        is_clear(words)

    kept = desk.look(
        lambda work: [
            file.name
            for draft in work.drafts.of("kz-duty")
            for file in work.attachments.about(draft.id, "request")
        ]
    )
    assert len(kept) == 5
    assert all("/" not in each and "\\" not in each and 0 < len(each) <= 80 for each in kept)


def test_no_button_of_another_ever_does_anything(stage: Stage, desk: Desk) -> None:
    prepared(stage)
    desk.says("kz-deputy", "/open 1")
    everybody = ("kz-duty", "kz-deputy", "by-duty", "by-head", "ru-duty", "am-duty", "sec-duty")
    offered = {who: desk.offered(who) for who in everybody}
    assert all(len(each) >= 2 for each in offered.values())
    before = desk.record()

    for owner, ids in offered.items():
        for id in ids:
            thief = everybody[(everybody.index(owner) + 1) % len(everybody)]
            _, words, after = desk.presses(thief, id)
            assert words[0].startswith("Кнопка больше не действует.")
            assert after == before


def test_no_expired_or_forged_button_does_anything(stage: Stage, desk: Desk) -> None:
    prepared(stage)
    mine = desk.offered("kz-duty")
    over = update(offers).values(expires_at=stage.now - timedelta(seconds=1))
    desk.look(lambda work: work.connection.execute(over))
    before = desk.record()

    for id in (
        *mine,
        "",
        "0" * 32,
        mine[0][:-1],
        mine[0].upper() + "x",
        "🙂" * 999,
        "a b",
        "\ud83d",
    ):
        _, words, after = desk.presses("kz-duty", id)
        is_clear(words)
        assert after == before
    for number in range(1, 30):
        _, words, after = desk.says("by-duty", str(number))
        assert words[0].startswith("Бот сейчас ни о чём не спрашивает.")
        assert after == before


def test_a_replayed_press_changes_nothing_the_second_time(stage: Stage, desk: Desk) -> None:
    """Every button of a whole day, pressed once more after everything is done."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("by-duty", "/result 1 Готово")
    stage.presses("by-duty", "Сообщить результат")
    stage.says("kz-duty", "/received 1 Получено")
    stage.presses("kz-duty", "Результат получен")
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    stage.says("by-duty", "/record 1 вх. 5")
    stage.presses("by-duty", "Внести входящий номер")
    stage.stops_delivering()
    before = desk.record()
    assert before["drafts"] == []

    # Nobody has signed the result or limited its use: these two still begin.
    query = select(offers.c.id).where(offers.c.command.in_(("sign", "limit")))
    ahead = set(desk.look(lambda work: list(work.connection.execute(query).scalars())))
    assert len(ahead) == 2

    pressed = 0
    for who in ("kz-duty", "kz-deputy", "by-duty", "by-duty2"):
        for id in desk.offered(who):
            if id in ahead:
                continue
            _, words, after = desk.presses(who, id)
            pressed += 1
            is_clear(words)
            assert after == before
    assert pressed >= 20
