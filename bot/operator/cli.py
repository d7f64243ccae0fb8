"""The command `nabat`. Thin: each command opens, asks, prints, and ends with 0, 1 or 2 (usage)."""

import asyncio
import errno
import importlib.metadata
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, TypeVar

import structlog
import typer
from typer.core import TyperCommand, TyperGroup

from bot.clock import clock_file, watch
from bot.clock.clocks import Clock, steady, wall
from bot.installation.import_register import Changes, import_register
from bot.installation.modes import tighten
from bot.installation.open import damaged, opened
from bot.installation.read_only import reader, reading
from bot.installation.register_file import read
from bot.logs import events
from bot.operator import code_apps, comparison_check, officers
from bot.operator.check import Check
from bot.operator.matrix_setup import setup
from bot.run import run as run_until_ended
from bot.words.operator import Failed, Words, operator_words
from bot.words.outlet import say
from config.problems import Misfit
from config.settings import Settings, load
from handlers.chat import one_time_codes
from handlers.people.enrolment import START
from protocol.admission import VALID_WITHIN
from protocol.parties import SECRETARIAT, Officer, Role
from protocol.unseen import first_unseen, shown
from storage.engine import StorageFailed
from storage.integrity import DAMAGED_STATES, damage
from storage.journal import Head, Journal
from storage.keys import KeyRingError
from storage.postgresql import LONG
from storage.setbacks import OF_CLOCK, Setback
from storage.work import Work

T = TypeVar("T")
log = structlog.get_logger()


class Language(StrEnum):
    """The languages of the product."""

    RU = "ru"
    EN = "en"


class _Command(TyperCommand):
    """A command whose help texts are keys of words."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Put the words in their place first."""
        _told(operator_words(os.environ), self)
        super().format_help(ctx, formatter)


class _Group(TyperGroup):
    """A group whose help texts, and those of its commands, are keys of words."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        """Take no argument that nobody could read; else whatever is said of it would pass it on."""
        given = list(sys.argv[1:] if args is None else args)
        for number, each in enumerate(given, 1):
            if found := first_unseen(each):
                place, char = found
                words = operator_words(os.environ)
                unseen = words("operator-usage-unseen", number=number, place=place, char=char)
                say(unseen, err=True)
                sys.exit(2)
        # Whatever is made from here on is its owner's alone, what libraries make too.
        before = os.umask(0o077)
        try:
            return super().main(given, *rest, **named)
        finally:
            os.umask(before)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Put the words in their place first."""
        words = operator_words(os.environ)
        for each in (self, *self.commands.values()):
            _told(words, each)
        super().format_help(ctx, formatter)


def _told(words: Words, command: Any) -> None:
    for each in (command, *command.params):
        key = getattr(each, "help", None) or ""
        if key.startswith("operator-"):
            each.help = words(key)


def _app(help: str) -> typer.Typer:
    return typer.Typer(
        context_settings={"help_option_names": ["-h", "--help"]},
        cls=_Group,
        help=help,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _version(asked: bool) -> None:
    if asked:
        say(f"nabat {importlib.metadata.version('nabat')}")
        raise typer.Exit


app = _app("operator-help")
registry = _app("operator-help-registry")
officer = _app("operator-help-officer")
journal = _app("operator-help-journal")
matrix = _app("operator-help-matrix")
clock = _app("operator-help-clock")
app.add_typer(registry, name="registry")
app.add_typer(officer, name="officer")
app.add_typer(journal, name="journal")
app.add_typer(matrix, name="matrix")
app.add_typer(clock, name="clock")

OfficerId = Annotated[str, typer.Argument(metavar="ID", help="operator-help-id")]


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


@app.command(cls=_Command, help="operator-help-run")
def run(ctx: typer.Context) -> None:
    """Run the bot."""
    with _plainly() as words:
        settings = _settings(ctx)
        tighten(settings)
        asyncio.run(run_until_ended(settings, words))


@app.command(cls=_Command, help="operator-help-incident")
def incident(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="operator-help-number")],
) -> None:
    """End an incident whose cause is mended."""
    with _plainly() as words:

        def cleared(work: Work) -> Setback:
            setback = work.setbacks.clear(number.strip().upper())
            if setback is None:
                raise Failed("operator-incident-unknown", incident=number)
            work.journal.write(
                "incident-ended", actor="operator", at=work.now, incident=str(setback.incident)
            )
            return setback

        setback = _transaction(_settings(ctx), cleared)
        again = "yes" if setback.place in OF_CLOCK else "no"
        typer.echo(words("operator-incident-ended", incident=str(setback.incident), again=again))


@app.command(cls=_Command, help="operator-help-demo")
def demo() -> None:
    """Show the bot at work."""
    from bot.demo.demo import demo as shown

    with _plainly():
        shown()


