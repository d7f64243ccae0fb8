"""What was received in error rings at its sender, until somebody says whether it was so."""

from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import the_request
from protocol.obligation import Obligation
from protocol.parties import Officer
from storage.carrying import Carries
from storage.sayings import Priority


def ask_where_again(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    """Ask the sender's people once more whether the request was sent correctly."""
    request = the_request(turn, obligation)
    number = str(request.number)
    commands = turn.site.listing.settling(obligation.kind)
    turn.say(
        "misdirected.told-again",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.ALARM,
        about=obligation.subject,
        owed=obligation,
        choices=[Choice(command, number) for command in commands],
        key=key,
        request=number,
        requested=request.requested,
        since=obligation.opened_at,
        left=turn.now - obligation.opened_at,
    )
