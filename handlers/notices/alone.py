"""From when one person alone may relay a notice. Policy."""

from datetime import datetime

from handlers.chat.turn import Turn
from protocol.notices import Notice


def alone_from(turn: Turn, notice: Notice) -> datetime:
    """Return from when the submitter of a notice may relay it alone; of an exit nobody may."""
    return notice.arrived_at + turn.policy.relay_alone_after
