"""/period NUMBER and its answers: both sides agree on another period of execution (Art. 7)."""

from dataclasses import replace

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Turn
from handlers.execution.dates import date_ahead, end_of
from handlers.execution.proposals import directed, proposal, shown_now, the_proposal
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from handlers.record.terms import proposed_period_line
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.request import Request
from protocol.terms import Term, What, latest
from storage.drafts import Draft
from storage.values import Line, Values

_ANSWERED = (Kind.ANSWER_PERIOD,)
ON = Question("on", "period.ask", date_ahead(may_be_none=lambda turn, request: False))
# Only a period under a treaty on mutual assistance is one of Art. 7.
TREATY = Question("treaty", "period.ask-treaty", WORDS, skip="period.choice-none")
PROPOSING = directed("period.ask-directed")
AGREEING = directed("agreeperiod.ask")


def propose(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Propose another period; nothing moves before the other side agrees."""
    on = ON.value(draft)
    proposed = make(turn, request, move, statement=f"{on:%d.%m.%Y}" if on else "")
    term = Term(
        What.PROPOSED_PERIOD,
        turn.officer.id,
        proposed.last_moment or turn.now,
        text=TREATY.value(draft) or "",
        directed_by=PROPOSING.value(draft) or "",
        on=on,
        until=end_of(turn, request, on),
    )
    turn.work.terms.add(request.id, term, key=turn.work.id())
    return proposed


def agree(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Agree on exactly what was shown: the execution is owed until then, and not as before."""
    found = the_proposal(turn, draft, What.PROPOSED_PERIOD)
    agreed = make(
        turn,
        request,
        move if found.text else Move.AGREE_MOMENT,
        asked_by=found.until,
    )
    term = replace(
        found,
        what=What.PERIOD,
        officer=turn.officer.id,
        at=agreed.last_moment or turn.now,
        directed_by=AGREEING.value(draft) or "",
    )
    turn.work.terms.add(request.id, term, key=turn.work.id())
    return agreed


def decline(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Decline what was shown: the period stays as it was."""
    the_proposal(turn, draft, What.PROPOSED_PERIOD)
    return make(turn, request, move, statement=str(draft.answers.get(TEXT) or ""))


def _proposed(turn: Turn, draft: Draft) -> tuple[Line, ...]:
    found = proposal(turn, draft, What.PROPOSED_PERIOD)
    return (proposed_period_line(found),) if found else ()


def _agreed(turn: Turn, request: Request) -> Values:
    """Return whether both sides agreed under a treaty; which one stands among the terms."""
    found = latest(turn.work.terms.about(request.id), What.PERIOD)
    return {"basis": "treaty" if found and found.text else "none"}


PERIODS = (
    Statement(
        Entry(
            "period",
            Move.PROPOSE_PERIOD,
            then=("open",),
            there=("agreeperiod", "declineperiod", "period", "open"),
        ),
        asks=(ON, TREATY, PROPOSING),
        makes=propose,
    ),
    Statement(
        Entry(
            "agreeperiod",
            Move.AGREE_PERIOD,
            settles=_ANSWERED,
            then=("open",),
            there=("open",),
        ),
        asks=(AGREEING,),
        makes=agree,
        tells=_agreed,
        shows=_proposed,
        begins=shown_now(What.PROPOSED_PERIOD),
    ),
    Statement(
        Entry(
            "declineperiod",
            Move.DECLINE_PERIOD,
            settles=_ANSWERED,
            there=("period", "open"),
        ),
        asks=(
            Question(
                TEXT,
                "declineperiod.ask",
                WORDS,
                skip="declineperiod.choice-none",
                skipped="skipped-reasons",
            ),
        ),
        makes=decline,
        shows=_proposed,
        begins=shown_now(What.PROPOSED_PERIOD),
    ),
)
