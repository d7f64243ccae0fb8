"""A marked text is nowhere: no table, no log, no file. A doubtful one asks once. Art. 10."""

import json
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.transports.base import Receipt
from handlers.chat.events import Attached, File, Incoming, Pressed, Said
from storage import keys
from tests.journeys.stage import FORM, PHOTO, Stage, send

BEACON = "маяк7f3a91"
MARKED = f"Совершенно секретно. Сведения об агентуре: {BEACON}"
DOUBTFUL = f"Запись велась в режиме секретности на узле {BEACON}"
GOES_ON = "Не гриф, продолжить"
DESTROY = "Уничтожить сообщение"
# Every entry by which a text comes in: who, what is done before, what is typed.
ENTRIES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "a bare text": ("kz-duty", (), "{}"),
    "a command's argument": ("kz-duty", (), "/urgent {}"),
    "an unknown command": ("kz-duty", (), "/{}"),
    "the form": ("kz-duty", (), FORM + "\nИное: {}"),
    "a dialog's answer": ("kz-duty", ("/urgent Беларусь", "ИТ, ст. 205"), "{}"),
    "reasons of a refusal": ("by-head", ("/refuse 1",), "{}"),
    "reasons at once": ("by-head", (), "/refuse 1 {}"),
    "a result": ("by-duty", ("/result 1",), "{}"),
    "a letter's number": ("kz-deputy", ("/confirm 1",), "{} от 23.11.2026"),
    "a notice": ("sec-duty", ("/notice",), "{}"),
    "a setting": ("kz-duty", (), "/me {}"),
    "a number": ("kz-duty", (), "/open {}"),
}
CAPTIONS = ("caption", "file name")


class Glass:
    """AES-GCM through which one sees: `sealed` is everything that was sealed since the start."""

    def __init__(self) -> None:
        self.sealed: list[bytes] = []

    def __call__(self, key: bytes) -> "_Seen":
        """Return a cipher with this key."""
        return _Seen(AESGCM(key), self.sealed)


@dataclass(frozen=True, slots=True)
class _Seen:
    cipher: AESGCM
    sealed: list[bytes]

    def encrypt(self, nonce: bytes, data: bytes, associated: bytes | None) -> bytes:
        self.sealed.append(bytes(data))
        return self.cipher.encrypt(nonce, data, associated)

    def decrypt(self, nonce: bytes, data: bytes, associated: bytes | None) -> bytes:
        return self.cipher.decrypt(nonce, data, associated)


@pytest.fixture
def glass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Glass:
    """Seals become glass, and temporary files are made where the test looks."""
    glass = Glass()
    monkeypatch.setattr(keys, "AESGCM", glass)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return glass


def written(stage: Stage, glass: Glass, folder: Path, caplog: pytest.LogCaptureFixture) -> bytes:
    """Return everything that was written anywhere: files, sealed things, logs."""
    files = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    logs = [json.dumps(each, default=str, ensure_ascii=False).encode() for each in stage.logs]
    library = [record.getMessage().encode() for record in caplog.records]
    sealed = [each.decode(errors="replace").encode() for each in glass.sealed]
    unescaped = [each.replace(b'\\"', b'"') for each in sealed]
    return b"\n".join((*files, *logs, *library, *sealed, *unescaped))


def is_in(text: str, everything: bytes) -> bool:
    forms = (text, text.casefold(), json.dumps(text)[1:-1], text.encode("utf-16-le").hex())
    return any(form.encode() in everything for form in forms)


def entering(entry: str, text: str) -> tuple[str, tuple[str, ...], Incoming]:
    if entry == "caption":
        return "kz-duty", ("/urgent Беларусь",), Attached(text, (File("a.jpg", PHOTO),))
    if entry == "file name":
        return "kz-duty", ("/urgent Беларусь",), Attached("", (File(f"{text}.jpg", PHOTO),))
    who, steps, pattern = ENTRIES[entry]
    return who, steps, Said(pattern.replace("{}", text))


