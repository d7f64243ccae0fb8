"""Whose each move is, by which rule, what it opens and discharges; that nothing is owed in vain."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from protocol.articles import Source
from protocol.moves import CLOSED_OUT, ENDED, MOVES, Execution, Form, Move, Side
from protocol.obligation import Kind
from protocol.obligations import OBLIGATIONS, Debtor
from protocol.parties import Role
from protocol.request import Request
from tests.builders import LONG_AGO
from tests.protocol.moves_by_hand import (
    AGAIN,
    NEEDS,
    RESTORES,
    ROW_OF,
    ROWS,
    SILENCES,
    SOUNDS,
    WHILE_OWED,
)
from tests.protocol.obligations_by_hand import BY_HAND, ruled
from tests.protocol.samples import officer, request

SIGNS = {Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD}
ROLES = {"nobody": set[Role](), "signs": SIGNS, "desk": SIGNS | {Role.DUTY_OFFICER}}
TRACK = {kind for kind, hand in BY_HAND.items() if hand.ended_with == "track"}
OWED_BY_REQUESTING = {
    kind for kind, hand in BY_HAND.items() if hand.debtor is Debtor.REQUESTING
} - {Kind.TRANSMIT}
OF_REQUESTS = {kind for kind, hand in BY_HAND.items() if hand.ended_with != "apart"}


def kinds(text: str) -> set[Kind]:
    named = text.split()
    track = TRACK if "track" in named else set[Kind]()
    return track | {Kind(each) for each in named if each != "track"}


def test_each_move_stands_in_the_table_once() -> None:
    assert set(ROW_OF) == set(MOVES) == set(Move)
    assert len(ROWS.strip().splitlines()) == len(Move)


@pytest.mark.parametrize("move", Move)
def test_each_move_is_whose_the_table_says_by_its_rule(move: Move) -> None:
    whose, roles, article, opens, discharges = ROW_OF[move]

    row = MOVES[move]

    assert row.by == Side(whose)
    assert (row.while_owed is not None) is (move in WHILE_OWED)
    assert row.restores is (move in RESTORES)
    assert set(row.again) == AGAIN.get(move, set())
    assert set(row.sounds) == SOUNDS.get(move, set())
    assert set(row.silences) == SILENCES.get(move, set())
    assert row.needs == NEEDS.get(move)
    assert row.roles == ROLES[roles]
    assert row.rule == ruled(article)
    plain, _, first = opens.partition("first")
    assert set(row.acknowledging) == kinds(first)
    plain, _, again = plain.partition("again")
    again, _, expected = again.partition(" or ")
    assert set(row.opens) == kinds(plain)
    assert set(row.reopens) == kinds(again)
    assert set(row.expects) == kinds(expected)
    assert set(row.discharges) == kinds(discharges)


def test_articles_are_cited_only_for_the_treaty_and_its_readings() -> None:
    for move, row in MOVES.items():
        assert (row.rule.article is None) is (row.rule.source is Source.POLICY), move


@pytest.mark.parametrize("move", [move for move in Move if ROW_OF[move][0] == "requested"])
def test_whatever_the_requested_side_does_stops_the_alarm(move: Move) -> None:
    comes_after_a_refusal = move in (Move.SEND_WRITTEN_REFUSAL, Move.UNREFUSE, Move.UNREFUSE_PART)

    stops = Kind.ACKNOWLEDGE in MOVES[move].discharges

    assert stops is not comes_after_a_refusal


AGREED = {Kind.AGREED_PERIOD, Kind.AGREED_MOMENT}
EXECUTION = {Kind.EXECUTE, Kind.EXPECTED, Kind.POSTPONED, *AGREED}
# Owed in one state of the form track alone.
OF_FORM = {
    Kind.CONFIRM: {Form.AWAITING, Form.SIGNED, Form.DECLINED},
    Kind.ANSWER_OBJECTION: {Form.OBJECTED},
    Kind.WILL_SIGN: {Form.AWAITING},
    Kind.RECORD_CONFIRMATION: {Form.CONFIRMED},
}


@dataclass(frozen=True)
class Situation:
    """Where a request is, and what is owed on it."""

    request: Request
    owed: frozenset[Kind]
    ended: frozenset[Kind] = frozenset()

    def after(self, move: Move, *, named: bool = False) -> "Situation":
        row = MOVES[move]
        opened = set(row.opens) | set(row.again)
        if self.request.execution is Execution.TRANSMITTED:
            opened |= set(row.acknowledging)
        left = self.owed - set(row.discharges) | opened
        if row.reopens and not left & EXECUTION:
            opened |= set(row.expects if named and row.expects else row.reopens[:1])
        after = situated(self.request, move)
        watched = after.execution in {Execution.IN_EXECUTION, Execution.INCOMPLETE}
        if watched and (row.by in (Side.REQUESTED, Side.RECEIVING) or row.reopens):
            opened |= {Kind.SILENCE}
        if named and move is Move.TRANSMIT:
            opened |= {Kind.NAMED_PERIOD}
        if after.execution in CLOSED_OUT:
            opened -= set(row.again)
            opened -= {kind for kind in opened if OBLIGATIONS[kind].owed_by is Debtor.REQUESTED}
        ended = self.ended if after.execution is Execution.MISADDRESSED else frozenset[Kind]()
        if move is Move.RECEIVED_IN_ERROR:
            ended = self.owed - {Kind.ACKNOWLEDGE}
        if row.restores:
            opened |= self.ended
            for kind, forms in OF_FORM.items():
                opened -= {kind}
                opened |= {kind} if after.form in forms else set()
        return Situation(after, self.owed - set(row.discharges) | opened, ended)


def situated(before: Request, move: Move) -> Request:
    """Return the request after the move with its states only, so that situations compare equal."""
    after = before.moved(move, by=officer(), now=LONG_AGO)
    return request(execution=after.execution, form=after.form)


def made_in(request: Request) -> Iterator[Move]:
    """Yield what can be done: whoever is closed out does nothing."""
    closed = request.execution in CLOSED_OUT
    return (
        each for each in request.possible() if not closed or MOVES[each].by is not Side.REQUESTED
    )


# Each comes and goes beside the rest: all of them together would be tens of thousands of cases.
APART = (
    *(Kind.ANSWER_HOLD, Kind.WILL_SIGN),
    *(Kind.CORRECTION_READ, Kind.NAMED_PERIOD, Kind.SILENCE, Kind.PROGRESS, Kind.TAKE_UP),
    *(Kind.ANSWER_DETAILS, Kind.ANSWER_CONDITIONS, Kind.ANSWER_COUNTER, Kind.ANSWER_PERIOD),
    Kind.ANSWER_BREACH,
)


def explored(kept: frozenset[Kind]) -> dict[Situation, tuple[Move, ...]]:
    """Return every situation that can come about, looking at what is `kept` of what is owed."""
    found: dict[Situation, tuple[Move, ...]] = {}
    ahead = [Situation(request(), frozenset({Kind.TRANSMIT}))]
    while ahead:
        situation = ahead.pop()
        situation = Situation(situation.request, situation.owed & kept, situation.ended & kept)
        if situation not in found:
            found[situation] = tuple(made_in(situation.request))
            ahead.extend(situation.after(move) for move in found[situation])
            ahead.extend(situation.after(move, named=True) for move in found[situation])
    return found


@pytest.fixture(scope="module")
def situations() -> dict[Situation, tuple[Move, ...]]:
    """Return every situation, with what is possible in it."""
    return explored(frozenset(Kind) - set(APART))


@pytest.fixture(scope="module")
def with_those_apart(
    situations: dict[Situation, tuple[Move, ...]],
) -> dict[Situation, tuple[Move, ...]]:
    """Return these and, for each kind that stands apart, those in which it alone is looked at."""
    found = dict(situations)
    for kind in APART:
        found |= explored(frozenset({kind}))
    return found


def dischargers(kind: Kind, possible: tuple[Move, ...]) -> Iterator[Move]:
    side = Side.REQUESTING if kind in OWED_BY_REQUESTING else Side.REQUESTED
    side = Side.EITHER if BY_HAND[kind].debtor is Debtor.OTHER else side
    sides = {Side.PRODUCT, Side.REQUESTING} if kind is Kind.TRANSMIT else {side}
    return (move for move in possible if MOVES[move].by in sides and kind in MOVES[move].discharges)


def test_every_state_of_both_tracks_can_come_about(
    with_those_apart: dict[Situation, tuple[Move, ...]],
) -> None:
    assert {each.request.execution for each in with_those_apart} == set(Execution)
    assert {each.request.form for each in with_those_apart} == set(Form)
    assert set().union(*(each.owed for each in with_those_apart)) == OF_REQUESTS


def test_whatever_is_owed_can_be_discharged_by_its_debtor_at_once(
    with_those_apart: dict[Situation, tuple[Move, ...]],
) -> None:
    vain = {
        (kind, situation.request.execution, situation.request.form)
        for situation, possible in with_those_apart.items()
        for kind in situation.owed
        if next(dischargers(kind, possible), None) is None
    }

    assert vain == set()


def test_what_has_ended_owes_only_the_form_the_written_refusal_and_what_conditions_ask_for(
    with_those_apart: dict[Situation, tuple[Move, ...]],
) -> None:
    ended = [each for each in with_those_apart if each.request.execution in ENDED]

    owed = set().union(*(each.owed for each in ended))

    assert owed == {
        *(Kind.CONFIRM, Kind.RECORD_CONFIRMATION, Kind.ANSWER_OBJECTION),
        *(Kind.WRITTEN_REFUSAL, Kind.ANSWER_BREACH, Kind.WILL_SIGN),
    }


EXECUTING = {
    Execution.TRANSMITTED: {Kind.EXECUTE},
    Execution.ACKNOWLEDGED: {Kind.EXECUTE, *AGREED},
    Execution.IN_EXECUTION: {Kind.EXECUTE, Kind.EXPECTED, *AGREED},
    Execution.FORWARDED: {Kind.EXECUTE, Kind.EXPECTED, *AGREED},
    Execution.POSTPONED: {Kind.POSTPONED},
    Execution.INCOMPLETE: {Kind.EXECUTE, Kind.EXPECTED, *AGREED},
}


def test_whoever_holds_a_request_owes_its_execution_once_and_while_postponed_only_an_answer(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    for situation in situations:
        owed = situation.owed & EXECUTION
        may_owe = EXECUTING.get(situation.request.execution, set())
        assert len(owed) == bool(may_owe), situation
        assert owed <= may_owe, situation


def test_the_confirmation_is_owed_exactly_while_it_is_not_registered_declined_or_not(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    for situation in situations:
        request = situation.request
        awaits = request.form in OF_FORM[Kind.CONFIRM] and request.execution not in CLOSED_OUT
        assert (Kind.CONFIRM in situation.owed) is awaits


def test_the_answer_to_an_objection_is_owed_exactly_while_the_form_is_objected_to(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    for situation in situations:
        request = situation.request
        objected = request.form is Form.OBJECTED and request.execution not in CLOSED_OUT
        assert (Kind.ANSWER_OBJECTION in situation.owed) is objected


def test_a_withdrawal_leaves_the_confirmation_owed() -> None:
    transmitted = Situation(request(), frozenset({Kind.TRANSMIT})).after(Move.TRANSMIT)

    withdrawn = transmitted.after(Move.WITHDRAW)

    letter = {Kind.CONFIRM, Kind.WILL_SIGN}
    assert transmitted.owed == {Kind.ACKNOWLEDGE, *letter, Kind.FORWARD, Kind.EXECUTE}
    assert withdrawn.owed == letter
    assert withdrawn.after(Move.REGISTER_CONFIRMATION).owed == {Kind.RECORD_CONFIRMATION}


def test_an_objection_moves_nothing_but_asks_for_an_answer() -> None:
    objected = (
        Situation(request(execution=Execution.IN_EXECUTION, form=Form.AWAITING), frozenset())
        .after(Move.REGISTER_CONFIRMATION)
        .after(Move.OBJECT_CONFIRMATION)
    )

    assert objected.owed == {Kind.ANSWER_OBJECTION, Kind.SILENCE}
    answered = objected.after(Move.ANSWER_OBJECTION)
    assert answered.owed == {Kind.SILENCE, Kind.RECORD_CONFIRMATION}
