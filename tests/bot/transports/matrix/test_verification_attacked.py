"""A verification by emoji while the homeserver changes, forges and repeats what passes it."""

from collections.abc import Callable
from typing import Any

from bot.transports.matrix.verifying.flow import (
    Kind,
    Say,
    Says,
    State,
    Verification,
    request_content,
)
from bot.transports.matrix.verifying.sas import Device
from bot.transports.matrix.verifying.verifying import BEGINNINGS
from bot.transports.trouble import Trouble
from tests.bot.transports.matrix.desk import Desk
from tests.bot.transports.matrix.test_verification import (
    DIFFERS,
    DONE,
    LEFT,
    SHOWN,
    goes_through,
    is_compared,
    opened,
    presses_verify,
)
from tests.worlds.homeserver.calls import Call, Json
from tests.worlds.homeserver.forgeries import event, message, replay
from tests.worlds.homeserver.person import Person


def each_event(change: Callable[[Json], bool]) -> Callable[[Call, Json], bool]:
    """Return a hook for `sync` that changes the contents of events of rooms."""

    def rewrite(call: Call, answer: Json) -> bool:
        rooms = answer.get("rooms", {}).get("join", {}).values()
        events = [each for room in rooms for each in room.get("timeline", {}).get("events", [])]
        changed = [change(each) for each in events if "content" in each]
        return any(changed)

    return rewrite


def another_key(each: Json) -> bool:
    if each["type"] != Kind.KEY:
        return False
    each["content"]["key"] = "f" * 43
    return True


def another_mac(each: Json) -> bool:
    if each["type"] != Kind.MAC:
        return False
    each["content"]["mac"] = dict.fromkeys(each["content"]["mac"], "A" * 43)
    return True


async def test_a_key_that_is_changed_on_the_way_is_found_out(desk: Desk) -> None:
    strict = await opened(desk, "asanov", "kz-head")
    lie = desk.proxy.rewrites("sync", each_event(another_key), times=1)

    await strict.verifies(desk.account.user_id, room=desk.rooms["kz-duty"])
    await lie.happened(60)

    await desk.sees("kz-duty", DIFFERS)
    await strict.phase("Cancelled")
    assert strict.verification["code"] == "m.mismatched_commitment"
    await desk.sees("kz-head", "показала расхождение")
    await desk.warns("ключи или эмодзи не совпали")
    await goes_through(desk, strict)


async def test_a_mac_that_is_changed_on_the_way_is_found_out(desk: Desk) -> None:
    strict = await opened(desk)
    await presses_verify(desk, strict)
    lie = desk.proxy.rewrites("sync", each_event(another_mac), times=1)

    await desk.says("kz-duty", "совпадает")
    await strict.does("confirm")
    await lie.happened(60)

    await desk.sees("kz-duty", DIFFERS)
    await strict.phase("Cancelled")
    assert strict.verification["code"] == "m.key_mismatch"
    assert not await is_compared(desk)


async def test_a_word_in_clear_is_nobodys_and_named(desk: Desk) -> None:
    strict = await opened(desk)
    await presses_verify(desk, strict)
    await strict.does("confirm")
    await desk.sees("kz-duty", LEFT)

    await desk.proxy.injects(desk.rooms["kz-duty"], message(strict.user_id, "совпадает")).happened()
    await desk.warns("открытое сообщение")
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    assert not await is_compared(desk)


async def test_a_word_of_an_earlier_verification_counts_for_no_later_one(desk: Desk) -> None:
    strict = await opened(desk)
    await goes_through(desk, strict)
    word = await word_of(desk)
    await desk.look(lambda work: work.verifications.forget(strict.user_id))
    await desk.restarts()
    before = len(desk.said_to("kz-duty"))
    await desk.says("kz-duty", "/verify")
    await strict.phase("Requested")
    await strict.does("accept")
    await strict.waits_for(
        lambda me: any(SHOWN in each.body for each in desk.said_to("kz-duty")[before:])
    )

    await desk.proxy.injects(desk.rooms["kz-duty"], replay(word)).happened()
    await desk.warns("повторил старое сообщение")
    await strict.does("confirm")
    await strict.phase("Done")
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    assert not await is_compared(desk)


async def word_of(desk: Desk) -> Json:
    """Return the newest encrypted event of the officer, which was their word."""
    return await desk.last_of("kz-duty")


