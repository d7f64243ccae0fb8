"""Attachments: scans of confirmations and files of requests. Their bytes are in `files`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from protocol.obligation import Subject
from storage.files import Damaged, Files
from storage.tables import attachments
from storage.vault import Vault

_OF = (
    select(attachments)
    .where(attachments.c.subject == bindparam("which"))
    .order_by(attachments.c.at, attachments.c.id)
)
_OF_PURPOSE = _OF.where(attachments.c.purpose == bindparam("what_for"))
_BY_ID = select(attachments).where(attachments.c.id == bindparam("which"))
_DISCARDED = delete(attachments).where(attachments.c.subject == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file; `digest` is the SHA-256 of its bytes in hexadecimal, `size` in bytes."""

    id: str
    about: str
    subject: str
    purpose: str
    officer: str
    at: datetime
    type: str
    size: int
    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What became of the files of a draft: the copies, and those whose bytes are lost."""

    copies: tuple[Attachment, ...]
    lost: tuple[Attachment, ...]


class Attachments:
    """The attachments within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, files: Files) -> None:
        self._connection = connection
        self._vault = vault
        self._files = files

    def add(self, attachment: Attachment, body: bytes) -> None:
        """
        Store a file; its name, type and digest are sealed too, apart from its bytes.

        Raises: StorageFailed when the disk does not take it.
        """
        told = {"name": attachment.name, "type": attachment.type, "digest": attachment.digest}
        self._connection.execute(
            insert(attachments).values(
                id=attachment.id,
                about=attachment.about,
                subject=attachment.subject,
                purpose=attachment.purpose,
                officer=attachment.officer,
                at=attachment.at,
                size=attachment.size,
                told=self._vault.seal_json(attachment.subject, _place_of(attachment.id), told),
            )
        )
        subject = attachment.subject
        self._files.put(attachment.id, owner=subject, subject=subject, body=body)

    def about(self, subject: str, purpose: str) -> tuple[Attachment, ...]:
        """Return the files of a subject for one purpose, in their order, without their bytes."""
        rows = self._connection.execute(_OF_PURPOSE, {"which": subject, "what_for": purpose})
        return tuple(self._attachment(row) for row in rows)

    def body(self, id: str) -> bytes:
        """
        Return the bytes of a file.

        Raises: see `whole`.
        """
        return self.whole(id)[1]

    def one(self, id: str) -> Attachment:
        """
        Return a file without its bytes.

        Raises: LookupError when there is none; keys.Destroyed when it was destroyed.
        """
        row = self._connection.execute(_BY_ID, {"which": id}).one_or_none()
        if row is None:
            raise LookupError(id)
        return self._attachment(row)

    def whole(self, id: str) -> tuple[Attachment, bytes]:
        """
        Return a file and its bytes.

        Raises: LookupError when there is none; keys.Destroyed when it was destroyed;
        files.Damaged when its bytes are lost; OSError when the disk does not give them.
        """
        found = self.one(id)
        return found, self._files.read(id, owner=found.subject, subject=found.subject)

    def share(
        self, source: str, target: Subject, purpose: str, *, ids: Callable[[], str]
    ) -> Shared:
        """
        Copy the files of a draft to a request that comes of it, each sealed anew under its key.

        Raises: StorageFailed when the disk does not take them; OSError when it does not give them.
        """
        copies: list[Attachment] = []
        lost: list[Attachment] = []
        for row in self._connection.execute(_OF, {"which": source}).all():
            found = self._attachment(row)
            try:
                body = self._files.read(found.id, owner=source, subject=source)
            except Damaged:
                lost.append(found)
                continue
            copies.append(
                replace(found, id=ids(), about=target.about, subject=target.id, purpose=purpose)
            )
            self.add(copies[-1], body)
        return Shared(tuple(copies), tuple(lost))

    def discard(self, source: str) -> None:
        """Delete the files of a draft."""
        if self._connection.execute(_DISCARDED, {"which": source}).rowcount:
            self._files.drop(source)

    def expire(self, about: str, before: datetime, *, most: int) -> int:
        """
        Destroy up to `most` files of a kind that were made before a moment, each with its own key;
        return how many.
        """
        found = (
            select(attachments.c.subject)
            .where(attachments.c.about == about, attachments.c.at < before)
            .order_by(attachments.c.at)
            .limit(most)
        )
        subjects = self._connection.execute(found).scalars().all()
        for subject in subjects:
            self.discard(subject)
            self._vault.destroy(subject)
        return len(subjects)

    def _attachment(self, row: Row[Any]) -> Attachment:
        told = self._vault.open_json(row.subject, _place_of(row.id), bytes(row.told))
        return Attachment(
            id=row.id,
            about=row.about,
            subject=row.subject,
            purpose=row.purpose,
            officer=row.officer,
            at=row.at,
            size=row.size,
            **told,
        )


def _place_of(id: str) -> str:
    return f"attachments/told/{id}"
