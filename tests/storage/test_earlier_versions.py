"""What an earlier version has left under way goes on: every message, button, dialog and event."""

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from bot.transports.base import Receipt
from handlers.chat.events import Pressed
from protocol.moves import Form
from storage.keys import RING_MODE, KeyRing, read_ring
from storage.migrations import is_current
from storage.outgoing import OutboxState
from storage.received import InboxState
from storage.tables import cards, drafts, inbox, offers, outbox
from storage.work import Work
from tests.conftest import POSTGRES, SQLITE, Server
from tests.journeys.stage import FORM, Stage
from tests.storage.versions import building
from tests.storage.versions.accounts import CHANNELS, Addressed, network
from tests.storage.versions.building import presses

VERSIONS = sorted(each.parent for each in Path(__file__).parent.glob("versions/*/ring.json"))
MATRIX, TELEGRAM = CHANNELS
LATER = 1000
OPEN = (OutboxState.WAITING, OutboxState.SENDING)
# A button that takes away what another one is about is pressed after that.
ENDING = ("send", "register", "senttoday", "unsent", "relay", "cancel", "discard", "drop")


class Continued(Stage):
    """The bot of today on what an earlier one has written."""

    def _enters(self, work: Work) -> None:
        # Nothing of what comes now is a repetition of what came then.
        self._random.seed(2015)
        self._keys = self._incarnations = LATER
        everybody = [officer.id for officer in work.registry.everybody()]
        for each in self.networks.values():
            assert isinstance(each, Addressed)
            each.brought = LATER
            each.meets(*everybody, *building.APPLICANTS)

    def _gives_code_apps(self) -> None:
        """Nothing: everybody has one."""


@pytest.fixture(params=VERSIONS, ids=lambda folder: folder.name)
def version(request: pytest.FixtureRequest) -> Path:
    """The folder of an earlier version."""
    folder: Path = request.param
    return folder


@pytest.fixture
def kept_ring(version: Path, tmp_path: Path) -> KeyRing:
    """The key ring of the earlier version."""
    ring = Path(shutil.copy(version / building.RING, tmp_path / "kept.json"))
    ring.chmod(RING_MODE)
    return read_ring(ring)


@pytest.fixture(params=[SQLITE, POSTGRES])
def kept_url(request: pytest.FixtureRequest, version: Path, tmp_path: Path) -> Iterator[str]:
    """The database of the earlier version, on SQLite and on PostgreSQL."""
    if request.param == SQLITE:
        file = tmp_path / "nabat.db"
        file.write_bytes(gzip.decompress((version / building.SQLITE).read_bytes()))
        yield f"sqlite:///{file}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create("template0")
    with psycopg.connect(server.url(name), autocommit=True) as connection:
        connection.execute(gzip.decompress((version / building.POSTGRESQL).read_bytes()))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def stage(kept_url: str, kept_ring: KeyRing, version: Path, tmp_path: Path) -> Iterator[Stage]:
    """The bot of today, an hour after the earlier one was cut off."""
    stage = Continued(kept_url, kept_ring, start=building.LATER, channels=CHANNELS, network=network)
    stage.folder = tmp_path / building.ATTACHMENTS
    shutil.copytree(version / building.ATTACHMENTS, stage.folder)
    with stage:
        yield stage


def test_the_record_is_brought_up_to_date_and_its_journal_is_whole(stage: Stage) -> None:
    assert stage.look(lambda work: is_current(work.connection))

    entries = stage.look(lambda work: [each.action for each in work.journal.entries()])

    assert stage.look(lambda work: work.journal.verify().broken_at is None)
    assert len(entries) > 50
    assert {"register", "officer-invited", "transmit", "notice-relayed"} <= set(entries)


def test_every_message_that_waited_arrives(stage: Stage) -> None:
    written = stage.look(lambda work: dict(work.connection.execute(WRITTEN).all()))

    stage.passes(minutes=15)

    ended = stage.look(lambda work: dict(work.connection.execute(WRITTEN).all()))
    left = {key: ended[key] for key in written if ended[key] in (*OPEN, OutboxState.NEVER)}
    assert left == {}
    owed = select(cards.c.id).where(cards.c.not_before.is_not(None))
    assert stage.look(lambda work: work.connection.execute(owed).all()) == []
    waiting = select(inbox.c.key).where(inbox.c.state == InboxState.WAITING)
    assert stage.look(lambda work: work.connection.execute(waiting).all()) == []
    for who, words in SAID.items():
        chat = [each.text for channel in CHANNELS for each in stage.chat(who, channel=channel)]
        assert any(words in text for text in chat), (who, words, chat)


