"""/take NUMBER: the authority to which a request was forwarded takes it over (Art. 4, 7)."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.record.moving import move
from handlers.record.sides import requesting_side
from handlers.record.which_request import the_request
from protocol.articles import treaty
from protocol.audience import Audience
from protocol.law import law
from protocol.moves import Move
from protocol.refusals import Refused
from storage.carrying import Carries

ENTRY = Entry("take", Move.TAKE_OVER, then=("result", "ask", "open"))


def take(turn: Turn, argument: str) -> None:
    """
    Take it over: from now on this authority alone acts towards the other Party, and owes.

    Raises: Refused where the authority is not, or no longer, a designated one (Art. 4).
    """
    request = the_request(turn, argument, Move.TAKE_OVER)
    in_force = turn.work.registry.in_force(request.number.requested)
    if all(each.id != turn.officer.authority for each in in_force):
        law("4.1")
        raise Refused(
            "refused-take-undesignated",
            rule=treaty("4.1"),
            instead="instead-possible",
            request=request.id,
        )
    first = request.requested
    taken = move(turn, request, Move.TAKE_OVER)
    number = str(taken.number)
    turn.say(
        "take.done",
        carries=Carries.NOTHING,
        about=taken.subject,
        choices=[Choice(command, number) for command in ENTRY.then],
        request=number,
    )
    on_duty = {Audience.ON_DUTY}
    here = recipients(turn, on_duty, taken.requested, besides=turn.officer.id)
    turn.say(
        "take.told",
        carries=Carries.NOTHING,
        to=(*requesting_side(turn, taken), *(each for each in here if each != turn.officer)),
        about=taken.subject,
        choices=[Choice("open", number)],
        request=number,
        authority=taken.requested,
        officer=turn.officer.id,
        at=turn.now,
    )
    who = on_duty | {Audience.SENDER}
    turn.say(
        "take.told-former",
        carries=Carries.NOTHING,
        to=recipients(turn, who, first, sender=taken.acknowledged_by),
        about=taken.subject,
        request=number,
        authority=taken.requested,
        officer=turn.officer.id,
        at=turn.now,
    )


COMMAND = Command(ENTRY, run=take)
