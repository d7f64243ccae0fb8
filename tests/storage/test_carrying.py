"""What a message carries: told by its names, kept in its row; of earlier rows judged as then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, Table, insert

from protocol.obligation import About, Subject
from storage import earlier, migrations
from storage.carrying import WORDS, Carries, quotes
from storage.database import open_database
from storage.keys import KeyRing
from storage.outgoing import OutboxState, Outgoing
from storage.sayings import Priority, Saying
from storage.values import Line, Value, encode
from storage.vault import REGISTER
from storage.work import Store, Work
from tests.builders import NOW, Clock
from tests.conftest import POSTGRES, SQLITE, Server

REQUEST = Subject(About.REQUEST, "request-1")
FIELDS = (Line("field-purpose", {"text": "цель"}), Line("field-periods-none"))
TOLD: dict[str, Value] = {"officer": "kz-duty", "request": "KZ-BY-2026-1", "at": NOW, "count": 2}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_what_people_wrote_is_found_however_deep_it_lies(name: str) -> None:
    value: Value = ("file-1",) if name == "files" else "Касымов"
    line = Line("entry", {name: value})

    for values in (
        {name: value},
        {"lines": (Line("owed"), line)},
        {"line": Line("open-confirmed", {"line": line})},
        {**TOLD, "reasons": (Line("rule", {"article": 6}), Line("x", {"lines": (line,)}))},
    ):
        assert quotes(values), values


def test_ids_moments_and_what_was_left_empty_quote_nobody() -> None:
    empty: dict[str, Value] = {"statement": "", "text": "-", "files": ()}

    assert not quotes(TOLD)
    assert not quotes({"lines": (Line("owed", TOLD), Line("signed-differs", empty)), **empty})
    assert not quotes({})


# What a row of the earlier version carries, as that version judged.
EARLIER: tuple[tuple[str, dict[str, Value], bool, str | None, Carries], ...] = (
    ("alarm", {"content": "request-1"}, True, None, Carries.CONTENT),
    ("told-report_result", {"statement": "узел изъят", "files": ()}, True, None, Carries.CONTENT),
    ("told-confirm-registered-on_time", {"files": ("f",)}, True, None, Carries.CONTENT),
    ("told-acknowledge", {"officer": "by-duty", "statement": ""}, True, None, Carries.NOTHING),
    ("export", {"casefile": "request-1"}, True, "matrix", Carries.CASEFILE),
    ("preview", {"lines": FIELDS}, False, "matrix", Carries.DRAFT),
    ("preview-result", {"text": "узел изъят"}, False, "matrix", Carries.DRAFT),
    ("preview-notice", {"text": "контакты"}, True, "matrix", Carries.DRAFT),
    (
        "ask-code",
        {"lines": (Line("signed-text", {"text": "причины"}),)},
        True,
        "matrix",
        Carries.DRAFT,
    ),
    ("text-letter", {"lines": FIELDS}, False, "matrix", Carries.DRAFT),
    (
        "text-letter",
        {"lines": (Line("letter-content", {"content": "r"}),)},
        True,
        "matrix",
        Carries.CONTENT,
    ),
    ("preview", {"lines": FIELDS}, False, None, Carries.CONTENT),
    (
        "entry",
        {"line": Line("entry", {"line": Line("field-purpose")})},
        True,
        None,
        Carries.CONTENT,
    ),
    (
        "refused",
        {"lines": (Line("refused-number", {"text": "x"}),)},
        False,
        "matrix",
        Carries.NOTHING,
    ),
    ("owe", {"lines": (Line("owed"),)}, False, "matrix", Carries.NOTHING),
)


@pytest.mark.parametrize(("said", "values", "about", "over", "carried"), EARLIER)
def test_a_row_of_the_earlier_version_is_judged_as_that_version_judged(
    said: str, values: dict[str, Value], about: bool, over: str | None, carried: Carries
) -> None:
    assert earlier.carries_of(said, values, has_subject=about, over=over) is carried


@pytest.mark.parametrize("carries", Carries)
async def test_a_row_keeps_what_it_carries(store: Store, carries: Carries) -> None:
    saying = Saying("k", "o", Priority.ANSWER, "t", {"text": "Касымов"}, carries=carries)
    await store.run(lambda work: work.outbox.put(saying))

    (row,) = await store.run(lambda work: work.leases.waiting(busy=(), limit=9))

    assert row.saying == saying


def test_who_says_nothing_of_it_says_content() -> None:
    assert Saying("k", "o", Priority.ANSWER, "t", {}).carries is Carries.CONTENT


@pytest.fixture(params=[SQLITE, POSTGRES])
def earlier_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database is to be that the first version wrote."""
    if request.param == SQLITE:
        yield f"sqlite:///{tmp_path / 'earlier.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create("template0")
    yield server.url(name)
    server.drop(name)


async def test_rows_that_waited_in_a_database_of_the_first_version_go_on(
    earlier_url: str, ring: KeyRing, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(migrations, "migrate", lambda connection, _ring: _first_version(connection))
        database = await open_database(earlier_url)
    await Store(database, ring, clock, tmp_path / "attachments").run(_waiting_then)
    await database.close()

    database = await open_database(earlier_url, lambda: ring)
    store = Store(database, ring, clock, tmp_path / "attachments")
    rows = {each.saying.key: each for each in await store.run(_waiting_now)}
    await database.close()

    carried = {key: row.saying.carries for key, row in rows.items()}
    assert carried == {
        "alarm": Carries.CONTENT,
        "preview": Carries.DRAFT,
        "export": Carries.CASEFILE,
        "incident": Carries.NOTHING,
    }
    assert rows["incident"].saying.values["incident"] == "AB12"
    assert {key for key, row in rows.items() if row.full_content} == {"alarm"}


def _first_version(connection: Connection) -> None:
    config = migrations.configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def _waiting_then(work: Work) -> None:
    """Write rows as the first version did: no word about what they carry."""
    written: tuple[tuple[str, dict[str, Value], Subject | None], ...] = (
        ("alarm", {"content": "request-1"}, REQUEST),
        ("preview", {"lines": FIELDS}, None),
        ("export", {"casefile": "request-1"}, REQUEST),
        ("incident", {"text": "AB12"}, None),
    )
    table = Table("outbox", MetaData(), autoload_with=work.connection)
    for place, (said, values, subject) in enumerate(written):
        key_of = subject.id if subject else REGISTER
        row = {
            "key": said,
            "officer": f"officer-{place}",
            "queue": f"officer-{place}",
            "place": 0,
            "over": None if said == "alarm" else "matrix",
            "priority": Priority.ANSWER,
            "text": said,
            "about": subject.about if subject else None,
            "subject": subject.id if subject else None,
            "created_at": NOW,
            "state": OutboxState.WAITING,
            "not_before": NOW,
            "attempts": 0,
            "doubts": 0,
            "tried": "[]",
            "carries_content": said == "alarm",
            "values": work.vault.seal(key_of, f"outbox/values/{said}", encode(values)),
            "choices": "[]",
        }
        work.connection.execute(insert(table).values(row))


def _waiting_now(work: Work) -> tuple[Outgoing, ...]:
    return work.leases.waiting(busy=(), limit=9)
