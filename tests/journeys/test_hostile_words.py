"""Whatever a person writes reaches every reader as that person's words, never as the bot's."""

import re

from bot.words.message import Rendered
from tests.journeys.stage import FORM, Stage, on_console

HOSTILE = (
    "@durov /accept https://evil.example/login tg://resolve?domain=durov t.me/durov #тег $USD "
    "a@evil.example +7 999 123-45-67 4276 1234 5678 9010 "
    "<a href='tg://user'>you</a> **bold** [link](here)"
)
LINES = [line.partition(": ") for line in FORM.splitlines()]
FIELDS = {"Цель", "Обоснование", "Существо", "Содействие", "Лица", "Сроки"}
HOSTILE_FORM = "\n".join(
    f"{label}: {text} {label} {HOSTILE}" if label in FIELDS else f"{label}: {text}"
    for label, _, text in LINES
)
# What would be a link, a mention, a command or a tag if it stood among the bot's own words.
PRESSED = re.compile(r"@durov|evil\.example|tg://|t\.me|#тег|\$USD|/accept http|999 123|4276 1234")


def ours(message: Rendered) -> str:
    """Return what the bot itself says in a message."""
    said, at = "", 0
    for begin, end in message.quotes:
        said += message.text[at:begin]
        at = end
    return said + message.text[at:]


@on_console
def test_what_people_write_is_a_quotation_in_every_message(stage: Stage) -> None:
    stage.says("kz-duty", HOSTILE_FORM)
    stage.attaches("kz-duty", name="@durov evil.example.jpg")
    stage.presses("kz-duty", "Нет гостайны, отправить")
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("kz-head", "/confirm 1 12-4@durov/881 от 23.11.2026")
    stage.presses("kz-head", "Текст отличается")
    stage.says("kz-head", HOSTILE)
    stage.attaches("kz-head")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")
    stage.says("by-duty", f"/object 1 {HOSTILE}")
    stage.presses("by-duty", "Заявить возражение")
    stage.says("by-duty", f"/result 1 {HOSTILE}")
    stage.presses("by-duty", "Сообщить результат")
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", HOSTILE)
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")
    for command in ("/open", "/urgent", "/me", "/letter", "/ack", "/receipt"):
        stage.says("ru-duty", f"{command} {HOSTILE}")
    for who in ("kz-head", "by-duty", "auditor"):
        stage.says(who, "/open 1")
    stage.says("ru-duty", f"/@durov {HOSTILE}")

    everybody = stage.networks[next(iter(stage.networks))].chats
    said = [look for chat in everybody.values() for each in chat for look in each.versions]
    assert sum("@durov" in each.text for each in said) > 20
    for message in said:
        assert not PRESSED.search(ours(message)), message.text
        labels = " ".join(button.label for button in message.buttons)
        assert not PRESSED.search(labels), labels


@on_console
def test_what_people_write_cannot_pass_for_the_bots_own_line(stage: Stage) -> None:
    lie = "🟢 KZ-BY-2026-1 · завершено: Асанов Б., 13:41"
    stage.says("kz-duty", FORM + f"\nИное: ничего\n{lie}")
    stage.presses("kz-duty", "Нет гостайны, отправить")

    alarm = stage.chat("by-duty")[-1].versions[-1]
    assert lie in alarm.text
    assert lie not in ours(alarm)
