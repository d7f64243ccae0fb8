"""Every text that is said exists in both languages, with the values it needs; how they look."""

import ast
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.delivery import names as by_name
from bot.delivery.names import NAMES
from bot.delivery.variants import VARIANTS
from bot.words.texts import LANGUAGES, LOCALES, TextMissing, Texts
from handlers.catalogue import COMMANDS, LISTING
from handlers.chat import typed_words
from handlers.chat.choosing import Unclear
from handlers.chat.events import Lost, Misfit
from handlers.draft import fields
from handlers.execution.statements import STATEMENTS
from handlers.files.unfit import Remedy, Unfit
from handlers.people.me import LANGUAGES as OFFERED_LANGUAGES
from handlers.request import casefile
from handlers.urgent.letter import KINDS
from protocol.consents import ConsentState
from protocol.moves import Execution, Form, Move, Side
from protocol.notices import NoticeKind, NoticeState, ReceiptState
from protocol.obligation import Kind, Lateness
from protocol.obligations import ALARMS
from protocol.parties import ZONES, Channel, Party, Role
from protocol.permissions import ABOUT, SIGNED, Act
from protocol.request import Ground
from storage import carrying
from storage.codes import AppState

ROOT = Path(__file__).parents[3]
SPEAKING = ("handlers", "protocol", "storage")
EMOJI = frozenset("🔴🟡🟢⚪🧪")
SIGNS = frozenset("№")

STATED = tuple(each.entry.name for each in STATEMENTS)
STATED_MOVES = tuple(str(each.move) for each in STATEMENTS)
LATE = (Lateness.STRICTLY_LATE, Lateness.LATE)
REMINDED = tuple(kind for kind in Kind if kind not in ALARMS)
WITHOUT_APP = tuple(state for state in AppState if state is not AppState.ACTIVE)
# What commands name by its number, and what is said where none is named.
NUMBERED = tuple(dict.fromkeys(each.named for each in LISTING if each.named is not None))
ASKED_WHICH = ("which", "refused-none", "instead-none")
REGISTERED = (Form.CONFIRMED, Form.OBJECTED, Form.RECORDED)


def family(beginning: str, *members: object) -> frozenset[str]:
    return frozenset(f"{beginning}{member}" for member in members)


def past(kind: Kind) -> Lateness:
    """What is said of it past its due moment: nobody is late with an answer that is only asked."""
    return Lateness.DUE if kind is Kind.POSTPONED else Lateness.LATE


