"""/owe: what this person's authority owes now, the most urgent first, with the buttons."""

from handlers.chat import pages
from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.clock.owed import owed_now
from protocol.permissions import Act
from storage.carrying import Carries


def owe(turn: Turn, argument: str) -> None:
    """List what is owed; each button discharges it or leads to it."""
    owed = owed_now(turn, turn.officer, after=pages.after(argument) or "")
    if owed.count:
        turn.say(
            "owe", carries=Carries.NOTHING, count=owed.count, lines=owed.lines, choices=owed.choices
        )
    else:
        turn.say("owe.nothing", carries=Carries.NOTHING)


COMMAND = Command(Entry("owe", Act.OWE), run=owe)
