"""
Every statement of the storage finds its rows by an index: no table that grows is read as a whole,
and nothing that grows is sorted for one answer.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, text

from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.tables import metadata
from storage.work import Store, Work
from tests.storage.every_statement import Recorded, Sent, call_everything, recording, unreached
from tests.storage.seeding import seed

# These do not grow; all others do.
SMALL = {
    "meta": "facts about the installation",
    "bonds": "one for each Party",
    "authorities": "the operator's file",
    "agreements": "the operator's file",
    "invites": "deleted when its hour is over",
    "applications": "deleted when its day is over",
    "strangers": "at most 1,000 of a channel, and of today",
    "guesses": "at most 1,000",
    "setbacks": "what failed and has not succeeded since",
    "journal_head": "one row",
    "losses": "at most one of an officer, and of the last hour",
}
# By one value of these the rows of one person or one subject are found, so that they may be sorted.
FEW: Mapping[str, frozenset[str]] = {
    "accounts": frozenset({"officer", "account"}),
    "additions": frozenset({"request"}),
    "attachments": frozenset({"subject", "id"}),
    "confirmations": frozenset({"request"}),
    "consents": frozenset({"draft", "request", "id"}),
    "drafts": frozenset({"officer", "id"}),
    "obligations": frozenset({"subject", "id"}),
    "offers": frozenset({"officer", "id"}),
    "officers": frozenset({"id", "authority"}),
    "outbox": frozenset({"key", "seq", "officer", "subject"}),
    "signings": frozenset({"officer"}),
    "statements": frozenset({"request"}),
}
# By one value of these alone half a table may be found.
COARSE = frozenset({"state", "about", "channel", "kind", "party", "priority", "active", "place"})
# No more stand in these than there are senders.
SHORT = frozenset({"ix_outbox_leased_by", "ix_cards_leased_by"})
# Which functions read or sort more, and why they may.
READS_ALL = {
    "registry.Registry.everybody": "returns all",
    "rooms.Rooms.all": "returns all, when a channel starts",
    "verifications.Verifications.all": "returns all that is under way",
    "requests.Requests.of": "returns all of an authority",
    "notices.Notices.of_party": "returns all of a Party: some in a year",
    "notices.Notices.page": "of some in a year",
    "notices.Notices.count": "of some in a year",
    "requests.Requests.sent_by": "returns all that an officer has sent",
    "confirmations.objected": "once for an installation, at its first start",
    "obligations.Obligations.debts": "returns all that is owed",
    "journal.Journal.entries": "returns all",
    "accounts.Freezing.all": "returns all, for the operator's check",
    "files.names_of_files": "returns all, for the operator's check",
    "requests.Requests.prune_shown": "one for each officer, hourly",
    "files.Files.sweep": "compares all with what is on disk, hourly",
    "leases.Leases.backing_off": "what waits for another try, once a process",
    "obligations.Obligations.at_or_after": "mends what a wrong clock has dated",
    "earlier.unreceipted": "what an earlier version left open, once a process",
    "redating.Redating.move": "mends what a wrong clock has dated",
}
# No statement of a turn, or one of a row that cannot be read: then each is read by itself.
NOT_CALLED = {"readable", "integrity"}
# Each of them begins with the same column as another one.
SHARED = {
    *("ix_offers_officer", "ix_offers_officer_created_at"),
    *("ix_drafts_newest", "ix_drafts_officer"),
    *("ix_officers_authority", "ix_officers_role"),
}
PLANNED = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")
_GROWING = metadata.tables.keys() - SMALL
_PARTIAL = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What a plan does that grows with a table: which function asks for it."""

    by: str
    why: str
    sql: str

    def __str__(self) -> str:
        return f"{self.by}: {self.why}\n{self.sql}\n"


async def test_each_statement_finds_its_rows_by_an_index(
    database: SQLite | PostgreSQL, store: Store
) -> None:
    def judged(connection: Connection) -> list[Fault]:
        if connection.dialect.name == "postgresql":
            # So that it speaks of what it can do, not of what is cheap in tables of this size.
            for way in ("seqscan", "bitmapscan"):
                connection.execute(text(f"SET LOCAL enable_{way} = off"))
        return faults(connection, recorded)

    recorded = await store.run(called)
    if isinstance(database, PostgreSQL):
        await seed(database)
    found = await database.run(judged)

    assert len(recorded.statements) > 200
    beyond = [str(each) for each in found if each.by not in READS_ALL]
    assert not beyond, "\n".join(beyond)


@pytest.mark.postgres
async def test_each_statement_of_the_storage_was_called(store_on_postgresql: Store) -> None:
    left = unreached(await store_on_postgresql.run(called), besides=NOT_CALLED)

    assert not left, f"call it in tests/storage/every_statement.py: {', '.join(left)}"


async def test_no_exception_is_needless(store_on_sqlite: Store) -> None:
    found = await store_on_sqlite.run(lambda work: faults(work.connection, called(work)))

    assert {each.by for each in found} >= READS_ALL.keys()


async def test_without_an_index_the_statement_is_named_that_needs_it(
    store_on_sqlite: Store,
) -> None:
    def missed(work: Work) -> dict[str, set[str]]:
        recorded = called(work)
        before = set(faults(work.connection, recorded))
        return {
            str(index.name): {
                each.by for each in _without(work.connection, str(index.name), recorded) - before
            }
            for table in metadata.tables.values()
            if table.name in _GROWING
            for index in table.indexes
        }

    missed_by = await store_on_sqlite.run(missed)

    # Of two that begin alike either may be taken.
    assert {index for index, named in missed_by.items() if not named} <= SHARED
    assert "leases.Leases.waiting" in missed_by["ix_outbox_due"]
    assert "inbox.Inbox.queue" in missed_by["ix_inbox_waiting"]
    assert "outbox.Outbox.prune" in missed_by["ix_outbox_ended_at"]


