"""Who may see how much of a request. Art. 10."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from protocol.entries import Means
from protocol.law import law
from protocol.moves import CLOSED_OUT, Execution, Side
from protocol.parties import DESK, SECRETARIAT_ROLES, Officer, Role
from protocol.request import Request


class Relation(StrEnum):
    """How an officer stands to a request: by the authority, never by the person."""

    REQUESTING = "requesting"
    REQUESTED = "requested"
    RECEIVING = "receiving"
    FORMER = "former"
    PREDECESSOR = "predecessor"
    CONSENTED = "consented"
    UNRELATED = "unrelated"


class View(IntEnum):
    """How much is shown; each level contains those below."""

    NOTHING = 0
    NUMBERS = 1
    STATES = 2
    CONTENT = 3


# How an authority stands to what it has, has had, or may take over.
OWN = frozenset(Relation) - {Relation.CONSENTED, Relation.UNRELATED}
SEES: Mapping[tuple[Role, Relation], View] = {
    **{(role, each): View.CONTENT for role in DESK for each in OWN - {Relation.FORMER}},
    **{(role, Relation.FORMER): View.NUMBERS for role in DESK},
    **{(role, Relation.CONSENTED): View.STATES for role in SECRETARIAT_ROLES},
    **{(Role.AUDITOR, each): View.NUMBERS for each in OWN},
    (Role.AUDITOR, Relation.CONSENTED): View.NUMBERS,
}

# Whoever stands so to a request is on the side.
SIDES: Mapping[Side, frozenset[Relation]] = {
    Side.REQUESTING: frozenset({Relation.REQUESTING}),
    Side.REQUESTED: frozenset({Relation.REQUESTED}),
    Side.EITHER: frozenset({Relation.REQUESTING, Relation.REQUESTED}),
    Side.PREDECESSOR: frozenset({Relation.PREDECESSOR}),
    Side.RECEIVING: frozenset({Relation.RECEIVING}),
    Side.PRODUCT: frozenset(),
}


def relation(officer: Officer, request: Request) -> Relation:
    """Return how `officer` stands to `request`: as the authority does."""
    return relation_of(officer.authority, request)


def relation_of(authority: str, request: Request) -> Relation:
    """
    Return how an authority stands to `request`.

    What was received in error, or withdrawn before it was transmitted, is closed to the requested
    side; what another authority has taken over, to whoever had it; and what was forwarded to one
    that has not taken it over, to that one as soon as it is forwarded no longer. Of a predecessor
    it is no more: its officers may still see what they saw.
    """
    if authority == request.requesting:
        return Relation.REQUESTING
    if authority == request.requested:
        untransmitted = not request.is_known_there
        closed = request.execution in CLOSED_OUT or (
            request.execution is Execution.WITHDRAWN and untransmitted
        )
        return Relation.FORMER if closed else Relation.REQUESTED
    if authority in (request.requesting_before, request.requested_before):
        return _before(authority, request)
    if authority == request.receiver and request.execution is Execution.FORWARDED:
        return Relation.RECEIVING
    return Relation.FORMER if authority in related(request) else Relation.UNRELATED


def related(request: Request) -> tuple[str, ...]:
    """Return every authority that has, had, or may take over a request, each once."""
    receiver = (request.receiver,) if request.receiver else ()
    found = (request.requesting, request.requested, *receiver, *request.former)
    return tuple(dict.fromkeys(found))


def _before(authority: str, request: Request) -> Relation:
    """Return how a predecessor stands: to what was closed to its side it is no other than that."""
    if authority == request.requesting_before:
        return Relation.PREDECESSOR
    successor = relation_of(request.requested, request)
    return Relation.FORMER if successor is Relation.FORMER else Relation.PREDECESSOR


def sees(officer: Officer, request: Request) -> View:
    """Return how much of `request` may be shown to `officer`; absent in the table is nothing."""
    view = SEES.get((officer.role, relation(officer, request)))
    if view is None:
        law("10.1")
        return View.NOTHING
    return view


def audits(officer: Officer) -> bool:
    """Say whether an officer is shown numbers of the own authority's requests, never content."""
    return SEES.get((officer.role, Relation.REQUESTED)) is View.NUMBERS


def is_listed(officer: Officer, request: Request) -> bool:
    """Say whether `officer` is told unasked that there is this request."""
    return sees(officer, request) > View.NOTHING and is_told_unasked(officer.authority, request)


def is_told_unasked(authority: str, request: Request) -> bool:
    """
    Say whether those of an authority who see anything of a request are told of it unasked.

    Before anything was transmitted the requested side does not know it. Whoever was told its
    number (by a pointer, by telephone) may open it: to show it then is the transmission. That a
    letter comes it is told.
    """
    untransmitted = request.execution is Execution.TRANSMITTING or (
        request.execution is Execution.WITHDRAWN and request.transmitted_at is None
    )
    is_unknown = untransmitted and request.means is not Means.PAPER
    return not (is_unknown and authority == request.requested)


def sees_own(officer: Officer) -> bool:
    """
    Say whether something is shown to the officer of what the own authority sends and receives.

    Something is of all that, or of none: a list asks no more of each request.
    """
    return all(SEES.get((officer.role, each), View.NOTHING) > View.NOTHING for each in OWN)
