"""Whose each move is, by which rule, what it opens and discharges; that nothing is owed in vain."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from protocol.articles import POLICY, Rule, Source, reading, treaty
from protocol.moves import ENDED, MOVES, Execution, Form, Move, Side
from protocol.obligation import Kind
from protocol.parties import Role
from protocol.request import Request
from tests.protocol.samples import LONG_AGO, officer, request

# move | whose | roles | rule | opens | discharges; `track` is all that the execution track owes.
# "again": where a postponement ends. "or": where an expected date is named.
ROWS = """
transmit              | product    | nobody | reading 6 | acknowledge confirm forward execute | transmit
acknowledge           | requested  | desk   | policy    |                      | acknowledge
accept                | requested  | desk   | treaty 7  |                      | acknowledge forward
forward               | requested  | desk   | treaty 7  | again execute        | acknowledge forward dispatch postponed
forward_outside       | requested  | desk   | treaty 7  | dispatch again execute | acknowledge forward dispatch postponed
dispatch              | requested  | desk   | treaty 7  |                      | acknowledge dispatch
forward_part          | requested  | desk   | treaty 7  |                      | acknowledge forward
take_over             | requested  | desk   | treaty 7  |                      | acknowledge dispatch
received_in_error     | requested  | desk   | policy    |                      | track confirm record_confirmation written_refusal
ask_details           | requested  | desk   | treaty 7  | answer_details       | acknowledge
answer_details        | requesting | desk   | treaty 7  |                      | answer_details
propose_conditions    | requested  | desk   | treaty 7  | answer_conditions    | acknowledge
accept_conditions     | requesting | desk   | treaty 7  |                      | answer_conditions
decline_conditions    | requesting | desk   | treaty 7  |                      | answer_conditions
postpone              | requested  | desk   | treaty 7  | postponed            | acknowledge forward execute expected postponed
resume                | requested  | desk   | treaty 7  | again execute or expected | acknowledge postponed
note_obstacle         | requested  | desk   | treaty 7  | tell_obstacle        | acknowledge
report_obstacle       | requested  | desk   | treaty 7  |                      | acknowledge tell_obstacle
propose_period        | either     | desk   | treaty 7  |                      |
agree_period          | either     | desk   | treaty 7  |                      |
refuse                | requested  | signs  | treaty 9  | written_refusal      | track
refuse_part           | requested  | signs  | treaty 9  | written_refusal      | acknowledge forward
send_written_refusal  | requested  | signs  | treaty 9  |                      | written_refusal
note_executed         | requested  | desk   | treaty 7  | tell_result          | acknowledge
report_partial        | requested  | desk   | treaty 7  |                      | acknowledge tell_result
report_result         | requested  | desk   | treaty 7  |                      | acknowledge forward dispatch execute expected postponed tell_result tell_obstacle
acknowledge_result    | requesting | desk   | treaty 7  |                      | track
withdraw              | requesting | desk   | policy    |                      | track
add                   | requesting | desk   | treaty 6  |                      |
correct               | requesting | desk   | treaty 6  |                      |
link                  | either     | desk   | policy    |                      |
ask_presence          | requesting | desk   | treaty 8  |                      |
answer_presence       | requested  | desk   | treaty 8  |                      | acknowledge
ask_other_use         | requesting | desk   | treaty 10 |                      |
answer_other_use      | requested  | desk   | treaty 10 |                      | acknowledge
propose_costs         | either     | desk   | treaty 12 |                      |
agree_costs           | either     | desk   | treaty 12 |                      |
record_consultation   | either     | desk   | treaty 11 |                      |
register_confirmation | requesting | desk   | treaty 6  | record_confirmation  | confirm
decline_confirmation  | requesting | signs  | treaty 6  |                      | confirm
record_confirmation   | requested  | desk   | policy    |                      | acknowledge record_confirmation
object_confirmation   | requested  | desk   | policy    |                      | acknowledge record_confirmation
answer_objection      | requesting | desk   | policy    | record_confirmation  |
"""  # noqa: E501 - a table is read by its columns
SIGNS = {Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD}
ROLES = {"nobody": set[Role](), "signs": SIGNS, "desk": SIGNS | {Role.DUTY_OFFICER}}
TRACK = {
    Kind.TRANSMIT,
    Kind.ACKNOWLEDGE,
    Kind.FORWARD,
    Kind.DISPATCH,
    Kind.EXECUTE,
    Kind.EXPECTED,
    Kind.POSTPONED,
    Kind.TELL_RESULT,
    Kind.TELL_OBSTACLE,
    Kind.ANSWER_DETAILS,
    Kind.ANSWER_CONDITIONS,
}
OWED_BY_REQUESTING = {Kind.CONFIRM, Kind.ANSWER_DETAILS, Kind.ANSWER_CONDITIONS}
OF_REQUESTS = set(Kind) - {Kind.CONSENT, Kind.RELAY_NOTICE, Kind.RECEIPT}


def rule(text: str) -> Rule:
    source, *article = text.split()
    by_source = {"treaty": treaty, "reading": reading}
    return by_source[source](int(article[0])) if article else POLICY


def kinds(text: str) -> set[Kind]:
    named = text.split()
    track = TRACK if "track" in named else set[Kind]()
    return track | {Kind(each) for each in named if each != "track"}


ROW_OF = {
    Move(row[0]): row[1:]
    for row in ([cell.strip() for cell in line.split("|")] for line in ROWS.strip().splitlines())
}


def test_each_move_stands_in_the_table_once() -> None:
    assert set(ROW_OF) == set(MOVES) == set(Move)
    assert len(ROWS.strip().splitlines()) == len(Move)


@pytest.mark.parametrize("move", Move)
def test_each_move_is_whose_the_table_says_by_its_rule(move: Move) -> None:
    whose, roles, article, opens, discharges = ROW_OF[move]

    row = MOVES[move]

    assert row.by == Side(whose)
    assert row.roles == ROLES[roles]
    assert row.rule == rule(article)
    plain, _, again = opens.partition("again")
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
    written_refusal_comes_after_a_refusal = move is Move.SEND_WRITTEN_REFUSAL

    stops = Kind.ACKNOWLEDGE in MOVES[move].discharges

    assert stops is not written_refusal_comes_after_a_refusal


@dataclass(frozen=True)
class Situation:
    """Where a request is, and what is owed on it."""

    request: Request
    owed: frozenset[Kind]

    def after(self, move: Move, *, named: bool = False) -> "Situation":
        row = MOVES[move]
        opened = set(row.opens)
        if Kind.POSTPONED in self.owed & set(row.discharges):
            opened |= set(row.expects if named and row.expects else row.reopens)
        return Situation(situated(self.request, move), self.owed - set(row.discharges) | opened)


def situated(before: Request, move: Move) -> Request:
    """Return the request after the move with its states only, so that situations compare equal."""
    after = before.moved(move, by=officer(), now=LONG_AGO)
    return request(execution=after.execution, form=after.form)


@pytest.fixture(scope="module")
def situations() -> dict[Situation, tuple[Move, ...]]:
    """Return every situation that can come about, with what is possible in it."""
    found: dict[Situation, tuple[Move, ...]] = {}
    ahead = [Situation(request(), frozenset({Kind.TRANSMIT}))]
    while ahead:
        situation = ahead.pop()
        if situation not in found:
            found[situation] = situation.request.possible()
            ahead.extend(situation.after(move) for move in found[situation])
            ahead.extend(situation.after(move, named=True) for move in found[situation])
    return found


def dischargers(kind: Kind, possible: tuple[Move, ...]) -> Iterator[Move]:
    side = Side.REQUESTING if kind in OWED_BY_REQUESTING else Side.REQUESTED
    sides = {Side.PRODUCT, Side.REQUESTING} if kind is Kind.TRANSMIT else {side}
    return (move for move in possible if MOVES[move].by in sides and kind in MOVES[move].discharges)


def test_every_state_of_both_tracks_can_come_about(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    assert {each.request.execution for each in situations} == set(Execution)
    assert {each.request.form for each in situations} == set(Form)
    assert set().union(*(each.owed for each in situations)) == OF_REQUESTS


def test_whatever_is_owed_can_be_discharged_by_its_debtor_at_once(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    vain = {
        (kind, situation.request.execution, situation.request.form)
        for situation, possible in situations.items()
        for kind in situation.owed
        if next(dischargers(kind, possible), None) is None
    }

    assert vain == set()


def test_what_has_ended_owes_only_the_form_and_the_written_refusal(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    ended = [each for each in situations if each.request.execution in ENDED]

    owed = set().union(*(each.owed for each in ended))

    assert owed == {Kind.CONFIRM, Kind.RECORD_CONFIRMATION, Kind.WRITTEN_REFUSAL}


EXECUTING = {
    Execution.TRANSMITTED: {Kind.EXECUTE},
    Execution.ACKNOWLEDGED: {Kind.EXECUTE},
    Execution.IN_EXECUTION: {Kind.EXECUTE, Kind.EXPECTED},
    Execution.FORWARDED: {Kind.EXECUTE, Kind.EXPECTED},
    Execution.POSTPONED: {Kind.POSTPONED},
}


def test_whoever_holds_a_request_owes_its_execution_once_and_while_postponed_only_an_answer(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    for situation in situations:
        owed = situation.owed & {Kind.EXECUTE, Kind.EXPECTED, Kind.POSTPONED}
        may_owe = EXECUTING.get(situation.request.execution, set())
        assert len(owed) == bool(may_owe), situation
        assert owed <= may_owe, situation


def test_the_confirmation_is_owed_exactly_while_the_form_awaits_it(
    situations: dict[Situation, tuple[Move, ...]],
) -> None:
    for situation in situations:
        request = situation.request
        awaits = request.form is Form.AWAITING and request.execution is not Execution.MISADDRESSED
        assert (Kind.CONFIRM in situation.owed) is awaits


def test_a_withdrawal_leaves_the_confirmation_owed() -> None:
    transmitted = Situation(request(), frozenset({Kind.TRANSMIT})).after(Move.TRANSMIT)

    withdrawn = transmitted.after(Move.WITHDRAW)

    assert transmitted.owed == {Kind.ACKNOWLEDGE, Kind.CONFIRM, Kind.FORWARD, Kind.EXECUTE}
    assert withdrawn.owed == {Kind.CONFIRM}
    assert withdrawn.after(Move.REGISTER_CONFIRMATION).owed == {Kind.RECORD_CONFIRMATION}


def test_an_objection_moves_nothing_but_asks_for_an_answer() -> None:
    objected = (
        Situation(request(execution=Execution.IN_EXECUTION, form=Form.AWAITING), frozenset())
        .after(Move.REGISTER_CONFIRMATION)
        .after(Move.OBJECT_CONFIRMATION)
    )

    assert objected.owed == frozenset()
    assert objected.after(Move.ANSWER_OBJECTION).owed == {Kind.RECORD_CONFIRMATION}