def called(work: Work) -> Recorded:
    """Call everything and return what was sent."""
    with recording(work.connection) as recorded:
        call_everything(work)
    return recorded


def faults(connection: Connection, recorded: Recorded) -> list[Fault]:
    """Return what of the plans of what was sent grows with a table."""
    judge = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
    return [
        Fault(sent.by, why, sent.sql)
        for sent in recorded.statements.values()
        if sent.sql.startswith(PLANNED)
        for why in judge(connection, sent)
    ]


def _without(connection: Connection, index: str, recorded: Recorded) -> set[Fault]:
    with connection.begin_nested() as savepoint:
        connection.exec_driver_sql(f"DROP INDEX {index}")
        found = set(faults(connection, recorded))
        savepoint.rollback()
    return found


# SQLite

_READ = re.compile(
    r"(?P<how>SCAN|SEARCH) (?P<name>\w+)"
    r"(?: USING (?:(?:COVERING |PARTIAL )*INDEX (?P<index>\w+)|INTEGER PRIMARY KEY))?"
    r"(?: \((?P<by>.*)\))?"
)


def _on_sqlite(connection: Connection, sent: Sent) -> Iterator[str]:
    planned = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent.sql}", sent.parameters)  # type: ignore[arg-type]
    steps = [str(row[-1]) for row in planned]
    reads = [found for step in steps if (found := _READ.match(step)) and _table(sent, found)]
    sorts = any("TEMP B-TREE" in step for step in steps)
    for each in reads:
        table, index = _table(sent, each), each["index"]
        goes_on = sorts or "LIMIT" not in sent.sql
        if each["how"] == "SCAN":
            in_order = index in _PARTIAL or "WHERE" not in sent.sql
            if index not in SHORT and (goes_on or not in_order):
                yield f"reads all of {table}: {each[0]}"
        elif goes_on and _is_coarse(each["by"] or ""):
            yield f"reads much of {table}: {each[0]}"
        if sorts and not _equals(each["by"] or "") & FEW.get(str(table), frozenset()):
            yield f"sorts what it finds of {table}: {each[0]}"


def _table(sent: Sent, found: re.Match[str]) -> str | None:
    """Return which table that grows a step reads, if any."""
    alias = re.search(rf"(\w+) AS {found['name']}\b", sent.sql)
    name = alias[1] if alias else found["name"]
    return name if name in _GROWING else None


def _is_coarse(constraint: str) -> bool:
    """Say whether a search knows the values of coarse columns alone."""
    return set(constraint.split(" AND ")) <= {f"{name}=?" for name in COARSE}


def _equals(constraint: str) -> frozenset[str]:
    """Return the columns that a search knows the values of: "rowid" is `seq`."""
    names = frozenset(re.findall(r"(\w+)=\?", constraint))
    return names | ({"seq"} if "rowid" in names else frozenset())


# PostgreSQL


def _on_postgresql(connection: Connection, sent: Sent) -> Iterator[str]:
    explained = connection.exec_driver_sql(
        f"EXPLAIN (FORMAT JSON) {sent.sql}",
        sent.parameters,  # type: ignore[arg-type]
    ).scalar_one()
    plan = json.loads(explained) if isinstance(explained, str) else explained
    yield from _judged(plan[0]["Plan"], ends_early=False)


def _judged(node: Mapping[str, Any], *, ends_early: bool) -> Iterator[str]:
    kind = node["Node Type"]
    sorts = kind in ("Sort", "Incremental Sort") or node.get("Strategy") == "Hashed"
    ends_early = kind == "Limit" or (ends_early and not sorts and kind != "ModifyTable")
    table, condition = node.get("Relation Name"), node.get("Index Cond")
    if kind == "Seq Scan" and table in _GROWING:
        yield f"reads all of {table}"
    elif kind in ("Index Scan", "Index Only Scan", "Bitmap Index Scan") and condition is None:
        in_order = node["Index Name"] in _PARTIAL or "Filter" not in node
        is_short = node["Index Name"] in SHORT or (ends_early and in_order)
        if _indexed(node) in _GROWING and not is_short:
            yield f"reads all of {node['Index Name']}"
    if sorts:
        for read in _reads(node):
            table = _indexed(read)
            is_short = read["Index Name"] in SHORT
            if (
                table in _GROWING
                and not is_short
                and not _known(read) & FEW.get(str(table), frozenset())
            ):
                yield f"sorts what it finds of {table} by {read['Index Name']}"
    for each in node.get("Plans", ()):
        yield from _judged(each, ends_early=ends_early)


def _reads(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "Index Name" in node:
        yield node
    for each in node.get("Plans", ()):
        # What is asked for by itself, or cut to some, is judged by itself.
        if each.get("Parent Relationship") != "SubPlan" and each["Node Type"] != "Limit":
            yield from _reads(each)


def _indexed(node: Mapping[str, Any]) -> str:
    return _OF_INDEX.get(node["Index Name"], "")


def _known(node: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(re.findall(r"\(?(\w+) = ", node.get("Index Cond", "")))


_OF_INDEX = {
    name: table.name
    for table in metadata.tables.values()
    for name in (
        f"pk_{table.name}",
        *(str(index.name) for index in table.indexes),
        *(str(constraint.name) for constraint in table.constraints),
    )
}
