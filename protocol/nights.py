"""
By day and by night: of which of three kinds something said is, and when that makes a sound. Policy.

Signals sound at any hour, until a named officer has answered; so does what the other side did with
a request that is open. What an authority is told of its own affairs sounds by day alone.
"""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from protocol.policy import Policy


class Voice(StrEnum):
    """
    Of which kind something said is.

    An ANSWER goes to whoever has just acted, and is awake. OWN is what an authority is told of its
    own: reminders, notices, readiness; SOFT is that of it which never makes a sound.
    """

    SIGNAL = "signal"
    ACT = "act"
    ANSWER = "answer"
    OWN = "own"
    SOFT = "soft"


AT_ANY_HOUR = frozenset({Voice.SIGNAL, Voice.ACT, Voice.ANSWER})


def is_quiet(moment: datetime, zone: str, policy: Policy) -> bool:
    """Say whether clocks in `zone` stand in the quiet hours; their first instant is quiet."""
    clock = moment.astimezone(ZoneInfo(zone)).time()
    begin, end = policy.quiet_from, policy.quiet_until
    if begin <= end:
        return begin <= clock < end
    return clock >= begin or clock < end


def sounds(voice: Voice, moment: datetime, zone: str, policy: Policy) -> bool:
    """Say whether something of that kind makes a sound for a reader in `zone` at a moment."""
    if voice in AT_ANY_HOUR:
        return True
    return voice is Voice.OWN and not is_quiet(moment, zone, policy)
