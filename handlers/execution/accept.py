"""/accept NUMBER: the requested authority takes the request into execution (Art. 7)."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.execution.limits import PRESELECTED, keep_limits
from handlers.record.moving import move
from handlers.record.sides import requesting_side
from handlers.record.terms import limits_line
from handlers.record.which_request import the_request
from protocol.moves import AGREED, EXECUTION_OWED, Move
from protocol.obligation import Kind, Obligation
from protocol.request import Request
from protocol.terms import Limits
from storage.carrying import Carries
from storage.values import Line, Values

ENTRY = Entry(
    "accept",
    Move.ACCEPT,
    settles=(Kind.TAKE_UP, Kind.FORWARD),
    then=("result", "limit", "open"),
)
# A plain acceptance consents to the purposes that the request states, and to no other (Art. 10).
STATED = Limits(PRESELECTED)


def accept(turn: Turn, argument: str) -> None:
    """
    Accept; what is owed next is the execution, within 30 days of receipt.

    Other limits than the purposes of the request are stated by `/limit`.
    """
    request = the_request(turn, argument, Move.ACCEPT)
    accepted = move(turn, request, Move.ACCEPT)
    keep_limits(turn, accepted, STATED)
    number = str(accepted.number)
    owed = _execution(turn, accepted)
    due, zone = (owed.due.at, owed.zone) if owed else (turn.now, turn.officer.zone)
    is_agreed = owed is not None and owed.kind in AGREED
    accepted_until: Values = {"request": number, "due": due, "zone": zone}
    turn.say(
        "told-terms",
        carries=Carries.NOTHING,
        about=accepted.subject,
        lines=(
            Line("accept.done-agreed" if is_agreed else "accept.done", accepted_until),
            limits_line(STATED),
        ),
        request=number,
        choices=[Choice(command, number) for command in ENTRY.then],
    )
    told: Values = {**accepted_until, "officer": turn.officer.id, "at": turn.now}
    turn.say(
        "told-terms",
        carries=Carries.NOTHING,
        to=requesting_side(turn, accepted),
        about=accepted.subject,
        lines=(
            Line("accept.told-agreed" if is_agreed else "accept.told", told),
            limits_line(STATED),
        ),
        request=number,
    )


def _execution(turn: Turn, request: Request) -> Obligation | None:
    """Return what is owed of the execution, by the 30 days or as both sides agreed."""
    owed = turn.work.obligations.about(request.subject)
    return next((each for each in owed if each.is_open and each.kind in EXECUTION_OWED), None)


COMMAND = Command(ENTRY, run=accept)
