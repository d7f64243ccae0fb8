"""/postpone NUMBER: immediate execution may hinder proceedings in the requested State (Art. 7)."""

from datetime import timedelta

from handlers.chat.listing import Entry
from handlers.chat.questions import Question
from handlers.chat.turn import Turn
from handlers.execution.dates import date_ahead, end_of
from handlers.record.moving import move as make
from handlers.record.statement import Statement
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.request import Request
from storage.drafts import Draft

ON = Question(
    "on",
    "postpone.ask",
    date_ahead(since=timedelta(days=1)),
    facts=lambda turn, draft: {"left": timedelta(days=turn.policy.postponed_days)},
)


def postpone(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Postpone it; by its date, else every 30 days, it is asked whether it stays so."""
    return make(turn, request, move, asked_by=end_of(turn, request, ON.value(draft)))


POSTPONE = Statement(
    Entry(
        "postpone",
        Move.POSTPONE,
        settles=(Kind.FORWARD, Kind.POSTPONED),
        then=("resume", "open"),
        there=("open",),
    ),
    asks=(ON,),
    makes=postpone,
)
