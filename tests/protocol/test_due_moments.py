"""No move sets another due moment for what is owed already, but those of the table. Art. 6, 7."""

from collections.abc import Iterator
from itertools import product

import pytest

from protocol.moves import CLOSED_OUT, MOVES, Execution, Form, Move, watches_silence
from protocol.obligation import Kind
from tests.builders import LONG_AGO
from tests.protocol.moves_by_hand import REDATED, WHOSE
from tests.protocol.obligations_by_hand import BY_HAND
from tests.protocol.samples import officer, request

OF_REQUESTS = {kind for kind, hand in BY_HAND.items() if hand.ended_with != "apart"}
OF_REQUESTS |= {Kind.CONFIRM_ADDITION, Kind.ANSWER_MISDIRECTED}
# What is owed of the execution: whatever of it is owed instead has the due moment of it.
EXECUTION = {Kind.EXECUTE, Kind.EXPECTED, Kind.POSTPONED, Kind.AGREED_PERIOD, Kind.AGREED_MOMENT}
# How much it is owed at most: in what is closed to the requested side nothing but its answer.
OWED = {each: OF_REQUESTS for each in Execution if each not in CLOSED_OUT} | {
    Execution.MISADDRESSED: {Kind.ANSWER_MISDIRECTED},
    Execution.MISDIRECTED: set[Kind](),
}


def redated(move: Move, after: Execution, owed: set[Kind]) -> Iterator[tuple[Move, str]]:
    """Yield for what of all that is owed a move sets another due moment."""
    row = MOVES[move]
    opens = {*row.opens, *row.acknowledging, *row.expects}
    opens |= {Kind.SILENCE} if watches_silence(after, row) else set()
    for kind in owed & set(row.discharges) & opens - EXECUTION:
        yield move, kind
    if EXECUTION & owed & set(row.discharges) and EXECUTION & opens:
        yield move, "execution"


@pytest.fixture(scope="module")
def found() -> set[tuple[Move, str]]:
    """Every due moment that any move sets anew, in any state of both tracks."""
    moved = set()
    for execution, form in product(Execution, Form):
        before = request(execution=execution, form=form)
        for move in before.possible():
            after = before.moved(move, by=officer(), now=LONG_AGO).execution
            moved |= set(redated(move, after, OWED[execution]))
    return moved


def test_no_move_sets_another_due_moment_but_those_of_the_table(
    found: set[tuple[Move, str]],
) -> None:
    of_product = {(move, what) for move, what in found if what == Kind.SILENCE}

    assert found - of_product == REDATED
    assert {WHOSE[move][0] for move, _ in of_product} == {"requested", "receiving"}


def test_none_ever_moves_a_limit_of_the_treaty_but_by_agreement_or_postponement() -> None:
    letters = {Kind.CONFIRM, Kind.CONFIRM_ADDITION, Kind.FORWARD}

    assert not {what for _, what in REDATED} & letters
    execution = {move for move, what in REDATED if what == "execution"}
    assert execution == {Move.POSTPONE, Move.RESUME, Move.AGREE_PERIOD, Move.AGREE_MOMENT}
