"""
What the program can say: the keys that its rows and tables name, and those written where it says.

Rows are looked up as values: entries of commands, families, the names of values. Only what stands
literally in a call (`turn.say("...")`, `Refused("...")`) is read from the source.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from handlers.catalogue import COMMANDS, LISTING
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.execution.statements import STATEMENTS
from protocol.moves import Move
from protocol.obligation import Kind
from storage import former_keys
from tests.bot.words.sources import Source, calls, sources

# What each text of a command is for, by its part; who says them has the entry as a value.
TYPED = tuple(each for each in LISTING if each.is_typed)
STATED = tuple(each.entry for each in STATEMENTS)
OWN: Mapping[str, tuple[Entry, ...]] = {
    "help": TYPED,
    "asked": tuple(each.entry for each in COMMANDS if each.answer is not None),
    "choice": tuple(
        each
        for each in LISTING
        if isinstance(each.does, Move)
        or each.name in {name for row in LISTING for name in (*row.then, *row.there)}
        or any(each.name in LISTING.settling(kind) for kind in Kind)
    ),
    "ask": tuple(each.entry for each in STATEMENTS if each.asks),
    **dict.fromkeys(("preview", "done", "told"), STATED),
    "told-own": tuple(each.entry for each in STATEMENTS if each.tells_own),
}
# Arguments of `turn.say` that are no values of its text.
APART = {
    "carries",
    "to",
    "priority",
    "about",
    "owed",
    "rings",
    "choices",
    "key",
    "over",
    "voice",
    "after",
}
# A key in the hands of a helper that says it.
HANDED_ON = re.compile(
    r"(?:ask|choice|done|field|help|instead|label|operator|option|preview|problem|refused|told)"
    r"-[a-z][a-z_-]*[a-z]"
)


# One of a command's own texts, wherever it is written; no name of a file.
OF_COMMAND = re.compile(rf"(?:{'|'.join(each.name for each in LISTING)})\.(?!jpg)[a-z][a-z_-]*")


@dataclass(frozen=True, slots=True)
class Site:
    """A place that says texts: their keys, and the names of its values where they are known."""

    place: str
    keys: frozenset[str]
    values: frozenset[str] | None


@cache
def families() -> tuple[Family[Any], ...]:
    """Return every family that stands in a module."""
    found = (
        of for source in sources() for value in vars(source.module).values() for of in _in(value)
    )
    return tuple(dict.fromkeys(found))


def _in(value: object) -> Iterator[Family[Any]]:
    if isinstance(value, Family):
        yield value
    elif isinstance(value, Mapping):
        yield from (each for each in value.values() if isinstance(each, Family))


@cache
def own() -> frozenset[str]:
    """Return the texts of commands that their rows say they need."""
    return frozenset(each.text(part) for part, entries in OWN.items() for each in entries)


@cache
def sites() -> tuple[Site, ...]:
    """Return every place that says something to people, of its own or of a row."""
    return tuple(site for source in sources() for site in _said_in(source))


@cache
def literals() -> frozenset[str]:
    """
    Return every string that stands in the product and may be a key that somebody is handed.

    Not the names of families and parts, nor the keys of earlier versions; of bare words, which may
    mean anything, those of `bot/`, which chooses among whole sentences.
    """
    return frozenset(
        text
        for source in sources()
        if source.module is not former_keys
        for text in _literals(source.tree)
        if source.place.startswith("bot/") or re.search("[-.]", text)
    )


def _literals(tree: ast.Module) -> Iterator[str]:
    parts = {
        id(each)
        for call in calls(tree)
        if (isinstance(call.func, ast.Name) and call.func.id in ("Family", "own_text"))
        or (isinstance(call.func, ast.Attribute) and call.func.attr == "text")
        for argument in call.args
        for each in ast.walk(argument)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


@cache
def needed() -> frozenset[str]:
    """Return every key that the program can say."""
    said = frozenset().union(*(site.keys for site in sites()))
    of_families = frozenset().union(*(each.keys for each in families()))
    handed_on = {
        each for each in literals() if HANDED_ON.fullmatch(each) or OF_COMMAND.fullmatch(each)
    }
    return said | of_families | own() | handed_on


def _said_in(source: Source) -> Iterator[Site]:
    """Yield the places of a module; a name in one is looked up in the function around it."""
    for whole in source.tree.body:
        yield from _said_within(replace(source, tree=ast.Module([whole], [])))


def _said_within(source: Source) -> Iterator[Site]:
    for call in calls(source.tree):
        place = f"{source.place}:{call.lineno}"
        given = {each.arg: each.value for each in call.keywords}
        match call.func:
            case ast.Attribute(value=ast.Name(id="turn"), attr="say"):
                said, values = [call.args[0]], _keywords(call, APART)
            case ast.Name(id="Line" | "Ask"):
                written = given.get("values") or next(iter(call.args[1:2]), None)
                said, values = [call.args[0]], _names(written)
            case ast.Name(id="Question") if len(call.args) > 1:
                labels = (
                    given[each] for each in ("skip", "skipped", "signed", "label") if each in given
                )
                said, values = [call.args[1], *labels], None
            case ast.Name(id="files_of"):
                said = [given[each] for each in ("alone", "beside") if each in given]
                values = None
            case ast.Name(id="Option"):
                said, values = [call.args[1]], _names(next(iter(call.args[2:]), None))
            case ast.Name(id="CardText") if "handlers" in source.place:
                said, values = [call.args[0]], frozenset({"lines"})
            case ast.Name(id="Refused" | "Untaken"):
                said = [call.args[0], *([given["instead"]] if "instead" in given else [])]
                values = _keywords(call, {"rule", "instead", "below"})
            case ast.Name(id="Choice") if len(call.args) > 2 or "label" in given:
                said = [call.args[2] if len(call.args) > 2 else given["label"]]
                values = _names(call.args[3] if len(call.args) > 3 else given.get("values"))
            case ast.Name(id="Choice"):
                said, values = [], _names(given.get("values"))
            case ast.Attribute(attr="say" | "word" | "plain" | "_said"):
                said, values = [each for each in call.args if _is_written(each, source)], None
            case ast.Name(id="words"):
                said, values = [each for each in call.args[:1] if _is_written(each, source)], None
            case _:
                continue
        keys = frozenset().union(*(_keys(each, source, place) for each in said))
        if isinstance(call.func, ast.Name) and call.func.id == "Choice" and not said:
            keys = _labels(call.args[0])
        yield Site(place, keys, values)


def _labels(command: ast.expr) -> frozenset[str]:
    """Return the label of a button that has none of its own; of commands by rows, `own` tells."""
    name = command.value if isinstance(command, ast.Constant) else None
    return frozenset(each.text("choice") for each in LISTING if each.name == name)


def _is_written(node: ast.expr, source: Source) -> bool:
    """Say whether an argument is a key that is known here: written, or one of a table."""
    if isinstance(node, ast.Subscript):
        return isinstance(_value(node.value, source), Family | Mapping)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def _keywords(call: ast.Call, apart: Iterable[str]) -> frozenset[str] | None:
    given = [each.arg for each in call.keywords]
    return None if None in given else frozenset(each for each in given if each) - {*apart}


def _names(node: ast.expr | None) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    return None


def _keys(node: ast.expr, source: Source, place: str) -> frozenset[str]:
    match node:
        case ast.Constant(value=str(key)):
            return frozenset({key})
        case ast.IfExp():
            return _keys(node.body, source, place) | _keys(node.orelse, source, place)
        case ast.BoolOp():
            return frozenset().union(*(_keys(each, source, place) for each in node.values))
        case ast.Subscript():
            return _of_table(_value(node.value, source), place)
        case ast.Call(func=ast.Attribute(attr="text"), args=[ast.Constant(value=str(part))]):
            return frozenset(each.text(part) for each in OWN[part])
        case ast.Name() | ast.Attribute() if isinstance(held := _value(node, source), str):
            return frozenset({held})
        case ast.Name(id=name):
            found = [_keys(value, source, place) for value in _assigned(name, source.tree)]
            assert found or _is_handed_on(name, source.tree), f"{place}: which key is {name}?"
            return frozenset().union(*found)
        case ast.Attribute() | ast.Call(func=ast.Name(id="today")):
            return frozenset()  # said on: its own site names its keys
    raise AssertionError(f"{place}: which key is it? One of several stands in a Family.")


def _value(node: ast.expr, source: Source) -> Any:
    """Return what a name, or something of it, is in a module; None where only a turn knows it."""
    match node:
        case ast.Name(id=name):
            return vars(source.module).get(name)
        case ast.Attribute(value=of, attr=name):
            return getattr(_value(of, source), name, None)
        case ast.Subscript(value=of):
            return _value(of, source)
    return None


def _of_table(table: Any, place: str) -> frozenset[str]:
    if isinstance(table, Family):
        return table.keys
    assert isinstance(table, Mapping), f"{place}: which key is it?"
    return frozenset().union(
        *({each} if isinstance(each, str) else _of_table(each, place) for each in table.values())
    )


def _is_handed_on(name: str, tree: ast.Module) -> bool:
    """Say whether a name is what a function was given, or one of rows: sites of its own name it."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=given) | ast.MatchAs(name=given) if given == name:
                return True
            case ast.comprehension(target=target):
                if any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(target)):
                    return True
    return False


def _assigned(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what is written for a name: where it is assigned, and where a loop runs over rows."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=target)],
                value=ast.Constant() | ast.IfExp() | ast.Subscript() as value,
            ) if target == name:
                yield value
            case ast.Assign(
                targets=[ast.Name(id=target)],
                value=ast.Call(func=ast.Attribute(attr="text")) as value,
            ) if target == name:
                yield value
            case ast.For(target=ast.Tuple(elts=[ast.Name(id=first), *_]), iter=ast.Tuple() as rows):
                if first == name:
                    yield from (row.elts[0] for row in rows.elts if isinstance(row, ast.Tuple))
