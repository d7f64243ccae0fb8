"""A number runs for each pair of Parties and year, no longer for each requesting Party."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

REQUESTS = "requests"
FORMER = "uq_requests_requesting_party_year_running"
NOW = "uq_requests_requesting_party_requested_party_year_running"
COLUMNS = ["requesting_party", "requested_party", "year", "running"]
_FORMER = re.compile(rf"CONSTRAINT {FORMER} UNIQUE \([a-z_, ]*\)")


def upgrade() -> None:
    """Let two pairs of one requesting Party have the same running number; numbers stay."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(op.get_bind())
    else:
        op.drop_constraint(FORMER, REQUESTS, type_="unique")
        op.create_unique_constraint(NOW, REQUESTS, COLUMNS)


def _make_anew(bind: sa.Connection) -> None:
    """
    Make the table anew, as it is, and those that refer to it: SQLite drops no constraint.

    What it is made of is read from the database, so that no column of another revision is lost.
    """
    tables = [REQUESTS, *_those_that_refer(bind)]
    made = {each: _sql(bind, "table", each)[0] for each in tables}
    beside = [
        sql for each in tables for kind in ("index", "trigger") for sql in _sql(bind, kind, each)
    ]
    made[REQUESTS], count = _FORMER.subn(
        f"CONSTRAINT {NOW} UNIQUE ({', '.join(COLUMNS)})", made[REQUESTS]
    )
    assert count == 1, "the constraint stands in the table once"
    for each in tables:
        bind.execute(sa.text(f'ALTER TABLE "{each}" RENAME TO "former_{each}"'))
    for each in tables:
        bind.exec_driver_sql(made[each])
        bind.execute(sa.text(f'INSERT INTO "{each}" SELECT * FROM "former_{each}"'))
    for each in reversed(tables):
        bind.execute(sa.text(f'DROP TABLE "former_{each}"'))
    for sql in beside:
        bind.exec_driver_sql(sql)


def _those_that_refer(bind: sa.Connection) -> list[str]:
    inspector = sa.inspect(bind)
    return [
        each
        for each in inspector.get_table_names()
        if any(key["referred_table"] == REQUESTS for key in inspector.get_foreign_keys(each))
    ]


def _sql(bind: sa.Connection, kind: str, table: str) -> list[str]:
    found = sa.text(
        "SELECT sql FROM sqlite_master WHERE type = :kind AND tbl_name = :of AND sql IS NOT NULL"
    )
    return list(bind.execute(found, {"kind": kind, "of": table}).scalars())
