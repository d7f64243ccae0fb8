"""
Where a request stands in the lists of an authority: among what is open or ended, by which moment.

It is that of what this side owes, else of what the other side does. Policy, within Art. 10.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from protocol.moves import ARRIVING, EXECUTION, FORM, MOVES, RINGING, Execution, Form, Move
from protocol.obligation import Kind, Obligation
from protocol.obligations import OBLIGATIONS, is_known_to, tells
from protocol.parties import Role
from protocol.permissions import ABOUT, Act, signers
from protocol.request import Request
from protocol.views import SIDES, Relation, is_told_unasked, related, relation_of


class Part(StrEnum):
    """The part of a list in which a request stands; what is unlisted stands in none."""

    OPEN = "open"
    ENDED = "ended"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Position:
    """
    Where a request stands in the lists of `authority`, and in which states it is.

    By `due_at` it stands, None behind all that is due; but by `soon_at` while that is not past, the
    last instant included: what is owed conditionally tells nothing of its debtor afterwards.
    """

    request: str
    authority: str
    part: Part
    relation: Relation
    execution: Execution
    form: Form
    created_at: datetime
    due_at: datetime | None
    soon_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sought:
    """
    Which requests of a list are meant: how the authority stands to them, and in which states.

    One of the two tracks is enough. With `owed` only those about which the authority owes that.
    """

    relations: frozenset[Relation] = frozenset(Relation)
    executions: frozenset[Execution] = frozenset(Execution)
    forms: frozenset[Form] = frozenset(Form)
    owed: Kind | None = None

    def fits(self, relation: Relation, execution: Execution, form: Form) -> bool:
        """Say whether a request is one of these, but for what is `owed`."""
        return relation in self.relations and (execution in self.executions or form in self.forms)


ANY = Sought()


def sought_by(role: Role, does: Act | Move) -> Sought | None:
    """
    Return with which requests a move is possible, or about which an act can be.

    None where it is not the role's; that of an act about any request is `ANY`.
    """
    if role not in signers(does):
        return None
    if isinstance(does, Move):
        return Sought(
            relations=SIDES[MOVES[does].by],
            executions=frozenset(each for each in Execution if does in EXECUTION[each]),
            # What brings it there moves both: its execution says where it is.
            forms=frozenset(each for each in Form if does in FORM[each] and does not in ARRIVING),
            owed=MOVES[does].while_owed,
        )
    return Sought(relations=SIDES[ABOUT[does]]) if does in ABOUT else ANY


def positions(request: Request, owed: Iterable[Obligation]) -> tuple[Position, ...]:
    """Return where a request stands in whose lists; `owed` is open and about it."""
    found = tuple(owed)
    return tuple(_position(request, authority, found) for authority in related(request))


def whose_turn(
    request: Request, authority: str, owed: Iterable[Obligation], now: datetime
) -> Obligation | None:
    """
    Return what is owed next about a request, as `authority` may know it: what it owes comes first.

    None where nothing such is owed, or where the authority sees no states of the request.
    """
    shown = [each for each in _shown(request, authority, owed) if tells(each, now)]
    return min(shown, key=lambda each: (each.owed_by != authority, *_order(each)), default=None)


def names(obligation: Obligation, request: Request) -> bool:
    """
    Say whether what is owed is named where its request is shown, while it tells anything.

    What is silent keeps nobody waiting: the state of the form says what is missing.
    """
    row = OBLIGATIONS[obligation.kind]
    if obligation.silent or not row.listed:
        return False
    return not (row.after_receipt and request.execution in RINGING)


def _position(request: Request, authority: str, owed: tuple[Obligation, ...]) -> Position:
    shown = _shown(request, authority, owed)
    lasting = [each for each in shown if not OBLIGATIONS[each.kind].conditional]
    passing = [each.due.at for each in shown if OBLIGATIONS[each.kind].conditional]
    own = [each.due.at for each in lasting if each.owed_by == authority]
    others = [each.due.at for each in lasting if each.owed_by != authority]
    # A conditional one is known to its debtor alone, and stands before what another owes.
    soon = min(passing, default=None)
    if soon is not None and own and min(own) <= soon:
        soon = None
    part = Part.OPEN if request.is_open else Part.ENDED
    return Position(
        request=request.id,
        authority=authority,
        part=part if is_told_unasked(authority, request) else Part.UNLISTED,
        relation=relation_of(authority, request),
        execution=request.execution,
        form=request.form,
        created_at=request.created_at,
        due_at=min(own or others, default=None),
        soon_at=soon,
    )


def _shown(request: Request, authority: str, owed: Iterable[Obligation]) -> list[Obligation]:
    if relation_of(authority, request) not in (Relation.REQUESTING, Relation.REQUESTED):
        return []
    return [each for each in owed if is_known_to(each, authority) and names(each, request)]


def _order(obligation: Obligation) -> tuple[datetime, str]:
    return obligation.due.at, obligation.id
