"""/accept NUMBER: the requested authority takes the request into execution (Art. 7)."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.moving import move
from handlers.record.sides import requesting_side
from handlers.record.which_request import the_request
from protocol.moves import Move
from protocol.obligation import Kind
from storage.carrying import Carries

ENTRY = Entry("accept", Move.ACCEPT, settles=(Kind.TAKE_UP, Kind.FORWARD), then=("result", "open"))


def accept(turn: Turn, argument: str) -> None:
    """Accept; what is owed next is the execution, within 30 days of receipt."""
    request = the_request(turn, argument, Move.ACCEPT)
    accepted = move(turn, request, Move.ACCEPT)
    number = str(accepted.number)
    owed = turn.work.obligations.find(accepted.subject, Kind.EXECUTE)
    due, zone = (owed.due.at, owed.zone) if owed else (turn.now, turn.officer.zone)
    turn.say(
        "accept.done",
        carries=Carries.NOTHING,
        about=accepted.subject,
        request=number,
        due=due,
        zone=zone,
        choices=[Choice(command, number) for command in ENTRY.then],
    )
    turn.say(
        "accept.told",
        carries=Carries.NOTHING,
        to=requesting_side(turn, accepted),
        about=accepted.subject,
        request=number,
        officer=turn.officer.id,
        at=turn.now,
        due=due,
        zone=zone,
    )


COMMAND = Command(ENTRY, run=accept)
