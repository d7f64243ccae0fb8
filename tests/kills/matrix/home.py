"""The installation that is tried: the training register, its people on Matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.clock.clocks import wall
from bot.operator.matrix_setup import setup
from config.settings import load
from protocol.parties import Channel, Party
from storage.work import Work
from tests.kills.home import Files, names
from tests.worlds.homeserver.accounts import Account
from tests.worlds.homeserver.server import Homeserver

# Two are enough to send each other everything; each of their people costs a client.
PARTIES = (Party.BELARUS, Party.KAZAKHSTAN)
CONFIG = """
[paths]
state = "{state}"
[matrix]
homeserver = "{address}"
user = "{user}"
[delivery]
resend_unknown_seconds = [0.5, 1, 1, 1, 1, 1, 1, 1]
[policy]
step_up = false
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Where it lies, who the bot is, and the accounts of its people by officer: "kz-duty"."""

    files: Files
    bot: str
    accounts: Mapping[str, Account]

    @property
    def people(self) -> Mapping[str, str]:
        """Return the ids of its people by officer."""
        return {name: account.user_id for name, account in self.accounts.items()}


async def furnished(folder: Path, homeserver: Homeserver, address: str, mark: str) -> Home:
    """Make an installation that reaches its homeserver at `address`; `mark` ends every name."""
    bot = await homeserver.register(f"nabat{mark}")
    accounts = {name: await homeserver.register(f"{name}{mark}") for name in names(PARTIES)}
    home = Home(Files.within(folder), bot.user_id, accounts)
    files = home.files
    files.config.write_text(CONFIG.format(state=files.state, address=address, user=bot.user_id))

    def bind(work: Work) -> None:
        for officer in work.registry.everybody():
            work.registry.unbind(officer.id)
        for name, user in home.people.items():
            work.registry.bind(Channel.MATRIX, user, name)

    await setup(load(files.config), bot.password, wall())
    await files.install(bind)
    return home
