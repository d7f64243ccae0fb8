"""Code apps: each code once, whoever asks at the same time; what waits, what is held against."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from protocol.parties import Channel
from storage.codes import AppState, Signing, Wrong
from storage.work import Store, Work
from tests.builders import NOW, officer

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
WHO = "kz-head"
UNTIL = NOW + timedelta(minutes=5)
SIGNING = Signing(WHO, Channel.MATRIX, "refuse", "state", "draft-1", b"digest", UNTIL)


@pytest.fixture(autouse=True)
async def known(store: Store) -> None:
    """The register knows the officer, who has a code app."""

    def enter(work: Work) -> None:
        work.registry.put_officer(officer(id=WHO))
        work.codes.issue(WHO, SECRET)

    await store.run(enter)


async def test_a_code_app_is_active_after_its_first_code(store: Store) -> None:
    assert await store.run(lambda work: work.codes.state("nobody")) is AppState.NONE
    assert await store.run(lambda work: work.codes.state(WHO)) is AppState.IDLE

    assert await store.run(lambda work: work.codes.accept(WHO, 7))

    assert await store.run(lambda work: work.codes.state(WHO)) is AppState.ACTIVE
    app = await store.run(lambda work: work.codes.app(WHO))
    assert app is not None
    assert (app.secret, app.last_step) == (SECRET, 7)
    assert SECRET not in repr(app)


async def test_of_several_at_once_one_uses_a_code(store: Store) -> None:
    for step in range(1, 6):

        def accept(work: Work, step: int = step) -> bool:
            return work.codes.accept(WHO, step)

        assert sorted(await asyncio.gather(*(store.run(accept) for _ in range(5)))) == [
            *([False] * 4),
            True,
        ]


async def test_an_earlier_code_is_used_up_with_a_later_one(store: Store) -> None:
    assert await store.run(lambda work: work.codes.accept(WHO, 8))

    assert not await store.run(lambda work: work.codes.accept(WHO, 7))
    assert await store.run(lambda work: work.codes.accept(WHO, 9))


async def test_a_new_secret_stops_the_old_one_and_what_waited(store: Store) -> None:
    def signing(work: Work) -> None:
        work.codes.accept(WHO, 9)
        work.codes.wait(SIGNING)

    await store.run(signing)

    await store.run(lambda work: work.codes.issue(WHO, SECRET[::-1]))

    app = await store.run(lambda work: work.codes.app(WHO))
    assert app is not None
    assert (app.secret, app.is_active) == (SECRET[::-1], False)
    assert await store.run(lambda work: work.codes.waiting(WHO)) == ()


async def test_one_thing_waits_on_each_channel_of_an_officer(store: Store) -> None:
    other = replace(SIGNING, channel=Channel.TELEGRAM, argument="draft-2")
    later = replace(SIGNING, argument="draft-3")
    for each in (SIGNING, other, later):
        await store.run(lambda work, each=each: work.codes.wait(each))  # type: ignore[misc]
    assert await store.run(lambda work: work.codes.waiting(WHO)) == (later, other)
    assert await store.run(lambda work: work.codes.waiting("nobody")) == ()

    await store.run(lambda work: work.codes.stop(WHO, Channel.MATRIX))
    assert await store.run(lambda work: work.codes.waiting(WHO)) == (other,)
    await store.run(lambda work: work.codes.stop(WHO))

    assert await store.run(lambda work: work.codes.waiting(WHO)) == ()


async def test_wrong_codes_are_held_against_one_person(store: Store) -> None:
    until = NOW + timedelta(minutes=15)

    await store.run(lambda work: work.codes.hold(WHO, Wrong(2)))
    assert await store.run(lambda work: work.codes.wrong(WHO)) == Wrong(2)
    await store.run(lambda work: work.codes.hold(WHO, Wrong(0, until)))

    assert await store.run(lambda work: work.codes.wrong(WHO)) == Wrong(0, until)
    assert await store.run(lambda work: work.codes.wrong("by-head")) == Wrong()
