"""Which hours are quiet, and what makes a sound in them. Policy."""

from dataclasses import replace
from datetime import time

import pytest

from protocol.nights import Voice, is_quiet, sounds
from protocol.policy import DEFAULT
from tests.protocol.samples import moment

# A moment | in Almaty (UTC+5) it is quiet
HOURS = """
2026-03-06 20:59:59 +05:00 | no
2026-03-06 21:00:00 +05:00 | yes
2026-03-06 23:59:59 +05:00 | yes
2026-03-07 00:00:00 +05:00 | yes
2026-03-07 07:59:59 +05:00 | yes
2026-03-07 08:00:00 +05:00 | no
2026-03-07 13:00:00 +05:00 | no
2026-03-06 19:00:00 +03:00 | yes
2026-03-06 17:59:59 +03:00 | no
"""
BY_HAND = {
    Voice.SIGNAL: (True, True),
    Voice.ACT: (True, True),
    Voice.ANSWER: (True, True),
    Voice.OWN: (True, False),
    Voice.SOFT: (False, False),
}


@pytest.mark.parametrize("line", HOURS.strip().splitlines())
def test_from_nine_in_the_evening_until_eight_it_is_quiet(line: str) -> None:
    at, quiet = line.split(" | ")

    assert is_quiet(moment(at), "Asia/Almaty", DEFAULT) is (quiet == "yes")


def test_the_quiet_hours_are_figures_and_may_lie_within_a_day() -> None:
    siesta = replace(DEFAULT, quiet_from=time(13), quiet_until=time(15))

    found = [
        is_quiet(moment(f"2026-03-06 {hour}:00 +05:00"), "Asia/Almaty", siesta)
        for hour in ("12", "13", "14", "15", "23")
    ]

    assert found == [False, True, True, False, False]


@pytest.mark.parametrize("voice", Voice)
def test_what_makes_a_sound_by_day_and_by_night(voice: Voice) -> None:
    day, night = (moment(f"2026-03-06 {hour}:00 +05:00") for hour in ("12", "23"))

    assert BY_HAND[voice] == tuple(sounds(voice, at, "Asia/Almaty", DEFAULT) for at in (day, night))


def test_it_is_the_readers_night() -> None:
    at = moment("2026-03-06 20:00 +03:00")

    assert sounds(Voice.OWN, at, "Europe/Minsk", DEFAULT)
    assert not sounds(Voice.OWN, at, "Asia/Almaty", DEFAULT)
