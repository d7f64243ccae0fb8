"""What no eye sees or a terminal obeys: refused where it comes in, named where it would go out."""

import asyncio
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.installation.open import open_installation
from bot.installation.register_file import RegisterError, read
from bot.logs import events
from bot.transports.console.screen import Screen
from bot.words.message import Button, Rendered
from bot.words.operator import Words
from bot.words.outlet import say
from bot.words.texts import LANGUAGES, shipped
from config.settings import TRAINING_REGISTER, load
from protocol.unseen import code_point, first_unseen, is_unseen, visible_text
from storage.work import Work
from tests.bot.operator.commands import Operator

HOSTILE = (
    "\x00\x07\x08\t\n\r\x1b\x7f\x80\x85\x9b\xad\u034f\u0378\u061c\u115f\u180e\u200b\u200d\u200e\u2028"
    "\u2029\u202a\u202e\u2060\u2066\u2069\u2800\u3164\ue000\ufeff\uffa0\ufff9\ufffe\U000e0001"
    "\U000e0041\U000e0100\U000f0000\U0010ffff"
)
PLAIN = "Асанов Б. № 12-4/881 «Сокол» — ʼіїӣ é е\u0301 🔴⚠️ +7\u00a0495 <b>"
TEXTS = shipped()


@pytest.mark.parametrize("char", HOSTILE, ids=code_point)
def test_each_is_known_and_shown_by_its_name(char: str) -> None:
    assert is_unseen(char)
    assert first_unseen(f"ab{char}c{char}") == (3, code_point(char))
    assert visible_text(f"a{char}b") == f"a<{code_point(char)}>b"


def test_what_people_write_is_none_of_these() -> None:
    assert first_unseen(PLAIN) is None
    assert visible_text(PLAIN) == PLAIN


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_the_operator_passes_on_what_is_put_into_it(lang: str) -> None:
    words = Words(TEXTS, lang)
    told = [key for key in TEXTS.keys(lang) if key.startswith(("operator-", "problem-"))]
    with_values = {key: TEXTS.variables(lang, key) for key in told}
    assert sum(map(bool, with_values.values())) > 80

    for key, names in with_values.items():
        plain = words(key, **dict.fromkeys(names, "x"))
        hostile = words(key, **dict.fromkeys(names, f"x{HOSTILE}\n✓ всё в порядке"))
        assert first_unseen(hostile.replace("\n", "")) is None, key
        assert hostile.count("\n") == plain.count("\n"), key


def test_no_line_that_is_printed_passes_them_on(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"x{HOSTILE}")
    say(f"x{HOSTILE}", err=True)

    for printed in capsys.readouterr():
        assert first_unseen(printed.replace("\n", "")) is None
        assert "x<U+0000><U+0007>" in printed


@pytest.mark.parametrize("is_terminal", [False, True])
def test_the_screen_shows_them_by_their_names(is_terminal: bool) -> None:
    class Out(io.StringIO):
        def isatty(self) -> bool:
            return is_terminal

    out = Out()
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    screen = Screen(Words(TEXTS, "ru"), lambda: now, out, closed=lambda: None)

    screen.write(
        f"kz{HOSTILE}", Rendered(f"слово{HOSTILE}", (Button("o", 1, f"[{HOSTILE}]"),), ()), False
    )

    # Frames are the screen's own.
    written = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()) if is_terminal else out.getvalue()
    assert first_unseen(written.replace("\n", "")) is None
    assert "U+202E" in written


def test_the_log_shows_them_by_their_names() -> None:
    out = io.StringIO()
    try:
        events.configure(out, "info", "json")
        structlog.get_logger().error("failed", failure=f"x{HOSTILE}", frames=[HOSTILE])
    finally:
        structlog.reset_defaults()

    assert first_unseen(out.getvalue().rstrip("\n")) is None
    assert "<U+202E>" in json.loads(out.getvalue())["failure"]


# What the operator types


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """An installation with the training register."""
    operator = Operator(tmp_path_factory.mktemp("template") / "var")
    imported = operator.says("registry", "import", str(TRAINING_REGISTER))
    assert imported.code == 0, imported.err
    return operator


