"""The files of an installation are their owner's alone, whatever the umask, wherever they lie."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.installation.open import open_installation
from bot.installation.register_file import Register, read
from config.settings import TRAINING_REGISTER, load
from tests.bot.operator.commands import Operator
from tests.zygote import Process

SIDES = ("", "-wal", "-shm")


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What whoever starts nabat has set."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(*folders: Path) -> dict[str, str]:
    """Return the mode of each folder, and of all that is in them."""
    found = [*folders, *(each for folder in folders for each in folder.rglob("*"))]
    return {each.name: f"{stat.S_IMODE(each.stat().st_mode):04o}" for each in found}


def elsewhere(tmp_path: Path) -> tuple[Operator, Path]:
    """Return an installation whose database lies in another folder."""
    apart = tmp_path / "database"
    apart.mkdir(mode=0o700)
    apart.chmod(0o700)
    operator = Operator(tmp_path / "var")
    with operator.config.open("a") as config:
        config.write(f'[database]\nurl = "sqlite:///{apart / "nabat.db"}"\n')
    return operator, apart


@pytest.mark.parametrize("umask", [0o000, 0o022], indirect=True, ids=["000", "022"])
def test_whatever_the_umask_each_file_is_its_owners_alone(umask: int, tmp_path: Path) -> None:
    operator, apart = elsewhere(tmp_path)
    imported = operator.says("registry", "import", str(TRAINING_REGISTER))
    assert imported.code == 0, imported.err
    process = operator.starts()
    process.stdin.write("@kz-duty /me\n")
    process.stdin.flush()
    while "kz-duty" not in process.stdout.readline():
        assert process.poll() is None

    running = modes(operator.folder, apart)

    ended(process)
    assert {f"nabat.db{side}" for side in SIDES} <= set(running)
    assert {"nabat.log", "nabat.lock", "keys"} <= set(running)
    for found in (running, modes(operator.folder, apart)):
        folders = {operator.folder.name, apart.name, "attachments"}
        assert {found[name] for name in folders} == {"0700"}
        assert {mode for name, mode in found.items() if name not in folders} == {"0600"}, found


@pytest.mark.parametrize("umask", [0o000], indirect=True)
def test_what_a_library_makes_is_its_owners_alone_too(
    umask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator, made = Operator(tmp_path / "var"), tmp_path / "made"

    def reads(file: Path) -> Register:
        made.touch()
        return read(file)

    monkeypatch.setattr("bot.operator.cli.read", reads)

    assert operator.says("registry", "import", str(TRAINING_REGISTER)).code == 0

    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    now = os.umask(umask)
    assert now == umask  # in this process, which goes on, as it was


@pytest.mark.parametrize("umask", [0o000], indirect=True)
async def test_whoever_opens_it_the_database_is_its_owners_alone(
    umask: int, tmp_path: Path
) -> None:
    operator, apart = elsewhere(tmp_path)

    async with open_installation(load(operator.config)):
        assert {modes(apart)[f"nabat.db{side}"] for side in SIDES} == {"0600"}


def ended(process: Process) -> None:
    assert process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.parametrize("umask", [0o000], indirect=True)
def test_what_sqlite_lays_beside_its_file_has_the_mode_of_that(umask: int, tmp_path: Path) -> None:
    os.close(os.open(tmp_path / "nabat.db", os.O_CREAT | os.O_RDWR, 0o600))
    database = sqlite3.connect(tmp_path / "nabat.db", isolation_level=None)

    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE told (once)")
    with_log = modes(tmp_path)
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO told VALUES (1)")
    with_journal = modes(tmp_path)
    database.execute("COMMIT")
    database.close()

    assert {with_log[f"nabat.db{side}"] for side in SIDES} == {"0600"}
    assert with_journal["nabat.db-journal"] == "0600"


def test_check_names_each_that_is_wider_and_the_next_start_tightens_it(tmp_path: Path) -> None:
    operator, apart = elsewhere(tmp_path)
    assert operator.says("registry", "import", str(TRAINING_REGISTER)).code == 0
    kept = operator.folder / "attachments" / "installation"
    kept.write_text("x")
    for name in ("health.json", "nabat.log", "nabat.lock"):
        (operator.folder / name).write_text("")
    wide = {
        operator.folder: 0o755,
        operator.folder / "attachments": 0o750,
        operator.folder / "health.json": 0o644,
        operator.folder / "nabat.log": 0o640,
        operator.folder / "nabat.lock": 0o666,
        apart / "nabat.db": 0o604,
        kept: 0o660,
    }
    for path, mode in wide.items():
        path.chmod(mode)

    looked = operator.says("check").out

    for path, mode in wide.items():
        wanted = "0700" if path.is_dir() else "0600"
        assert f"✗ {path}: права {mode:04o}, должны быть {wanted}." in looked, path
    assert modes(apart)["nabat.db"] == "0604"  # a look changes nothing
    assert operator.says("officer", "suspend", "kz-duty2").code == 0
    assert set(modes(operator.folder, apart).values()) == {"0600", "0700"}
    assert "✓ Файлы и каталоги открыты только владельцу" in operator.says("check").out


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_another_owns_is_said_and_left(tmp_path: Path) -> None:
    operator, apart = elsewhere(tmp_path)
    assert operator.says("registry", "import", str(TRAINING_REGISTER)).code == 0
    file = apart / "nabat.db"
    file.chmod(0o644)
    os.chown(file, 54321, -1)

    assert f"✗ {file}: владелец 54321, а не владелец каталога" in operator.says("check").out

    assert operator.says("officer", "suspend", "kz-duty2").code == 0
    assert modes(apart)["nabat.db"] == "0644"
