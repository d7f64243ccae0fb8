"""`nabat check` says what is so and what to do if not, and changes nothing."""

import json
import os
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock.clocks import wall
from bot.installation import zones
from bot.operator import check
from config.settings import TRAINING_REGISTER
from tests.bot.operator.commands import Ended, Operator


@pytest.fixture
def operator(entered: Operator) -> Operator:
    """
    The operator of an installation of this test that holds the training register.

    Its holidays are those of the years of this machine's clock, whenever that is.
    """
    year = wall().year
    holidays = [f"{each}-01-01" for each in (year, year + 1)]
    changed(entered, f"UPDATE authorities SET holidays = '{json.dumps(holidays)}'")
    return entered


def test_a_sound_installation_is_sound_and_stays_as_it_is(operator: Operator) -> None:
    before = contents(operator.folder)

    found = operator.says("check")

    assert (found.code, wrong(found)) == (0, [])
    assert len(found.out.splitlines()) == 13
    assert contents(operator.folder) == before


def test_a_fresh_folder_is_told_how_it_is_made(tmp_path: Path) -> None:
    operator = Operator(tmp_path / "fresh")

    found = operator.says("check")

    assert found.code == 1
    (line,) = wrong(found)
    assert "её создаст nabat run или nabat registry import" in line
    assert not operator.folder.exists()


@pytest.mark.parametrize("below", ["", "/deeper"])
def test_a_state_folder_that_cannot_be_written_is_told(
    operator: Operator, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing keeps root from writing: the machine's answer is given for it."""
    folder = f"{operator.folder}{below}"
    operator.config.write_text(f'[paths]\nstate = "{folder}"\n')
    asked: list[Path] = []

    def access(path: Path, mode: int) -> bool:
        asked.append(path)
        return not mode & os.W_OK

    monkeypatch.setattr(os, "access", access)

    found = operator.says("check")

    assert operator.folder in asked
    assert found.code == 1
    assert f"✗ В каталог {folder} ([paths] state) нельзя писать" in found.out


def test_a_state_folder_that_is_a_file_is_told(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    operator.config.write_text(f'[paths]\nstate = "{file}"\n')

    assert f"✗ В каталог {file} ([paths] state) нельзя писать" in operator.says("check").out


def test_wrong_settings_are_all_that_is_said(operator: Operator) -> None:
    operator.config.write_text("[log]\nlevel = 1\n")

    found = operator.says("check")

    assert found.code == 1
    assert found.out == f"{wrong(found)[0]}\n"


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (None, "Адрес webhook задан ([telegram] webhook_url), а секрета к нему нет."),
        ("s3cret!", "Секрет webhook не годится: нужно от 1 до 256 знаков"),
        ("с3крет", "Секрет webhook не годится: нужно от 1 до 256 знаков"),
        ("s" * 257, "Секрет webhook не годится: нужно от 1 до 256 знаков"),
    ],
    ids=["missing", "sign", "letters", "long"],
)
def test_a_webhook_without_a_good_secret_is_refused_in_the_operators_language(
    operator: Operator, secret: str | None, said: str
) -> None:
    operator.environ["NABAT_TELEGRAM__TOKEN"] = "5000000001:a-token-of-nobody-at-all"
    operator.environ["NABAT_TELEGRAM__WEBHOOK_URL"] = "https://bot.example/hook"
    if secret:
        operator.environ["NABAT_TELEGRAM__WEBHOOK_SECRET"] = secret

    checked, run = operator.says("check"), operator.says("run")

    (line,) = wrong(checked)
    assert line.startswith(f"✗ {said}")
    assert (run.code, run.err.startswith(said)) == (1, True)
    assert not secret or secret not in checked.out + run.err


def test_the_ring_is_read_only_by_its_owner(operator: Operator) -> None:
    ring = operator.folder / "keys"
    ring.chmod(0o644)

    told = (
        f"Связка ключей {ring} не годится: её права 0644, а читать её может только владелец: "
        f"chmod 600 {ring}."
    )
    assert wrong(operator.says("check")) == [f"✗ {told}"]
    assert operator.says("officer", "list").err == f"{told}\n"


@pytest.mark.parametrize("written", [b"", b"{}", b"\xff\xfe"])
def test_a_damaged_ring_is_told_in_the_operators_language(
    operator: Operator, written: bytes
) -> None:
    ring = operator.folder / "keys"
    ring.write_bytes(written)

    (line,) = wrong(operator.says("check"))

    assert line == (
        f"✗ Связка ключей {ring} не годится: файл повреждён. Верните его из резервной копии."
    )


