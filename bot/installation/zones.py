"""The zones of the machine: those that are missing, and Almaty's, which has changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from protocol.parties import SECRETARIAT_ZONE, ZONES

ALMATY = "Asia/Almaty"
ALMATY_OFFSET = timedelta(hours=5)
OF_PARTIES = frozenset({*ZONES.values(), SECRETARIAT_ZONE})


def missing_zones(zones: Iterable[str]) -> list[str]:
    """Return which of the zones do not exist on this machine."""
    return [zone for zone in sorted(set(zones)) if not _exists(zone)]


def almaty_is_current(now: datetime) -> bool:
    """Say whether the zone database knows that Asia/Almaty is UTC+5 since 2024-03-01."""
    return _exists(ALMATY) and now.astimezone(ZoneInfo(ALMATY)).utcoffset() == ALMATY_OFFSET


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True
