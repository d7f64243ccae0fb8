"""A correction rings at the other side until a named officer has read it."""

from handlers.chat.turn import Turn
from handlers.clock.owed import the_request
from handlers.record.corrected import key_of, read_choices, tell_correction
from protocol.moves import Move
from protocol.obligation import Obligation
from protocol.parties import Officer
from storage.carrying import Carries
from storage.sayings import Priority


def ring_correction_again(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    """Tell the correction to who joins now, and remind those who were told."""
    request = the_request(turn, obligation)
    found = turn.work.requests.additions.of(request.id, Move.CORRECT)
    correction = next(each for each in found if each.owed == obligation.id)
    told = [each for each in people if turn.has_said(key_of(correction), each)]
    tell_correction(turn, request, correction, [each for each in people if each not in told])
    turn.say(
        "correct.told-again",
        carries=Carries.NOTHING,
        to=told,
        priority=Priority.ALARM,
        about=obligation.subject,
        owed=obligation,
        choices=read_choices(request, correction),
        key=key,
        request=str(request.number),
        count=correction.running,
        since=correction.at,
        left=turn.now - correction.at,
    )
