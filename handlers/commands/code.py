"""/code 123456: a code of the code app; the first right one makes the app active."""

from handlers.kit import Command, Turn
from protocol.permissions import Act
from protocol.refusals import Refused


def code(turn: Turn, argument: str) -> None:
    """
    Tell how the officer's code app stands; a code itself was judged before (`handlers.signing`).

    Raises: Refused for what is no code.
    """
    if argument.strip():
        raise Refused("refused-code-mistyped", instead="instead-code-alone")
    turn.say("code-app", app=turn.work.codes.state(turn.officer.id))


COMMAND = Command("code", run=code, act=Act.CODE)
