"""Attachments: scans of confirmations and files of requests, sealed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from protocol.obligations import Subject
from storage.tables import attachments
from storage.vault import Vault

# Without the bytes: a list of files does not open them.
_LISTED = select(*(column for column in attachments.c if column.name != "sealed")).order_by(
    attachments.c.at, attachments.c.id
)
_OF = _LISTED.where(attachments.c.subject == bindparam("which"))
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


class Attachments:
    """The attachments within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, attachment: Attachment, body: bytes) -> None:
        """Store a file; its name, type and digest are sealed too, apart from its bytes."""
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
                told=self._vault.seal_json(attachment.subject, _told(attachment.id), told),
                sealed=self._vault.seal(attachment.subject, _place(attachment.id), body),
            )
        )

    def about(self, subject: str, purpose: str) -> tuple[Attachment, ...]:
        """Return the files of a subject for one purpose, in their order, without their bytes."""
        rows = self._connection.execute(_OF_PURPOSE, {"which": subject, "what_for": purpose})
        return tuple(self._attachment(row) for row in rows)

    def body(self, id: str) -> bytes:
        """
        Return the bytes of a file.

        Raises: LookupError when there is none; keys.Destroyed when it was destroyed.
        """
        return self.whole(id)[2]

    def whole(self, id: str) -> tuple[str, str, bytes]:
        """
        Return the name, the type and the bytes of a file.

        Raises: LookupError when there is none; keys.Destroyed when it was destroyed.
        """
        row = self._connection.execute(_BY_ID, {"which": id}).one_or_none()
        if row is None:
            raise LookupError(id)
        told = self._attachment(row)
        return told.name, told.type, self._vault.open(row.subject, _place(id), bytes(row.sealed))

    def share(self, source: str, target: Subject, purpose: str, *, ids: Callable[[], str]) -> int:
        """Copy the files of a draft to a request that comes of it; return how many there are."""
        rows = self._connection.execute(_OF, {"which": source}).all()
        for row in rows:
            copy = replace(
                self._attachment(row),
                id=ids(),
                about=target.about,
                subject=target.id,
                purpose=purpose,
            )
            self.add(copy, self.body(row.id))
        return len(rows)

    def discard(self, source: str) -> None:
        """Delete the files of a draft."""
        self._connection.execute(_DISCARDED, {"which": source})

    def _attachment(self, row: Row[Any]) -> Attachment:
        told = self._vault.open_json(row.subject, _told(row.id), bytes(row.told))
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


def _place(id: str) -> str:
    return f"attachments/sealed/{id}"


def _told(id: str) -> str:
    return f"attachments/told/{id}"
