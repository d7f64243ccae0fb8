"""/working NUMBER: who acknowledged is at it, and is asked an hour later what becomes of it."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.moving import move
from handlers.record.taking_up import may_be_put_off
from handlers.record.which_request import the_request
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.obligations import WORKING_ON
from protocol.refusals import Refused
from storage.carrying import Carries

ENTRY = Entry(
    "working",
    Move.WORK_ON,
    settles=(Kind.TAKE_UP,),
    then=("accept", "forward", "ask", "open"),
)


def work_on(turn: Turn, argument: str) -> None:
    """
    Put the question off by an hour.

    Raises: Refused where it was put off as often as it may be (policy).
    """
    request = the_request(turn, argument, Move.WORK_ON)
    if not may_be_put_off(turn, request):
        raise Refused(
            "refused-working",
            instead="instead-possible",
            request=request.id,
            deed=Move.WORK_ON,
        )
    at = turn.now + WORKING_ON
    move(turn, request, Move.WORK_ON, asked_by=at)
    number = str(request.number)
    turn.say(
        "working.done",
        carries=Carries.NOTHING,
        about=request.subject,
        choices=[Choice(command, number) for command in ENTRY.then],
        request=number,
        at=at,
    )


COMMAND = Command(ENTRY, run=work_on)
