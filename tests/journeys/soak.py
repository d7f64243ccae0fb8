"""
Every journey over Matrix, in encrypted rooms; `make test` tells some of them there.

`python -m tests.journeys.soak [NAME ...]`: those alone whose names have all of these in them.
"""

import inspect
import re
import sys
from pathlib import Path

import pytest

from bot import register
from config.settings import TRAINING_REGISTER
from tests.overmatrix import over_matrix

OFFICERS = tuple(officer.id for officer in register.read(TRAINING_REGISTER).officers)
# Who has a part in nearly every journey, whether it names them or not.
ALWAYS = re.compile(r"(kz|by)-|sec-duty")


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell over Matrix whatever is told on a stage, and does not say itself where."""
    names = [str(each.args[0]) for each in metafunc.definition.iter_markers("parametrize")]
    if "stage" in metafunc.fixturenames and not any("stage" in name for name in names):
        told = inspect.getsource(metafunc.function) + repr(metafunc.definition.own_markers)
        who = [each for each in OFFICERS if ALWAYS.match(each) or each in told]
        metafunc.definition.add_marker(over_matrix(*who, also=()))


def main(*names: str) -> int:
    """Tell them, and return whether all went well, as pytest does."""
    chosen = " and ".join(("matrix", *names))
    given = [str(Path(__file__).parent), "-q", "-n", "2", "-rs", "-k", chosen]
    return pytest.main([*given, "-p", "tests.journeys.soak"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
