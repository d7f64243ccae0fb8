"""`nabat matrix setup` as the operator types it, against a real homeserver."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from bot.clock.clocks import wall
from bot.operator.check import Check
from bot.transports.matrix import wiring
from bot.transports.matrix.signatures import in_groups, public
from bot.transports.matrix.wiring import account_of, secret_of
from bot.words.operator import Failed, Words
from bot.words.texts import shipped
from config.settings import load
from storage.keys import make_ring, read_ring
from storage.work import Store
from tests.bot.operator.commands import Ended, Operator
from tests.bot.transports.matrix.desk import Desk
from tests.worlds.homeserver.accounts import Account
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.server import Homeserver


def given(folder: Path, homeserver: str, user: str, password: str = "secret") -> Operator:
    folder.mkdir(exist_ok=True)
    operator = Operator(folder / "var")
    with operator.config.open("a") as settings:
        settings.write(f'[matrix]\nhomeserver = "{homeserver}"\n')
        settings.write(f'user = "{user}"\npassword = "{password}"\n')
    return operator


async def says(operator: Operator, *words: str) -> Ended:
    return await asyncio.to_thread(operator.says, *words)


@pytest.fixture
async def account(people: People) -> Account:
    """The bot's account at the homeserver, on which nothing was set up."""
    return await people.account("nabat")


async def test_it_prints_the_fingerprints_and_a_second_time_keeps_the_identity(
    tmp_path: Path, homeserver: Homeserver, account: Account
) -> None:
    operator = given(tmp_path, homeserver.address, account.user_id, account.password)

    first, again = await says(operator, "matrix", "setup"), await says(operator, "matrix", "setup")

    assert (first.code, again.code) == (0, 0), first.err + again.err
    said, master, _, device = first.out.rstrip().split("\n")[-4:]
    assert "Сверьте с тем, что показывает клиент" in said
    assert master == again.out.rstrip().split("\n")[-3]
    assert device != again.out.rstrip().split("\n")[-1]
    kept = account_of(read_ring(operator.folder / "keys"))
    assert kept is not None
    assert in_groups(public(kept.identity.master)) == master
    assert account.password not in (operator.folder / "keys").read_text()


async def test_whoever_has_an_identity_already_proves_by_the_password_that_it_may_be_replaced(
    tmp_path: Path, homeserver: Homeserver, account: Account
) -> None:
    """As an account that was opened in a client before, or whose key ring is lost."""
    first = given(tmp_path / "lost", homeserver.address, account.user_id, account.password)
    await says(first, "matrix", "setup")
    anew = given(tmp_path / "new", homeserver.address, account.user_id, account.password)

    ended = await says(anew, "matrix", "setup")

    assert ended.code == 0, ended.err
    kept = account_of(read_ring(anew.folder / "keys"))
    assert kept is not None
    assert ended.out.rstrip().split("\n")[-3] == in_groups(public(kept.identity.master))


async def test_check_names_the_account_and_its_master_key(
    tmp_path: Path, homeserver: Homeserver, account: Account
) -> None:
    operator = given(tmp_path, homeserver.address, account.user_id, account.password)
    master = (await says(operator, "matrix", "setup")).out.rstrip().split("\n")[-3]

    lines = [each.text for each in Check(Words(shipped(), "ru"), wall, operator.config).findings()]

    assert f"Matrix: {account.user_id}, главный ключ {master}." in lines
    assert "Matrix: учётная запись есть, бот сейчас не запущен." in lines


async def test_a_wrong_password_changes_nothing(
    tmp_path: Path, homeserver: Homeserver, account: Account
) -> None:
    operator = given(tmp_path, homeserver.address, account.user_id, "wrong")

    ended = await says(operator, "matrix", "setup")

    assert ended.code == 1
    assert ended.err == "Домашний сервер отказал: 403 M_FORBIDDEN.\n"
    assert account_of(read_ring(operator.folder / "keys")) is None


def test_what_it_needs_is_asked_for(tmp_path: Path) -> None:
    nothing = Operator(tmp_path / "var").says("matrix", "setup")
    nobody = given(tmp_path, "http://127.0.0.1:9", "@nabat:nabat.test").says("matrix", "setup")

    assert (nothing.code, nobody.code) == (1, 1)
    assert nothing.err == "В настройках нет [matrix] homeserver и user.\n"
    assert nobody.err == "Домашний сервер http://127.0.0.1:9 недоступен.\n"


def test_without_olm_without_setup_and_for_another_user_nothing_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = given(tmp_path, "http://127.0.0.1:9", "@nabat:nabat.test")
    settings, texts = load(operator.config, {}), shipped()
    nothing_is_asked = cast(Store, None)
    operator.folder.mkdir()
    ring = make_ring(settings.keys_file)

    def why() -> str:
        with pytest.raises(Failed) as failed:
            wiring.matrix(settings, nothing_is_asked, texts, wall)
        return failed.value.key

    assert account_of(ring) is None
    assert why() == "operator-matrix-not-set-up"
    monkeypatch.setattr(wiring, "ENCRYPTION_ENABLED", False)
    assert why() == "operator-matrix-no-olm"


async def test_the_secret_reads_back_and_shows_nothing(
    tmp_path: Path, homeserver: Homeserver, account: Account
) -> None:
    operator = given(tmp_path, homeserver.address, account.user_id, account.password)
    await says(operator, "matrix", "setup")

    ring = read_ring(operator.folder / "keys")
    kept = account_of(ring)

    assert kept is not None
    assert secret_of(kept) == ring.secrets["matrix"]
    for secret in (kept.token, kept.pickle_key, repr(kept.identity.master)):
        assert secret not in repr(kept) + repr(ring)


async def test_the_operator_compares_a_fingerprint_beside_the_running_bot(desk: Desk) -> None:
    person = await desk.people.arrives("asanov")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    operator = Operator(desk.folder / "var")

    shown = await says(operator, "matrix", "compare", "kz-duty")
    key = shown.out.splitlines()[-1]
    other = await says(operator, "matrix", "compare", "kz-duty", "--heard", key[::-1])
    same = await says(operator, "matrix", "compare", "kz-duty", "--heard", key)
    nobody = await says(operator, "matrix", "compare", "kz-head")

    master = await desk.look(lambda work: work.rooms.of(person.user_id).master)
    assert key.replace(" ", "") == master
    assert (shown.code, other.code, same.code, nobody.code) == (0, 1, 0, 1)
    assert "отпечаток другой" in other.err
    assert "ключ отмечен как сверенный" in same.out
    compared = await desk.look(lambda work: work.verifications.last_comparison(person.user_id))
    assert compared is not None
    assert (compared.how, compared.master) == ("fingerprint", master)
