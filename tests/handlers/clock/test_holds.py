"""What is still to be said is asked when it is leased: nobody is reminded after the discharge."""

from handlers.clock import tick
from protocol.obligation import Kind
from storage.sayings import Priority, Saying
from storage.work import Store, Work
from tests import builders


async def test_a_waiting_reminder_is_owed_no_longer_once_its_obligation_is_discharged(
    store: Store,
) -> None:
    obligation = builders.obligation(Kind.CONFIRM)

    def held(work: Work) -> list[str]:
        rows = work.leases.waiting(busy=(), limit=9)
        assert len(rows) == 1
        return [row.saying.key for row in filter(tick.still_owed(work, rows), rows)]

    def remind(work: Work) -> None:
        work.obligations.open(obligation)
        work.outbox.put(
            Saying("k", "kz-duty", Priority.REMINDER, "remind-confirm", {}, None, obligation.id)
        )

    await store.run(remind)
    before = await store.run(held)
    await store.run(lambda work: work.obligations.settle(obligation.id, by="kz-head", now=work.now))
    after = await store.run(held)

    assert before == ["k"]
    assert after == []
