"""The buttons under a doubtful text: it goes on as declared, or it is destroyed (Art. 10)."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.received import Received

# Of the largest place in the inbox that a database can hold.
DIGITS = 18


def admit(turn: Turn, argument: str) -> None:
    """Let the held message be handled as it was typed: its sender declared that it may pass."""
    held = _held_message(turn, argument)
    turn.work.inbox.release(held.seq)
    turn.log("admitted", event=held.key)


def drop(turn: Turn, argument: str) -> None:
    """Destroy the held message."""
    held = _held_message(turn, argument)
    turn.work.inbox.finish(held.seq)
    turn.log("dropped", event=held.key)
    turn.say("drop.done", carries=Carries.NOTHING)


def _held_message(turn: Turn, argument: str) -> Received:
    held, seq = None, argument.strip()
    if seq.isdecimal() and len(seq) <= DIGITS:
        held = turn.work.inbox.event_held(int(seq), turn.officer.id)
    if held is None:
        raise Refused("refused-done-already", instead="instead-help")
    return held


COMMANDS = (
    Command(Entry("admit", Act.ME, shown=InHelp.BY_BUTTON), run=admit),
    Command(Entry("drop", Act.ME, shown=InHelp.BY_BUTTON), run=drop),
)
