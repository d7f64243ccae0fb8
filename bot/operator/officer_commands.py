"""`nabat officer`: invite, list, suspend, approve, give a code app."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.clock.clocks import wall
from bot.installation.read_only import read_only, reader
from bot.operator import code_apps, officers
from bot.operator.session import beside, plainly, settings_of, transact
from bot.operator.usage import Command, OfficerId, group
from bot.words.operator import Words
from bot.words.outlet import say
from bot.words.values import VALUES
from handlers.chat import one_time_codes
from handlers.chat.families import Family
from handlers.people.enrolment import START
from protocol.admission import VALID_WITHIN
from protocol.parties import SECRETARIAT, Officer, Role, Standing
from protocol.unseen import visible_text
from storage.work import Work

STANDINGS = Family("operator-standing", tuple(Standing))
officer = group("operator-help-officer")


class Language(StrEnum):
    """The languages of the product."""

    RU = "ru"
    EN = "en"


@officer.command(cls=Command, help="operator-help-invite")
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
    with plainly() as words:
        if [authority is not None, secretariat, id is not None].count(True) != 1:
            raise typer.BadParameter(words("operator-usage-whom"))
        if secretariat:
            authority, role = SECRETARIAT, role or Role.SECRETARIAT_OFFICER
        if id is None and (role is None or not name or not phone):
            raise typer.BadParameter(words("operator-usage-person"))
        code = officers.make_code()

        def invite_person(work: Work) -> Officer:
            if authority is None or role is None:
                return officers.invite_again(work, str(id), code)
            person = officers.Person(authority, role, name, phone, call_sign, lang)
            return officers.invite(work, person, code)

        settings = settings_of(ctx)
        officer = transact(settings, invite_person)
        until = beside(settings)() + VALID_WITHIN
        say(words("operator-invited", officer=officer.id, until=until, start=START))
        say(code)


@officer.command("list", cls=Command, help="operator-help-list")
def list_(
    ctx: typer.Context,
    authority: Annotated[str | None, typer.Option(help="operator-help-authority")] = None,
) -> None:
    """List the officers; changes nothing."""
    with plainly() as words:
        settings = settings_of(ctx)
        with read_only(settings) as connection:
            found = officers.officers_of(reader(connection, settings, wall()), authority)
        for each in found:
            say(_line(words, each))
        say(words("operator-listed", count=len(found)))


@officer.command(cls=Command, help="operator-help-suspend")
def suspend(ctx: typer.Context, id: OfficerId) -> None:
    """Stop hearing an officer."""
    with plainly() as words:

        def suspend_officer(work: Work) -> tuple[Officer, bool]:
            suspended = officers.suspend(work, id)
            return suspended, officers.has_head(work, suspended.authority)

        suspended, has_head = transact(settings_of(ctx), suspend_officer)
        say(words("operator-suspended", officer=suspended.id))
        if not has_head:
            say(words("operator-no-head", authority=suspended.authority))


@officer.command(cls=Command, help="operator-help-thaw")
def thaw(ctx: typer.Context, id: OfficerId) -> None:
    """Hear the frozen accounts of an officer again."""
    with plainly() as words:
        thawed = transact(settings_of(ctx), lambda work: officers.thaw(work, id))
        say(words("operator-thawed", officer=thawed.id))


@officer.command(cls=Command, help="operator-help-approve")
def approve(ctx: typer.Context, id: OfficerId) -> None:
    """Hear an officer who has enrolled."""
    with plainly() as words:
        approved = transact(settings_of(ctx), lambda work: officers.approve(work, id))
        say(words("operator-approved", officer=approved.id))


@officer.command(cls=Command, help="operator-help-totp")
def totp(
    ctx: typer.Context,
    id: OfficerId,
    svg: Annotated[Path | None, typer.Option(help="operator-help-totp-svg")] = None,
    png: Annotated[Path | None, typer.Option(help="operator-help-totp-png")] = None,
    code: Annotated[str | None, typer.Option(help="operator-help-totp-code")] = None,
) -> None:
    """Print the secret of a code app, or take its first code."""
    with plainly() as words:
        if code is not None:
            if svg or png:
                raise typer.BadParameter(words("operator-usage-totp"))
            first = code
            transact(settings_of(ctx), lambda work: code_apps.activate(work, id, first))
            say(words("operator-totp-active", officer=id))
            return
        secret = one_time_codes.make_secret()
        files = {svg: code_apps.svg, png: code_apps.png}

        def issue_secret(work: Work) -> None:
            code_apps.issue(work, id, secret)
            # Inside, so that no secret holds that could not be printed.
            for path, made in files.items():
                if path is not None:
                    code_apps.write(path, made(secret, id))

        transact(settings_of(ctx), issue_secret)
        say(code_apps.qr_code(secret, id))
        for path in filter(None, files):
            say(words("operator-totp-file", file=str(path)))
        say(words("operator-totp-issued", officer=id))
        say(code_apps.in_groups(secret))


def _line(words: Words, each: officers.Listed) -> str:
    officer = each.officer
    accounts = ", ".join(words(VALUES["channel"][channel]) for channel in each.channels)
    parts = (
        officer.id,
        officer.authority,
        words(VALUES["role"][officer.role]),
        officer.name,
        words(STANDINGS[officer.standing]),
        accounts or words("operator-no-accounts"),
    )
    return " · ".join(map(visible_text, parts))
