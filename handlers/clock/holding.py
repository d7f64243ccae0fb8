"""A call to suspend rings at the other side, until somebody there has answered it."""

from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import the_request
from protocol.obligation import Obligation
from protocol.parties import Officer
from storage.carrying import Carries
from storage.sayings import Priority


def ring_call_again(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    """Ring once more; its words are read on the card."""
    request = the_request(turn, obligation)
    number = str(request.number)
    commands = (*turn.site.listing.settling(obligation.kind), "open")
    turn.say(
        "hold.told-again",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.ALARM,
        about=obligation.subject,
        owed=obligation,
        choices=[Choice(command, number) for command in commands],
        key=key,
        request=number,
        since=obligation.opened_at,
        left=turn.now - obligation.opened_at,
    )
