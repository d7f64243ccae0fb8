"""Live cards: one edit in flight, the latest version wins, and no change is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from protocol.obligation import Subject
from storage.cards import Card
from storage.work import Store, Work
from tests.builders import NOW, Clock, request

SUBJECT = request().subject
OTHER = request(8).subject
CARD = Card(
    id=f"kz-head/{SUBJECT.id}",
    officer="kz-head",
    subject=SUBJECT,
    channel=None,
    wanted=1,
    shown=0,
    message_id=None,
    shown_digest=None,
    doubted=False,
    born=1,
    attempts=0,
)
MINUTE = timedelta(minutes=1)


def show(work: Work) -> None:
    work.cards.show("kz-head", SUBJECT)


def waiting(work: Work) -> tuple[Card, ...]:
    return work.cards.waiting(busy=(), limit=9)


def edit(work: Work, by: str = "me") -> Card:
    """Lease the card and return it as it was before the lease, the way delivery has it."""
    (card,) = waiting(work)
    work.cards.lease(card, by=by, channel="matrix")
    return card


def shown(work: Work, card: Card, message_id: str | None = "message-1") -> None:
    work.cards.record_shown(card, message_id=message_id, digest=b"digest")


@pytest.fixture
async def first(store: Store) -> Card:
    """A card whose first message is in flight."""
    await store.run(show)
    return await store.run(edit)


async def test_a_new_card_waits_and_is_shown(store: Store, first: Card) -> None:
    assert first == CARD
    assert await store.run(waiting) == ()
    assert await store.run(lambda work: work.cards.next_at(busy=())) is None

    await store.run(lambda work: shown(work, first))

    assert await store.run(waiting) == ()
    await store.run(lambda work: work.cards.touch(SUBJECT))
    assert await store.run(waiting) == (
        replace(
            CARD,
            channel="matrix",
            wanted=2,
            shown=1,
            message_id="message-1",
            shown_digest=b"digest",
        ),
    )


async def test_what_changes_in_flight_is_owed_after_it(store: Store, first: Card) -> None:
    def touch_thrice(work: Work) -> int:
        for _ in range(3):
            work.cards.touch(SUBJECT)
        work.cards.touch(OTHER)
        return work.cards.touched

    assert await store.run(touch_thrice) == 3
    assert await store.run(waiting) == ()
    await store.run(lambda work: shown(work, first))

    (card,) = await store.run(waiting)
    assert (card.wanted, card.shown, card.message_id) == (4, 1, "message-1")
    second = await store.run(edit)
    await store.run(lambda work: shown(work, second, message_id=None))
    assert await store.run(waiting) == ()


async def test_a_card_asked_for_anew_in_flight_becomes_a_new_message(
    store: Store, first: Card
) -> None:
    await store.run(lambda work: shown(work, first))
    await store.run(lambda work: work.cards.touch(SUBJECT))
    second = await store.run(edit)

    await store.run(show)
    await store.run(lambda work: shown(work, second, message_id=None))

    (card,) = await store.run(waiting)
    assert card.message_id is None
    assert card.wanted > card.shown


async def test_a_card_tries_again_later_anew_or_not_before_a_change(
    store: Store, clock: Clock, first: Card
) -> None:
    await store.run(lambda work: work.cards.later(first, NOW + MINUTE))
    assert await store.run(waiting) == ()
    assert await store.run(lambda work: work.cards.next_at(busy=())) == NOW + MINUTE
    clock.pass_by(MINUTE)
    second = await store.run(edit)
    assert second.attempts == 1

    await store.run(lambda work: work.cards.anew(replace(second, message_id="gone"), work.now))
    third = await store.run(edit)
    assert third.message_id is None

    await store.run(lambda work: work.cards.give_up(third))
    assert await store.run(waiting) == ()
    await store.run(lambda work: work.cards.touch(SUBJECT))
    assert len(await store.run(waiting)) == 1


async def test_a_change_in_flight_outlives_giving_up(store: Store, first: Card) -> None:
    await store.run(lambda work: work.cards.touch(SUBJECT))

    await store.run(lambda work: work.cards.give_up(first))

    assert [card.wanted for card in await store.run(waiting)] == [2]


async def test_another_incarnations_edit_is_freed(store: Store, first: Card) -> None:
    await store.run(lambda work: work.cards.abandon("me"))
    assert await store.run(waiting) == ()

    await store.run(lambda work: work.cards.abandon("the next one"))

    assert [card.id for card in await store.run(waiting)] == [CARD.id]


async def test_a_first_message_whose_end_is_unknown_leaves_the_card_doubted(
    store: Store, first: Card
) -> None:
    await store.run(lambda work: work.cards.abandon("the next one"))
    (second,) = await store.run(waiting)
    assert second.doubted

    # For as long as the second message is there: the first one stands beside it.
    second = await store.run(edit)
    await store.run(lambda work: shown(work, second))
    await store.run(lambda work: work.cards.touch(SUBJECT))
    third = await store.run(edit)
    assert third.doubted

    await store.run(lambda work: shown(work, third))
    await store.run(show)
    assert not (await store.run(edit)).doubted


async def test_an_edit_whose_end_is_unknown_leaves_no_doubt(store: Store, first: Card) -> None:
    await store.run(lambda work: shown(work, first))
    await store.run(lambda work: work.cards.touch(SUBJECT))
    await store.run(edit)

    await store.run(lambda work: work.cards.abandon("the next one"))

    (card,) = await store.run(waiting)
    assert not card.doubted


async def test_a_doubt_outlives_what_is_asked_for_before_it_is_known(
    store: Store, clock: Clock, first: Card
) -> None:
    await store.run(lambda work: work.cards.later(first, NOW, doubtful=True))
    await store.run(show)
    second = await store.run(edit)
    assert second.doubted

    await store.run(lambda work: work.cards.later(second, NOW))
    assert (await store.run(edit)).doubted


async def test_one_card_of_each_officer_that_is_not_busy(store: Store, clock: Clock) -> None:
    async def add(officer: str, running: int) -> None:
        await store.run(lambda work: work.cards.show(officer, request(running).subject))
        clock.pass_by(MINUTE)

    for officer, running in (("a", 1), ("a", 2), ("b", 1), ("c", 2)):
        await add(officer, running)

    def officers(work: Work, *busy: str, limit: int = 9) -> list[str]:
        return [card.officer for card in work.cards.waiting(busy=busy, limit=limit)]

    assert await store.run(officers) == ["a", "b", "c"]
    assert await store.run(lambda work: officers(work, "a")) == ["b", "c"]
    assert await store.run(lambda work: officers(work, limit=2)) == ["a", "b"]


async def test_a_card_is_found_by_the_id_of_any_part_of_its_message(
    store: Store, first: Card
) -> None:
    await store.run(lambda work: shown(work, first, "!room|$one,$t_o"))

    for part in ("$one", "$t_o"):
        assert await store.run(found(part)) == SUBJECT
    # A part of an id is no id.
    for other in ("%", "$", "$on", "|", "$two", "room", "", "$one,$t_o"):
        assert await store.run(found(other)) is None, other
    assert await store.run(found("$one", officer="kz-duty")) is None
    assert await store.run(found("$one", channel="telegram")) is None


def found(
    message_id: str, *, officer: str = "kz-head", channel: str = "matrix"
) -> Callable[[Work], Subject | None]:
    return lambda work: work.cards.sent_as(officer, channel, message_id)
