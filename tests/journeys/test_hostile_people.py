"""Hostile people, on every channel: pressed, replayed, forged, pasted; nothing changes. Art. 10."""

import re
from typing import Any

import pytest

from bot.transports.base import Receipt
from handlers.chat.events import Pressed
from protocol.parties import Channel
from storage.tables import metadata
from storage.work import Work
from tests.journeys.overtelegram import OverTelegram
from tests.journeys.stage import FORM, Stage, send

NUMBER = "KZ-BY-2026-1"
ACK = "Подтвердить получение"
GONE = "Кнопка больше не действует. Что открыто: /open."
NEUTRAL = "Эта служба отвечает только зарегистрированным сотрудникам."
FORGED = "f" * 32
# What an event leaves whatever it says: itself, its answer, what can be pressed under it.
TRACES = {
    *("inbox", "heard", "outbox", "offers", "presses", "counters"),
    *("journal", "journal_head", "data_keys", "meta"),
}
WHO_NOT = ("by-duty2", "by-head", "kz-duty", "ru-duty", "sec-duty", "auditor")
# A right-to-left override, an isolate, a mark of direction, a control.
HIDING = ("\u202e", "\u2066", "\u200f", "\u0000")
HOSTILE = (
    "@durov /accept https://evil.example/login tg://resolve?domain=durov t.me/durov #тег "
    "<a href='tg://user?id=1'>нажмите</a> **bold** [link](tg://user) `code` <b>b</b>"
)
# Cyrillic letters that look like Latin ones, and the other way round.
LOOK_ALIKE = "gоogle-secure.example (кириллическая «о»), Acaнов Б."


def record(stage: Stage) -> dict[str, list[Any]]:
    """Return everything that is kept, but the traces of events and answers."""

    def kept(work: Work) -> dict[str, list[Any]]:
        return {
            name: sorted(map(repr, work.connection.execute(table.select())))
            for name, table in metadata.tables.items()
            if name not in TRACES
        }

    return stage.look(kept)


def answer(stage: Stage, who: str) -> str:
    return stage.last(who).replace("\n", " ")


@pytest.mark.parametrize("who", WHO_NOT)
def test_anothers_a_forged_and_a_voided_button_change_nothing_and_get_the_same_words(
    stage: Stage, who: str
) -> None:
    send(stage)
    others = stage.offer("by-duty", ACK)
    stage.says(who, "/me")
    before = record(stage)

    answers = []
    for offer in (others, FORGED, others[::-1], others):
        stage.does(who, Pressed(offer))
        answers.append(answer(stage, who))

    assert set(answers) == {GONE}
    assert record(stage) == before


def test_a_spent_button_is_answered_to_its_owner_by_the_record_and_to_others_neutrally(
    stage: Stage,
) -> None:
    send(stage)
    spent = stage.offer("by-duty", ACK)
    stage.does("by-duty", Pressed(spent))
    stage.passes(seconds=20)
    before, told = record(stage), len(stage.chat("kz-duty"))

    stage.does("by-duty", Pressed(spent))
    stage.does("by-head", Pressed(spent))

    assert f"{NUMBER} — получение подтверждено; Дубровская Е." in stage.last("by-duty")
    assert answer(stage, "by-head") == GONE
    assert record(stage) == before
    assert len(stage.chat("kz-duty")) == told