@app.command(cls=_Command, help="operator-help-check")
def check(ctx: typer.Context) -> None:
    """Say what is so and what is not; changes nothing."""
    with _plainly() as words:
        is_good = True
        for finding in Check(words, wall, ctx.obj).findings():
            mark = "✗" if not finding.good else "!" if finding.warns else "✓"
            say(f"{mark} {finding.text}")
            is_good &= finding.good
    if not is_good:
        raise typer.Exit(1)


@registry.command("import", cls=_Command, help="operator-help-import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="operator-help-import-file")],
) -> None:
    """Enter a register from a file."""
    with _plainly() as words:
        settings, register = _settings(ctx), read(file)
        policy = settings.policy.figures()
        changes = _transaction(
            settings, lambda work: import_register(work, register, policy), make=True
        )
        for line in _changed(words, changes):
            say(line)


@officer.command(cls=_Command, help="operator-help-invite")
def invite(
    ctx: typer.Context,
    authority: Annotated[str | None, typer.Option(help="operator-help-authority")] = None,
    secretariat: Annotated[
        bool, typer.Option("--secretariat", help="operator-help-secretariat")
    ] = False,
    id: Annotated[str | None, typer.Option(help="operator-help-invite-id")] = None,
    role: Annotated[Role | None, typer.Option(help="operator-help-role")] = None,
    name: Annotated[str, typer.Option(help="operator-help-name")] = "",
    phone: Annotated[str, typer.Option(help="operator-help-phone")] = "",
    call_sign: Annotated[str, typer.Option(help="operator-help-call-sign")] = "",
    lang: Annotated[Language, typer.Option(help="operator-help-lang")] = Language.RU,
) -> None:
    """Make a one-time code for a new officer, or anew for one of the register."""
    with _plainly() as words:
        if [authority is not None, secretariat, id is not None].count(True) != 1:
            raise typer.BadParameter(words("operator-usage-whom"))
        if secretariat:
            authority, role = SECRETARIAT, role or Role.SECRETARIAT_OFFICER
        if id is None and (role is None or not name or not phone):
            raise typer.BadParameter(words("operator-usage-person"))
        code = officers.make_code()

        def invited(work: Work) -> Officer:
            if authority is None or role is None:
                return officers.invite_again(work, str(id), code)
            person = officers.Person(authority, role, name, phone, call_sign, lang)
            return officers.invite(work, person, code)

        settings = _settings(ctx)
        officer = _transaction(settings, invited)
        until = _beside(settings)() + VALID_WITHIN
        say(words("operator-invited", officer=officer.id, until=until, start=START))
        say(code)


@officer.command("list", cls=_Command, help="operator-help-list")
def list_(
    ctx: typer.Context,
    authority: Annotated[str | None, typer.Option(help="operator-help-authority")] = None,
) -> None:
    """List the officers; changes nothing."""
    with _plainly() as words:
        settings = _settings(ctx)
        with reading(settings) as connection:
            found = officers.listed(reader(connection, settings, wall()), authority)
        for each in found:
            say(_listed(words, each))
        say(words("operator-listed", count=len(found)))


@officer.command(cls=_Command, help="operator-help-suspend")
def suspend(ctx: typer.Context, id: OfficerId) -> None:
    """Stop hearing an officer."""
    with _plainly() as words:

        def done(work: Work) -> tuple[Officer, bool]:
            suspended = officers.suspend(work, id)
            return suspended, officers.has_head(work, suspended.authority)

        suspended, has_head = _transaction(_settings(ctx), done)
        say(words("operator-suspended", officer=suspended.id))
        if not has_head:
            say(words("operator-no-head", authority=suspended.authority))


@officer.command(cls=_Command, help="operator-help-approve")
def approve(ctx: typer.Context, id: OfficerId) -> None:
    """Hear an officer who has enrolled."""
    with _plainly() as words:
        approved = _transaction(_settings(ctx), lambda work: officers.approve(work, id))
        say(words("operator-approved", officer=approved.id))


@officer.command(cls=_Command, help="operator-help-totp")
def totp(
    ctx: typer.Context,
    id: OfficerId,
    svg: Annotated[Path | None, typer.Option(help="operator-help-totp-svg")] = None,
    png: Annotated[Path | None, typer.Option(help="operator-help-totp-png")] = None,
    code: Annotated[str | None, typer.Option(help="operator-help-totp-code")] = None,
) -> None:
    """Print the secret of a code app, or take its first code."""
    with _plainly() as words:
        if code is not None:
            if svg or png:
                raise typer.BadParameter(words("operator-usage-totp"))
            first = code
            _transaction(_settings(ctx), lambda work: code_apps.activate(work, id, first))
            say(words("operator-totp-active", officer=id))
            return
        secret = one_time_codes.make_secret()
        files = {svg: code_apps.svg, png: code_apps.png}

        def issued(work: Work) -> None:
            code_apps.issue(work, id, secret)
            # Inside, so that no secret holds that could not be printed.
            for path, made in files.items():
                if path is not None:
                    code_apps.write(path, made(secret, id))

        _transaction(_settings(ctx), issued)
        say(code_apps.drawn(secret, id))
        for path in filter(None, files):
            say(words("operator-totp-file", file=str(path)))
        say(words("operator-totp-issued", officer=id))
        say(code_apps.grouped(secret))


