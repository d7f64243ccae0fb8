"""
How the bot's own device stands at its homeserver: what a strict client makes of it.

Pure: judged by what `/keys/query` answers of the bot itself.
"""

from enum import StrEnum

from bot.transports.matrix.account import Account
from bot.transports.matrix.signatures import Json, devices_of, public, signed_part, sound_part


class Standing(StrEnum):
    """From the first on it is worse for whoever reads the bot."""

    SOUND = "sound"
    # Ours, and nobody vouches for it.
    UNSIGNED = "unsigned"
    # Another master key stands there in the name of the bot, or none.
    RESET = "reset"
    # The homeserver has no keys of this device: nobody can write to it, nobody reads it.
    GONE = "gone"
    # It has keys under this name that are not ours.
    OTHERS = "others"


def standing(answer: Json, account: Account, keys: tuple[str, str]) -> Standing | None:
    """
    Return how the device of `account` stands, whose Ed25519 and Curve25519 keys are `keys`.

    None where the answer says nothing of the bot.
    """
    user, device = account.user, account.device
    devices = devices_of(answer, user)
    if devices is None:
        return None
    if device not in devices:
        return Standing.GONE
    shown = signed_part(devices[device], user, device)["keys"]
    if (shown.get(f"ed25519:{device}"), shown.get(f"curve25519:{device}")) != keys:
        return Standing.OTHERS
    found = sound_part(answer, user)
    if found.master != public(account.identity.master):
        return Standing.RESET
    return Standing.SOUND if device in found.devices else Standing.UNSIGNED
