"""What tests of the operator's side share: the real command, in this process or in its own."""

import logging
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import structlog
from typer.testing import CliRunner

from bot.operator.cli import app
from tests import zygote

RUSSIAN = {"LC_ALL": "ru_RU.UTF-8", "COLUMNS": "200"}
ROOT = zygote.ROOT


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


class Operator:
    """Somebody at the console of an installation, whose state is `folder`."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self.config = folder.with_suffix(".toml")
        self.config.write_text(f'[paths]\nstate = "{folder}"\n')
        self.environ = RUSSIAN | environ

    def moved(self, folder: Path) -> "Operator":
        """Return the operator of a copy of this installation."""
        shutil.copytree(self.folder, folder)
        return Operator(folder, **self.environ)

    def says(self, *words: str) -> Ended:
        """Run a command here and now; what it set up for its log is undone."""
        root = logging.getLogger()
        before = (root.handlers[:], root.level)
        try:
            result = CliRunner().invoke(
                app, ["--config", str(self.config), *words], env=dict(self.environ)
            )
        finally:
            structlog.reset_defaults()
            root.handlers[:], root.level = before
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    def command(self, *words: str, stdout: IO[bytes]) -> Ended:
        """Run a command in a process of its own, whose answers go where they are told to."""
        process = self.starts(*words, stdout=stdout)
        _, err = process.communicate(timeout=60)
        return Ended(process.wait(), "", err)

    def runs(self, lines: Iterable[str] = ()) -> Ended:
        """Let `nabat run` run in a process of its own, until the lines are handled."""
        process = self.starts()
        out, err = process.communicate("".join(f"{line}\n" for line in lines), timeout=60)
        return Ended(process.wait(), out, err)

    def starts(self, *words: str, stdout: IO[bytes] | None = None) -> zygote.Process:
        """Start a command, `nabat run` where no other is said, and leave it running."""
        return zygote.start(
            "--config",
            str(self.config),
            *(words or ("run",)),
            environ=self.environ,
            stdout=stdout.fileno() if stdout else None,
        )
