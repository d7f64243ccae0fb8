"""One line of a list for each request: number, direction, whose turn until when, first words."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.chat import pages
from handlers.chat.families import Family
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import lists, rings
from protocol.moves import Form
from protocol.obligation import Lateness, Obligation
from protocol.obligations import how_late, is_known_to
from protocol.parties import Officer
from protocol.request import Request
from protocol.views import Relation, View, relation, sees
from storage.values import Line, Value

# What keeps a request open whose execution has ended.
LEFT = (Form.AWAITING, Form.CONFIRMED, Form.OBJECTED)
_RECEIVED = (Relation.REQUESTED, Relation.FORMER)
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
    return Line("listed", values)


def _left(request: Request) -> Value:
    """Return what keeps a request open whose execution has ended, where nobody owes it now."""
    # What was received in error is confirmed to nobody.
    if not request.is_ended:
        return ""
    return Line("listed-form", {"state": f"form-{request.form}"}) if request.form in LEFT else ""


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
    if sees(turn.officer, request) < View.STATES:
        return None
    own = turn.officer.authority
    shown = [
        each
        for each in owed
        if is_known_to(each, own) and lists(each, turn.now, ringing=rings(request))
    ]
    return min(shown, key=lambda each: (each.owed_by != own, each.due.at, each.id), default=None)


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
    }
    if lateness is Lateness.ON_TIME:
        return Line("turn-own" if is_own else "turn-other", values)
    state = Lateness.DUE if lateness is Lateness.DUE else Lateness.LATE
    return Line(OWN_TURNS[state] if is_own else OTHER_TURNS[state], values)