def test_an_old_button_replayed_after_its_time_does_nothing(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    old = stage.offer("kz-duty", "Нет гостайны, отправить")
    stage.passes(days=8)
    before = record(stage)

    stage.does("kz-duty", Pressed(old))

    assert answer(stage, "kz-duty") == GONE
    assert record(stage) == before
    assert stage.chat("by-duty") == []


def test_an_update_that_comes_twice_has_one_effect(stage: Stage) -> None:
    send(stage)
    before = len(stage.chat("kz-duty"))
    offer = stage.offer("by-duty", ACK)

    network = stage.networks[stage.channel]
    if isinstance(network, OverTelegram):
        network.api.repeats_updates(1)
    stage.does("by-duty", Pressed(offer), key="the same")
    once = record(stage), len(stage.chat("kz-duty"))
    if isinstance(network, OverTelegram):
        stage.says("by-head", "/me")  # the press comes once more beside it
    else:
        stage.does("by-duty", Pressed(offer), key="the same")

    assert network.receipts["the same"] == [Receipt.STORED, Receipt.REPEATED]
    assert (record(stage), len(stage.chat("kz-duty"))) == once
    assert once[1] > before


def test_names_are_those_of_the_register_and_never_of_the_profile(stage: Stage) -> None:
    network = stage.networks[stage.channel]
    if isinstance(network, OverTelegram):
        for who in ("kz-duty", "by-duty"):
            person = network.person(who)
            person.user.first_name, person.user.username = "Прокурор", "general_prosecutor"
    send(stage)
    stage.presses("by-duty", ACK)
    stage.passes(hours=1)

    everything = "".join(each.text for who in WHO_NOT for each in stage.chat(who))
    assert "Дубровская Е." in everything
    assert "Прокурор" not in everything
    assert "general_prosecutor" not in everything


@pytest.mark.parametrize("hidden", HIDING, ids=[f"U+{ord(each):04X}" for each in HIDING])
def test_what_hides_or_turns_words_round_reaches_no_reader(stage: Stage, hidden: str) -> None:
    # Telegram itself takes some of them out; then there is nothing left to be refused.
    taken_out = stage.channel is Channel.TELEGRAM and hidden in "\u202e\u0000"
    before = record(stage)
    stage.says("kz-duty", FORM.replace("готовит", f"го{hidden}товит"))
    if not taken_out:
        named = f"невидимые управляющие знаки (U+{ord(hidden):04X})"
        assert named in stage.last("kz-duty")
        assert record(stage) == before
        stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Нет гостайны, отправить")
    stage.presses("by-duty", ACK)
    stage.says("by-duty", f"/result 1 Сохра{hidden}нено")
    if taken_out:
        stage.presses("by-duty", "Сообщить результат")
        assert "результат исполнения (ст. 7)" in stage.last("kz-duty")
    else:
        assert named in stage.last("by-duty")

    looks = (
        look for who in ("kz-duty", "by-duty") for each in stage.chat(who) for look in each.versions
    )
    assert not any(hidden in look.text for look in looks)


def test_what_people_write_reaches_every_reader_as_their_words_alone(stage: Stage) -> None:
    stage.says("kz-duty", FORM.replace("готовит", f"готовит {HOSTILE} {LOOK_ALIKE}"))
    stage.presses("kz-duty", "Нет гостайны, отправить")
    stage.presses("by-duty", ACK)
    stage.says("by-duty", f"/result 1 {HOSTILE}")
    stage.presses("by-duty", "Сообщить результат")

    readers = ("kz-duty", "by-duty")
    shown = [each for who in readers for each in stage.chat(who) if "@durov" in each.text]
    assert len(shown) >= 4
    assert any(LOOK_ALIKE in each.text for each in shown)
    network = stage.networks[stage.channel]
    if isinstance(network, OverTelegram):
        for who in readers:
            for message in network.person(who).received():
                check_unpressable(message)
    if stage.channel is not Channel.CONSOLE:
        return
    for each in shown:
        look = each.versions[-1]
        quoted = [look.text[begin:end] for begin, end in look.quotes]
        assert any("@durov" in quote for quote in quoted)


def check_unpressable(message: Any) -> None:
    """Check that a client of Telegram makes nothing of what people wrote in a message."""
    ranges = [
        (each["type"], each["offset"], each["offset"] + each["length"]) for each in message.entities
    ]
    for found in re.finditer(r"@durov|evil\.example|tg://|t\.me/|/accept h|#тег", message.text):
        begin = len(message.text[: found.start()].encode("utf-16-le")) // 2
        end = begin + len(found.group().encode("utf-16-le")) // 2
        over = {kind for kind, low, high in ranges if low < end and begin < high}
        assert over == {"code"}, (found.group(), message.text)


def test_a_stranger_hears_one_neutral_line_a_day_whatever_restarts(stage: Stage) -> None:
    def heard() -> list[str]:
        return [each.text for each in stage.chat("nobody")]

    line = [] if stage.channel is Channel.CONSOLE else [NEUTRAL]
    before = record(stage)
    before.pop("strangers")
    for text in ("/start", FORM, f"/ack {NUMBER}", "/help"):
        assert stage.says("nobody", text) is Receipt.STRANGER
    assert heard() == line
    stage.restarts()
    assert stage.says("nobody", "/open") is Receipt.STRANGER
    assert heard() == line
    after = record(stage)
    assert "nobody" not in str(after.pop("strangers"))
    assert after == before

    stage.passes(days=1)
    assert stage.says("nobody", "/open") is Receipt.STRANGER
    assert heard() == line * 2


def test_a_stranger_who_presses_hears_nothing_and_changes_nothing(stage: Stage) -> None:
    send(stage)
    offer = stage.offer("by-duty", ACK)
    stage.says("nobody", "/start")
    before, heard = record(stage), len(stage.chat("nobody"))

    assert stage.does("nobody", Pressed(offer)) is Receipt.STRANGER

    assert record(stage) == before
    assert len(stage.chat("nobody")) == heard
