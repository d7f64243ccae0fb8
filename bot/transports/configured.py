"""Which channels an installation has."""

from config.settings import Settings
from protocol.parties import Channel


def channels(settings: Settings, *, training: bool) -> frozenset[Channel]:
    """Return the channels that are configured: by a token, a server, or a training register."""
    has_token = bool(settings.telegram.token.get_secret_value())
    here = {
        Channel.TELEGRAM: has_token,
        Channel.MATRIX: bool(settings.matrix.homeserver),
        Channel.CONSOLE: training,
    }
    return frozenset(channel for channel, is_here in here.items() if is_here)
