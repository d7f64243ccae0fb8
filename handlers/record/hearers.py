"""Who hears of what one side has stated: the other side, and whoever carries the request here."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.sides import other_side, own_side, rung
from protocol.nights import Voice
from protocol.parties import Officer
from protocol.request import Request
from storage.carrying import Carries

# Who is told of a request after a move.
Readers: TypeAlias = Callable[[Turn, Request], tuple[Officer, ...]]


def told(turn: Turn, moved: Request) -> tuple[Officer, ...]:
    """Return who hears of it: of what was never transmitted only those who were rung for it."""
    told = other_side(turn, moved)
    if moved.is_known_there:
        return told
    heard = rung(turn, moved)
    return tuple(each for each in told if each.id in heard)


def by_voice(
    turn: Turn, moved: Request, hears: Readers, reads: Readers
) -> Iterator[tuple[Voice | None, tuple[Officer, ...]]]:
    """Yield who hears of it as of an act of the other side, and who has it too, never woken."""
    heard = hears(turn, moved)
    yield None, heard
    known = {each.id for each in heard}
    others = tuple(each for each in reads(turn, moved) if each.id not in known)
    if others:
        yield Voice.OWN, others


def tell_own(turn: Turn, moved: Request, entry: Entry) -> None:
    """Tell who carries the request on the side that acted, so that nobody acts unseen."""
    turn.say(
        entry.text("told-own"),
        carries=Carries.NOTHING,
        to=[each for each in own_side(turn, moved) if each != turn.officer],
        about=moved.subject,
        choices=(Choice("open", str(moved.number)),),
        request=str(moved.number),
        officer=turn.officer.id,
        at=turn.now,
    )
