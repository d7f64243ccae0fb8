"""Keys of rooms and of devices outlive a kill: on disk whole, and before the server has them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from nio import KeysClaimResponse, KeysQueryResponse
from nio.client.base_client import Client

from bot.transports.matrix.account import Account, Place
from bot.transports.matrix.signatures import Identity
from bot.transports.matrix.store import open_client
from bot.transports.matrix.upkeep import Upkeep

ROOM = "!room:test"
SEED = bytes(32)
BOT = Account("@nabat:test", "BOT", 0, "token", "pickle", Identity(SEED, SEED, SEED))
OFFICER = replace(BOT, user="@asanov:test", device="TELEPHONE")


class Killed(BaseException):
    """The process ends here."""


class Calls:
    """A server that is killed for: it takes what it is given, and nobody hears its answer."""

    def __init__(self) -> None:
        self.given: list[dict[str, Any]] = []

    async def call(self, _method: str, _path: str, body: dict[str, Any]) -> dict[str, Any]:
        self.given.append(body)
        raise Killed


class Device:
    """A device that is opened again after each death of its process."""

    def __init__(self, account: Account, folder: Path) -> None:
        self._place = Place("http://localhost", account, folder)
        self._clients: list[Client] = []

    def starts(self) -> Client:
        client = open_client(self._place)
        self._clients.append(client)
        return client

    def ends(self) -> None:
        for client in self._clients:
            client.store.database.close()


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Device]:
    device = Device(BOT, tmp_path / "bot")
    yield device
    device.ends()


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[Device]:
    device = Device(OFFICER, tmp_path / "officer")
    yield device
    device.ends()


def test_a_kill_while_the_key_of_a_room_is_taken_in_leaves_it_to_be_taken_in_again(
    bot: Device, officer: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = bot.starts()
    answer = brings_key(officer.starts(), client)

    def killed(_: object) -> None:
        raise Killed

    monkeypatch.setattr(client.store, "save_inbound_group_session", killed)
    with pytest.raises(Killed):
        upkeep(client).open(answer)
    again = bot.starts()
    upkeep(again).open(answer)

    assert len(list(again.olm.inbound_group_store)) == 1


async def test_keys_that_a_server_was_given_are_ours_after_a_kill(bot: Device) -> None:
    client, server = bot.starts(), Calls()
    # The setup has given the device's own keys, and a sync has said that no others are left.
    client.olm.account.shared, client.olm.uploaded_key_count = True, 0

    with pytest.raises(Killed):
        await upkeep(client, server).serve()

    given = {each["key"] for each in server.given[0]["one_time_keys"].values()}
    assert given
    assert given == set(bot.starts().olm.account.one_time_keys["curve25519"].values())


async def test_a_device_that_no_setup_has_given_takes_nobodys_place(bot: Device) -> None:
    """A store that was lost is a new one: its keys would go up under the name of the old device."""
    server = Calls()

    await upkeep(bot.starts(), server).serve()

    assert server.given == []


def upkeep(client: Client, server: Calls | None = None) -> Upkeep:
    """Return the upkeep of a client."""
    return Upkeep(client, cast("Any", server))


def brings_key(officer: Client, bot: Client) -> dict[str, Any]:
    """Return a sync that brings the bot the key of a room."""
    shared = bot.olm.share_keys()
    bot.olm.save_account()
    devices = {"device_keys": {BOT.user: {BOT.device: shared["device_keys"]}}, "failures": {}}
    officer.receive_response(KeysQueryResponse.from_dict(devices))
    officer.verify_device(officer.device_store[BOT.user][BOT.device])
    name, key = next(iter(shared["one_time_keys"].items()))
    claimed = {"one_time_keys": {BOT.user: {BOT.device: {name: key}}}, "failures": {}}
    officer.receive_response(KeysClaimResponse.from_dict(claimed))
    [(_, messages)] = officer.olm.share_group_session_parallel(ROOM, [BOT.user])
    event = {
        "type": "m.room.encrypted",
        "sender": OFFICER.user,
        "content": messages["messages"][BOT.user][BOT.device],
    }
    return {"next_batch": "s1", "to_device": {"events": [event]}}
