"""Numbers as people type them, moments that never go back, and who had it first. Art. 6, 7."""

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.moves import ENDED, MOVES, Execution, Form, Move, Side
from protocol.obligation import About, Subject
from protocol.parties import Party
from protocol.request import Number, PartialNumber, number
from tests.protocol.samples import CONTENT, moment, officer, request

KZ, BY, RU = Party.KAZAKHSTAN, Party.BELARUS, Party.RUSSIA
LOOKS_LIKE = {"A": "А", "B": "В", "K": "К", "M": "М", "T": "Т", "Y": "У"}
SEPARATORS = ("-", "–", "—", "‐", "‑", "−", "-", " ", " - ", "/", "\u00a0", "\u00ad", "֊")
T0 = moment("2026-03-06 22:15 +05:00")

numbers = st.builds(
    Number,
    requesting=st.sampled_from(Party),
    requested=st.sampled_from(Party),
    year=st.integers(2000, 2099),
    running=st.integers(1, 999_999),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KZ-BY-2026-7", PartialNumber(7, KZ, BY, 2026)),
        ("7", PartialNumber(7)),
        ("KZ-7", PartialNumber(7, KZ)),
        ("KZ-BY-7", PartialNumber(7, KZ, BY)),
        ("2026-7", PartialNumber(7, year=2026)),
        ("KZ-2026-7", PartialNumber(7, KZ, year=2026)),
        ("kz-by-2026-7", PartialNumber(7, KZ, BY, 2026)),
        ("  KZ–BY—2026−7 ", PartialNumber(7, KZ, BY, 2026)),
        ("KZ BY 2026 7", PartialNumber(7, KZ, BY, 2026)),
        ("КZ-ВУ-2026-7", PartialNumber(7, KZ, BY, 2026)),
        ("№7", PartialNumber(7)),
        ("# KZ-7", PartialNumber(7, KZ)),
        ("007", PartialNumber(7)),
        ("2026", PartialNumber(2026)),
        ("", None),
        ("-", None),
        ("KZ", None),
        ("KZ-BY-2026", PartialNumber(2026, KZ, BY)),
        ("KZ-", None),
        ("7-KZ", None),
        ("KZ-BY-2026-", PartialNumber(2026, KZ, BY)),
        ("KZ-BY-2026-7-1", None),
        ("US-BY-2026-7", None),
        ("KZ-UZ-7", None),
        ("UZ-7", None),
        ("KZB-7", None),
        ("1999-7", None),
        ("KZ-BY-2026-x", None),
        ("7.5", None),
        ("-7", PartialNumber(7)),
        ("1234567", None),
        ("семь", None),
        ("KZ-BY-2026-7; DROP TABLE requests", None),
        ("\u200b", None),
    ],
)
def test_a_number_typed_is_read_as(typed: str, meant: PartialNumber | None) -> None:
    assert number(typed) == meant


@given(numbers)
def test_a_number_is_read_as_it_was_written(whole: Number) -> None:
    assert number(str(whole)) == PartialNumber(
        whole.running, whole.requesting, whole.requested, whole.year
    )


@given(st.data(), numbers)
def test_any_part_in_any_spelling_fits_the_number_it_was_taken_from(
    data: st.DataObject, whole: Number
) -> None:
    first, second, year, running = str(whole).split("-")
    parties = data.draw(st.sampled_from([[], [first], [first, second]]))
    years = data.draw(st.sampled_from([[], [year]]))
    written = data.draw(st.sampled_from(SEPARATORS)).join([*parties, *years, running])
    letters = st.sampled_from([str.upper, str.lower])
    disguised = "".join(
        data.draw(letters)(LOOKS_LIKE.get(char, char) if data.draw(st.booleans()) else char)
        for char in written
    )

    found = number(disguised)

    assert found is not None
    assert found.fits(whole)


@given(numbers, numbers)
def test_a_whole_number_fits_no_other(one: Number, other: Number) -> None:
    found = number(str(one))

    assert found is not None
    assert found.fits(other) is (one == other)


@given(st.text(max_size=30))
def test_garbage_is_no_number_but_never_an_error(text: str) -> None:
    found = number(text)

    assert found is None or found.running >= 0


def test_every_dash_that_a_keyboard_of_ours_writes_separates() -> None:
    dashes = [chr(code) for code in range(0x2010, 0x2016)] + [
        "-",
        "\u2212",
        "\ufe63",
        "\uff0d",
        "֊",
    ]

    for dash in dashes:
        assert number(f"KZ{dash}7") == PartialNumber(7, KZ), unicodedata.name(dash)


def test_the_same_running_number_of_other_people_is_told_apart() -> None:
    ours, theirs = Number(KZ, BY, 2026, 7), Number(RU, BY, 2026, 7)

    assert [each for each in (ours, theirs) if PartialNumber(7).fits(each)] == [ours, theirs]
    assert [each for each in (ours, theirs) if PartialNumber(7, KZ).fits(each)] == [ours]
    assert not PartialNumber(7, KZ, year=2025).fits(ours)
    assert not PartialNumber(7, KZ, RU).fits(ours)
    assert not PartialNumber(8).fits(ours)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(-5000, 5000)), max_size=15))
