"""Objections of an earlier version, which owed no answer: each gets its obligation, once."""

from handlers.chat.turn import Turn
from handlers.record.owing import open_obligation
from protocol.moves import CLOSED_OUT
from protocol.obligation import Kind
from storage.confirmations import objected

DONE = "objections-owed"


def owe_answers(turn: Turn) -> int:
    """
    Let an answer be owed to each objection that has none; return how many there were.

    The working days are counted from now: nobody is late with what was not owed before. It is done
    once for an installation; whoever owes is told by the first reminder.
    """
    work = turn.work
    if work.recall(DONE):
        return 0
    work.remember(DONE, turn.now.isoformat())
    unanswered = [
        each
        for each in work.requests.those(objected(work.connection))
        if each.execution not in CLOSED_OUT
        and work.obligations.find(each.subject, Kind.ANSWER_OBJECTION) is None
    ]
    for each in unanswered:
        open_obligation(
            turn, Kind.ANSWER_OBJECTION, each.subject, owed_by=each.requesting, at=turn.now
        )
        work.cards.touch(each.subject)
    return len(unanswered)
