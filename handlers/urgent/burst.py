"""The button under the question whether so many requests within an hour are no mistake."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries


def affirm(turn: Turn, argument: str) -> None:
    """
    Record that a burst is no mistake; whoever it rings reads so from then on.

    Raises: Refused when there is no such question to this officer, or it is answered.
    """
    bursts = turn.work.requests.bursts
    burst = bursts.get(argument.strip())
    if burst is None or burst.asked != turn.officer.id:
        raise Refused("refused-button", instead="instead-open")
    if burst.answered_by is not None:
        raise Refused("refused-done-already", instead="instead-open")
    bursts.answer(burst.id, by=turn.officer.id, at=turn.now)
    turn.log("burst-affirmed", requested=burst.requested)
    turn.say("burst.done", carries=Carries.NOTHING, authority=burst.requested)


COMMAND = Command(Entry("burst", Act.SEND, shown=InHelp.BY_BUTTON), run=affirm)
