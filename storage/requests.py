"""Requests, their sealed content, what was said about them, and their confirmations."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from protocol.confirmation import Confirmation
from protocol.moves import ENDED, UNFORMED, Execution, Move
from protocol.parties import Officer, Party
from protocol.refusals import Refused
from protocol.request import Content, Number, Request, number
from protocol.views import View, sees
from storage import confirmations, request_rows
from storage.additions import Additions
from storage.bursts import Bursts
from storage.entries import Entries
from storage.request_numbers import next_of_pair
from storage.sql import next_number
from storage.tables import counters, positions, requests, statements
from storage.vault import Vault

_WHICH: BindParameter[Any] = bindparam("which")
_WHOSE: BindParameter[Any] = bindparam("whose")
_ADDED = insert(requests)
_SAVED = update(requests).where(requests.c.id == _WHICH)
_ONE = select(requests).where(requests.c.id == _WHICH)
_DIGEST = select(requests.c.digest).where(requests.c.id == _WHICH)
_ONE_LOCKED = _ONE.with_for_update()
_THOSE = select(requests).where(requests.c.id.in_(bindparam("which", expanding=True)))
_OF = select(requests).where(or_(requests.c.requesting == _WHOSE, requests.c.requested == _WHOSE))
_NUMBERED_OF = (
    select(requests)
    .where(requests.c.running == bindparam("running_is"))
    .where(
        or_(
            requests.c.requesting == _WHOSE,
            requests.c.requested == _WHOSE,
            requests.c.requesting_before == _WHOSE,
            requests.c.requested_before == _WHOSE,
            exists().where(positions.c.request == requests.c.id, positions.c.authority == _WHOSE),
        )
    )
)
_ALL_OF = _OF.order_by(requests.c.created_at.desc(), requests.c.id)
IS_OPEN = or_(
    requests.c.execution.not_in(ENDED),
    and_(requests.c.execution != Execution.MISDIRECTED, requests.c.form.in_(UNFORMED)),
)
_OPEN_OF = _ALL_OF.where(IS_OPEN)
_WERE_SENT_BY = and_(
    requests.c.sender == bindparam("sender_is"), requests.c.requesting == _WHOSE, IS_OPEN
)
_SENT_BY = (
    select(requests).where(_WERE_SENT_BY).order_by(requests.c.created_at.desc(), requests.c.id)
)
_COUNT_SENT_BY = select(func.count()).select_from(requests).where(_WERE_SENT_BY)
_SEALED = select(requests.c.sealed).where(requests.c.id == _WHICH)
_SHOWN = "shown/"
_SHOWN_BEFORE = delete(counters).where(
    counters.c.name.startswith(_SHOWN), counters.c.name.not_like(bindparam("now"))
)
_STATED = insert(statements)


@dataclass(frozen=True, slots=True)
class Statement:
    """
    What an officer said with a move: reasons, an objection, details.

    `part` names which of several things that the move says; its running text has none.
    """

    move: Move
    officer: str
    at: datetime
    text: str
    part: str = ""


class Requests:
    """The requests within one transaction."""

    def __init__(self, connection: Connection, vault: Vault, moved: set[str]) -> None:
        self._connection = connection
        self._vault = vault
        self._moved = moved
        self._known: dict[str, Request] = {}
        self._locked: set[str] = set()
        self.additions = Additions(connection, vault)
        self.bursts = Bursts(connection)
        self.entries = Entries(connection, vault)

    def forget(self) -> None:
        """Forget what was read: it was changed, or a change of it was undone."""
        self._known.clear()
        self._locked.clear()

    def number(self, requesting: Party, requested: Party, year: int) -> Number:
        """Return the next number of a pair of Parties in a year."""
        return next_of_pair(self._connection, requesting, requested, year)

    def add(self, request: Request, content: Content) -> bytes:
        """Add a request with its content and return the salted digest of the content."""
        body = json.dumps(asdict(content), ensure_ascii=False, sort_keys=True).encode()
        digest = self._vault.digest(request.id, body)
        self._moved.add(request.id)
        self._connection.execute(
            _ADDED,
            {
                **request_rows.row(request),
                "requesting_party": request.number.requesting,
                "requested_party": request.number.requested,
                "year": request.number.year,
                "running": request.number.running,
                "sealed": self._vault.seal(request.id, _place(request.id), body),
                "digest": digest,
            },
        )
        return digest

    def save(self, request: Request) -> None:
        """Store where a request is now."""
        self._moved.add(request.id)
        self._known.pop(request.id, None)
        self._connection.execute(_SAVED, {"which": request.id, **request_rows.row(request)})

    def get(self, id: str, *, lock: bool = True) -> Request:
        """
        Return a request, its row locked until the transaction ends.

        Where no `lock` is asked for it is as this transaction has read or saved it last.

        Raises: LookupError when there is none.
        """
        if not lock and id in self._known:
            return self._known[id]
        query = _ONE_LOCKED if lock else _ONE
        row = self._connection.execute(query, {"which": id}).one_or_none()
        if row is None:
            raise LookupError(id)
        self._known[id] = request_rows.request(row)
        if lock:
            self._locked.add(id)
        return self._known[id]

    def held(self, id: str) -> Request | None:
        """Return a request as it is now, locked; read again only where it has to be. Or None."""
        try:
            return self.get(id, lock=id not in self._locked)
        except LookupError:
            return None

    def those(self, ids: Iterable[str]) -> tuple[Request, ...]:
        """Return the requests with these ids that there are, in no order, not locked."""
        wanted = tuple(dict.fromkeys(ids))
        unknown = tuple(id for id in wanted if id not in self._known)
        if unknown:
            for row in self._connection.execute(_THOSE, {"which": unknown}):
                self._known[row.id] = request_rows.request(row)
        return tuple(self._known[id] for id in wanted if id in self._known)

    def find(self, text: str, *, seen_by: Officer) -> Request:
        """
        Return the one request that `text` names among those that the officer may see, locked.

        Raises: Refused when there is none or there are several. Another's number and a number that
        does not exist get the same answer.
        """
        if not text.strip():
            raise Refused("refused-number-none", instead="instead-number")
        written = number(text)
        if written is None:
            raise Refused("refused-number", instead="instead-number", text=text[:64])
        asked = {"whose": seen_by.authority, "running_is": written.running}
        rows = self._connection.execute(_NUMBERED_OF, asked)
        visible = [
            each for each in map(request_rows.request, rows) if sees(seen_by, each) > View.NOTHING
        ]
        readings = ([one for one in visible if each.fits(one.number)] for each in written.readings)
        found = next(filter(None, readings), [])
        open_ones = [request for request in found if not request.is_ended]
        candidates = open_ones if len(open_ones) == 1 else found
        if not candidates:
            raise Refused("refused-number-unknown", instead="instead-number", text=text[:64])
        if len(candidates) > 1:
            numbers = tuple(str(each.number) for each in candidates)
            raise Refused("refused-number-several", instead="instead-number", numbers=numbers)
        return self.get(candidates[0].id)

    def of(self, authority: str, *, ended: bool = False) -> tuple[Request, ...]:
        """Return the requests from and to `authority`, newest first: the open ones, or all."""
        query = _ALL_OF if ended else _OPEN_OF
        return tuple(
            request_rows.request(row)
            for row in self._connection.execute(query, {"whose": authority})
        )

    def sent_by(self, officer: str, authority: str) -> tuple[Request, ...]:
        """Return the open requests that an officer sent for an authority, newest first."""
        rows = self._connection.execute(_SENT_BY, {"sender_is": officer, "whose": authority})
        return tuple(map(request_rows.request, rows))

    def count_sent_by(self, officer: str, authority: str) -> int:
        """Return how many `sent_by` returns."""
        given = {"sender_is": officer, "whose": authority}
        count: int = self._connection.execute(_COUNT_SENT_BY, given).scalar_one()
        return count

    def count_shown(self, officer: str, hour: datetime) -> int:
        """Count one more content shown to an officer and return how many since that full hour."""
        return next_number(self._connection, counters, f"{_SHOWN}{officer}/{hour.isoformat()}")

    def prune_shown(self, hour: datetime) -> None:
        """Delete what was counted of any other full hour."""
        self._connection.execute(_SHOWN_BEFORE, {"now": f"%/{hour.isoformat()}"})

    def content(self, id: str) -> Content:
        """
        Return the content. Who may see it is asked before, and the showing is journalled.

        Raises: keys.Destroyed when it was destroyed.
        """
        sealed = self._connection.execute(_SEALED, {"which": id}).scalar_one()
        body = self._vault.open(id, _place(id), bytes(sealed))
        return request_rows.read_content(json.loads(body))

    def digest(self, id: str) -> bytes:
        """Return the salted digest of the content."""
        return bytes(self._connection.execute(_DIGEST, {"which": id}).scalar_one())

    def state(self, id: str, statement: Statement, *, key: str) -> None:
        """Keep what an officer said with a move, under the application-made `key`."""
        self._connection.execute(
            _STATED,
            {
                "id": key,
                "request": id,
                "move": statement.move,
                "officer": statement.officer,
                "at": statement.at,
                "part": statement.part or None,
                "sealed": self._vault.seal(id, f"statements/sealed/{key}", statement.text.encode()),
            },
        )

    def statements(self, id: str) -> tuple[Statement, ...]:
        """Return what was said about a request, in its order."""
        rows = self._connection.execute(
            select(statements)
            .where(statements.c.request == id)
            .order_by(statements.c.at, statements.c.part.nulls_first())
        )
        return tuple(
            Statement(
                move=Move(row.move),
                officer=row.officer,
                at=row.at,
                text=self._vault.open(
                    id, f"statements/sealed/{row.id}", bytes(row.sealed)
                ).decode(),
                part=row.part or "",
            )
            for row in rows
        )

    def confirm(
        self, id: str, confirmation: Confirmation, *, key: str, addition: str | None = None
    ) -> None:
        """Keep the letter that confirms a request, or an addition, under the `key` we made."""
        confirmations.add(
            self._connection, self._vault, id, confirmation, key=key, addition=addition
        )

    def confirmations_of_additions(self, id: str) -> dict[str, Confirmation]:
        """Return the letters that confirm additions to a request, by the ids of these."""
        return confirmations.of_additions(self._connection, self._vault, id)

    def confirmation(self, id: str) -> Confirmation | None:
        """Return the latest registered letter as it was corrected, or None."""
        return confirmations.latest(self._connection, self._vault, id)

    def letters(self, id: str) -> tuple[Confirmation, ...]:
        """Return every registered letter in its order, each followed by its corrections."""
        return confirmations.all_of(self._connection, self._vault, id)


def _place(id: str) -> str:
    return f"requests/sealed/{id}"
