"""One-time consents: what was asked of another authority, how it answered; kept for good."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from protocol.consents import Consent, ConsentState
from protocol.parties import Channel, Party
from storage.tables import consents
from storage.vault import Vault

_COPIED = (
    "id",
    "draft",
    "request",
    "requesting",
    "requested",
    "asked_by",
    "asked_at",
    "due_at",
    "answered_by",
    "answered_at",
)
_IN_ORDER = select(consents).order_by(consents.c.asked_at, consents.c.id)
_ONE = select(consents).where(consents.c.id == bindparam("which")).with_for_update()
_OF_DRAFT = _IN_ORDER.where(consents.c.draft == bindparam("which"))
_FOR_REQUEST = _IN_ORDER.where(consents.c.request == bindparam("which"))
_ASKED_OF = _IN_ORDER.where(
    consents.c.requested == bindparam("which"), consents.c.state == ConsentState.ASKED
)


class Consents:
    """The consents within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, consent: Consent) -> None:
        """Add what is asked."""
        self._connection.execute(insert(consents).values(**_row(consent)))

    def save(self, consent: Consent, *, reasons: str | None = None) -> None:
        """Store where a consent is now, with the reasons of who declined it."""
        changes = _row(consent)
        if reasons is not None:
            place = f"consents/sealed/{consent.id}"
            changes["sealed"] = self._vault.seal(consent.id, place, reasons.encode())
        self._connection.execute(
            update(consents).where(consents.c.id == consent.id).values(**changes)
        )

    def find(self, id: str) -> Consent | None:
        """Return a consent, its row locked until the transaction ends, or None."""
        row = self._connection.execute(_ONE, {"which": id}).one_or_none()
        return _consent(row) if row else None

    def get(self, id: str) -> Consent:
        """
        Return a consent, its row locked until the transaction ends.

        Raises: LookupError when there is none.
        """
        found = self.find(id)
        if found is None:
            raise LookupError(id)
        return found

    def reasons(self, id: str) -> str:
        """Return the reasons of who declined, empty where there are none."""
        sealed = self._connection.execute(
            select(consents.c.sealed).where(consents.c.id == id)
        ).scalar()
        if sealed is None:
            return ""
        return self._vault.open(id, f"consents/sealed/{id}", bytes(sealed)).decode()

    def of_draft(self, draft: str) -> tuple[Consent, ...]:
        """Return what was asked for a draft, in its order."""
        return self._all(_OF_DRAFT, draft)

    def for_request(self, request: str) -> tuple[Consent, ...]:
        """Return what a request rests on, in its order."""
        return self._all(_FOR_REQUEST, request)

    def asked_of(self, authority: str) -> tuple[Consent, ...]:
        """Return what waits for the answer of an authority, the oldest first."""
        return self._all(_ASKED_OF, authority)

    def _all(self, query: Any, which: str) -> tuple[Consent, ...]:
        return tuple(map(_consent, self._connection.execute(query, {"which": which})))


def _row(consent: Consent) -> dict[str, object]:
    requesting, requested = consent.parties
    return {
        **{name: getattr(consent, name) for name in _COPIED},
        "requesting_party": requesting,
        "requested_party": requested,
        "channel": consent.channel,
        "state": consent.state,
    }


def _consent(row: Row[tuple[object, ...]]) -> Consent:
    return Consent(
        **{name: getattr(row, name) for name in _COPIED},
        parties=(Party(row.requesting_party), Party(row.requested_party)),
        channel=Channel(row.channel),
        state=ConsentState(row.state),
    )
