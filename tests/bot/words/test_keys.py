"""Whatever the program can say exists in both languages with the values it needs; nothing else."""

import pytest

from bot.delivery import names as by_name
from bot.delivery.names import NAMES
from bot.delivery.variants import VARIANTS
from bot.words.texts import LANGUAGES, Texts, shipped
from bot.words.values import ACTIONS
from handlers.chat.families import Family
from handlers.clock.wording import FIRST_REMINDERS, REMINDERS
from handlers.record.content import SHOWN, UNSHOWN
from storage import carrying
from tests.bot.words import said, sources

# `bot.delivery.render` gives these beside what is said.
ADDED = {"alarm": {"calls", "all_duty_at", "deputies_at"}}


def texts() -> Texts:
    return shipped()


def test_every_key_that_can_be_said_exists_in_both_languages() -> None:
    missing = {lang: sorted(said.needed() - texts().keys(lang)) for lang in LANGUAGES}

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
    # The vocabulary takes its words whole.
    left = {key for key in texts().keys("ru") - said.needed() if not key.startswith("words-")}

    assert left - said.literals() == set()


def test_every_family_is_said_somewhere() -> None:
    """One that nothing says would keep its texts alive."""
    read = " ".join(source.path.read_text("utf-8") for source in sources.sources())
    names = {
        name
        for source in sources.sources()
        for name, value in vars(source.module).items()
        if isinstance(value, Family)
    }

    assert len(names) > 20
    assert {name for name in names if f"{name}[" not in read} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_says_a_text_gives_what_it_uses(lang: str) -> None:
    lacking = {
        (site.place, key, name)
        for site in said.sites()
        if site.values is not None
        for key in site.keys
        for name in texts().variables(lang, key) - ADDED.get(key, set())
        if name not in site.values and not is_variant(name, site.values)
    }

    assert lacking == set()


def is_variant(name: str, given: frozenset[str]) -> bool:
    base, _, variant = name.rpartition("_")
    return base in given and variant in VARIANTS


def test_the_history_has_words_for_what_is_journalled_and_for_nothing_else() -> None:
    assert sources.journalled() | {SHOWN, UNSHOWN} == set(ACTIONS)


def test_ids_are_always_given_under_names_that_say_what_they_are() -> None:
    """
    A value under a name without resolver is inserted as it is: no id may come so.

    Nor may what a person wrote, but under the names of `storage.carrying.WORDS`.
    """
    given = frozenset().union(*(site.values or frozenset() for site in said.sites()))
    plain = {
        *(
            "act",
            "app",
            "at",
            "article",
            "basis",
            "not_before",
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
        *(
            "code",
            "link",
            "words",
            "opened",
            "matrix",
            "incident",
            "label",
            "way",
            "rung",
            "unentered",
        ),
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
    assert sources.unmarked() == []


def test_reminders_tell_what_by_which_rule_until_when_and_how_long() -> None:
    reminders = {key for each in (FIRST_REMINDERS, *REMINDERS.values()) for key in each.keys}

    assert len(reminders) > 20
    for lang in LANGUAGES:
        for key in reminders:
            used = texts().variables(lang, key)
            assert "number" in used, key
            assert used & {"due", "due_until", "due_past"}, key
            assert {"left", "people"} <= used, key
