"""The server as a process of its own."""

import asyncio
import base64
import signal
import sys
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter

from tests.worlds.botapi.remote import ROOT, own_process

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Принял", callback_data="offer-1")]])


async def test_a_test_plays_people_over_http(tmp_path: Path) -> None:
    async with own_process(tmp_path) as remote:
        base = f"{remote.address}/bot"
        async with Bot(remote.token, base_url=base) as bot:
            await remote.does("person", user_id=7, first_name="Айгуль")
            await remote.does("person/7/opens", payload="CODE")
            letter = base64.b64encode(b"letter").decode()
            given = await remote.does("person/7/sends_document", content=letter, name="а.pdf")
            sent = await bot.send_message(7, "<b>№ 1</b>", parse_mode="HTML", reply_markup=BUTTONS)
            pressed = await remote.does(
                "person/7/presses", message_id=sent.message_id, button="Принял"
            )
            await bot.answer_callback_query(pressed["id"], "да")

            assert len(await bot.get_updates()) == 3
            assert (await remote.shows("chat/7"))[-1]["text"] == "№ 1"
            assert (await remote.shows(f"press/{pressed['id']}"))["answer"] == "да"
            assert given["file"]["size"] == 6
            assert len(await remote.shows("executions", chat_id=7, text="№ 1")) == 1

            feed = await remote.shows("feed")
            assert [each["message_id"] for each in feed["messages"]] == [sent.message_id]
            assert (await remote.shows("feed", after=feed["executions"]))["messages"] == []
            assert await remote.shows("updates") == []
            last = (await bot.get_updates())[-1].update_id
            await bot.get_updates(offset=last + 1)
            assert [each["id"] for each in await remote.shows("updates")][-1] == last

            many = [{"id": 7, "verb": "writes", "text": f"{number}"} for number in range(3)]
            at = datetime.fromisoformat((await remote.does("acts", acts=many))["at"])
            written = (await remote.shows("chat/7"))[-3:]
            assert [each["text"] for each in written] == ["0", "1", "2"]
            assert all(datetime.fromisoformat(each["sent_at"]) >= at for each in written)
            await remote.does("faults", trouble="deaf")
            await remote.calms()
            await remote.does("faults", trouble="too_many", seconds=2)
            with pytest.raises(RetryAfter):
                await bot.send_message(7, "?")
            await remote.does("server", passes=86_400)
            assert (await remote.shows("server"))["pending"] == 0
            with pytest.raises(ValueError, match="no button"):
                await remote.does("person/7/presses", message_id=sent.message_id, button="Нет")


async def test_it_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    starter = (
        "import os, subprocess, sys, time;"
        "subprocess.Popen([sys.executable, '-m', 'tests.worlds.botapi', '--state', sys.argv[1],"
        " '--parent', str(os.getpid())]); time.sleep(60)"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", starter, str(tmp_path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    async with asyncio.timeout(10), aiohttp.ClientSession() as session:
        address = (await parent.stdout.readline()).decode()
        assert (tmp_path / "address.json").read_text() == address
        parent.send_signal(signal.SIGKILL)
        await parent.wait()

        assert await parent.stdout.read() == b""  # the server held its end open
        with pytest.raises(aiohttp.ClientError):
            await session.get(address.split('"')[3])