@pytest.mark.parametrize("entry", [*ENTRIES, *CAPTIONS])
def test_a_marked_text_is_kept_nowhere_and_its_sender_is_told(
    stage: Stage, glass: Glass, tmp_path: Path, caplog: pytest.LogCaptureFixture, entry: str
) -> None:
    caplog.set_level(logging.DEBUG)
    send(stage)
    who, steps, incoming = entering(entry, MARKED)
    for step in steps:
        stage.says(who, step)
    others = {each: len(stage.chat(each)) for each in ("by-duty", "kz-duty", "sec-duty")}

    assert stage.does(who, incoming) is Receipt.REFUSED

    assert "пометка секретности («Совершенно секретно»)" in stage.last(who)
    assert BEACON not in "".join(each.text for each in stage.chat(who))
    assert all(len(stage.chat(each)) == others[each] for each in others if each != who)
    stage.passes(minutes=10)
    stage.restarts()
    everything = written(stage, glass, tmp_path, caplog)
    assert not is_in(BEACON, everything)
    # The same search finds what may be kept: it is no search in the dark.
    assert is_in("неустановленное лицо готовит атаку", everything)
    journal = [
        (each.action, each.facts)
        for each in stage.look(lambda work: list(work.journal.entries()))
        if each.action == "not-admitted"
    ]
    assert len(journal) == 1
    assert BEACON not in str(journal)


@pytest.mark.parametrize("entry", [*ENTRIES, *CAPTIONS])
def test_a_doubtful_text_waits_for_its_senders_word(stage: Stage, entry: str) -> None:
    send(stage)
    who, steps, incoming = entering(entry, DOUBTFUL)
    for step in steps:
        stage.says(who, step)
    drafts = stage.look(lambda work: work.drafts.of(who))

    assert stage.does(who, incoming) is Receipt.STORED

    assert "Сообщение задержано" in stage.last(who)
    assert set(stage.chat(who)[-1].buttons) == {GOES_ON, DESTROY}
    assert stage.look(lambda work: work.drafts.of(who)) == drafts
    stage.presses(who, DESTROY)
    assert stage.last(who) == "Сообщение уничтожено, никому не передано."
    stage.presses(who, GOES_ON)
    assert "Это уже сделано." in stage.last(who)
    assert stage.look(lambda work: work.drafts.of(who)) == drafts
    sealed = stage.look(
        lambda work: work.connection.exec_driver_sql("SELECT count(sealed) FROM inbox").scalar()
    )
    assert sealed == 0


def test_what_was_declared_goes_on_and_is_not_asked_about_again(stage: Stage) -> None:
    stage.says("kz-duty", FORM + f"\nИное: {DOUBTFUL}")
    assert "Сообщение задержано" in stage.last("kz-duty")
    stage.restarts()
    stage.passes(hours=2)

    stage.presses("kz-duty", GOES_ON)
    assert f"Иная информация: {DOUBTFUL}" in stage.last("kz-duty")
    stage.presses("kz-duty", "Нет гостайны, отправить")

    assert DOUBTFUL in stage.last("by-duty")
    asked = [each for each in stage.chat("kz-duty") if "Сообщение задержано" in each.text]
    assert len(asked) == 1
    actions = [each.action for each in stage.look(lambda work: list(work.journal.entries()))]
    assert actions.count("admitted") == 1


@pytest.mark.parametrize(
    ("name", "receipt", "words"),
    [
        ("СЕКРЕТНО_план.pdf", Receipt.REFUSED, "«СЕКРЕТНО»"),
        ("Справка_СС_экз1.docx", Receipt.REFUSED, "«СС»"),
        ("Анкета (С) экз. № 2.pdf", Receipt.STORED, "«С»"),
        ("client_secret.json", Receipt.STORED, "Приложен 1 файл."),
    ],
)
def test_the_name_of_a_file_is_read_as_a_heading(
    stage: Stage, name: str, receipt: Receipt, words: str
) -> None:
    stage.says("kz-duty", "/urgent Беларусь")

    assert stage.does("kz-duty", Attached("", (File(name, PHOTO),))) is receipt

    assert words in stage.last("kz-duty")
    assert ("Сообщение задержано" in stage.last("kz-duty")) is (words == "«С»")


def test_anothers_held_message_can_be_neither_seen_nor_let_through(stage: Stage) -> None:
    stage.says("kz-duty", DOUBTFUL)
    offer = stage.offer("kz-duty", GOES_ON)
    seq = stage.look(
        lambda work: work.connection.exec_driver_sql("SELECT max(seq) FROM inbox").scalar()
    )

    for who in ("kz-duty2", "by-duty", "sec-duty"):
        stage.does(who, Pressed(offer))
        assert "Кнопка больше не действует." in stage.last(who)
        stage.says(who, f"/admit {seq}")
        assert "Это уже сделано." in stage.last(who)

    stage.presses("kz-duty", DESTROY)
    assert stage.last("kz-duty") == "Сообщение уничтожено, никому не передано."


def test_a_repeated_marked_event_is_still_kept_nowhere(
    stage: Stage, glass: Glass, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        stage.does("kz-duty", Said(MARKED), key="again and again")

    assert len(stage.chat("kz-duty")) == 1
    assert not is_in(BEACON, written(stage, glass, tmp_path, caplog))
