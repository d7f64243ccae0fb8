"""How the texts look and what they tell; moments, days, durations; the words that people type."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.words.texts import LANGUAGES, LOCALES, TextMissing, Texts, shipped
from handlers.chat import typed_words
from handlers.draft import fields
from protocol.parties import Party
from protocol.request import Ground

EMOJI = frozenset("🔴🟡🟢⚪🧪")
SIGNS = frozenset("№")


def texts() -> Texts:
    return shipped()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_hold_no_exclamation_mark_and_no_emoji_but_those_that_carry_state(lang: str) -> None:
    for path in (LOCALES / lang).glob("*.ftl"):
        words = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
        text = "\n".join(words)
        odd = {char for char in text if unicodedata.category(char) in ("So", "Cf", "Cc", "Co")}

        assert "!" not in text, path.name
        assert odd <= EMOJI | SIGNS | {"\n"}, path.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_stands_before_a_full_stop(lang: str) -> None:
    """«Асанов Б.» ends with one of its own."""
    for path in set((LOCALES / lang).glob("*.ftl")) - {LOCALES / lang / "operator.ftl"}:
        found = re.findall(r"\$(?:officer|signatory|actor|people) \}\.", path.read_text("utf-8"))

        assert not found, path.name


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("owed-strictly_late", "по строгому счёту (72 часа)"),
        ("remind-confirm-strictly_late", "Срок истёк по строгому счёту (72 часа)"),
        ("remind-confirm-late", "Срок истёк."),
        ("told-confirm-strictly_late", "истёк по строгому счёту (72 часа)"),
    ],
)
def test_between_the_two_readings_the_words_say_so(key: str, words: str) -> None:
    used = texts().variables("ru", key)

    assert words in texts().say("ru", key, dict.fromkeys(used, "…"))


MOMENT = datetime(2026, 11, 22, 8, 41, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "lang", "told"),
    [
        ("Asia/Almaty", "ru", "22.11.2026 13:41 (Астана)"),
        ("Asia/Almaty", "en", "22 Nov 2026 13:41 (Astana)"),
        ("Asia/Bishkek", "ru", "22.11.2026 14:41 (Бишкек)"),
        ("Asia/Dushanbe", "ru", "22.11.2026 13:41 (Душанбе)"),
        ("Asia/Yerevan", "ru", "22.11.2026 12:41 (Ереван)"),
        ("Europe/Minsk", "ru", "22.11.2026 11:41 (Минск)"),
        ("Europe/Moscow", "en", "22 Nov 2026 11:41 (Moscow)"),
        ("Asia/Ho_Chi_Minh", "ru", "22.11.2026 15:41 (Ho Chi Minh)"),
        ("UTC", "en", "22 Nov 2026 08:41 (UTC)"),
    ],
)
def test_a_moment_is_told_with_its_zone(zone: str, lang: str, told: str) -> None:
    assert texts().moment(MOMENT, zone, lang) == told


def test_a_day_is_told_without_a_zone() -> None:
    assert texts().day(date(2026, 1, 2), "ru") == "02.01.2026"
    assert texts().day(date(2026, 1, 2), "en") == "2 Jan 2026"
    months = {texts().day(date(2026, month, 1), "en").split()[1] for month in range(1, 13)}
    assert len(months) == 12


@pytest.mark.parametrize(
    ("lasting", "ru", "en"),
    [
        (timedelta(), "меньше минуты", "less than a minute"),
        (timedelta(seconds=59), "меньше минуты", "less than a minute"),
        (timedelta(minutes=1), "1 мин", "1 min"),
        (timedelta(minutes=12), "12 мин", "12 min"),
        (timedelta(minutes=12, seconds=31), "13 мин", "13 min"),
        (timedelta(hours=4), "4 ч", "4 h"),
        (timedelta(hours=4) - timedelta(microseconds=1), "4 ч", "4 h"),
        (timedelta(hours=47, minutes=10), "47 ч 10 мин", "47 h 10 min"),
        (timedelta(hours=71, minutes=59), "71 ч 59 мин", "71 h 59 min"),
        (timedelta(hours=72), "3 сут", "3 days"),
        (timedelta(hours=72, minutes=59), "3 сут", "3 days"),
        (timedelta(hours=73), "3 сут 1 ч", "3 days 1 h"),
        (timedelta(days=30), "30 сут", "30 days"),
        (-timedelta(minutes=5), "5 мин", "5 min"),
    ],
)
def test_a_duration_is_told_in_at_most_two_units(lasting: timedelta, ru: str, en: str) -> None:
    assert texts().duration(lasting, "ru") == ru
    assert texts().duration(lasting, "en") == en


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "Приложен 1 файл."), (3, "Приложено 3 файла."), (11, "Приложено 11 файлов.")],
)
def test_numerals_take_their_case(count: int, told: str) -> None:
    assert texts().say("ru", "attached", {"count": count}) == told


def test_a_missing_key_a_missing_value_and_an_unknown_language_are_refused() -> None:
    for lang, key, values in (
        ("ru", "no-such-text", {}),
        ("ru", "ack.told", {"request": "KZ-BY-2026-7", "officer": "Дубровская Е."}),
        ("fr", "help.help", {}),
    ):
        with pytest.raises(TextMissing) as raised:
            texts().say(lang, key, values)
        assert raised.value.key == key


def test_what_a_person_wrote_is_put_in_whole_however_long() -> None:
    statement = "оченьдлинно " * 400
    said = texts().say("ru", "field-purpose", {"text": statement})

    assert said == f"Цель: {statement}"


def test_what_a_person_wrote_is_never_read_as_a_place() -> None:
    said = texts().say("ru", "telephone", {"officer": "\ue0000\ue001", "phone": "7" * 300})

    assert said == "\ue0000\ue001: " + "7" * 300


# The words that people type


def test_the_form_of_the_page_is_understood() -> None:
    words = texts().vocabulary()
    message = """Кому: Беларусь
