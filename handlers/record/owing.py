"""What is owed is opened, and owed again as it was: the due moments, the steps, the journal."""

from dataclasses import replace
from datetime import datetime

from handlers.chat.turn import Turn
from handlers.record.calendars import debtor, holidays_of
from protocol.calendar import Calendar
from protocol.moves import CLOSED_OUT, MOVES, Form, Move, MoveRule
from protocol.obligation import Kind, Obligation, Subject
from protocol.obligations import OBLIGATIONS, Opening, due
from protocol.parties import SECRETARIAT_ZONE, ZONES, Party
from protocol.reminders import wakes_at
from protocol.request import Request

# What is owed of the form track only in one state of it.
OWED_IN = {
    Kind.CONFIRM: frozenset({Form.AWAITING, Form.SIGNED, Form.DECLINED}),
    Kind.WILL_SIGN: frozenset({Form.AWAITING}),
    Kind.ANSWER_OBJECTION: frozenset({Form.OBJECTED}),
    Kind.RECORD_CONFIRMATION: frozenset({Form.CONFIRMED}),
}
# What somebody has declined meanwhile, in that state of the form track.
SILENT_IN = {Form.DECLINED: MOVES[Move.DECLINE_CONFIRMATION].silences}

# Of these an addition or a correction says which one is its own.
_OF_ADDITIONS = (Kind.CORRECTION_READ, Kind.CONFIRM_ADDITION)


def open_obligation(
    turn: Turn,
    kind: Kind,
    subject: Subject,
    *,
    owed_by: str,
    at: datetime,
    requesting_zone: str = "",
    asked_by: datetime | None = None,
) -> Obligation:
    """Open what is owed, with its due moments and its first step."""
    opening = opening_of(turn, owed_by, at, requesting_zone=requesting_zone, asked_by=asked_by)
    opened = Obligation(
        id=turn.work.id(),
        kind=kind,
        subject=subject,
        owed_by=owed_by,
        zone=opening.debtor_zone,
        opened_at=at,
        due=due(kind, opening),
    )
    return open_as_it_is(turn, opened)


def opening_of(
    turn: Turn,
    owed_by: str,
    at: datetime,
    *,
    requesting_zone: str = "",
    asked_by: datetime | None = None,
) -> Opening:
    """Return what the due moment of something that `owed_by` owes since `at` follows from."""
    authority = debtor(turn.work, owed_by)
    zone = authority.zone if authority else _zone(owed_by)
    return Opening(
        at=at,
        debtor_zone=zone,
        requesting_zone=requesting_zone or zone,
        policy=turn.policy,
        holidays=authority.calendar if authority else Calendar(),
        asked_by=asked_by,
    )


def sound(turn: Turn, moved: Request, kind: Kind, at: datetime) -> None:
    """Let somebody be reminded again of what was silent, from its next step on."""
    owed = turn.work.obligations.find(moved.subject, kind)
    if owed is not None and owed.is_open and owed.silent:
        sounding = replace(owed, silent=False, last_step_at=at)
        holidays = holidays_of(turn.work, sounding)
        wake_at = wakes_at(sounding, turn.policy, holidays)
        turn.work.obligations.save(replace(sounding, wake_at=wake_at))


def owe_again(turn: Turn, moved: Request, kind: Kind, at: datetime) -> None:
    """Let what was discharged be owed again, with the moments it had; its next step is told."""
    owed = turn.work.obligations.find(moved.subject, kind)
    if owed is None or owed.is_open or moved.execution in CLOSED_OUT:
        return
    again = replace(owed, id=turn.work.id(), last_step_at=at, silent=False)
    open_as_it_is(turn, replace(again, discharged_at=None, discharged_by=None))


def restore(turn: Turn, moved: Request, rule: MoveRule, at: datetime) -> None:
    """Let everything be owed again that ended with the move before, with the moments it had."""
    before = turn.work.obligations.about(moved.subject)
    ended = [each for each in before if each.discharged_at and each.kind not in rule.discharges]
    last = max((each.discharged_at for each in ended if each.discharged_at), default=None)
    for each in ended:
        if each.discharged_at != last:
            continue
        if moved.form not in OWED_IN.get(each.kind, Form):
            continue
        silent = each.silent or each.kind in SILENT_IN.get(moved.form, ())
        again = replace(each, id=turn.work.id(), opened_at=at, last_step_at=None, silent=silent)
        open_as_it_is(turn, replace(again, discharged_at=None, discharged_by=None))
        name_anew(turn, moved, each, again)
    _owe_form(turn, moved, at)


def name_anew(turn: Turn, moved: Request, before: Obligation, now: Obligation) -> None:
    """Let an addition or a correction name what it owes where that is owed as another one now."""
    if before.kind in _OF_ADDITIONS:
        turn.work.requests.additions.owe_anew(moved.id, before.id, now.id)


def _owe_form(turn: Turn, moved: Request, at: datetime) -> None:
    """Let be owed what the form track came to meanwhile, when one side had no access."""
    owed = turn.work.obligations.about(moved.subject)
    left = {each.kind for each in owed if each.is_open}
    if moved.form is Form.CONFIRMED and Kind.RECORD_CONFIRMATION not in left:
        recorded = Kind.RECORD_CONFIRMATION
        open_obligation(turn, recorded, moved.subject, owed_by=moved.requested, at=at)
    if moved.form in OWED_IN[Kind.CONFIRM] and Kind.CONFIRM not in left:
        owe_again(turn, moved, Kind.CONFIRM, at)


def open_as_it_is(turn: Turn, opened: Obligation) -> Obligation:
    """Open what is owed with the moments that it has, and its first step that was not said yet."""
    wake_at = wakes_at(opened, turn.policy, holidays_of(turn.work, opened))
    obligation = replace(opened, wake_at=wake_at)
    turn.work.obligations.open(obligation)
    if OBLIGATIONS[obligation.kind].of_product:
        return obligation
    due_second = obligation.due.second_at
    turn.log(
        "opened",
        about=obligation.subject,
        kind=obligation.kind,
        owed_by=obligation.owed_by,
        due=obligation.due.at,
        **({"due_second": due_second} if due_second else {}),
    )
    return obligation


def _zone(owed_by: str) -> str:
    return ZONES[Party(owed_by)] if owed_by in set(Party) else SECRETARIAT_ZONE
