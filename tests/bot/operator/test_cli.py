"""The command `nabat`: what the operator types, reads and gets back."""

import importlib.metadata
import json
import os
import re
import signal
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock.clocks import wall
from bot.operator.officer_commands import STANDINGS
from bot.operator.officers import make_code
from bot.words.texts import LANGUAGES, shipped
from config.settings import TRAINING_REGISTER
from handlers.chat import one_time_codes
from protocol.secrecy.verdict import Verdict, read
from storage.keys import make_ring
from tests.bot.operator.commands import Operator

PERSON = ("--name", "Иванов И.", "--phone", "+7 495 000-09-99")
CODE = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}")


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """The operator of a fresh installation."""
    return Operator(tmp_path / "var")


def wait_for(so: Callable[[], bool]) -> None:
    """Return when it is so; another process makes it so."""
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_every_text_of_the_operator_is_said_and_every_one_said_exists() -> None:
    sources = (path.read_text("utf-8") for path in Path("bot").rglob("*.py"))
    said = {key for source in sources for key in re.findall(r'"(operator-[a-z-]*[a-z])"', source)}

    for lang in LANGUAGES:
        written = {key for key in shipped().keys(lang) if key.startswith("operator-")}
        assert said - {STANDINGS.beginning} | STANDINGS.keys == written


