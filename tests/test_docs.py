"""The documents say what is so: generated parts, names, commands, links, examples, pictures."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.operator.cli import app
from bot.transports.matrix.text import parts
from bot.words.message import Button, Rendered
from docs import diagrams, picture
from docs.recipes import FENCED, RECIPES, Block
from handlers.catalogue import BY_NAME
from tests.bot.operator.commands import Operator

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = (README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
# Of how many files a person may have to think at most, by hand.
FILES = {"command": 5, "move": 11}
# What a copy of the tree does without. What was translated and what mypy knows goes with it.
APART = (
    *(".git", ".venv", ".synapse", "node_modules", "var", "build", "dist", "*.egg-info"),
    *(".pytest_cache", ".hypothesis"),
)
# The stories of the recipes, and the tests that read the tables to which they add.
READING = (
    *("tests/journeys/test_calling.py", "tests/journeys/test_volume.py"),
    "tests/handlers/test_router.py",
    "tests/handlers/test_need_to_know.py::test_the_tables_name_every_command",
    *(f"tests/bot/words/test_{name}.py" for name in ("keys", "labels", "texts")),
    *(
        f"tests/protocol/test_{name}.py"
        for name in ("moves", "moves_rules", "obligations", "permissions", "reminders")
    ),
)
PYTEST = (sys.executable, *("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not soak"))
LINK = re.compile(r"\]\((?P<path>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")
# Addresses of a network and places on somebody's machine; the administrator's own are named so.
ELSEWHERE = re.compile(r"https?://|(?<![\w.:])/(?!etc/|backup/)[a-z]+/\w")

# What nabat makes where it runs.
MADE = {"var/"}

document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path, kind: str) -> list[str]:
    return [found["body"] for found in FENCED.finditer(text(path)) if found["kind"] == kind]


def anchors(path: Path) -> set[str]:
    """Return what can be linked to in a document: its headings as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


# As it stands over the text that the Parties signed; a translation of ours.
TITLE_RU = (
    "Протоколу о взаимодействии государств — членов Организации Договора о коллективной "
    "безопасности по противодействию преступной деятельности в информационной сфере "
    "от 23 декабря 2014 года"
)
TITLE_EN = (
    "Protocol on Interaction of the Member States of the Collective Security Treaty Organization "
    "in Countering Criminal Activity in the Information Sphere, Moscow, 23 December 2014"
)


@pytest.mark.parametrize(
    ("path", "title"),
    [(README, TITLE_RU), (README, TITLE_EN), (ROOT / "docs" / "rules.md", TITLE_EN)],
)
def test_the_protocol_has_its_right_title(path: Path, title: str) -> None:
    assert title in " ".join(text(path).split())


@cache
def commands() -> Mapping[tuple[str, ...], Any]:
    """Return every command of the operator, by its words."""
    return dict(walked((), get_command(app)))


def walked(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not hasattr(command, "commands"):
        yield words, command
        return
    for name, each in command.commands.items():
        yield from walked((*words, name), each)


@cache
def demonstration() -> list[picture.Message]:
    """Play the demonstration once and return what it prints."""
    return picture.messages()


@document
def test_generated_parts_are_up_to_date(path: Path) -> None:
    written = text(path)

    assert diagrams.drawn(written) == written, "python -m docs.diagrams writes them anew"


def test_every_table_and_diagram_stands_in_a_document() -> None:
    shown = {name for path in DOCUMENTS for name in re.findall("<!-- ([a-z-]+): gen", text(path))}

    assert shown == set(diagrams.PARTS)


def test_the_picture_is_of_this_demonstration() -> None:
    drawn = text(picture.PICTURE)

    assert picture.picture(demonstration()) == drawn, "python -m docs.picture draws it anew"
    assert "<script" not in drawn
    assert set(re.findall(r"https?://[^\"]+", drawn)) == {"http://www.w3.org/2000/svg"}


@document
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.finditer(text(path)):
        target = (path.parent / link["path"]).resolve() if link["path"] else path
        assert target.exists(), link.group()
        if link["anchor"]:
            assert link["anchor"] in anchors(target), link.group()


@document
def test_nothing_is_said_of_other_machines(path: Path) -> None:
    assert not ELSEWHERE.search(text(path))


@document
def test_files_that_are_named_exist(path: Path) -> None:
    for name in set(re.findall(r"`((?:[a-z_]+/)+[\w.]*)`", text(path))) - MADE:
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`((?:[a-z_]+/)+\w+\.py): \w+`", text(path)):
        assert (ROOT / name).is_file(), name


def test_the_folders_of_the_readme_exist() -> None:
    listed = re.findall(r"^([a-z]+/) ", text(README), re.MULTILINE)

    assert len(listed) >= 8
    for folder in listed:
        assert (ROOT / folder).is_dir(), folder


@document
def test_what_is_made_can_be_made(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))

    assert set(re.findall(r"(?:`|\$ )make ([a-z]+)", text(path))) <= targets


@document
def test_the_operators_commands_exist(path: Path) -> None:
    named = re.findall(r"(?:`|\$ |bin/)nabat ([a-z]+)(?: ([a-z]+))?", text(path))

    for words in named:
        assert words in commands() or words[:1] in commands(), words


