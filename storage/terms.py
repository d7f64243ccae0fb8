"""Terms about requests: conditions, limits of use, periods, signatures. Added, never changed."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from protocol.terms import Basis, Term, UseLimit, What
from storage.tables import terms
from storage.vault import REGISTER, Vault

_ADDED = insert(terms)
_ABOUT = select(terms).where(terms.c.request == bindparam("which")).order_by(terms.c.at, terms.c.id)
_MOMENTS = ("not_before", "until")


class Terms:
    """
    The terms within one transaction.

    They are sealed under the key of the register: when the content of a request is destroyed with
    its key they stay readable (Art. 7, 10).
    """

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, request: str, term: Term, *, key: str) -> None:
        """Keep a term about a request under the application-made `key`."""
        self._connection.execute(
            _ADDED,
            {
                "id": key,
                "request": request,
                "what": term.what,
                "at": term.at,
                "sealed": self._vault.seal_json(REGISTER, _place(key), _plain(term)),
            },
        )

    def about(self, request: str) -> tuple[Term, ...]:
        """Return all terms about a request, in their order."""
        rows = self._connection.execute(_ABOUT, {"which": request})
        return tuple(self._term(row) for row in rows)

    def _term(self, row: Row[tuple[Any, ...]]) -> Term:
        kept = self._vault.open_json(REGISTER, _place(row.id), bytes(row.sealed))
        named: dict[str, Any] = {
            name: datetime.fromisoformat(kept[name]) for name in _MOMENTS if name in kept
        }
        if "on" in kept:
            named["on"] = date.fromisoformat(kept["on"])
        if "basis" in kept:
            named["basis"] = Basis(kept["basis"])
        limits = tuple(map(UseLimit, kept.get("limits", ())))
        return Term(**{**kept, **named, "limits": limits}, what=What(row.what), at=row.at)


def _plain(term: Term) -> dict[str, Any]:
    """Return what of a term is sealed; what is not said is left out."""
    said = {name: value for name, value in asdict(term).items() if value}
    del said["what"], said["at"]
    dated = {name: said[name].isoformat() for name in (*_MOMENTS, "on") if name in said}
    return {**said, **dated}


def _place(key: str) -> str:
    return f"terms/sealed/{key}"