# What each f-string in the place of a key can become, in one file or all; name a new one here.
FAMILIES: Mapping[str, frozenset[str]] = {
    "head-{}": family("head-", *Execution),
    "cards.py {}-{}": family("owed-", *LATE, Lateness.DUE) | family("entry-", *LATE, Lateness.DUE),
    "turn-{}": family("turn-", "own", "other"),
    "turn-{}-{}": frozenset(
        f"turn-{whose}-{each}"
        for whose in ("own", "other")
        for each in (Lateness.LATE, Lateness.DUE)
    ),
    "refused-{}": family("refused-", *Misfit),
    "instead-{}": family("instead-", *Misfit),
    "form-{}": family("form-", *REGISTERED),
    "refused-chosen-{}": family("refused-chosen-", *Unclear),
    "instead-chosen-{}": family("instead-chosen-", *Unclear),
    **{f"{each}-{{}}": family(f"{each}-", *NUMBERED) for each in ASKED_WHICH},
    "head-notice-{}": family("head-notice-", *NoticeState),
    "receipt-{}": family("receipt-", *(set(ReceiptState) - {ReceiptState.ACKNOWLEDGED})),
    "dialog.py ask-{}": family("ask-", *(set(fields.QUESTIONS) - {fields.TO})),
    "option-{}-{}": frozenset(
        f"option-{question.name}-{option}"
        for question in fields.URGENT
        for option in question.options
    ),
    "label-{}": family("label-", *fields.EDITABLE),
    "option-notice-{}": family("option-notice-", *NoticeKind),
    "preview-{}": family("preview-", *STATED),
    "choice-state-{}": family("choice-state-", *STATED),
    "done-{}": family("done-", *STATED_MOVES),
    "told-{}": family("told-", *STATED_MOVES),
    "{}-{}": family("done-confirm-", Lateness.ON_TIME, *LATE),
    "told-confirm-registered-{}": family("told-confirm-registered-", Lateness.ON_TIME, *LATE),
    "remind-{}": family("remind-", *REMINDED, *(f"{kind}-{past(kind)}" for kind in REMINDED))
    | {"remind-confirm-first", "remind-confirm-strictly_late"},
    "told-{}-{}": family("told-confirm-", *LATE),
    "help-{}": family("help-", *(each.name for each in LISTING if each.is_typed)),
    "case-{}": family("case-", *casefile.STATED),
    "refused-file-{}": family("refused-file-", *Lost, *Unfit),
    "instead-file-{}": family("instead-file-", *Remedy),
    "text-{}": family("text-", *KINDS),
    "refused-code-app-{}": family("refused-code-app-", *WITHOUT_APP),
    "instead-code-app-{}": family("instead-code-app-", *WITHOUT_APP),
    "choice-lang-{}": family("choice-lang-", *OFFERED_LANGUAGES),
    "choice-{}": family(
        "choice-",
        *(each.name for each in LISTING if isinstance(each.does, Move)),
        *(name for kind in Kind for name in LISTING.settling(kind)),
        *(name for each in LISTING for name in (*each.then, *each.there)),
    ),
}
# The words into which `bot.delivery.names` turns values.
WORDS = (
    *(f"party-{party}" for party in Party),
    *(f"party-{party}-of" for party in Party),
    *("zone-" + zone.replace("/", "-") for zone in ZONES.values()),
    *(f"role-{role}" for role in Role),
    *(f"kind-{kind}" for kind in (*Kind, *NoticeKind)),
    *(f"ground-{ground}" for ground in Ground),
    *(f"lang-{lang}" for lang in LANGUAGES),
    *(f"channel-{channel}" for channel in Channel),
    *(f"side-{side}" for side in Side),
    *(f"sign-{each}" for each in (*SIGNED, Act.CODE)),
    *(f"do-{each}" for each in (*Move, *ABOUT)),
    *(f"state-execution-{state}" for state in Execution),
    *(f"state-form-{state}" for state in Form),
    *(f"state-notice-{state}" for state in NoticeState),
    *(f"state-consent-{state}" for state in ConsentState),
    *(f"label-{name}" for name in (*fields.EDITABLE, "text")),
    *(f"asked-{each.name}" for each in COMMANDS if each.answer is not None),
)
# What `bot/` says, also where the file that says it is still to come.
SAID_BY_BOT = (
    *("as-of", "ask-secrecy", "blocked-secret", "choice-admit", "choice-drop", "choice-fallback"),
    *("day", "duration-days", "duration-hours", "duration-minutes", "duration-moment"),
    *("fallback", "incident", "instead-characters", "nabat", "person-in-office", "pointer"),
    *("pointer-alarm", "refused-characters", "refused-too-long", "repeated", "secretariat"),
    *(
        "file-unopened",
        "storage-delayed",
        "storage-failed",
        "stranger",
        "stranger-unread",
        "unread",
        "until-end-of-day",
        "until-moment",
    ),
    *("notice-number", "operator", "past-end-of-day"),
)
# `bot.delivery.render` gives these beside what is said.
ADDED = {"alarm": {"calls", "all_duty_at", "deputies_at"}}
# Handed to a helper that says them; a beginning of a key is none.
HANDED_ON = re.compile(r"(?:option|field|choice|refused|instead|label|preview|told|done)-[a-z_-]+")
BEGINNINGS = frozenset({"done-confirm"})
NOT_VALUES = {"carries", "to", "priority", "about", "owed", "choices", "key", "over"}


@dataclass(frozen=True)
class Site:
    """A place that says texts: their keys, and the names of its values where they are known."""

    place: str
    keys: frozenset[str]
    values: frozenset[str] | None


@cache
def texts() -> Texts:
    return Texts()


@cache
def sites() -> tuple[Site, ...]:
    return tuple(
        site
        for package in SPEAKING
        for path in sorted((ROOT / package).rglob("*.py"))
        for site in said_in(path)
    )


