"""Who of an authority is meant by a reminder. Policy."""

from collections.abc import Callable, Iterable, Mapping
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
    meant = {one.id for each in audiences for one in _choose(each, everybody, sender)}
    return tuple(officer for officer in everybody if officer.id in meant)


def _choose(
    audience: Audience, officers: tuple[Officer, ...], sender: str | None
) -> tuple[Officer, ...]:
    if audience is Audience.SENDER:
        own = tuple(each for each in officers if each.id == sender)
        return own or _choose(Audience.ON_DUTY, officers, None)
    for choice in _CHOICES[audience]:
        chosen = tuple(each for each in officers if choice(each))
        if chosen:
            return chosen
    return ()


def _holds(*roles: Role) -> Callable[[Officer], bool]:
    return lambda officer: officer.role in roles


def _is_on_duty(officer: Officer) -> bool:
    return officer.role is Role.DUTY_OFFICER and officer.on_duty


_DUTY = _holds(Role.DUTY_OFFICER)
_SIGNS = _holds(Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD)
_HEAD = _holds(Role.HEAD, Role.ACTING_HEAD)
_SECRETARIAT = _holds(Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD)
_CHOICES: Mapping[Audience, tuple[Callable[[Officer], bool], ...]] = {
    Audience.ON_DUTY: (_is_on_duty, _DUTY, _SIGNS),
    Audience.ALL_DUTY: (_DUTY, _SIGNS),
    Audience.DEPUTIES: (_holds(Role.DEPUTY, Role.ACTING_HEAD), _SIGNS, _DUTY),
    Audience.SIGNATORIES: (_SIGNS, _DUTY),
    Audience.HEAD: (_HEAD, _SIGNS, _DUTY),
    Audience.SECRETARIAT: (_holds(Role.SECRETARIAT_OFFICER), _SECRETARIAT),
    Audience.SECRETARIAT_HEAD: (_holds(Role.SECRETARIAT_HEAD), _SECRETARIAT),
}
