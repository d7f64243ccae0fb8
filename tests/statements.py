"""
Each statement is compiled once a process, as in a bot that runs for weeks.

What an engine has compiled goes with it, and nearly every test opens a database of its own.
"""

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.util import LRUCache

AT_MOST = 5_000

# What was compiled is found by the very dialect that it was compiled for: one serves all.
_DIALECTS: list[Dialect] = []
_COMPILED: LRUCache = LRUCache(AT_MOST)


def compiled_once(engine: Engine) -> None:
    """Let an engine of SQLite that has connected know what those before it have compiled."""
    if not _DIALECTS:
        _DIALECTS.append(engine.dialect)
    (engine.dialect,) = _DIALECTS
    engine._compiled_cache = _COMPILED
