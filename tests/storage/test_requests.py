"""Requests: whole round trips, and which request a typed number means to whom."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from protocol.confirmation import Confirmation, Deviation, Outgoing
from protocol.dispatch import Dispatch
from protocol.moves import Execution, Form, Move
from protocol.parties import Officer, Party, Role
from protocol.refusals import Refused
from protocol.request import Ground, Number, Request
from storage.requests import Statement
from storage.tables import requests
from storage.work import Store, Work
from tests.builders import NOW, Clock, content, officer, request

KZ, BY, RU = Party.KAZAKHSTAN, Party.BELARUS, Party.RUSSIA


def added(*requests: Request) -> Callable[[Work], None]:
    def add(work: Work) -> None:
        for each in requests:
            work.requests.add(each, content())

    return add


async def test_a_request_comes_back_with_its_content(store: Store) -> None:
    asked = content(
        ground=Ground.PEACE_AND_SECURITY, urgent_until="до полуночи", other="«ё» \x00 😀"
    )

    digest = await store.run(lambda work: work.requests.add(request(), asked))

    def read(work: Work) -> None:
        assert work.requests.get(request().id) == request()
        assert work.requests.content(request().id) == asked
        assert work.requests.digest(request().id) == digest
        with pytest.raises(LookupError):
            work.requests.get("another")

    await store.run(read)


@pytest.mark.parametrize("execution", Execution)
async def test_every_state_is_kept(store_on_sqlite: Store, execution: Execution) -> None:
    await store_on_sqlite.run(added(request()))
    moved = replace(
        request(),
        execution=execution,
        form=Form.OBJECTED,
        transmitted_at=NOW,
        acknowledged_at=NOW + timedelta(seconds=1),
        acknowledged_by="by-duty_officer",
        registered_at=NOW + timedelta(seconds=2),
        executed_by="by-head",
        executed_at=NOW + timedelta(seconds=3),
        formed_by="kz-head",
        formed_at=NOW + timedelta(seconds=4),
        last_moment=NOW + timedelta(microseconds=4_000_001),
        official_use=True,
    )

    await store_on_sqlite.run(lambda work: work.requests.save(moved))

    assert await store_on_sqlite.run(lambda work: work.requests.get(moved.id, lock=False)) == moved


async def test_what_a_transaction_has_read_is_as_it_saved_it_or_undid_it(store: Store) -> None:
    await store.run(added(request()))
    moved = replace(request(), executed_by="by-head")

    def act(work: Work) -> None:
        def seen() -> Request:
            return work.requests.get(request().id, lock=False)

        assert seen() == request()
        with suppress(Refused), work.savepoint():
            work.requests.save(moved)
            assert seen() == moved
            raise Refused("refused-move")
        assert seen() == request()
        work.requests.save(moved)
        assert seen() == moved

    await store.run(act)

    assert await store.run(lambda work: work.requests.get(request().id)) == moved


async def test_who_locks_a_request_reads_what_others_made_of_it(store: Store) -> None:
    await store.run(added(request()))

    def act(work: Work) -> None:
        assert work.requests.get(request().id, lock=False).sender == request().sender
        work.connection.execute(update(requests).values(sender="by-head"))

        assert work.requests.get(request().id).sender == "by-head"
        assert work.requests.get(request().id, lock=False).sender == "by-head"

    await store.run(act)


async def test_numbers_run_densely_for_each_pair_of_parties_and_year(store: Store) -> None:
    def draw(work: Work) -> list[str]:
        pairs = [(KZ, BY, 2026), (KZ, RU, 2026), (BY, KZ, 2026), (KZ, BY, 2027), (KZ, BY, 2026)]
        return [str(work.requests.number(*pair)) for pair in pairs]

    def draw_and_refuse(work: Work) -> None:
        work.requests.number(KZ, BY, 2026)
        raise Refused("refused-move")

    drawn = await store.run(draw)
    with pytest.raises(Refused):
        await store.run(draw_and_refuse)
    after = await store.run(lambda work: work.requests.number(KZ, BY, 2026))

    assert drawn == ["KZ-BY-2026-1", "KZ-RU-2026-1", "BY-KZ-2026-1", "KZ-BY-2027-1", "KZ-BY-2026-2"]
    assert after == Number(KZ, BY, 2026, 3)


async def test_numbers_go_on_behind_those_that_ran_for_the_requesting_party(store: Store) -> None:
    def given(work: Work) -> list[str]:
        for running, requested in ((1, BY), (2, RU), (5, BY)):
            number = Number(KZ, requested, 2026, running)
            work.requests.add(replace(request(running), id=f"r{running}", number=number), content())
        pairs = [(KZ, BY), (KZ, BY), (KZ, RU), (KZ, Party.ARMENIA), (BY, KZ)]
        return [str(work.requests.number(*pair, 2026)) for pair in pairs]

    numbers = await store.run(given)

    assert numbers == [
        *("KZ-BY-2026-6", "KZ-BY-2026-7"),
        *("KZ-RU-2026-3", "KZ-AM-2026-1", "BY-KZ-2026-1"),
    ]


HERE = request(7)
OTHER_YEAR = replace(request(8), id="old", number=Number(KZ, BY, 2025, 8))
SAME_8 = request(8)
BACK_9 = request(9, requesting=BY, requested=KZ)
MINE_9 = request(9)
ENDED_10 = request(10, execution=Execution.WITHDRAWN, form=Form.AWAITING)
OPEN_10 = request(10, requesting=BY, requested=KZ)
ERROR_11 = request(11, execution=Execution.MISADDRESSED)
FOREIGN_12 = request(12, requesting=RU, requested=Party.ARMENIA)
ALL = (
    HERE, OTHER_YEAR, SAME_8, BACK_9, MINE_9, ENDED_10, OPEN_10, ERROR_11, FOREIGN_12
)  # fmt: skip
FOUND = [
    ("KZ-BY-2026-7", HERE),
    ("7", HERE),
    ("kz 7", HERE),
    ("№ 2026-7", HERE),
    ("КZ–ВY–2026–7", HERE),
    ("2025-8", OTHER_YEAR),
    ("KZ-BY-2026-8", SAME_8),
    ("BY-9", BACK_9),
    ("KZ-9", MINE_9),
    ("10", OPEN_10),
    ("KZ-BY-2026-10", ENDED_10),
    ("BY-10", OPEN_10),
    ("BY—7", HERE),
]
REFUSED = [
    ("", officer(), "refused-number-none"),
    ("семь", officer(), "refused-number"),
    ("9" * 40, officer(), "refused-number"),
    ("13", officer(), "refused-number-unknown"),
    ("KZ-BY-2026-999999", officer(), "refused-number-unknown"),
    ("7", officer(party=RU), "refused-number-unknown"),
    ("12", officer(), "refused-number-unknown"),
    ("7", officer(Role.SECRETARIAT_OFFICER), "refused-number-unknown"),
    ("7", officer(Role.REGISTRAR), "refused-number-unknown"),
    ("8", officer(), "refused-number-several"),
    ("9", officer(), "refused-number-several"),
]


async def test_a_typed_number_means_the_one_request_that_the_officer_may_see(store: Store) -> None:
    await store.run(added(*ALL))

    def find(work: Work) -> None:
        for text, expected in FOUND:
            assert work.requests.find(text, seen_by=officer()) == expected, text
        found = work.requests.find("11", seen_by=officer(Role.DEPUTY, BY))
        assert found == ERROR_11

    await store.run(find)


async def test_another_ones_number_and_no_number_get_the_same_answer(store: Store) -> None:
    await store.run(added(*ALL))

    def refusal(work: Work, text: str, by: Officer) -> Refused:
        with pytest.raises(Refused) as refused:
            work.requests.find(text, seen_by=by)
        return refused.value

    def find(work: Work) -> None:
        for text, by, why in REFUSED:
            assert refusal(work, text, by).why == why, text
        anothers, nobodys = refusal(work, "12", officer()), refusal(work, "13", officer())
        assert {**anothers.facts, "text": ""} == {**nobodys.facts, "text": ""}
        several = refusal(work, "9", officer()).facts["numbers"]
        assert set(several) == {"BY-KZ-2026-9", "KZ-BY-2026-9"}  # type: ignore[arg-type]

    await store.run(find)


async def test_the_desks_list_holds_what_is_open_newest_first(store: Store) -> None:
    def at(minutes: int, one: Request) -> Request:
        return replace(one, created_at=NOW + timedelta(minutes=minutes))

    first, second = at(1, request(1)), at(2, request(2, requesting=BY, requested=KZ))
    closed = at(3, request(3, execution=Execution.CLOSED, form=Form.RECORDED))
    unconfirmed = at(4, request(4, execution=Execution.CLOSED, form=Form.AWAITING))
    foreign = at(5, request(5, requesting=RU, requested=BY))
    await store.run(added(first, second, closed, unconfirmed, foreign))

    def read(work: Work) -> None:
        assert work.requests.of("KZ-1") == (unconfirmed, second, first)
        assert work.requests.of("KZ-1", ended=True) == (unconfirmed, closed, second, first)

    await store.run(read)


async def test_statements_come_back_in_their_order(store: Store, clock: Clock) -> None:
    said = [
        Statement(Move.REFUSE, "by-head", NOW + timedelta(minutes=2), "основания статьи 9"),
        Statement(Move.ASK_DETAILS, "by-duty_officer", NOW, "уточните узел"),
    ]

    def state(work: Work) -> None:
        work.requests.add(request(), content())
        for number, statement in enumerate(said):
            work.requests.state(request().id, statement, key=f"statement-{number}")

    await store.run(state)

    assert await store.run(lambda work: work.requests.statements(request().id)) == tuple(said[::-1])
    assert await store.run(lambda work: work.requests.statements("another")) == ()


async def test_the_latest_confirmation_counts(store: Store) -> None:
    first = Confirmation(
        outgoing=Outgoing("12-4/881", date(2026, 11, 20)),
        signed_by="kz-head",
        signed_as=Role.ACTING_HEAD,
        registered_by="kz-duty_officer",
        registered_at=NOW,
        differences="исправлен адрес",
        scans=2,
    )
    second = replace(first, registered_at=NOW + timedelta(days=1), differences="", scans=0)

    def confirm(work: Work) -> None:
        work.requests.add(request(), content())
        assert work.requests.confirmation(request().id) is None
        work.requests.confirm(request().id, second, key="second")
        work.requests.confirm(request().id, first, key="first")

    await store.run(confirm)

    assert await store.run(lambda work: work.requests.confirmation(request().id)) == second


async def test_what_became_of_a_letter_in_one_moment_follows_it_in_its_order(store: Store) -> None:
    letter = Confirmation(Outgoing("12-4/881", date(2026, 11, 20)), "kz-head", Role.HEAD, "a", NOW)
    sent = replace(
        letter,
        dispatch=Dispatch(date(2026, 11, 20), at=NOW, how="почтой"),
        corrected_by="b",
        corrected_at=NOW,
    )
    unregistered = (Deviation.UNREGISTERED,)
    corrected = replace(
        sent,
        signed_by="",
        name="Омаров Т.",
        deviations=unregistered,
        correction=1,
        corrected_by="c",
    )
    noted = replace(corrected, signed_as=None, correction=2)

    def confirm(work: Work) -> None:
        work.requests.add(request(), content())
        for key, each in zip("zyxw", (letter, sent, corrected, noted), strict=True):
            work.requests.confirm(request().id, each, key=key)

    await store.run(confirm)

    kept = await store.run(lambda work: work.requests.letters(request().id))
    assert kept == (letter, sent, corrected, noted)
