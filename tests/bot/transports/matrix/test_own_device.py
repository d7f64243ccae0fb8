"""The bot's own device: lost or taken over it is made anew, or the operator reads what to do."""

import shutil
from dataclasses import replace
from functools import partial

import pytest

from bot.transports.base import Later
from bot.transports.matrix import own
from bot.transports.matrix.account import Account
from bot.transports.matrix.signatures import Json, in_groups, public, sound_part
from bot.transports.matrix.store import STORE
from bot.transports.matrix.wiring import account_of, store_folder
from bot.words.message import Rendered
from storage.keys import read_ring
from storage.sayings import Priority, Saying
from storage.work import Work
from tests.bot.transports.matrix.desk import Desk
from tests.worlds.homeserver.calls import Call
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.person import Person
from tests.worlds.homeserver.transcript import Message

NAME = "Асанов Б., дежурный"
RUNG = "Новое сообщение. Содержание"
TOLD = "не удалось расшифровать"
RENEWED = "бот завёл новое, подписанное тем же главным ключом"


def kept(desk: Desk) -> Account:
    """Return who the bot is by its ring."""
    account = account_of(read_ring(desk.settings.keys_file))
    assert account is not None
    return account


async def open_with(desk: Desk, kind: str) -> Client:
    """Open with an officer whose client is one of the two; they have spoken with the bot."""
    client = await desk.people.arrives_with(kind, "asanov")
    await desk.opens(clients={"kz-duty": client})
    await desk.asks("kz-duty", "/me", NAME)
    return client


def is_another(desk: Desk, before: Account) -> bool:
    """Say whether the bot is another device than before."""
    return kept(desk).device != before.device


async def is_believed(desk: Desk, client: Client, device: str) -> None:
    """The server shows this device alone, vouched for by the identity of the setup."""
    user = desk.account.user_id
    shown = await client.asks("POST", "/keys/query", {"device_keys": {user: []}})
    found = sound_part(shown, user)
    assert found.master == public(kept(desk).identity.master)
    assert device in found.devices


def answer_since(desk: Desk, before: set[str], words: str, _: Client) -> Message | None:
    """Return what the bot has said since: these words, or that they are to be repeated."""
    said = [each for each in desk.said_to("kz-duty") if each.event_id not in before]
    return next((each for each in said if words in each.body or TOLD in each.body), None)


async def repeats(desk: Desk, text: str, words: str) -> None:
    """An officer types something, once more for as long as they are told to, and is answered."""
    for _ in range(4):
        before = {each.event_id for each in desk.said_to("kz-duty")}
        await desk.says("kz-duty", text)
        answer = await desk.clients["kz-duty"].waits_for(partial(answer_since, desk, before, words))
        if words in answer.body:
            return
    raise AssertionError(desk.said_to("kz-duty")[-4:])


async def gets_password(desk: Desk) -> None:
    """The homeserver's operator gives the bot a new password, and its sessions end; it is told."""
    desk.account = await desk.homeserver.register(desk.account.localpart)
    own = desk.matrix._own
    own._place = replace(own._place, password=desk.account.password)


def rings(work: Work) -> None:
    """An alarm is to go out."""
    work.outbox.put(Saying("alarm/kz-duty", "kz-duty", Priority.ALARM, "stranger", {}))


def helped_or_told(desk: Desk) -> bool:
    """An officer has an answer to what they typed: the right one, or that it is to be repeated."""
    said = [each.body for each in desk.said_to("kz-duty")]
    return any("/urgent" in each or TOLD in each for each in said)


# The strict client judges the new device alike, however the old one went: once each time.
SOAK = pytest.mark.soak
CLIENTS = pytest.mark.parametrize("kind", ["mautrix", pytest.param("strict", marks=SOAK)])


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("deleted", "mautrix"),
        ("deleted", "strict"),
        ("logged out", "mautrix"),
        pytest.param("logged out", "strict", marks=SOAK),
        ("new password", "mautrix"),
        pytest.param("new password", "strict", marks=SOAK),
    ],
)
async def test_a_device_that_is_gone_is_made_anew_and_what_waited_goes_on(
    desk: Desk, kind: str, how: str
) -> None:
    client = await open_with(desk, kind)
    before = kept(desk)
    held = desk.proxy.faults.order("held", "login", times=100)

    match how:
        case "deleted":
            await desk.homeserver.delete_device(before.user, before.device)
        case "logged out":
            await desk.homeserver.logout_all(before.user)
        case "new password":
            await gets_password(desk)
    desk.proxy.stirs()
    await held.reached()
    await desk.look(rings)
    is_ready = desk.matrix.ready
    await desk.says("kz-duty", "/help")
    held.ends()

    await desk.sees("kz-duty", RUNG, within=60)
    await client.waits_for(lambda _: helped_or_told(desk) or None)

    assert not is_ready
    assert kept(desk).device != before.device
    await is_believed(desk, client, kept(desk).device)
    assert list(await desk.homeserver.devices(before.user)) == [kept(desk).device]
    await desk.warns(RENEWED)
    await repeats(desk, "/me", NAME)
    assert client.unreadable == []
    await desk.restarts()
    await desk.asks("kz-duty", "/me", NAME)


