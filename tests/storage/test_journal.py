"""The journal: dense and chained under any load; any change is found, and named by its number."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, delete, insert, select, text, update

from protocol.moves import Move
from protocol.refusals import Refused
from storage.chain import GENESIS, WRITTEN_WITHIN, Head, Scalar, canonical, link_of
from storage.journal import Entry, Journal
from storage.migrations import migrate
from storage.tables import journal, journal_head
from storage.work import Store, Work
from tests.builders import NOW, Clock, content, officer, request

SUBJECT = request().subject
ENTRIES = 9


def write(work: Work, action: str = "acknowledged") -> None:
    work.journal.write(action, actor="by-head", at=work.now, subject=SUBJECT, move="acknowledge")


def verified(work: Work) -> tuple[int, int | None]:
    """Return how many entries fit, and which is the first that does not."""
    found = work.journal.verify()
    return found.entries, found.broken_at


async def test_an_empty_journal_is_whole(store: Store) -> None:
    assert await store.run(verified) == (0, None)
    assert list(await store.run(lambda work: list(work.journal.entries()))) == []


async def test_an_entry_says_who_did_what_about_what_and_when(store: Store) -> None:
    def act(work: Work) -> None:
        work.journal.write(
            "sent",
            actor="kz-head",
            at=NOW,
            subject=SUBJECT,
            due=NOW + timedelta(1),
            count=2,
            why=None,
        )
        work.journal.write("started", actor="nabat", at=NOW)

    await store.run(act)

    facts: dict[str, Scalar] = {"due": "2026-11-21T07:00:00+00:00", "count": 2, "why": None}
    at, subject = NOW.isoformat(), f"request/{SUBJECT.id}"
    sent = Entry(1, at, "kz-head", "sent", subject, facts, written_at=at)
    started = Entry(2, at, "nabat", "started", None, {}, written_at=at)
    assert await store.run(lambda work: list(work.journal.entries())) == [sent, started]
    assert await store.run(lambda work: work.journal.about(SUBJECT)) == (sent,)


async def test_400_turns_at_once_leave_a_dense_and_whole_chain(store: Store) -> None:
    def act(work: Work, number: int) -> None:
        work.journal.write("counted", actor="a", at=NOW, number=number)
        if number % 3 == 0:
            work.journal.write("counted twice", actor="a", at=NOW, number=number)
        if number % 10 == 0:
            raise Refused("refused-move")

    done = await asyncio.gather(
        *(store.run(lambda work, n=number: act(work, n)) for number in range(400)),  # type: ignore[misc]
        return_exceptions=True,
    )

    assert sum(isinstance(each, Refused) for each in done) == 40
    assert sum(each is None for each in done) == 360
    expected = 360 + sum(1 for n in range(400) if n % 3 == 0 and n % 10)
    assert await store.run(verified) == (expected, None)
    entries = await store.run(lambda work: list(work.journal.entries()))
    assert [each.seq for each in entries] == list(range(1, expected + 1))
    counted = [each.facts["number"] for each in entries if each.action == "counted"]
    assert set(counted) == {n for n in range(400) if n % 10}
    assert len(counted) == 360


def body(number: int) -> Callable[[Connection], object]:
    forged = json.dumps({"subject": f"request/{SUBJECT.id}", "actor": "nobody"}).encode()
    return lambda c: c.execute(update(journal).where(journal.c.seq == number).values(body=forged))


def link(number: int) -> Callable[[Connection], object]:
    return lambda c: c.execute(
        update(journal).where(journal.c.seq == number).values(hash=b"0" * 32)
    )


def deleted(first: int, last: int) -> Callable[[Connection], object]:
    return lambda c: c.execute(delete(journal).where(journal.c.seq.between(first, last)))


def filed_elsewhere(number: int) -> Callable[[Connection], object]:
    return lambda c: c.execute(update(journal).where(journal.c.seq == number).values(subject="x"))


def swapped(one: int, other: int) -> Callable[[Connection], object]:
    def swap(connection: Connection) -> None:
        for seq, to in ((one, -1), (other, one), (-1, other)):
            connection.execute(update(journal).where(journal.c.seq == seq).values(seq=to))

    return swap


def forged_with_its_link(number: int) -> Callable[[Connection], object]:
    """A thief who knows the rule makes the entry and its own hash fit."""

    def forge(connection: Connection) -> None:
        before = connection.scalar(select(journal.c.hash).where(journal.c.seq == number - 1))
        stored = connection.scalar(select(journal.c.body).where(journal.c.seq == number))
        forged = stored.replace(b"by-head", b"by-duty")  # type: ignore[union-attr]
        connection.execute(
            update(journal)
            .where(journal.c.seq == number)
            .values(body=forged, hash=link_of(before or GENESIS, forged))
        )

    return forge


def appended(connection: Connection) -> None:
    last = connection.scalar(select(journal.c.hash).order_by(journal.c.seq.desc()).limit(1))
    entry = {
        "seq": ENTRIES + 1,
        "body": b'{"at":"","subject":null}',
        "about": None,
        "subject": None,
    }
    connection.execute(insert(journal).values(**entry, hash=link_of(last or b"", entry["body"])))  # type: ignore[arg-type]


def head(**values: object) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(update(journal_head).values(**values))


def typed(column: str, value: object, number: int) -> Callable[[Connection], object]:
    """SQLite takes a value of any type; the column's own would turn or refuse it."""
    said = text(f"UPDATE journal SET {column} = :value WHERE seq = :number")
    return lambda c: c.execute(said, {"value": value, "number": number})


