"""What the invariants about the sides of a request find: each is shown what it must not pass."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, update

from bot.demo.virtual_time import VirtualLoop
from bot.words.message import Rendered
from protocol.moves import Execution, Move
from protocol.obligation import Kind
from protocol.parties import Channel, Interval, Party
from storage.folder import Folder
from storage.keys import KeyRing
from storage.requests import Statement
from storage.tables import bonds, obligations, requests
from storage.work import Work
from tests import builders
from tests.builders import NOW
from tests.simulation.sides import InForce, Readable, check_readable, having, said
from tests.simulation.world import CALM, START, Arrived, Disk, World

RING = KeyRing("1", {"1": bytes(range(32))})
DAY = timedelta(days=1)


def lived(folder: Path, fn: Callable[[Work], None]) -> None:
    """Let something be done in an empty world."""
    loop = VirtualLoop(START)
    disk = Disk(World(1, folder, loop, CALM))

    def work(connection: Connection) -> None:
        fn(
            Work(
                connection,
                ring=RING,
                now=NOW,
                folder=Folder(folder),
                random=lambda count: bytes(count),
            )
        )

    try:
        disk.look(work)
    finally:
        disk.shut()
        loop.close()


def entered(work: Work) -> None:
    """Two Parties and their authorities; Belarus leaves the next day."""
    for party in (Party.KAZAKHSTAN, Party.BELARUS):
        work.connection.execute(insert(bonds).values(party=party, since=builders.LONG_AGO))
        work.registry.put_authority(builders.authority(party))
    leaves = update(bonds).where(bonds.c.party == "BY").values(until=NOW + DAY)
    work.connection.execute(leaves)


@pytest.mark.parametrize("whose", ["KZ-BY", "BY-KZ"])
def test_a_party_out_of_force_neither_sends_nor_receives(tmp_path: Path, whose: str) -> None:
    def lives(work: Work) -> None:
        entered(work)
        in_force = InForce()
        in_force.check(work.connection)
        one, other = (Party(each) for each in whose.split("-"))
        for running, at in enumerate((NOW, NOW + DAY - timedelta(seconds=1))):
            fine = builders.request(running, requesting=one, requested=other, created_at=at)
            work.requests.add(fine, builders.content())
            in_force.check(work.connection)
        late = builders.request(9, requesting=one, requested=other, created_at=NOW + DAY)
        work.requests.add(late, builders.content())

        with pytest.raises(AssertionError, match="BY is out of force"):
            in_force.check(work.connection)

    lived(tmp_path, lives)


def test_an_authority_out_of_force_receives_nothing_and_a_party_no_notice(tmp_path: Path) -> None:
    def lives(work: Work) -> None:
        entered(work)
        in_force = InForce()
        in_force.check(work.connection)
        receipt = builders.obligation(Kind.RECEIPT, owed_by="BY", opened_at=NOW + 2 * DAY)
        work.obligations.open(receipt)
        with pytest.raises(AssertionError, match="BY is out of force"):
            in_force.check(work.connection)
        work.connection.execute(obligations.delete())

        ended = builders.authority(Party.KAZAKHSTAN, during=Interval(NOW - DAY, NOW))
        work.registry.put_authority(ended)
        in_force = InForce()
        in_force.check(work.connection)
        work.requests.add(builders.request(created_at=NOW + DAY / 2), builders.content())
        with pytest.raises(AssertionError, match="KZ-1 is out of force"):
            in_force.check(work.connection)

    lived(tmp_path, lives)


def test_the_sides_that_have_a_request_are_those_to_whom_it_is_not_closed() -> None:
    sent = builders.request(transmitted_at=NOW, execution=Execution.ACKNOWLEDGED)

    assert having(sent) == ("KZ-1", "BY-1")
    assert having(builders.request()) == ("KZ-1",)
    for closed in (Execution.MISADDRESSED, Execution.MISDIRECTED):
        assert having(builders.request(transmitted_at=NOW, execution=closed)) == ("KZ-1",)


def test_what_was_said_and_is_not_shown_is_found() -> None:
    wanted = Readable("KZ-BY-2026-7", "BY-1", ("маяк1", "маяк2"))

    def shown(*texts: str) -> list[Arrived]:
        made = (Rendered(each) for each in texts)
        return [Arrived(NOW, Channel.CONSOLE, "by-duty", "k", each, "1") for each in made]

    check_readable(wanted, "by-duty", shown("KZ-BY-2026-7: маяк1", "и маяк2"))
    with pytest.raises(AssertionError, match="does not read"):
        check_readable(wanted, "by-duty", shown("KZ-BY-2026-7: маяк1"))
    with pytest.raises(AssertionError, match="was not shown"):
        check_readable(wanted, "by-head", shown("KZ-BY-2026-7: маяк1, маяк2"))


def test_what_was_said_is_read_from_the_record(tmp_path: Path) -> None:
    def lives(work: Work) -> None:
        entered(work)
        one = builders.request(transmitted_at=NOW, execution=Execution.ACKNOWLEDGED)
        work.requests.add(one, builders.content(substance="маяк0"))
        work.connection.execute(update(requests).values(transmitted_at=NOW))
        words = Statement(Move.REPORT_PARTIAL, "by-duty", NOW, "Узел отключён, маяк1")
        work.requests.state(one.id, words, key="s1")

        assert said(work, ("маяк0", "маяк1", "маяк2")) == (
            Readable("KZ-BY-2026-7", "KZ-1", ("маяк1",)),
            Readable("KZ-BY-2026-7", "BY-1", ("маяк1",)),
        )

    lived(tmp_path, lives)
