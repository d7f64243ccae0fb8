"""The bytes of attachments: whole with their row, gone after it, sealed, on both databases."""

import asyncio
import errno
import os
import stat
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlalchemy import select

from bot import housekeeping
from protocol.obligation import About, Subject
from storage import engine
from storage.attachments import Attachment
from storage.engine import StorageFailed
from storage.files import Damaged, Foreign, names_of_files
from storage.folder import Folder
from storage.keys import Destroyed
from storage.sqlite import SQLite
from storage.tables import attachments, files, inbox
from storage.work import Store, Work
from tests.builders import NOW

BODY = b"canary in the scan " * 99
NAME = "канарейка-canary.pdf"
HOUR = timedelta(hours=1)
REQUEST = Subject(About.REQUEST, "request-1")


class Killed(BaseException):
    """The process ends here."""


def scan(id: str = "scan-1", subject: str = "draft-1", about: str = "draft") -> Attachment:
    return Attachment(
        id, about, subject, "scan", "kz-head", NOW, "application/pdf", len(BODY), "", NAME
    )


def add(work: Work, id: str = "scan-1") -> None:
    work.attachments.add(scan(id), BODY)


def receive(work: Work, key: str = "telegram/1", **changes: Any) -> int | None:
    return work.inbox.store(
        key,
        officer="kz-head",
        channel="telegram",
        address="4242",
        at=work.now,
        event={"attached": "", "files": [[NAME, f"body-of-{key[-1]}", None]]},
        bodies={f"body-of-{key[-1]}": BODY},
        **changes,
    )


def all_of(*acts: Callable[[Work], object]) -> Callable[[Work], None]:
    """Return one transaction of several acts."""

    def turn(work: Work) -> None:
        for act in acts:
            act(work)

    return turn


def mark(work: Work) -> None:
    work.remember("mark", "1")


def names(folder: Path) -> set[str]:
    """Return what lies in the folder; nothing where there is none."""
    return {each.name for each in folder.iterdir()} if folder.exists() else set()


async def whole(store: Store, folder: Path) -> set[str]:
    """Return the ids of the rows, after looking that each one's bytes are there and open."""

    def read(work: Work) -> set[str]:
        for row in work.connection.execute(select(attachments.c.id)):
            assert work.attachments.body(row.id) == BODY
        for row in work.connection.execute(select(files).where(files.c.owner.like("inbox/%"))):
            assert work.inbox.body(row.owner.removeprefix("inbox/"), row.id) == BODY
        return names_of_files(work.connection)

    return await store.run(read)


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(each.stat().st_mode) for each in (folder, *folder.iterdir())}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def aged(folder: Path, at: datetime) -> None:
    """Let every file have been written at a moment."""
    for path in folder.iterdir():
        os.utime(path, (at.timestamp(), at.timestamp()))


async def swept(store: Store) -> int:
    return await store.run(lambda work: work.files.sweep(work.now - HOUR, installation="here"))


# Written before, gone after


