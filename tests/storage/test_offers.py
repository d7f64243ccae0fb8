"""Offers: for one officer, until they expire, by id or by number."""

from datetime import datetime, timedelta

import pytest

from storage import offers
from storage.offers import Offer
from storage.values import Line, Value, decoded, encoded
from storage.work import Store, Work
from tests.builders import NOW, Clock

HOUR = timedelta(hours=1)


def make(work: Work, id: str, officer: str = "by-head", until: datetime = NOW + HOUR) -> None:
    work.offers.make(
        id,
        officer=officer,
        command="acknowledge",
        argument="request-7",
        label="choice-acknowledge",
        label_values={"at": NOW, "count": 2},
        expires_at=until,
    )


async def test_an_offer_stands_for_its_officer_until_it_expires(store: Store, clock: Clock) -> None:
    expected = Offer(
        id="a",
        officer="by-head",
        number=1,
        command="acknowledge",
        argument="request-7",
        label="choice-acknowledge",
        label_values=(("at", NOW), ("count", 2)),
        expires_at=NOW + HOUR,
    )
    await store.run(lambda work: make(work, "a"))

    def pressed(work: Work) -> list[Offer | None]:
        return [
            work.offers.pressed("a", "by-head"),
            work.offers.numbered(1, "by-head"),
            work.offers.pressed("a", "by-duty_officer"),
            work.offers.numbered(1, "by-duty_officer"),
            work.offers.pressed("b", "by-head"),
            work.offers.numbered(2, "by-head"),
        ]

    assert await store.run(pressed) == [expected, expected, None, None, None, None]
    clock.reach(NOW + HOUR - timedelta(microseconds=1))
    assert await store.run(pressed) == [expected, expected, None, None, None, None]
    clock.reach(NOW + HOUR)
    assert await store.run(pressed) == [None] * 6


WHOSE = {"c": "by-head", "b": "kz-head", "a": "by-head"}


async def test_numbers_run_for_each_officer(store: Store) -> None:
    def make_three(work: Work) -> list[int]:
        make(work, "a")
        make(work, "b", officer="kz-head")
        make(work, "c")
        found = {id: work.offers.pressed(id, who) for id, who in WHOSE.items()}
        return [offer.number for offer in found.values() if offer]

    assert await store.run(make_three) == [2, 1, 1]
    assert await store.run(lambda work: work.offers.make_all("kz-head", [])) == ()


async def test_a_number_used_again_means_the_latest_offer(
    store_on_sqlite: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "NUMBERS", 2)
    for id in ("a", "b", "c"):
        await store_on_sqlite.run(lambda work, id=id: make(work, id, until=clock.now + HOUR))  # type: ignore[misc]
        clock.pass_by(timedelta(minutes=1))

    def read(work: Work) -> list[str]:
        found = [work.offers.numbered(number, "by-head") for number in (1, 2)]
        return [offer.id for offer in found if offer]

    assert await store_on_sqlite.run(read) == ["c", "b"]


@pytest.mark.parametrize("number", [0, -1, 10**40])
async def test_a_number_that_no_offer_can_have_finds_none(store: Store, number: int) -> None:
    assert await store.run(lambda work: work.offers.numbered(number, "by-head")) is None


async def test_expired_offers_are_pruned(store: Store, clock: Clock) -> None:
    def make_two(work: Work) -> None:
        make(work, "a")
        make(work, "b", until=NOW + 2 * HOUR)

    await store.run(make_two)
    clock.pass_by(HOUR)

    assert await store.run(lambda work: work.offers.prune()) == 1
    assert await store.run(lambda work: work.offers.prune()) == 0
    assert await store.run(lambda work: work.offers.pressed("b", "by-head"))


def test_every_kind_of_value_comes_back() -> None:
    values: dict[str, Value] = {
        "text": "Пётр",
        "count": 0,
        "at": NOW,
        "on": NOW.date(),
        "left": timedelta(minutes=-3),
        "names": ("a", "b"),
        "none": (),
        "line": Line("text-key", {"at": NOW}),
        "lines": (Line("one"), Line("two", {"left": timedelta(1)})),
    }

    assert decoded(encoded(values)) == values
