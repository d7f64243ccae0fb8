"""
The bot that one would write by hand: PTB on httpx, SQLite, one commit a message.

It takes a form, shows it with a button, rings the officers on duty of the other side, and lists
what is open. It is as durable as the product until it answers, and that is all: no clocks, roles,
markings, sealing or journal, and what could not be sent is forgotten.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

SEND = "Отправить"
ALARM = "СРОЧНОЕ ОБРАЩЕНИЕ"
TABLES = """
    CREATE TABLE messages (id INTEGER PRIMARY KEY, chat INTEGER, text TEXT);
    CREATE TABLE requests (id INTEGER PRIMARY KEY, chat INTEGER, text TEXT, sent INTEGER);
"""


class Handwritten:
    """Its three functions, over one connection."""

    def __init__(self, database: sqlite3.Connection, on_duty: Iterable[int]) -> None:
        self._database = database
        self._on_duty = tuple(on_duty)

    async def takes_form(self, update: Update, _: object) -> None:
        """Keep a form and show it."""
        message = update.effective_message
        assert message is not None
        insert = "INSERT INTO requests (chat, text, sent) VALUES (?, ?, 0)"
        button = _button(SEND, f"send {self._write(insert, message.chat_id, message.text)}")
        form = f"<b>Проверьте</b>\n{message.text_html}"
        await message.reply_text(form, "HTML", reply_markup=button)

    async def sends(self, update: Update, _: object) -> None:
        """Ring who is on duty."""
        query = update.callback_query
        assert query is not None
        assert query.data is not None
        number = int(query.data.split()[1])
        self._write("UPDATE requests SET sent = 1 WHERE id = ?", number)
        select = "SELECT text FROM requests WHERE id = ?"
        (text,) = self._database.execute(select, (number,)).fetchone()
        alarm, button = f"<b>{ALARM} {number}</b>\n{text}", _button("Принял", f"ack {number}")
        bot = query.get_bot()
        await asyncio.gather(
            *(bot.send_message(chat, alarm, "HTML", reply_markup=button) for chat in self._on_duty),
            query.answer(),
        )

    async def lists(self, update: Update, _: object) -> None:
        """Answer a command with what is open."""
        message = update.effective_message
        assert message is not None
        insert = "INSERT INTO messages (chat, text) VALUES (?, ?)"
        self._write(insert, message.chat_id, message.text)
        rows = self._database.execute(
            "SELECT id, substr(text, 1, 80) FROM requests WHERE sent ORDER BY id DESC LIMIT 10"
        ).fetchall()
        await message.reply_text("\n".join(f"{id}. {text}" for id, text in rows) or "Открытых нет.")

    def _write(self, statement: str, *values: object) -> int:
        with self._database:
            return int(self._database.execute(statement, values).lastrowid or 0)


@asynccontextmanager
async def running(
    address: str, token: str, place: Path, on_duty: Iterable[int]
) -> AsyncIterator[None]:
    """Let it run; it keeps what the product keeps as durably: WAL, on disk at each commit."""
    with closing(sqlite3.connect(place)) as database:
        database.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {TABLES}")
        bot = Handwritten(database, on_duty)
        builder = Application.builder().token(token).base_url(f"{address}/bot")
        app = builder.concurrent_updates(True).build()
        app.add_handler(CommandHandler("open", bot.lists))
        app.add_handler(CallbackQueryHandler(bot.sends))
        app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, bot.takes_form))
        async with app:
            assert app.updater is not None
            await app.updater.start_polling(poll_interval=0)
            await app.start()
            try:
                yield
            finally:
                await app.updater.stop()
                await app.stop()


def _button(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])
