"""Who sees what: another's request is as if it did not exist. Art. 10."""

import re

import pytest

from bot.transports.base import Never, Receipt
from handlers.chat.events import Pressed
from protocol.obligation import Kind
from protocol.parties import SECRETARIAT_ROLES
from protocol.views import SEES, View
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
CONTENT = "неустановленное лицо готовит атаку"
# Everything that names a request by its number.
COMMANDS = (
    *(
        "open",
        "phone",
        "ack",
        "accept",
        "refuse",
        "refusal",
        "decline",
        "record",
        "object",
        "reply",
        "sent",
        "fixletter",
    ),
    *("obstacle", "partial", "result", "received", "withdraw", "confirm", "letter"),
)
STRANGERS = ("ru-duty", "ru-head", "am-deputy", "sec-duty", "sec-head", "tj-registrar")


def neutral(text: str) -> str:
    """Return an answer without the number that was asked for."""
    return re.sub(r"KZ-BY-2026-\d+", "…", text)


@pytest.mark.parametrize("who", STRANGERS)
def test_anothers_number_is_answered_as_one_that_does_not_exist(stage: Stage, who: str) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    if who == "ru-duty":
        send(stage, "ru-duty", FORM.replace("Беларусь", "Армения"))

    for command in COMMANDS:
        stage.says(who, f"/{command} {NUMBER}")
        real = stage.last(who)
        stage.says(who, f"/{command} KZ-BY-2026-9")
        assert neutral(real) == neutral(stage.last(who)), command
        assert CONTENT not in real
    assert all(
        CONTENT not in each.text and "атак" not in each.text
        for each in stage.chat(who)
        if who != "ru-duty"
    )


@pytest.mark.parametrize("who", ["sec-duty", "sec-head", "auditor", "ru-duty", "kz-registrar"])
def test_lists_and_digests_show_nothing_of_it(stage: Stage, who: str) -> None:
    send(stage)
    for command in ("/open", "/owe", "/drafts", "/help", "/registry", "/me"):
        stage.says(who, command)
    stage.passes(days=4)

    for message in stage.chat(who):
        assert CONTENT not in message.text
        assert NUMBER not in message.text or who == "auditor"
    assert len(stage.chat(who)) >= 6


def test_pressing_anothers_button_does_nothing(stage: Stage) -> None:
    send(stage)
    offer = stage.offer("by-duty", "Подтвердить получение")

    for who in ("by-duty2", "kz-duty", "ru-duty", "sec-duty"):
        stage.does(who, Pressed(offer))
        assert "Кнопка больше не действует." in stage.last(who)

    assert stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open


@over_matrix("kz-duty", "by-duty", "by-head")
def test_each_showing_of_the_content_is_an_entry_with_the_readers_name(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-head", "/open 1")
    stage.says("kz-duty", "/letter 1")

    entries = stage.look(lambda work: list(work.journal.entries()))
    shown = [(each.actor, each.facts["where"]) for each in entries if each.action == "shown"]
    assert shown == [
        ("by-duty", "alarm"),
        ("by-head", "open.request"),
        ("kz-duty", "letter.text-letter"),
    ]
    assert all(CONTENT not in str(each) for each in entries)


def test_before_it_is_transmitted_the_requested_side_does_not_list_it(stage: Stage) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, Never("blocked"))
    send(stage)
    stage.heals("by-duty")

    stage.says("by-duty", "/open")

    assert "Открытых обращений нет." in [each.text for each in stage.chat("by-duty")]
    # Whoever can be reached again has the alarm; by that the request is transmitted.
    assert any(CONTENT in each.text for each in stage.chat("by-duty"))
    assert stage.request(NUMBER).transmitted_at is not None


@on_console
def test_a_stranger_gets_nothing_and_leaves_nothing(stage: Stage) -> None:
    assert stage.says("nobody", "/start") is Receipt.STRANGER
    assert stage.says("nobody", FORM) is Receipt.STRANGER

    assert stage.chat("nobody") == []