async def test_without_a_password_the_operator_reads_what_to_type_and_nothing_is_lost(
    desk: Desk,
) -> None:
    desk.keeps_password = False
    client = await open_with(desk, "mautrix")
    before = kept(desk)

    await desk.homeserver.delete_device(before.user, before.device)
    desk.proxy.stirs()
    await desk.until(lambda: desk.matrix.health.obstacles(), "said at once")
    await desk.look(rings)

    await desk.warns("Выполните nabat matrix setup и перезапустите бота")
    assert not desk.matrix.ready
    assert not desk.matrix.works
    sent = await desk.matrix.send(client.user_id, Rendered("А"), key="1", urgent=True)
    assert isinstance(sent, Later)
    await desk.stops()
    await desk.sets_up()
    await desk.starts()
    await desk.sees("kz-duty", RUNG, within=60)
    assert kept(desk).identity == before.identity
    await desk.is_sound()


async def test_a_password_that_is_refused_is_said_so_and_a_right_one_heals(desk: Desk) -> None:
    await open_with(desk, "mautrix")
    before = kept(desk)

    desk.account = await desk.homeserver.register(desk.account.localpart)
    desk.proxy.stirs()

    await desk.warns("его пароль не принят")
    await desk.warns("(403 M_FORBIDDEN)")
    assert not desk.matrix.ready
    assert kept(desk) == before
    await desk.restarts()  # with the new one
    await desk.asks("kz-duty", "/me", NAME)
    await desk.warns(RENEWED)


async def test_a_token_that_has_expired_is_replaced_and_the_device_stays(desk: Desk) -> None:
    await open_with(desk, "mautrix")
    before = kept(desk)

    desk.proxy.faults.order("unknown_token", "sync", soft=True)
    desk.proxy.stirs()
    await desk.until(
        lambda: "logged_in_again" in [each["event"] for each in desk.logs], "logged in"
    )

    await desk.asks("kz-duty", "/me", NAME)
    await desk.is_sound()
    assert kept(desk).device == before.device
    assert desk.matrix.health.obstacles() == ()


@CLIENTS
async def test_keys_of_others_under_the_name_of_our_device_are_left_to_them(
    desk: Desk, kind: str
) -> None:
    client = await open_with(desk, kind)
    before = kept(desk)

    intruder = await Person.logs_in(
        desk.homeserver.address, desk.account, device=before.device, signed=False
    )
    await desk.warns("стояли чужие ключи")
    await intruder.closes()

    assert kept(desk).device != before.device
    assert not desk.matrix.ready
    await is_believed(desk, client, kept(desk).device)
    assert before.device not in await desk.homeserver.devices(before.user)
    await desk.asks("kz-duty", "/me", NAME)


@CLIENTS
async def test_an_identity_that_was_reset_is_for_the_operator_where_the_server_keeps_it_out(
    desk: Desk, kind: str
) -> None:
    """Synapse takes no identity back that it once had."""
    client = await open_with(desk, kind)
    before = kept(desk)

    intruder = await Person.logs_in(desk.homeserver.address, desk.account, signed=True)
    await desk.warns("Сервер не принимает прежний главный ключ бота обратно. Остановите бота")
    await intruder.closes()

    assert not desk.matrix.ready
    sent = await desk.matrix.send(client.user_id, Rendered("А"), key="1")
    assert isinstance(sent, Later)
    await desk.stops()
    made = await desk.sets_up()
    assert made.is_other
    assert made.master == in_groups(public(kept(desk).identity.master))
    assert kept(desk).identity != before.identity
    await desk.starts()
    await repeats(desk, "/me", NAME)
    await is_believed(desk, client, kept(desk).device)


