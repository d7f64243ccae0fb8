"""What was spaced for a chat in trouble is sent at once where the chat takes messages again."""

from collections.abc import Collection
from typing import TypeAlias

from bot.delivery.lease import Edit, Leased, Message
from bot.transports.base import Outcome, Sent
from storage.work import Work

# An officer, and the channel over which they are written to.
Chat: TypeAlias = tuple[str, str]


def takes_again(leased: Leased, outcome: Outcome) -> Chat | None:
    """
    Return the chat that takes messages again, as this sending shows; None where it shows nothing.

    Only what was in trouble itself proves that: one message that a server never answers is not
    sent again with each of the others.
    """
    match leased, outcome:
        case Message(row), Sent() if row.doubts:
            return row.saying.officer, str(row.channel)
        case Edit(card, transport), Sent() if card.attempts > 1:
            return card.officer, transport.channel
    return None


def resume(work: Work, chats: Collection[Chat]) -> None:
    """Send at once what was spaced for these chats; its order is kept."""
    work.outcomes.resume(chats)
    work.cards.resume(officer for officer, _ in chats)
