"""How often the register was changed, by whomever: what is remembered of it is asked by that."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

VERSION = "register-version"
# By the database itself: also an operator's own hand is noticed. A digest's moment is no register.
CHANGES = {
    "bonds": "TRUE",
    "agreements": "TRUE",
    "accounts": "TRUE",
    "officers": "TRUE",
    "authorities": "OLD.digest_at IS NOT DISTINCT FROM NEW.digest_at",
    "data_keys": "OLD.subject IN ('register', 'inbox', 'outbox')",
}
_COUNTED = f"UPDATE counters SET value = value + 1 WHERE name = '{VERSION}'"


def upgrade() -> None:
    """Count from one on, by triggers."""
    op.execute(sa.text(f"INSERT INTO counters (name, value) VALUES ('{VERSION}', 1)"))
    if op.get_bind().dialect.name == "sqlite":
        for table, changes in CHANGES.items():
            _count_on_sqlite(table, changes.replace("IS NOT DISTINCT FROM", "IS"))
    else:
        op.execute(
            "CREATE FUNCTION nabat_count_register() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_COUNTED}; RETURN NULL; END $$"
        )
        for table, changes in CHANGES.items():
            _count_on_postgresql(table, changes)


def _count_on_sqlite(table: str, changes: str) -> None:
    for when, which in _events(table, changes):
        op.execute(
            f"CREATE TRIGGER {table}_{when}_counted AFTER {when} ON {table} "
            f"WHEN {which} BEGIN {_COUNTED}; END"
        )


def _count_on_postgresql(table: str, changes: str) -> None:
    for when, which in _events(table, changes):
        op.execute(
            f"CREATE TRIGGER {table}_{when}_counted AFTER {when} ON {table} "
            f"FOR EACH ROW WHEN ({which}) EXECUTE FUNCTION nabat_count_register()"
        )


def _events(table: str, changes: str) -> tuple[tuple[str, str], ...]:
    if table == "data_keys":  # one that is new was not remembered
        return ("update", changes), ("delete", changes)
    return ("insert", "TRUE"), ("update", changes), ("delete", "TRUE")
