"""What verifications ask of the host."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.transports.matrix.verifying.sas import ShortString
from storage.verifications import Verification


class Words(Protocol):
    """The words of a text `verification-…` for whoever has an address. Raises: StorageFailed."""

    async def __call__(self, address: str, key: str, shown: ShortString | None = None) -> str:
        """Return the words."""
        ...


@dataclass(frozen=True, slots=True)
class Comparing:
    """
    What verifications ask of the host; each call is a transaction. Raises: StorageFailed.

    `under_way` is what an earlier run has left, and what is wished since; `ring` has a bell rung
    when something is wished. `is_first` says whether what only one event can have came with this
    event. `tell_emoji` passes the emoji on over the other channels of an officer;
    `note_comparison` keeps how far it is and notes that its master key was compared, where the
    address is bound to it; `tell_mismatch` tells whom it concerns that it was not the same.
    `is_ours` says whether somebody is an officer, or applies. `answer` is what a text means that
    answers whether the emoji match.
    """

    under_way: Callable[[], Awaitable[Sequence[Verification]]]
    keep: Callable[[Verification], Awaitable[None]]
    drop: Callable[[str, str], Awaitable[None]]
    is_first: Callable[[str, str], Awaitable[bool]]
    tell_emoji: Callable[[str, str, Sequence[int]], Awaitable[None]]
    note_comparison: Callable[[Verification], Awaitable[bool]]
    tell_mismatch: Callable[[str, str], Awaitable[None]]
    is_ours: Callable[[str], Awaitable[bool]]
    words: Words
    answer: Callable[[str], bool | None]
    ring: Callable[[Callable[[], None]], None]
