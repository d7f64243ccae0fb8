"""Whose the files of an installation are: their owner's alone, wherever they lie."""

import contextlib
import os
import pwd
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.installation import lock
from bot.installation.open import attachments_folder, sqlite_file
from bot.transports.matrix import wiring as matrix_wiring
from config.settings import Settings

FOLDER, FILE = 0o700, 0o600
LOG = "nabat.log"
# What SQLite lays beside its file, with the mode of that.
BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Wide:
    """A file that others may use, or that is another's than the state folder; `mode` is "0644"."""

    path: Path
    mode: str
    wanted: str
    owner: str = ""


def tighten(settings: Settings) -> None:
    """
    Take from others what they may do with our files. What is not this user's stays as it is.

    Raises: OSError when the machine refuses.
    """
    for path, wanted in _all(settings):
        with contextlib.suppress(FileNotFoundError):  # SQLite takes its log away when it ends
            found = path.stat()
            if found.st_uid == os.geteuid() and _is_wide(found, wanted):
                path.chmod(stat.S_IMODE(found.st_mode) & wanted)


def wide(settings: Settings) -> Iterator[Wide]:
    """Yield what others may use, and what another owns; nothing is changed."""
    with contextlib.suppress(OSError):
        owner = settings.paths.state.stat().st_uid
        for path, wanted in _all(settings):
            with contextlib.suppress(OSError):
                found = path.stat()
                mode, ought = f"{stat.S_IMODE(found.st_mode):04o}", f"{wanted:04o}"
                if found.st_uid != owner:
                    yield Wide(path, mode, ought, _user(found.st_uid))
                elif _is_wide(found, wanted):
                    yield Wide(path, mode, ought)


def count(settings: Settings) -> int:
    """Return how many files and folders there are."""
    return sum(path.exists() for path, _ in _all(settings))


def _all(settings: Settings) -> Iterator[tuple[Path, int]]:
    """Yield what lies in our folders, and the database where it is; the ring is refused if wide."""
    files: list[Path] = []
    for folder in (
        settings.paths.state,
        attachments_folder(settings),
        matrix_wiring.store_folder(settings),
    ):
        if folder.is_dir():
            yield folder, FOLDER
            with contextlib.suppress(OSError):
                files += sorted(each for each in folder.iterdir() if each.is_file())
    database = sqlite_file(settings.database_url.get_secret_value())
    if database is not None:
        files += [database.with_name(f"{database.name}{ending}") for ending in BESIDE]
        files.append(database.parent / lock.FILE)
    for file in dict.fromkeys(files):
        if file.absolute() != settings.keys_file.absolute():
            yield file, FILE


def _is_wide(found: os.stat_result, wanted: int) -> bool:
    return bool(stat.S_IMODE(found.st_mode) & ~wanted)


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
