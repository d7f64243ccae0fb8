"""Obligations: they wake by an index, once, and what is discharged stays silent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from protocol.obligation import About, Due, Kind, Obligation, Subject
from storage.obligations import Snooze
from storage.work import Store, Work
from tests.builders import NOW, Clock, obligation, request
from tests.storage.plans import plans

REQUEST = request().subject
NOTICE = Subject(About.NOTICE, "notice-1")
MINUTE = timedelta(minutes=1)


def open_each(work: Work, owed: Iterable[Obligation]) -> None:
    for each in owed:
        work.obligations.open(each)


async def test_an_obligation_comes_back(store: Store) -> None:
    opened = obligation(Kind.CONFIRM, due=Due(NOW + 72 * 60 * MINUTE, NOW + 96 * 60 * MINUTE))
    silent = obligation(Kind.RECEIPT, NOTICE, owed_by="KG", wake_at=None)

    def add(work: Work) -> None:
        work.obligations.open(opened)
        work.obligations.open(silent)

    await store.run(add)

    def read(work: Work) -> None:
        assert work.obligations.get(opened.id) == opened
        assert work.obligations.about(NOTICE) == (silent,)
        with pytest.raises(LookupError):
            work.obligations.get("another")

    await store.run(read)


async def test_what_is_discharged_is_silent_and_keeps_its_first_discharger(store: Store) -> None:
    asked, forward = obligation(Kind.ACKNOWLEDGE), obligation(Kind.FORWARD)
    await store.run(lambda work: open_each(work, [asked, forward]))
    kinds = (Kind.ACKNOWLEDGE, Kind.EXECUTE)

    def discharge(work: Work, by: str) -> tuple[Kind, ...]:
        return work.obligations.discharge(REQUEST, kinds, by=by, now=work.now)

    first = await store.run(lambda work: discharge(work, "by-head"))
    second = await store.run(lambda work: discharge(work, "by-duty_officer"))

    def late(work: Work) -> bool:
        work.obligations.save(replace(asked, wake_at=NOW))
        work.obligations.note_step(asked.id, step_at=NOW, wake_at=NOW)
        return work.obligations.settle(asked.id, by="late", now=NOW)

    assert (first, second) == ((Kind.ACKNOWLEDGE,), ())
    assert await store.run(late) is False
    done = await store.run(lambda work: work.obligations.get(asked.id))
    assert done == asked.discharged(by="by-head", now=NOW)


async def test_settling_discharges_one_obligation_once(store: Store) -> None:
    owed = [obligation(Kind.RECEIPT, NOTICE, id=id, owed_by=id) for id in ("KG", "TJ")]
    await store.run(lambda work: open_each(work, owed))

    def settle(work: Work) -> bool:
        return work.obligations.settle("KG", by="kg-registrar", now=work.now)

    assert [await store.run(settle), await store.run(settle)] == [True, False]
    assert await store.run(lambda work: work.obligations.are_open(["KG", "TJ"])) == {"TJ"}


async def test_what_debtors_owe_is_listed_by_urgency(store: Store) -> None:
    late = obligation(Kind.FORWARD, due=Due(NOW - MINUTE))
    soon = obligation(Kind.ACKNOWLEDGE)
    other = obligation(Kind.CONFIRM, owed_by="KZ-1")
    party = obligation(Kind.RECEIPT, NOTICE, owed_by="BY", due=Due(NOW + 99 * MINUTE))

    def add(work: Work) -> None:
        open_each(work, [soon, other, party, late])
        work.obligations.open(replace(soon, id="done", discharged_at=NOW, discharged_by="x"))

    await store.run(add)

    def read(work: Work) -> None:
        assert work.obligations.debts(["BY-1", "BY"]) == (late, soon, party)
        assert work.obligations.debts([]) == ()
        assert work.obligations.find(REQUEST, Kind.ACKNOWLEDGE) == soon
        assert work.obligations.find(REQUEST, Kind.TRANSMIT) is None

    await store.run(read)


async def test_obligations_wake_at_their_moment_oldest_first(store: Store, clock: Clock) -> None:
    kinds = list(Kind)[:6]
    waking = [
        obligation(kind, wake_at=NOW + (6 - number) * MINUTE) for number, kind in enumerate(kinds)
    ]
    await store.run(lambda work: open_each(work, waking))

    def wake(work: Work) -> list[str]:
        return [each.kind for each in work.obligations.waking(work.now, limit=2)]

    assert await store.run(wake) == []
    assert await store.run(lambda work: work.obligations.next_wake()) == NOW + MINUTE
    clock.pass_by(3 * MINUTE)
    assert await store.run(wake) == [kinds[5], kinds[4]]

    def say(work: Work) -> None:
        for each in work.obligations.waking(work.now, limit=2):
            work.obligations.note_step(each.id, step_at=work.now, wake_at=work.now + 60 * MINUTE)

    await store.run(say)
    assert await store.run(wake) == [kinds[3]]
    said = await store.run(lambda work: work.obligations.get(waking[5].id))
    assert (said.last_step_at, said.wake_at) == (clock.now, clock.now + 60 * MINUTE)


async def test_waking_costs_what_is_due_not_what_is_open(store: Store, clock: Clock) -> None:
    many = [obligation(id=f"o{n}", wake_at=NOW + n * MINUTE if n % 9 else None) for n in range(900)]
    await store.run(lambda work: open_each(work, many))

    def planned(work: Work) -> str:
        obligations = work.obligations
        wake = plans(work.connection, lambda: obligations.waking(work.now, limit=50))
        return wake + plans(work.connection, obligations.next_wake)

    plan = await store.run(planned)

    assert plan.count("ix_obligations_wake_at") == 2
    assert "ix_snoozes_wake_at" in plan
    assert "TEMP B-TREE" not in plan, plan


async def test_a_snooze_silences_one_officer_until_its_moment(store: Store, clock: Clock) -> None:
    owed = obligation(Kind.CONFIRM, wake_at=None)
    first = Snooze(owed.id, "kz-head", NOW + MINUTE)
    later = replace(first, wake_at=NOW + 2 * MINUTE)
    other = Snooze(owed.id, "kz-deputy", NOW + 3 * MINUTE)

    def snooze(work: Work) -> None:
        work.obligations.open(owed)
        for each in (other, first, later):
            work.obligations.snooze(each)

    await store.run(snooze)
    assert await store.run(lambda work: work.obligations.next_wake()) == later.wake_at
    clock.pass_by(MINUTE)

    def silent(work: Work) -> frozenset[str]:
        return work.obligations.those_snoozing(owed.id, work.now)

    def over(work: Work) -> tuple[Snooze, ...]:
        found = work.obligations.snoozes_over(work.now, limit=9)
        for each in found:
            work.obligations.end_snooze(each)
        return found

    assert await store.run(over) == ()
    assert await store.run(silent) == {"kz-head", "kz-deputy"}
    clock.pass_by(MINUTE)
    assert await store.run(silent) == {"kz-deputy"}
    assert [await store.run(over), await store.run(over)] == [(later,), ()]
