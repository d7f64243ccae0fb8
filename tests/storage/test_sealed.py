"""A thief of the SQLite files finds no word that a person wrote and no name."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from protocol.confirmation import Confirmation, Outgoing
from protocol.moves import Move
from protocol.notices import Notice, NoticeKind
from protocol.parties import Channel, Party, Role
from protocol.terms import Term, What
from storage.admissions import Application
from storage.attachments import Attachment
from storage.codes import Signing
from storage.drafts import Draft
from storage.keys import KeyRing
from storage.requests import Statement
from storage.sayings import Priority, Saying
from storage.sqlite import SQLite
from storage.verifications import Compared, How, Stage, Verification
from storage.work import Store, Work
from tests.builders import NOW, Clock, authority, content, officer, request

COMPARED = "@compared:desk.example"


class Canaries:
    """Words that stand nowhere else."""

    def __init__(self) -> None:
        self._numbers: Iterator[int] = count(1)
        self.planted: list[str] = []

    def __call__(self) -> str:
        """Plant and return another one."""
        self.planted.append(f"Канарейка{next(self._numbers)}Canary")
        return self.planted[-1]


def plant(work: Work, canary: Canaries) -> None:
    """Write everything that a person can write."""
    work.registry.put_authority(authority(name=canary(), phone=canary()))
    work.registry.put_officer(officer(name=canary(), call_sign=canary(), phone=canary()))
    work.codes.issue(officer().id, canary())
    signing = Signing(officer().id, Channel.MATRIX, "refuse", "state", canary(), b"digest", NOW)
    work.codes.wait(signing)
    texts = ("qualification", "purpose", "justification", "substance", "assistance", "persons")
    more = ("periods", "urgent_until", "other")
    work.requests.add(request(), content(**{name: canary() for name in (*texts, *more)}))
    term = Term(What.CONDITIONS, "kz-head", NOW, text=canary())
    work.terms.add(request().id, term, key="t1")
    work.requests.state(request().id, Statement(Move.REFUSE, "by-head", NOW, canary()), key="s1")
    work.requests.confirm(
        request().id,
        Confirmation(
            Outgoing(canary(), date(2026, 11, 20)), "kz-head", Role.HEAD, "kz-head", NOW, canary()
        ),
        key="c1",
    )
    notice = Notice("n1", 2026, 1, NoticeKind.CHANGE, Party.KYRGYZSTAN, "secretary", NOW)
    work.notices.add(notice, {"name": canary(), "phones": [canary()]})
    work.drafts.save(Draft("d1", "kz-head", "urgent", {"purpose": canary()}, "persons", NOW))
    for subject in (request().subject, None):
        saying = Saying(f"k/{subject}", "o", Priority.ANSWER, "text", {"text": canary()}, subject)
        work.outbox.put(saying)
        row = work.leases.waiting(busy=(), limit=9)[0]
        work.leases.lease([replace(row, rendering=canary().encode())], by="me")
    file = Attachment(
        "f1", "request", request().id, "request", "kz-head", NOW, "text/plain", 1, "", canary()
    )
    work.attachments.add(file, canary().encode() * 999)
    _plant_addresses(work, canary)
    work.journal.write("sent", actor="kz-head", at=NOW, subject=request().subject)


def _plant_addresses(work: Work, canary: Canaries) -> None:
    """Bind, apply and write from accounts, and give one a room."""
    at = canary()
    work.registry.bind(Channel.MATRIX, at, officer().id)
    work.inbox.store(
        "e1", officer="o", channel=Channel.MATRIX, address=at, at=NOW, event={"text": canary()}
    )
    work.admissions.apply(
        Application(
            officer().id,
            Channel.TELEGRAM,
            canary(),
            "operator",
            b"words",
            NOW,
            NOW + timedelta(days=1),
        )
    )
    work.rooms.place(canary(), canary())
    work.rooms.pin(at, canary())
    work.verifications.put(
        Verification(canary(), Stage.OPEN, canary(), canary(), canary(), (1, 2, 3, 4, 5, 6, 7))
    )
    work.verifications.compare(COMPARED, Compared(canary(), How.EMOJI, NOW))


@pytest.mark.parametrize("checkpointed", [False, True])
async def test_the_files_hold_no_word_and_no_name(
    sqlite: SQLite, sqlite_path: Path, ring: KeyRing, clock: Clock, checkpointed: bool
) -> None:
    canary = Canaries()
    store = Store(sqlite, ring, clock, sqlite_path.parent / "attachments")
    await store.run(lambda work: plant(work, canary))
    if checkpointed:
        await sqlite.checkpoint()

    files = {path.name: path.read_bytes() for path in sqlite_path.parent.glob("nabat.db*")}

    assert len(files["nabat.db-wal"]) > 99_999
    assert b"KZ-1" in b"".join(files.values())
    needles = [b"Canary", "Канарейка".encode(), json.dumps("Канарейка").strip('"').encode()]
    needles += [b"\x1a\x04\x30\x04", "Канарейка".encode("utf-16-be"), "Канарейка".encode("cp1251")]
    found = [(name, each) for name, held in files.items() for each in needles if each in held]
    assert found == []


async def test_the_canaries_are_there_for_whoever_has_the_ring(
    sqlite: SQLite, sqlite_path: Path, ring: KeyRing, clock: Clock
) -> None:
    canary = Canaries()
    store = Store(sqlite, ring, clock, sqlite_path.parent / "attachments")

    def read(work: Work) -> str:
        read: list[object] = [
            work.registry.authorities(),
            work.registry.everybody(),
            work.requests.content(request().id),
            work.requests.statements(request().id),
            work.requests.confirmation(request().id),
            work.terms.about(request().id),
            work.notices.body("n1"),
            work.drafts.of("kz-head"),
            [(row.saying, (row.rendering or b"").decode()) for row in work.leases.abandoned("x")],
            work.attachments.about(request().id, "request"),
            work.attachments.body("f1").decode(),
            work.inbox.waiting(9),
            work.codes.waiting(officer().id),
            work.registry.accounts(officer().id),
            work.admissions.application(officer().id),
            work.rooms.all(),
            work.verifications.all(),
            work.verifications.last_comparison(COMPARED),
            [app.secret for app in (work.codes.app(officer().id),) if app],
        ]
        return repr(read)

    await store.run(lambda work: plant(work, canary))

    text = await store.run(read)
    assert [each for each in canary.planted if each not in text] == []
    assert len(canary.planted) > 20
