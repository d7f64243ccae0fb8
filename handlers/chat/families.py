"""Texts of a closed set: one for each of its members."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Member = TypeVar("Member", bound=str)


@dataclass(frozen=True, slots=True)
class Family(Generic[Member]):
    """
    The keys of the texts of a closed set: `beginning`, a dash, the member, `ending`.

    It stands as a constant where they are said, so that all of them can be looked through.
    """

    beginning: str
    members: tuple[Member, ...]
    ending: str = ""

    def __getitem__(self, member: Member) -> str:
        """Return the key of the text of a member."""
        return f"{self.beginning}-{member}{self.ending}"

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of all."""
        return frozenset(self[each] for each in self.members)
