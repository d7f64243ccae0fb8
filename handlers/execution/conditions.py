"""/conditions NUMBER and what answers it: execution is bound to conditions, to be kept (Art. 7)."""

from dataclasses import replace

from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Option, Question, one_of
from handlers.chat.turn import Turn
from handlers.execution.details import BY
from handlers.execution.proposals import directed, proposal, shown_now, the_proposal
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement
from handlers.record.terms import proposed_line
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.refusals import Refused
from protocol.request import Request
from protocol.terms import Basis, Term, What, conditions
from storage.drafts import Draft
from storage.values import Line, Values

DIRECTED = directed("acceptconditions.ask")
_ANSWERED = (Kind.ANSWER_CONDITIONS,)
BASES = Family("conditions.choice", tuple(Basis))


def _typed(turn: Turn, text: str) -> str:
    raise Refused("refused-basis", instead="instead-basis")


# Art. 7 stands behind conditions only where immediate execution may hinder proceedings there.
BASIS = Question(
    "basis",
    "conditions.ask-basis",
    one_of(lambda turn, draft: (Option(each, BASES[each]) for each in Basis), _typed),
)


def propose(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Propose conditions; the answer is owed by the moment that was named, else the usual time."""
    words = str(draft.answers[TEXT])
    proposed = make(turn, request, move, statement=words, asked_by=BY.value(draft))
    basis = Basis(BASIS.value(draft) or Basis.OTHER)
    _keep(turn, proposed, Term(What.PROPOSED, turn.officer.id, turn.now, text=words, basis=basis))
    return proposed


def accept(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Accept exactly what was shown: from now on it must be kept, also when all else has ended."""
    found = the_proposal(turn, draft, What.PROPOSED)
    accepted = make(turn, request, move)
    directed_by = DIRECTED.value(draft) or ""
    kept = replace(found, what=What.CONDITIONS, officer=turn.officer.id, directed_by=directed_by)
    _keep(turn, accepted, kept)
    return accepted


def decline(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Decline what was shown: no state changes, and nothing is refused by it."""
    the_proposal(turn, draft, What.PROPOSED)
    return make(turn, request, move, statement=str(draft.answers.get(TEXT) or ""))


def counter(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Propose other conditions; the requested side proposes anew, or the same again."""
    the_proposal(turn, draft, What.PROPOSED)
    words = str(draft.answers[TEXT])
    return make(turn, request, move, statement=words, asked_by=BY.value(draft))


def report(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Record that a condition was not observed; the answer is owed."""
    words = str(draft.answers[TEXT])
    return make(turn, request, move, statement=words, asked_by=BY.value(draft))


def _keep(turn: Turn, request: Request, term: Term) -> None:
    said = replace(term, at=request.last_moment or turn.now)
    turn.work.terms.add(request.id, said, key=turn.work.id())


def _proposed(turn: Turn, draft: Draft) -> tuple[Line, ...]:
    found = proposal(turn, draft, What.PROPOSED)
    return (proposed_line(found),) if found else ()


def _basis(turn: Turn, request: Request) -> Values:
    """Return on what the conditions rest that were accepted last."""
    kept = conditions(turn.work.terms.about(request.id))
    return {"basis": (kept[-1].basis if kept else None) or Basis.OTHER}


CONDITIONS = (
    Statement(
        Entry(
            "conditions",
            Move.PROPOSE_CONDITIONS,
            settles=(Kind.ANSWER_COUNTER,),
            then=("open",),
            there=("acceptconditions", "counter", "declineconditions", "open"),
        ),
        asks=(Question(TEXT, "conditions.ask", WORDS), BASIS, BY),
        makes=propose,
    ),
    Statement(
        Entry(
            "acceptconditions",
            Move.ACCEPT_CONDITIONS,
            settles=_ANSWERED,
            then=("open",),
            there=("open",),
        ),
        asks=(DIRECTED,),
        makes=accept,
        tells=_basis,
        shows=_proposed,
        begins=shown_now(What.PROPOSED),
    ),
    Statement(
        Entry("counter", Move.COUNTER_CONDITIONS, settles=_ANSWERED, there=("conditions", "open")),
        asks=(Question(TEXT, "counter.ask", WORDS), BY),
        makes=counter,
        shows=_proposed,
        begins=shown_now(What.PROPOSED),
    ),
    Statement(
        Entry(
            "declineconditions",
            Move.DECLINE_CONDITIONS,
            settles=_ANSWERED,
            there=("conditions", "open"),
        ),
        asks=(
            Question(
                TEXT,
                "declineconditions.ask",
                WORDS,
                skip="declineconditions.choice-none",
                skipped="skipped-reasons",
            ),
        ),
        makes=decline,
        shows=_proposed,
        begins=shown_now(What.PROPOSED),
    ),
    Statement(
        Entry("breach", Move.REPORT_BREACH, there=("answerbreach", "open")),
        asks=(Question(TEXT, "breach.ask", WORDS), BY),
        makes=report,
    ),
    Statement(
        Entry(
            "answerbreach",
            Move.ANSWER_BREACH,
            settles=(Kind.ANSWER_BREACH,),
            there=("open",),
        ),
        asks=(Question(TEXT, "answerbreach.ask", WORDS),),
    ),
)