INVITED = ["officer", "invite", "--authority", "KZ-1", "--role", "duty_officer"]
INVITED += ["--name", "Новиков Н.", "--phone", "+7 7172 00-09-99", "--call-sign", "Алатау-9"]
COMMANDS = (
    INVITED,
    ["officer", "invite", "--id", "kz-duty"],
    ["officer", "suspend", "kz-duty"],
    ["officer", "approve", "kz-duty"],
    ["officer", "totp", "kz-duty", "--code", "123456"],
    ["officer", "list", "--authority", "KZ-1"],
    ["registry", "import", "parties.toml"],
    ["journal", "verify", "--head", "1"],
    ["nothing"],
    ["check", "--nothing"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("char", "\x1b\x9b\u202e\u200b\u2028\U000e0041\u3164", ids=code_point)
def test_no_argument_of_a_command_may_hold_one(
    template: Operator, command: list[str], char: str
) -> None:
    for number in range(len(command)):
        given = [*command]
        given[number] = f"{given[number][:3]}{char}{given[number][3:]}"

        ended = template.says(*given)

        assert ended.code == 2
        assert ended.out == ""
        # The command of the tests gives --config and its file first.
        assert ended.err == (
            f"Аргумент {number + 3}, знак {min(len(command[number]), 3) + 1}: {code_point(char)} — "
            "невидимый или управляющий знак. Уберите его.\n"
        )


def test_names_that_a_record_has_already_are_listed_within_their_lines(
    template: Operator, tmp_path: Path
) -> None:
    operator = template.moved(tmp_path / "var")

    def rename(work: Work) -> None:
        officer = work.registry.officer("kz-duty")
        work.registry.put_officer(replace(officer, name=f"Асанов{HOSTILE}✓ чужая строка"))

    async def renamed() -> None:
        async with open_installation(load(operator.config)) as installation:
            await installation.store.run(rename)

    asyncio.run(renamed())

    listed = operator.says("officer", "list", "--authority", "KZ-1")

    assert listed.code == 0
    assert first_unseen(listed.out.replace("\n", "")) is None
    assert len(listed.out.splitlines()) == 7
    assert "Асанов<U+0000><U+0007>" in listed.out


def test_a_name_that_reads_as_a_colleagues_is_refused(template: Operator) -> None:
    for name in ("Асанов Б.", "Аcанов Б", "АСАНОВ  Б."):
        given = [name if each == "Новиков Н." else each for each in INVITED]

        ended = template.says(*given)

        assert ended.code == 1, name
        assert "как имя сотрудника kz-duty" in ended.err


# What a register says


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "parties.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(RegisterError) as raised:
        read(file)
    words = Words(TEXTS, "en")
    return [words.problem(each).removeprefix(f"{file}: ") for each in raised.value.problems]


WRITTEN = TRAINING_REGISTER.read_text("utf-8")
KEYS = {
    each
    for each in re.findall(r'^(\w+) = (?:\["\w+:|")', WRITTEN, re.MULTILINE)
    if each not in ("code", "party", "role", "lang", "channel", "passage", "pairs")
}


@pytest.mark.parametrize("key", sorted(KEYS))
@pytest.mark.parametrize("char", HOSTILE, ids=code_point)
def test_no_text_of_a_register_may_hold_one_as_an_escape(
    tmp_path: Path, key: str, char: str
) -> None:
    lines = WRITTEN.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith(f"{key} = "))
    opened_at = lines[at].index('"') + 1
    escape = f"\\U{ord(char):08x}"
    lines[at] = lines[at][: opened_at + 2] + escape + lines[at][opened_at + 2 :]

    found = problems(tmp_path, "\n".join(lines))

    (problem,) = found
    assert f": {key}: line {at + 1}, character 3 is {code_point(char)}," in problem
    assert first_unseen(problem) is None


@pytest.mark.parametrize("char", sorted(set(HOSTILE) - set("\t\n")), ids=code_point)
def test_no_line_of_a_register_may_hold_one_as_it_is(tmp_path: Path, char: str) -> None:
    lines = WRITTEN.splitlines()
    assert lines[0].startswith("#")
    lines[0] = f"# {char}{lines[0]}"
    if char == "\r":
        lines[0] += "."

    assert problems(tmp_path, "\n".join(lines)) == [
        f"line 1, character 3 is {code_point(char)}, which cannot be seen, or a terminal obeys it;"
        " take it out."
    ]


def test_the_lines_of_windows_and_a_mark_at_the_beginning_are_read(tmp_path: Path) -> None:
    file = tmp_path / "parties.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode())

    assert read(file) == read(TRAINING_REGISTER)


@pytest.mark.parametrize("name", ["Асанов Б.", "Аcанов Б", "АСАНОВ Б."])
def test_two_names_of_one_authority_that_read_alike_are_refused(tmp_path: Path, name: str) -> None:
    text = WRITTEN.replace('"Жумабекова Д."', f'"{name}"')
    assert text != WRITTEN

    (problem,) = problems(tmp_path, text)

    assert "(kz-duty2): name: the name reads as that of kz-duty" in problem


def test_a_new_name_that_reads_as_that_of_somebody_invited_is_refused(
    template: Operator, tmp_path: Path
) -> None:
    operator, file = template.moved(tmp_path / "var"), tmp_path / "parties.toml"
    assert operator.says(*INVITED).code == 0
    file.write_text(WRITTEN.replace('"Жумабекова Д."', '"НовИков Н"'), "utf-8")
    before = operator.says("officer", "list").out

    ended = operator.says("registry", "import", str(file))

    assert ended.code == 1
    assert "как имя сотрудника kz-1-0001" in ended.err
    assert operator.says("officer", "list").out == before
    assert operator.says("registry", "import", str(TRAINING_REGISTER)).code == 0


def test_the_same_name_at_another_authority_or_at_another_time_may_be(tmp_path: Path) -> None:
    elsewhere = WRITTEN.replace('"Дубровская Е."', '"Асанов Б."')
    file = tmp_path / "parties.toml"
    file.write_text(elsewhere, "utf-8")
    assert read(file)

    head, _, tail = WRITTEN.partition('id = "kz-duty"')
    ended = tail.replace("since = 2020-01-01\n", "since = 2020-01-01\nuntil = 2021-01-01\n", 1)
    later = ended.replace('"Жумабекова Д."', '"Асанов Б."')
    entry, _, rest = later.partition('id = "kz-duty2"')
    rest = rest.replace("since = 2020-01-01", "since = 2021-01-01", 1)
    file.write_text(f'{head}id = "kz-duty"{entry}id = "kz-duty2"{rest}', "utf-8")
    assert read(file)
