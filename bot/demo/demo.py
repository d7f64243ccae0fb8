"""
The demonstration: five days in some seconds, through the same handlers, storage and delivery.

Only the clock is virtual and only the people are played; `STORY` says what they do and when.
"""

import asyncio
import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.app import App, Frame
from bot.demo.transcript import Transcript
from bot.demo.virtual_time import VirtualLoop
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.installation.open import ATTACHMENTS
from bot.transports.base import Receipt
from bot.transports.console.console import Console
from bot.words.message import Rendered
from bot.words.operator import language
from bot.words.texts import Texts, shipped
from bot.words.values import VALUES
from config.settings import TRAINING_REGISTER
from handlers.chat import one_time_codes
from handlers.chat.families import Family
from protocol.parties import SECRETARIAT, Channel, Officer
from protocol.policy import DEFAULT
from storage.keys import make_ring
from storage.sqlite import SQLite
from storage.work import Store, Work

# A Monday: 13:41 in Astana, 11:41 in Minsk and Moscow.
START = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
# The photograph that is registered as the scan: a JPEG of one pixel.
PHOTO = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c"
    "1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b"
    "080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b510"
    "0002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1"
    "f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a6364656667"
    "68696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2"
    "c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00"
    "fbd3ffd9"
)
LETTER_ON = "27.11.2026"
DATED = ("letter", "incoming")
HEADINGS = ("ask", "ack", "notice", "late", "end")
WORDS = Family(
    "demo",
    (
        *("qualification", "purpose", "justification", "substance", "assistance", "persons"),
        *("underway", "notice", *DATED, *(f"heading-{each}" for each in HEADINGS)),
    ),
)
SHOWN = (
    "kz-duty", "kz-deputy", "kz-head",
    "by-duty", "by-duty2", "by-deputy",
    "sec-duty", "sec-head", "tj-duty",
)  # fmt: skip


