"""What time it is where clocks disagree: a table of cases, and what holds for all of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock.reckoning import APART, AWAY, OPERATOR, STEADY, Judged, Reckoned, Standing, judge

NOW = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
DAYS, HOURS = timedelta(days=5), timedelta(hours=5)
SECOND = timedelta(seconds=1)
ZERO = timedelta()
RIGHT, BEHIND, AHEAD = Standing.RIGHT, Standing.BEHIND, Standing.AHEAD
EXACT, SINCE = True, False


def judged(
    wall: timedelta, others: Mapping[str, timedelta], reckoned: tuple[timedelta, bool] | None
) -> Judged:
    """Judge clocks that are so far ahead of NOW."""
    went_by = Reckoned(NOW + reckoned[0], reckoned[1]) if reckoned else None
    return judge(NOW + wall, {name: NOW + by for name, by in others.items()}, went_by)


# The wall clock, the others, the reckoning; then the time, the wall clock's standing, is it known.
Case = tuple[
    timedelta, dict[str, timedelta], tuple[timedelta, bool] | None, timedelta, Standing, bool
]
CASES: dict[str, Case] = {
    # Nothing was ever written, and nobody else is heard.
    "the wall clock alone": (ZERO, {}, None, ZERO, RIGHT, True),
    "alone, and a server says otherwise": (ZERO, {"telegram": DAYS}, None, ZERO, RIGHT, True),
    "alone, and two say otherwise": (
        -DAYS,
        {"telegram": ZERO, "matrix": SECOND},
        None,
        ZERO,
        BEHIND,
        True,
    ),
    # A running process.
    "goes with the steady clock": (APART, {}, (ZERO, EXACT), APART, RIGHT, True),
    "stepped a minute and more": (APART + SECOND, {}, (ZERO, EXACT), ZERO, AHEAD, True),
    "stepped back": (-APART - SECOND, {}, (ZERO, EXACT), ZERO, BEHIND, True),
    "stepped five days ahead": (DAYS, {}, (ZERO, EXACT), ZERO, AHEAD, True),
    "stepped five days back": (-DAYS, {}, (ZERO, EXACT), ZERO, BEHIND, True),
    "stepped, and a server says so": (DAYS, {"telegram": ZERO}, (ZERO, EXACT), ZERO, AHEAD, True),
    "the machine was halted, a server confirms": (
        HOURS,
        {"telegram": HOURS},
        (ZERO, EXACT),
        HOURS,
        RIGHT,
        True,
    ),
    "it began wrong, was set right, a server confirms": (
        -DAYS,
        {"matrix": -DAYS},
        (ZERO, EXACT),
        -DAYS,
        RIGHT,
        True,
    ),
    "a hostile server alone": (ZERO, {"telegram": DAYS}, (ZERO, EXACT), ZERO, RIGHT, True),
    "a hostile server alone, back": (ZERO, {"telegram": -DAYS}, (ZERO, EXACT), ZERO, RIGHT, True),
    "two against the steady clock and the wall clock": (
        ZERO,
        {"telegram": DAYS, "matrix": DAYS},
        (ZERO, EXACT),
        ZERO,
        RIGHT,
        True,
    ),
    "three against two": (
        ZERO,
        {"telegram": HOURS, "matrix": HOURS, "database": HOURS},
        (ZERO, EXACT),
        HOURS,
        BEHIND,
        True,
    ),
    "all say something else": (
        DAYS,
        {"telegram": HOURS, "matrix": -DAYS},
        (ZERO, EXACT),
        ZERO,
        AHEAD,
        True,
    ),
    "the operator says the wall clock is right": (
        DAYS,
        {OPERATOR: DAYS},
        (ZERO, EXACT),
        DAYS,
        RIGHT,
        True,
    ),
    "the operator against a server and the steady clock": (
        DAYS,
        {OPERATOR: DAYS, "telegram": ZERO},
        (ZERO, EXACT),
        DAYS,
        RIGHT,
        True,
    ),
    "what the operator accepted is gone": (
        ZERO,
        {OPERATOR: DAYS},
        (ZERO, EXACT),
        ZERO,
        RIGHT,
        True,
    ),
    # After a start: only the last thing written is known.
    "started at once": (ZERO, {}, (ZERO, SINCE), ZERO, RIGHT, True),
    "an hour away": (AWAY, {}, (ZERO, SINCE), AWAY, RIGHT, True),
    "more than an hour away, nobody confirms": (
        AWAY + SECOND,
        {},
        (ZERO, SINCE),
        ZERO,
        AHEAD,
        False,
    ),
    "more than an hour away, a server confirms": (
        HOURS,
        {"telegram": HOURS},
        (ZERO, SINCE),
        HOURS,
        RIGHT,
        True,
    ),
    "five days ahead": (DAYS, {}, (ZERO, SINCE), ZERO, AHEAD, False),
    "five days ahead, a server knows better": (
        DAYS,
        {"telegram": SECOND},
        (ZERO, SINCE),
        SECOND,
        AHEAD,
        True,
    ),
    "five days ahead, the operator accepts": (
        DAYS,
        {OPERATOR: DAYS},
        (ZERO, SINCE),
        DAYS,
        RIGHT,
        True,
    ),
    "five days ahead, a server says three": (
        DAYS,
        {"telegram": timedelta(days=3)},
        (ZERO, SINCE),
        ZERO,
        AHEAD,
        False,
    ),
    "a minute behind": (-APART, {}, (ZERO, SINCE), -APART, RIGHT, True),
    "more than a minute behind": (-APART - SECOND, {}, (ZERO, SINCE), ZERO, BEHIND, False),
    "five days behind": (-DAYS, {}, (ZERO, SINCE), ZERO, BEHIND, False),
    "five days behind, a server knows better": (
        -DAYS,
        {"matrix": SECOND},
        (ZERO, SINCE),
        SECOND,
        BEHIND,
        True,
    ),
    "five days behind, a server far ahead": (
        -DAYS,
        {"matrix": HOURS},
        (ZERO, SINCE),
        ZERO,
        BEHIND,
        False,
    ),
    "five days behind, two know better": (
        -DAYS,
        {"matrix": HOURS, "database": HOURS + SECOND},
        (ZERO, SINCE),
        HOURS,
        BEHIND,
        True,
    ),
    "what was written last was ahead, a server confirms the wall clock": (
        -DAYS,
        {"telegram": -DAYS},
        (ZERO, SINCE),
        -DAYS,
        RIGHT,
        True,
    ),
    "a hostile server hides no start": (
        ZERO,
        {"telegram": -DAYS},
        (ZERO, SINCE),
        ZERO,
        RIGHT,
        True,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_time_is_what_the_table_says(case: str) -> None:
    wall, others, reckoned, at, standing, known = CASES[case]

    found = judged(wall, others, reckoned)

    assert (found.now - NOW, found.wall, found.known) == (at, standing, known)
    differing = {name for name, by in others.items() if abs(by - at) > APART and name != OPERATOR}
    assert set(found.apart) == differing | ({"wall"} if abs(wall - at) > APART else set())
    assert found.is_sound is (known and not found.apart)


PLACES = (-DAYS, -2 * APART, -APART, ZERO, APART, 2 * APART, AWAY, AWAY + SECOND, DAYS)


@pytest.mark.parametrize("is_exact", [EXACT, SINCE])
def test_one_clock_alone_never_moves_the_time_back_nor_ahead_by_more_than_an_hour(
    is_exact: bool,
) -> None:
    for wall, telegram, matrix in product((*PLACES,), (None, *PLACES), (None, *PLACES)):
        others = {
            name: by for name, by in (("telegram", telegram), ("matrix", matrix)) if by is not None
        }
        found = judged(wall, others, (ZERO, is_exact))

        shown = [wall, *others.values(), *([ZERO] if is_exact else [])]
        moved = found.now - NOW
        agree = sum(abs(by - moved) <= APART for by in shown)
        assert agree >= 2 or -APART <= moved <= (APART if is_exact else AWAY), (wall, others)
        if not found.known:
            assert moved == ZERO
        if is_exact:
            assert found.known


BY = st.integers(-6 * 24 * 3600, 6 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))
OTHERS = st.dictionaries(st.sampled_from(["database", "telegram", "matrix"]), BY)
WENT_BY = st.none() | st.tuples(BY, st.booleans())


@given(wall=BY, others=OTHERS, reckoned=WENT_BY, later=BY)
def test_a_judgement_is_about_differences_and_names_everybody_who_shows_another_time(
    wall: timedelta,
    others: dict[str, timedelta],
    reckoned: tuple[timedelta, bool] | None,
    later: timedelta,
) -> None:
    found = judged(wall, others, reckoned)
    moved = judged(
        wall + later,
        {name: by + later for name, by in others.items()},
        reckoned and (reckoned[0] + later, reckoned[1]),
    )

    assert moved == Judged(found.now + later, found.wall, found.known, found.apart, found.agreed)
    shown = {"wall": wall, **others}
    assert set(found.apart) == {
        name for name, by in shown.items() if abs(NOW + by - found.now) > APART
    }
    assert found.wall is (
        RIGHT if "wall" not in found.apart else AHEAD if NOW + wall > found.now else BEHIND
    )
    assert len(found.agreed) != 1
    assert {*found.agreed} <= {*shown, STEADY}
