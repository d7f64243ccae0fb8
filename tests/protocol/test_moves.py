"""Both tracks walked wholly: each state, each move, against a matrix by hand. Art. 6-12."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from protocol.articles import POLICY
from protocol.moves import ENDED, EXECUTION, FORM, MOVES, Execution, Form, Move
from protocol.request import Request
from tests.protocol.moves_by_hand import (
    EXECUTES,
    EXECUTIONS,
    FORMS_AFTER,
    WHOSE,
)
from tests.protocol.samples import moment, officer, refusal, request

# Both tracks, or neither.
BRINGING = (Move.TRANSMIT, Move.RECEIVE_ON_PAPER)
ACTOR = officer(id="actor")
MADE_AT = moment("2026-03-06 22:15 +05:00")
NOW = MADE_AT + timedelta(hours=1)
BEFORE = replace(
    request(created_at=MADE_AT),
    last_moment=MADE_AT,
    acknowledged_at=MADE_AT,
    acknowledged_by="first",
    executed_by="executor",
    executed_at=MADE_AT + timedelta(minutes=1),
    formed_by="former",
    formed_at=MADE_AT + timedelta(minutes=2),
)


def in_states(execution: Execution, form: Form) -> Request:
    return replace(BEFORE, execution=execution, form=form)


def expected(before: Request, move: Move) -> Request | None:
    """Return the request after the move as the matrices have it, None where it is forbidden."""
    execution = EXECUTES.get((before.execution, move))
    form = FORMS_AFTER.get((before.form, move))
    if (execution is None and form is None) or (move in BRINGING and not (execution and form)):
        return None
    after = replace(before, last_moment=NOW)
    if execution is not None and execution is not before.execution:
        after = replace(after, execution=execution, executed_by="actor", executed_at=NOW)
    if form is not None:
        after = replace(after, form=form)
    if form is not None and move is not Move.NAME_SIGNER:  # it brings the letter nowhere yet
        after = replace(after, formed_by="actor", formed_at=NOW)
    if before.execution is Execution.TRANSMITTED and WHOSE[move][0] == "requested":
        if after.execution is Execution.TRANSMITTED:  # what is done about the letter
            after = replace(after, execution=Execution.ACKNOWLEDGED)
        after = replace(after, executed_by="actor", executed_at=NOW)
    if move is Move.TAKE_OVER:
        after = replace(after, requested=ACTOR.authority, former=(before.requested,))
    if move in BRINGING:
        after = replace(after, transmitted_at=NOW)  # received, reading A
    if move is Move.RECORD_CONFIRMATION:
        after = replace(after, registered_at=NOW)  # received, reading C
    return after


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("execution", Execution)
def test_every_move_in_every_state_does_what_the_matrix_says(
    execution: Execution, form: Form
) -> None:
    before = in_states(execution, form)

    for move in Move:
        after = expected(before, move)
        assert before.can(move) is (after is not None), move
        if after is not None:
            assert before.moved(move, by=ACTOR, now=NOW) == after, move

    assert before.possible() == tuple(move for move in Move if expected(before, move))


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("execution", Execution)
def test_a_forbidden_move_names_the_state_who_when_and_the_rule(
    execution: Execution, form: Form
) -> None:
    before = in_states(execution, form)
    of_form = {move for _, move in FORMS_AFTER} - {move for _, move in EXECUTES}

    for move in Move:
        if expected(before, move) is not None:
            continue
        refused = refusal(partial(before.moved, move, by=ACTOR, now=NOW))
        who, at, state = (
            ("former", before.formed_at, f"form-{form}")
            if move in of_form
            else ("executor", before.executed_at, f"execution-{execution}")
        )
        assert refused.why == "refused-move"
        assert refused.rule == POLICY
        assert refused.instead == "instead-possible"
        told = {"deed": move, "request": "r1", "state": state}
        assert refused.facts == {**told, "officer": who, "at": at}

    assert before == in_states(execution, form)


@pytest.mark.parametrize("move", [move for move in Move if WHOSE[move][0] == "requested"])
def test_whatever_the_requested_side_does_first_it_has_the_request(move: Move) -> None:
    ahead = in_states(Execution.TRANSMITTED, Form.AWAITING)
    form = next((form for form in Form if (form, move) in FORMS_AFTER), Form.AWAITING)
    before = replace(ahead, form=form, acknowledged_at=None, acknowledged_by=None)
    # Each of these answers what comes later: a taking over, a postponement, a refusal.
    later = {Move.DISPATCH, Move.TAKE_OVER, Move.RESUME, Move.SEND_WRITTEN_REFUSAL}
    later |= {Move.WORK_ON, Move.REPORT_BREACH, Move.SIGN_RESULT, Move.UNREFUSE_PART}
    later |= {Move.RECEIVE_ON_PAPER}  # it brings the request
    later |= {Move.UNREFUSE, Move.CORRECT_RESULT, Move.INSIST_RESULT}

    assert before.can(move) is (move not in later)
    if before.can(move):
        after = before.moved(move, by=ACTOR, now=NOW)
        assert (after.acknowledged_by, after.acknowledged_at) == ("actor", NOW)
        assert after.execution is not Execution.TRANSMITTED


def test_where_nobody_has_acted_yet_nobody_is_named() -> None:
    refused = refusal(lambda: request().moved(Move.ACCEPT, by=ACTOR, now=NOW))

    assert refused.why == "refused-move-yet"
    assert refused.facts == {
        "deed": Move.ACCEPT,
        "request": "r1",
        "state": "execution-transmitting",
    }


def test_each_move_has_a_row_and_stands_in_a_table() -> None:
    standing = {move for table in (*EXECUTION.values(), *FORM.values()) for move in table}

    assert set(MOVES) == set(Move) == standing
    assert set(EXECUTION) == set(Execution)
    assert set(FORM) == set(Form)


def test_no_state_is_a_dead_end_but_the_ended_ones() -> None:
    leaves = {state for (state, _), after in EXECUTES.items() if after is not state}

    assert set(Execution) - leaves <= ENDED
    assert {EXECUTIONS[each] for each in ("rf", "md", "wd", "cl", "un")} == ENDED
    # What came signed on paper waits for no letter.
    assert {state for state, _ in FORMS_AFTER} == set(Form) - {Form.ON_PAPER}


@pytest.mark.parametrize("start", [state for state in Execution if state not in ENDED])
def test_from_every_other_state_an_end_is_reached(start: Execution) -> None:
    reached = {start}
    while True:
        further = {after for (state, _), after in EXECUTES.items() if state in reached} - reached
        if not further:
            break
        reached |= further

    assert reached & ENDED


def test_a_withdrawn_request_is_not_transmitted_by_a_message_that_arrives_late() -> None:
    withdrawn = request().moved(Move.WITHDRAW, by=ACTOR, now=NOW)

    refused = refusal(lambda: withdrawn.moved(Move.TRANSMIT, by=None, now=NOW))

    assert refused.facts["state"] == "execution-withdrawn"
    assert refused.facts["officer"] == "actor"


def test_the_second_of_two_at_once_is_told_who_was_first_and_when() -> None:
    transmitted = in_states(Execution.TRANSMITTED, Form.AWAITING)
    first = transmitted.moved(Move.ACCEPT, by=officer(id="first"), now=NOW)

    refused = refusal(lambda: first.moved(Move.ACCEPT, by=officer(id="second"), now=NOW))

    assert (refused.facts["officer"], refused.facts["at"]) == ("first", NOW)


def test_a_late_confirmation_is_accepted_in_every_state_of_the_execution() -> None:
    for execution in Execution:
        overdue = in_states(execution, Form.AWAITING)

        late = overdue.moved(Move.REGISTER_CONFIRMATION, by=ACTOR, now=NOW + timedelta(days=30))

        assert (late.form, late.execution) == (Form.CONFIRMED, execution)