def test_run_answers_what_was_typed_and_ends_when_nothing_more_is_typed(
    operator: Operator,
) -> None:
    ended = operator.runs(["@kz-duty /me", "@nobody /me"])

    assert (ended.code, ended.err) == (0, "")
    assert "── @kz-duty · Асанов Б., дежурный, KZ-1 · " in ended.out
    assert "Такого сотрудника на этой консоли нет" in ended.out
    assert stat.S_IMODE(operator.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((operator.folder / "keys").stat().st_mode) == 0o600
    assert "Асанов" not in (operator.folder / "nabat.log").read_text()


def test_a_draft_outlives_a_restart(operator: Operator) -> None:
    asked = operator.runs(["@kz-duty /urgent"])
    button = re.search(r"\[(\d+)] Беларусь", asked.out)
    assert button is not None

    continued = operator.runs([f"@kz-duty {button[1]}"])

    assert continued.code == 0
    assert "1/9" in continued.out


def test_each_piped_line_waits_for_what_the_line_before_it_brings(operator: Operator) -> None:
    """So a script may press by words, and what a press sets off is there for the next one."""
    asked = "@kz-duty Кому: Беларусь\\\nОснование: ИТ, ст. 205 УК РК\\\nЦель: сохранить узел\\\n"
    asked += "Обоснование: сведения\\\nСущество: атака на узел\\\nСодействие: журналы узла\\\n"
    asked += "Лица: не установлены\\\nСроки: не установлены"

    ended = operator.runs(
        [
            asked,
            "Нет гостайны, отправить",
            "@by-duty Подтвердить получение",
            "Принять к исполнению",
            "@kz-duty Зарегистрировать письмо",
            "/open",
        ]
    )

    assert (ended.code, ended.err) == (0, "")
    assert "Бот сейчас ни о чём не спрашивает" not in ended.out
    assert "KZ-BY-2026-1: исходящий номер и дата подписанного письма?" in ended.out
    listed = ended.out.partition("Открытые обращения: 1\n")[2]
    assert listed.startswith("🟡 KZ-BY-2026-1 · в Беларусь · принято к исполнению · ")


def test_a_signal_ends_it_cleanly_while_a_second_one_is_refused_by_name(
    operator: Operator,
) -> None:
    first = operator.starts()
    first.stdout.readline()  # the welcome: it has the folder

    second = operator.runs()
    first.send_signal(signal.SIGTERM)
    _, said = first.communicate(timeout=60)

    assert (second.code, second.out) == (1, "")
    assert re.fullmatch(
        rf"Каталог {operator.folder} уже занят: nabat, процесс {first.pid} на \S+, "
        r"с \d\d\.\d\d\.\d{4} \d\d:\d\d \(\S+\)\.\n",
        second.err,
    )
    assert (first.returncode, said) == (0, "")
    with sqlite3.connect(operator.folder / "nabat.db") as database:
        assert database.execute("SELECT count(*) FROM journal").fetchone() == (1,)
    database.close()


def test_a_hangup_opens_the_log_anew_and_ends_nothing(operator: Operator) -> None:
    running = operator.starts()
    running.stdout.readline()
    log = operator.folder / "nabat.log"
    wait_for(lambda: "started" in log.read_text())
    log.rename(moved := operator.folder / "nabat.log.1")

    running.send_signal(signal.SIGHUP)
    wait_for(log.exists)
    out, err = running.communicate("@kz-duty /me\n", timeout=60)

    assert (running.returncode, err) == (0, "")
    assert "── @kz-duty · Асанов Б." in out
    assert "started" in moved.read_text()
    assert json.loads(log.read_text().splitlines()[0])["event"] == "log_reopened"


def test_run_has_no_console_for_a_real_register(operator: Operator, tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("training = false\n[[party]]\ncode = 'KZ'\nbound_since = 2016-03-01\n")
    assert operator.says("registry", "import", str(real)).code == 0

    ended = operator.says("run")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("Нет ни одного канала связи")


def test_wrong_settings_are_sentences(operator: Operator) -> None:
    operator.config.write_text('[log]\nlevel = "loud"\nformt = "json"\n')

    ended = operator.says("run")

    assert (ended.code, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 2
    assert "Traceback" not in ended.err


def test_a_second_key_ring_is_never_made(entered: Operator) -> None:
    ring = entered.folder / "keys"
    ring.rename(entered.folder / "elsewhere")

    ended = entered.says("run")

    assert ended.code == 1
    assert "Новая связка их не откроет и поэтому не создаётся" in ended.err
    assert not ring.exists()


def test_the_ring_of_another_database_is_refused(entered: Operator) -> None:
    (entered.folder / "keys").unlink()
    make_ring(entered.folder / "keys")

    for words in (("run",), ("officer", "list"), ("officer", "suspend", "kz-duty")):
        ended = entered.says(*words)
        assert ended.code == 1
        assert "не от этой базы данных" in ended.err


def test_an_import_says_what_it_changed(entered: Operator, tmp_path: Path) -> None:
    changed = tmp_path / "changed.toml"
    name = "Департамент защиты информационного пространства"
    changed.write_text(TRAINING_REGISTER.read_text().replace(name, "Новый департамент"))

    said = entered.says("registry", "import", str(changed))
    again = entered.says("registry", "import", str(changed))

    assert said.code == 0
    assert "Изменён орган KZ-1: Новый департамент" in said.out
    assert "Органы: без изменений." in again.out


def test_an_import_keeps_who_is_suspended(entered: Operator) -> None:
    entered.says("officer", "suspend", "kz-duty")

    entered.says("registry", "import", str(TRAINING_REGISTER))

    assert "kz-duty · KZ-1 · дежурный · Асанов Б. · приостановлен" in listed(entered)


def test_a_faulty_register_makes_nothing_and_each_problem_is_a_line(
    operator: Operator, tmp_path: Path
) -> None:
    faulty = tmp_path / "faulty.toml"
    faulty.write_text("training = true\nparti = 1\n[[party]]\ncode = 'XX'\n")

    ended = operator.says("registry", "import", str(faulty))

    assert (ended.code, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 3
    assert not operator.folder.exists()


def test_a_real_register_does_not_come_among_invented_people(
    entered: Operator, tmp_path: Path
) -> None:
    real = tmp_path / "real.toml"
    real.write_text("training = false\n")

    ended = entered.says("registry", "import", str(real))

    assert ended.code == 1
    assert ended.err.startswith("В базе учебный реестр")


def test_the_code_of_an_invitation_stands_alone_on_the_last_line(entered: Operator) -> None:
    invited = entered.says("officer", "invite", "--authority", "KZ-1", "--role", "head", *PERSON)

    *words, code = invited.out.splitlines()
    assert invited.code == 0
    assert CODE.fullmatch(code)
    assert "kz-1-0001" in words[0]
    assert "kz-1-0001 · KZ-1 · руководитель · Иванов И. · приглашён" in listed(entered)
    stored = b"".join(each.read_bytes() for each in entered.folder.glob("nabat.db*"))
    assert code.replace("-", "").encode() not in stored


def test_whoever_enrols_is_told_so_and_heard_only_after_approval(entered: Operator) -> None:
    invited = entered.says("officer", "invite", "--authority", "KZ-1", "--role", "head", *PERSON)
    code = invited.out.splitlines()[-1]
    early = entered.says("officer", "approve", "kz-1-0001")

    enrolled = entered.runs([f"@new /start {code}", "@new /me", "@nobody /me"])
    approved = entered.says("officer", "approve", "kz-1-0001")
    heard = entered.runs(["@new /me"])

    assert (early.code, approved.code) == (1, 0)
    assert "Код принят." in enrolled.out
    assert "Осталось утверждение вторым сотрудником вашего органа" in enrolled.out
    assert "Код уже принят. Доступ откроется" in enrolled.out
    assert enrolled.out.count("Такого сотрудника на этой консоли нет") == 1
    assert "── @new · Иванов И., руководитель, KZ-1 · " in heard.out
    assert code not in (entered.folder / "nabat.log").read_text()


def test_the_code_of_an_invitation_is_never_held_for_a_secret() -> None:
    verdicts = {read(f"/start {make_code()}").verdict for _ in range(300)}

    assert Verdict.MARKED not in verdicts


SECRET = re.compile(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}")


def test_the_secret_of_a_code_app_is_printed_and_active_after_its_first_code(
    entered: Operator,
) -> None:
    sheet, picture = entered.folder / "sheet.svg", entered.folder / "sheet.png"
    printed = entered.says(
        *("officer", "totp", "kz-deputy", "--svg", str(sheet), "--png", str(picture))
    )
    *drawn, grouped = printed.out.splitlines()
    secret = grouped.replace(" ", "")
    idle = entered.runs(["@kz-deputy /me"])
    wrong = entered.says("officer", "totp", "kz-deputy", "--code", "12345")
    code = one_time_codes.code_at(secret, wall())
    active = entered.says("officer", "totp", "kz-deputy", "--code", f"{code[:3]} {code[3:]}")

    assert (printed.code, printed.err, SECRET.fullmatch(grouped) is None) == (0, "", False)
    assert len([line for line in drawn if set(line) <= set("█▀▄ ") and line]) > 20
    told = sheet.read_text()
    assert "nabat · kz-deputy" in told
    assert grouped in told
    assert "/code" in told
    assert "Сериков" not in told
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert {stat.S_IMODE(each.stat().st_mode) for each in (sheet, picture)} == {0o600}
    assert "Приложение кодов: выдано, первый код ещё не введён." in idle.out
    assert (wrong.code, wrong.out) == (1, "")
    assert (active.code, active.out) == (0, "Приложение кодов сотрудника kz-deputy включено.\n")
    assert "Приложение кодов: действует." in entered.runs(["@kz-deputy /me"]).out
    kept = b"".join(each.read_bytes() for each in entered.folder.glob("nabat.*"))
    assert [each for each in (secret, grouped, code) if each.encode() in kept] == []


def test_a_sheet_that_cannot_be_written_leaves_the_secret_before_it(entered: Operator) -> None:
    sheet = entered.folder / "sheet.svg"
    secret = entered.says("officer", "totp", "kz-deputy", "--svg", str(sheet)).out.splitlines()[-1]

    again = entered.says("officer", "totp", "kz-deputy", "--svg", str(sheet))

    assert (again.code, again.out) == (1, "")
    assert str(sheet) in again.err
    code = one_time_codes.code_at(secret.replace(" ", ""), wall())
    assert entered.says("officer", "totp", "kz-deputy", "--code", code).code == 0


def test_the_console_leaves_no_code_in_the_log(entered: Operator) -> None:
    entered.runs(["@kz-deputy /code 493021", "@kz-deputy 493 021", "@kz-deputy /code 4930"])

    kept = b"".join(each.read_bytes() for each in entered.folder.glob("nabat.*"))
    assert [each for each in (b"493021", b"493 021", b"/code") if each in kept] == []


HEAD = ("officer", "invite", "--role", "head", *PERSON)
REFUSED = (
    (("officer", "invite"), 2),
    (("officer", "invite", "--secretariat"), 2),
    ((*HEAD, "--authority", "KZ-1", "--secretariat"), 2),
    (("officer", "invite", "--authority", "KZ-1", "--role", "king", *PERSON), 2),
    ((*HEAD, "--authority", "KZ-9"), 1),
    ((*HEAD, "--secretariat"), 1),
    (("officer", "invite", "--id", "kz-duty"), 1),
    (("officer", "approve", "kz-duty"), 1),
    (("officer", "approve", "nobody"), 1),
    (("officer", "suspend", "nobody"), 1),
    (("officer", "thaw", "nobody"), 1),
    (("officer", "thaw", "kz-duty"), 1),
    (("officer", "totp", "nobody"), 1),
    (("officer", "totp", "kz-duty", "--code", "493021"), 1),
    (("officer", "totp", "kz-duty", "--code", "493021", "--svg", "sheet.svg"), 2),
    (("officer", "list", "--authority", "KZ-9"), 1),
    (("frobnicate",), 2),
)


def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(entered: Operator) -> None:
    before = listed(entered)

    for words, code in REFUSED:
        ended = entered.says(*words)
        assert (ended.code, ended.out) == (code, ""), words
        assert ended.err, words
        assert not re.search("Traceback|Сбой", ended.err), words

    assert listed(entered) == before


def test_nothing_but_an_import_and_a_run_makes_an_installation(operator: Operator) -> None:
    for words in (("journal", "verify"), ("officer", "list"), ("officer", "suspend", "kz-duty")):
        ended = operator.says(*words)
        assert ended.code == 1
        assert "ещё нет: её создаст nabat run" in ended.err
    assert not operator.folder.exists()


def test_the_journal_is_verified_from_its_first_entry(entered: Operator) -> None:
    entered.says("officer", "suspend", "kz-duty")
    whole = entered.says("journal", "verify")
    written(entered, "UPDATE journal SET body = CAST(replace(body, 'kz-duty', 'by-duty') AS BLOB)")

    broken = entered.says("journal", "verify")

    assert whole.code == 0
    said, head = whole.out.splitlines()
    assert said == "Журнал цел: 2 записи."
    assert re.fullmatch(r"2 [0-9a-f]{64} \d{4}-\d\d-\d\dT\S+", head)
    assert (broken.code, broken.out) == (1, "")
    assert "№ 2" in broken.err


def test_a_head_that_was_kept_is_compared(entered: Operator) -> None:
    kept = entered.says("journal", "verify").out.splitlines()[-1]
    entered.says("officer", "suspend", "kz-duty")

    held = entered.says("journal", "verify", "--head", kept)
    number, _, moment = kept.split()
    other = entered.says("journal", "verify", "--head", f"{number} {'0' * 64} {moment}")
    beyond = entered.says("journal", "verify", "--head", f"99 {'0' * 64} {moment}")
    none = entered.says("journal", "verify", "--head", "1")

    assert held.code == 0
    assert "Сохранённая запись № 1 на месте" in held.out
    assert held.out.splitlines()[-1].startswith("2 ")
    assert (other.code, beyond.code, none.code) == (1, 1, 2)
    assert "сохранённой записи № 1 в нём нет" in other.err
    assert "сохранённой записи № 99 в нём нет" in beyond.err
    assert "--head — это последняя строка прежней проверки" in none.err


@pytest.mark.parametrize("value", ["'text'", "5", "1e300", "NULL", "zeroblob(3)"])
def test_a_hash_of_another_type_is_named_by_its_entry(entered: Operator, value: str) -> None:
    entered.says("officer", "suspend", "kz-duty")
    written(entered, "PRAGMA ignore_check_constraints = ON")
    try:
        written(entered, f"UPDATE journal SET hash = {value} WHERE seq = 1")
    except sqlite3.IntegrityError:
        return  # the table itself refuses it

    verified, checked = entered.says("journal", "verify"), entered.says("check")

    assert (verified.code, "№ 1." in verified.err) == (1, True)
    assert checked.code == 1
    assert "конец цепочки не сходится" in checked.out


def test_a_damaged_page_is_named_by_verify_check_and_run(entered: Operator) -> None:
    """Of a table that no command of these reads: only a look at the whole file finds it."""
    with sqlite3.connect(entered.folder / "nabat.db") as database:
        (root,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'strangers'"
        ).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with (entered.folder / "nabat.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)

    verified, checked, run = (
        entered.says("journal", "verify"),
        entered.says("check"),
        entered.runs(),
    )

    for code, said in (
        (verified.code, verified.err),
        (checked.code, checked.out),
        (run.code, run.err),
    ):
        assert code == 1
        assert re.search(r"Файл базы данных \S+nabat\.db повреждён", said), said


def test_it_says_its_version_and_the_short_form_of_help(operator: Operator) -> None:
    said = operator.says("--version")

    assert (said.code, said.out) == (0, f"nabat {importlib.metadata.version('nabat')}\n")
    for words in ((), ("officer",), ("officer", "invite"), ("check",)):
        short, long = operator.says(*words, "-h"), operator.says(*words, "--help")
        assert (short.code, short.out) == (0, long.out)


@pytest.mark.parametrize("words", [("check",), ("officer", "list"), ("journal", "verify")])
def test_whoever_reads_only_the_first_line_ends_it_well(
    entered: Operator, words: tuple[str, ...]
) -> None:
    """As `| head -1` does: the pipe is closed while lines still come."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = entered.command(*words, stdout=pipe)

    assert (ended.code, ended.err) == (0, "")


def test_how_it_ends_is_so_although_nobody_reads(entered: Operator) -> None:
    (entered.folder / "keys").chmod(0o644)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = entered.command("check", stdout=pipe)

    assert (ended.code, ended.err) == (1, "")


def test_the_help_is_in_the_language_of_the_operator(tmp_path: Path) -> None:
    russian, english = Operator(tmp_path / "ru"), Operator(tmp_path / "en", LC_ALL="en_US.UTF-8")

    assert "Проверить установку" in russian.says("--help").out
    assert "Check the installation" in english.says("--help").out
    assert "operator-" not in russian.says("officer", "invite", "--help").out


def listed(operator: Operator) -> str:
    """Return what `nabat officer list` says."""
    return operator.says("officer", "list").out


def written(operator: Operator, statement: str) -> None:
    """Change the database behind everybody's back."""
    with sqlite3.connect(operator.folder / "nabat.db") as database:
        database.execute(statement)
    database.close()
