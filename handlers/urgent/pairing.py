"""
Two entries of one telephonogram, one by each side: one number, one clock, and what both state.

Whoever enters it second is asked before it gets a number of its own; it can be taken apart again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from handlers.chat import drafts
from handlers.chat.command import Command
from handlers.chat.listing import Entry as Listed
from handlers.chat.listing import InHelp
from handlers.chat.turn import Choice, Turn
from handlers.consent import one_time
from handlers.files.attach import share
from handlers.record.calendars import holidays_of
from handlers.record.entries import entry_lines
from handlers.record.moving import move
from handlers.record.owing import opening_of
from handlers.record.sides import other_side
from handlers.urgent import dialog, entering
from handlers.urgent.alike import alike
from protocol.entries import Entry
from protocol.moves import MOVES, Execution, Move
from protocol.obligation import About, Obligation
from protocol.obligations import OBLIGATIONS, due
from protocol.permissions import Act, check_about
from protocol.refusals import Refused
from protocol.reminders import wakes_at
from protocol.request import Request
from storage.carrying import Carries

# What begins with the transmission, whenever the bot hears of that.
_COUNTED = tuple(each for each in MOVES[Move.TRANSMIT].opens if not OBLIGATIONS[each].rings)


def pair(turn: Turn, argument: str) -> None:
    """
    Enter what a draft states as the other side's request: DRAFT NUMBER.

    Its clocks run from the earlier moment; what the second entry says is kept beside the first.

    Raises: Refused when that is not the same transmission any more.
    """
    id, _, number = argument.strip().partition(" ")
    draft = drafts.mine(turn, id, dialog.URGENT)
    made, content = entering.prepared(turn, draft)
    request = turn.work.requests.find(number, seen_by=turn.officer)
    check_about(turn.officer, request, Act.ENTER)
    if request.id not in {each.id for each in alike(turn, draft)}:
        raise Refused("refused-pair", instead="instead-drafts")
    work = turn.work
    one_time.retract(turn, draft.id)
    share(turn, draft.id, request.subject, "statement")
    drafts.end(turn, draft)
    work.requests.entries.add(request.id, made, key=work.id(), content=content)
    turn.log("paired", about=request.subject, number=str(request.number), means=made.means)
    paired = _count_from(turn, request, min(made.at, request.transmitted_at or made.at))
    if paired.execution is Execution.TRANSMITTED and made.authority == paired.requested:
        paired = move(turn, paired, Move.ACKNOWLEDGE)
    work.cards.touch(paired.subject)
    _tell(turn, paired, made)


def _tell(turn: Turn, paired: Request, made: Entry) -> None:
    number = str(paired.number)
    turn.say(
        "pair.done",
        carries=Carries.NOTHING,
        about=paired.subject,
        choices=(Choice("open", number), Choice("unpair", number)),
        request=number,
        at=paired.transmitted_at or made.at,
    )
    turn.say(
        "pair.told",
        carries=Carries.CONTENT,
        to=other_side(turn, paired),
        about=paired.subject,
        choices=(Choice("open", number), Choice("unpair", number)),
        request=number,
        at=paired.transmitted_at or made.at,
        lines=entry_lines((made,), paired.requesting, quotes=True),
    )


def unpair(turn: Turn, argument: str) -> None:
    """
    Give the second entry a request and a number of its own, with its clocks: it was another one.

    Raises: Refused where there are no two entries.
    """
    work = turn.work
    request = work.requests.find(argument, seen_by=turn.officer)
    check_about(turn.officer, request, Act.ENTER)
    first, *others = work.requests.entries.of(request.id) or (None,)
    second = next((each for each in others if each and not each.unpaired_at), None)
    content = work.requests.entries.content(request.id, second.id) if second else None
    if first is None or second is None or content is None:
        raise Refused("refused-unpaired", instead="instead-open")
    work.requests.entries.unpair(second.id, turn.now)
    _count_from(turn, request, first.at)
    work.cards.touch(request.subject)
    turn.log("unpaired", about=request.subject, number=str(request.number))
    apart = entering.add(
        turn,
        second,
        content,
        (work.registry.authority(request.requesting), work.registry.authority(request.requested)),
        official=request.official_use,
    )
    entering.transmit_entered(turn, apart, replace(second, id="", unpaired_at=None))
    for to in (turn.officer, *other_side(turn, request)):
        turn.say(
            "unpair.told",
            carries=Carries.NOTHING,
            to=to,
            about=request.subject,
            request=str(request.number),
            number=str(apart.number),
            officer=turn.officer.id,
        )


def _count_from(turn: Turn, request: Request, at: datetime) -> Request:
    """Let the clocks of a request run from another moment of its transmission."""
    was = request.transmitted_at
    if was is None or was == at:
        return request
    moved = replace(request, transmitted_at=at, created_at=min(at, request.created_at))
    turn.work.requests.save(moved)
    for each in _counted(turn, request, was):
        turn.work.obligations.redate(_counted_from(turn, request, each, at))
    return moved


def _counted(turn: Turn, request: Request, was: datetime) -> Iterator[Obligation]:
    for each in turn.work.obligations.about(request.subject):
        if each.kind in _COUNTED and each.opened_at == was:
            yield each


def _counted_from(turn: Turn, request: Request, owed: Obligation, at: datetime) -> Obligation:
    zone = turn.work.registry.authority(request.requesting).zone
    opening = opening_of(turn, owed.owed_by, at, requesting_zone=zone)
    moved = replace(owed, opened_at=at, due=due(owed.kind, opening))
    wakes = wakes_at(moved, turn.policy, holidays_of(turn.work, moved))
    return replace(moved, wake_at=wakes)


COMMANDS = (
    Command(Listed("pair", Act.ENTER, shown=InHelp.BY_BUTTON), run=pair),
    Command(Listed("unpair", Act.ENTER, shown=InHelp.BY_BUTTON, about=About.REQUEST), run=unpair),
)
