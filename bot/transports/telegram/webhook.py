"""
Updates that Telegram posts to us: stored first, and only then answered with 200.

What is answered otherwise comes again: after a second, then ever later, for a day. Never 410, for
which Telegram would give up on us; never a body, in which it would look for a call.
"""

import asyncio
import hmac
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot, Update

from bot.clock.clocks import Clock
from bot.transports.health import Health
from bot.transports.telegram.intake import Intake, Take
from bot.transports.telegram.registration import Arrivals, Registration
from bot.transports.telegram.rhythm import Rhythm
from bot.transports.trouble import Trouble

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# A message of 4096 characters, and the one that it answers, stay far below.
LARGEST = 1024 * 1024
READ_WITHIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The address that Telegram is given, where we listen for it, and what only the two know."""

    url: str
    host: str
    port: int
    secret: str = field(repr=False)


class Webhook:
    """Listens, keeps Telegram told where, and hands each update to `take`."""

    def __init__(
        self,
        bot: Bot,
        endpoint: Endpoint,
        take: Take,
        health: Health,
        *,
        rhythm: Rhythm,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._endpoint = endpoint
        self._take = take
        self._health = health
        self._rhythm = rhythm
        self._arrivals = Arrivals(clock)

    async def run(self) -> None:
        """Take in what is posted until cancelled; then Telegram keeps for us what it has."""
        here = self._endpoint
        async with asyncio.TaskGroup() as group:
            intake = Intake(self._take, group)
            door = Door(self._bot, intake, here.secret, self._arrivals, self._rhythm)
            runner = web.AppRunner(
                door.app(urlsplit(here.url).path or "/"),
                access_log=None,
                shutdown_timeout=self._rhythm.ending.total_seconds(),
            )
            await runner.setup()
            try:
                await self._listen(runner)
                await Registration(
                    self._bot, here.url, here.secret, self._arrivals, self._health, self._rhythm
                ).keep()
            finally:
                await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        """Return when we listen. A port that is taken is waited for: messages go out meanwhile."""
        while True:
            site = web.TCPSite(runner, self._endpoint.host, self._endpoint.port)
            try:
                await site.start()
            except OSError as error:
                await site.stop()
                self._health.note_trouble(Trouble.NOT_LISTENING, error.strerror or "")
                await asyncio.sleep(self._rhythm.longest.total_seconds())
            else:
                return


class Door:
    """Answers what is posted: only what brings the secret is read."""

    def __init__(
        self, bot: Bot, intake: Intake, secret: str, arrivals: Arrivals, rhythm: Rhythm
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._secret = secret.encode()
        self._arrivals = arrivals
        # Telegram heeds it; 0 is its own pace.
        self._again = {"Retry-After": str(int(rhythm.storage_again.total_seconds()))}
        self._turned_away = 0

    def app(self, path: str) -> web.Application:
        """Return the application: POST at this path, and nothing else."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(path, self._take_post)
        return app

    async def _take_post(self, request: web.Request) -> web.Response:
        # As bytes: compare_digest refuses letters beyond ASCII, which a stranger may send.
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            self._turned_away += 1
            if self._turned_away & (self._turned_away - 1) == 0:  # at each doubling: no flood
                log.warning("webhook_turned_away", times=self._turned_away)
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        with self._arrivals.one():
            return await self._answer(request)

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(READ_WITHIN_SECONDS):
                update = self._read(await request.read())
        except (TimeoutError, ConnectionError, web.RequestPayloadError):
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        except ValueError:
            # Not Telegram's words: something on the way changed them. It may do better next time.
            log.error("webhook_garbled")
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        # Shielded: a repetition may wait for the same, and who hung up does not stop it.
        if update is not None and not await asyncio.shield(self._intake.begin(update)):
            log.warning("update_not_stored", update=update.update_id)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=self._again)
        self._arrivals.note_taken()
        return web.Response()

    def _read(self, body: bytes) -> Update | None:
        """
        Return the update; None for one that the library cannot read: no repetition would help.

        Raises: ValueError when it is no update.
        """
        try:
            given = json.loads(body)
        except RecursionError:
            raise ValueError("too deep") from None
        if not isinstance(given, dict) or not isinstance(given.get("update_id"), int):
            raise ValueError("no update")
        try:
            return Update.de_json(given, self._bot)
        except Exception:
            log.exception("update_unreadable", update=given["update_id"])
            return None
