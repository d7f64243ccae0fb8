"""What is said where something is refused."""

from handlers.chat.turn import Turn, echoed, lines_of
from handlers.record import instead
from protocol.refusals import Refused
from storage.carrying import Carries


def say_refused(turn: Turn, refused: Refused) -> None:
    """Say why, and ask again what is open: an error about a question repeats it."""
    asked, why = turn.asked, lines_of(refused)
    if asked is not None and asked.carries is Carries.NOTHING:
        why = (*why, asked.line)
    choices = (*(asked.choices if asked else ()), *instead.choices(turn, refused))
    turn.say("refused", carries=echoed(why), lines=why, choices=choices)
