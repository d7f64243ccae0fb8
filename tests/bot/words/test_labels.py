"""What stands on buttons: one label an act, short enough to be read on a telephone."""

import pytest

from bot.words.texts import Texts, is_label, shipped

LONGEST = 24
# Longer by a number that is not ours to shorten: that of a request, before what is owed.
NUMBERED = {"choice-owed"}
# The glossary of the desks: each act and its one label, written by hand.
GLOSSARY = {
    "ack.choice": "Подтвердить получение",
    "accept.choice": "Принять к исполнению",
    "refuse.choice": "Отказать в исполнении",
    "refusepart.choice": "Отказать частично",
    "unrefuse.choice": "Отозвать отказ",
    "unrefusepart.choice": "Отозвать частичный отказ",
    "refusal.choice": "Внести письмо об отказе",
    "obstacle.choice": "Сообщить о препятствии",
    "partial.choice": "Промежуточный результат",
    "result.choice": "Сообщить результат",
    "incomplete.choice": "Результат неполный",
    "fix.choice": "Исправить результат",
    "final.choice": "Результат окончательный",
    "received.choice": "Результат получен",
    "withdraw.choice": "Отозвать обращение",
    "confirm.choice": "Зарегистрировать письмо",
    "register.choice": "Зарегистрировать письмо",
    "decline.choice": "Подтверждения не будет",
    "record.choice": "Внести входящий номер",
    "object.choice": "Заявить возражение",
    "reply.choice": "Ответить на возражение",
    "seek.choice": "Запросить согласие",
    "consent.choice": "Согласиться",
    "disagree.choice": "Не согласиться",
    "dissent.choice": "Не согласиться",
    "relay.choice": "Направить всем Сторонам",
    "unnotice.choice": "Отозвать уведомление",
    "retract.choice": "Отозвать уведомление",
    "receipt.choice": "Уведомление получено",
    "supersede.choice": "Заменить уведомление",
    "change.choice": "Изменить реестр",
    "exit.choice": "Установить дату выхода",
    "handover.choice": "Передать дела",
    "phone.choice": "Телефон отправителя",
    "letter.choice-telephonogram": "Прочесть телефонограмму",
    "letter.choice": "Проект письма",
    "send.choice": "Нет гостайны, отправить",
    "edit.choice": "Изменить",
    "discard.choice": "Удалить черновик",
    "open.choice": "Открыть карточку",
    "choice-stop": "Прервать",
    "forward.choice": "Передать по компетенции",
    "dispatch.choice": "Отметить отправку",
    "take.choice": "Принять переданное",
    "forwardpart.choice": "Передать частично",
    "working.choice": "Работаю, ещё час",
    "ack.choice-further": "Ещё…",
    "misdirected.choice": "Получено ошибочно",
    "rightly.choice": "Направлено верно",
    "wrongly.choice": "Направлено ошибочно",
    "ask.choice": "Запросить сведения",
    "details.choice": "Представить сведения",
    "conditions.choice": "Предложить условия",
    "acceptconditions.choice": "Принять условия",
    "declineconditions.choice": "Не принимать условия",
    "counter.choice": "Предложить иные условия",
    "breach.choice": "Условие не соблюдено",
    "answerbreach.choice": "Ответить об условии",
    "add.choice": "Направить дополнение",
    "correct.choice": "Направить исправление",
    "progress.choice": "Спросить о ходе",
    "willsign.choice": "Кто подпишет",
    "say.choice": "Служебное сообщение",
    "hold.choice": "Просить приостановить",
    "pause.choice": "Действия приостановлены",
    "proceed.choice": "Не приостановлены",
    "read.choice": "Исправление прочитано",
    "limit.choice": "Ограничить использование",
    "sign.choice": "Подписать результат",
    "period.choice": "Предложить иной срок",
    "agreeperiod.choice": "Согласовать срок",
    "declineperiod.choice": "Не согласовать срок",
    "postpone.choice": "Отложить исполнение",
    "resume.choice": "Возобновить исполнение",
}


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Return the texts, read once."""
    return shipped()


def test_the_glossary_stands_on_the_buttons(texts: Texts) -> None:
    assert {key: texts.say("ru", key) for key in GLOSSARY} == GLOSSARY


def test_no_button_is_longer_than_a_telephone_shows(texts: Texts) -> None:
    for key in sorted(filter(is_label, texts.keys("ru"))):
        if key in NUMBERED:
            continue
        values = dict.fromkeys(texts.variables("ru", key), "1")
        said = texts.say("ru", key, values)
        assert len(said) <= LONGEST, f"{key}: {said} ({len(said)})"


def test_no_button_has_the_words_of_a_bare_command() -> None:
    vocabulary = shipped().vocabulary()

    assert vocabulary.buttons
    assert not vocabulary.buttons & vocabulary.commands.keys()
