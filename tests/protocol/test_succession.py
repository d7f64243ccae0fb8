"""Who is addressed once an authority was replaced, and when the register changes. Art. 4."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from protocol.notices import Notice, NoticeKind, NoticeState
from protocol.obligation import Subject
from protocol.parties import Authority, Interval, Party
from protocol.policy import DEFAULT
from protocol.succession import Bar, addressee, bars, changes_at, contradicts, is_passing
from tests.builders import LONG_AGO
from tests.protocol.samples import authority, moment

INSTANT = timedelta(microseconds=1)
AT = moment("2026-12-01 00:00 +03:00")
OLD = replace(authority(Party.BELARUS), id="BY-1", during=Interval(LONG_AGO))
ENDED = replace(OLD, during=Interval(LONG_AGO, AT), successor="BY-2")
NEW = replace(OLD, id="BY-2", during=Interval(AT))
NOTICE = Notice(
    "n1",
    2026,
    9,
    NoticeKind.CHANGE,
    Party.BELARUS,
    "clerk",
    moment("2026-11-20 12:00 +03:00"),
    date(2026, 12, 1),
    NoticeState.RELAYED,
    relayed_at=moment("2026-11-20 12:20 +03:00"),
    relayed_by="clerk",
    authority="BY-1",
    successor="BY-2",
)
OTHER = replace(NOTICE, id="n2", running=10)


def register(*known: Authority) -> dict[str, Authority]:
    return {each.id: each for each in known}


def test_from_the_first_instant_of_its_date_the_successor_is_addressed() -> None:
    known = register(ENDED, NEW)

    assert addressee(ENDED, known.__getitem__, AT - INSTANT) == ENDED
    assert addressee(ENDED, known.__getitem__, AT) == NEW
    assert addressee(NEW, known.__getitem__, AT) == NEW


def test_of_several_successions_the_last_counts_and_a_circle_ends() -> None:
    later = AT + timedelta(days=30)
    second = replace(NEW, during=Interval(AT, later), successor="BY-3")
    third = replace(NEW, id="BY-3", during=Interval(later))
    known = register(ENDED, second, third)

    assert addressee(ENDED, known.__getitem__, later - INSTANT) == second
    assert addressee(ENDED, known.__getitem__, later) == third
    back = replace(second, successor="BY-1")
    circle = register(ENDED, back)
    assert addressee(ENDED, circle.__getitem__, later) == back


def test_one_that_ended_without_a_successor_stays_itself() -> None:
    alone = replace(ENDED, successor=None)

    assert addressee(alone, register(alone).__getitem__, AT) == alone


def test_for_fourteen_days_its_officers_hand_over() -> None:
    last = moment("2026-12-14 23:59:59.999999 +03:00")

    assert not is_passing(ENDED, policy=DEFAULT, now=AT - INSTANT)
    assert is_passing(ENDED, policy=DEFAULT, now=AT)
    assert is_passing(ENDED, policy=DEFAULT, now=last)
    assert not is_passing(ENDED, policy=DEFAULT, now=last + INSTANT)
    assert not is_passing(replace(ENDED, successor=None), policy=DEFAULT, now=AT)


@pytest.mark.parametrize(
    ("party", "on", "at"),
    [
        (Party.BELARUS, "2026-12-01", "2026-11-30 21:00 +00:00"),
        (Party.KAZAKHSTAN, "2026-12-01", "2026-11-30 19:00 +00:00"),
        (Party.KYRGYZSTAN, "2027-01-01", "2026-12-31 18:00 +00:00"),
        (Party.ARMENIA, "2028-02-29", "2028-02-28 20:00 +00:00"),
    ],
)
def test_the_register_changes_at_the_first_instant_by_the_clocks_of_the_party(
    party: Party, on: str, at: str
) -> None:
    notice = replace(NOTICE, party=party, effective_on=date.fromisoformat(on))

    assert changes_at(notice) == moment(at)


@pytest.mark.parametrize("kind", [NoticeKind.CONTACTS, NoticeKind.EXIT, NoticeKind.CIRCULAR])
def test_other_notices_change_no_authority(kind: NoticeKind) -> None:
    assert changes_at(replace(NOTICE, kind=kind)) is None
    assert changes_at(replace(NOTICE, successor=None)) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ()),
        ({"relayed_at": moment("2026-12-01 23:59:59 +03:00")}, ()),
        ({"relayed_at": moment("2026-12-02 00:00 +03:00")}, (Bar.LATE,)),
        ({"state": NoticeState.ENTERED, "relayed_at": None}, (Bar.UNRELAYED,)),
        ({"state": NoticeState.WITHDRAWN}, (Bar.UNRELAYED,)),
        ({"state": NoticeState.SUPERSEDED}, (Bar.UNRELAYED,)),
    ],
)
def test_what_was_not_relayed_by_its_date_changes_nothing(
    changes: dict[str, object], why: tuple[Bar, ...]
) -> None:
    notice = replace(NOTICE, **changes)  # type: ignore[arg-type]

    assert bars(notice, (notice,), OLD, AT) == why


DESIGNATES = replace(OTHER, kind=NoticeKind.DESIGNATION, authority=None)


@pytest.mark.parametrize(
    ("other", "does"),
    [
        (OTHER, False),
        (replace(OTHER, successor="BY-3"), True),
        (replace(OTHER, effective_on=date(2026, 12, 2)), True),
        (replace(OTHER, party=Party.ARMENIA, successor="BY-3"), False),
        (replace(OTHER, authority="BY-7", successor="BY-2"), False),
        # The one that comes is ended on the same day, or before.
        (replace(OTHER, authority="BY-2", successor="BY-3"), True),
        (
            replace(OTHER, authority="BY-2", successor="BY-3", effective_on=date(2026, 12, 2)),
            False,
        ),
        # A correction, until it is relayed: the former one still stands.
        (replace(OTHER, supersedes="n1", effective_on=date(2026, 12, 5)), False),
        (DESIGNATES, False),
        (replace(DESIGNATES, effective_on=date(2026, 12, 2)), True),
        (replace(DESIGNATES, successor="BY-3"), False),
    ],
)
def test_two_notices_contradict_where_the_register_cannot_follow_both(
    other: Notice, does: bool
) -> None:
    assert contradicts(NOTICE, other) is does
    assert contradicts(other, NOTICE) is does
    assert not contradicts(NOTICE, NOTICE)
    assert (Bar.CONTRADICTED in bars(NOTICE, (NOTICE, other), OLD, AT)) is does


@pytest.mark.parametrize(
    "gone",
    [
        {"state": NoticeState.WITHDRAWN},
        {"state": NoticeState.SUPERSEDED},
        {"changed_at": AT},
        {"kind": NoticeKind.CONTACTS},
    ],
)
def test_what_is_pending_no_more_contradicts_nothing(gone: dict[str, object]) -> None:
    other = replace(replace(OTHER, successor="BY-3"), **gone)  # type: ignore[arg-type]

    assert bars(NOTICE, (NOTICE, other), OLD, AT) == ()


@pytest.mark.parametrize(
    ("old", "why"),
    [
        (OLD, ()),
        (ENDED, ()),
        (replace(ENDED, successor=None), ()),
        (replace(ENDED, successor="BY-3"), (Bar.ENDED,)),
        (replace(OLD, during=Interval(LONG_AGO, AT - INSTANT)), (Bar.ENDED,)),
        (replace(OLD, during=Interval(AT)), (Bar.ENDED,)),
        (None, ()),
    ],
)
def test_what_the_register_ended_otherwise_is_not_ended_again(
    old: Authority | None, why: tuple[Bar, ...]
) -> None:
    assert bars(NOTICE, (NOTICE,), old, AT) == why


def test_a_notice_is_about_itself() -> None:
    assert isinstance(NOTICE.subject, Subject)
