"""`nabat matrix setup`: who the bot is on Matrix, made once and kept in the key ring."""

from datetime import datetime

from bot.installation.open import open_installation
from bot.transports.matrix.login import NoPasswordLogin
from bot.transports.matrix.server import (
    NoHomeserver,
    Redirected,
    Refusal,
    Unanswered,
    Unreached,
)
from bot.transports.matrix.setup import Fingerprints, NotVouched, set_up
from bot.transports.matrix.wiring import account_keeper, account_of, store_folder
from bot.words.operator import Failed
from config.settings import Settings
from storage.keys import read_ring


async def setup(settings: Settings, password: str, now: datetime) -> Fingerprints:
    """
    Make the bot's device, and its identity where it has none; a second time keeps the identity.

    Raises: Failed, StorageFailed, KeyRingError, OSError: each is the operator's.
    """
    async with open_installation(settings):  # makes the ring where there is none
        pass
    given = settings.matrix
    try:
        return await set_up(
            given.homeserver,
            given.user,
            password,
            store=store_folder(settings),
            before=account_of(read_ring(settings.keys_file)),
            now=now,
            may_be_other=True,
            keep=account_keeper(settings),
        )
    except NoPasswordLogin:
        raise Failed("operator-matrix-no-password", server=given.homeserver) from None
    except Refusal as refusal:
        raise Failed("operator-matrix-refused", reason=str(refusal)) from None
    except Redirected as redirected:
        raise Failed(
            "operator-matrix-elsewhere", server=given.homeserver, to=redirected.to
        ) from None
    except NoHomeserver as answered:
        raise Failed("operator-matrix-none", server=given.homeserver, said=answered.said) from None
    except (Unreached, Unanswered):
        raise Failed("operator-matrix-unreached", server=given.homeserver) from None
    except NotVouched:
        raise Failed("operator-matrix-not-vouched") from None
