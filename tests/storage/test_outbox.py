"""The outbox: each row is said once, in order of urgency, and ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from protocol.obligation import Subject
from storage import outgoing
from storage.arrivals import Reached, SentAs
from storage.offers import Shown
from storage.outgoing import OutboxState, Outgoing
from storage.sayings import Priority, Saying
from storage.tables import outbox
from storage.work import Store, Work
from tests.builders import NOW, Clock, obligation, request
from tests.storage.plans import plans

MINUTE = timedelta(minutes=1)
SAYING = Saying(
    key="obligation/o1/step/by-head",
    officer="by-head",
    priority=Priority.ALARM,
    text="remind-acknowledge",
    values={"left": timedelta(minutes=5), "number": "KZ-BY-2026-7"},
    subject=request().subject,
    obligation=obligation().id,
    choices=(Shown("offer-1", 1, "ack.choice", {}), Shown("2", 2, "x", {"left": MINUTE})),
)
PLAIN = Saying("answer/1", "kz-head", Priority.ANSWER, "done", {})


def put(work: Work, *sayings: Saying) -> list[bool]:
    return [work.outbox.put(saying) for saying in sayings]


def next_one(work: Work) -> Outgoing:
    (row,) = work.leases.waiting(busy=(), limit=1)
    return row


def lease(work: Work, row: Outgoing, by: str = "me") -> None:
    leased = replace(
        row,
        channel="matrix",
        full_content=True,
        rendering=b"words",
        attempts=row.attempts + 1,
    )
    work.leases.lease([leased], by=by)


def keys(work: Work, *, busy: tuple[str, ...] = (), limit: int = 9) -> list[str]:
    return [row.saying.key for row in work.leases.waiting(busy=busy, limit=limit)]


def end_of(work: Work) -> tuple[object, ...]:
    columns = (outbox.c.state, outbox.c.ended_at, outbox.c.message_id, outbox.c.why)
    return tuple(work.connection.execute(select(*columns)).one())


async def test_a_saying_comes_back_and_is_put_once(store: Store) -> None:
    def twice(work: Work) -> list[bool]:
        done = put(work, SAYING, replace(SAYING, officer="kz-head"), PLAIN)
        assert work.outbox.written == 2
        return done

    assert await store.run(twice) == [True, False, True]
    assert await store.run(lambda work: put(work, SAYING)) == [False]

    rows = await store.run(lambda work: work.leases.waiting(busy=(), limit=9))
    assert [row.saying for row in rows] == [SAYING, PLAIN]
    assert rows[0] == Outgoing(
        seq=rows[0].seq,
        saying=SAYING,
        created_at=NOW,
        attempts=0,
        doubts=0,
        channel=None,
        tried=(),
        full_content=False,
        leased_by=None,
        rendering=None,
    )


async def test_alarms_go_first_and_wait_for_nothing_else_of_their_officer(store: Store) -> None:
    def fill(work: Work) -> None:
        for officer in ("a", "b"):
            for priority in reversed(Priority):
                key = f"{officer}{priority.value}"
                put(work, replace(PLAIN, key=key, officer=officer, priority=priority))

    await store.run(fill)

    assert await store.run(keys) == ["a0", "b0", "a1", "b1"]
    assert await store.run(lambda work: keys(work, limit=1)) == ["a0"]
    assert await store.run(lambda work: keys(work, busy=("a",))) == ["a0", "b0", "b1"]
    assert await store.run(lambda work: keys(work, busy=("a", "b"))) == ["a0", "b0"]


async def test_a_retry_comes_later_with_the_same_words(store: Store, clock: Clock) -> None:
    def send(work: Work) -> None:
        put(work, SAYING)
        lease(work, next_one(work))

    def fail(work: Work) -> None:
        (row,) = work.leases.abandoned("another")
        work.outcomes.doubt(row, NOW + MINUTE, lasting=True)

    await store.run(send)
    assert await store.run(keys) == []
    assert await store.run(lambda work: work.leases.next_at(busy=())) is None
    await store.run(fail)
    assert await store.run(keys) == []
    assert await store.run(lambda work: work.leases.next_at(busy=())) == NOW + MINUTE

    clock.pass_by(MINUTE)
    row = await store.run(next_one)
    assert (row.rendering, row.channel) == (b"words", "matrix")
    assert (row.attempts, row.doubts, row.leased_by, row.full_content) == (1, 1, None, True)


async def test_elsewhere_begins_anew_on_the_next_channel(store: Store, clock: Clock) -> None:
    def send(work: Work) -> None:
        put(work, SAYING)
        for channel in ("matrix", "telegram"):
            row = next_one(work)
            lease(work, row)
            work.outcomes.elsewhere(row, channel, refused=True)

    await store.run(send)

    row = await store.run(next_one)
    assert row.tried == ("matrix", "telegram")
    assert (row.rendering, row.channel, row.attempts, row.doubts) == (None, None, 0, 0)
    assert row.saying == SAYING


async def test_every_row_ends_once_sent_never_or_dropped(store: Store, clock: Clock) -> None:
    def cycle(work: Work, ending: str) -> tuple[object, ...]:
        put(work, SAYING)
        row = next_one(work)
        lease(work, row)
        if ending == "sent":
            work.outcomes.record_sent([(row, "message-9")])
        elif ending == "never":
            work.outcomes.never(row, "blocked")
        else:
            work.outcomes.drop(row)
        assert keys(work) == []
        assert work.leases.abandoned("another") == ()
        assert work.connection.execute(select(outbox.c["values"], outbox.c.rendering)).one() == (
            None,
            None,
        )
        ended = end_of(work)
        assert work.outbox.prune(NOW, most=9) == 0
        assert work.outbox.prune(NOW + MINUTE, most=9) == 1
        return ended

    assert await store.run(lambda work: cycle(work, "sent")) == ("sent", NOW, "message-9", None)
    assert await store.run(lambda work: cycle(work, "never")) == ("never", NOW, None, "blocked")
    assert await store.run(lambda work: cycle(work, "drop")) == ("dropped", NOW, None, None)


async def test_only_another_incarnations_rows_are_abandoned(store: Store) -> None:
    def fill(work: Work) -> None:
        for officer, by in (("a", "before"), ("b", "me"), ("c", None)):
            put(work, replace(PLAIN, key=officer, officer=officer))
            (row,) = (r for r in work.leases.waiting(busy=(), limit=9) if r.saying.key == officer)
            if by:
                lease(work, row, by=by)

    await store.run(fill)

    abandoned = await store.run(lambda work: work.leases.abandoned("me"))
    assert [(row.saying.key, row.leased_by, row.rendering) for row in abandoned] == [
        ("a", "before", b"words")
    ]


async def test_how_far_a_text_came_with_each_officer(store: Store, clock: Clock) -> None:
    def fill(work: Work) -> None:
        put(work, SAYING, replace(SAYING, key="2", officer="a"), replace(SAYING, key="3", text="x"))
        work.outcomes.record_sent([(next_one(work), "m")])

    def reached(work: Work) -> tuple[Reached, ...]:
        return work.arrivals.progress(request().subject, "remind-acknowledge")

    await store.run(fill)

    assert await store.run(reached) == (
        Reached("by-head", OutboxState.SENT, NOW, None),
        Reached("a", OutboxState.WAITING, None, None),
    )


async def test_the_waiting_are_found_by_index_among_many_that_ended(store: Store) -> None:
    def fill(work: Work) -> None:
        row = {"priority": 1, "text": "t", "created_at": NOW, "attempts": 1, "doubts": 0}
        more = {"tried": "[]", "full_content": False, "choices": "[]", "ended_at": NOW}
        ended = [
            {
                **row,
                **more,
                "key": f"k{n}",
                "officer": f"o{n % 9}",
                "queue": "q",
                "place": 0,
                "state": "sent",
            }
            for n in range(2000)
        ]
        work.connection.execute(outbox.insert(), ended)
        put(work, SAYING)

    def planned(work: Work) -> list[str]:
        asks = (
            lambda: work.leases.waiting(busy=("x",), limit=9),
            lambda: work.leases.next_at(busy=("x",)),
            lambda: work.leases.abandoned("me"),
        )
        return [plans(work.connection, ask) for ask in asks]

    await store.run(fill)

    waiting, next_at, abandoned = await store.run(planned)
    assert "ix_outbox_due" in waiting, waiting
    assert "ix_outbox_due" in next_at, next_at
    assert "ix_outbox_leased_by" in abandoned, abandoned


async def test_a_number_that_answers_a_message_is_the_choice_under_it(store: Store) -> None:
    choices = (Shown("offer-a", 1, "ack.choice", {}), Shown("offer-b", 2, "phone.choice", {}))

    def sent(work: Work) -> None:
        put(work, replace(PLAIN, choices=choices))
        row = replace(next_one(work), channel="matrix")
        work.leases.lease([row], by="me")
        work.outcomes.record_sent([(row, "!room|$one,$two")])

    def found(officer: str, channel: str, event: str) -> Callable[[Work], SentAs | None]:
        return lambda work: work.arrivals.sent_as(officer, channel, event)

    await store.run(sent)

    expected = SentAs(choices, None, NOW, None)
    for part in ("$one", "$two"):
        assert await store.run(found("kz-head", "matrix", part)) == expected
    assert await store.run(found("kz-duty", "matrix", "$two")) is None
    assert await store.run(found("kz-head", "telegram", "$two")) is None
    # A part of an id is no id.
    for other in ("%", "$", "$tw", "|", "room"):
        assert await store.run(found("kz-head", "matrix", other)) is None, other


async def test_what_is_under_way_has_no_id_yet(store: Store, clock: Clock) -> None:
    choices = (Shown("offer-a", 1, "ack.choice", {}),)

    def leased(work: Work) -> None:
        put(work, replace(PLAIN, choices=choices))
        lease(work, next_one(work))

    def under_way(work: Work) -> list[tuple[Shown, ...]]:
        return [each.choices for each in work.arrivals.under_way("kz-head", "matrix")]

    await store.run(lambda work: put(work, replace(PLAIN, key="other")))
    await store.run(lambda work: work.outcomes.drop(next_one(work)))
    assert await store.run(under_way) == []
    await store.run(leased)
    assert await store.run(under_way) == [choices]
    # Again after a doubt, and after a crash.
    (row,) = await store.run(lambda work: work.leases.abandoned("another"))
    await store.run(lambda work: work.outcomes.doubt(row, work.now, lasting=False))
    assert await store.run(under_way) == [choices]
    await store.run(lambda work: work.outcomes.record_sent([(row, "!room|$one")]))
    assert await store.run(under_way) == []


async def test_what_was_read_up_to_a_message_is_noted_once(store: Store, clock: Clock) -> None:
    def sent(work: Work) -> None:
        for number, text in enumerate(("a", "b", "c")):
            saying = replace(SAYING, key=text, obligation=None, officer="kz-head")
            put(work, saying)
            row = replace(next_one(work), channel="matrix")
            work.leases.lease([row], by="me")
            work.outcomes.record_sent([(row, f"!room|${number}")])

    def opened(work: Work) -> tuple[Subject, ...]:
        return work.arrivals.record_read("kz-head", "matrix", "$1")

    def read(work: Work) -> list[datetime | None]:
        return [each.opened_at for each in work.arrivals.progress(request().subject, SAYING.text)]

    await store.run(sent)
    first = await store.run(opened)
    clock.pass_by(MINUTE)
    second = await store.run(opened)

    assert (first, second) == ((request().subject,), ())
    assert await store.run(read) == [NOW, NOW, None]


async def test_what_was_left_in_doubt_is_come_back_to_and_what_refused_is_not(store: Store) -> None:
    await store.run(lambda work: put(work, PLAIN))

    def tried(work: Work) -> Outgoing:
        (row,) = work.leases.waiting(busy=(), limit=1)
        return replace(row, channel="telegram")

    row = await store.run(tried)
    await store.run(lambda work: work.outcomes.elsewhere(row, "telegram", refused=False))
    there = replace(await store.run(tried), channel="matrix")
    assert there.left_in_doubt == {"telegram"}
    assert there.may_have_arrived_elsewhere
    await store.run(lambda work: work.outcomes.back(there, "matrix", NOW))

    back = await store.run(tried)
    assert "telegram" not in back.tried
    assert "matrix" in back.tried
    assert not back.left_in_doubt
    assert back.may_have_arrived_elsewhere
    await store.run(lambda work: work.outcomes.elsewhere(back, "telegram", refused=True))
    assert not (await store.run(tried)).left_in_doubt


async def test_of_reminders_of_one_obligation_to_one_officer_the_latest_is_told(
    store: Store,
) -> None:
    def said(work: Work) -> None:
        for key, officer, text in (
            ("a", "by-duty", "remind-confirm"),
            ("b", "by-duty", "remind-confirm-late"),
            ("c", "kz-duty", "remind-confirm"),
            ("d", "by-duty", "alarm"),
            ("e", "by-duty", "digest"),
            ("f", "by-duty", "digest"),
        ):
            one = PLAIN if text == "digest" else SAYING
            put(work, replace(one, key=key, officer=officer, text=text))

    await store.run(said)

    def overtaken(work: Work) -> list[str]:
        rows = work.connection.execute(select(outbox).order_by(outbox.c.seq))
        found = [outgoing.read(work.vault, row) for row in rows]
        seqs = work.deliveries.superseded(found, besides="alarm", of_all=("digest",))
        return [key for key, row in zip("abcdef", found, strict=True) if row.seq in seqs]

    assert await store.run(overtaken) == ["a", "e"]


async def test_what_waits_for_an_officer_since_a_moment_is_found(
    store: Store, clock: Clock
) -> None:
    await store.run(lambda work: put(work, PLAIN, SAYING))
    clock.now += MINUTE
    await store.run(lambda work: put(work, replace(PLAIN, key="answer/2")))

    def found(work: Work, before: datetime) -> list[str]:
        return [row.saying.key for row in work.leases.waiting_since("kz-head", before)]

    assert await store.run(lambda work: found(work, NOW)) == ["answer/1"]
    assert await store.run(lambda work: found(work, NOW - MINUTE)) == []