@journal.command(cls=_Command, help="operator-help-verify")
def verify(
    ctx: typer.Context,
    head: Annotated[str | None, typer.Option(help="operator-help-verify-head")] = None,
) -> None:
    """Walk the chain of the journal, and look at every page of the file; changes nothing."""
    with _plainly() as words:
        try:
            kept = Head.read(head) if head is not None else None
        except ValueError:
            raise typer.BadParameter(words("operator-usage-head")) from None
        settings = _settings(ctx)
        with reading(settings, LONG) as connection:
            verified = Journal(connection).verify()
            is_held = kept is None or Journal(connection).holds(kept)
            found = damage(connection)
        last = verified.head
        if verified.broken_at is not None:
            raise Failed("operator-journal-broken", entry=verified.broken_at, head=str(last))
        if kept is not None and not is_held:
            raise Failed("operator-journal-anew", entry=kept.seq, head=str(last))
        if found is not None:
            raise damaged(settings, found)
        say(words("operator-journal-whole", count=verified.entries))
        if kept is not None:
            say(words("operator-journal-held", entry=kept.seq))
        say(str(last))


@clock.command("accept", cls=_Command, help="operator-help-clock-accept")
def clock_accept(ctx: typer.Context) -> None:
    """Take the clock of this machine for right."""
    with _plainly() as words:
        here, ticks = wall(), steady()
        _transaction(_settings(ctx), lambda work: watch.accept(work, here, ticks))
        say(words("operator-clock-accepted", at=here))


@matrix.command("setup", cls=_Command, help="operator-help-matrix-setup")
def matrix_setup(ctx: typer.Context) -> None:
    """Make the bot's device on Matrix."""
    with _plainly() as words:
        settings = _settings(ctx)
        given = settings.matrix
        if not given.homeserver or not given.user:
            raise Failed("operator-matrix-no-homeserver")
        password = given.password.get_secret_value() or typer.prompt(
            words("operator-matrix-password", user=given.user), hide_input=True
        )
        made = asyncio.run(setup(settings, password, wall()))
        if made.is_other:
            say(words("operator-matrix-other-identity"))
        say(words("operator-matrix-set-up", user=given.user))
        say(made.master)
        say(words("operator-matrix-device"))
        say(made.device)


@matrix.command("compare", cls=_Command, help="operator-help-matrix-compare")
def matrix_compare(
    ctx: typer.Context,
    id: OfficerId,
    heard: Annotated[str | None, typer.Option(help="operator-help-matrix-heard")] = None,
) -> None:
    """Show the fingerprint of an officer's master key, or note that it was compared."""
    with _plainly() as words:
        settings = _settings(ctx)
        if heard is not None:
            read_out = heard
            _transaction(settings, lambda work: comparison_check.compare(work, id, read_out))
            say(words("operator-matrix-compared", officer=id))
            return
        with reading(settings) as connection:
            work = reader(connection, settings, wall())
            for each in comparison_check.fingerprints(work, id):
                say(words("operator-matrix-key", officer=id, user=each.address))
                say(comparison_check.told(each))


@contextmanager
def _plainly() -> Iterator[Words]:
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


def _settings(ctx: typer.Context) -> Settings:
    settings = load(ctx.obj)
    events.configure(sys.stderr, settings.log.level, settings.log.format)
    return settings


def _transaction(settings: Settings, fn: Callable[[Work], T], *, make: bool = False) -> T:
    """Open the installation and run one transaction in it."""

    tighten(settings)

    async def run_one() -> T:
        async with opened(settings, _beside(settings), make=make) as installation:
            return await installation.store.run(fn)

    return asyncio.run(run_one())


def _beside(settings: Settings) -> Clock:
    """Return the clock of a bot that runs here, where it keeps another time than the machine."""
    return clock_file.beside(settings.paths.state / clock_file.FILE, wall, steady())


def _changed(words: Words, changes: Changes) -> Iterator[str]:
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


def _listed(words: Words, each: officers.Listed) -> str:
    officer = each.officer
    accounts = ", ".join(words(f"channel-{channel}") for channel in each.channels)
    parts = (
        officer.id,
        officer.authority,
        words(f"role-{officer.role}"),
        officer.name,
        words(f"operator-standing-{officer.standing}"),
        accounts or words("operator-no-accounts"),
    )
    return " · ".join(map(shown, parts))