def said_in(path: Path) -> Iterator[Site]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = f"{path.relative_to(ROOT)}:{call.lineno}"
        match call.func:
            case ast.Attribute(value=ast.Name(id="turn"), attr="say"):
                keys, values = keys_of(call.args[0], tree, place), keywords(call, NOT_VALUES)
            case ast.Name(id="Line"):
                keys = keys_of(call.args[0], tree, place)
                values = names(call.args[1]) if len(call.args) > 1 else frozenset()
            case ast.Name(id="Ask"):
                given = {each.arg: each.value for each in call.keywords}
                keys = keys_of(call.args[0], tree, place)
                values = names(given["values"]) if "values" in given else frozenset()
            case ast.Name(id="Question") if len(call.args) > 1:
                keys, values = keys_of(call.args[1], tree, place), None
                given = {each.arg: each.value for each in call.keywords}
                for label in ("skip", "signed"):
                    keys |= keys_of(given[label], tree, place) if label in given else frozenset()
            case ast.Name(id="files_of"):
                given = {each.arg: each.value for each in call.keywords}
                told = (given[each] for each in ("alone", "beside") if each in given)
                keys = frozenset().union(*(keys_of(each, tree, place) for each in told))
                values = None
            case ast.Name(id="Shown"):
                keys, values = keys_of(call.args[0], tree, place), frozenset({"lines"})
            case ast.Name(id="Refused"):
                given = {each.arg: each.value for each in call.keywords}
                keys = keys_of(call.args[0], tree, place)
                if "instead" in given:
                    keys |= keys_of(given["instead"], tree, place)
                values = keywords(call, {"rule", "instead"})
            case ast.Name(id="Choice") if not any(each.arg == "label" for each in call.keywords):
                keys = choice_keys(call, tree, place)
                given = {each.arg: each.value for each in call.keywords}
                written = call.args[3] if len(call.args) > 3 else given.get("values")
                values = names(written) if written else frozenset()
            case _:
                continue
        yield Site(place, keys - BEGINNINGS, values)


def handed_on() -> Iterator[str]:
    for package in SPEAKING:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Constant(value=str(written)) if HANDED_ON.fullmatch(written):
                        yield written


def choice_keys(call: ast.Call, tree: ast.Module, place: str) -> frozenset[str]:
    if len(call.args) > 2:
        return keys_of(call.args[2], tree, place)
    command = call.args[0]
    return family("choice-", command.value) if isinstance(command, ast.Constant) else frozenset()


def keywords(call: ast.Call, apart: set[str]) -> frozenset[str] | None:
    given = [each.arg for each in call.keywords]
    return None if None in given else frozenset(each for each in given if each) - apart


def names(node: ast.expr) -> frozenset[str] | None:
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    return None


def keys_of(node: ast.expr, tree: ast.Module, place: str) -> frozenset[str]:
    match node:
        case ast.Constant(value=str(key)):
            return frozenset({key})
        case ast.IfExp():
            return keys_of(node.body, tree, place) | keys_of(node.orelse, tree, place)
        case ast.JoinedStr():
            parts = (each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
            skeleton = "".join(map(str, parts))
            here = f"{Path(place.partition(':')[0]).name} {skeleton}"
            known = FAMILIES.get(here, FAMILIES.get(skeleton))
            assert known is not None, f"{place}: name what {skeleton!r} can become"
            return known
        case ast.Name(id=name):
            found = [keys_of(value, tree, place) for value in assigned(name, tree)]
            return frozenset().union(*found)
        case ast.Attribute():
            return frozenset()  # a refusal that is said on: its own site names its keys
    raise AssertionError(f"{place}: which key is it?")


def assigned(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what is written for a name: where it is assigned, and where a loop runs over rows."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=target)],
                value=ast.Constant() | ast.IfExp() | ast.JoinedStr() as value,
            ) if target == name:
                yield value
            case ast.For(target=ast.Tuple(elts=[ast.Name(id=first), *_]), iter=ast.Tuple() as rows):
                if first == name:
                    yield from (row.elts[0] for row in rows.elts if isinstance(row, ast.Tuple))


def journalled() -> frozenset[str]:
    """What the history of a request or a notice may tell: actions about a subject."""
    actions = {str(move) for move in Move} | {"shown", "unshown"}
    for path in (ROOT / "handlers").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="log"), args=[ast.Constant(value=str(action))]
                ) if any(each.arg == "about" for each in call.keywords):
                    actions.add(action)
    return frozenset(actions)


def needed() -> frozenset[str]:
    said = frozenset().union(*(site.keys for site in sites()), *FAMILIES.values())
    words = {*WORDS, *SAID_BY_BOT} | family("action-", *journalled())
    # An f-string under which a helper is handed a key ends with a dash as a literal: not a key.
    literals = {key for key in handed_on() if not key.endswith("-")}
    return (said | words | literals) - BEGINNINGS


