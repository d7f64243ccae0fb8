"""What is under way with an address, and whose key was compared: on both databases."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from storage.verifications import Compared, How, Stage, Verification
from storage.work import Store, Work
from tests.builders import Clock

ADDRESS = "@asanov:kz.example"
UNDER_WAY = Verification(ADDRESS, Stage.OPEN, "$one", "PHONE", "master", (1, 2, 3, 4, 5, 6, 63))


async def test_one_address_has_one_verification_and_the_newest_is_it(store: Store) -> None:
    newer = replace(UNDER_WAY, transaction="$two", stage=Stage.PROVEN)

    await store.run(lambda work: work.verifications.put(UNDER_WAY))
    await store.run(lambda work: work.verifications.put(newer))
    await store.run(lambda work: work.verifications.drop(ADDRESS, "$one"))

    assert await store.run(lambda work: work.verifications.all()) == [newer]
    await store.run(lambda work: work.verifications.drop(ADDRESS, "$two"))
    assert await store.run(lambda work: work.verifications.of(ADDRESS)) is None


async def test_a_comparison_is_kept_and_forgotten_with_the_address(
    store: Store, clock: Clock
) -> None:
    def compared(work: Work) -> Compared | None:
        return work.verifications.last_comparison(ADDRESS)

    assert await store.run(compared) is None
    for how in How:
        wanted = Compared("master", how, clock() + timedelta(minutes=1))
        await store.run(partial(noted, wanted))
        assert await store.run(compared) == wanted
    await store.run(lambda work: work.verifications.put(UNDER_WAY))

    await store.run(lambda work: work.verifications.forget(ADDRESS))

    assert await store.run(compared) is None
    assert await store.run(lambda work: work.verifications.all()) == []


def noted(compared: Compared, work: Work) -> None:
    work.verifications.compare(ADDRESS, compared)


def put(verification: Verification, work: Work) -> None:
    work.verifications.put(verification)


async def test_a_wish_rings_a_bell_and_nothing_else_does(store: Store) -> None:
    rung: list[str] = []
    store.on_commit(lambda: rung.append("rung"), "verifications")

    for stage in set(Stage) - {Stage.WISHED}:
        await store.run(partial(put, replace(UNDER_WAY, stage=stage)))
    assert rung == []
    await store.run(partial(put, replace(UNDER_WAY, stage=Stage.WISHED)))

    assert rung == ["rung"]
