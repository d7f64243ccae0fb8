"""What a folder of texts says: messages, their attributes, and what makes a folder unfit."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.words.texts import LANGUAGES, TextMissing, Texts

Written: TypeAlias = Callable[..., Texts]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return the texts of these files, the same in every language."""

    def folder(*files: str) -> Texts:
        for lang in LANGUAGES:
            (tmp_path / lang).mkdir()
            for number, text in enumerate(files):
                (tmp_path / lang / f"file{number}.ftl").write_text(text, "utf-8")
        return Texts(tmp_path)

    return folder


def test_an_attribute_of_a_message_is_a_text_of_its_own(written: Written) -> None:
    texts = written("refuse = Refusal\n    .ask = Why is { $request } refused?\n")

    assert texts.keys("ru") == {"refuse", "refuse.ask"}
    assert texts.variables("ru", "refuse") == frozenset()
    assert texts.variables("ru", "refuse.ask") == {"request"}
    assert texts.say("ru", "refuse") == "Refusal"
    assert texts.say("ru", "refuse.ask", {"request": "7"}) == "Why is 7 refused?"


def test_a_message_of_attributes_alone_is_no_text(written: Written) -> None:
    texts = written("refuse =\n    .ask = Why?\n")

    assert texts.keys("ru") == {"refuse.ask"}
    assert not texts.has("ru", "refuse")
    for key in ("refuse", "refuse.told", "ask"):
        with pytest.raises(TextMissing):
            texts.say("ru", key)


def test_a_text_uses_the_values_of_what_it_refers_to(written: Written) -> None:
    texts = written(
        "one = { $here }: { two.ask }\n", "two = { $never }\n    .ask = { $there } { one.more }\n"
    )

    assert texts.variables("en", "one") == {"here", "there"}


def test_a_value_that_is_missing_in_an_attribute_is_refused(written: Written) -> None:
    texts = written("refuse =\n    .ask = Why { $request }?\n")

    with pytest.raises(TextMissing):
        texts.say("en", "refuse.ask")


@pytest.mark.parametrize(
    ("files", "twice"),
    [
        (("some = a\n", "some = b\n"), "some"),
        (("some =\n    .ask = a\n    .ask = b\n",), r"some\.ask"),
        (("some =\n    .ask = a\n", "some =\n    .told = b\n"), "some"),
        (("-some = a\n", "-some = b\n"), "-some"),
    ],
)
def test_a_text_that_stands_twice_is_refused(
    written: Written, files: tuple[str, ...], twice: str
) -> None:
    with pytest.raises(ValueError, match=f"stands twice: {twice}$"):
        written(*files)


def test_a_file_that_does_not_parse_is_refused(written: Written) -> None:
    with pytest.raises(ValueError, match=r"file0\.ftl"):
        written("some = { $\n")
