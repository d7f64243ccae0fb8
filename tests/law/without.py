"""
`pytest -p tests.law.without`: the product without one place that carries a clause out.

NABAT_WITHOUT names it. Of a function what stands from the mark on to the end of its block is left
out; a move is in no table any more; what is owed never comes due, and nobody is reminded of it.
"""

import ast
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

NAME = "NABAT_WITHOUT"
ROOT = Path(__file__).parents[2]
TABLES = {"move": "protocol.moves", "obligation": "protocol.obligations"}


@dataclass(frozen=True, slots=True)
class Gap:
    """One place that is left out: `nth` of those of a clause in a function, or a row."""

    clause: str
    place: str
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.clause}|{self.place}|{self.nth}"

    @property
    def row(self) -> tuple[str, str] | None:
        """Return the table and the name of the row that it is, or None."""
        table, _, name = self.place.partition(" ")
        return (table, name) if name else None

    @property
    def module(self) -> str:
        """Return the module that is another one without it."""
        if self.row:
            return TABLES[self.row[0]]
        parts = self.place.split(".")
        ends = range(len(parts), 0, -1)
        files = (ROOT.joinpath(*parts[:end]).with_suffix(".py") for end in ends)
        return ".".join(next(each for each in files if each.exists()).relative_to(ROOT).parts)[:-3]


def read(named: str) -> Gap:
    """Return the gap that a text names, as `str` of it does."""
    clause, place, nth = named.split("|")
    return Gap(clause, place, int(nth))


def without(source: str, gap: Gap) -> ast.Module:
    """
    Return a module without what stands behind a mark.

    Raises: ValueError where the mark does not stand there.
    """
    tree = ast.parse(source)
    names = gap.place.removeprefix(f"{gap.module}.").split(".")
    body: Sequence[ast.stmt] = tree.body
    for name in names:
        found = [each for each in body if getattr(each, "name", None) == name]
        if not found:
            raise ValueError(f"{gap.place} is not there")
        body = found[-1].body  # type: ignore[attr-defined]
    blocks = [(block, at) for block in _blocks(found[-1]) for at in _marked(block, gap.clause)]
    if gap.nth >= len(blocks):
        raise ValueError(f"{gap.place} has no mark {gap.clause}")
    block, at = blocks[gap.nth]
    block[at:] = [ast.Pass()]
    return ast.fix_missing_locations(tree)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block
            for each in block:
                yield from _blocks(each)


def _marked(block: Sequence[ast.stmt], clause: str) -> Iterator[int]:
    for at, each in enumerate(block):
        if isinstance(each, ast.Expr) and ast.unparse(each.value).startswith(f"law('{clause}'"):
            yield at


def _without_move(module: ModuleType, name: str) -> None:
    for track in (module.EXECUTION, module.FORM):
        for moves in track.values():
            moves.pop(module.Move(name), None)


def _without_obligation(module: ModuleType, name: str) -> None:
    kind = module.Kind(name)
    never = module.Due(datetime(2999, 1, 1, tzinfo=UTC))
    silent = module.Ladder(to=frozenset(), rungs=())
    row = module.OBLIGATIONS[kind]
    module.OBLIGATIONS[kind] = replace(row, due=lambda opening: never, ladder=silent)


ROWS: dict[str, Callable[[ModuleType, str], None]] = {
    "move": _without_move,
    "obligation": _without_obligation,
}


class _Loader(SourceFileLoader):
    """Loads the one module without what is left out of it."""

    def __init__(self, gap: Gap, path: str) -> None:
        super().__init__(gap.module, path)
        self._gap = gap

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the source, never that of an earlier translation."""
        source = Path(self.path).read_text("utf-8")
        tree = ast.parse(source) if self._gap.row else without(source, self._gap)
        return compile(tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module; a row is taken out of its tables before anybody reads these."""
        super().exec_module(module)
        if self._gap.row:
            table, name = self._gap.row
            ROWS[table](module, name)


class _Finder(MetaPathFinder):
    def __init__(self, gap: Gap) -> None:
        self._gap = gap

    def find_spec(self, fullname: str, *others: Any) -> ModuleSpec | None:
        """Return how the one module is loaded; of every other one nothing is known here."""
        if fullname != self._gap.module:
            return None
        path = ROOT.joinpath(*fullname.split(".")).with_suffix(".py")
        return spec_from_file_location(fullname, path, loader=_Loader(self._gap, str(path)))


def pytest_configure() -> None:
    """Say so where the module was there already: then nothing would be left out."""
    gap = read(os.environ[NAME])
    loaded = sys.modules.get(gap.module)
    assert loaded is None or isinstance(loaded.__loader__, _Loader), f"{gap.module} came too early"


if NAME in os.environ:
    sys.meta_path.insert(0, _Finder(read(os.environ[NAME])))
