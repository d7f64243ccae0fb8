"""A move of a request, whole: the tables, the stores, the obligations, the journal, the cards."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from handlers.chat.turn import Turn
from handlers.record.content import content_now
from handlers.record.owing import (
    name_anew,
    open_as_it_is,
    open_obligation,
    owe_again,
    restore,
    sound,
)
from handlers.record.sides import other_authority
from protocol.moves import (
    CLOSED_OUT,
    EXECUTION_OWED,
    MOVES,
    Move,
    MoveRule,
    made_by,
    watches_silence,
)
from protocol.obligation import Kind, Obligation
from protocol.obligations import OBLIGATIONS, Debtor
from protocol.periods import named_until
from protocol.permissions import check_move
from protocol.request import Request
from storage.requests import Statement


def move(
    turn: Turn,
    request: Request,
    move: Move,
    *,
    statement: str = "",
    asked_by: datetime | None = None,
    spared: Collection[str] = (),
    settles: str | None = None,
    since: datetime | None = None,
) -> Request:
    """
    Make a move and everything that follows from it, and return the request after it.

    The obligations with the ids `spared` stay, though the move discharges their kind.

    Where several of what it is possible for are owed, `settles` is the id of the one that it ends.
    `since` is from when what it opens is counted, where that is not now; what rings does so now.

    Raises: Refused when the move is not this officer's or not possible now; nothing changes.
    """
    check_move(turn.officer, request, move)
    moved = request.moved(move, by=turn.officer, now=turn.now)
    acknowledges = moved.acknowledged_at is not None and request.acknowledged_at is None
    _follow(
        turn,
        moved,
        move,
        statement=statement,
        asked_by=asked_by,
        acknowledges=acknowledges,
        spared=_spared(turn, moved, move, spared, settles),
        by_requested=turn.officer.authority == request.requested,
        since=since,
        rings_since=moved.last_moment,
    )
    return moved


def transmit(
    turn: Turn, request: Request, at: datetime, *, heard_at: datetime | None = None
) -> Request:
    """
    Start the clocks: the requested side has the full content since `at` (Art. 6).

    An agreed channel's server accepted it, or it was transmitted outside of the bot; then
    `heard_at` is when the bot hears of that: nobody is late for an alarm that has not rung yet.
    """
    moved = request.moved(Move.TRANSMIT, by=None, now=at)
    _follow(turn, moved, Move.TRANSMIT, rings_since=heard_at)
    open_named_period(turn, moved, at)
    return moved


def close(turn: Turn, request: Request) -> Request:
    """Close a request the receipt of whose result nobody has acknowledged (policy)."""
    moved = request.moved(Move.CLOSE_RESULT, by=None, now=turn.now)
    _follow(turn, moved, Move.CLOSE_RESULT)
    return moved


def open_named_period(turn: Turn, request: Request, at: datetime) -> Obligation | None:
    """
    Open the clock of the period that the requesting Party names.

    None where no period is named, its words are no moment, or it is over at `at` (policy).
    """
    work, kind = turn.work, Kind.NAMED_PERIOD
    content = content_now(work, request)
    if not content.urgent_until:
        return None
    until = named_until(
        content.urgent_until,
        content.urgent_since,
        work.registry.authority(request.requesting).zone,
        since=request.created_at,
        sent=request.transmitted_at or at,
    )
    if until is None or until <= at:
        return None
    return open_obligation(
        turn, kind, request.subject, owed_by=request.requested, at=at, asked_by=until
    )


def _follow(
    turn: Turn,
    moved: Request,
    move: Move,
    *,
    statement: str = "",
    asked_by: datetime | None = None,
    acknowledges: bool = False,
    spared: Collection[str] = (),
    by_requested: bool = False,
    since: datetime | None = None,
    rings_since: datetime | None = None,
) -> None:
    work, rule = turn.work, made_by(MOVES[move], requested=by_requested)
    at = moved.last_moment or turn.now
    work.requests.save(moved)
    discharged = _discharge(turn, moved, rule, at, spared)
    for kind in rule.again:
        owe_again(turn, moved, kind, at)
    for kind in rule.sounds:
        sound(turn, moved, kind, at)
    if rule.silences:
        work.obligations.silence(moved.subject, rule.silences)
    turn.log(
        move,
        about=moved.subject,
        execution=moved.execution,
        form=moved.form,
        at_moment=at,
        discharged=",".join(discharged),
    )
    if statement:
        said = Statement(move, turn.actor, at, statement)
        work.requests.state(moved.id, said, key=work.id())
    zone = work.registry.authority(moved.requesting).zone
    further = rule.acknowledging if acknowledges else ()
    for kind, until in (*_opened(turn, moved, rule, asked_by), *((each, None) for each in further)):
        open_obligation(
            turn,
            kind,
            moved.subject,
            owed_by=_debtor_of(turn, moved, kind),
            at=(rings_since or at) if OBLIGATIONS[kind].rings else (since or at),
            requesting_zone=zone,
            asked_by=until,
        )
    if rule.restores:
        restore(turn, moved, rule, at)
    if move is Move.TAKE_OVER:
        _pass_on(turn, moved, at)
    work.cards.touch(moved.subject)


def _discharge(
    turn: Turn, moved: Request, rule: MoveRule, at: datetime, spared: Collection[str]
) -> tuple[Kind, ...]:
    """Discharge what a move does, but for the obligations `spared`; return what that was."""
    owed, by = turn.work.obligations, turn.actor
    if not spared:
        return owed.discharge(moved.subject, rule.discharges, by=by, now=at)
    found = (each for each in owed.about(moved.subject) if each.kind in rule.discharges)
    ended = (each for each in found if each.is_open and each.id not in spared)
    return tuple(each.kind for each in ended if owed.settle(each.id, by=by, now=at))


def _spared(
    turn: Turn, moved: Request, move: Move, spared: Collection[str], settles: str | None
) -> Collection[str]:
    """Return the ids of what stays owed: with `settles`, what is owed beside that of its kind."""
    if settles is None:
        return spared
    kind, about = MOVES[move].while_owed, turn.work.obligations.about(moved.subject)
    return {*spared, *(each.id for each in about if each.kind is kind and each.id != settles)}


def _debtor_of(turn: Turn, moved: Request, kind: Kind) -> str:
    """Return the authority that owes what a move opens."""
    owed_by = OBLIGATIONS[kind].owed_by
    if owed_by is Debtor.OTHER:
        return other_authority(moved, turn.officer.authority)
    return moved.requesting if owed_by is Debtor.REQUESTING else moved.requested


def _pass_on(turn: Turn, moved: Request, at: datetime) -> None:
    """
    Let whoever has taken a request over owe what the authority before it owed, until when it did.

    Nobody is told again what was said by then; what was still to be said to the former one is not.
    """
    former, work = moved.former[-1], turn.work
    for each in work.obligations.about(moved.subject):
        if each.is_open and each.owed_by == former:
            work.obligations.settle(each.id, by=turn.actor, now=at)
            opened = open_as_it_is(turn, replace(each, id=work.id(), owed_by=moved.requested))
            name_anew(turn, moved, each, opened)
    work.debts.owe_to(moved.subject, moved.requested, instead_of=former)


def _opened(
    turn: Turn,
    moved: Request,
    rule: MoveRule,
    asked_by: datetime | None,
) -> Iterator[tuple[Kind, datetime | None]]:
    """Yield what a move opens, each with the moment that was named for it."""
    for kind in rule.opens:
        # Whoever has no access any more cannot owe an answer.
        if moved.execution not in CLOSED_OUT or OBLIGATIONS[kind].owed_by is Debtor.REQUESTING:
            yield kind, asked_by
    if watches_silence(moved.execution, rule):
        yield Kind.SILENCE, None
    if not rule.reopens:
        return
    owed = turn.work.obligations.about(moved.subject)
    if any(each.is_open and each.kind in EXECUTION_OWED for each in owed):
        return
    if asked_by is not None and rule.expects:
        yield from ((kind, asked_by) for kind in rule.expects)
        return
    before = [each for each in owed if each.kind in rule.reopens]
    last = max(before, key=lambda each: each.discharged_at or each.opened_at, default=None)
    yield (last.kind, last.due.at) if last else (rule.reopens[0], None)
