"""The history of the tables: Alembic, tried on both databases."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.keys import KeyRing

RING = "ring"
Ring: TypeAlias = Callable[[], KeyRing]


class RingNeeded(Exception):
    """There is something to be sealed, and no key ring to seal it with."""


def migrate(connection: Connection, ring: Ring | None = None) -> None:
    """
    Bring the tables up to the newest revision, within the connection's transaction.

    `ring` is asked for where there are rows to be sealed: never in an empty database.

    Raises: RingNeeded where it is wanted and not given; what `ring` raises; keys.Destroyed or
    InvalidTag where it is another database's.
    """
    if not is_current(connection):
        config = configuration()
        config.attributes["connection"] = connection
        config.attributes[RING] = ring
        command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Say whether the tables are of the newest revision."""
    return MigrationContext.configure(connection).get_current_revision() == newest()


@cache
def newest() -> str | None:
    """Return the newest revision; the scripts are read once."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    """Return Alembic's configuration: the scripts beside this file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
