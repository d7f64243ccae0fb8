"""A stage for each journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.keys import KeyRing
from tests.stage import Stage


@pytest.fixture
def stage(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """The bot and the training register, on a Monday at 13:41 in Astana."""
    with Stage(f"sqlite:///{sqlite_path}", ring) as stage:
        yield stage
