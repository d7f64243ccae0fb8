"""
Where the code says that it carries a clause of the Protocol out, and which tests claim to prove it.

Both are read from the sources, not from what ran: what ran is held against them by the tests
(`tests/law/`), so that the page is the same whichever of these ran last.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docs.clauses import CLAUSES
from protocol.articles import Rule, Source
from protocol.moves import MOVES, Move
from protocol.obligation import Kind
from protocol.obligations import OBLIGATIONS

ROOT = Path(__file__).parents[1]
LAYERS = ("protocol", "storage", "handlers", "bot")
CLAIM = "proves"
# Rows that no command reaches yet, and what only they would open: they carry nothing out.
UNREACHED = frozenset(
    {
        Move.ASK_PRESENCE,
        Move.ANSWER_PRESENCE,
        Move.ASK_OTHER_USE,
        Move.ANSWER_OTHER_USE,
        Move.PROPOSE_COSTS,
        Move.AGREE_COSTS,
        Move.RECORD_CONSULTATION,
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One place that carries a clause out: a row of a table, or a function; and how it does."""

    clause: str
    source: Source
    place: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One test, as pytest names it without its parameters, that claims to prove a clause."""

    clause: str
    test: str


def row_name(row: Move | Kind) -> str:
    """Return the place that a row is: «move forward», «obligation execute»."""
    return f"{'move' if isinstance(row, Move) else 'obligation'} {row}"


@cache
def marks() -> tuple[Mark, ...]:
    """Return every place that carries a clause out: the moves, what is owed, the functions."""
    rules: list[tuple[Move | Kind, Rule]] = [
        *((move, row.rule) for move, row in MOVES.items()),
        *((kind, row.rule) for kind, row in OBLIGATIONS.items()),
    ]
    rows = (
        Mark(rule.clause, rule.source, row_name(row))
        for row, rule in rules
        if rule.source is not Source.POLICY and row not in UNREACHED
    )
    return (*rows, *dict.fromkeys(written()))


@cache
def written() -> tuple[Mark, ...]:
    """Return the marks that stand in functions, each time that they do: `law("10.3")`."""
    return tuple(
        mark
        for layer in LAYERS
        for path, tree in _trees(ROOT / layer, "law(")
        for mark in _in(tree, ".".join(path.relative_to(ROOT).with_suffix("").parts))
    )


@cache
def claims(folder: Path = ROOT / "tests") -> tuple[Claim, ...]:
    """Return what the tests of a folder claim to prove."""
    return tuple(
        Claim(clause, f"{path.relative_to(ROOT).as_posix()}::{test}")
        for path, tree in _trees(folder, f"mark.{CLAIM}(")
        for test, clause in _claimed(tree)
    )


def faults() -> Iterator[str]:
    """Yield what of clauses, marks and claims does not fit together."""
    marked, claimed = {each.clause for each in marks()}, {each.clause for each in claims()}
    for clause in sorted((marked | claimed) - CLAUSES.keys()):
        yield f"{clause} is no clause of docs/clauses.py"
    for clause, row in CLAUSES.items():
        if row.does and clause not in marked:
            yield f"{clause} is said to be carried out, and nothing in the code says so"
        if row.left and clause in marked:
            yield f"{clause} is carried out, and docs/clauses.py says why it is not"
        if row.does and clause not in claimed:
            yield f"{clause} is carried out, and no test claims to prove it"
        if row.left and clause in claimed:
            yield f"{clause} is not carried out, and a test claims to prove it"


def by_clause() -> Mapping[str, tuple[Mark, ...]]:
    """Return the marks of each clause that is carried out, in the order of the Protocol."""
    return {
        clause: tuple(each for each in marks() if each.clause == clause)
        for clause, row in CLAUSES.items()
        if row.does
    }


def _in(node: ast.AST, place: str) -> Iterator[Mark]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _in(child, f"{place}.{child.name}")
            continue
        clause = clause_of(child)
        if clause is not None:
            yield Mark(clause, _source(child), place)
        yield from _in(child, place)


def clause_of(node: ast.AST) -> str | None:
    """Return the clause that a node marks, None where it is no mark written out."""
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "law" and node.args):
        return None
    first = node.args[0]
    return str(first.value) if isinstance(first, ast.Constant) else None


def _source(node: ast.AST) -> Source:
    given = node.args[1:] if isinstance(node, ast.Call) else []
    return Source[ast.unparse(given[0]).rpartition(".")[2]] if given else Source.TREATY


def _claimed(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for test in tree.body:
        if not isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for each in test.decorator_list:
            if isinstance(each, ast.Call) and ast.unparse(each.func) == f"pytest.mark.{CLAIM}":
                for clause in each.args:
                    assert isinstance(clause, ast.Constant), "a claim names its clauses in letters"
                    yield test.name, str(clause.value)


def _trees(folder: Path, naming: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        if naming in text:
            yield path, ast.parse(text)
