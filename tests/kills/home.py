"""The installation that is tried: the training register, its people on Telegram, no budgets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.installation.open import ensure_register, open_installation
from config.settings import load
from protocol.parties import Channel, Party
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
class Files:
    """Where an installation lies, whatever channel its people are on."""

    config: Path
    state: Path

    @staticmethod
    def within(folder: Path) -> "Files":
        """Return those of an installation that is alone in a folder."""
        return Files(folder / "nabat.toml", folder / "state")

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

    async def install(self, bind: Callable[[Work], None]) -> None:
        """Enter the training register, and let `bind` give its people their accounts."""
        async with open_installation(load(self.config)) as installation:
            await ensure_register(installation)
            await installation.store.run(bind)


@dataclass(frozen=True, slots=True)
class Home:
    """Where it lies, and the chats of its people by officer: "kz-duty"."""

    files: Files
    people: dict[str, int]


def names(parties: Iterable[Party]) -> list[str]:
    """Return the officers of these Parties who take part."""
    return [f"{party.lower()}-{role}" for party in parties for role in ROLES]


async def furnished(folder: Path, remote: Remote) -> Home:
    """Make an installation before a server; everybody has opened the bot."""
    people = {name: 101 + place for place, name in enumerate(names(PARTIES))}
    files = Files.within(folder)
    files.config.write_text(
        CONFIG.format(state=files.state, token=remote.token, address=remote.address)
    )

    def bind(work: Work) -> None:
        for name, chat in people.items():
            work.registry.unbind(name)
            work.registry.bind(Channel.TELEGRAM, str(chat), name)

    await files.install(bind)
    for name, chat in people.items():
        await remote.does("person", user_id=chat, first_name=name, language_code="ru")
        await remote.does(f"person/{chat}/opens")
    return Home(files, people)
