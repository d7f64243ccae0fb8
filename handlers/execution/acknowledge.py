"""/ack NUMBER and its button: a named officer has the request."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.execution import acknowledge_all
from handlers.record.alarm import ALARM
from handlers.record.moving import move, transmit
from handlers.record.sides import colleagues_rung, requesting_side
from handlers.record.which_request import find, the_request
from protocol.moves import Execution, Move
from protocol.obligation import Kind
from storage.carrying import Carries

ENTRY = Entry(
    "ack",
    Move.ACKNOWLEDGE,
    settles=(Kind.ACKNOWLEDGE,),
    then=("accept", "forward", "ask", "misdirected"),
)


def acknowledge(turn: Turn, argument: str) -> None:
    """Record who has it; the alarm stops for everybody. Several numbers stand between commas."""
    if acknowledge_all.SEPARATOR in argument:
        numbers = argument.split(acknowledge_all.SEPARATOR)
        for each in filter(str.strip, numbers):
            _note_arrival(turn, each)
        acknowledge_all.acknowledge_all(turn, numbers)
        return
    _note_arrival(turn, argument)
    request = the_request(turn, argument, Move.ACKNOWLEDGE)
    acknowledged = move(turn, request, Move.ACKNOWLEDGE)
    number = str(acknowledged.number)
    owed = turn.work.obligations.find(acknowledged.subject, Kind.FORWARD)
    turn.say(
        "ack.done",
        carries=Carries.NOTHING,
        about=acknowledged.subject,
        choices=_next(number),
        at=turn.now,
        due=owed.due.at if owed else turn.now,
        zone=owed.zone if owed else turn.officer.zone,
        request=number,
        officer=turn.officer.id,
    )
    for to, next_ in (
        (requesting_side(turn, acknowledged), ()),
        (colleagues_rung(turn, acknowledged), _next(number)),
    ):
        turn.say(
            "ack.told",
            carries=Carries.NOTHING,
            to=to,
            about=acknowledged.subject,
            choices=next_,
            at=turn.now,
            request=number,
            officer=turn.officer.id,
        )


def _next(number: str) -> tuple[Choice, ...]:
    """Return what can be done with what was acknowledged, as buttons."""
    further = Choice("open", number, "ack.choice-further")
    return (*(Choice(each, number) for each in ENTRY.then), further)


def _note_arrival(turn: Turn, argument: str) -> None:
    """
    Take the word of whoever acknowledges an alarm for its arrival, where nothing else told of it.

    The server had accepted it (Art. 6, reading), and its answer was lost on the way to us.
    """
    request = find(turn, argument, Move.ACKNOWLEDGE)
    if request.execution is Execution.TRANSMITTING and turn.work.arrivals.may_have_arrived(
        request.subject, ALARM, turn.officer.id
    ):
        transmit(turn, request, turn.now)


COMMAND = Command(ENTRY, run=acknowledge)
