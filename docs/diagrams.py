"""
`python -m docs.diagrams`: draw the diagrams and tables of the documents from the code's tables.

A generated part of a document stands between `<!-- NAME: generated -->` and `<!-- end -->`.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from docs import concordance, tables
from protocol.moves import ENDED, EXECUTION, FORM, Execution, Form, Move
from protocol.notices import NOTICE, NoticeState

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)
DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
_PART = re.compile(r"(<!-- (?P<name>[a-z-]+): generated -->\n).*?(<!-- end -->)", re.DOTALL)


def execution() -> str:
    """Return the execution track as a diagram; what leaves a state as it is stands below it."""
    return _mermaid(EXECUTION, Execution.TRANSMITTING, ends=ENDED)


def form() -> str:
    """Return the form track as a diagram."""
    return _mermaid(FORM, Form.NOT_TRANSMITTED, ends=frozenset({Form.RECORDED, Form.ON_PAPER}))


def notice() -> str:
    """Return the way of a notice as a diagram."""
    return _mermaid(
        NOTICE, NoticeState.ENTERED, ends=frozenset({NoticeState.SUPERSEDED, NoticeState.WITHDRAWN})
    )


def staying() -> str:
    """Return the moves that leave the execution as it is, by state."""
    return tables.table(
        ("while it is", "possible, and it stays so"),
        (
            (f"`{state}`", ", ".join(f"`{move}`" for move in Move if moves.get(move) is state))
            for state, moves in EXECUTION.items()
            if state in moves.values() and state is not Execution.TRANSMITTING
        ),
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "execution": execution,
    "form": form,
    "notice": notice,
    "staying": staying,
    "treaty-figures": tables.treaty_figures,
    "policy-figures": tables.policy_figures,
    "obligations": tables.obligations,
    "ladders": tables.ladders,
    "moves": tables.moves,
    "permissions": tables.permissions,
    "admissions": tables.admissions,
    "commands": tables.commands,
    "signed": tables.signed,
    "views": tables.views,
    "counted": concordance.counted,
    "clauses": concordance.clauses,
}


def drawn(document: str) -> str:
    """
    Return a document with its generated parts made anew.

    Raises: KeyError for a part that nothing draws.
    """
    return _PART.sub(lambda found: f"{found[1]}{PARTS[found['name']]()}\n{found[3]}", document)


def main() -> None:
    """Write every document whose generated parts are out of date."""
    for path in (README, *sorted(DOCS.glob("*.md"))):
        written = path.read_text(encoding="utf-8")
        anew = drawn(written)
        if anew != written:
            path.write_text(anew, encoding="utf-8")


def _mermaid(track: Mapping[S, Mapping[M, S]], begins: S, *, ends: frozenset[S]) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {begins}"]
    for state, moves in track.items():
        leading: dict[S, list[str]] = {}
        for move, after in moves.items():
            if after is not state:
                leading.setdefault(after, []).append(str(move))
        lines.extend(f"    {state} --> {after}: {', '.join(by)}" for after, by in leading.items())
    lines.extend(f"    {state} --> [*]" for state in track if state in ends)
    return "\n".join([*lines, "```"])


if __name__ == "__main__":
    main()
