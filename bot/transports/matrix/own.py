"""
The bot's own device: logged in, and such that whoever reads the bot believes it.

What a homeserver has lost, or somebody has taken away, the bot makes anew by its password: a new
device with fresh keys, vouched for by the same identity. Where it cannot, the operator reads so,
and nothing is sent meanwhile: it would count as sent, and strict clients show none of it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta

import structlog
from nio.client.base_client import Client

from bot.clock.clocks import steady
from bot.transports.health import Health
from bot.transports.matrix.account import Account, Host, Place
from bot.transports.matrix.login import NoPasswordLogin, log_in
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, path
from bot.transports.matrix.setup import NotTaken, NotVouched, identify, set_up, vouch
from bot.transports.matrix.signatures import Json, cross_signing_keys, devices_of
from bot.transports.matrix.standing import Standing, standing
from bot.transports.trouble import Trouble
from storage.keys import KeyRingError

log = structlog.get_logger()

QUERY_MS = 5_000
ANSWERED_WITHIN = timedelta(seconds=5)
LOOKED_EACH = timedelta(hours=1)
# Nobody waits often for what is not urgent; and a homeserver that refuses a password counts how
# often, and shuts the account in the end.
REFUSED_PAUSES = 10
# Whoever loses devices faster than this has another trouble than one that a new device mends.
RENEWED_AT_MOST, RENEWED_WITHIN = 3, timedelta(hours=1)

# Why a device stays as it is, beside the homeserver's own words.
NO_PASSWORD, NO_RING, UNREACHED = "password", "ring", "net"
TOO_OFTEN, NOT_SHOWN, NOT_TAKEN = "often", "shown", "taken"

_TOLD = {
    Standing.UNSIGNED: Trouble.NOT_VOUCHED,
    Standing.RESET: Trouble.NOT_VOUCHED,
    Standing.GONE: Trouble.DEVICE_GONE,
    Standing.OTHERS: Trouble.DEVICE_GONE,
}
# What is told once it is mended.
_AFTER = {Standing.RESET: Trouble.IDENTITY_RESET, Standing.GONE: Trouble.RENEWED}


class _Unmended(Exception):
    """It stays as it is: `why`, and whether another try may be soon."""

    def __init__(self, why: str, *, is_passing: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_passing = is_passing


class Own:
    """
    Looks after the device. `becomes` is told the new one, before anything else goes on with it.

    Only the loop of syncs calls `attend` and `log_in_again`: no sync is half taken meanwhile.
    """

    def __init__(
        self,
        place: Place,
        client: Client,
        server: Server,
        host: Host,
        health: Health,
        becomes: Callable[[Account], None],
    ) -> None:
        self._place = place
        self._account = place.account
        self._client = client
        self._server = server
        self._host = host
        self._health = health
        self._becomes = becomes
        self._clock = steady().read
        self._look_at = self._clock()
        self._renewed: deque[float] = deque(maxlen=RENEWED_AT_MOST)
        # A store that was never given to the server, as one that is lost: known without asking.
        self.is_sound = bool(client.olm.account.shared)

    def is_changed(self) -> None:
        """Take note that something has changed of the bot's own devices: it is looked at soon."""
        self._look_at = self._clock()

    async def attend(self) -> None:
        """
        Look whether the device is such as it has to be, when that is due, and mend what is not.

        A homeserver that does not answer is asked again later; no sync waits for long.
        """
        if self._clock() < self._look_at:
            return
        longest = self._place.rhythm.longest
        self._again(longest * REFUSED_PAUSES if self.is_sound else longest)
        user = self._account.user
        try:
            async with asyncio.timeout(ANSWERED_WITHIN.total_seconds()):
                asked = {"device_keys": {user: []}, "timeout": QUERY_MS}
                answer = await self._server.call("POST", path("keys", "query"), asked)
        except (Refusal, Unreached, Unanswered, TimeoutError) as failure:
            log.info("own_device_not_looked_at", failure=type(failure).__name__)
            return
        keys = self._client.olm.account.identity_keys
        found = standing(answer, self._account, (keys["ed25519"], keys["curve25519"]))
        if found is None:
            return
        if found is not Standing.SOUND:
            await self._mend(found, answer)
        else:
            self._is_settled()

    async def log_in_again(self) -> timedelta:
        """Log in again, and return how long to wait before the next call."""
        self.is_sound = False
        rhythm = self._place.rhythm
        if self._health.hindrance is None:
            self._health.note_hindrance(Trouble.UNAUTHORIZED)
        if not self._place.password:
            return rhythm.longest
        server, account = Server(self._place.homeserver), self._account
        try:
            # The same device: where it lives on, nothing else has to change.
            answer = await log_in(
                server, account.user, self._place.password, device_id=account.device
            )
            self._server.token = str(answer["access_token"])
        except NoPasswordLogin:
            self._health.note_hindrance(Trouble.NO_PASSWORD_LOGIN)
        except Refusal as refusal:
            log.warning("not_logged_in", code=refusal.code)
            if refusal.is_passing:
                self._health.note_hindrance(Trouble.UNAUTHORIZED)
                return max(min(refusal.after, rhythm.longest), rhythm.again)
            self._health.note_hindrance(Trouble.PASSWORD, str(refusal))
        except (Unreached, Unanswered, LookupError) as failure:
            log.warning("not_logged_in", failure=type(failure).__name__)
            self._health.note_hindrance(Trouble.UNAUTHORIZED)
            return rhythm.longest
        else:
            log.info("logged_in_again")
            self.is_changed()
            return timedelta()
        finally:
            await server.close()
        return rhythm.longest * REFUSED_PAUSES

    async def _mend(self, found: Standing, answer: Json) -> None:
        log.error("own_device_unsound", standing=found)
        self.is_sound = False
        self._health.note_hindrance(_TOLD[found])
        # A lost store is no work of others.
        is_lost = not self._client.olm.account.shared
        try:
            if found in (Standing.UNSIGNED, Standing.RESET):
                await self._vouch(answer)
            else:
                await self._renew()
        except _Unmended as unmended:
            log.error("own_device_not_mended", why=unmended.why)
            self._health.note_hindrance(_TOLD[found], unmended.why)
            longest = self._place.rhythm.longest
            self._again(longest if unmended.is_passing else longest * REFUSED_PAUSES)
            return
        if found is Standing.OTHERS:
            self._health.incident(0, Trouble.RENEWED if is_lost else Trouble.IMPOSTOR)
        elif found in _AFTER:
            self._health.incident(0, _AFTER[found])
        self._is_settled()

    async def _vouch(self, answer: Json) -> None:
        """Raises: _Unmended."""
        account = self._account
        device = (devices_of(answer, account.user) or {})[account.device]
        master = cross_signing_keys(account.identity, account.user)["master_key"]
        signature = str(self._client.olm.sign_json(master))
        bare = {each: value for each, value in device.items() if each != "unsigned"}
        try:
            await identify(self._server, account, self._place.password)
            await vouch(self._server, account, bare, signature)
        except Exception as failure:
            raise self._what_stays(failure) from failure

    async def _renew(self) -> None:
        """Raises: _Unmended."""
        place, before = self._place, self._account
        now = self._clock()
        if not place.password or place.keep is None:
            raise _Unmended(NO_PASSWORD)
        if (
            len(self._renewed) == RENEWED_AT_MOST
            and now - self._renewed[0] < RENEWED_WITHIN.total_seconds()
        ):
            raise _Unmended(TOO_OFTEN)
        keep, made = place.keep, list[Account]()

        def keep_made(account: Account) -> None:
            made.append(account)
            keep(account)

        try:
            await set_up(
                place.homeserver,
                before.user,
                place.password,
                store=place.store,
                before=before,
                now=self._host.clock(),
                keep=keep_made,
            )
        except Exception as failure:
            # What was begun is taken back: the ring names the device that runs.
            for account in made:
                await self._log_out(account.token)
                _surely(keep, before)
            raise self._what_stays(failure) from failure
        (account,) = made
        token = self._server.token
        self._account = account
        self._server.token = account.token
        self._becomes(account)
        self._renewed.append(now)
        log.warning("device_renewed")
        # Nobody gives keys any more to what nobody reads.
        await self._log_out(token)

    def _what_stays(self, failure: Exception) -> _Unmended:
        """Return why it stays, of what the world does; raise what is ours."""
        match failure:
            case NoPasswordLogin():
                return _Unmended(Trouble.NO_PASSWORD_LOGIN)
            case Refusal() if failure.is_passing:
                return _Unmended(str(failure), is_passing=True)
            case Refusal() if failure.status == 401 and not self._place.password:
                return _Unmended(NO_PASSWORD)
            case Refusal():
                return _Unmended(str(failure))
            case Unreached() | Unanswered():
                return _Unmended(UNREACHED, is_passing=True)
            case NotTaken():
                return _Unmended(NOT_TAKEN)
            case NotVouched():
                return _Unmended(NOT_SHOWN, is_passing=True)
            case OSError() | KeyRingError():
                return _Unmended(NO_RING)
        raise failure

    async def _log_out(self, token: str) -> None:
        server = Server(self._place.homeserver, token)
        try:
            await server.call("POST", path("logout"), {})
        except (Refusal, Unreached, Unanswered) as failure:
            log.info("not_logged_out", failure=type(failure).__name__)
        finally:
            await server.close()

    def _is_settled(self) -> None:
        self.is_sound = True
        self._health.clear_hindrance()
        self._again(LOOKED_EACH)

    def _again(self, after: timedelta) -> None:
        self._look_at = self._clock() + after.total_seconds()


def _surely(keep: Callable[[Account], None], account: Account) -> None:
    try:
        keep(account)
    except (OSError, KeyRingError) as failure:
        log.error("ring_not_restored", failure=type(failure).__name__)