HELP = {
    "kz-duty": {"add", "correct", "say", "hold", "willsign"}
    | {"confirm", "withdraw", "phone", "urgent", "form", "enter", "drafts", "open", "owe"},
    "by-duty": {"ack", "accept", "forward", "forwardpart", "postpone", "phone", "urgent", "form"}
    | {"enter", "drafts", "obstacle", "partial", "result", "open", "owe"}
    | {"misdirected", "ask", "conditions", "limit", "underway", "say", "hold"},
    "by-head": {"ack", "accept", "refuse", "forward", "forwardpart", "postpone", "phone"}
    | {"urgent", "form", "enter"}
    | {
        "underway",
        *("say", "hold"),
        "refusepart",
        "misdirected",
        "ask",
        "conditions",
        "limit",
        "obstacle",
        "partial",
        "result",
        "drafts",
        "open",
        "owe",
    },
    "kz-deputy": {"add", "correct", "say", "hold", "willsign"}
    | {"confirm", "decline", "withdraw", "phone", "urgent", "form", "enter", "drafts"}
    | {"open", "owe"},
    "ru-duty": {"urgent", "form", "enter", "drafts", "open", "owe"},
    "kz-registrar": {"owe"},
    "sec-duty": {"owe", "notice", "relay", "unnotice", "supersede"},
    "sec-head": {"owe", "notice", "relay", "unnotice", "supersede", "change", "exit"},
    "auditor": {"open", "journal"},
}
APPROVERS = {"kz-duty", "by-duty", "by-head", "kz-deputy", "ru-duty", "sec-duty", "sec-head"}
HEADS = {"by-head", "kz-deputy", "sec-head"}
# Where there is a request for it.
EXPORTERS = {"kz-duty", "by-duty", "by-head", "kz-deputy", "auditor"}
EVERYBODYS = {"registry", "notices", "me", "code", "cancel", "help", "channel", "lost"}
PARTYS = {"receipt"}


@pytest.mark.parametrize("who", HELP)
def test_help_lists_only_what_this_person_may_do_now(stage: Stage, who: str) -> None:
    send(stage)

    stage.says(who, "/help")

    listed = re.findall(r"^/(\w+)", stage.last(who), re.MULTILINE)
    national = PARTYS if who[2] == "-" else set()
    lets_in = {"approve"} if who in APPROVERS else set()
    exports = {"export"} if who in EXPORTERS else set()
    answers_for = {"invite", "suspend", "reinstate", "leave"} if who in HEADS else set()
    assert set(listed) == HELP[who] | EVERYBODYS | national | lets_in | answers_for | exports
    assert len(listed) == len(set(listed))


def test_help_begins_with_what_a_request_waits_for(stage: Stage) -> None:
    stage.says("by-duty", "/help")
    assert "/phone" not in stage.last("by-duty")
    assert stage.last("by-duty").splitlines()[1].startswith("/urgent")
    send(stage)

    stage.says("by-duty", "/help")

    listed = re.findall(r"^/(\w+)", stage.last("by-duty"), re.MULTILINE)
    first = ["ack", "accept", "forward", "forwardpart", "postpone", "obstacle", "partial", "result"]
    assert listed[:16] == [
        *first,
        *("misdirected", "ask", "conditions", "limit", "underway", "say", "hold", "phone"),
    ]


@pytest.mark.parametrize("who", ["sec-duty", "sec-head"])
def test_the_secretariat_is_told_that_it_is_shown_none_not_that_there_are_none(
    stage: Stage, who: str
) -> None:
    stage.says(who, "/open")
    before = stage.last(who)
    send(stage)

    stage.says(who, "/open")

    assert stage.last(who) == before
    assert before == "Обращения Сторон Секретариату не показываются."


def test_help_changes_with_the_state(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")

    stage.says("by-duty", "/help")

    listed = set(re.findall(r"^/(\w+)", stage.last("by-duty"), re.MULTILINE))
    assert listed >= {"result", "partial", "obstacle"}
    assert listed.isdisjoint({"ack", "accept", "refuse", "confirm", "withdraw"})


def test_the_table_of_who_sees_gives_the_secretariat_no_content() -> None:
    views = {SEES[key] for key in SEES if key[0] in SECRETARIAT_ROLES}
    assert max(views) < View.CONTENT
