"""When an authority may have its next message, against clocks and calendars on paper."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

import pytest

from handlers.record.begun import next_digest
from handlers.record.calendars import next_morning
from protocol.parties import Authority, Party
from protocol.policy import DEFAULT
from tests.builders import ALWAYS
from tests.protocol import paper_clocks as paper
from tests.protocol.paper_clocks import DAY, ZONES
from tests.protocol.test_paper_clocks import HOLIDAYS, YEARS, hours, sampled


def check(zone: str, moments: Iterable[datetime]) -> None:
    """Check the next 09:00, and the next message: 16:00 too where days off follow a working day."""
    authority = Authority("by", Party.BELARUS, "", "", zone, ALWAYS, holidays=HOLIDAYS)
    for at in moments:
        today = paper.shown(at, zone).date()
        mornings = [paper.when(day, time(9), zone) for day in (today, today + DAY)]
        messages = list(mornings)
        for day in (today, today + DAY):
            if [paper.is_working(each, HOLIDAYS) for each in (day, day + DAY)] == [True, False]:
                messages.append(paper.when(day, time(16), zone))
        aware = at.replace(tzinfo=UTC)

        found = next_morning(authority, DEFAULT, aware), next_digest(authority, DEFAULT, aware)

        first, message = (min(each for each in few if each > at) for few in (mornings, messages))
        assert [each.replace(tzinfo=None) for each in found] == [first, message], (at, zone)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_the_next_message_at_some_hours_of_the_year(year: int, zone: str) -> None:
    check(zone, sampled(zone, year))


@pytest.mark.soak
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_the_next_message_at_every_hour_of_the_year(year: int, zone: str) -> None:
    check(zone, hours(year))