async def test_a_file_is_there_for_its_owner_alone_and_its_name_nowhere(
    store: Store, folder: Path
) -> None:
    await store.run(all_of(add, receive))

    assert modes(folder) == {0o700, 0o600}
    assert names(folder) == {"scan-1.sealed", "body-of-1.sealed"}
    assert await whole(store, folder) == {"scan-1", "body-of-1"}


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace", "fsync of the folder"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EDQUOT, errno.EIO])
async def test_a_disk_that_does_not_take_a_file_takes_nothing(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    await store.run(lambda work: add(work, "before"))
    with monkeypatch.context() as patch:
        strikes(patch, step, OSError(code, os.strerror(code)))

        with pytest.raises(StorageFailed, match=os.strerror(code)) as failure:
            await store.run(all_of(mark, receive, add))

    assert str(folder) not in str(failure.value)
    assert Folder(folder).ids() == {"before"} == await whole(store, folder)
    assert names(folder) == {"before.sealed"}
    assert await store.run(lambda work: work.recall("mark")) is None
    await store.run(all_of(add, receive))
    assert await whole(store, folder) == {"before", "scan-1", "body-of-1"}


async def test_a_failure_of_the_disk_that_is_caught_is_not_committed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(work: Work) -> None:
        work.remember("mark", "1")
        try:
            with work.savepoint():
                add(work)
        except StorageFailed:
            work.remember("another", "1")

    with monkeypatch.context() as patch:
        strikes(patch, "write", OSError(errno.ENOSPC, "full"))
        with pytest.raises(StorageFailed, match="full"):
            await store.run(careless)

    assert await store.run(lambda work: work.recall("mark")) is None


@pytest.mark.parametrize(
    "step", ["open", "write", "fsync", "replace", "fsync of the folder", "after", "commit"]
)
async def test_killed_at_any_moment_before_the_commit_no_row_lacks_its_bytes(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A killed process undoes nothing: what it wrote stays, until it is swept."""
    await store.run(lambda work: add(work, "before"))
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "remove", lambda *_: None)
        strikes(patch, step, Killed())
        acts = all_of(receive, add, lambda _: dies(step == "after"))
        with pytest.raises(Killed):
            await store.run(acts)

    assert await whole(store, folder) == {"before"}
    aged(folder, NOW - timedelta(hours=2))
    await swept(store)
    assert names(folder) - {"installation"} == {"before.sealed"}
    assert await whole(store, folder) == {"before"}


async def test_killed_between_the_commit_and_the_deletion_the_bytes_wait_for_the_sweep(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def share(work: Work) -> None:
        work.attachments.share("draft-1", REQUEST, "scan", ids=lambda: "copy-1")
        work.attachments.discard("draft-1")
        work.inbox.finish(1)

    await store.run(all_of(add, receive))
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "remove", dies)
        with pytest.raises(Killed):
            await store.run(share)

    assert await whole(store, folder) == {"copy-1"}
    assert Folder(folder).ids() == {"copy-1", "scan-1", "body-of-1"}
    aged(folder, NOW - timedelta(hours=2))
    assert await swept(store) == 2
    assert Folder(folder).ids() == {"copy-1"} == await whole(store, folder)


async def test_a_turn_that_fails_leaves_neither_row_nor_file_and_ends_nothing(
    store: Store, folder: Path
) -> None:
    await store.run(all_of(lambda work: add(work, "kept"), receive))

    def turn(work: Work) -> None:
        add(work)
        work.attachments.discard("draft-1")
        work.inbox.finish(1)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (it has no words)
        await store.run(turn)

    assert Folder(folder).ids() == {"kept", "body-of-1"} == await whole(store, folder)


async def test_a_savepoint_that_is_undone_takes_its_files_along_and_brings_back_what_it_ended(
    store: Store, folder: Path
) -> None:
    await store.run(all_of(lambda work: add(work, "kept"), receive))

    def turn(work: Work) -> None:
        work.attachments.add(scan("outside", "draft-2"), BODY)
        try:
            with work.savepoint():
                add(work, "inside")
                work.attachments.discard("draft-1")
                work.inbox.finish(1)
                raise ValueError
        except ValueError:
            assert not (folder / "inside.sealed").exists()
        work.attachments.add(scan("afterwards", "draft-2"), BODY)

    await store.run(turn)

    expected = {"kept", "body-of-1", "outside", "afterwards"}
    assert Folder(folder).ids() == expected == await whole(store, folder)


async def test_an_ended_file_goes_with_the_commit_and_not_before(
    store: Store, folder: Path
) -> None:
    await store.run(all_of(add, receive))

    def turn(work: Work) -> set[str]:
        work.attachments.discard("draft-1")
        work.inbox.finish(1)
        return Folder(folder).ids()

    assert await store.run(turn) == {"scan-1", "body-of-1"}
    assert names(folder) == set()


async def test_a_commit_for_which_there_is_no_room_gives_its_room_back(
    store_on_sqlite: Store, sqlite: SQLite, folder: Path
) -> None:
    """On one disk the file itself may have taken the room that the commit then lacks."""

    def turn(work: Work) -> None:
        add(work)
        raw: Any = work.connection.connection.dbapi_connection
        raw.execute("PRAGMA max_page_count = 1").fetchall()
        work.remember("large", "x" * 500_000)

    with pytest.raises(StorageFailed, match="full"):
        await store_on_sqlite.run(turn)

    assert names(folder) == set()


# The inbox


async def test_bytes_wait_with_their_event_and_go_with_it(store: Store, folder: Path) -> None:
    def take(work: Work) -> None:
        for number in range(1, 5):
            receive(work, f"k/{number}")
        assert receive(work, "k/1") is None
        work.inbox.finish(1)
        work.inbox.hold(2)
        work.inbox.count_failure(3, incident="I", set_aside=True)

    await store.run(take)
    assert Folder(folder).ids() == {"body-of-2", "body-of-3", "body-of-4"}
    assert await whole(store, folder) == {"body-of-2", "body-of-3", "body-of-4"}

    await store.run(lambda work: work.inbox.finish(2))
    assert Folder(folder).ids() == {"body-of-3", "body-of-4"}
    # The operator lets go of what was set aside.
    put_away = inbox.update().where(inbox.c.seq == 3).values(state="done")
    await store.run(lambda work: work.connection.execute(put_away))
    assert await store.run(lambda work: work.inbox.prune(NOW + HOUR, most=9)) == 3
    assert Folder(folder).ids() == {"body-of-4"} == await whole(store, folder)


async def test_a_blocked_event_and_a_repetition_leave_no_byte(store: Store, folder: Path) -> None:
    def blocked(work: Work) -> int | None:
        return work.inbox.store(
            "k/1",
            officer="kz-head",
            channel="telegram",
            address="4242",
            at=work.now,
            event=None,
            bodies={"never": BODY},
        )

    await store.run(blocked)
    assert await store.run(lambda work: receive(work, "k/1")) is None

    assert names(folder) == set()


# The sweep


@pytest.mark.parametrize(("age", "count"), [(HOUR, 0), (HOUR + timedelta(seconds=1), 3)])
async def test_the_sweep_takes_what_is_old_and_nobodys(
    store: Store, folder: Path, age: timedelta, count: int
) -> None:
    await store.run(all_of(add, receive))
    for name in ("orphan.sealed", "half.part", "both.sealed", "both.part", "notes.txt", "other"):
        (folder / name).write_bytes(b"x")
    aged(folder, NOW - age)

    assert await swept(store) == count

    kept = {"scan-1.sealed", "body-of-1.sealed", "notes.txt", "other", "installation"}
    left = names(folder)
    assert left == kept if count else left > kept
    assert await whole(store, folder) == {"scan-1", "body-of-1"}


async def test_a_folder_is_swept_for_the_installation_that_marked_it_alone(
    store: Store, folder: Path
) -> None:
    """A new database beside an old folder, by a slip in the settings, must not empty it."""
    assert await swept(store) == 0
    assert names(folder) == {"installation"}
    (folder / "anothers.sealed").write_bytes(b"x")
    aged(folder, NOW - timedelta(days=9))

    with pytest.raises(Foreign):
        await store.run(lambda work: work.files.sweep(work.now, installation="elsewhere"))

    assert names(folder) == {"installation", "anothers.sealed"}
    assert await swept(store) == 1


async def test_the_hourly_sweep_begins_when_the_database_knows_who_it_is(
    store: Store, folder: Path
) -> None:
    await store.run(add)
    (folder / "orphan.sealed").write_bytes(b"x")
    aged(folder, NOW - timedelta(days=9))

    assert [await store.run(housekeeping.sweep_files) for _ in range(3)] == [0, 1, 0]

    assert names(folder) == {"installation", "scan-1.sealed"}
    await store.run(lambda work: work.remember(housekeeping.INSTALLATION, "restored from nowhere"))
    with pytest.raises(Foreign):
        await store.run(housekeeping.sweep_files)


async def test_a_folder_that_does_not_answer_is_a_failure_of_the_storage(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Path) -> None:
        raise OSError(errno.ESTALE, "stale")

    monkeypatch.setattr(Path, "iterdir", gone)
    with pytest.raises(StorageFailed, match="stale"):
        await swept(store)


@pytest.mark.postgres
async def test_the_sweep_waits_for_who_has_not_committed_yet(
    store_on_postgresql: Store, folder: Path
) -> None:
    """A process that was frozen for hours within its transaction still finds its bytes."""
    written, goes_on = threading.Event(), threading.Event()

    def frozen(work: Work) -> None:
        add(work)
        aged(folder, NOW - timedelta(hours=9))
        written.set()
        assert goes_on.wait(30)

    slow = asyncio.create_task(store_on_postgresql.run(frozen))
    await asyncio.to_thread(written.wait)
    sweep = asyncio.create_task(swept(store_on_postgresql))
    done, _ = await asyncio.wait({sweep}, timeout=0.3)
    assert not done

    goes_on.set()
    await slow

    assert await sweep == 0
    assert await whole(store_on_postgresql, folder) == {"scan-1"}


# Lost and altered


def altered(folder: Path) -> None:
    path = folder / "scan-1.sealed"
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


def cut(length: int) -> Callable[[Path], None]:
    def truncated(folder: Path) -> None:
        path = folder / "scan-1.sealed"
        path.write_bytes(path.read_bytes()[:length])

    return truncated


def swapped(folder: Path) -> None:
    one, other = folder / "scan-1.sealed", folder / "scan-2.sealed"
    one.write_bytes(other.read_bytes())


def anothers(folder: Path) -> None:
    (folder / "scan-1.sealed").write_bytes((folder / "body-of-1.sealed").read_bytes())


SPOILED: dict[str, Callable[[Path], object]] = {
    "missing": lambda folder: (folder / "scan-1.sealed").unlink(),
    "altered": altered,
    "emptied": cut(0),
    "cut in the nonce": cut(7),
    "cut in the tag": cut(-1),
    "cut to the nonce": cut(12),
    "swapped within a draft": swapped,
    "that of an event": anothers,
}


@pytest.mark.parametrize("how", SPOILED)
async def test_a_spoiled_file_is_refused_by_name_and_the_others_open(
    store: Store, folder: Path, how: str
) -> None:
    await store.run(all_of(add, lambda work: add(work, "scan-2"), receive))

    SPOILED[how](folder)

    def read(work: Work) -> None:
        with pytest.raises(Damaged, match="scan-1") as damaged:
            work.attachments.body("scan-1")
        assert damaged.value.why == ("is missing" if how == "missing" else "was altered")
        assert work.attachments.one("scan-1") == scan()
        assert work.attachments.body("scan-2") == BODY
        shared = work.attachments.share("draft-1", REQUEST, "scan", ids=lambda: "copy")
        assert [each.id for each in shared.copies] == ["copy"]
        assert shared.lost == (scan(),)
        assert work.attachments.body("copy") == BODY

    await store.run(read)


async def test_a_file_of_another_owner_does_not_open(store: Store, folder: Path) -> None:
    await store.run(all_of(lambda work: receive(work, "k/1"), lambda work: receive(work, "k/2")))

    def read(work: Work) -> None:
        with pytest.raises(Damaged):
            work.inbox.body("k/2", "body-of-1")

    await store.run(read)


async def test_what_was_destroyed_says_so(store: Store) -> None:
    await store.run(add)
    await store.run(lambda work: work.vault.destroy("draft-1"))

    with pytest.raises(Destroyed):
        await store.run(lambda work: work.attachments.body("scan-1"))


@pytest.mark.parametrize("id", ["../x", "a/b", "", ".", "a.b", "a b"])
async def test_an_id_that_leads_elsewhere_is_no_id(store: Store, id: str) -> None:
    with pytest.raises(ValueError, match="no name of a file"):
        await store.run(lambda work: work.files.put(id, owner="o", subject="s", body=b""))


async def test_nothing_that_is_written_shows_what_is_in_it(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    """The PostgreSQL of the tests is apart: there the folder alone is looked at."""

    def turn(work: Work) -> None:
        add(work)
        receive(work)
        work.attachments.share("draft-1", REQUEST, "scan", ids=lambda: "copy-1")

    await store.run(turn)

    written = contents(tmp_path)
    assert {"scan-1.sealed", "body-of-1.sealed", "copy-1.sealed"} < set(written)
    needles = [b"canary", "канарейка".encode(), "канарейка".encode("utf-16-le"), b"Y2FuYXJ5"]
    for name, held in written.items():
        assert not any(needle in held or needle in name.encode() for needle in needles), name
    sealed = [written[f"{id}.sealed"] for id in ("scan-1", "body-of-1", "copy-1")]
    assert len({each[:12] for each in sealed}) == 3
    assert len({each[12:60] for each in sealed}) == 3


# What strikes


def dies(*strikes: object) -> None:
    if strikes and strikes[0]:
        raise Killed


def strikes(patch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """Let one step of writing a file fail; of the write half is done."""
    fsync, fdopen = os.fsync, os.fdopen

    def raises(*_: object, **__: object) -> None:
        raise error

    def fails_for(folders: bool) -> Callable[[int], None]:
        def synced(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode) == folders:
                raise error
            fsync(descriptor)

        return synced

    def half_writing(*given: Any) -> BinaryIO:
        file: Any = fdopen(*given)
        real = file.write

        class Half:
            def __enter__(self) -> "Half":
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, body: bytes) -> None:
                real(body[: len(body) // 2])
                file.flush()
                raise error

        return Half()  # type: ignore[return-value]

    match step:
        case "open":
            opened = os.open
            patch.setattr(
                os,
                "open",
                lambda path, *rest: (
                    raises() if str(path).endswith(".part") else opened(path, *rest)
                ),
            )
        case "write":
            patch.setattr(os, "fdopen", half_writing)
        case "fsync":
            patch.setattr(os, "fsync", fails_for(folders=False))
        case "replace":
            patch.setattr(Path, "replace", raises)
        case "fsync of the folder":
            patch.setattr(os, "fsync", fails_for(folders=True))
        case "commit":
            patch.setattr(engine, "_check_whole", raises)
