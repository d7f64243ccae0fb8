"""What every transport asks of the storage, each question a transaction of its own."""

from datetime import datetime

from bot.words.quotes import quotation
from bot.words.texts import LANGUAGES, Texts
from handlers.catalogue import LISTING
from handlers.chat import turn
from handlers.clock import outage, returning
from protocol.parties import Channel
from storage.keys import Destroyed
from storage.work import Store, Work


class Asking:
    """
    The questions of one channel. Each raises StorageFailed.

    `kept`: what its server keeps; `beside`: the channels that run, this one among them.
    """

    def __init__(
        self,
        store: Store,
        texts: Texts,
        channel: Channel,
        kept: outage.Kept,
        *,
        beside: frozenset[Channel],
    ) -> None:
        self._store = store
        self._texts = texts
        self._channel = channel
        self._kept = kept
        self._site = turn.Site(LISTING, channels=beside)

    async def attachments(self, id: str) -> tuple[str, str, bytes]:
        """Return name, type and bytes of an attachment; raises what `LOST` names."""
        file, body = await self._store.run(lambda work: work.attachments.whole(id))
        return file.name, file.type, body

    async def excuse(self, address: str, id: str) -> str:
        """Return what is said at an address in the place of an attachment that is lost."""
        return await self._store.run(
            lambda work: excuse(work, self._texts, self._channel, address, id)
        )

    async def knows(self, address: str) -> bool:
        """Say whether a serving officer has this account."""
        return await self._store.run(
            lambda work: work.registry.listened_to(self._channel, address) is not None
        )

    async def greets(self, address: str) -> bool:
        """Say whether a stranger is still to be told today, and note it."""
        return await self._store.run(
            lambda work: work.strangers.is_to_be_told(self._channel, address)
        )

    async def note_heard(self) -> None:
        """Take note that the channel is heard now."""
        await self._store.run(
            lambda work: outage.note_heard(work, self._site, self._channel, self._kept)
        )

    async def note_silent(self, since: datetime) -> None:
        """Take note that the channel has not been heard since a moment."""
        await self._store.run(
            lambda work: outage.note_silent(work, self._site, self._channel, since)
        )

    async def note_returned(self, address: str) -> None:
        """Take note that an account can be reached again."""
        await self._store.run(lambda work: returning.at(work, self._site, self._channel, address))


def excuse(work: Work, texts: Texts, channel: Channel, address: str, id: str) -> str:
    """Return what stands, for whoever has this account, in the place of a file that is lost."""
    reader = work.registry.listened_to(channel, address)
    lang = reader.lang if reader and reader.lang in LANGUAGES else LANGUAGES[0]
    try:
        name = work.attachments.one(id).name
    except (LookupError, Destroyed):
        name = "-"
    return texts.say(lang, "file-unopened", {"name": quotation(name)})
