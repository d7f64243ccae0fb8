"""/forward, /forwardpart NUMBER: to the body of the same State that is competent (Art. 7)."""

from collections.abc import Iterable, Mapping

from handlers.chat.listing import Entry
from handlers.chat.questions import WORDS, Question, body, option
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.chat.typed_words import folded
from handlers.record.handing_over import ring_receiver
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

# To a body outside the register it goes by letter.
OUTSIDE: Mapping[Move, Move] = {
    Move.FORWARD: Move.FORWARD_OUTSIDE,
    Move.FORWARD_PART: Move.FORWARD_PART_OUTSIDE,
}


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


def _also_in_part(turn: Turn, draft: Draft) -> Iterable[Choice]:
    """Yield the bodies of the register, and the button by which a part alone is forwarded."""
    yield from _offered(turn, draft)
    yield Choice("forwardpart", str(draft.answers["number"]))


def _outside_only(turn: Turn, draft: Draft, name: str) -> str:
    if TO.value(draft) is not None:
        raise Refused("refused-shown", instead="instead-shown")
    if any(folded(name) in (folded(each.id), folded(each.name)) for each in _others(turn, draft)):
        raise Refused("refused-body-registered", instead="instead-body-registered")
    return name


def _is_no_name_yet(turn: Turn, draft: Draft) -> bool:
    return TO.value(draft) is None


# The name of a body outside is typed; one of the register is pressed instead.
NAME: Question[str] = Question(
    TEXT,
    "forward.ask",
    WORDS,
    check=_outside_only,
    when=_is_no_name_yet,
    besides=_also_in_part,
)
NAME_OF_PART: Question[str] = Question(
    TEXT,
    "forwardpart.ask-body",
    WORDS,
    check=_outside_only,
    when=_is_no_name_yet,
    besides=_offered,
)
TO: Question[str] = Question(
    "authority", "forward.ask", body(_others), when=lambda turn, draft: False
)
PORTION: Question[str] = Question("portion", "forwardpart.ask", WORDS)


def forward(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Forward it; a body of the register learns from whom, the rest goes by letter."""
    to = TO.value(draft)
    if to is None:
        return _outside(turn, request, move, NAME.value(draft) or "")
    if all(each.id != to for each in _others(turn, draft)):
        raise Refused("refused-button", instead="instead-open")
    name = turn.work.registry.authority(to).name
    if move is Move.FORWARD:
        forwarded = make(turn, request.forwarded_to(to), move, statement=name)
        ring_receiver(turn, forwarded)
        return forwarded
    forwarded = make(turn, request, move, statement=name)
    # The first authority answers for a part too: it tells that body the number and the content.
    turn.say(
        "forward.told-body",
        carries=Carries.NOTHING,
        to=recipients(turn, {Audience.ON_DUTY}, to),
        authority=request.requested,
        lines=telephones(turn, request.requested),
    )
    return forwarded


def _outside(turn: Turn, request: Request, move: Move, name: str) -> Request:
    """Forward it by letter, whose dispatch is owed; within the three days while these run."""
    owed = turn.work.obligations.find(request.subject, Kind.FORWARD)
    within = owed.due.at if owed and owed.is_open and owed.due.at > turn.now else None
    if move is Move.FORWARD_OUTSIDE:
        request = request.forwarded_to(None)
    return make(turn, request, move, statement=name, asked_by=within)


def _picked(move: Move, draft: Draft) -> Move:
    return OUTSIDE[move] if TO.value(draft) is None else move


FORWARD = (
    Statement(
        Entry(
            "forward",
            Move.FORWARD,
            settles=(Kind.TAKE_UP, Kind.FORWARD),
            then=("dispatch", "open"),
            there=("open",),
        ),
        asks=(NAME, TO),
        makes=forward,
        picks=lambda draft: _picked(Move.FORWARD, draft),
    ),
    Statement(
        Entry(
            "forwardpart",
            Move.FORWARD_PART,
            then=("dispatch", "forwardpart", "open"),
            there=("open",),
        ),
        asks=(PORTION, NAME_OF_PART, TO),
        makes=forward,
        picks=lambda draft: _picked(Move.FORWARD_PART, draft),
    ),
)
