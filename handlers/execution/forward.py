"""/forward NUMBER: the request goes to the body of the same State that is competent (Art. 7)."""

from collections.abc import Iterable

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question, body, option
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.chat.typed_words import folded
from handlers.record.moving import move as make
from handlers.record.sides import telephones
from handlers.record.statement import TEXT, Statement, about
from protocol.audience import Audience
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.parties import Authority
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft


def _others(turn: Turn, draft: Draft) -> Iterable[Authority]:
    """Return the other bodies of the State in which somebody can be told of it."""
    request = about(turn, draft)
    found = turn.work.registry.in_force(request.number.requested)
    people = turn.work.registry.people
    return (each for each in found if each.id != request.requested and people.has_any(each.id))


def _offered(turn: Turn, draft: Draft) -> Iterable[Choice]:
    return (
        option(draft, TO.name, each.id, "option-authority", authority=each.id)
        for each in _others(turn, draft)
    )


def _outside_only(turn: Turn, draft: Draft, name: str) -> str:
    if TO.value(draft) is not None:
        raise Refused("refused-shown", instead="instead-shown")
    if any(folded(name) in (folded(each.id), folded(each.name)) for each in _others(turn, draft)):
        raise Refused("refused-body-registered", instead="instead-body-registered")
    return name


# The name of a body outside is typed; one of the register is pressed instead.
OUTSIDE: Question[str] = Question(
    TEXT,
    "forward.ask",
    WORDS,
    check=_outside_only,
    when=lambda turn, draft: TO.value(draft) is None,
    besides=_offered,
)
TO: Question[str] = Question(
    "authority", "forward.ask", body(_others), when=lambda turn, draft: False
)


def forward(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Forward it; a body of the register learns from whom, the rest goes by letter."""
    to = TO.value(draft)
    if to is None:
        return _outside(turn, request, OUTSIDE.value(draft) or "")
    if all(each.id != to for each in _others(turn, draft)):
        raise Refused("refused-button", instead="instead-open")
    name = turn.work.registry.authority(to).name
    forwarded = make(turn, request, move, statement=name)
    # That body has no right to the number yet; the first authority tells it, and sends the content.
    turn.say(
        "forward.told-body",
        carries=Carries.NOTHING,
        to=recipients(turn, {Audience.ON_DUTY}, to),
        authority=request.requested,
        lines=telephones(turn, request.requested),
    )
    return forwarded


def _outside(turn: Turn, request: Request, name: str) -> Request:
    owed = turn.work.obligations.find(request.subject, Kind.FORWARD)
    within = owed.due.at if owed and owed.is_open and owed.due.at > turn.now else None
    return make(turn, request, Move.FORWARD_OUTSIDE, statement=name, asked_by=within)


FORWARD = Statement(
    Entry(
        "forward",
        Move.FORWARD,
        settles=(Kind.TAKE_UP, Kind.FORWARD),
        then=("dispatch", "open"),
        there=("open",),
    ),
    asks=(OUTSIDE, TO),
    makes=forward,
)