Основание: ИТ, ст. 205 УК РК
Цель: предотвращение вывода из строя систем энергоснабжения
Существо: …
Лица: …
Содействие: …
Сроки: не установлены"""

    given = fields.filled(message, words)

    assert typed_words.parties(given["to"], words) == ("BY",)
    assert fields.ground(given["ground"], words) == (
        Ground.INFORMATION_TECHNOLOGY,
        "ст. 205 УК РК",
    )
    assert fields.missing({**given, "qualification": "ст. 205 УК РК"}) == ("justification",)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_form_fills_every_field_that_is_needed(lang: str) -> None:
    empty = texts().say(lang, "form.empty")
    message = re.sub(r":$", ": x", empty, flags=re.MULTILINE)

    given = fields.filled(message, texts().vocabulary())

    needed = {question.name for question in fields.URGENT if not question.optional}
    assert set(given) == needed
    assert (given["crime"], given["ground"]) == ("x", "x")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_and_every_name_is_understood_as_typed(lang: str) -> None:
    words = texts().vocabulary()

    for name in fields.EDITABLE:
        assert words.labels[typed_words.folded(texts().say(lang, f"label-{name}"))] == name
    for party in Party:
        assert words.parties[typed_words.folded(texts().say(lang, f"party-{party}"))] is party
        assert words.parties[party.lower()] is party
    for ground in Ground:
        assert words.grounds[typed_words.folded(texts().say(lang, f"ground-{ground}"))] is ground
        assert (
            words.grounds[typed_words.folded(texts().say(lang, f"urgent.option-ground-{ground}"))]
            is ground
        )


@pytest.mark.parametrize(
    ("typed", "party"),
    [("РБ", "BY"), ("республика  Беларусь", "BY"), ("рк", "KZ"), ("Belarus", "BY"), ("РФ", "RU")],
)
def test_parties_are_known_by_their_usual_names(typed: str, party: str) -> None:
    assert typed_words.parties(typed, texts().vocabulary()) == (party,)
