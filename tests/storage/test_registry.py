"""The register: what is entered comes back, and who serves for whom."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest

from handlers.catalogue import LISTING
from handlers.chat.turn import Site, Turn
from handlers.people.me import me
from protocol.articles import POLICY
from protocol.parties import (
    SECRETARIAT,
    Agreements,
    Bond,
    Channel,
    Interval,
    Party,
    Passage,
    Role,
    Standing,
)
from protocol.refusals import Refused
from storage.accounts import Account
from storage.work import Store, Work
from tests.builders import ALWAYS, LONG_AGO, NOW, Clock, agreement, authority, officer


async def test_an_authority_comes_back_as_it_was_entered(store: Store) -> None:
    entered = authority(
        during=Interval(LONG_AGO, NOW + timedelta(days=1)),
        successor="KZ-2",
        shows_names=False,
        holidays=frozenset({date(2026, 12, 16), date(2027, 3, 8)}),
        working=frozenset({date(2026, 12, 12)}),
    )

    await store.run(lambda work: work.registry.put_authority(entered))

    assert await store.run(lambda work: work.registry.authority("KZ-1")) == entered


async def test_an_officer_of_each_role_comes_back_as_entered(store: Store) -> None:
    usual = [officer(role) for role in Role]
    silent = officer(
        id="silent", during=Interval(LONG_AGO, NOW), standing=Standing.SUSPENDED, lang="en"
    )

    def enter(work: Work) -> None:
        for each in (*usual, silent):
            work.registry.put_officer(each)

    await store.run(enter)

    assert set(await store.run(lambda work: work.registry.everybody())) == {*usual, silent}
    assert await store.run(lambda work: work.registry.officer("silent")) == silent


async def test_what_is_entered_again_replaces_and_the_digest_stays(store: Store) -> None:
    at = NOW + timedelta(hours=2)

    def enter(work: Work) -> None:
        work.registry.put_authority(authority())
        work.digests.put_off("KZ-1", at)
        work.registry.put_authority(authority(phone="102"))
        work.registry.put_officer(officer())
        work.registry.put_officer(officer(on_duty=False))

    await store.run(enter)

    def read(work: Work) -> None:
        assert work.registry.authorities() == (authority(phone="102"),)
        assert work.digests.next_at() == at
        assert work.registry.everybody() == (officer(on_duty=False),)

    await store.run(read)


async def test_the_unknown_are_said_to_be_unknown(store: Store) -> None:
    def read(work: Work) -> None:
        with pytest.raises(Refused) as refused:
            work.registry.authority("XX-1")
        assert (refused.value.why, refused.value.rule) == ("refused-authority-unknown", POLICY)
        with pytest.raises(LookupError):
            work.registry.officer("nobody")
        assert work.registry.serving("XX-1") == ()

    await store.run(read)


async def test_bonds_and_agreements_come_back_and_only_those_in_force_count(
    store: Store, clock: Clock
) -> None:
    bond = Bond(Party.KAZAKHSTAN, Interval(LONG_AGO, NOW + timedelta(days=200)))
    ends = agreement(during=Interval(LONG_AGO, NOW + timedelta(days=1)), official_use=True)
    lasts = agreement(channel=Channel.TELEGRAM, passage=Passage.POINTER, concluded_by="kz-head")

    def enter(work: Work) -> None:
        work.registry.put_bond(replace(bond, during=ALWAYS))
        work.registry.put_bond(bond)
        work.registry.put_agreement(ends)
        work.registry.put_agreement(lasts)

    await store.run(enter)

    assert await store.run(lambda work: work.registry.bonds()) == (bond,)
    assert set((await store.run(lambda work: work.registry.agreements())).held) == {ends, lasts}
    clock.pass_by(timedelta(days=1))
    assert await store.run(lambda work: work.registry.agreements()) == Agreements((lasts,))


def agreed(*pair: Party) -> Callable[[Work], Agreements]:
    return lambda work: work.registry.agreements(*pair)


async def test_two_parties_in_any_order_have_their_own_agreements(
    store: Store, clock: Clock
) -> None:
    ours = agreement(during=Interval(LONG_AGO, NOW + timedelta(days=1)))
    theirs = agreement(Party.KAZAKHSTAN, Party.ARMENIA)

    def enter(work: Work) -> None:
        work.registry.put_agreement(ours)
        work.registry.put_agreement(theirs)

    await store.run(enter)

    assert ours.pair == {Party.KAZAKHSTAN, Party.BELARUS}
    for pair, held in ((ours.pair, (ours,)), (theirs.pair, (theirs,))):
        one, other = pair
        for each in ((one, other), (other, one)):
            assert await store.run(agreed(*each)) == Agreements(held)
    assert await store.run(agreed(Party.ARMENIA, Party.BELARUS)) == Agreements()
    clock.pass_by(timedelta(days=1))
    assert await store.run(agreed(*ours.pair)) == Agreements()


async def test_who_serves_for_an_authority_a_party_and_the_secretariat(store: Store) -> None:
    duty, head = officer(), officer(Role.HEAD)
    secretary = officer(Role.SECRETARIAT_OFFICER)
    gone = officer(id="kz-gone", during=Interval(LONG_AGO, NOW))

    def enter(work: Work) -> None:
        work.registry.put_authority(authority())
        work.registry.put_authority(authority(id="KZ-0", during=Interval(LONG_AGO, NOW)))
        work.registry.put_officer(officer(id="kz-old", authority="KZ-0"))
        for each in (head, duty, gone, secretary, officer(party=Party.BELARUS)):
            work.registry.put_officer(each)

    await store.run(enter)

    def read(work: Work) -> None:
        assert work.registry.officers("KZ-1") == (duty, gone, head)
        assert work.registry.serving("KZ-1") == (duty, head)
        assert work.registry.serving("KZ") == (duty, head)
        assert work.registry.serving(SECRETARIAT) == (secretary,)
        assert [each.id for each in work.registry.in_force(Party.KAZAKHSTAN)] == ["KZ-1"]

    await store.run(read)


async def test_an_account_is_heard_while_its_officer_serves(store: Store, clock: Clock) -> None:
    serving = officer(during=Interval(LONG_AGO, NOW + timedelta(hours=1)))

    def enter(work: Work) -> None:
        work.registry.put_officer(serving)
        work.registry.put_officer(officer(Role.HEAD))
        work.registry.bind(Channel.TELEGRAM, "4242", serving.id)

    await store.run(enter)
    clock.pass_by(timedelta(minutes=1))

    def bind_more(work: Work) -> None:
        work.registry.bind(Channel.MATRIX, "@duty:kz", serving.id)
        work.registry.bind(Channel.TELEGRAM, "4242", "kz-head")

    await store.run(bind_more)

    def read(work: Work) -> None:
        assert work.registry.listened_to(Channel.TELEGRAM, "4242") == serving
        assert work.registry.listened_to(Channel.MATRIX, "4242") is None
        assert work.registry.accounts(serving.id) == (
            Account(Channel.TELEGRAM, "4242", serving.id),
            Account(Channel.MATRIX, "@duty:kz", serving.id),
        )

    await store.run(read)
    clock.pass_by(timedelta(hours=1))
    assert await store.run(lambda work: work.registry.listened_to(Channel.TELEGRAM, "4242")) is None


async def test_digests_are_due_at_their_moment_oldest_first(store: Store, clock: Clock) -> None:
    def enter(work: Work) -> None:
        for number, party in enumerate(Party):
            work.registry.put_authority(authority(party))
            work.digests.put_off(f"{party}-1", NOW + timedelta(hours=6 - number))
        work.registry.put_authority(authority(id="KZ-2"))

    await store.run(enter)

    assert await store.run(lambda work: work.digests.due(10)) == ()
    clock.pass_by(timedelta(hours=3))
    due = await store.run(lambda work: work.digests.due(2))
    assert [each.id for each in due] == ["TJ-1", "RU-1"]
    assert await store.run(lambda work: work.digests.next_at()) == NOW + timedelta(hours=1)


@pytest.mark.postgres
async def test_whoever_is_suspended_while_choosing_a_language_stays_suspended(
    store_on_postgresql: Store,
) -> None:
    store, serving = store_on_postgresql, officer()
    read, suspended = Event(), Event()
    await store.run(lambda work: work.registry.put_officer(serving))

    def chooses(work: Work) -> None:
        found = work.registry.officer(serving.id)
        read.set()
        assert suspended.wait(20)
        me(Turn(work, site=Site(LISTING), key="me", now=work.now, officer=found), "en")

    def suspends(work: Work) -> None:
        assert read.wait(20)
        changed = replace(serving, standing=Standing.SUSPENDED)
        work.registry.change_officer(changed, "standing")

    async def suspend() -> None:
        await store.run(suspends)
        suspended.set()

    await asyncio.gather(store.run(chooses), suspend())

    found = await store.run(lambda work: work.registry.officer(serving.id))
    assert (found.standing, found.lang) == (Standing.SUSPENDED, "en")
