"""Offers: for one officer, until they expire, by id or by number."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.obligation import About, Kind, Subject
from storage.drafts import Draft
from storage.numbers import NUMBERS, SPANS, _free
from storage.offers import Offer, Offered
from storage.values import Line, Value, decode, encode
from storage.work import Store, Work
from tests.builders import NOW, Clock, obligation, request

HOUR = timedelta(hours=1)


def make(
    work: Work,
    id: str,
    officer: str = "by-head",
    until: datetime = NOW + HOUR,
    *,
    argument: str = "request-7",
) -> None:
    work.offers.make(
        id,
        officer=officer,
        command="acknowledge",
        argument=argument,
        label="choice-acknowledge",
        label_values={"at": NOW, "count": 2},
        expires_at=until,
    )


def offered(work: Work, id: str, argument: str, **more: Any) -> int:
    """Offer an act for a week; return its number."""
    until = work.now + timedelta(days=7)
    (shown,) = work.offers.make_all(
        "by-head", [Offered(id, "ack", argument, "ack.choice", {}, until, **more)]
    )
    return shown.number


def offers_another(count: int) -> Callable[[Work], int]:
    """Return what offers an act that is like no other."""
    return lambda work: offered(work, f"n{count}", f"n{count}")


def meant(work: Work, number: int) -> list[tuple[str, bool, bool]]:
    """Return what a number means: the id, whether it holds, whether it rings."""
    found = work.offers.by_number(number, "by-head")
    return [(each.offer.id, each.holds, each.rings) for each in found]


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

    def one(work: Work, number: int, who: str) -> list[Offer | None]:
        return [each.offer for each in work.offers.by_number(number, who)] or [None]

    def pressed(work: Work) -> list[Offer | None]:
        return [
            work.offers.by_id("a", "by-head"),
            *one(work, 1, "by-head"),
            work.offers.by_id("a", "by-duty_officer"),
            *one(work, 1, "by-duty_officer"),
            work.offers.by_id("b", "by-head"),
            *one(work, 2, "by-head"),
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
        make(work, "c", argument="request-8")
        found = {id: work.offers.by_id(id, who) for id, who in WHOSE.items()}
        return [offer.number for offer in found.values() if offer]

    assert await store.run(make_three) == [2, 1, 1]
    assert await store.run(lambda work: work.offers.make_all("kz-head", [])) == ()


async def test_an_act_keeps_its_number_and_two_under_one_message_have_two(store: Store) -> None:
    def make_some(work: Work) -> list[int]:
        both = [Offered(id, "ack", "1", "ack.choice", {}, NOW + HOUR) for id in ("c", "d")]
        first = [offered(work, "a", "1"), offered(work, "b", "2")]
        return [*first, *(each.number for each in work.offers.make_all("by-head", both))]

    assert await store.run(make_some) == [1, 2, 1, 3]


async def test_what_an_alarm_offers_holds_as_long_as_it_rings(store: Store, clock: Clock) -> None:
    subject, other = request().subject, Subject(About.REQUEST, "another")
    owed = obligation(kind=Kind.TRANSMIT)

    def rings(work: Work) -> int:
        work.obligations.open(owed)
        offered(work, "other", "2", about=other, alarm=True)
        offered(work, "beside", "3", about=subject)
        return offered(work, "alarm", "1", about=subject, alarm=True)

    number = await store.run(rings)
    for count in range(200):
        clock.pass_by(timedelta(minutes=3))
        await store.run(offers_another(count))
    assert await store.run(lambda work: meant(work, number + 1)) != []

    # The transmission ends one obligation to ring and opens another.
    assert await store.run(lambda work: meant(work, number)) == [("alarm", True, True)]
    await store.run(lambda work: work.obligations.settle(owed.id, by="nabat", now=work.now))
    assert await store.run(lambda work: meant(work, number)) == [("alarm", False, False)]
    await store.run(lambda work: work.obligations.open(obligation(id="later")))
    assert await store.run(lambda work: meant(work, number)) == [("alarm", True, True)]


async def test_what_stands_under_a_reminder_holds_while_that_is_owed(
    store: Store, clock: Clock
) -> None:
    owed = obligation(kind=Kind.CONFIRM)

    def reminds(work: Work) -> int:
        work.obligations.open(owed)
        return offered(work, "r", "1", about=owed.subject, obligation=owed.id)

    number = await store.run(reminds)
    for count in range(4):
        clock.pass_by(HOUR)
        await store.run(offers_another(count))

    assert await store.run(lambda work: meant(work, number)) == [("r", True, False)]
    await store.run(lambda work: work.obligations.settle(owed.id, by="by-head", now=work.now))
    assert await store.run(lambda work: meant(work, number)) == [("r", False, False)]


async def test_the_newest_and_what_is_asked_hold_whatever_their_age(
    store: Store, clock: Clock
) -> None:
    draft = Draft("d", "by-head", "urgent", {}, "purpose", NOW)
    await store.run(lambda work: offered(work, "old", "old"))
    clock.pass_by(timedelta(minutes=1))
    asked = replace(draft, updated_at=clock.now)
    await store.run(lambda work: work.drafts.save(asked))
    for id in ("a", "b", "c", "d"):
        await store.run(lambda work, id=id: offered(work, id, id))  # type: ignore[misc]
        clock.pass_by(timedelta(minutes=1))
    clock.pass_by(2 * HOUR)

    def holding(work: Work) -> list[str]:
        return sorted(each.offer.id for each in work.offers.with_number_held("by-head"))

    assert await store.run(holding) == ["a", "b", "c", "d"]
    await store.run(lambda work: work.drafts.rest("by-head"))
    assert await store.run(holding) == ["b", "c", "d"]


async def test_what_a_list_offers_is_found_by_the_value_that_numbers_it(
    store: Store, clock: Clock
) -> None:
    def listed(work: Work, id: str, **values: Value) -> None:
        until = work.now + timedelta(days=7)
        work.offers.make_all("by-head", [Offered(id, "ack", id, "line", values, until)])

    await store.run(lambda work: listed(work, "first", place=1))
    await store.run(lambda work: listed(work, "words", text="in place of it"))
    assert await store.run(lambda work: work.offers.newest_at("by-duty")) is None
    clock.pass_by(timedelta(minutes=1))
    await store.run(lambda work: listed(work, "other", count=1))

    def found(work: Work) -> list[str]:
        return [each.offer.id for each in work.offers.held_naming("by-head", "place")]

    assert await store.run(found) == ["first"]
    assert await store.run(lambda work: work.offers.newest_at("by-head")) == clock.now
    for id in ("a", "b", "c"):
        clock.pass_by(2 * HOUR)
        await store.run(lambda work, id=id: offered(work, id, id))  # type: ignore[misc]
    assert await store.run(found) == []


async def test_numbers_stay_short_and_none_means_two_things(store: Store, clock: Clock) -> None:
    highest, seen = 0, dict[int, int]()
    for count in range(700):
        clock.pass_by(timedelta(minutes=1))
        number = await store.run(offers_another(count))
        highest = max(highest, number)
        # Whoever reads something for less than an hour means what they read.
        assert count - seen.get(number, -1000) > 60
        seen[number] = count

    assert highest == SPANS[0]


async def test_where_many_hold_numbers_are_longer(store: Store) -> None:
    def make_many(work: Work) -> list[int]:
        each = [Offered(f"n{n}", "ack", f"n{n}", "c", {}, NOW + HOUR) for n in range(150)]
        return [shown.number for shown in work.offers.make_all("by-head", each)]

    numbers = await store.run(make_many)

    assert len(set(numbers)) == 150
    assert max(numbers) <= SPANS[1]


@given(
    taken=st.sets(st.integers(1, NUMBERS), max_size=300),
    last=st.integers(0, 10**9),
    count=st.integers(1, 20),
)
def test_a_free_number_is_one_that_nobody_has(taken: set[int], last: int, count: int) -> None:
    found = list(islice(_free(taken, last, count), count))

    assert len(set(found)) == count
    assert not taken.intersection(found)
    assert all(1 <= number <= NUMBERS for number in found)
    if len(taken) + count <= SPANS[0]:
        assert max(found) <= SPANS[0]


@pytest.mark.parametrize("number", [0, -1, 10**40])
async def test_a_number_that_no_offer_can_have_finds_none(store: Store, number: int) -> None:
    assert await store.run(lambda work: work.offers.by_number(number, "by-head")) == ()


async def test_expired_offers_are_pruned(store: Store, clock: Clock) -> None:
    def make_two(work: Work) -> None:
        make(work, "a")
        make(work, "b", until=NOW + 2 * HOUR)

    await store.run(make_two)
    clock.pass_by(HOUR)

    assert await store.run(lambda work: work.offers.prune(most=9)) == 1
    assert await store.run(lambda work: work.offers.prune(most=9)) == 0
    assert await store.run(lambda work: work.offers.by_id("b", "by-head"))


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

    assert decode(encode(values)) == values


async def test_offered_to_many_at_once_each_has_the_numbers_of_one_alone(store: Store) -> None:
    def offered(who: str, *acts: str) -> list[Offered]:
        return [Offered(f"{who}-{next(ids)}", act, "7", "label", {}, until) for act in acts]

    ids, until = itertools.count(), NOW + timedelta(days=1)
    rounds: list[dict[str, tuple[str, ...]]] = [
        {"a": ("ack", "phone"), "b": ("phone",), "c": ()},
        {"a": ("phone", "letter"), "b": ("phone", "phone"), "d": ("ack",)},
        {"d": ("ack", "letter", "phone"), "a": ("letter",)},
    ]

    def together(work: Work) -> list[dict[str, list[int]]]:
        return [
            {
                who: [each.number for each in seen]
                for who, seen in work.offers.make_for(
                    {f"{who}": offered(who, *acts) for who, acts in each.items()}
                ).items()
            }
            for each in rounds
        ]

    def alone(work: Work) -> list[dict[str, list[int]]]:
        return [
            {
                who: [
                    each.number
                    for each in work.offers.make_all(f"{who}-alone", offered(f"{who}2", *acts))
                ]
                for who, acts in each.items()
            }
            for each in rounds
        ]

    assert await store.run(together) == await store.run(alone)
