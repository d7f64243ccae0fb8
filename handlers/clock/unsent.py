"""What is said of a letter that was signed and registered, and not dispatched yet. Art. 6."""

from handlers.chat.families import Family
from handlers.chat.turn import Turn
from handlers.clock.owed import the_request
from protocol.moves import Form
from protocol.obligation import Kind, Lateness, Obligation

_PAST = (Lateness.STRICTLY_LATE, Lateness.DAYS_LATE, Lateness.LATE)
UNSENT = {
    Lateness.ON_TIME: Family("remind", (Kind.CONFIRM,), "-unsent"),
    **{each: Family("remind", (Kind.CONFIRM,), f"-unsent-{each}") for each in _PAST},
}
UNSENT_TOLD = Family("told-confirm-unsent", _PAST)


def is_unsent(turn: Turn, obligation: Obligation) -> bool:
    """Say whether only the dispatch is missing of what is owed."""
    return obligation.kind is Kind.CONFIRM and the_request(turn, obligation).form is Form.SIGNED
