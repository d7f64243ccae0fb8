"""/code 123456: a code of the code app; the first right one makes the app active."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.codes import AppState


def code(turn: Turn, argument: str) -> None:
    """
    Tell how the officer's code app stands; a code itself was judged before (`chat.signing`).

    Raises: Refused for what is no code.
    """
    app = turn.work.codes.state(turn.officer.id)
    if argument.strip() and app is not AppState.NONE:
        instead = "instead-code-first" if app is AppState.IDLE else "instead-code-alone"
        raise Refused("refused-code-mistyped", instead=instead)
    turn.say("code.app", carries=Carries.NOTHING, app=app)


COMMAND = Command(Entry("code", Act.CODE), run=code)
