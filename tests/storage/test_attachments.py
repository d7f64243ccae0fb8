"""Attachments: bytes come back, and those of a draft become those of a request."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from protocol.obligation import About, Subject
from storage.attachments import Attachment
from storage.tables import attachments
from storage.work import Store, Work
from tests.builders import NOW, request

BODY = bytes(range(256)) * 5
SCAN = Attachment(
    id="file-1",
    about="draft",
    subject="draft-1",
    purpose="request",
    officer="kz-head",
    at=NOW,
    type="application/pdf",
    size=len(BODY),
    digest=hashlib.sha256(BODY).hexdigest(),
    name="Скан письма \x00 №1.pdf",
)
NEXT = replace(SCAN, id="file-0", at=NOW + timedelta(seconds=1), name="")
REQUEST = Subject(About.REQUEST, request().id)


def add_both(work: Work) -> None:
    work.attachments.add(NEXT, b"")
    work.attachments.add(SCAN, BODY)


async def test_a_file_comes_back_in_its_order_and_for_its_purpose(store: Store) -> None:
    await store.run(add_both)

    def read(work: Work) -> None:
        assert work.attachments.about("draft-1", "request") == (SCAN, NEXT)
        assert work.attachments.about("draft-1", "confirmation") == ()
        assert work.attachments.about("draft-2", "request") == ()
        assert work.attachments.body("file-1") == BODY
        assert work.attachments.body("file-0") == b""
        with pytest.raises(LookupError):
            work.attachments.body("another")

    await store.run(read)


async def test_the_files_of_a_draft_outlive_it_with_the_request(store: Store) -> None:
    await store.run(add_both)

    def share(work: Work) -> None:
        ids = iter(("copy-1", "copy-0"))
        shared = work.attachments.share("draft-1", REQUEST, "request", ids=lambda: next(ids))
        assert [each.id for each in shared.copies] == ["copy-1", "copy-0"]
        assert shared.lost == ()
        work.attachments.discard("draft-1")
        work.vault.destroy("draft-1")

    await store.run(share)

    def read(work: Work) -> None:
        assert work.attachments.about(REQUEST.id, "request") == (
            replace(SCAN, id="copy-1", about=REQUEST.about, subject=REQUEST.id),
            replace(NEXT, id="copy-0", about=REQUEST.about, subject=REQUEST.id),
        )
        assert work.attachments.body("copy-1") == BODY
        assert len(work.connection.execute(select(attachments.c.id)).all()) == 2

    await store.run(read)
