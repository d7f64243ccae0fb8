"""What verifications on Matrix ask of the storage and of the texts."""

from collections.abc import Callable, Sequence

from bot.transports.matrix.verifying.asking import Comparing
from bot.transports.matrix.verifying.sas import ShortString
from bot.words import emoji
from bot.words.texts import LANGUAGES, Texts
from handlers.chat.families import Family
from handlers.chat.turn import Site
from handlers.people import comparing as handling
from protocol.parties import Channel
from storage.verifications import How, Verification
from storage.work import Store, Work

# Between the words that mean the same, in the texts of the answers.
OR = "|"
TOLD = Family(
    "verification",
    (
        *("request", "unpressed", "unsaid", "again", "done", "cancelled", "late", "unanswered"),
        *("restarted", "unbelieved", "failed", "mismatched", "emojiless"),
    ),
)
_AROUND = ".,!«»\"' "


def comparing(
    store: Store, texts: Texts, site: Site, admitted: Callable[[Work], frozenset[str]]
) -> Comparing:
    """Return it; `admitted` are the addresses of officers and of those who apply."""
    meanings = {
        each.strip().casefold(): matches
        for lang in LANGUAGES
        for key, matches in (("verification-no", False), ("verification-yes", True))
        for each in texts.say(lang, key).split(OR)
    }

    async def under_way() -> Sequence[Verification]:
        return await store.run(lambda work: work.verifications.all())

    async def keep(verification: Verification) -> None:
        await store.run(lambda work: work.verifications.put(verification))

    async def drop(address: str, transaction: str) -> None:
        await store.run(lambda work: work.verifications.drop(address, transaction))

    async def is_first(once: str, event: str) -> bool:
        key = f"{Channel.MATRIX}/{event}"
        had = await store.run(lambda work: work.inbox.first(f"{Channel.MATRIX}/{once}", key))
        return had in (None, key)

    async def tell_emoji(address: str, transaction: str, numbers: Sequence[int]) -> None:
        await store.run(lambda work: handling.tell_emoji(work, site, address, transaction, numbers))

    async def note_comparison(verification: Verification) -> bool:
        def note(work: Work) -> bool:
            each = verification
            held = handling.note_comparison(work, each.address, each.master, How.EMOJI)
            if held:
                # Else a crash would have its owner told that nobody has answered.
                work.verifications.put(each)
            return held

        return await store.run(note)

    async def tell_mismatch(address: str, transaction: str) -> None:
        await store.run(lambda work: handling.tell_mismatch(work, site, address, transaction))

    async def is_ours(address: str) -> bool:
        return address in await store.run(admitted)

    async def words(address: str, key: str, shown: ShortString | None = None) -> str:
        reader = await store.run(lambda work: work.registry.listened_to(Channel.MATRIX, address))
        lang = reader.lang if reader and reader.lang in LANGUAGES else LANGUAGES[0]
        if shown is None:
            return texts.say(lang, TOLD[key])
        seven = emoji.lines(texts, lang, shown.emoji)
        return texts.say(lang, "verification-shown", {"emoji": seven})

    return Comparing(
        under_way=under_way,
        keep=keep,
        drop=drop,
        is_first=is_first,
        tell_emoji=tell_emoji,
        note_comparison=note_comparison,
        tell_mismatch=tell_mismatch,
        is_ours=is_ours,
        words=words,
        answer=lambda text: meanings.get(text.strip(_AROUND).casefold()),
        ring=lambda bell: store.on_commit(bell, "verifications"),
    )
