"""`nabat matrix setup`: who the bot is on Matrix, made once and kept in the key ring."""

from datetime import datetime

from bot.language import Failed
from bot.matrix_house import SECRET, account_of, secret_of, store_folder
from bot.opening import opened
from bot.transports.matrix.house import Account
from bot.transports.matrix.server import Refusal, Unanswered, Unreached
from bot.transports.matrix.setup import Fingerprints, NotVouched, set_up
from config.settings import Settings
from storage.keys import keep_secret, read_ring


async def setup(settings: Settings, password: str, now: datetime) -> Fingerprints:
    """
    Make the bot's device, and its identity where it has none; a second time keeps the identity.

    Raises: Failed, StorageFailed, KeyRingError, OSError: each is the operator's.
    """
    async with opened(settings):  # makes the ring where there is none
        pass
    ring_file, given = settings.keys_file, settings.matrix

    def keep(account: Account) -> None:
        keep_secret(ring_file, SECRET, secret_of(account))

    try:
        return await set_up(
            given.homeserver,
            given.user,
            password,
            store=store_folder(settings),
            before=account_of(read_ring(ring_file)),
            now=now,
            keep=keep,
        )
    except Refusal as refusal:
        raise Failed("operator-matrix-refused", reason=str(refusal)) from None
    except (Unreached, Unanswered):
        raise Failed("operator-matrix-unreached", server=given.homeserver) from None
    except NotVouched:
        raise Failed("operator-matrix-not-vouched") from None
