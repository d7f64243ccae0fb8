"""The period that the requesting Party names, read from its words. Policy."""

from datetime import UTC, datetime, timedelta

import pytest

from protocol.periods import TRANSMITTED, moment, named_until, within

# 13:41 in Astana.
WRITTEN = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
SENT = WRITTEN + timedelta(minutes=10)
ZONE = "Asia/Almaty"


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("в течение 2 часов", 2),
        ("2 часа", 2),
        ("в течение часа", 1),
        ("3 ч.", 3),
        ("within 4 hours", 4),
        ("1h", 1),
        ("не позднее чем через 6 часов", 6),
        ("через сутки", 24),
        ("3 суток", 72),
        ("in 2 days", 48),
        ("  В ТЕЧЕНИЕ  2  ЧАСОВ. ", 2),
    ],
)
def test_hours_are_read_as_people_write_them(words: str, hours: int) -> None:
    assert within(words) == timedelta(hours=hours)


@pytest.mark.parametrize("words", ["", "0 часов", "скоро", "2", "18:00", "до двух", "2 попугая"])
def test_what_is_no_time_is_none(words: str) -> None:
    assert within(words) is None


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("25.11.2026 18:00", "2026-11-25 13:00"),
        ("до 25.11.2026 18:00", "2026-11-25 13:00"),
        ("Срочно до 18:00 25 ноября 2026 г.", "2026-11-25 13:00"),
        ("by 18:00", "2026-11-23 13:00"),
        # It is later than that in Astana: the next one.
        ("12:00", "2026-11-24 07:00"),
        ("не позднее 25.11.2026", "2026-11-25 18:59:59.999999"),
    ],
)
def test_moments_are_of_the_requesting_zone(words: str, read: str) -> None:
    assert moment(words, ZONE, WRITTEN) == datetime.fromisoformat(read).replace(tzinfo=UTC)


def test_hours_are_counted_from_what_was_said_and_from_nothing_they_have_no_end() -> None:
    def until(begins: str) -> datetime | None:
        return named_until("в течение 2 часов", begins, ZONE, since=WRITTEN, sent=SENT)

    assert until(TRANSMITTED) == SENT + timedelta(hours=2)
    assert until(WRITTEN.isoformat()) == WRITTEN + timedelta(hours=2)
    assert until("") is None


def test_words_that_are_no_moment_and_days_that_do_not_exist_have_no_clock() -> None:
    for words in ("до полудня", "31.11.2026", "25.11.2026 25:00"):
        assert named_until(words, TRANSMITTED, ZONE, since=WRITTEN, sent=SENT) is None
