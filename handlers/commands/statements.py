"""The commands that carry words to the other side: refuse, decline, object, report, withdraw."""

from handlers.kit import Command, Deed, Turn
from handlers.stating import state, stated, statement
from protocol.moves import Move
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.drafts import Draft

# Command, move, what the other side may do next.
STATEMENTS: tuple[tuple[str, Move, tuple[str, ...]], ...] = (
    ("refuse", Move.REFUSE, ("open",)),
    ("refusal", Move.SEND_WRITTEN_REFUSAL, ("open",)),
    ("decline", Move.DECLINE_CONFIRMATION, ("open",)),
    ("record", Move.RECORD_CONFIRMATION, ("open",)),
    ("object", Move.OBJECT_CONFIRMATION, ("reply", "open")),
    ("reply", Move.ANSWER_OBJECTION, ("record", "object")),
    ("obstacle", Move.REPORT_OBSTACLE, ("open",)),
    ("partial", Move.REPORT_PARTIAL, ("open",)),
    ("result", Move.REPORT_RESULT, ("received", "open")),
    ("received", Move.ACKNOWLEDGE_RESULT, ("open",)),
    ("withdraw", Move.WITHDRAW, ("open",)),
)
_BY_COMMAND = {name: (move, then) for name, move, then in STATEMENTS}


def send(turn: Turn, argument: str) -> None:
    """Do what was previewed; a repeated press does nothing twice."""
    draft = _mine(turn, argument)
    move, then = _BY_COMMAND[draft.command]
    state(turn, draft, move, then)


def sent(turn: Turn, argument: str) -> Deed:
    """
    Tell what would be said.

    Raises: Refused when it was done already, or can no longer be done.
    """
    draft = _mine(turn, argument)
    return stated(turn, draft, _BY_COMMAND[draft.command][0])


def _mine(turn: Turn, argument: str) -> Draft:
    draft = turn.work.drafts.get(argument.strip(), turn.officer.id)
    if draft is None or draft.command not in _BY_COMMAND:
        raise Refused("refused-done-already", instead="instead-open")
    return draft


COMMANDS = (
    *(statement(name, move) for name, move, _ in STATEMENTS),
    Command("state", run=send, act=Act.OPEN, deed=sent, listed=False),
)