def test_a_missing_ring_is_told_and_not_made(operator: Operator) -> None:
    (operator.folder / "keys").unlink()

    assert "не годится: файла нет. Верните его" in wrong(operator.says("check"))[0]
    assert not (operator.folder / "keys").exists()


def test_tables_of_another_version_are_told(operator: Operator) -> None:
    changed(operator, "UPDATE alembic_version SET version_num = '9999'")

    assert "Таблицы не этой версии" in wrong(operator.says("check"))[0]
    assert "более новой версией" in operator.says("run").err


def test_a_head_that_does_not_fit_is_told(operator: Operator) -> None:
    changed(operator, "UPDATE journal_head SET seq = seq + 1")

    assert "конец цепочки не сходится" in wrong(operator.says("check"))[0]


def test_a_last_entry_that_was_changed_is_told(operator: Operator) -> None:
    changed(operator, "UPDATE journal SET body = replace(body, 'register', 'nothing')")

    assert "конец цепочки не сходится" in wrong(operator.says("check"))[0]


def test_an_authority_without_anybody_on_call_is_named(operator: Operator) -> None:
    changed(operator, "UPDATE officers SET standing = 'suspended' WHERE authority = 'BY-1'")

    (line,) = wrong(operator.says("check"))

    assert line.startswith("✗ BY-1: ни одного дежурного или подписанта")


def test_a_party_without_an_authority_is_named(operator: Operator) -> None:
    changed(operator, "DELETE FROM authorities WHERE id = 'TJ-1'")

    assert wrong(operator.says("check")) == [
        "✗ Таджикистан: нет действующего органа. Внесите его: nabat registry import."
    ]