def typed_head(column: str, value: object) -> Callable[[Connection], object]:
    said = text(f"UPDATE journal_head SET {column} = :value")
    return lambda c: c.execute(said, {"value": value})


def chained_anew(written: bytes) -> Callable[[Connection], object]:
    """Whoever knows the rule appends what is no entry, with a link and a head that fit."""

    def forge(connection: Connection) -> None:
        last = connection.scalar(select(journal_head.c.hash))
        entry = {"seq": ENTRIES + 1, "body": written, "about": None, "subject": None}
        hash = link_of(last or b"", written)
        connection.execute(insert(journal).values(**entry, hash=hash))
        connection.execute(update(journal_head).values(seq=ENTRIES + 1, hash=hash))

    return forge


ODD = ("text", "", 7, 10**15, -1, 2.5, b"", "\ud800".encode("utf-8", "surrogatepass"))
FORGERIES: dict[str, tuple[Callable[[Connection], object], int]] = {
    **{f"the body of {n} changed": (body(n), n) for n in (1, 5, ENTRIES)},
    **{f"the hash of {n} changed": (link(n), n) for n in (1, 5, ENTRIES)},
    **{f"{n} filed elsewhere": (filed_elsewhere(n), n) for n in (1, ENTRIES)},
    "4 and 5 swapped": (swapped(4, 5), 4),
    "the first and the last swapped": (swapped(1, ENTRIES), 1),
    "the first deleted": (deleted(1, 1), 1),
    "one in the middle deleted": (deleted(5, 5), 5),
    "many in the middle deleted": (deleted(3, 7), 3),
    "the last deleted": (deleted(ENTRIES, ENTRIES), ENTRIES),
    "all but the first deleted": (deleted(2, ENTRIES), 2),
    "all deleted": (deleted(1, ENTRIES), 1),
    "one changed, its own hash made to fit": (forged_with_its_link(5), 6),
    "the last changed, its hash made to fit": (forged_with_its_link(ENTRIES), ENTRIES + 1),
    "one appended": (appended, ENTRIES + 1),
    "the head set back": (head(seq=ENTRIES - 1), ENTRIES + 1),
    "the head's hash changed": (head(hash=b"0" * 32), ENTRIES + 1),
    "the head deleted": (lambda connection: connection.execute(delete(journal_head)), ENTRIES + 1),
}
# Of a type, or in a form, that no turn of ours writes.
ODDITIES: dict[str, tuple[Callable[[Connection], object], int]] = {
    **{
        f"the {column} of 5 is {value!r}": (typed(column, value, 5), 5)
        for column in ("hash", "body", "about", "subject")
        for value in ODD
    },
    "bytes that are no text where a text belongs": (
        lambda c: c.execute(text("UPDATE journal SET about = CAST(x'ff' AS TEXT) WHERE seq = 5")),
        5,
    ),
    **{
        f"an entry that is {written!r}": (chained_anew(written), ENTRIES + 1)
        for written in (b"", b"{", b"[]", b"7", b"{}", b'{"subject":null}', b"[" * 100_000)
    },
    **{
        f"the {column} of the head is {value!r}": (
            typed_head(column, value),
            ENTRIES + 1,
        )
        for column in ("seq", "hash")
        for value in ("text", 7, 10**15, b"x")
    },
    "a second head": (
        lambda c: c.execute(insert(journal_head).values(id=2, seq=ENTRIES, hash=GENESIS)),
        ENTRIES + 1,
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forgery_is_found_and_named(store_on_sqlite: Store, forgery: str) -> None:
    store, (forge, broken_at) = store_on_sqlite, FORGERIES[forgery]
    for _ in range(ENTRIES):
        await store.run(write)
    assert await store.run(verified) == (ENTRIES, None)

    await store.run(lambda work: forge(work.connection))

    _, found = await store.run(verified)
    assert found == broken_at


async def test_content_never_stands_in_the_journal(store: Store) -> None:
    secret = "подстанция Восточная"

    def act(work: Work) -> None:
        digest = work.requests.add(request(), content(substance=secret))
        moved = request().moved(Move.TRANSMIT, by=officer(), now=work.now)
        work.journal.write(
            "sent", actor="kz-head", at=work.now, subject=SUBJECT, digest=digest.hex()
        )
        work.requests.save(moved)

    await store.run(act)

    bodies = await store.run(lambda work: work.connection.scalars(select(journal.c.body)).all())
    assert len(bodies) == 1
    assert all(secret not in json.loads(bytes(each)).values() for each in bodies)
    assert all(secret.encode() not in bytes(each) for each in bodies)


async def test_the_head_is_the_last_entry_that_fits(store: Store) -> None:
    for _ in range(ENTRIES):
        await store.run(write)

    head = (await store.run(lambda work: work.journal.verify())).head

    link = await store.run(
        lambda work: work.connection.scalar(select(journal.c.hash).where(journal.c.seq == ENTRIES))
    )
    assert (head.seq, head.hash) == (ENTRIES, bytes(link or b"").hex())
    assert datetime.fromisoformat(head.at).tzinfo is not None
    assert Head.read(str(head)) == head


async def test_a_head_that_was_kept_tells_a_journal_written_anew(store: Store) -> None:
    """Whoever holds the database can make every link fit; not the one that was kept elsewhere."""
    for _ in range(ENTRIES):
        await store.run(write)
    kept = (await store.run(lambda work: work.journal.verify())).head
    await store.run(write)
    assert await store.run(lambda work: work.journal.holds(kept))

    def written_anew(work: Work) -> None:
        work.connection.execute(delete(journal))
        work.connection.execute(delete(journal_head))
        for _ in range(ENTRIES + 5):
            write(work, "invented")

    await store.run(written_anew)

    assert await store.run(verified) == (ENTRIES + 5, None)
    assert not await store.run(lambda work: work.journal.holds(kept))


async def test_a_head_that_was_kept_tells_a_journal_that_was_cut(store: Store) -> None:
    for _ in range(ENTRIES):
        await store.run(write)
    kept = (await store.run(lambda work: work.journal.verify())).head

    def cut(work: Work) -> None:
        work.connection.execute(delete(journal).where(journal.c.seq == ENTRIES))
        last = work.connection.scalar(select(journal.c.hash).where(journal.c.seq == ENTRIES - 1))
        work.connection.execute(update(journal_head).values(seq=ENTRIES - 1, hash=last))

    await store.run(cut)

    assert await store.run(verified) == (ENTRIES - 1, None)
    assert not await store.run(lambda work: work.journal.holds(kept))


@pytest.mark.parametrize(
    "line", ["", "1", "x y z", f"1 {'0' * 63} -", f"-1 {'0' * 64} -", "1 2 3 4"]
)
def test_what_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Head.read(line)


@pytest.fixture
def unwrapped(tmp_path: Path) -> Iterator[Engine]:
    """A journal on SQLite, through an engine that wraps nothing, as `journal verify` reads it."""
    engine = create_engine(f"sqlite:///{tmp_path / 'nabat.db'}")
    with engine.begin() as connection:
        migrate(connection)
        work = Journal(connection)
        for _ in range(ENTRIES):
            work.write("acknowledged", actor="by-head", at=NOW, subject=SUBJECT)
        work.flush(NOW)
    yield engine
    engine.dispose()


def test_an_oddity_is_named_and_ends_no_verification(unwrapped: Engine) -> None:
    for oddity, (make, broken_at) in ODDITIES.items():
        with unwrapped.connect() as connection:
            make(connection)
            found = Journal(connection).verify()
            connection.rollback()
            assert (found.broken_at, found.head.seq) == (broken_at, broken_at - 1), oddity


def test_a_damaged_page_is_named_by_the_first_entry_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "nabat.db"
    writing = create_engine(f"sqlite:///{path}")
    with writing.begin() as connection:
        migrate(connection)
        work = Journal(connection)
        for number in range(2000):
            work.write("counted", actor="a", at=NOW, number=number, padding="x" * 100)
        work.flush(NOW)
    writing.dispose()
    whole = path.read_bytes()
    place = whole.index(b'"number":1234')
    page = int.from_bytes(whole[16:18], "big")
    begin = place - place % page
    path.write_bytes(whole[:begin] + b"\xff" * page + whole[begin + page :])

    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = Journal(connection).verify()
    engine.dispose()

    assert found.broken_at is not None
    assert 1100 < found.broken_at <= 1235
    assert found.head.seq == found.broken_at - 1


# The moment of the commit


def at_of(work: Work) -> list[tuple[str, str | None]]:
    return [(each.at, each.written_at) for each in work.journal.entries()]


async def test_an_act_may_be_older_than_the_entry_before_it_and_its_writing_is_not(
    store: Store, clock: Clock
) -> None:
    def late(work: Work) -> None:
        work.journal.write("sent", actor="kz-head", at=NOW - timedelta(hours=1))
        work.journal.write("opened", actor="nabat", at=NOW)

    await store.run(write)
    written = clock.pass_by(timedelta(minutes=2)).isoformat()
    await store.run(late)

    early, now = (NOW - timedelta(hours=1)).isoformat(), NOW.isoformat()
    assert await store.run(at_of) == [(now, now), (early, written), (now, written)]
    assert (await store.run(verified))[1] is None


@pytest.mark.parametrize("back", [timedelta(seconds=1), WRITTEN_WITHIN, timedelta(days=5)], ids=str)
async def test_a_clock_that_went_back_fails_no_turn_and_sets_no_writing_back(
    store: Store, clock: Clock, back: timedelta
) -> None:
    await store.run(write)
    clock.now = NOW - back
    await store.run(write)
    clock.now = NOW + timedelta(seconds=1)
    await store.run(write)

    now, back_at, on = NOW.isoformat(), (NOW - back).isoformat(), clock.now.isoformat()
    assert await store.run(at_of) == [(now, now), (back_at, now), (on, on)]
    assert (await store.run(verified))[1] is None
    assert await store.run(lambda work: work.journal.last_at()) == clock.now


def rewritten(number: int, **changes: object) -> Callable[[Connection], object]:
    """
    A forger with the database and the code changes an entry and chains what follows anew.

    A change to None takes the fact out.
    """

    def forge(connection: Connection) -> None:
        link = connection.scalar(select(journal.c.hash).where(journal.c.seq == number - 1))
        link = bytes(link or GENESIS)
        rows = connection.execute(
            select(journal.c.seq, journal.c.body)
            .where(journal.c.seq >= number)
            .order_by(journal.c.seq)
        ).all()
        for row in rows:
            facts = json.loads(bytes(row.body))
            if row.seq == number:
                facts = {k: v for k, v in {**facts, **changes}.items() if v is not None}
            facts.setdefault("subject", None)
            link = link_of(link, canonical(facts))
            values = {"body": canonical(facts), "hash": link}
            connection.execute(update(journal).where(journal.c.seq == row.seq).values(**values))
        connection.execute(update(journal_head).values(hash=link))

    return forge


def moment(**back: float) -> str:
    return (NOW - timedelta(**back)).isoformat()


LAST = ENTRIES
REWRITTEN: dict[str, tuple[Callable[[Connection], object], int | None]] = {
    "nothing": (rewritten(5), None),
    "set back within the grace": (rewritten(5, written_at=moment(seconds=60)), None),
    "set back by more": (rewritten(5, written_at=moment(seconds=60, microseconds=1)), 5),
    "set back by days": (rewritten(LAST, written_at=moment(days=5)), LAST),
    "set ahead: the next one went back": (rewritten(4, written_at=moment(days=-5)), 5),
    "an act set back": (rewritten(5, at=moment(days=5)), None),
    "taken out": (rewritten(5, written_at=None), 5),
    "taken out of the last": (rewritten(LAST, written_at=None), LAST),
    "no moment": (rewritten(5, written_at="yesterday"), 5),
    "no text": (rewritten(5, written_at=5), 5),
    "without a zone": (rewritten(5, written_at="2026-11-20T07:00:00"), 5),
    "before all time": (rewritten(5, written_at="0001-01-01T00:00:00+23:59"), 5),
}


@pytest.mark.parametrize("forgery", REWRITTEN)
async def test_a_writing_that_goes_back_or_is_taken_out_is_named_though_the_chain_fits(
    store: Store, forgery: str
) -> None:
    forge, broken_at = REWRITTEN[forgery]
    for _ in range(ENTRIES):
        await store.run(write)

    await store.run(lambda work: forge(work.connection))

    assert (await store.run(verified))[1] == broken_at


async def test_writings_that_creep_back_are_found_however_small_each_step(store: Store) -> None:
    for _ in range(4):
        await store.run(write)

    for number, seconds in ((2, 25), (3, 50), (4, 75)):
        back = moment(seconds=seconds)
        await store.run(lambda work, n=number, b=back: rewritten(n, written_at=b)(work.connection))  # type: ignore[misc]

    assert (await store.run(verified))[1] == 4


async def test_the_moment_of_writing_is_bound_into_the_hash(store: Store) -> None:
    for _ in range(3):
        await store.run(write)

    def moved(work: Work) -> None:
        body = bytes(
            work.connection.scalar(select(journal.c.body).where(journal.c.seq == 2)) or b""
        )
        later = canonical({**json.loads(body), "written_at": moment(seconds=-1)})
        work.connection.execute(update(journal).where(journal.c.seq == 2).values(body=later))

    await store.run(moved)

    assert (await store.run(verified))[1] == 2


# As version 0.1.0 wrote it: the same bytes without the moment of writing.
OF_THE_EARLIER_VERSION = (
    b'{"action":"register","actor":"operator","agreements":15,"at":"2026-11-19T06:00:00+00:00",'
    b'"authorities":6,"officers":31,"subject":null}',
    b'{"action":"sent","actor":"kz-duty","at":"2026-11-19T06:05:00+00:00","digest":"ab",'
    b'"subject":null}',
)


def earlier(work: Work) -> None:
    link = GENESIS
    for seq, body in enumerate(OF_THE_EARLIER_VERSION, 1):
        link = link_of(link, body)
        row = {"seq": seq, "about": None, "subject": None, "body": body, "hash": link}
        work.connection.execute(insert(journal).values(**row))
    work.connection.execute(insert(journal_head).values(id=1, seq=seq, hash=link))


async def test_a_journal_of_the_earlier_version_is_whole_and_goes_on(store: Store) -> None:
    await store.run(earlier)
    assert await store.run(verified) == (2, None)
    last_act = datetime(2026, 11, 19, 6, 5, tzinfo=UTC)
    assert await store.run(lambda work: work.journal.last_at()) == last_act

    await store.run(write)

    assert await store.run(verified) == (3, None)
    assert [written for _, written in await store.run(at_of)] == [None, None, NOW.isoformat()]


async def test_what_the_earlier_version_wrote_is_not_followed_by_its_like(store: Store) -> None:
    await store.run(earlier)
    await store.run(write)
    await store.run(write)

    await store.run(lambda work: rewritten(4, written_at=None)(work.connection))

    assert (await store.run(verified))[1] == 4
