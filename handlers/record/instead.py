"""What can be done instead of what was refused, as buttons: the card, and the moves of now."""

from handlers.chat.turn import Choice, Turn
from handlers.record.which_request import possible
from protocol.moves import EXECUTION, FORM, Move
from protocol.permissions import Act, may
from protocol.refusals import Refused
from protocol.views import View, sees

# The refusals of the tables: they name the request by its id.
POSSIBLE = "instead-possible"
# As many moves stand beside the card; the card has them all.
OFFERED = 5


def choices(turn: Turn, refused: Refused) -> tuple[Choice, ...]:
    """Return the buttons under a refusal; nothing of a request that this reader does not see."""
    numbers = refused.facts.get("numbers")
    if isinstance(numbers, tuple) and may(turn.officer, Act.OPEN):
        deed = refused.facts.get("deed")
        entry = turn.site.listing.making(deed) if isinstance(deed, Move) else None
        command = entry.name if entry else "open"
        return tuple(Choice(command, each, "choice-number", {"number": each}) for each in numbers)
    id = refused.facts.get("request")
    if refused.instead != POSSIBLE or not isinstance(id, str) or not may(turn.officer, Act.OPEN):
        return ()
    request = turn.work.requests.get(id, lock=False)
    if sees(turn.officer, request) is View.NOTHING:
        return ()
    number = str(request.number)
    own = sorted(possible(turn, request), key=_states)
    making = (turn.site.listing.making(each) for each in own)
    moves = [Choice(each.name, number) for each in making if each is not None]
    return (Choice("open", number), *moves[:OFFERED])


def _states(move: Move) -> int:
    """Count the states that know a move: what belongs to few of them leads on from this one."""
    return sum(move in known for table in (EXECUTION, FORM) for known in table.values())