# Who signs has a code app, as after enrolment; this line is the code that it shows at its moment.
CODE = "\0code"
SECRETS = {
    "kz-deputy": "KZDEPUTYKZDEPUTYKZDEPUTYKZDEPUTY",
    "sec-head": "SECHEADSECHEADSECHEADSECHEADSECH",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What one person types `at` after the start, and the heading before it."""

    at: timedelta
    who: str
    line: str
    heading: str = ""


def _at(days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> timedelta:
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def story(texts: Texts, lang: str, photo: Path) -> tuple[Scene, ...]:
    """Return the five days. What is pressed is named by its words, in the reader's language."""

    def press(key: str) -> str:
        return texts.say(lang, key, {})

    def words_of(key: str) -> str:
        return texts.say(lang, WORDS[key], {"on": LETTER_ON} if key in DATED else {})

    asks = (
        ("kz-duty", "/urgent"),
        ("kz-duty", press("party-BY")),
        ("kz-duty", press("urgent.option-crime-in_preparation")),
        ("kz-duty", press("urgent.option-ground-information_technology")),
        *(("kz-duty", words_of(name)) for name in ("qualification", "purpose", "justification")),
        *(("kz-duty", words_of(name)) for name in ("substance", "assistance", "persons")),
        ("kz-duty", press("urgent.option-periods-not_set")),
        ("kz-duty", press("send.choice")),
    )
    headings = {name: words_of(f"heading-{name}") for name in HEADINGS}
    first = [
        Scene(_at(seconds=20 * place), who, line, headings["ask"] if place == 0 else "")
        for place, (who, line) in enumerate(asks)
    ]
    return (
        *first,
        Scene(_at(minutes=27), "by-duty2", press("ack.choice"), headings["ack"]),
        Scene(_at(minutes=44), "by-duty", press("accept.choice")),
        Scene(_at(days=1, hours=1), "sec-duty", "/notice", headings["notice"]),
        Scene(_at(days=1, hours=1, seconds=20), "sec-duty", press("notice.option-contacts")),
        Scene(_at(days=1, hours=1, seconds=40), "sec-duty", press("party-AM")),
        Scene(_at(days=1, hours=1, seconds=60), "sec-duty", "01.12.2026"),
        Scene(_at(days=1, hours=1, seconds=70), "sec-duty", press("notice.option-no-document")),
        Scene(_at(days=1, hours=1, seconds=80), "sec-duty", press("notice.option-arrived")),
        Scene(_at(days=1, hours=1, seconds=90), "sec-duty", words_of("notice")),
        Scene(_at(days=1, hours=1, seconds=110), "sec-duty", press("notify.choice")),
        Scene(_at(days=1, hours=1, seconds=120), "sec-head", press("relay.choice")),
        Scene(_at(days=1, hours=1, seconds=140), "sec-head", CODE),
        *(
            Scene(_at(days=1, hours=1, minutes=3 + 4 * place), who, press("receipt.choice"))
            for place, who in enumerate(("by-duty", "kz-duty", "am-duty", "kg-duty", "ru-duty"))
        ),
        Scene(_at(days=1, hours=3), "by-duty", press("underway.choice")),
        Scene(_at(days=1, hours=3, minutes=1), "by-duty", words_of("underway")),
        Scene(_at(days=1, hours=3, minutes=2), "by-duty", press("underway.choice")),
        Scene(_at(days=3, hours=20, minutes=30), "kz-deputy", "/confirm", headings["late"]),
        Scene(
            _at(days=3, hours=20, minutes=32),
            "kz-deputy",
            f"+{photo} {words_of('letter')}",
        ),
        Scene(_at(days=3, hours=20, minutes=33), "kz-deputy", press("senttoday.choice")),
        Scene(_at(days=3, hours=20, minutes=33, seconds=20), "kz-deputy", CODE),
        Scene(_at(days=3, hours=22), "by-duty", press("record.choice")),
        Scene(_at(days=3, hours=22, minutes=1), "by-duty", words_of("incoming")),
        Scene(_at(days=3, hours=22, minutes=2), "by-duty", press("record.choice")),
        Scene(_at(days=3, hours=22, minutes=10), "sec-duty", "/open"),
        Scene(_at(days=4, hours=1), "kz-duty", "/owe", headings["end"]),
    )


def demo(transcript: Transcript | None = None, lang: str | None = None) -> None:
    """
    Play the story on a virtual clock and print each person's chat.

    Into `transcript`, where one is given, and in `lang`; else for this terminal.
    """
    transcript, lang = transcript or Transcript(), lang or language(os.environ)
    with tempfile.TemporaryDirectory(prefix="nabat-demo-") as folder:
        pending: list[SQLite] = []
        loop = VirtualLoop(START, busy=lambda: any(each.pending for each in pending))
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(_play(loop, Path(folder), pending, transcript, lang))
        finally:
            asyncio.set_event_loop(None)
            loop.close()


async def _play(
    loop: VirtualLoop, folder: Path, pending: list[SQLite], transcript: Transcript, lang: str
) -> None:
    texts = shipped()
    photo = folder / "letter.jpg"
    photo.write_bytes(PHOTO)
    database = await SQLite.open(folder / "nabat.db")
    pending.append(database)
    store = Store(database, make_ring(folder / "keys"), loop.now, folder / ATTACHMENTS)
    stage = Stage(texts, lang, transcript, loop, photo)
    console = Console(stage.write, stage.excuse, stage.lines(), make_key=secrets.token_urlsafe)
    frame = Frame(
        clock=loop.now,
        random=Random(2014).random,
        incarnation="demo",
        tick_at_least=timedelta(hours=1),
    )
    app = App(store, DEFAULT, texts, {Channel.CONSOLE: console}, frame)
    training = register_file.read(TRAINING_REGISTER)
    await store.run(lambda work: put_register(work, training, DEFAULT))
    stage.people = {officer.id: officer for officer in training.officers}
    await store.run(lambda work: _set_language(work, lang))
    await store.run(_issue_codes)
    running = asyncio.ensure_future(app.run())
    await stage.over.wait()
    await asyncio.sleep(60)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()
    stage.epilogue()


class Stage:
    """Where the story is played: lines in at their moments, messages out as they come."""

    def __init__(
        self, texts: Texts, lang: str, transcript: Transcript, loop: VirtualLoop, photo: Path
    ) -> None:
        self._texts = texts
        self._lang = lang
        self._transcript = transcript
        self._loop = loop
        self._photo = photo
        self._others = 0
        self.people: dict[str, Officer] = {}
        self.over = asyncio.Event()

    async def lines(self) -> AsyncIterator[str]:
        """Yield what people type, each at its moment."""
        for scene in story(self._texts, self._lang, self._photo):
            await asyncio.sleep((START + scene.at - self._loop.now()).total_seconds())
            if scene.line == CODE:
                code = one_time_codes.code_at(SECRETS[scene.who], self._loop.now())
                scene = replace(scene, line=f"{code[:3]} {code[3:]}")
            if scene.heading:
                self._transcript.print_heading(scene.heading)
            typed = scene.line.replace(f"+{self._photo}", f"📎 {self._photo.name}")
            if scene.who in SHOWN:
                self._transcript.print_outgoing(self._head(scene.who), typed)
            yield f"@{scene.who} {scene.line}"
            if self._transcript.closed:
                break
        self.over.set()

    def write(self, address: str, message: Rendered, edited: bool) -> None:
        """Show a message to those who watch; the other chats are counted."""
        if address in SHOWN:
            self._transcript.print_incoming(self._head(address), message, edited=edited)
        else:
            self._others += 1

    def excuse(self, address: str, receipt: Receipt) -> None:
        """The story has no strangers and its storage answers."""
        raise AssertionError(f"{address}: {receipt}")

    def epilogue(self) -> None:
        """Say what was seen and what to do next."""
        self._transcript.print_heading(self._texts.say(self._lang, "demo-heading-next", {}))
        self._transcript.note(self._texts.say(self._lang, "demo-next", {"others": self._others}))

    def _head(self, address: str) -> str:
        officer = self.people[address]
        role = self._texts.say(self._lang, VALUES["role"][officer.role], {})
        at = self._texts.moment(self._loop.now(), officer.zone, self._lang)
        # The role of a Secretariat officer says where they serve.
        where = "" if officer.authority == SECRETARIAT else f" ({officer.authority})"
        return f"{officer.name}, {role}{where} · {at}"


def _set_language(work: Work, lang: str) -> None:
    for officer in work.registry.everybody():
        work.registry.put_officer(replace(officer, lang=lang))


def _issue_codes(work: Work) -> None:
    for officer, secret in SECRETS.items():
        work.codes.issue(officer, secret, last_step=1)
