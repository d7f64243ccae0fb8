"""The installation that is tried: the training register, its people on Telegram, no budgets."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete

from bot.installation.open import ensure_register, open_installation
from config.settings import load
from protocol.parties import Channel, Party
from storage.tables import accounts
from storage.work import Work
from tests.worlds.botapi.remote import Remote

# Armenia and Kazakhstan agreed on a pointer only over Telegram: who asks is refused there.
PARTIES = (Party.BELARUS, Party.KAZAKHSTAN, Party.KYRGYZSTAN, Party.RUSSIA, Party.TAJIKISTAN)
ROLES = ("duty", "duty2", "deputy", "head")
# A code serves once in half a minute, and a head signs many letters here in one. And enough
# repetitions that no chance uses them up: three kills in a row meet the same message.
CONFIG = """
[paths]
state = "{state}"
[telegram]
token = "{token}"
api_url = "{address}"
[delivery]
messages_per_second = 10000
per_chat_interval_seconds = 0
resend_unknown_seconds = [0.5, 1, 1, 1, 1, 1, 1, 1]
[policy]
step_up = false
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Where it lies, and the chats of its people by officer: "kz-duty"."""

    config: Path
    state: Path
    people: dict[str, int]

    @property
    def database(self) -> Path:
        """Return the file of the database."""
        return self.state / "nabat.db"

    @property
    def log(self) -> Path:
        """Return the log of the bot."""
        return self.state / "nabat.log"

    @property
    def errors(self) -> Path:
        """Return what the bot wrote beside its log."""
        return self.config.with_suffix(".err")


async def furnished(folder: Path, remote: Remote) -> Home:
    """Make an installation before a server; everybody has opened the bot."""
    names = [f"{party.lower()}-{role}" for party in PARTIES for role in ROLES]
    people = {name: 101 + place for place, name in enumerate(names)}
    home = Home(folder / "nabat.toml", folder / "state", people)
    home.config.write_text(
        CONFIG.format(state=home.state, token=remote.token, address=remote.address)
    )

    def bind(work: Work) -> None:
        for name, chat in people.items():
            work.connection.execute(delete(accounts).where(accounts.c.officer == name))
            work.registry.bind(Channel.TELEGRAM, str(chat), name)

    async with open_installation(load(home.config)) as installation:
        await ensure_register(installation)
        await installation.store.run(bind)
    for name, chat in people.items():
        await remote.does("person", user_id=chat, first_name=name, language_code="ru")
        await remote.does(f"person/{chat}/opens")
    return home