def test_the_table_of_the_readme_has_every_command() -> None:
    table = re.findall(r"^\| `nabat ([a-z ]+)` \|", text(README), re.MULTILINE)

    assert {tuple(each.split()) for each in table} == set(commands())


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_of_the_operator_explains_itself(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    ended = Operator(tmp_path / "var").says(*words, "--help")

    assert ended.code == 0
    assert "operator-help" not in ended.out


@document
def test_settings_that_are_named_exist(path: Path) -> None:
    settings = tomllib.loads(text(ROOT / "config" / "nabat.toml"))

    for section, key in re.findall(r"\[(\w+)\] (\w+)`", text(path)):
        assert key in settings[section], (section, key)
    for section, key in re.findall(r"NABAT_([A-Z]+)__([A-Z_]+)=", text(path)):
        assert key.lower() in settings[section.lower()], (section, key)


def test_every_threat_names_tests_that_exist() -> None:
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", text(path), re.MULTILINE)
    }
    threats = text(ROOT / "docs" / "security.md").partition("\n## Threats\n")[2]
    rows = [row.split(" | ") for row in re.findall(r"^\| (?!who)(.+) \|$", threats, re.MULTILINE)]

    assert len(rows) > 15
    for *told, tests in rows:
        named = re.findall(r"`(test_\w+)`", tests)
        assert len(told) == 3
        assert named, told
        assert set(named) <= there, set(named) - there


def test_events_of_the_log_that_are_named_exist() -> None:
    said = " ".join(text(each) for each in (ROOT / "bot").rglob("*.py"))
    paragraph = text(ROOT / "docs" / "administrator.md").partition("\n## The log\n")[2]
    named = re.findall(r"`([a-z]+_[a-z_]+|incident|undeliverable)`", paragraph)

    assert len(named) > 5
    for event in named:
        assert f'("{event}"' in said, event


@pytest.mark.parametrize("name", ["README.md", "docs/duty-officer.ru.md"])
def test_commands_of_the_chat_that_are_named_exist(name: str) -> None:
    path = ROOT / name

    named = set(re.findall(r"`/([a-z]+)", text(path)))

    assert len(named) > 5
    assert named - {"call", "start"} <= set(BY_NAME)


def test_the_messages_shown_to_duty_officers_are_real() -> None:
    shown = blocks(ROOT / "docs" / "duty-officer.ru.md", "text")
    messages = [each for each in shown if not each.startswith("Кому:")]
    real = "\n".join(line.plain for message in demonstration() for line in message)
    offered = re.findall(r"\[(\d+)\] (.+?)(?=  \[|$)", real, re.MULTILINE)
    buttons = (Button("", int(number), label) for number, label in offered)
    real += "".join(parts(Rendered("", buttons=tuple(buttons))))

    assert len(messages) >= 6
    for line in (line for each in messages for line in each.splitlines()):
        assert line in ("", "…") or line in real, line


def test_what_the_readme_types_works(tmp_path: Path) -> None:
    asked, filled, *_ = (each for each in blocks(README, "text") if each.startswith("@"))

    begun = Operator(tmp_path / "begun").runs(asked.splitlines())
    previewed = Operator(tmp_path / "filled").runs(filled.splitlines())

    assert "4/9" in begun.out
    assert "Нет гостайны, отправить" in previewed.out


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which both recipes were followed, one after the other."""
    copy = tmp_path_factory.mktemp("followed") / "nabat"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*APART))
    (copy / ".venv").symlink_to(sys.prefix)
    for recipe in RECIPES.values():
        recipe.follow(copy)
    run(copy, sys.executable, "-m", "docs.diagrams")
    return copy


def run(where: Path, *words: str) -> None:
    """Run a program of the copy, and let it succeed."""
    ended = subprocess.run(
        words,
        cwd=where,
        env={name: value for name, value in os.environ.items() if "PYTEST" not in name},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_touches_no_more_files_than_it_may(name: str) -> None:
    recipe = RECIPES[name]

    touched = recipe.touched()

    assert len(set(touched)) == len(touched) <= recipe.most == FILES[name]
    assert not [each for each in touched if each.startswith("docs/")], "documents are drawn"


@pytest.mark.slow
def test_the_recipes_pass_all_checks_and_the_tests_that_read_what_they_add_to(
    followed: Path,
) -> None:
    # What is installed stays that of this tree.
    run(followed, "make", "--old-file", ".venv/.nabat", "lint")
    run(followed, *PYTEST, *READING)

    drawn = text(followed / README.name)
    assert "| `/call PARTY` | the telephone of a competent authority | everybody |  |" in drawn


@pytest.mark.soak
def test_the_recipes_pass_the_story_of_who_may_read_which_words(followed: Path) -> None:
    run(followed, *PYTEST, "tests/journeys/test_what_may_pass.py")


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ((" # protocol/moves.py", " no such line", "+new"), "no such line"),
        ((" # protocol/moves.py", "     Move.LINK,", "-    Move.NO,"), "Move.NO"),
    ],
)
def test_a_recipe_whose_lines_do_not_stand_there_cannot_be_followed(
    lines: tuple[str, ...], wrong: str, tmp_path: Path
) -> None:
    (tmp_path / "protocol").mkdir()
    before = text(ROOT / "protocol" / "moves.py")
    (tmp_path / "protocol" / "moves.py").write_text(before, encoding="utf-8")

    with pytest.raises(ValueError, match=wrong):
        Block("diff", lines).apply(tmp_path)

    assert text(tmp_path / "protocol" / "moves.py") == before
