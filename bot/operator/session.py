"""What every command does: settings, one transaction, failures told in a sentence."""

import asyncio
import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import structlog
import typer

from bot.clock import clock_file
from bot.clock.clocks import Clock, steady, wall
from bot.installation.modes import tighten
from bot.installation.open import open_installation
from bot.logs import events
from bot.words.operator import Failed, Words, operator_words
from bot.words.outlet import say
from config.problems import Misfit
from config.settings import Settings, load
from storage.engine import StorageFailed
from storage.integrity import DAMAGED_STATES
from storage.keys import KeyRingError
from storage.work import Work

T = TypeVar("T")
log = structlog.get_logger()


@contextmanager
def plainly() -> Iterator[Words]:
    """Say the operator's failures in one sentence each, and ours as an incident; end with 1."""
    words = operator_words(os.environ)
    try:
        yield words
        return
    except Failed as failed:
        problems: Iterable[str] = [words.failure(failed)]
    except Misfit as misfit:
        problems = [words.problem(each) for each in misfit.problems]
    except StorageFailed as failure:
        is_damage = failure.state in DAMAGED_STATES
        key = "operator-database-damaged-somewhere" if is_damage else "operator-storage-failed"
        problems = [words(key, reason=str(failure))]
    except KeyRingError as error:
        problems = [words.ring(error)]
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, type(error).__name__)
        file, reason = str(error.filename or "-"), words.reason(code)
        problems = [words("operator-file-failed", file=file, reason=reason)]
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception:  # ours: a traceback would show values, the log shows where
        log.exception("failed")
        problems = [words("operator-incident")]
    for problem in problems:
        say(problem, err=True)
    raise typer.Exit(1)


def settings_of(ctx: typer.Context) -> Settings:
    """
    Return the settings, and log as they say.

    Raises: SettingsError.
    """
    settings = load(ctx.obj)
    events.configure(sys.stderr, settings.log.level, settings.log.format)
    return settings


def transact(settings: Settings, fn: Callable[[Work], T], *, make: bool = False) -> T:
    """Open the installation and run one transaction in it."""

    tighten(settings)

    async def run_one() -> T:
        async with open_installation(settings, beside(settings), make=make) as installation:
            return await installation.store.run(fn)

    return asyncio.run(run_one())


def beside(settings: Settings) -> Clock:
    """Return the clock of a bot that runs here, where it keeps another time than the machine."""
    return clock_file.beside(settings.paths.state / clock_file.FILE, wall, steady())
