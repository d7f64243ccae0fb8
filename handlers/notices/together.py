"""Several notices on one screen, relayed by one code."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.notices.relay import relay, relaying
from handlers.record.debts import debts
from protocol.obligation import Kind
from protocol.permissions import Act
from protocol.refusals import Refused

_RELAYED = frozenset({Kind.RELAY_NOTICE})


def waiting(turn: Turn) -> tuple[str, ...]:
    """Return the first notices that wait for the officer who acts to relay them as the second."""
    owed = debts(turn, turn.officer, _RELAYED).items
    notices = (turn.work.notices.get(each.subject.id) for each in owed)
    return tuple(each.number for each in notices if each.entered_by != turn.officer.id)


def relay_all(turn: Turn, argument: str) -> None:
    """
    Send each of the notices that wait to every Party; all of them, or none.

    Raises: Refused where none waits any more.
    """
    for number in _waiting(turn):
        relay(turn, number)


def relaying_all(turn: Turn, argument: str) -> Deed:
    """
    Tell each notice that every Party would get.

    Raises: Refused where none waits any more.
    """
    deeds = [deed for number in _waiting(turn) if (deed := relaying(turn, number))]
    return Deed(
        Act.RELAY_NOTICE,
        tuple(line for deed in deeds for line in deed.lines),
        state=tuple(deed.subject.id for deed in deeds if deed.subject),
    )


def _waiting(turn: Turn) -> tuple[str, ...]:
    found = waiting(turn)
    if not found:
        raise Refused("refused-done-already", instead="instead-open")
    return tuple(sorted(found))


COMMAND = Command(
    Entry("relayall", Act.RELAY_NOTICE, shown=InHelp.BY_BUTTON), run=relay_all, deed=relaying_all
)
