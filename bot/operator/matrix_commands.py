"""`nabat matrix`: make the bot's device, compare an officer's master key."""

import asyncio
from typing import Annotated

import typer

from bot.clock.clocks import wall
from bot.installation.read_only import read_only, reader
from bot.operator import comparison_check
from bot.operator.matrix_setup import setup
from bot.operator.session import plainly, settings_of, transact
from bot.operator.usage import Command, OfficerId, group
from bot.words.operator import Failed
from bot.words.outlet import say

matrix = group("operator-help-matrix")


@matrix.command("setup", cls=Command, help="operator-help-matrix-setup")
def matrix_setup(ctx: typer.Context) -> None:
    """Make the bot's device on Matrix."""
    with plainly() as words:
        settings = settings_of(ctx)
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


@matrix.command("compare", cls=Command, help="operator-help-matrix-compare")
def matrix_compare(
    ctx: typer.Context,
    id: OfficerId,
    heard: Annotated[str | None, typer.Option(help="operator-help-matrix-heard")] = None,
) -> None:
    """Show the fingerprint of an officer's master key, or note that it was compared."""
    with plainly() as words:
        settings = settings_of(ctx)
        if heard is not None:
            read_out = heard
            transact(settings, lambda work: comparison_check.compare(work, id, read_out))
            say(words("operator-matrix-compared", officer=id))
            return
        with read_only(settings) as connection:
            work = reader(connection, settings, wall())
            for each in comparison_check.fingerprints(work, id):
                say(words("operator-matrix-key", officer=id, user=each.address))
                say(comparison_check.readable(each))
