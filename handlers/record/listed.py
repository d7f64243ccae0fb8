"""One line of a list for each request: number, direction, whose turn until when, first words."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.chat import pages
from handlers.chat.families import Family
from handlers.chat.turn import Choice, Turn
from handlers.record.calendars import unentered
from handlers.record.cards import is_unconfirmed, rings
from protocol.moves import UNFORMED
from protocol.obligation import Lateness, Obligation
from protocol.obligations import how_late
from protocol.parties import Officer
from protocol.positions import ANY, Part, Sought, whose_turn
from protocol.request import Request
from protocol.views import Relation, View, audits, relation, sees, sees_own
from storage import positions
from storage.values import Line, Value

_RECEIVED = (Relation.REQUESTED, Relation.RECEIVING, Relation.FORMER)
_PAST = (Lateness.LATE, Lateness.DUE)
OWN_TURNS, OTHER_TURNS = Family("turn-own", _PAST), Family("turn-other", _PAST)


@dataclass(frozen=True, slots=True)
class Listed:
    """A request in a list, and whose turn it is: what the reader owes, else what is owed first."""

    request: Request
    turn: Obligation | None

    @property
    def key(self) -> str:
        """Return its place in a list: what is due first stands first."""
        if self.turn is not None:
            return pages.key(self.turn.due.at, self.request.id)
        return f"{pages.key(None, '')}{pages.newest(self.request.created_at, self.request.id)}"


def whose_list(officer: Officer) -> positions.Listed | None:
    """Return the list of the requests of which an officer is told unasked (Art. 10), or None."""
    return positions.Listed(officer.authority) if sees_own(officer) else None


def page(
    turn: Turn, part: Part, sought: Sought | None = ANY, *, after: str = ""
) -> pages.Page[Listed]:
    """
    Return a page of the list of the officer who acts: no more is read than it shows.

    It is empty where nothing is `sought`, and for whom nothing is shown (Art. 10).
    """
    whose, behind = whose_list(turn.officer), _behind(after)
    if whose is None or sought is None:
        return pages.cut((), key=lambda each: each.key, after="", behind=0, total=0)
    found = turn.work.positions.page(
        whose, part, sought, now=turn.now, after=behind, limit=pages.SIZE
    )
    return pages.cut(
        listed(turn, turn.work.requests.those(found.requests)),
        key=lambda each: each.key,
        after=after if behind else "",
        behind=found.behind,
        total=found.total,
    )


def listed(turn: Turn, requests: Iterable[Request]) -> tuple[Listed, ...]:
    """Return requests with whose turn it is, as the officer who acts may know it."""
    found = tuple(requests)
    owed = turn.work.obligations.open_about(each.id for each in found)
    return tuple(Listed(each, _turn(turn, each, owed.get(each.id, ()))) for each in found)


def line(turn: Turn, each: Listed) -> Line:
    """Return one line; of the content it has only the id, which is told where that may pass."""
    request, owed = each.request, each.turn
    values: dict[str, Value] = {
        "request": str(request.number),
        "direction": direction(turn.officer, request),
        "state": f"execution-{request.execution}",
        "ringing": "yes" if owed and rings(request) else "no",
        "turn": _told(turn, request, owed) if owed else _left(request),
        "purpose": request.id,
    }
    return Line("listed-unconfirmed" if is_unconfirmed(request) else "listed", values)


def _left(request: Request) -> Value:
    """Return what keeps a request open whose execution has ended, where nobody owes it now."""
    if not request.is_ended:
        return ""
    is_left = request.form in UNFORMED and request.is_open
    return Line("listed-form", {"state": f"form-{request.form}"}) if is_left else ""


def button(command: str, request: Request, *, before: str = "") -> Choice:
    """Return the button of a command about a request of a list: its number."""
    number = str(request.number)
    return Choice(command, f"{before}{number}", "choice-number", {"number": number})


def direction(reader: Officer, request: Request) -> Line:
    """Return from or to which Party it is for this reader; both for who is of neither side."""
    number = request.number
    standing = relation(reader, request)
    sent = standing is Relation.REQUESTING
    text = "listed-to" if sent else "listed-from" if standing in _RECEIVED else "listed-between"
    return Line(text, {"request": str(number), "one": number.requesting, "other": number.requested})


def _turn(turn: Turn, request: Request, owed: Iterable[Obligation]) -> Obligation | None:
    is_former = relation(turn.officer, request) is Relation.FORMER
    is_told = sees(turn.officer, request) >= View.STATES or audits(turn.officer)
    if is_former or not is_told:
        return None
    return whose_turn(request, turn.officer.authority, owed, turn.now)


def _behind(after: str) -> positions.Behind | None:
    """Return behind which request a key says that a page begins; None at the beginning."""
    due = pages.by_moment(after)
    if due is not None:
        return positions.Behind(due[1], due_at=due[0])
    rest = pages.without_moment(after)
    newest = pages.by_newest(rest) if rest is not None else None
    return positions.Behind(newest[1], created_at=newest[0]) if newest else None


def _told(turn: Turn, request: Request, owed: Obligation) -> Line:
    is_own = owed.owed_by == turn.officer.authority
    lateness = how_late(owed, turn.now)
    number = request.number
    debtor = number.requesting if owed.owed_by == request.requesting else number.requested
    values: dict[str, Value] = {
        "kind": owed.kind,
        "one": debtor,
        "due": owed.due.at,
        "zone": owed.zone,
        "unentered": unentered(turn.work, owed),
    }
    if lateness is Lateness.ON_TIME:
        return Line("turn-own" if is_own else "turn-other", values)
    state = Lateness.DUE if lateness is Lateness.DUE else Lateness.LATE
    return Line(OWN_TURNS[state] if is_own else OTHER_TURNS[state], values)
