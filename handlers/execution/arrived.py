"""/arrived NUMBER DATE: the signed letter has come; its days are counted from then. Art. 6, 7."""

from datetime import date

from handlers.chat.listing import Entry as Listed
from handlers.chat.questions import DATE, Question
from handlers.chat.turn import Turn
from handlers.record.moving import move as make
from handlers.record.statement import Statement, about
from protocol.calendar import start_of_day
from protocol.entries import Entry, Means, Person, check_day
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft
from storage.values import Values


def _check_on(turn: Turn, draft: Draft, on: date) -> date:
    """Raises: Refused for a day that has not come, or before the letter was dispatched."""
    request = about(turn, draft)
    zone = turn.work.registry.authority(request.requested).zone
    sent = max(each.on for each in turn.work.requests.entries.of(request.id) if each.on)
    if on < sent:
        raise Refused("refused-arrived-early", instead="instead-date", on=sent)
    return check_day(on, zone=zone, now=turn.now)


ON = Question("on", "arrived.ask", DATE, check=_check_on)


def _receive(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Count the days of Art. 7 from the date of receipt that is stated."""
    on = ON.value(draft)
    assert on is not None, "a letter was received on some day"
    at = start_of_day(on, turn.work.registry.authority(request.requested).zone)
    received = Entry(
        means=Means.PAPER,
        authority=request.requested,
        officer=turn.officer.id,
        entered_at=turn.now,
        at=at,
        passed=Person(),
        taken=Person(),
        on=on,
    )
    turn.work.requests.entries.add(request.id, received, key=turn.work.id())
    return make(turn, request, move, since=at)


def _tell(turn: Turn, moved: Request) -> Values:
    """Return until when it is to be executed."""
    owed = turn.work.obligations.find(moved.subject, Kind.EXECUTE)
    return {"due": owed.due.at, "zone": owed.zone} if owed else {}


ARRIVED = Statement(
    Listed(
        "arrived",
        Move.RECEIVE_ON_PAPER,
        then=("accept", "forward", "ask", "misdirected", "open"),
        there=("open",),
    ),
    asks=(ON,),
    makes=_receive,
    tells=_tell,
)
