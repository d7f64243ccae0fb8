"""The commands that carry words to the other side: refuse, decline, object, report, withdraw."""

from handlers.chat import drafts
from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.questions import NUMBER, WORDS, Question
from handlers.chat.turn import Turn
from handlers.execution import corrections
from handlers.execution.additions import ADD
from handlers.execution.arrived import ARRIVED
from handlers.execution.conditions import CONDITIONS
from handlers.execution.details import ASK, DETAILS
from handlers.execution.dispatch import DISPATCH
from handlers.execution.forward import FORWARD
from handlers.execution.handover import HANDOVER
from handlers.execution.holding import HOLDING
from handlers.execution.limits import LIMIT
from handlers.execution.misdirected import MISDIRECTED
from handlers.execution.obstacle import OBSTACLE
from handlers.execution.periods import PERIODS
from handlers.execution.postpone import POSTPONE
from handlers.execution.progress import PROGRESS
from handlers.execution.refusals import REFUSALS
from handlers.execution.results import RESULTS
from handlers.execution.resume import RESUME
from handlers.execution.sign import SIGN
from handlers.record.statement import TEXT, Statement, deed_of, state
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.permissions import Act

STATEMENTS = (
    *REFUSALS,
    Statement(
        Entry("decline", Move.DECLINE_CONFIRMATION, settles=(Kind.CONFIRM,), there=("open",)),
        asks=(Question(TEXT, "decline.ask", WORDS),),
    ),
    Statement(
        Entry(
            "record",
            Move.RECORD_CONFIRMATION,
            settles=(Kind.RECORD_CONFIRMATION,),
            there=("open",),
        ),
        asks=(Question(TEXT, "record.ask", NUMBER),),
    ),
    Statement(
        Entry(
            "object",
            Move.OBJECT_CONFIRMATION,
            settles=(Kind.RECORD_CONFIRMATION,),
            there=("reply", "open"),
        ),
        asks=(Question(TEXT, "object.ask", WORDS),),
    ),
    Statement(
        Entry(
            "reply",
            Move.ANSWER_OBJECTION,
            settles=(Kind.ANSWER_OBJECTION,),
            there=("record", "object"),
        ),
        asks=(Question(TEXT, "reply.ask", WORDS),),
    ),
    ARRIVED,
    *FORWARD,
    DISPATCH,
    POSTPONE,
    RESUME,
    OBSTACLE,
    *RESULTS,
    *MISDIRECTED,
    ASK,
    DETAILS,
    *CONDITIONS,
    ADD,
    corrections.CORRECT,
    LIMIT,
    *PERIODS,
    SIGN,
    *PROGRESS,
    *HOLDING,
    HANDOVER,
    Statement(
        Entry("withdraw", Move.WITHDRAW, there=("open",)),
        asks=(Question(TEXT, "withdraw.ask", WORDS),),
        tells_own=True,
    ),
)
BY_NAME = {each.entry.name: each for each in STATEMENTS}


def send(turn: Turn, argument: str) -> None:
    """Do what was previewed; a repeated press does nothing twice."""
    draft = drafts.mine(turn, argument, *BY_NAME)
    state(turn, draft, BY_NAME[draft.command])


def deed(turn: Turn, argument: str) -> Deed:
    """
    Tell what would be said.

    Raises: Refused when it was done already, or can no longer be done.
    """
    draft = drafts.mine(turn, argument, *BY_NAME)
    return deed_of(turn, draft, BY_NAME[draft.command])


COMMANDS = (
    *(each.command for each in STATEMENTS),
    corrections.COMMAND,
    Command(Entry("state", Act.OPEN, shown=InHelp.BY_BUTTON), run=send, deed=deed),
)
