"""The form in one message and the questions one by one: what counts as an answer. Pure."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat import typed_words
from handlers.draft import fields, reading
from protocol.parties import Party
from protocol.refusals import Refused
from protocol.request import Crime, Ground
from protocol.secrecy.lookalikes import form as form_of
from tests.journeys.stage import texts

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
    ("Кому: Атлантида\nКому: Россия", {"to": "Россия"}),
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
    ("\ufeffЦель: а\r\nЛица: б", {"purpose": "а", "persons": "б"}),
    ("ЦЕЛЬ: {0.__class__}<b>", {"purpose": "{0.__class__}<b>"}),
]


@pytest.mark.parametrize(("text", "given"), FILLED, ids=[repr(text)[:30] for text, _ in FILLED])
def test_a_message_is_read_as_a_form_by_its_labels(text: str, given: dict[str, str]) -> None:
    assert fields.filled(text, WORDS) == given
    assert fields.looks_filled(text, WORDS) == (len(given) > 1)


# A form as people paste it; each line gives the same two fields.
PASTED = {
    "bullets": "• Цель: а\n• Лица: б",
    "asterisks": "* Цель: а\n* Лица: б",
    "dashes": "- Цель: а\n— Лица: б",
    "numbers": "1. Цель: а\n2) Лица: б",
    "numbers of a section": "1.4. Цель: а\n1.5. Лица: б",
    "letters": "а) Цель: а\nб) Лица: б",
    "key-caps": "1\ufe0f\u20e3 Цель: а\n2\ufe0f\u20e3 Лица: б",
    "a quotation": "> Цель: а\n> Лица: б",
    "a quotation of a quotation": "> > Цель: а\n>> Лица: б",
    "markdown": "**Цель:** а\n__Лица__: б",
    "a heading": "## Цель: а\n## Лица: б",
    "a tab": "Цель\tа\nЛица\tб",
    "a dash": "Цель - а\nЛица — б",
    "a dash close by": "Цель— а\nЛица–б",
    "a full-width colon": "Цель：а\nЛица ﹕ б",
    "an equals sign": "Цель = а\nЛица=б",
    "a no-break space": "\u00a0Цель\u00a0:\u00a0а\nЛица\u2003: б",
    "Latin letters": "Цeль: а\nЛицa: б",
    "a soft hyphen": "Це\u00adль: а\nЛи\u200bца\u2060: б",
    "a byte order mark": "\ufeffЦель: а\n\u200eЛица: б",
    "full width": "Ｐｕｒｐｏｓｅ: а\nＰｅｒｓｏｎｓ：б",
    "line separators": "Цель: а\u2028Лица: б",
}


@pytest.mark.parametrize("how", PASTED)
def test_a_form_is_read_however_it_was_pasted(how: str) -> None:
    form = reading.read(PASTED[how], WORDS)

    assert form.fields == {"purpose": "а", "persons": "б"}
    assert not form.stray
    assert not form.inside
    assert not form.twice


# What is no field of its own -> the fields, what strays, what stays inside of a field, what is
# said twice.
NO_FIELD: dict[str, tuple[str, dict[str, str], str, dict[str, list[str]], dict[str, list[str]]]] = {
    "words above": (
        "Доброе утро.\nПрошу:\nЦель: а\nЛица: б",
        {"purpose": "а", "persons": "б"},
        "Доброе утро.\nПрошу:",
        {},
        {},
    ),
    "words below the addressee": (
        "Кому: Беларусь\n\nСрочно, ждём.\nЦель: а",
        {"to": "Беларусь", "purpose": "а"},
        "Срочно, ждём.",
        {},
        {},
    ),
    "a letter": (
        "Кому: Беларусь\nСущество: письмо\nFrom: a@b.kz\nTo: c@d.by\nSubject: счёт\nЦель: а",
        {
            "to": "Беларусь",
            "substance": "письмо\nFrom: a@b.kz\nTo: c@d.by\nSubject: счёт",
            "purpose": "а",
        },
        "",
        {"substance": ["To: c@d.by"]},
        {},
    ),
    "a letter before the addressee": (
        "Существо: письмо\nTo: c@d.by\nЦель: а\nКому: Беларусь",
        {"substance": "письмо\nTo: c@d.by", "purpose": "а", "to": "Беларусь"},
        "",
        {"substance": ["To: c@d.by"]},
        {},
    ),
    "an order before the ground": (
        "Цель: а\nОснование: приказ № 5\nЛица: б",
        {"purpose": "а\nОснование: приказ № 5", "persons": "б"},
        "",
        {"purpose": ["Основание: приказ № 5"]},
        {},
    ),
    "a second purpose": (
        "Цель: а\nСущество: переписка\nЦель: б\nвсё",
        {"purpose": "а", "substance": "переписка\nЦель: б\nвсё"},
        "",
        {"substance": ["Цель: б"]},
        {},
    ),
    "a second purpose at once": (
        "Цель: а\nЦель: б\nЛица: в",
        {"purpose": "а\nЦель: б", "persons": "в"},
        "",
        {"purpose": ["Цель: б"]},
        {},
    ),
    "a second purpose behind the addressee": (
        "Цель: а\nКому: Беларусь\nЦель: б",
        {"purpose": "а\nЦель: б", "to": "Беларусь"},
        "",
        {"purpose": ["Цель: б"]},
        {},
    ),
    "two addressees": (
        "To: Belarus\nКому: Россия\nЦель: а",
        {"purpose": "а"},
        "",
        {},
        {"to": ["Belarus", "Россия"]},
    ),
    "one addressee twice": (
        "Кому: Беларусь\nКому: беларусь\nЦель: а",
        {"to": "Беларусь", "purpose": "а"},
        "",
        {},
        {},
    ),
    "the lines of the empty form": (
        texts().say("ru", "form.empty").replace("Цель:", "Цель: а").replace("Лица:", "Лица: б"),
        {"purpose": "а", "persons": "б"},
        "",
        {},
        {},
    ),
}


@pytest.mark.parametrize("case", NO_FIELD)
def test_what_is_no_field_is_kept_or_told(case: str) -> None:
    text, given, stray, inside, twice = NO_FIELD[case]

    form = reading.read(text, WORDS)

    assert dict(form.fields) == given
    assert (form.stray, dict(form.inside), dict(form.twice)) == (stray, inside, twice)


def test_words_above_the_first_label_answer_the_open_question() -> None:
    text = "Атака готовится.\nЦель: узел связи\nЛица: б"
    answers = {"asking": "substance", "given": ("to", "purpose")}

    form = reading.read(text, WORDS, **answers)  # type: ignore[arg-type]
    assert form.fields == {"substance": "Атака готовится.\nЦель: узел связи", "persons": "б"}

    # One that begins with its label says itself what it is about.
    form = reading.read("Цель: узел\nи ещё", WORDS, **answers)  # type: ignore[arg-type]
    assert (form.fields, form.begins) == ({"purpose": "узел\nи ещё"}, True)


PIECES = """Кому: Беларусь|Кому: кто-то|To: a@b|Основание: ИТ|Основание: приказ|слово|Цель: первое
Цель: второе|> Лица: третье|• Сроки - четвёртое||ещё: пятое"""
LINES = st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")))


@given(LINES, st.sampled_from([None, "substance"]), st.sets(st.sampled_from(["purpose", "to"])))
def test_no_word_is_dropped(lines: list[str], asking: str | None, given: set[str]) -> None:
    form = reading.read("\n".join(lines), WORDS, asking=asking, given=given)

    told = [
        *form.fields.values(),
        form.stray,
        *(each for values in form.twice.values() for each in values),
    ]
    words = set("\n".join(told).split())
    for line in lines:
        assert set(line.split()[-1:]) <= words, line


@given(st.text(), st.sampled_from([None, "substance"]))
def test_every_character_that_is_seen_is_somewhere(text: str, asking: str | None) -> None:
    form = reading.read(f"Цель: {text}", WORDS, asking=asking)

    assert form.begins
    assert "".join(form.fields.get("purpose", "").split()) == "".join(said_lines(text).split())


def said_lines(text: str) -> str:
    return typed_words.said("\n".join(text.splitlines()))


def test_no_two_labels_look_alike() -> None:
    looks: dict[str, str] = {}
    for vocabulary in (WORDS.labels, WORDS.parties, WORDS.grounds):
        for word, meant in vocabulary.items():
            assert typed_words.found(vocabulary, word) == meant
            assert looks.setdefault(form_of(word), str(meant)) == str(meant), word


# What an eye sees nothing in.
UNSEEN = (
    "\u200b \u2060 \u00ad \u3164 \u2800 \ufe0f \ufe0e \u180e \u115f \uffa0 \u034f \u200d \u00a0"
    " \u3000 \u2028 \U000e0101 \U000e0061 \ufeff \u0301 \U00013441 \U0001d159 \u2063 \u17b5 \t"
)


@pytest.mark.parametrize("char", [*UNSEEN.split(" "), UNSEEN], ids=ascii)
def test_what_shows_nothing_is_no_answer(char: str) -> None:
    assert typed_words.said(char) == typed_words.said(f" {char}\n{char}") == ""
    with pytest.raises(Refused) as refused:
        typed_words.checked("purpose", f"{char}\n")
    assert refused.value.why == "refused-empty"
    assert reading.read(f"Цель: {char}\nЛица: б", WORDS).fields == {"persons": "б"}
    assert typed_words.said(f"{char}а") != ""


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
    answers = {"crime": Crime.IN_PREPARATION, **ANSWERS}
    answers = {name: value for name, value in answers.items() if name != left_out}
    if left_out == fields.CRIME:
        del answers[fields.GROUND]

    assert fields.missing(answers)[0] == left_out
    assert set(fields.missing(answers)) == set(fields.missing({})) - answers.keys()
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
    later = fields.content({**ANSWERS, "crime": Crime.COMMITTED})
    going_on = fields.content({**ANSWERS, "crime": Crime.NEW_EPISODES})
    other = fields.content({**ANSWERS, "ground": fields.OTHER_GROUND})
    calm = fields.content({**ANSWERS, "persons": fields.NOT_IMMEDIATE})
    unset = fields.content({**ANSWERS, "periods": fields.NOT_SET})

    assert (later.in_preparation, later.immediate) == (False, True)
    assert (calm.in_preparation, calm.immediate, calm.persons) == (True, False, "")
    assert going_on.in_preparation
    assert other.ground is None
    assert unset.periods == ""


def test_a_ground_that_stands_alone_is_of_a_crime_in_preparation() -> None:
    begun = {"to": ["BY-1"]}

    assert fields.asked_next(begun) == fields.CRIME
    assert fields.asked_next({**begun, "crime": Crime.COMMITTED}) == fields.GROUND
    assert fields.missing(ANSWERS) == ()
    assert fields.content(ANSWERS).crime is Crime.IN_PREPARATION


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
