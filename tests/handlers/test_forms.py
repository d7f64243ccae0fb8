"""The form in one message and the questions one by one: what counts as an answer. Pure."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat import typed_words
from handlers.draft import fields
from protocol.parties import Party
from protocol.refusals import Refused
from protocol.request import Ground
from tests.stage import texts

WORDS = texts().vocabulary()
ANSWERS = {
    "to": ["BY-1"],
    "ground": Ground.INFORMATION_TECHNOLOGY,
    "qualification": "ст. 205",
    "purpose": "цель",
    "justification": "обоснование",
    "substance": "существо",
    "assistance": "содействие",
    "persons": "лица",
    "periods": "не установлены",
}

FILLED = [
    ("Кому: Беларусь", {"to": "Беларусь"}),
    ("  кому : Беларусь  ", {"to": "Беларусь"}),
    ("To: Belarus\nКому: Россия", {"to": "Россия"}),
    ("Существо: одно\nдва\n\nтри", {"substance": "одно\nдва\n\nтри"}),
    ("Вступление\nЦель: а", {"purpose": "а"}),
    ("Цель: в 10:00\nСроки: до 12:30", {"purpose": "в 10:00", "periods": "до 12:30"}),
    ("Цель:\nСроки: нет", {"periods": "нет"}),
    ("Цель:\nвторая строка", {"purpose": "вторая строка"}),
    ("Неизвестное: а", {}),
    ("Цель", {}),
    ("", {}),
    (":", {}),
    ("http://example.org: Цель", {}),
    ("Цель: http://example.org/?a=b", {"purpose": "http://example.org/?a=b"}),
    ("\ufeffЦель: а\r\nЛица: б", {"persons": "б"}),
    ("ЦЕЛЬ: {0.__class__}<b>", {"purpose": "{0.__class__}<b>"}),
]


@pytest.mark.parametrize(("text", "given"), FILLED, ids=[repr(text)[:30] for text, _ in FILLED])
def test_a_message_is_read_as_a_form_by_its_labels(text: str, given: dict[str, str]) -> None:
    assert fields.filled(text, WORDS) == given
    assert fields.looks_filled(text, WORDS) == (len(given) > 1)


@pytest.mark.parametrize("label", sorted(WORDS.labels))
def test_every_label_is_known_however_it_is_cased(label: str) -> None:
    for written in (label, label.upper(), f"  {label.title()} "):
        assert fields.filled(f"{written}: а", WORDS) == {WORDS.labels[label]: "а"}


def test_every_question_has_a_label_in_both_languages() -> None:
    labelled = set(WORDS.labels.values())
    assert labelled == set(fields.EDITABLE)
    for lang in ("ru", "en"):
        assert all(texts().has(lang, f"words-label-{name}") for name in fields.EDITABLE)


PARTIES = [
    ("Беларусь", (Party.BELARUS,)),
    ("беларусь, Россия", (Party.BELARUS, Party.RUSSIA)),
    ("Россия и Армения", (Party.RUSSIA, Party.ARMENIA)),
    ("Russia and Armenia", (Party.RUSSIA, Party.ARMENIA)),
    ("РФ; РК\nРБ", (Party.RUSSIA, Party.KAZAKHSTAN, Party.BELARUS)),
    ("Беларусь, РБ, Белоруссия", (Party.BELARUS,)),
    (" Республика  Таджикистан ", (Party.TAJIKISTAN,)),
]


@pytest.mark.parametrize(("text", "parties"), PARTIES, ids=[text for text, _ in PARTIES])
def test_parties_are_named_in_any_way(text: str, parties: tuple[Party, ...]) -> None:
    assert typed_words.parties(text, WORDS) == parties


@pytest.mark.parametrize("text", ["", " ", ",", "Атлантида", "Беларусь, Атлантида", "BY-1", "🙂"])
def test_a_word_that_is_no_party_is_named(text: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_words.parties(text, WORDS)

    assert refused.value.why == "refused-party-unknown"
    assert len(str(refused.value.facts["text"])) <= 64


GROUNDS = [
    ("ИТ", (Ground.INFORMATION_TECHNOLOGY, "")),
    ("ит, ст. 205 УК РК", (Ground.INFORMATION_TECHNOLOGY, "ст. 205 УК РК")),
    ("IT, ст. 205, ч. 2", (Ground.INFORMATION_TECHNOLOGY, "ст. 205, ч. 2")),
    ("КС", (Ground.CONSTITUTIONAL_ORDER, "")),
    ("Против мира и безопасности человечества", (Ground.PEACE_AND_SECURITY, "")),
    ("МБ, ст. 160", (Ground.PEACE_AND_SECURITY, "ст. 160")),
    ("ст. 205", (None, "")),
    ("кража, ст. 188", (None, "")),
    ("", (None, "")),
]


@pytest.mark.parametrize(("text", "read"), GROUNDS, ids=[text for text, _ in GROUNDS])
def test_a_ground_and_the_qualification_behind_it(text: str, read: object) -> None:
    assert fields.ground(text, WORDS) == read


@pytest.mark.parametrize("left_out", fields.missing({}))
def test_what_is_missing_is_asked_first(left_out: str) -> None:
    answers = {name: value for name, value in ANSWERS.items() if name != left_out}

    assert fields.missing(answers) == (left_out,)
    assert fields.asked_next(answers) == left_out


def test_a_whole_form_asks_nothing_and_a_foreign_one_asks_once() -> None:
    assert fields.asked_next(ANSWERS) is None
    for name in ("purpose", "justification", "substance", "assistance"):
        foreign = {**ANSWERS, name: "to keep"}
        assert fields.asked_next(foreign) == fields.LANGUAGE
        assert fields.asked_next({**foreign, fields.LANGUAGE: fields.KEEP}) is None


@pytest.mark.parametrize(("name", "value"), [("urgent_until", "до полудня"), ("other", "иное")])
def test_optional_fields_are_kept_in_the_content(name: str, value: str) -> None:
    assert getattr(fields.content({**ANSWERS, name: value}), name) == value


def test_answers_that_can_only_be_pressed_become_conditions() -> None:
    later = fields.content({**ANSWERS, "ground": fields.NOT_IN_PREPARATION})
    calm = fields.content({**ANSWERS, "persons": fields.NOT_IMMEDIATE})
    unset = fields.content({**ANSWERS, "periods": fields.NOT_SET})

    assert (later.in_preparation, later.immediate) == (False, True)
    assert (calm.in_preparation, calm.immediate, calm.persons) == (True, False, "")
    assert unset.periods == ""


@pytest.mark.parametrize("length", [1, typed_words.FIELD_LENGTH])
def test_a_field_takes_up_to_its_length(length: int) -> None:
    assert typed_words.checked("purpose", f"  {'я' * length}\n") == "я" * length


@pytest.mark.parametrize("text", ["", " \n\t ", "я" * (typed_words.FIELD_LENGTH + 1)])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        typed_words.checked("purpose", text)


@given(st.text())
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    found = fields.filled(text, WORDS)
    assert set(found) <= set(fields.EDITABLE)
    assert all(value and value == value.strip() for value in found.values())
    with contextlib.suppress(Refused):
        assert set(typed_words.parties(text, WORDS)) <= set(Party)
