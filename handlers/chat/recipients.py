"""Who of an authority is meant: those alone are read."""

from collections.abc import Iterable

from handlers.chat.turn import Turn
from protocol.audience import Audience, Group, meant
from protocol.parties import Officer


def recipients(
    turn: Turn,
    audiences: Iterable[Audience],
    debtor: str,
    *,
    sender: str | None = None,
    besides: str | None = None,
) -> tuple[Officer, ...]:
    """
    Return who of the debtor's officers is meant, in a fixed order.

    As `protocol.audience.recipients` of all who serve, but for the one `besides`.
    """
    wanted, people = frozenset(audiences), turn.work.registry.people
    own: tuple[Officer, ...] = ()
    if sender and sender != besides and Audience.SENDER in wanted:
        own = people.among(debtor, (sender,))

    def those(group: Group) -> tuple[Officer, ...]:
        found = people.members(debtor, group)
        return tuple(each for each in found if each.id != besides)

    found = meant(wanted, those, next(iter(own), None))
    return tuple(sorted(found, key=lambda each: (each.authority, each.id)))