def test_moments_never_go_back(acts: list[tuple[int, int]]) -> None:
    now = request(created_at=T0)
    actor = officer(authority="by")

    for choice, minutes in acts:
        possible = now.possible()
        if not possible:
            break
        move = possible[choice % len(possible)]
        after = now.moved(move, by=actor, now=T0 + timedelta(minutes=minutes))

        assert after.last_moment is not None
        assert after.last_moment >= max(now.last_moment or T0, T0 + timedelta(minutes=minutes))
        for name in ("transmitted_at", "acknowledged_at", "acknowledged_by", "registered_at"):
            kept = getattr(now, name)
            assert kept is None or getattr(after, name) == kept
        for at in (after.transmitted_at, after.acknowledged_at, after.executed_at, after.formed_at):
            assert at is None or T0 <= at <= after.last_moment
        now = after


FIRST_ACTS = [
    (move, form)
    for move in Move
    for form in (Form.AWAITING, Form.CONFIRMED)
    if MOVES[move].by is Side.REQUESTED
    and request(execution=Execution.TRANSMITTED, form=form).can(move)
]


def test_the_first_acts_are_those_of_the_rules() -> None:
    assert {move for move, _ in FIRST_ACTS} == {
        Move.REPORT_PROGRESS,
        Move.LIMIT_USE,
        Move.ACKNOWLEDGE,
        Move.ACCEPT,
        Move.FORWARD,
        Move.FORWARD_OUTSIDE,
        Move.FORWARD_PART,
        Move.FORWARD_PART_OUTSIDE,
        Move.ASK_DETAILS,
        Move.PROPOSE_CONDITIONS,
        Move.REPORT_OBSTACLE,
        Move.REPORT_PARTIAL,
        Move.REPORT_RESULT,
        Move.ANSWER_PRESENCE,
        Move.POSTPONE,
        Move.RECEIVED_IN_ERROR,
        Move.REFUSE,
        Move.REFUSE_PART,
        Move.ANSWER_OTHER_USE,
        Move.RECORD_CONFIRMATION,
        Move.OBJECT_CONFIRMATION,
        Move.READ_CORRECTION,
        Move.REPORT_PROGRESS,
        Move.LIMIT_USE,
    }


@pytest.mark.parametrize(("move", "form"), FIRST_ACTS)
def test_whichever_requested_act_comes_first_has_acknowledged(move: Move, form: Form) -> None:
    transmitted = replace(
        request(execution=Execution.TRANSMITTED, created_at=T0), form=form, transmitted_at=T0
    )
    later = T0 + timedelta(minutes=7)

    first = transmitted.moved(move, by=officer(authority="by", id="first"), now=later)

    assert (first.acknowledged_by, first.acknowledged_at) == ("first", later)
    assert first.transmitted_at == T0
    if first.can(Move.RECORD_CONFIRMATION):
        second = first.moved(
            Move.RECORD_CONFIRMATION, by=officer(authority="by", id="second"), now=later
        )
        assert second.acknowledged_by == "first"


@pytest.mark.parametrize("move", [Move.ADD, Move.CORRECT, Move.LINK, Move.WITHDRAW])
def test_what_the_requesting_side_does_acknowledges_nothing(move: Move) -> None:
    transmitted = request(execution=Execution.TRANSMITTED, form=Form.AWAITING)

    assert transmitted.moved(move, by=officer(), now=T0).acknowledged_by is None


def test_a_transmission_sets_the_clocks_and_names_nobody() -> None:
    sent = request(created_at=T0)

    transmitted = sent.moved(Move.TRANSMIT, by=None, now=T0 + timedelta(seconds=4))

    assert transmitted.transmitted_at == T0 + timedelta(seconds=4)
    assert (transmitted.execution, transmitted.form) == (Execution.TRANSMITTED, Form.AWAITING)
    assert transmitted.executed_by is None
    assert transmitted.acknowledged_at is None


def test_each_reading_of_received_is_kept() -> None:
    theirs = officer(authority="by")
    moved = request(created_at=T0)

    for hours, move in enumerate(
        (Move.TRANSMIT, Move.ACKNOWLEDGE, Move.REGISTER_CONFIRMATION, Move.RECORD_CONFIRMATION)
    ):
        moved = moved.moved(move, by=theirs, now=T0 + timedelta(hours=hours))

    readings = (moved.transmitted_at, moved.acknowledged_at, moved.registered_at)
    assert readings == (T0, T0 + timedelta(hours=1), T0 + timedelta(hours=3))


def test_what_only_keeps_the_state_leaves_who_brought_it_there() -> None:
    accepted = request(execution=Execution.ACKNOWLEDGED).moved(
        Move.ACCEPT, by=officer(id="accepted"), now=T0
    )

    asked = accepted.moved(Move.ASK_DETAILS, by=officer(id="asked"), now=T0 + timedelta(hours=1))

    assert (asked.executed_by, asked.executed_at) == ("accepted", T0)
    assert asked.last_moment == T0 + timedelta(hours=1)


@pytest.mark.parametrize("execution", Execution)
def test_a_request_knows_its_subject_and_whether_it_has_ended(execution: Execution) -> None:
    one = request(execution=execution)

    assert one.subject == Subject(About.REQUEST, "r1")
    assert one.is_ended is (execution in ENDED)


def test_the_texts_of_a_request_are_all_that_a_person_wrote() -> None:
    written = replace(CONTENT, urgent_until="до полуночи", other="тел. 102")

    texts = written.texts()

    assert len(texts) == 9
    assert texts[-2:] == ("до полуночи", "тел. 102")
    assert CONTENT.ground not in texts
    assert all(texts)
