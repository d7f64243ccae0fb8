"""What becomes of what was acknowledged: how often that question may be put off. Policy."""

from handlers.chat.turn import Turn
from protocol.moves import Move
from protocol.request import Request


def may_be_put_off(turn: Turn, request: Request) -> bool:
    """Say whether the question may be put off once more."""
    done = turn.work.journal.about(request.subject)
    return sum(each.action == Move.WORK_ON for each in done) < turn.policy.work_on_times
