"""Which functions that return nothing are named as if something were done already."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

# Past forms that do not end in -ed; those that are also the verb itself (put, set, read) are none.
PAST = frozenset(
    "became begun bound bought broken brought built came caught chosen done drawn driven fallen "
    "felt forgotten found gave given gone grown heard held hidden kept knew known laid led left "
    "lost made meant met ran rung said saw seen sent shown sold spent spoken stood struck taken "
    "told took torn understood went withdrawn won written wrote".split()
)
# Verbs that only look like a past form.
VERBS = frozenset("embed exceed feed need proceed seed speed succeed".split())


def past_names(root: Path, packages: Iterable[str]) -> Iterator[str]:
    """Yield the functions that return None and whose first word is a past form."""
    for path in sorted(path for package in packages for path in (root / package).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for each in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            returns = each.returns
            if isinstance(returns, ast.Constant) and returns.value is None and is_past(each.name):
                yield f"{name}:{each.lineno}: {each.name} does something: name it by a verb"


def is_past(name: str) -> bool:
    """Say whether a name begins with a past form: _told, sent_to, accepted."""
    first = name.strip("_").partition("_")[0]
    return first in PAST or (first.endswith("ed") and first not in VERBS)
