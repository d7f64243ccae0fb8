"""Who is meant by an audience: nobody is left out for want of a rank, and nobody else is told."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.audience import Audience, recipients
from protocol.obligation import Kind
from protocol.obligations import OBLIGATIONS
from protocol.parties import Officer, Role
from protocol.policy import DEFAULT
from protocol.reminders import steps
from tests.protocol.samples import moment, obligation, officer

DESK = {Role.DUTY_OFFICER, Role.DEPUTY, Role.ACTING_HEAD, Role.HEAD}
SECRETARIAT = {Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD}
OF_SECRETARIAT = {Audience.SECRETARIAT, Audience.SECRETARIAT_HEAD}

STAFF = (
    officer(Role.DUTY_OFFICER, id="duty", on_duty=True),
    officer(Role.DUTY_OFFICER, id="resting"),
    officer(Role.DEPUTY, id="deputy"),
    officer(Role.HEAD, id="head"),
    officer(Role.REGISTRAR, id="registrar"),
    officer(Role.AUDITOR, id="auditor"),
)


@st.composite
def staffs(draw: st.DrawFn) -> tuple[Officer, ...]:
    people = draw(st.lists(st.tuples(st.sampled_from(Role), st.booleans()), max_size=9))
    return tuple(
        officer(role, id=str(place), on_duty=on_duty)
        for place, (role, on_duty) in enumerate(people)
    )


@pytest.mark.parametrize(
    ("audiences", "absent", "meant"),
    [
        ({Audience.ON_DUTY}, (), "duty"),
        ({Audience.ON_DUTY}, ("duty",), "resting"),
        ({Audience.ON_DUTY}, ("duty", "resting"), "deputy head"),
        ({Audience.ALL_DUTY}, (), "duty resting"),
        ({Audience.DEPUTIES}, (), "deputy"),
        ({Audience.DEPUTIES}, ("deputy",), "head"),
        ({Audience.HEAD}, (), "head"),
        ({Audience.HEAD}, ("head",), "deputy"),
        ({Audience.HEAD}, ("head", "deputy"), "duty resting"),
        ({Audience.SIGNATORIES}, (), "deputy head"),
        ({Audience.SIGNATORIES}, ("deputy", "head"), "duty resting"),
        ({Audience.SENDER}, (), "resting"),
        ({Audience.SENDER}, ("resting",), "duty"),
        ({Audience.SENDER, Audience.ON_DUTY}, (), "duty resting"),
        ({Audience.ON_DUTY, Audience.ALL_DUTY, Audience.DEPUTIES}, (), "duty resting deputy"),
        ({Audience.SECRETARIAT}, (), ""),
    ],
)
def test_an_audience_means(audiences: set[Audience], absent: tuple[str, ...], meant: str) -> None:
    present = [each for each in STAFF if each.id not in absent]

    found = recipients(audiences, present, sender="resting")

    assert [each.id for each in found] == meant.split()


def test_an_acting_head_stands_for_the_head_and_among_the_deputies() -> None:
    acting = officer(Role.ACTING_HEAD)
    staff = (officer(Role.DUTY_OFFICER), officer(Role.DEPUTY), acting)

    assert recipients({Audience.HEAD}, staff) == (acting,)
    assert acting in recipients({Audience.DEPUTIES}, staff)


def test_the_duty_unit_of_the_secretariat_has_a_head() -> None:
    duty, head = officer(Role.SECRETARIAT_OFFICER), officer(Role.SECRETARIAT_HEAD)

    assert recipients({Audience.SECRETARIAT}, (duty, head)) == (duty,)
    assert recipients({Audience.SECRETARIAT_HEAD}, (duty, head)) == (head,)
    assert recipients({Audience.SECRETARIAT}, (head,)) == (head,)
    assert recipients({Audience.SECRETARIAT_HEAD}, (duty,)) == (duty,)


@given(staffs(), st.frozensets(st.sampled_from(Audience), min_size=1), st.integers(0, 9))
def test_nobody_is_meant_twice_or_from_outside_and_all_keep_their_order(
    staff: tuple[Officer, ...], audiences: frozenset[Audience], sender: int
) -> None:
    found = recipients(audiences, staff, sender=str(sender))

    assert list(found) == [each for each in staff if each in found]
    allowed = set[Role]()
    if audiences & OF_SECRETARIAT:
        allowed |= SECRETARIAT
    if audiences - OF_SECRETARIAT:
        allowed |= DESK
    assert all(each.role in allowed or each.id == str(sender) for each in found)


@pytest.mark.parametrize("kind", Kind)
@given(staff=staffs(), sender=st.integers(0, 9))
def test_each_step_finds_somebody_where_anybody_suitable_serves(
    kind: Kind, staff: tuple[Officer, ...], sender: int
) -> None:
    owed = obligation(kind, moment("2026-03-06 22:15 +05:00"))
    suitable = SECRETARIAT if OBLIGATIONS[kind].ladder.to & OF_SECRETARIAT else DESK
    anybody = any(each.role in suitable for each in staff)

    for step in islice(steps(owed, DEFAULT), 6):
        found = recipients(step.to, staff, sender=str(sender))
        assert found or not anybody
        if Audience.SENDER not in step.to:
            assert all(each.role in suitable for each in found)