@pytest.mark.parametrize("takes", ["identity", "signature"])
async def test_what_vouches_for_the_bot_is_put_back(desk: Desk, takes: str) -> None:
    await open_with(desk, "mautrix")
    user, device = desk.account.user_id, kept(desk).device

    def takes_away(_: Call, answer: Json) -> object:
        if user not in answer.get("device_keys", {}):
            return False
        if takes == "identity":
            answer["master_keys"].pop(user)
        else:
            own_keys = answer["device_keys"][user][device]
            own_keys["signatures"][user] = {
                id: each for id, each in own_keys["signatures"][user].items() if device in id
            }
        return True

    forged = desk.proxy.rewrites("keys_query", takes_away, times=1)
    signed = desk.proxy.calls["signatures_upload"]
    desk.matrix._own.is_changed()
    desk.proxy.stirs()
    await forged.happened(60)

    await desk.until(lambda: desk.proxy.calls["signatures_upload"] > signed, "signed anew")
    await desk.asks("kz-duty", "/me", NAME)
    assert kept(desk).device == device
    if takes == "identity":
        await desk.warns("главный ключ бота на домашнем сервере был заменён")
        assert not desk.matrix.ready
    else:
        await desk.is_sound()


async def test_an_identity_that_was_reset_stays_so_without_a_password_and_nothing_is_sent(
    desk: Desk,
) -> None:
    desk.keeps_password = False
    client = await open_with(desk, "mautrix")

    intruder = await Person.logs_in(desk.homeserver.address, desk.account, signed=True)
    await desk.warns("Нужен пароль, а в настройках его нет. Остановите бота, выполните nabat")
    await intruder.closes()

    sent = await desk.matrix.send(client.user_id, Rendered("А"), key="1")
    assert isinstance(sent, Later)


@CLIENTS
@pytest.mark.parametrize(
    "how", ["lost", "garbage", *(pytest.param(each, marks=SOAK) for each in ("empty", "folder"))]
)
async def test_a_store_that_is_lost_makes_a_new_device(desk: Desk, kind: str, how: str) -> None:
    client = await open_with(desk, kind)
    before = kept(desk)
    await desk.stops()
    folder = store_folder(desk.settings)
    match how:
        case "lost":
            (folder / STORE).unlink()
        case "empty":
            (folder / STORE).write_bytes(b"")
        case "garbage":
            (folder / STORE).write_bytes(b"no store at all" * 1000)
        case "folder":
            shutil.rmtree(folder)
    uploads = desk.proxy.calls["keys_upload"]

    await desk.starts()
    await desk.until(lambda: kept(desk).device != before.device, "renewed")
    await desk.until(lambda: desk.matrix.works, "works")
    await repeats(desk, "/me", NAME)

    assert kept(desk).identity == before.identity
    await desk.warns(RENEWED)
    await is_believed(desk, client, kept(desk).device)
    assert before.device not in await desk.homeserver.devices(before.user)
    # Never under the name that people believe: the new device's keys alone have gone up.
    assert desk.proxy.calls["keys_upload"] > uploads


async def test_a_ring_that_cannot_be_written_is_named_and_the_device_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_with(desk, "mautrix")
    before = kept(desk)

    def refuses(_: Account) -> None:
        raise PermissionError

    desk.matrix._own._place = replace(desk.matrix._own._place, keep=refuses)
    await desk.homeserver.delete_device(before.user, before.device)
    desk.proxy.stirs()

    await desk.warns("связку ключей нельзя записать")
    assert kept(desk) == before
    assert list(await desk.homeserver.devices(before.user)) == [before.device]  # hollow
    await desk.restarts()
    await desk.asks("kz-duty", "/me", NAME)


async def test_a_device_that_disappears_again_and_again_is_not_made_for_ever(desk: Desk) -> None:
    await open_with(desk, "mautrix")

    for _ in range(own.RENEWED_AT_MOST):
        gone = kept(desk)
        await desk.homeserver.delete_device(gone.user, gone.device)
        desk.proxy.stirs()
        await desk.until(partial(is_another, desk, gone), "renewed")
        await desk.is_sound()
    last = kept(desk)
    await desk.homeserver.delete_device(last.user, last.device)
    desk.proxy.stirs()

    await desk.warns("Устройство пропадает снова и снова")
    assert kept(desk) == last


async def test_a_server_that_fails_while_the_device_is_made_is_asked_again(desk: Desk) -> None:
    await open_with(desk, "mautrix")
    before = kept(desk)
    for endpoint in ("keys_upload", "signatures_upload", "keys_query"):
        desk.proxy.faults.order("fails", endpoint)

    await desk.homeserver.delete_device(before.user, before.device)
    desk.proxy.stirs()
    await desk.until(lambda: kept(desk).device != before.device, "renewed")

    await desk.is_sound()
    await desk.asks("kz-duty", "/me", NAME)
    assert list(await desk.homeserver.devices(before.user)) == [kept(desk).device]
