"""What becomes of a notice whose place a correction takes. Policy."""

from handlers.chat.turn import Turn
from protocol.notices import Notice, NoticeMove, NoticeState
from protocol.obligation import Kind
from protocol.parties import Party


def take_place(turn: Turn, notice: Notice) -> tuple[Party, ...]:
    """
    Let a correction that is relayed take the place of the former notice; return who has that one.

    Nothing is owed about the former one any more, and the register does not change by it.
    """
    if notice.supersedes is None:
        return ()
    former = turn.work.notices.get(notice.supersedes)
    owed = turn.work.obligations.about(former.subject)
    if former.state is NoticeState.RELAYED:
        by = turn.officer.id
        turn.work.notices.save(former.moved(NoticeMove.SUPERSEDE, by=by, now=turn.now))
        ended = (Kind.RECEIPT, Kind.CHANGE_REGISTER, Kind.EXIT_DATE)
        turn.work.obligations.discharge(former.subject, ended, by=by, now=turn.now)
        turn.log("notice-superseded", about=former.subject, number=notice.number)
        turn.work.cards.touch(former.subject)
    return tuple(Party(each.owed_by) for each in owed if each.kind is Kind.RECEIPT)
