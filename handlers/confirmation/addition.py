"""Which letter is meant: the one that confirms a request, or that of an addition to it. Art. 6."""

import re
from datetime import datetime

from handlers.chat.turn import Turn
from handlers.record.which_request import check_possible, find
from protocol.additions import Addition
from protocol.moves import Move
from protocol.obligation import Kind, Obligation
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft
from storage.values import Line, Value

# The answer of a draft that names the addition.
ADDITION = "addition"
# "дополнение № 2 12-4/881 от 23.11.2026", as a button writes it: "addition 2".
_NAMED = re.compile(
    r"(?:дополнени[а-яё]*|доп\.|addition)\s*(?:№|no\.?)?\s*(?P<count>\d{1,4})(?!\S)(?P<letter>.*)",
    re.IGNORECASE | re.DOTALL,
)


def meant(turn: Turn, argument: str) -> tuple[Request, Addition | None, str]:
    """
    Return the request, the addition whose letter is meant, and what was typed behind these.

    Where none is named it is the letter of the request; of one that is registered, that of the
    first addition that still waits for its own.

    Raises: Refused when there is no such letter to register now.
    """
    number, _, rest = argument.strip().partition(" ")
    request = find(turn, number, _OF_REQUEST)
    found = _NAMED.match(rest.strip())
    if found is None:
        first = _first(turn, request)
        check_possible(turn, request, Move.CONFIRM_ADDITION if first else _OF_REQUEST)
        return request, first, rest
    check_possible(turn, request, Move.CONFIRM_ADDITION)
    additions = turn.work.requests.additions.of(request.id, Move.ADD)
    named = next((each for each in additions if each.running == int(found["count"])), None)
    if named is None or not named.owed:
        raise Refused("refused-addition-letter", instead="instead-open", request=request.id)
    check_waits(turn, named)
    return request, named, found["letter"].strip()


def addition_of(turn: Turn, draft: Draft) -> Addition | None:
    """Return the addition whose letter a draft is about; None where it is that of the request."""
    which = draft.answers.get(ADDITION)
    found = turn.work.requests.additions.of(draft.answers["request"], Move.ADD) if which else ()
    return next((each for each in found if each.id == which), None)


def check_waits(turn: Turn, addition: Addition) -> Obligation:
    """Return what is owed for an addition. Raises: Refused where its letter is registered."""
    owed = turn.work.obligations.get(addition.owed)
    if not owed.is_open:
        raise Refused(
            "refused-settled",
            instead="instead-possible",
            deed=Move.CONFIRM_ADDITION,
            request=owed.subject.id,
            officer=owed.discharged_by or "nabat",
            at=owed.discharged_at or turn.now,
        )
    return owed


def owed_of(turn: Turn, request: Request, addition: Addition | None) -> Obligation | None:
    """Return what the letter discharges: what is owed for the request, or for the addition."""
    if addition is None:
        return turn.work.obligations.find(request.subject, Kind.CONFIRM)
    return check_waits(turn, addition)


def spared(turn: Turn, request: Request, addition: Addition | None) -> tuple[str, ...]:
    """Return the obligations of the other additions: each has a letter of its own."""
    if addition is None:
        return ()
    others = turn.work.requests.additions.of(request.id, Move.ADD)
    return tuple(each.owed for each in others if each.owed and each.id != addition.id)


def named(number: str, addition: Addition | None) -> Value:
    """Return what people are told that the letter is about: a number, and which addition to it."""
    if addition is None:
        return number
    return Line("addition-of", {"request": number, "count": addition.running})


def written_since(request: Request, addition: Addition | None) -> datetime:
    """Return the moment since which the letter is expected to have been written."""
    return addition.at if addition else request.transmitted_at or request.created_at


def move_of(addition: Addition | None) -> Move:
    """Return the move that registers the letter."""
    return _OF_REQUEST if addition is None else Move.CONFIRM_ADDITION


def _first(turn: Turn, request: Request) -> Addition | None:
    if request.can(_OF_REQUEST):
        return None
    found = (each for each in turn.work.requests.additions.of(request.id, Move.ADD) if each.owed)
    return next((each for each in found if turn.work.obligations.get(each.owed).is_open), None)


_OF_REQUEST = Move.REGISTER_CONFIRMATION
