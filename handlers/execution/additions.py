"""/add NUMBER: something is added to a request that was sent (Art. 6, reading)."""

from collections.abc import Iterable

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Option, Question, one_of
from handlers.chat.turn import Turn
from handlers.record.moving import move as make
from handlers.record.owing import open_obligation
from handlers.record.sides import holders
from handlers.record.statement import TEXT, Statement
from protocol.additions import Addition, needs_confirmation
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft
from storage.values import Values

MORE, INFORMS = "more", "informs"


def latest(turn: Turn, request: Request, move: Move) -> Addition:
    """Return the addition, or the correction, that was made last."""
    return turn.work.requests.additions.of(request.id, move)[-1]


def running(turn: Turn, request: Request, move: Move) -> int:
    """Return the number of the next one; the row of the request is locked."""
    return len(turn.work.requests.additions.of(request.id, move)) + 1


def _typed(turn: Turn, text: str) -> str:
    raise Refused("refused-addition-asks", instead="instead-addition-asks")


def _offered(turn: Turn, draft: Draft) -> Iterable[Option]:
    return (Option(MORE, "add.choice-more"), Option(INFORMS, "add.choice-informs"))


ASKS: Question[str] = Question("asks", "add.ask-asks", one_of(_offered, _typed))


def _make(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    return make(turn, request, move)


def _keep(turn: Turn, moved: Request, draft: Draft, files: tuple[str, ...]) -> None:
    """
    Keep the addition; one that the registered letter could not list asks for a letter of its own.

    The 72 hours are counted from its sending, the strictest moment; Art. 7 is not moved by it.
    """
    at = moved.last_moment or turn.now
    asks_more = ASKS.value(draft) == MORE
    owed = ""
    if needs_confirmation(moved.form, asks_more=asks_more):
        owed = open_obligation(
            turn,
            Kind.CONFIRM_ADDITION,
            moved.subject,
            owed_by=moved.requesting,
            at=at,
            requesting_zone=turn.work.registry.authority(moved.requesting).zone,
        ).id
    addition = Addition(
        id=turn.work.id(),
        move=Move.ADD,
        running=running(turn, moved, Move.ADD),
        officer=turn.officer.id,
        at=at,
        text=str(draft.answers[TEXT]),
        asks_more=asks_more,
        owed=owed,
        files=files,
    )
    turn.work.requests.additions.add(moved.id, addition)


def _tell(turn: Turn, moved: Request) -> Values:
    addition = latest(turn, moved, Move.ADD)
    return {"count": addition.running, "confirmed": "apart" if addition.owed else "-"}


ADD = Statement(
    Entry("add", Move.ADD, there=("open",)),
    asks=(Question(TEXT, "add.ask", WORDS), ASKS),
    makes=_make,
    keeps=_keep,
    tells=_tell,
    reads=holders,
)
