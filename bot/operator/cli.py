"""The command `nabat`. Thin: each command opens, asks, prints, and ends with 0, 1 or 2 (usage)."""

import asyncio
import importlib.metadata
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import watch
from bot.clock.clocks import steady, wall
from bot.installation.import_register import Changes, import_register
from bot.installation.modes import tighten
from bot.installation.open import damage_failure
from bot.installation.read_only import read_only
from bot.installation.register_file import read
from bot.logs import events
from bot.operator import matrix_commands, officer_commands
from bot.operator.check import Check
from bot.operator.session import plainly, settings_of, transact
from bot.operator.usage import Command, group
from bot.run import run as run_until_ended
from bot.words.operator import Failed, Words
from bot.words.outlet import say
from storage.chain import Head
from storage.integrity import damage
from storage.journal import Journal
from storage.postgresql import LONG
from storage.setbacks import OF_CLOCK, Setback
from storage.work import Work


def _version(asked: bool) -> None:
    if asked:
        say(f"nabat {importlib.metadata.version('nabat')}")
        raise typer.Exit


app = group("operator-help")
registry = group("operator-help-registry")
journal = group("operator-help-journal")
clock = group("operator-help-clock")
app.add_typer(registry, name="registry")
app.add_typer(officer_commands.officer, name="officer")
app.add_typer(journal, name="journal")
app.add_typer(matrix_commands.matrix, name="matrix")
app.add_typer(clock, name="clock")


@app.callback()
def nabat(
    ctx: typer.Context,
    config: Annotated[Path | None, typer.Option(help="operator-help-config")] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help="operator-help-version", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Take what holds for every command."""
    ctx.obj = config
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without Cyrillic ends no command
            stream.reconfigure(errors="replace")
    events.configure(sys.stderr, "warning", "json")


@app.command(cls=Command, help="operator-help-run")
def run(ctx: typer.Context) -> None:
    """Run the bot."""
    with plainly() as words:
        settings = settings_of(ctx)
        tighten(settings)
        asyncio.run(run_until_ended(settings, words))


@app.command(cls=Command, help="operator-help-incident")
def incident(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="operator-help-number")],
) -> None:
    """End an incident whose cause is mended."""
    with plainly() as words:

        def clear(work: Work) -> Setback:
            setback = work.setbacks.clear(number.strip().upper())
            if setback is None:
                raise Failed("operator-incident-unknown", incident=number)
            work.journal.write(
                "incident-ended", actor="operator", at=work.now, incident=str(setback.incident)
            )
            return setback

        setback = transact(settings_of(ctx), clear)
        again = "yes" if setback.place in OF_CLOCK else "no"
        typer.echo(words("operator-incident-ended", incident=str(setback.incident), again=again))


@app.command(cls=Command, help="operator-help-demo")
def demo() -> None:
    """Show the bot at work."""
    from bot.demo.demo import demo as shown

    with plainly():
        shown()


@app.command(cls=Command, help="operator-help-check")
def check(ctx: typer.Context) -> None:
    """Say what is so and what is not; changes nothing."""
    with plainly() as words:
        is_good = True
        for finding in Check(words, wall, ctx.obj).findings():
            mark = "✗" if not finding.good else "!" if finding.warns else "✓"
            say(f"{mark} {finding.text}")
            is_good &= finding.good
    if not is_good:
        raise typer.Exit(1)


@registry.command("import", cls=Command, help="operator-help-import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="operator-help-import-file")],
) -> None:
    """Enter a register from a file."""
    with plainly() as words:
        settings, register = settings_of(ctx), read(file)
        policy = settings.policy.figures()
        changes = transact(
            settings, lambda work: import_register(work, register, policy), make=True
        )
        for line in _lines_of(words, changes):
            say(line)


@journal.command(cls=Command, help="operator-help-verify")
def verify(
    ctx: typer.Context,
    head: Annotated[str | None, typer.Option(help="operator-help-verify-head")] = None,
) -> None:
    """Walk the chain of the journal, and look at every page of the file; changes nothing."""
    with plainly() as words:
        try:
            kept = Head.read(head) if head is not None else None
        except ValueError:
            raise typer.BadParameter(words("operator-usage-head")) from None
        settings = settings_of(ctx)
        with read_only(settings, LONG) as connection:
            verified = Journal(connection).verify()
            is_held = kept is None or Journal(connection).holds(kept)
            found = damage(connection)
        last = verified.head
        if verified.broken_at is not None:
            raise Failed("operator-journal-broken", entry=verified.broken_at, head=str(last))
        if kept is not None and not is_held:
            raise Failed("operator-journal-anew", entry=kept.seq, head=str(last))
        if found is not None:
            raise damage_failure(settings, found)
        say(words("operator-journal-whole", count=verified.entries))
        if kept is not None:
            say(words("operator-journal-held", entry=kept.seq))
        say(str(last))


@clock.command("accept", cls=Command, help="operator-help-clock-accept")
def clock_accept(ctx: typer.Context) -> None:
    """Take the clock of this machine for right."""
    with plainly() as words:
        here, ticks = wall(), steady()
        transact(settings_of(ctx), lambda work: watch.accept(work, here, ticks))
        say(words("operator-clock-accepted", at=here))


def _lines_of(words: Words, changes: Changes) -> Iterator[str]:
    yield words("operator-imported", parties=changes.parties, agreements=changes.agreements)
    yield words(
        "operator-imported-officers",
        added=changes.officers_added,
        changed=changes.officers_changed,
    )
    for authority in changes.authorities_added:
        yield words("operator-imported-added", authority=authority.id, name=authority.name)
    for authority in changes.authorities_changed:
        yield words("operator-imported-changed", authority=authority.id, name=authority.name)
    if not changes.authorities_added and not changes.authorities_changed:
        yield words("operator-imported-same")