def literals_of_bot() -> Iterator[re.Pattern[str]]:
    """Each string and f-string of bot/: an f-string that begins with words stands for a family."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(written)):
                    yield re.compile(re.escape(written))
                case ast.JoinedStr(values=[ast.Constant(), *_]):
                    parts = (
                        re.escape(str(each.value)) if isinstance(each, ast.Constant) else ".+"
                        for each in node.values
                    )
                    yield re.compile("".join(parts))


def test_every_key_exists_in_both_languages() -> None:
    missing = {lang: sorted(needed() - texts().keys(lang)) for lang in LANGUAGES}

    assert missing == {"ru": [], "en": []}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_can_be_said(lang: str) -> None:
    for key in texts().keys(lang) - {"day"}:
        for value in ("…", 0, 1, 5):
            assert texts().say(lang, key, dict.fromkeys(texts().variables(lang, key), value)), key


def test_both_languages_have_the_same_keys_with_the_same_variables() -> None:
    assert texts().keys("ru") == texts().keys("en")
    for key in texts().keys("ru") - {"day"}:
        assert texts().variables("ru", key) == texts().variables("en", key), key


def test_no_text_is_unused() -> None:
    patterns = tuple(literals_of_bot())
    # What only the operator reads is the command line's; the vocabulary takes its words whole.
    apart = ("words-", "operator-", "problem-")
    left = {key for key in texts().keys("ru") - needed() if not key.startswith(apart)}

    unused = {key for key in left if not any(each.fullmatch(key) for each in patterns)}

    assert unused == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_says_a_text_gives_what_it_uses(lang: str) -> None:
    lacking = {
        (site.place, key, name)
        for site in sites()
        if site.values is not None
        for key in site.keys
        for name in texts().variables(lang, key) - ADDED.get(key, set())
        if name not in site.values and not is_variant(name, site.values)
    }

    assert lacking == set()


def is_variant(name: str, given: frozenset[str]) -> bool:
    base, _, variant = name.rpartition("_")
    return base in given and variant in VARIANTS


def test_ids_are_always_given_under_names_that_say_what_they_are() -> None:
    """
    A value under a name without resolver is inserted as it is: no id may come so.

    Nor may what a person wrote, but under the names of `storage.carrying.WORDS`.
    """
    given = frozenset().union(*(site.values or frozenset() for site in sites()))
    plain = {
        *(
            "act",
            "app",
            "at",
            "article",
            "complete",
            "content",
            "count",
            "differs",
            "digest",
            "due",
            "duty",
            "history",
        ),
        *("left", "length", "letter", "limit", "line", "lines", "name", "next", "number"),
        *("numbers", "on", "parties", "place", "reasons", "second", "since", "soon", "statement"),
        *("step", "steps", "text", "files", "until", "within", "presses", "messages"),
        *("code", "link", "words", "opened", "matrix", "incident", "label", "way", "rung"),
    }

    assert given - set(NAMES) <= plain


def test_whatever_is_told_as_a_persons_words_has_a_name_that_says_so() -> None:
    as_words = (
        by_name._quotation,
        by_name._statement,
        by_name._files,
        by_name._content,
        by_name._casefile,
    )
    # The id of a device, which its client chose: shown so that nothing in it can be pressed.
    told = {name for name, resolver in NAMES.items() if resolver in as_words} - {"device"}

    assert told | {"files", "marking"} == carrying.WORDS


def test_whoever_says_a_text_says_what_it_carries() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for package in ("handlers", "bot")
        for path in sorted((ROOT / package).rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "turn.say"
        and not any(each.arg == "carries" for each in call.keywords)
    ]

    assert silent == []


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


def test_reminders_tell_what_by_which_rule_until_when_and_how_long() -> None:
    for lang in LANGUAGES:
        for key in FAMILIES["remind-{}"]:
            used = texts().variables(lang, key)
            assert "number" in used, key
            assert used & {"due", "due_until", "due_past"}, key
            assert {"left", "people"} <= used, key


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
        ("ru", "told-acknowledge", {"request": "KZ-BY-2026-7", "officer": "Дубровская Е."}),
        ("fr", "help-help", {}),
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
    empty = texts().say(lang, "form-empty")
    message = re.sub(r":$", ": x", empty, flags=re.MULTILINE)

    given = fields.filled(message, texts().vocabulary())

    needed = {question.name for question in fields.URGENT if not question.optional}
    assert set(given) == needed
    assert given["ground"] == "x"


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
            words.grounds[typed_words.folded(texts().say(lang, f"option-ground-{ground}"))]
            is ground
        )


@pytest.mark.parametrize(
    ("typed", "party"),
    [("РБ", "BY"), ("республика  Беларусь", "BY"), ("рк", "KZ"), ("Belarus", "BY"), ("РФ", "RU")],
)
def test_parties_are_known_by_their_usual_names(typed: str, party: str) -> None:
    assert typed_words.parties(typed, texts().vocabulary()) == (party,)
