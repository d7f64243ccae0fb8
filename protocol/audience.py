"""Who of an authority is meant by a reminder. Policy."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from protocol.parties import Officer, Role


class Audience(StrEnum):
    """A part of the people who may have to be told."""

    ON_DUTY = "on_duty"
    ALL_DUTY = "all_duty"
    DEPUTIES = "deputies"
    SIGNATORIES = "signatories"
    HEAD = "head"
    SENDER = "sender"
    SECRETARIAT = "secretariat"
    SECRETARIAT_HEAD = "secretariat_head"


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the officers: those who hold one of the roles, or of these who are on duty."""

    roles: frozenset[Role]
    on_duty: bool = False

    def fits(self, officer: Officer) -> bool:
        """Say whether an officer is one of them."""
        return officer.role in self.roles and (officer.on_duty or not self.on_duty)

    def within(self, other: "Group") -> "Group":
        """Return those who are of another group too."""
        return Group(self.roles & other.roles, self.on_duty or other.on_duty)


def recipients(
    audiences: Iterable[Audience], officers: Iterable[Officer], *, sender: str | None = None
) -> tuple[Officer, ...]:
    """
    Return who of the debtor's serving `officers` is meant, each once, in their order.

    Nobody is left out for want of a rank: where nobody is on duty all duty officers are meant,
    where there is no deputy the head is, where there is no duty officer the signatories are, and
    the other way round; for a sender who serves no longer those on duty stand in.
    """
    everybody = tuple(officers)
    found = meant(
        audiences,
        lambda group: tuple(filter(group.fits, everybody)),
        next((each for each in everybody if each.id == sender), None),
    )
    ids = {each.id for each in found}
    return tuple(officer for officer in everybody if officer.id in ids)


def meant(
    audiences: Iterable[Audience],
    those: Callable[[Group], tuple[Officer, ...]],
    sender: Officer | None = None,
) -> tuple[Officer, ...]:
    """
    Return whom `recipients` does, in no order, where nobody but `those` of a group is read.

    `sender` is the one who serves still, else None.
    """
    return tuple(
        {one.id: one for each in audiences for one in _members(each, those, sender)}.values()
    )


def _members(
    audience: Audience, those: Callable[[Group], tuple[Officer, ...]], sender: Officer | None
) -> tuple[Officer, ...]:
    if audience is Audience.SENDER:
        return (sender,) if sender else _members(Audience.ON_DUTY, those, None)
    return next(filter(None, map(those, GROUPS[audience])), ())


def _holds(*roles: Role) -> Group:
    return Group(frozenset(roles))


_DUTY = _holds(Role.DUTY_OFFICER)
_IS_ON_DUTY = Group(_DUTY.roles, on_duty=True)
_SIGNS = _holds(Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD)
_HEAD = _holds(Role.HEAD, Role.ACTING_HEAD)
_SECRETARIAT = _holds(Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD)
# Of each audience the first group that anybody is one of.
GROUPS: Mapping[Audience, tuple[Group, ...]] = {
    Audience.ON_DUTY: (_IS_ON_DUTY, _DUTY, _SIGNS),
    Audience.ALL_DUTY: (_DUTY, _SIGNS),
    Audience.DEPUTIES: (_holds(Role.DEPUTY, Role.ACTING_HEAD), _SIGNS, _DUTY),
    Audience.SIGNATORIES: (_SIGNS, _DUTY),
    Audience.HEAD: (_HEAD, _SIGNS, _DUTY),
    Audience.SECRETARIAT: (_holds(Role.SECRETARIAT_OFFICER), _SECRETARIAT),
    Audience.SECRETARIAT_HEAD: (_holds(Role.SECRETARIAT_HEAD), _SECRETARIAT),
}
