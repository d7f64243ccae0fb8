"""
Addresses of chat accounts are sealed; a keyed digest finds them.

What is stored here stays as it is written, whatever `storage/addresses.py` does later.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import context, op

import storage.tables
from storage.compacting import compact_later
from storage.keys import KeyRing
from storage.migrations import RING, RingNeeded
from storage.vault import Vault

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REGISTER = "register"
# Their keys name an address, and what they say is sealed under their keys.
_NAMED = """
    SELECT seq, key, subject, "values", rendering FROM outbox
    WHERE key LIKE 'identity/%' OR key LIKE 'unsigned/%'
"""


def upgrade() -> None:
    """Seal what is there, and leave no clear address behind."""
    bind = op.get_bind()
    clear = {name: _rows(bind, name) for name in ("accounts", "applications", "rooms")}
    events = bind.execute(sa.text("SELECT seq, channel, address FROM inbox")).mappings().all()
    named = [dict(row) for row in bind.execute(sa.text(_NAMED)).mappings()]
    vault = _vault(bind) if any((*clear.values(), events, named)) else None
    _change_tables()
    if vault is None:
        return
    meta = sa.MetaData()
    for row in clear["accounts"]:
        account, address = _account(vault, row["channel"], row["address"]), row.pop("address")
        sealed = vault.seal(_REGISTER, f"accounts/sealed/{account.hex()}", address.encode())
        _insert(bind, meta, "accounts", {**row, "account": account, "sealed": sealed})
    for row in clear["applications"]:
        account, address = _account(vault, row["channel"], row["address"]), row.pop("address")
        sealed = vault.seal(_REGISTER, f"applications/sealed/{row['officer']}", address.encode())
        _insert(bind, meta, "applications", {**row, "account": account, "sealed": sealed})
    for row in clear["rooms"]:
        account = _account(vault, "matrix", row["address"])
        sealed = vault.seal_json(_REGISTER, f"rooms/sealed/{account.hex()}", row)
        _insert(bind, meta, "rooms", {"account": account, "sealed": sealed})
    found = sa.text("UPDATE inbox SET account = :account WHERE seq = :seq")
    for event in events:
        account = _account(vault, event["channel"], event["address"])
        bind.execute(found, {"account": account, "seq": event["seq"]})
    for row in named:
        _name_no_address(bind, vault, row)
    compact_later(bind)


def _change_tables() -> None:
    for name in ("accounts", "applications", "rooms"):
        op.drop_table(name)
    op.create_table(
        "accounts",
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("bound_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_accounts_officer")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_officer"), "accounts", ["officer"], unique=False)
    op.create_table(
        "applications",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("words_digest", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("applied_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_applications_officer")),
        sa.PrimaryKeyConstraint("officer", name=op.f("pk_applications")),
    )
    op.create_index(op.f("ix_applications_account"), "applications", ["account"], unique=False)
    op.create_table(
        "rooms",
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_rooms")),
    )
    op.add_column("inbox", sa.Column("account", sa.LargeBinary(), nullable=True))
    for name in ("inbox", "outbox", "cards"):
        op.drop_column(name, "address")


def _vault(bind: sa.Connection) -> Vault:
    ring: Callable[[], KeyRing] | None = context.config.attributes[RING]
    if ring is None:
        raise RingNeeded
    return Vault(bind, ring())


def _account(vault: Vault, channel: str, address: str) -> bytes:
    return vault.digest(_REGISTER, f"address {channel} {address}".encode())


def _name_no_address(bind: sa.Connection, vault: Vault, row: dict[str, Any]) -> None:
    """Give a row of the outbox a key without an address, and seal under it what it says."""
    what, _, rest = row["key"].partition("/")
    address, _, rest = rest.partition("/")
    key = f"{what}/{_account(vault, 'matrix', address).hex()}/{rest}"
    under, sealed = row["subject"] or _REGISTER, {}
    for column in ("values", "rendering"):
        if row[column] is not None:
            place = f"outbox/{column}/"
            plain = vault.open(under, place + row["key"], bytes(row[column]))
            sealed[column] = vault.seal(under, place + key, plain)
    changed = {"key": key, "values": None, "rendering": None, **sealed, "seq": row["seq"]}
    bind.execute(
        sa.text(
            'UPDATE outbox SET key = :key, "values" = :values, rendering = :rendering'
            " WHERE seq = :seq"
        ),
        changed,
    )


def _rows(bind: sa.Connection, name: str) -> list[dict[str, Any]]:
    table = sa.Table(name, sa.MetaData(), autoload_with=bind)
    return [dict(row) for row in bind.execute(sa.select(table)).mappings()]


def _insert(bind: sa.Connection, meta: sa.MetaData, name: str, row: dict[str, Any]) -> None:
    bind.execute(sa.insert(sa.Table(name, meta, autoload_with=bind)), row)
