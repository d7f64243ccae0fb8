"""Each text stands in the file of the folder that says it, and in both languages in the same."""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import ModuleType

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast

from bot.words.texts import LANGUAGES, LOCALES, ZONE
from bot.words.values import LABELS, PARTIES, PARTIES_OF, VALUES
from handlers import catalogue
from tests.bot.words import said
from tests.bot.words.sources import ROOT

# Below every room of handlers; what is said there is refused to all of them alike.
BELOW = ("storage", "protocol")
# No folder's: by how their keys begin; and the words of values.
APART = {
    "operator": "operator-",
    "problems": "problem-",
    "demo": "demo-",
    "emoji": "emoji-",
    "verification": "verification-",
    "spoken": "words-spoken",
    "words": "words-",
}
VALUES_FILE, BOT = "values", "bot"


@cache
def messages(lang: str) -> Mapping[str, str]:
    """Return in which file each message stands."""
    return {
        entry.id.name: path.stem
        for path in sorted((LOCALES / lang).glob("*.ftl"))
        for entry in FluentResource(path.read_text("utf-8")).body
        if isinstance(entry, ast.Message)
    }


@cache
def floors() -> Mapping[str, int]:
    """Return how high each room stands, by the contract of the imports."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = next(
        each["layers"]
        for each in contracts["tool"]["importlinter"]["contracts"]
        if each["id"] == "rooms"
    )
    rows = (*(row.split(" | ") for row in rooms), *([each] for each in BELOW))
    return {room: -place for place, row in enumerate(rows) for room in row}


def folder_of(place: str) -> str:
    layer, _, rest = place.partition("/")
    return rest.partition("/")[0].partition(".")[0] if layer == "handlers" else layer


@cache
def commands() -> Mapping[str, str]:
    """Return the folder of each command."""
    modules = (each for each in vars(catalogue).values() if isinstance(each, ModuleType))
    return {
        command.name: folder_of(module.__name__.replace(".", "/"))
        for module in modules
        for command in getattr(module, "COMMANDS", None) or (module.COMMAND,)
    }


def owner(message: str) -> str | None:
    """
    Return the file of a message that is no folder's, or a command's; None for every other.

    What a value is called may stand with the folder that alone has it, too.
    """
    if message in commands():
        return commands()[message]
    if any(
        message in family.keys for family in (*VALUES.values(), PARTIES, PARTIES_OF, LABELS, ZONE)
    ):
        return VALUES_FILE
    return next((name for name, begins in APART.items() if message.startswith(begins)), None)


def test_both_languages_have_the_same_files_with_the_same_messages() -> None:
    assert dict(messages("ru")) == dict(messages("en"))


def test_a_file_is_that_of_a_folder_or_of_what_is_no_folders() -> None:
    assert {*messages("ru").values()} <= {*floors(), *APART, VALUES_FILE, BOT}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_a_commands_or_no_folders_stands_in_its_file(lang: str) -> None:
    assert len(commands()) == len(catalogue.COMMANDS)
    for message, file in messages(lang).items():
        if (own := owner(message)) is not None:
            of_folder = own == VALUES_FILE and file in floors()
            assert file == own or of_folder, message
        else:
            assert file in {*floors(), BOT}, message


def test_a_text_stands_in_the_file_of_whoever_says_it_or_of_one_below() -> None:
    """As with imports: a folder may say what one below it says too, and nothing of one beside."""
    files = messages("ru")
    for site in said.sites():
        folder = folder_of(site.place)
        for message in {key.partition(".")[0] for key in site.keys}:
            file = files.get(message)
            if owner(message) is not None or folder == BOT or file is None:
                continue
            assert file == folder or floors()[file] < floors()[folder], (site.place, message, file)
