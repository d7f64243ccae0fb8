"""/refuse, /refusepart, /refusal, /unrefuse: in full, in part, in writing, taken back (Art. 9)."""

from handlers.chat.listing import Entry
from handlers.chat.questions import NUMBER, WORDS, Question
from handlers.chat.turn import Turn
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.request import Request
from protocol.terms import Term, What
from storage.drafts import Draft


def refuse_part(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Refuse a part: it stands until it is taken back."""
    refused = make(turn, request, move, statement=str(draft.answers[TEXT]))
    _keep(turn, refused, What.REFUSED_PART)
    return refused


def unrefuse_part(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Take the refusal of a part back: all is executed, by the moment that is owed already."""
    whole = make(turn, request, move, statement=str(draft.answers[TEXT]))
    _keep(turn, whole, What.TAKEN_BACK)
    return whole


def _keep(turn: Turn, request: Request, what: What) -> None:
    term = Term(what, turn.officer.id, request.last_moment or turn.now)
    turn.work.terms.add(request.id, term, key=turn.work.id())


REFUSALS = (
    Statement(
        Entry("refuse", Move.REFUSE, settles=(Kind.FORWARD,), then=("refusal",), there=("open",)),
        asks=(Question(TEXT, "refuse.ask", WORDS),),
    ),
    Statement(
        Entry("refusepart", Move.REFUSE_PART, then=("refusal", "open"), there=("open",)),
        makes=refuse_part,
        asks=(
            Question(TEXT, "refusepart.ask", WORDS, signed="refusepart.signed"),
            Question("reasons", "refusepart.ask-reasons", WORDS, signed="signed-reasons"),
            Question("remains", "refusepart.ask-remains", WORDS, signed="signed-remains"),
        ),
    ),
    Statement(
        Entry(
            "refusal",
            Move.SEND_WRITTEN_REFUSAL,
            settles=(Kind.WRITTEN_REFUSAL,),
            there=("open",),
        ),
        asks=(Question(TEXT, "refusal.ask", NUMBER),),
    ),
    Statement(
        Entry("unrefuse", Move.UNREFUSE, then=("result", "open"), there=("open",)),
        asks=(Question(TEXT, "unrefuse.ask", WORDS),),
    ),
    Statement(
        Entry("unrefusepart", Move.UNREFUSE_PART, then=("result", "open"), there=("open",)),
        asks=(Question(TEXT, "unrefusepart.ask", WORDS),),
        makes=unrefuse_part,
    ),
)
