"""What stands on buttons: one label an act, short enough to be read on a telephone."""

import pytest

from bot.words.texts import Texts
from handlers.chat.listing import own_text
from handlers.execution.statements import STATEMENTS

LONGEST = 24
# Longer by a number that is not ours to shorten: that of a request, before what is owed.
NUMBERED = {"choice-owed"}
# The glossary of the desks: each act and its one label, written by hand.
GLOSSARY = {
    "ack": "Подтвердить получение",
    "accept": "Принять к исполнению",
    "refuse": "Отказать в исполнении",
    "refusal": "Внести письмо об отказе",
    "obstacle": "Сообщить о препятствии",
    "partial": "Промежуточный результат",
    "result": "Сообщить результат",
    "received": "Результат получен",
    "withdraw": "Отозвать обращение",
    "confirm": "Зарегистрировать письмо",
    "register": "Зарегистрировать письмо",
    "decline": "Подтверждения не будет",
    "record": "Внести входящий номер",
    "object": "Заявить возражение",
    "reply": "Ответить на возражение",
    "seek": "Запросить согласие",
    "consent": "Согласиться",
    "disagree": "Не согласиться",
    "dissent": "Не согласиться",
    "relay": "Направить всем Сторонам",
    "unnotice": "Отозвать уведомление",
    "retract": "Отозвать уведомление",
    "receipt": "Уведомление получено",
    "phone": "Телефон отправителя",
    "telephonogram": "Прочесть телефонограмму",
    "letter": "Проект письма",
    "send": "Нет гостайны, отправить",
    "edit": "Изменить",
    "discard": "Удалить черновик",
    "open": "Открыть карточку",
    "stop": "Прервать",
    "forward": "Передать по компетенции",
    "dispatch": "Отметить отправку",
    "put-off": "Отложить исполнение",
    "take-up-again": "Возобновить исполнение",
}


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Return the texts, read once."""
    return Texts()


def test_the_glossary_stands_on_the_buttons(texts: Texts) -> None:
    assert {name: texts.say("ru", f"choice-{name}", {}) for name in GLOSSARY} == GLOSSARY


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("name", [each.entry.name for each in STATEMENTS])
def test_an_act_has_the_label_under_its_preview_that_led_to_it(
    texts: Texts, lang: str, name: str
) -> None:
    led_by = own_text(name, "choice")

    assert texts.say(lang, f"choice-state-{name}", {}) == texts.say(lang, led_by, {})


def test_no_button_is_longer_than_a_telephone_shows(texts: Texts) -> None:
    for key in sorted(each for each in texts.keys("ru") if each.startswith("choice-")):
        if key in NUMBERED:
            continue
        values = dict.fromkeys(texts.variables("ru", key), "1")
        said = texts.say("ru", key, values)
        assert len(said) <= LONGEST, f"{key}: {said} ({len(said)})"


def test_no_button_has_the_words_of_a_bare_command() -> None:
    vocabulary = Texts().vocabulary()

    assert vocabulary.buttons
    assert not vocabulary.buttons & vocabulary.commands.keys()
