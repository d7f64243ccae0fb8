"""What tests of the operator's commands begin with."""

from pathlib import Path

import pytest

from config.settings import TRAINING_REGISTER
from tests.bot.operator.commands import Operator


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """The operator of an installation that holds the training register; tests copy it."""
    operator = Operator(tmp_path_factory.mktemp("imported") / "var")
    done = operator.says("registry", "import", str(TRAINING_REGISTER))
    assert done.code == 0, done.err
    return operator


@pytest.fixture
def entered(imported: Operator, tmp_path: Path) -> Operator:
    """The operator of an installation of this test that holds the training register."""
    return imported.moved(tmp_path / "var")
