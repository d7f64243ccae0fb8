"""Attachments: scans of confirmations and files of requests, sealed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from protocol.obligations import Subject
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


class Attachments:
    """The attachments within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, attachment: Attachment, body: bytes) -> None:
        """Store a file, sealed under the key of its subject."""
        sealed = self._vault.seal(
            attachment.subject,
            f"attachments/sealed/{attachment.id}",
            # JSON writes no zero byte, whatever stands in a name.
            json.dumps(attachment.name).encode() + b"\0" + body,
        )
        self._connection.execute(
            insert(attachments).values(
                id=attachment.id,
                about=attachment.about,
                subject=attachment.subject,
                purpose=attachment.purpose,
                officer=attachment.officer,
                at=attachment.at,
                type=attachment.type,
                size=attachment.size,
                digest=attachment.digest,
                sealed=sealed,
            )
        )

    def about(self, subject: str, purpose: str) -> tuple[Attachment, ...]:
        """Return the files of a subject for one purpose, in their order, without their bytes."""
        rows = self._connection.execute(_OF_PURPOSE, {"which": subject, "what_for": purpose})
        return tuple(
            Attachment(
                id=row.id,
                about=row.about,
                subject=row.subject,
                purpose=row.purpose,
                officer=row.officer,
                at=row.at,
                type=row.type,
                size=row.size,
                digest=row.digest,
                name=self._open(row.id, row.subject, bytes(row.sealed))[0],
            )
            for row in rows
        )

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
        name, body = self._open(id, row.subject, bytes(row.sealed))
        return name, row.type, body

    def share(self, source: str, target: Subject, purpose: str, *, ids: Callable[[], str]) -> int:
        """Copy the files of a draft to a request that comes of it; return how many there are."""
        rows = self._connection.execute(_OF, {"which": source}).all()
        for row in rows:
            name, body = self._open(row.id, source, bytes(row.sealed))
            copy = Attachment(
                id=ids(),
                about=target.about,
                subject=target.id,
                purpose=purpose,
                officer=row.officer,
                at=row.at,
                type=row.type,
                size=row.size,
                digest=row.digest,
                name=name,
            )
            self.add(copy, body)
        return len(rows)

    def discard(self, source: str) -> None:
        """Delete the files of a draft."""
        self._connection.execute(_DISCARDED, {"which": source})

    def _open(self, id: str, subject: str, sealed: bytes) -> tuple[str, bytes]:
        name, _, body = self._vault.open(subject, f"attachments/sealed/{id}", sealed).partition(
            b"\0"
        )
        return json.loads(name), body
