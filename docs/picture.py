"""
`python -m docs.picture`: draw docs/demo.svg, some messages of the real demonstration.

The demonstration is played whole; `EXCERPT` says which of its messages are shown.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from bot.demo.demo import demo
from bot.demo.transcript import Transcript

PICTURE = Path(__file__).with_name("demo.svg")
LANGUAGE = "ru"
COLUMNS = 100
_UNWRAPPED = 400

# Who speaks or reads, and the beginning of what is said, in the order of the demonstration.
# A lone text is the beginning of a heading; None stands for what is left out.
EXCERPT: tuple[tuple[str, str] | str | None, ...] = (
    "Понедельник.",
    ("Асанов", "▸ /urgent"),
    ("Асанов", "◂ Срочное обращение (ст. 6)"),
    None,
    ("Асанов", "▸ Нет гостайны, отправить"),
    ("Дубровская", "◂ 🔴 СРОЧНОЕ ОБРАЩЕНИЕ"),
    ("Асанов", "◂ 🔴 KZ-BY-2026-1: получение не подтверждено"),
    "Сигнал поднимается,",
    ("Ковалёв", "▸ Подтвердить получение"),
    ("Ковалёв", "◂ 🟡 KZ-BY-2026-1"),
    ("Асанов", "◂ ✎ 🟡 KZ-BY-2026-1"),
)
LEFT_OUT = "⋮"
# Signs that not every font has, drawn as one that every font has.
SIGNS = {"🔴": "#ff5f56", "🟡": "#e3b341", "🟢": "#3fb950", "⚪": "#b1bac4"}
DISC = "●"

THEME = TerminalTheme(
    background=(13, 17, 23),
    foreground=(230, 237, 243),
    normal=[
        (72, 79, 88), (255, 123, 114), (63, 185, 80), (227, 179, 65),
        (121, 192, 255), (210, 168, 255), (86, 212, 221), (177, 186, 196),
    ],
)  # fmt: skip

# The fonts of whoever looks: nothing is fetched. Each run of text has its width, so none is cut.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font: 15px sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""

Message: TypeAlias = list[Text]


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(messages()), encoding="utf-8")


def picture(said: list[Message]) -> str:
    """Return the picture of what the demonstration said."""
    console = Console(
        file=io.StringIO(),
        width=COLUMNS,
        record=True,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        legacy_windows=False,
    )
    for message in excerpt(said):
        for line in message:
            for part in folded(line, COLUMNS):
                console.print(part, no_wrap=True, crop=True)
        console.print()
    title = "nabat demo"
    return console.export_svg(title=title, theme=THEME, code_format=SVG, unique_id="nabat")


def messages() -> list[Message]:
    """Play the demonstration and return what it prints: a message is a few lines."""
    transcript = Transcript(io.StringIO(), record=True)
    transcript.console.width = _UNWRAPPED
    demo(transcript, LANGUAGE)
    found: list[Message] = [[]]
    # Inside a message an empty line is indented: between messages it is really empty.
    for line in Text.from_ansi(transcript.console.export_text(styles=True)).split("\n"):
        if line.plain:
            found[-1].append(line)
        else:
            found.append([])
    return [message for message in found if message]


def excerpt(said: list[Message]) -> Iterator[Message]:
    """
    Yield the messages of the excerpt.

    Raises: LookupError when the demonstration has one of them no longer.
    """
    rest = iter(said)
    for wanted in EXCERPT:
        if wanted is None:
            yield [Text(LEFT_OUT, style="dim")]
            continue
        message = next((each for each in rest if _is(each, wanted)), None)
        if message is None:
            raise LookupError(f"the demonstration does not say {wanted!r} there")
        yield [_drawn(_shortened(line)) for line in message]


def folded(line: Text, columns: int) -> list[Text]:
    """Return a line cut between words; what follows stands under the beginning of the first."""
    indent = len(line.plain) - len(line.plain.lstrip(" ◂▸✎"))
    parts: list[Text] = []
    rest = line
    while cell_len(rest.plain) > columns:
        at = rest.plain.rfind(" ", indent + 1, columns - 1)
        if at < 0:
            break
        parts.append(rest[:at])
        rest = Text(" " * indent) + rest[at + 1 :]
    return [*parts, rest]


def _is(message: Message, wanted: tuple[str, str] | str) -> bool:
    if isinstance(wanted, str):
        return message[0].plain.startswith(wanted)
    who, beginning = wanted
    said = message[1].plain if len(message) > 1 else ""
    return message[0].plain.startswith(who) and said.startswith(beginning)


def _shortened(line: Text) -> Text:
    """Return a line without the rule that follows a heading."""
    return line[: len(line.plain.rstrip(" ─"))] if line.plain.strip() else line


def _drawn(line: Text) -> Text:
    """Return a line with its signs of state drawn as coloured discs."""
    drawn = line.copy()
    drawn.plain = "".join(DISC if char in SIGNS else char for char in line.plain)
    for at, char in enumerate(line.plain):
        if char in SIGNS:
            drawn.stylize(SIGNS[char], at, at + 1)
    return drawn


if __name__ == "__main__":
    main()
