"""
Verifications by emoji in whose midst the bot is killed: each goes on, or is told to be over.

`await play(moments, folder, homeserver)`: an officer whose client is strict verifies the bot, which
dies at one moment after the other, each time while an alarm for that officer is under way.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot.transports.matrix.verifying.flow import Kind
from tests.journeys.overmatrix import choices
from tests.journeys.stage import FORM
from tests.kills.matrix.home import Home, furnished
from tests.kills.people import ACKNOWLEDGE, SEND
from tests.kills.process import Nabat, nabat
from tests.kills.run import Broken, complaints
from tests.worlds.homeserver.asking import CLIENT, Json
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.faults import Fault, Trouble
from tests.worlds.homeserver.proxy import Proxy
from tests.worlds.homeserver.server import Homeserver
from tests.worlds.homeserver.strict.client import Strict
from tests.worlds.homeserver.transcript import Message

if TYPE_CHECKING:
    from tests.worlds.homeserver.person import Person

ME = "Средства связи: Matrix"
GLANCE = 0.05
WITHIN = 60.0
SHOWN = "Приложение должно показать те же семь"
RESTARTED = "Бот перезапускался, проверка прервана. Начать снова"
# The word alone is left; again: it may have been lost with the process.
LEFT = "Осталось написать сюда: совпадает"
AGAIN = "Бот перезапускался. В приложении подтверждено"
DONE = "Проверка завершена"
DIFFERS = "Проверка показала расхождение"
YES, NO = "совпадает", "не совпадает"
# What the log has where they do.
EXPECTED = "mismatched"
ROOM, DEVICE = "room", "device"
OFFICER = "by-duty"
WAITS = (
    f"SELECT count(*) FROM outbox WHERE officer = '{OFFICER}' AND state IN ('waiting', 'sending')",
    f"SELECT count(*) FROM cards WHERE officer = '{OFFICER}' AND (not_before IS NOT NULL"
    " OR leased_by IS NOT NULL)",
)
BEFORE, AFTER = Trouble.DEAF, Trouble.SILENT
# What the bot sends in a room, in its order; what is left once more after the officer's "done".
READY, START, KEY, WORDS, MAC, OVER, UNSAID, _, TOLD = range(9)
NAMED = ("ready", "start", "key", "the emoji", "its MAC", "done", "what is left")


@dataclass(frozen=True, slots=True)
class Moment:
    """
    A call of the bot inside of which it is killed, and what the officer reads after that.

    `skip` calls of that kind go well before it; `times` are met: beside its request it answers to
    `/verify`. The officer confirms in the app as soon as there are emoji where `confirms`, and
    types `says` before the call, `beside` it, or while the bot is `down`. `asks`: it is the bot
    that is asked to begin; `accepts`: the officer accepts that before the kill.
    """

    name: str
    where: str
    trouble: Trouble
    endpoint: str
    ends: str
    kind: str = ""
    skip: int = 0
    times: int = 1
    confirms: bool = False
    says: str = ""
    beside: str = ""
    down: str = ""
    asks: bool = False
    accepts: bool = False

    @property
    def is_half(self) -> bool:
        """Say whether nothing may be believed after it."""
        return self.ends in (RESTARTED, DIFFERS, SHOWN)


def moments() -> tuple[Moment, ...]:
    """Return every moment; those after which something is believed come last."""
    made = [Moment("a request, taken", ROOM, BEFORE, "keys_query", RESTARTED)]
    made += [Moment("a request to a device, taken", DEVICE, BEFORE, "keys_query", RESTARTED)]
    for trouble in (BEFORE, AFTER):
        how = "not sent" if trouble is BEFORE else "not answered"
        for skip in (READY, START, KEY, WORDS, MAC):
            name = f"{NAMED[skip]}, {how}"
            made.append(Moment(name, ROOM, trouble, "send", RESTARTED, skip=skip))
        for kind in (Kind.READY, Kind.START, Kind.KEY, Kind.MAC):
            name = f"{kind.rpartition('.')[2]} to the device, {how}"
            made.append(Moment(name, DEVICE, trouble, "to_device", RESTARTED, kind=kind))
        name = f"its own request, {how}"
        made.append(Moment(name, ROOM, trouble, "send", SHOWN, asks=True, times=2))
        for when in ("beside", "down"):
            name = f"its MAC, {how}, and they differ: {when}"
            made.append(
                Moment(name, ROOM, trouble, "send", DIFFERS, skip=MAC, **{when: NO})  # type: ignore[arg-type]
            )
        for skip in (OVER, UNSAID):
            name = f"{NAMED[skip]}, {how}"
            made.append(Moment(name, ROOM, trouble, "send", AGAIN, skip=skip, confirms=True))
        name = f"done to the device, {how}"
        made.append(
            Moment(name, DEVICE, trouble, "to_device", AGAIN, kind=Kind.DONE, confirms=True)
        )
        name = f"done, {how}, and the word lost"
        made.append(
            Moment(name, ROOM, trouble, "send", AGAIN, skip=OVER, confirms=True, beside=YES)
        )
        name = f"the end, {how}"
        made.append(Moment(name, ROOM, trouble, "send", DONE, skip=TOLD, confirms=True, says=YES))
    name = "its own request, accepted meanwhile"
    made.append(Moment(name, ROOM, AFTER, "send", RESTARTED, asks=True, times=2, accepts=True))
    return tuple(sorted(made, key=lambda each: not each.is_half))


def some(seed: int, half: int, whole: int) -> tuple[Moment, ...]:
    """Draw so many after which nothing is believed, and so many others."""
    random, every = Random(seed), moments()
    return (
        *random.sample([each for each in every if each.is_half], half),
        *random.sample([each for each in every if not each.is_half], whole),
    )


@dataclass
class Street:
    """The bot's process, its officer, the officer's head, and who sends alarms."""

    home: Home
    homeserver: Homeserver
    proxy: Proxy
    bot: Nabat
    officer: Strict
    sender: "Person"
    head: "Person"
    rooms: dict[str, str] = field(default_factory=dict)
    device: str = ""
    alarms: int = 0
    compared: int = 0

    async def opens(self) -> None:
        """Start the bot; everybody comes into their room."""
        await self.bot.starts()
        for who in (self.officer, self.sender, self.head):
            self.rooms[who.user_id] = await who.accepts(by=self.home.bot)
        for who in (self.officer, self.sender, self.head):
            await self._asks(who, "/me", ME)
        (self.device,) = await self.homeserver.devices(self.home.bot)

    async def killed(self, moment: Moment) -> None:
        """Kill it at a moment, and see that nothing is lost, believed or left open."""
        await self._drafts()
        # Nothing else is sent into that room meanwhile: a moment is found by counting.
        await self._is_quiet()
        told = {each.event_id for each in self._said(self.officer)}
        fault = self._waits(moment)
        await self._begins(moment, told)
        await self._reached(fault, moment, told)
        await self._does(moment.beside)
        await self._presses()
        await self._is_heard()
        await self.bot.kills()
        self.proxy.faults.clear()
        await self._does(moment.down)
        await self.bot.starts()
        await self._is_over(moment, told)
        await self._rang()

    async def goes_through(self) -> None:
        """A new verification works, to its end."""
        told = {each.event_id for each in self._said(self.officer)}
        await self.officer.verifies(self.home.bot, room=self._room)
        await self._told(SHOWN, told)
        await self.officer.emoji()
        await self.officer.does("confirm")
        await self.officer.phase("Done")
        await self._completes(told)

    # The officer

    @property
    def _room(self) -> str:
        return self.rooms[self.officer.user_id]

    async def _begins(self, moment: Moment, told: set[str]) -> None:
        if moment.asks:
            await self.officer.says(self._room, "/verify")
        else:
            device = self.device if moment.where == DEVICE else ""
            await self.officer.verifies(self.home.bot, room=self._room, device=device)

    async def _reached(self, fault: Fault, moment: Moment, told: set[str]) -> None:
        """Go on with the verification up to the moment."""
        if moment.confirms:
            await self._told(SHOWN, told)
            await self.officer.emoji()
            await self.officer.does("confirm")
        if moment.says:
            await self._told(LEFT, told)
            await self._does(moment.says)
        await fault.reached(WITHIN)
        async with asyncio.timeout(WITHIN):
            while fault in self.proxy.faults.ordered:  # noqa: ASYNC110 (one more call)
                await asyncio.sleep(GLANCE)
        if moment.accepts:
            await self._accepts()

    async def _accepts(self) -> None:
        await self.officer.phase("Requested")
        await self.officer.does("accept")

    async def _does(self, word: str) -> None:
        if word:
            await self.officer.says(self._room, word)

    async def _completes(self, told: set[str]) -> None:
        """The officer types the word, and the key counts as compared from then on."""
        assert self._compared() == self.compared, "compared before anybody said so"
        await self._does(YES)
        await self._told(DONE, told)
        await self._is_settled()
        self.compared += 1
        assert self._compared() == self.compared

    async def _is_over(self, moment: Moment, told: set[str]) -> None:
        """The officer reads what to do, in the app and in the room."""
        if moment.ends == SHOWN:
            await self._accepts()
        await self._told(moment.ends, told)
        if moment.ends == SHOWN:
            await self.officer.does("cancel")
        if moment.is_half:
            if moment.where == ROOM or not moment.down:
                await self.officer.phase("Cancelled")
            if moment.ends == DIFFERS:
                await self.head.sees("показала расхождение")
            await self._is_settled()
            assert not await self.officer.trusts(self.home.bot), moment
            assert not await self._is_vouched_for(), moment
            assert self._compared() == self.compared, moment
            return
        await self.officer.phase("Done")
        if moment.ends == AGAIN:
            await self._completes(told)
            return
        await self._is_settled()
        self.compared += 1
        assert self._compared() == self.compared, moment

    # Alarms

    async def _drafts(self) -> None:
        await self._asks(self.sender, FORM, "Таких сведений здесь нет?")

    async def _presses(self) -> None:
        offered = [
            str(number)
            for message in self._said(self.sender)
            for number, label in choices(message.body)[1]
            if label == SEND
        ]
        self.alarms += 1
        await self.sender.says(self.rooms[self.sender.user_id], offered[-1])

    async def _rang(self) -> None:
        """The alarm is there, once, and so are those before it; the officer acknowledges it."""
        alarm = (await self.officer.waits_for(lambda me: self._alarms(self.alarms)))[0]
        told = {each.event_id for each in self._said(self.officer)}
        offered = choices(alarm.versions[0].body)[1]
        number = next(str(each) for each, label in offered if label == ACKNOWLEDGE)
        await self.officer.replies(alarm, number)
        await self._told("получение подтверждено", told)
        for each in range(1, self.alarms + 1):
            assert len(self._alarms(each)) == 1, each

    def _alarms(self, number: int) -> list[Message]:
        alarm = re.compile(rf"СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-{number}(?!\d)")
        return [e for e in self._said(self.officer) if alarm.search(e.versions[0].body)]

    async def _is_quiet(self) -> None:
        """Nothing waits to be sent to the officer."""
        async with asyncio.timeout(WITHIN):
            while any(self._count(each) for each in WAITS):  # noqa: ASYNC110 (a process)
                await asyncio.sleep(GLANCE)

    # Means

    def _waits(self, moment: Moment) -> Fault:
        room = self._room if moment.endpoint == "send" else ""
        return self.proxy.faults.order(
            moment.trouble,
            moment.endpoint,
            kind=moment.kind,
            skip=moment.skip,
            times=moment.times,
            room=room,
        )

    def _said(self, who: Client) -> list[Message]:
        return who.said_by(self.home.bot)

    async def _told(self, words: str, before: set[str]) -> Message:
        def told(_: Strict) -> Message | None:
            said = [each for each in self._said(self.officer) if each.event_id not in before]
            return next((each for each in said if words in each.body), None)

        return await self.officer.waits_for(told)

    async def _asks(self, who: Client, text: str, words: str) -> None:
        before = {each.event_id for each in self._said(who)}
        await who.says(self.rooms[who.user_id], text)
        await who.waits_for(
            lambda me: [
                each
                for each in self._said(who)
                if each.event_id not in before and words in each.body
            ]
        )

    async def _is_heard(self) -> None:
        """What was said is with the bot, and it has asked for more: its token stands behind it."""
        wanted = self.proxy.calls["sync"] + 2
        async with asyncio.timeout(WITHIN):
            while self.proxy.calls["sync"] < wanted:
                self.proxy.stirs()
                await asyncio.sleep(GLANCE)

    async def _is_settled(self) -> None:
        """Nothing is under way with anybody."""
        async with asyncio.timeout(WITHIN):
            while self._count("SELECT count(*) FROM verifications"):  # noqa: ASYNC110 (a process)
                await asyncio.sleep(GLANCE)

    def _compared(self) -> int:
        with closing(sqlite3.connect(self.home.files.database)) as raw:
            bodies = [json.loads(body) for (body,) in raw.execute("SELECT body FROM journal")]
        return sum(each["action"] == "key-compared" for each in bodies)

    def _count(self, query: str) -> int:
        with closing(sqlite3.connect(self.home.files.database)) as raw:
            return int(raw.execute(query).fetchone()[0])

    async def _is_vouched_for(self) -> bool:
        """Say whether the bot's own signature of the officer's master key lies on the server."""
        token = await self.homeserver.login_as(self.home.bot)
        wanted: Json = {"device_keys": {self.officer.user_id: []}}
        path = f"{CLIENT}/keys/query"
        keys: Json = await self.homeserver.call("POST", path, token=token, json=wanted)
        return self.home.bot in keys["master_keys"][self.officer.user_id]["signatures"]


async def play(
    wanted: Sequence[Moment], folder: Path, homeserver: Homeserver, *, mark: str = ""
) -> int:
    """
    Kill the bot at each of these, and verify it to the end after that; return how many there were.

    Raises: Broken, AssertionError with the moment.
    """
    from tests.worlds.homeserver.person import Person

    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(Proxy(homeserver.address))
        home = await furnished(folder, homeserver, proxy.address, mark)
        address, accounts = homeserver.address, home.accounts
        officer = await Strict.logs_in(address, accounts[OFFICER])
        stack.push_async_callback(officer.closes)
        sender = await Person.logs_in(address, accounts["kz-duty"])
        stack.push_async_callback(sender.closes)
        head = await Person.logs_in(address, accounts["by-head"])
        stack.push_async_callback(head.closes)
        bot = await stack.enter_async_context(nabat(home.files.config, home.files.errors))
        street = Street(home, homeserver, proxy, bot, officer, sender, head)
        await street.opens()
        for moment in wanted:
            try:
                if not moment.is_half and not street.compared:
                    await street.goes_through()
                await street.killed(moment)
            except Exception as failure:
                failure.add_note(f"killed at: {moment}")
                raise
        await street.goes_through()
        code = await bot.ends()
        found = [] if code == 0 else [f"nabat ended with {code}"]
        found += [
            each for each in complaints(home.files.log, home.files.errors) if EXPECTED not in each
        ]
        if found:
            raise Broken("\n".join(found))
        return len(wanted)
