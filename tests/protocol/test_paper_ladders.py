"""Every moment at which something owed is spoken of, against a ladder on paper, hour by hour."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product

import pytest

from protocol.obligation import Kind, Obligation
from protocol.obligations import Opening, due
from protocol.policy import DEFAULT
from protocol.reminders import steps
from tests.protocol import paper_clocks as paper
from tests.protocol import paper_ladders as ladders
from tests.protocol.paper_clocks import HOUR, ZONES
from tests.protocol.paper_ladders import LADDERS, MANY, Owed
from tests.protocol.samples import SUBJECT
from tests.protocol.test_paper_clocks import HOLIDAYS, YEARS, hours, sampled

# For how long after its opening the moment lies that somebody names: minutes, hours, days, weeks.
NAMED = (
    *(timedelta(minutes=45), 2 * HOUR, 7 * HOUR, 11 * HOUR, 26 * HOUR, 40 * HOUR, 63 * HOUR),
    *(timedelta(days=6, hours=5), timedelta(days=19, minutes=17), timedelta(days=47)),
)
# A zone has more hours in the sample: those of the next one go on with other moments.
APART = 124
MAY_BE_NAMED = {
    *(Kind.ANSWER_DETAILS, Kind.ANSWER_CONDITIONS, Kind.ANSWER_COUNTER, Kind.ANSWER_BREACH),
    *(Kind.ANSWER_PERIOD, Kind.NAMED_PERIOD, Kind.CHANGE_REGISTER, Kind.SETTLEMENT),
    *(Kind.AGREED_PERIOD, Kind.AGREED_MOMENT, Kind.EXPECTED, Kind.POSTPONED),
}
# One of those that are written alike: in each hour of two years it speaks for the others.
ALIKE = {
    Kind.ANSWER_MISDIRECTED: Kind.ACKNOWLEDGE,
    Kind.CORRECTION_READ: Kind.ACKNOWLEDGE,
    Kind.ANSWER_HOLD: Kind.ACKNOWLEDGE,
    Kind.CONFIRM_ADDITION: Kind.CONFIRM,
    Kind.ANSWER_CONDITIONS: Kind.ANSWER_DETAILS,
    Kind.ANSWER_COUNTER: Kind.ANSWER_DETAILS,
    Kind.ANSWER_BREACH: Kind.ANSWER_DETAILS,
    Kind.ANSWER_PERIOD: Kind.ANSWER_DETAILS,
    Kind.EXPECTED: Kind.AGREED_MOMENT,
    Kind.WRITTEN_REFUSAL: Kind.RECORD_CONFIRMATION,
    Kind.ANSWER_OBJECTION: Kind.RECORD_CONFIRMATION,
}


def check(kind: Kind, at: datetime, zone: str, named: timedelta | None = None) -> None:
    """Check the ladder of what opens then in a zone, and what is left of it after a step."""
    opened = at.replace(tzinfo=UTC)
    asked_by = opened + named if named is not None and kind in MAY_BE_NAMED else None
    until = due(kind, Opening(opened, zone, zone, DEFAULT, HOLIDAYS, asked_by))
    owed = Obligation("o1", kind, SUBJECT, "kz", zone, opened, until)
    second = until.second_at and until.second_at.replace(tzinfo=None)
    on_paper = Owed(kind, at, until.at.replace(tzinfo=None), zone, second, HOLIDAYS)

    found = islice(steps(owed, DEFAULT, HOLIDAYS), MANY)

    said = [(each.at.replace(tzinfo=None), each.in_message) for each in found]
    assert said == ladders.steps(on_paper), (kind, zone, at, named)


def cases(zone: str, year: int) -> Iterator[tuple[Kind, datetime, timedelta | None]]:
    """Yield one kind after the other, each time round with the next named moment."""
    kinds, named = tuple(Kind), (None, *NAMED)
    for number, at in enumerate(sampled(zone, year), list(ZONES).index(zone) * APART):
        turn, place = divmod(number, len(kinds))
        yield kinds[place], at, named[turn % len(named)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_each_ladder_at_some_hours_of_the_year(year: int, zone: str) -> None:
    for kind, at, named in cases(zone, year):
        check(kind, at, zone, named)


@pytest.mark.soak
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in ALIKE])
@pytest.mark.parametrize("zone", ZONES)
def test_each_ladder_at_every_hour_of_two_years(zone: str, kind: Kind) -> None:
    for year in YEARS:
        for number, at in enumerate(hours(year)):
            check(kind, at, zone)
            if kind in MAY_BE_NAMED:
                check(kind, at, zone, NAMED[number % len(NAMED)])


def test_the_sample_has_every_kind_in_every_zone_and_every_named_moment() -> None:
    taken = [each for zone in ZONES for year in YEARS for each in cases(zone, year)]

    assert {kind for kind, _, _ in taken} == set(Kind) == set(LADDERS)
    assert {(kind, named) for kind, _, named in taken} == set(product(Kind, (None, *NAMED)))
    assert all({kind for kind, _, _ in cases(zone, 2026)} == set(Kind) for zone in ZONES)


def test_those_that_are_written_alike_are_one_ladder_on_paper() -> None:
    for kind, other in ALIKE.items():
        assert LADDERS[kind] is LADDERS[other]
        for group in (ladders.LIMITS, ladders.AT_ANY_HOUR, ladders.UNLESS_IT_WAITS, MAY_BE_NAMED):
            assert (kind in group) is (other in group), kind


def test_paper_knows_a_day_off_and_the_night() -> None:
    """By hand, in Almaty: the 28th of November 2026 is a Saturday."""
    opened = paper.when(date(2026, 11, 28), ladders.AFTERNOON, "Asia/Almaty")
    owed = Owed(Kind.ANSWER_DETAILS, opened, opened + 24 * HOUR, "Asia/Almaty")

    assert [f"{paper.shown(at, owed.zone):%d.%m %H:%M}" for at, _ in ladders.steps(owed)[:5]] == [
        "28.11 20:00",
        "29.11 12:00",
        "29.11 16:00",
        "30.11 09:00",
        "01.12 09:00",
    ]