def test_zones_from_before_march_2024_are_reported(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not zones.almaty_is_current(datetime(2024, 2, 1, tzinfo=UTC))
    assert zones.almaty_is_current(datetime(2024, 3, 1, tzinfo=UTC))
    monkeypatch.setattr(check, "almaty_is_current", lambda _now: False)

    assert "База часовых поясов устарела" in wrong(operator.says("check"))[0]


def test_a_file_that_is_no_database_is_told(operator: Operator) -> None:
    (operator.folder / "nabat.db").write_bytes(b"not a database at all" * 100)

    assert "База данных не читается" in wrong(operator.says("check"))[0]


def test_a_year_without_holidays_is_a_warning(operator: Operator) -> None:
    changed(operator, "UPDATE authorities SET holidays = '[]' WHERE id IN ('KZ-1', 'BY-1')")

    found = operator.says("check")

    assert found.code == 0
    lines = [line for line in warned(found) if "Праздники" in line]
    year = wall().year
    assert lines[0].startswith(f"! Праздники {year} года не внесены: BY-1, KZ-1.")


def test_signatories_without_an_active_code_app_are_a_warning(operator: Operator) -> None:
    found = operator.says("check")

    assert found.code == 0
    (line,) = warned(found)
    assert line.startswith("! Без действующего приложения кодов 13 руководителей и заместителей (")
    assert "am-deputy, am-head, by-deputy, …): подписать они ничего не смогут." in line
    assert line.endswith("nabat officer totp am-deputy.")

    ids = {each.split()[0] for each in operator.says("officer", "list").out.splitlines() if each}
    heads = {each for each in ids if re.search("-(head|deputy|acting)", each)}
    put = "INSERT INTO code_apps (officer, last_step, sealed) VALUES ('{}', {}, x'00')"
    for each in heads:
        changed(operator, put.format(each, 1))
    assert warned(operator.says("check")) == []
    changed(operator, "UPDATE code_apps SET last_step = 0 WHERE officer = 'sec-head'")
    (line,) = warned(operator.says("check"))
    assert line.startswith(
        "! Без действующего приложения кодов 1 руководитель или заместитель (sec-head)"
    )
    # Who is heard no longer signs nothing.
    changed(operator, "UPDATE officers SET standing = 'suspended' WHERE id = 'sec-head'")
    assert warned(operator.says("check")) == []


def test_signing_without_codes_is_wrong_where_the_register_is_real(operator: Operator) -> None:
    operator.environ["NABAT_POLICY__STEP_UP"] = "false"
    found = operator.says("check")
    assert (found.code, wrong(found), warned(found)) == (0, [], [])
    assert "✓ Подписание кодом выключено" in found.out

    changed(operator, "UPDATE meta SET value = 'real' WHERE name = 'register'")
    found = operator.says("check")

    assert found.code == 1
    assert any("step_up = false), а реестр настоящий" in line for line in wrong(found))


@pytest.mark.postgres
def test_postgresql_is_checked_the_same_way(postgres_url: str, tmp_path: Path) -> None:
    operator = Operator(tmp_path / "var", NABAT_DATABASE__URL=postgres_url)
    operator.says("registry", "import", str(TRAINING_REGISTER))

    found = operator.says("check")

    assert (found.code, wrong(found)) == (0, [])
    assert "Часы расходятся с часами базы данных на 0." in found.out


def laid(attachments: Path, id: str) -> None:
    """Lay a file there as nabat does: its owner's alone."""
    file = attachments / f"{id}.sealed"
    file.touch(mode=0o600)
    file.write_bytes(b"sealed")


def test_attachments_that_are_missing_are_counted_and_some_are_named(operator: Operator) -> None:
    ids = [f"{number:032x}" for number in range(5)]
    for id in ids:
        changed(operator, f"INSERT INTO files (id, owner) VALUES ('{id}', 'request')")
    attachments = operator.folder / "attachments"
    laid(attachments, ids[4])

    (line,) = wrong(operator.says("check"))
    assert line.startswith(f"✗ Приложения: нет 4 файлов ({', '.join(ids[:3])}, …). ")
    assert str(attachments) in line

    for id in ids:
        laid(attachments, id)
    found = operator.says("check")
    assert (found.code, wrong(found)) == (0, [])
    assert "Приложения: 5 файлов, все на месте." in found.out


def test_a_folder_of_attachments_that_is_gone_lacks_them_all(operator: Operator) -> None:
    changed(operator, "INSERT INTO files (id, owner) VALUES ('one', 'request')")
    (operator.folder / "attachments").rmdir()

    assert "Приложения: нет 1 файла (one)" in wrong(operator.says("check"))[0]
    assert not (operator.folder / "attachments").exists()


def test_a_folder_that_cannot_be_written_is_told(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    attachments = operator.folder / "attachments"
    monkeypatch.setattr(os, "access", lambda path, mode: path != attachments)

    (line,) = wrong(operator.says("check"))

    assert line == (
        f"✗ Приложения: в каталог {attachments} нельзя писать: Permission denied. "
        "Проверьте, чей он и каковы его права."
    )
    monkeypatch.undo()
    attachments.rmdir()
    attachments.write_text("a file")
    assert any("Not a directory" in each for each in wrong(operator.says("check")))


def wrong(found: Ended) -> list[str]:
    """Return the lines of what is not so."""
    return [line for line in found.out.splitlines() if line.startswith("✗")]


def warned(found: Ended) -> list[str]:
    """Return the lines of what is so, and should not stay so."""
    return [line for line in found.out.splitlines() if line.startswith("!")]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        str(each.relative_to(folder)): each.read_bytes() if each.is_file() else b""
        for each in sorted(folder.rglob("*"))
    }


def changed(operator: Operator, statement: str) -> None:
    """Change the database behind everybody's back."""
    with sqlite3.connect(operator.folder / "nabat.db") as database:
        database.execute(statement)
    database.close()


def test_messages_that_no_server_takes_are_told_to_the_operator(operator: Operator) -> None:
    now = wall()
    with sqlite3.connect(operator.folder / "nabat.db") as database:
        for key, state, why, at, not_before in (
            ("waits", "waiting", None, now - timedelta(minutes=6), _stored(now)),
            ("in vain", "never", "too-late", now - timedelta(hours=25), None),
            ("blocked", "never", "blocked", now - timedelta(hours=25), None),
        ):
            database.execute(
                "INSERT INTO outbox (key, officer, queue, place, priority, text, created_at, state,"
                " not_before, attempts, doubts, tried, full_content, ended_at, why, choices)"
                " VALUES (?, 'by-duty', 'by-duty', 0, 0, 'alarm', ?, ?, ?, 3, 3, '[]', 0, ?, ?,"
                " '[]')",
                (key, _stored(at), state, not_before, None if not_before else _stored(now), why),
            )
    database.close()

    found = operator.says("check")

    assert found.code == 1
    waits, in_vain = wrong(found)
    assert "1 сигнал не принят ни одним сервером" in waits
    assert "1 сообщение не удалось доставить за сутки" in in_vain


def _stored(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def test_frozen_accounts_are_named_until_somebody_ends_that(operator: Operator) -> None:
    """Whoever reports falsely freezes them; the operator telephones and ends it."""
    at = "'2026-11-23 08:00:00'"
    row = f"x'01', 'telegram', 'by-head', {at}, x'00', {at}, 'by-duty'"
    changed(operator, f"INSERT INTO accounts VALUES ({row})")

    found = operator.says("check")

    assert found.code == 1
    assert any("nabat officer thaw by-head" in each for each in wrong(found))
