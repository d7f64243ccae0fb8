"""/limit NUMBER: for what the information may be used; said with every result too (Art. 10)."""

import re
from collections.abc import Iterable
from datetime import datetime

from handlers.chat.families import Family
from handlers.chat.labels import says
from handlers.chat.listing import Entry
from handlers.chat.questions import Option, Question, Type
from handlers.chat.turn import Turn
from handlers.execution.dates import moment_ahead
from handlers.record.moving import move as make
from handlers.record.statement import Statement
from handlers.record.terms import limits_line
from protocol.moves import Move
from protocol.refusals import Refused
from protocol.request import Request
from protocol.terms import Limits, Term, UseLimit, What
from storage.drafts import Draft
from storage.values import Line

OPTIONS = Family("limit.choice", tuple(UseLimit))
# What is said where nothing else is: consent to the purposes that the request states.
PRESELECTED = (UseLimit.PURPOSES_ONLY,)


def _options(turn: Turn, draft: Draft) -> Iterable[Option]:
    chosen = LIMITS.value(draft) or ()
    return (Option(each, OPTIONS[each]) for each in UseLimit if each not in chosen)


def _typed(turn: Turn, draft: Draft, text: str) -> tuple[str, ...]:
    named = [part for part in re.split(r"[,;\n]", text) if part.strip()]
    found = tuple(
        next((limit for limit in UseLimit if says(turn, OPTIONS[limit], {}, part)), None)
        for part in named
    )
    if not found or None in found:
        raise Refused("refused-limit", instead="instead-limit")
    return tuple(each for each in found if each)


def _all(turn: Turn, draft: Draft, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was chosen, with what was before; the purposes alone take all others back."""
    if set(chosen) == set(PRESELECTED):
        return PRESELECTED
    before = LIMITS.value(draft) or ()
    return tuple(each for each in UseLimit if each in {*before, *chosen, *PRESELECTED})


_CHOSEN: Type[tuple[str, ...]] = Type(
    _typed,
    _options,
    keep=list,
    restore=lambda kept: (kept,) if isinstance(kept, str) else tuple(kept),
)
# Asked only where its button under the preview leads to it: a plain result states the purposes.
LIMITS: Question[tuple[str, ...]] = Question(
    "limits",
    "limit.ask",
    _CHOSEN,
    check=_all,
    when=lambda turn, draft: False,
    label="limit.choice",
)
NOT_BEFORE: Question[datetime | None] = Question(
    "not_before",
    "limit.ask-not_before",
    moment_ahead(),
    when=lambda turn, draft: UseLimit.NOT_BEFORE in (LIMITS.value(draft) or ()),
)
ASKED = Question("limits", "limit.ask", _CHOSEN, check=_all, label="limit.choice")


def limits_of_draft(draft: Draft) -> Limits:
    """Return the limits that a draft states."""
    chosen = LIMITS.value(draft) or PRESELECTED
    limits = tuple(each for each in UseLimit if each in chosen)
    until = NOT_BEFORE.value(draft) if UseLimit.NOT_BEFORE in limits else None
    return Limits(limits, until)


def shown_limits(turn: Turn, draft: Draft) -> tuple[Line, ...]:
    """Return the line that says for what the information may be used."""
    return (limits_line(limits_of_draft(draft)),)


def keep_limits(turn: Turn, request: Request, stated: Limits) -> None:
    """Keep limits for good; they add to those that were stated before (Art. 10)."""
    at = request.last_moment or turn.now
    term = Term(
        What.LIMITS,
        turn.officer.id,
        at,
        limits=stated.limits,
        not_before=stated.not_before,
    )
    turn.work.terms.add(request.id, term, key=turn.work.id())


def limit(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Limit the use, besides what was stated with the acceptance and the results."""
    limited = make(turn, request, move)
    keep_limits(turn, limited, limits_of_draft(draft))
    return limited


def _latest(turn: Turn, request: Request) -> tuple[Line, ...]:
    said = [each for each in turn.work.terms.about(request.id) if each.what is What.LIMITS]
    return tuple(limits_line(Limits(each.limits, each.not_before)) for each in said[-1:])


LIMIT = Statement(
    Entry("limit", Move.LIMIT_USE, then=("open",), there=("open",)),
    asks=(ASKED, NOT_BEFORE),
    makes=limit,
    shows=shown_limits,
    tells=lambda turn, request: {"lines": _latest(turn, request)},
)