HELD = select(inbox.c.key).where(inbox.c.state == InboxState.HELD)
WRITTEN = select(outbox.c.key, outbox.c.state).order_by(outbox.c.seq)
# Of each kind that waited one, by words of it.
SAID = {
    "ru-duty": "ПОВТОР",
    "am-duty": "СРОЧНОЕ ОБРАЩЕНИЕ KZ-AM-2026-2",
    "kz-deputy": "KZ-BY-2026-1.txt",
    "by-duty2": "неустановленное лицо готовит атаку",
    "kz-head": "Телефон не распознан",
    "late": "четыре слова",
    "am-deputy": "словами для своих",
    "by-duty": "обращени",
    "kz-duty2": "Жумабекова",
    "am-duty2": "соглас",
}


def test_every_button_that_was_offered_is_answered(stage: Stage) -> None:
    stage.passes(minutes=15)
    standing = select(offers.c.id, offers.c.officer, offers.c.command, offers.c.argument).where(
        offers.c.expires_at > stage.now
    )
    rows = stage.look(lambda work: work.connection.execute(standing.order_by(offers.c.id)).all())
    one_each = {(row.officer, row.command, row.argument): row for row in rows}
    assert len({row.command for row in rows}) > 25

    for row in sorted(one_each.values(), key=lambda row: row.command in ENDING):
        before = len(stage.chat(row.officer))
        assert stage.does(row.officer, Pressed(row.id)) is Receipt.STORED
        assert len(stage.chat(row.officer)) > before, row.command


def test_every_dialog_comes_to_its_end(stage: Stage) -> None:
    stage.passes(minutes=15)

    _the_urgent_request_that_was_half_filled(stage)
    _the_form_that_waited_for_the_press(stage)
    _the_confirmation_that_waited_for_its_number(stage)
    _the_invitation_that_waited_for_the_telephone(stage)
    _the_notice_that_waited_for_its_party(stage)
    _the_consent_that_was_asked_for(stage)
    _the_message_that_resembles_a_marking(stage)
    _the_newcomer_who_waited(stage)

    assert stage.look(lambda work: work.connection.execute(select(drafts.c.id)).all()) == []


def _the_urgent_request_that_was_half_filled(stage: Stage) -> None:
    asked = stage.look(lambda work: [each.asking for each in work.drafts.of("tj-duty")])
    if asked == ["crime"]:  # The first versions did not ask it.
        presses(stage, "tj-duty", "answer", "crime in_preparation")
    presses(stage, "tj-duty", "answer", "ground information_technology")
    stage.says("tj-duty", "ст. 298 УК РТ")
    for line in FORM.splitlines()[2:]:
        stage.says("tj-duty", line.partition(": ")[2])
    presses(stage, "tj-duty", "send")

    request = stage.request("TJ-RU-2026-1")
    assert request.transmitted_at is not None
    assert stage.look(lambda work: len(work.attachments.about(request.id, "request"))) == 1


def _the_form_that_waited_for_the_press(stage: Stage) -> None:
    presses(stage, "by-duty2", "send")

    assert stage.request("BY-RU-2026-2").transmitted_at is not None


def _the_confirmation_that_waited_for_its_number(stage: Stage) -> None:
    stage.attaches("ru-deputy", "12-4/882 от 24.11.2026")
    presses(stage, "ru-deputy", "senttoday")
    stage.signs("ru-deputy")

    assert stage.request("RU-KZ-2026-1").form is Form.CONFIRMED


def _the_invitation_that_waited_for_the_telephone(stage: Stage) -> None:
    stage.says("kz-head", "+7 7172 00-07-77")
    stage.signs("kz-head")

    assert "Ахметова Г., заместитель руководителя" in stage.last("kz-head")


def _the_notice_that_waited_for_its_party(stage: Stage) -> None:
    presses(stage, "sec-head", "answer", "party TJ")
    stage.says("sec-head", "01.12.2026")
    presses(stage, "sec-head", "answer", "document skip")
    presses(stage, "sec-head", "answer", "arrived skip")
    stage.says("sec-head", "С 01.12.2026 дежурная служба принимает обращения по новому телефону.")
    presses(stage, "sec-head", "notify")
    presses(stage, "sec-duty", "relay")
    stage.signs("sec-duty")

    assert "№ 2026/2" in stage.last("tj-head")


def _the_consent_that_was_asked_for(stage: Stage) -> None:
    presses(stage, "kg-duty", "consent")
    presses(stage, "am-duty2", "send")

    assert stage.request("AM-KG-2026-1").transmitted_at is not None


def _the_message_that_resembles_a_marking(stage: Stage) -> None:
    presses(stage, "kz-duty2", "admit")

    assert stage.look(lambda work: work.connection.execute(HELD).all()) == []


def _the_newcomer_who_waited(stage: Stage) -> None:
    found = re.search(r"четыре слова: (.+)", stage.last("late"))
    assert found
    presses(stage, "by-duty", "approve")
    stage.says("by-duty", found[1])
    stage.signs("by-duty")

    assert stage.last("late").startswith("🟢 Доступ открыт (")
    stage.says("late", "/me")
    assert "Сидоров С." in stage.last("late")
