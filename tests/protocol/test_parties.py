"""Who is bound when, what two Parties agreed on, the first day of an exit. Art. 4, 6, 16, 18."""

from datetime import date, timedelta

import pytest

from protocol.parties import (
    CHATS,
    SIGNATORIES,
    Agreement,
    Agreements,
    Bond,
    Channel,
    Interval,
    Party,
    Passage,
    Role,
    Standing,
    bound_parties,
    earliest_exit,
    latest_exit_notice,
)
from tests.builders import ALWAYS
from tests.protocol.samples import moment, officer

KZ, BY, RU, AM = Party.KAZAKHSTAN, Party.BELARUS, Party.RUSSIA, Party.ARMENIA
SINCE, UNTIL = moment("2026-01-01 00:00 +00:00"), moment("2026-07-01 00:00 +00:00")
INSTANT = timedelta(microseconds=1)


def agreement(
    channel: Channel, passage: Passage = Passage.CONTENT, *, official_use: bool = False
) -> Agreement:
    return Agreement(frozenset({KZ, BY}), channel, passage, ALWAYS, "№ 1", official_use)


def test_the_parties_are_the_six_signatories() -> None:
    assert set(Party) == {"AM", "BY", "KZ", "KG", "RU", "TJ"}


def test_an_interval_has_its_first_instant_and_not_its_end() -> None:
    during = Interval(SINCE, UNTIL)

    assert not during.holds(SINCE - INSTANT)
    assert during.holds(SINCE)
    assert during.holds(UNTIL - INSTANT)
    assert not during.holds(UNTIL)
    assert Interval(SINCE).holds(UNTIL + timedelta(days=36_500))


def test_each_party_is_bound_from_its_own_date_until_its_exit() -> None:
    bonds = [Bond(RU, ALWAYS), Bond(KZ, Interval(SINCE)), Bond(BY, Interval(SINCE, UNTIL))]

    assert bound_parties(bonds, SINCE - INSTANT) == (RU,)
    assert bound_parties(bonds, SINCE) == (BY, KZ, RU)
    assert bound_parties(bonds, UNTIL) == (KZ, RU)
    assert bound_parties([], SINCE) == ()


@pytest.mark.parametrize(
    ("noticed", "earliest"),
    [
        ("2026-01-15", "2026-07-15"),
        ("2026-07-01", "2027-01-01"),
        ("2026-06-30", "2026-12-30"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-12-31", "2027-06-30"),
    ],
)
def test_an_exit_takes_effect_six_months_after_the_notice(noticed: str, earliest: str) -> None:
    assert earliest_exit(date.fromisoformat(noticed)) == date.fromisoformat(earliest)


@pytest.mark.parametrize(
    ("effective", "latest"),
    [
        ("2026-09-30", "2026-03-30"),
        ("2026-08-31", "2026-02-28"),
        ("2028-08-31", "2028-02-29"),
        ("2027-02-28", "2026-08-28"),
        ("2028-02-29", "2027-08-29"),
        ("2027-01-01", "2026-07-01"),
        ("2026-12-31", "2026-06-30"),
        ("2026-06-30", "2025-12-30"),
    ],
)
def test_the_notice_of_an_exit_is_counted_back_from_its_date(effective: str, latest: str) -> None:
    assert latest_exit_notice(date.fromisoformat(effective)) == date.fromisoformat(latest)


def test_the_register_says_the_most_that_may_pass() -> None:
    register = Agreements(
        (
            agreement(Channel.MATRIX, Passage.POINTER),
            agreement(Channel.MATRIX),
            agreement(Channel.TELEGRAM, Passage.POINTER),
        )
    )

    assert register.passage(KZ, BY, Channel.MATRIX) is Passage.CONTENT
    assert register.passage(BY, KZ, Channel.MATRIX) is Passage.CONTENT
    assert register.passage(KZ, BY, Channel.TELEGRAM) is Passage.POINTER
    assert register.passage(KZ, BY, Channel.FAX) is None
    assert register.passage(KZ, RU, Channel.MATRIX) is None
    assert register.passage(KZ, KZ, Channel.MATRIX) is None
    assert register.content_channels(KZ, BY) == {Channel.MATRIX}
    assert Agreements().content_channels(KZ, BY) == frozenset()


@pytest.mark.parametrize("channel", Channel)
def test_a_text_for_official_use_passes_only_where_agreed_and_never_over_telegram(
    channel: Channel,
) -> None:
    agreed = Agreements((agreement(channel, official_use=True),))
    silent = Agreements((agreement(channel),))
    pointer = Agreements((agreement(channel, Passage.POINTER, official_use=True),))

    assert agreed.has_official_use(KZ, BY, channel) is (channel is not Channel.TELEGRAM)
    assert not silent.has_official_use(KZ, BY, channel)
    assert not pointer.has_official_use(KZ, BY, channel)
    assert not agreed.has_official_use(KZ, AM, channel)


def test_telephone_and_fax_are_technical_means_but_no_chats() -> None:
    assert set(Channel) - CHATS == {Channel.TELEPHONE, Channel.FAX}


@pytest.mark.parametrize("role", Role)
def test_the_head_the_deputy_and_the_acting_head_sign(role: Role) -> None:
    signs = role in {Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD}

    assert officer(role).is_signatory is signs
    assert (role in SIGNATORIES) is signs


@pytest.mark.parametrize("standing", Standing)
def test_the_bot_listens_to_an_active_officer_during_the_interval(standing: Standing) -> None:
    one = officer(standing=standing, during=Interval(SINCE, UNTIL))
    active = standing is Standing.ACTIVE

    assert one.serves(SINCE) is active
    assert not one.serves(SINCE - INSTANT)
    assert not one.serves(UNTIL)
