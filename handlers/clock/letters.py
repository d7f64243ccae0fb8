"""The letter that confirms a request, or an addition to it: what its lateness tells. Art. 6."""

from collections.abc import Mapping
from typing import Any

from handlers.chat.families import Family
from handlers.chat.turn import Turn
from protocol.ladders import Step
from protocol.moves import Move
from protocol.obligation import Kind, Lateness, Obligation

_LATE = (Lateness.STRICTLY_LATE, Lateness.DAYS_LATE, Lateness.LATE)
LATE_TOLD = {
    Kind.CONFIRM: Family("told-confirm", _LATE),
    Kind.CONFIRM_ADDITION: Family("told-confirm_addition", _LATE),
    Kind.NAMED_PERIOD: Family("told-named_period", (Lateness.DUE,)),
}


def which_addition(turn: Turn, obligation: Obligation) -> dict[str, Any]:
    """Return the number of the addition whose letter is owed; of others nothing."""
    if obligation.kind is not Kind.CONFIRM_ADDITION:
        return {}
    found = turn.work.requests.additions.of(obligation.subject.id, Move.ADD)
    return next(({"count": each.running} for each in found if each.owed == obligation.id), {})


def named(number: str, which: Mapping[str, Any]) -> str:
    """Return what a button under a reminder names: a number, and the addition where it is one."""
    return f"{number} addition {which['count']}" if "count" in which else number


def other_side_key(obligation: Obligation, step: Step) -> str:
    """Return the key under which a step is told to those to whom it is owed."""
    return f"obligation/{obligation.id}/{step.at.isoformat()}/other"
