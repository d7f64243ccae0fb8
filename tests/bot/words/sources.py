"""The modules of the product, as they run and as they are written; what they journal and mark."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[3]
LAYERS = ("config", "protocol", "storage", "handlers", "bot")


@dataclass(frozen=True, slots=True)
class Source:
    """A module of the product, as it runs and as it is written."""

    path: Path
    module: ModuleType
    tree: ast.Module

    @property
    def place(self) -> str:
        """Return its path within the project."""
        return str(self.path.relative_to(ROOT))


@cache
def sources() -> tuple[Source, ...]:
    """Return every module of the product."""
    names = (
        each.name
        for layer in LAYERS
        for each in pkgutil.walk_packages([str(ROOT / layer)], f"{layer}.")
        if not each.name.startswith("storage.migrations.") and not each.name.endswith("__main__")
    )
    modules = (importlib.import_module(name) for name in names)
    return tuple(
        Source(path, module, ast.parse(path.read_text(encoding="utf-8")))
        for module in modules
        if (path := Path(str(module.__file__))).name != "__init__.py"
    )


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield every call of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def journalled() -> frozenset[str]:
    """Return what the history of a request or a notice may tell besides moves."""
    return frozenset(
        str(call.args[0].value)
        for source in sources()
        for call in calls(source.tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "log"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and any(each.arg == "about" for each in call.keywords)
    )


def unmarked() -> list[str]:
    """Return the places that say a text and not what it carries."""
    return [
        f"{source.place}:{call.lineno}"
        for source in sources()
        for call in calls(source.tree)
        if ast.unparse(call.func) == "turn.say"
        and not any(each.arg == "carries" for each in call.keywords)
    ]