class Impostor:
    """The homeserver, which plays an officer's client by messages between devices, in clear."""

    def __init__(self, desk: Desk, person: Person, keys: Json) -> None:
        self._desk = desk
        self._read = 0
        self._person, self._user = person, person.user_id
        bot = desk.account.user_id

        def of(user: str, device: str) -> dict[str, str]:
            name = f"ed25519:{device}"
            shown = keys["device_keys"][user][device]["keys"]
            return {name: shown[name], **keys["master_keys"][user]["keys"]}

        me = Device(person.user_id, person.device_id, of(person.user_id, person.device_id))
        self.flow = Verification(
            me, bot, "forged", {"transaction_id": "forged"}, lambda device: of(bot, device)
        )
        self._me = me

    async def begins(self) -> None:
        """Ask the bot in the officer's name."""
        now = event("", "", {})["origin_server_ts"]
        content = {**request_content(self._me.id), "transaction_id": "forged", "timestamp": now}
        await self._send((Say(Kind.REQUEST, content),))

    async def goes_on(self) -> bool:
        """Answer what the bot has said meanwhile; say whether both are done."""
        calls = [each.call for each in self._desk.proxy.exchanges if each.call.kind in tuple(Kind)]
        for call in calls[self._read :]:
            self._read += 1
            content = call.json["messages"][self._user][self._me.id]
            await self._send(self.flow.take(call.kind, content))
        await self._send(self.flow.confirm())
        return self.flow.state is State.DONE

    async def _send(self, says: Says) -> None:
        device = self._desk.matrix._client.device_id
        for each in says:
            body = {"messages": {self._desk.account.user_id: {device: each.content}}}
            await self._person.asks("PUT", f"/sendToDevice/{each.kind}/{each.kind}", body)


async def test_a_server_that_plays_the_officers_client_gets_no_key_for_compared(
    desk: Desk,
) -> None:
    """It can compute every MAC, for the keys are public: what it lacks is the officer's word."""
    person = await desk.people.arrives("asanov")
    await desk.opens("kz-head", clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    desk.proxy.keeps = True
    wanted: Json = {person.user_id: [], desk.account.user_id: []}
    keys = await desk.as_bot("POST", "/keys/query", device_keys=wanted)
    impostor = Impostor(desk, person, keys)

    await impostor.begins()
    await desk.until(impostor.goes_on, "the server has gone through all of it", within=60)
    await desk.sees("kz-duty", LEFT)
    await desk.sees("kz-duty", SHOWN)

    assert not await is_compared(desk)
    await desk.says("kz-duty", "не совпадает")
    await desk.sees("kz-duty", DIFFERS)
    await desk.sees("kz-head", "показала расхождение")
    assert Trouble.MISMATCHED in {each.trouble for each in desk.matrix.health.obstacles()}
    assert not await is_compared(desk)


class Numbers(Impostor):
    """A client that shows numbers alone, as the specification lets it."""

    async def _send(self, says: Says) -> None:
        for each in says:
            if "short_authentication_string" in each.content:
                each.content["short_authentication_string"] = ["decimal"]
        await super()._send(says)


async def test_an_officer_whose_client_shows_only_numbers_reads_what_to_do(desk: Desk) -> None:
    person = await desk.people.arrives("asanov")
    await desk.opens(clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    desk.proxy.keeps = True
    wanted: Json = {person.user_id: [], desk.account.user_id: []}
    client = Numbers(desk, person, await desk.as_bot("POST", "/keys/query", device_keys=wanted))

    async def is_over() -> bool:
        await client.goes_on()
        return client.flow.is_over

    await client.begins()
    await desk.until(is_over, "it was refused", within=60)

    assert (client.flow.code, client.flow.is_theirs) == ("m.unknown_method", True)
    await desk.sees("kz-duty", "это приложение сверяет числа, а бот — только эмодзи")
    assert not any(SHOWN in each.body for each in desk.said_to("kz-duty"))
    assert not desk.matrix.health.obstacles()


async def test_a_flood_of_verifications_holds_up_nobody(desk: Desk) -> None:
    strict = await opened(desk)
    room, user = desk.rooms["kz-duty"], strict.user_id
    desk.proxy.keeps = True

    def flood(call: Call, answer: Json) -> bool:
        if not answer.get("rooms", {}).get("join"):
            return False  # the bot takes a sync that brings nothing new for the one before
        events = answer.setdefault("to_device", {}).setdefault("events", [])
        for number in range(1000):
            content = {"transaction_id": f"flood-{number}", "from_device": "X", "key": "?"}
            kind = Kind.REQUEST if number % 2 else Kind.KEY
            events.append({"type": kind, "sender": user, "content": content})
        wrong: Any
        for wrong in (None, 7, [], {"methods": 1}, {"transaction_id": []}):
            events.append({"type": Kind.START, "sender": user, "content": wrong})
        return True

    contents: list[Json] = [{}, {"m.relates_to": 7}, {"m.relates_to": {"event_id": {}}}]
    odd: list[Json] = [event(kind, user, content) for kind in Kind for content in contents]
    flooded = desk.proxy.rewrites("sync", flood, times=1)
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    await flooded.happened()
    await desk.proxy.injects(room, *odd).happened()
    await desk.asks("kz-duty", "/me", "Асанов Б.")
    await desk.until(lambda: not desk.matrix._verifying._came, "all is taken", within=60)

    said = [each.call for each in desk.proxy.exchanges if each.call.kind in tuple(Kind)]
    assert len(said) <= BEGINNINGS
    assert "verification_message_dropped" in {each["event"] for each in desk.logs}
    assert DONE not in [each.body for each in desk.said_to("kz-duty")]
