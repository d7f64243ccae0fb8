"""The commands that carry words to the other side: refuse, decline, object, report, withdraw."""

from handlers.chat import dialogs
from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.record.statement import state, stated, statement
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.permissions import Act

STATEMENTS = (
    Entry("refuse", Move.REFUSE, settles=(Kind.FORWARD,), then=("refusal",), there=("open",)),
    Entry("refusal", Move.SEND_WRITTEN_REFUSAL, settles=(Kind.WRITTEN_REFUSAL,), there=("open",)),
    Entry("decline", Move.DECLINE_CONFIRMATION, settles=(Kind.CONFIRM,), there=("open",)),
    Entry("record", Move.RECORD_CONFIRMATION, settles=(Kind.RECORD_CONFIRMATION,), there=("open",)),
    Entry(
        "object",
        Move.OBJECT_CONFIRMATION,
        settles=(Kind.RECORD_CONFIRMATION,),
        there=("reply", "open"),
    ),
    Entry("reply", Move.ANSWER_OBJECTION, there=("record", "object")),
    Entry("obstacle", Move.REPORT_OBSTACLE, settles=(Kind.TELL_OBSTACLE,), there=("open",)),
    Entry("partial", Move.REPORT_PARTIAL, there=("open",)),
    Entry(
        "result",
        Move.REPORT_RESULT,
        settles=(Kind.EXECUTE, Kind.TELL_RESULT),
        there=("received", "open"),
    ),
    Entry("received", Move.ACKNOWLEDGE_RESULT, there=("open",)),
    Entry("withdraw", Move.WITHDRAW, there=("open",)),
)
_BY_NAME = {each.name: each for each in STATEMENTS}


def send(turn: Turn, argument: str) -> None:
    """Do what was previewed; a repeated press does nothing twice."""
    draft = dialogs.mine(turn, argument, *_BY_NAME)
    state(turn, draft, _BY_NAME[draft.command])


def sent(turn: Turn, argument: str) -> Deed:
    """
    Tell what would be said.

    Raises: Refused when it was done already, or can no longer be done.
    """
    draft = dialogs.mine(turn, argument, *_BY_NAME)
    return stated(turn, draft, _BY_NAME[draft.command])


COMMANDS = (
    *(statement(each) for each in STATEMENTS),
    Command(Entry("state", Act.OPEN, shown=InHelp.BY_BUTTON), run=send, deed=sent),
)
