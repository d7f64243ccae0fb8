"""/change NUMBER: the head of the duty unit lets the register change where it did not by itself."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.notices import changing
from handlers.record.cards import facts_of
from protocol.notices import Notice, NoticeState
from protocol.obligation import About, Kind
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.succession import Bar, changes_at
from storage.carrying import Carries
from storage.values import Line


def change(turn: Turn, argument: str) -> None:
    """
    Change the register by a notice, as of the date that the Party named.

    Raises: Refused where there is nothing to change, or its date has not come.
    """
    notice = _notice(turn, argument)
    changing.change(turn, notice)
    turn.say("change.done", carries=Carries.NOTHING, about=notice.subject, notice=notice.number)


def changes(turn: Turn, argument: str) -> Deed:
    """
    Tell what would change, and why it did not by itself.

    Raises: Refused as `change` does.
    """
    notice = _notice(turn, argument)
    obligation = turn.work.obligations.find(notice.subject, Kind.CHANGE_REGISTER)
    why = changing.barred(turn, notice, obligation)
    return Deed(
        Act.CHANGE_REGISTER,
        (
            Line("signed-notice", {"notice": notice.number, "kind": notice.kind}),
            *facts_of(turn.work, notice),
            *changing.reasons(turn, notice, why),
        ),
        subject=notice.subject,
        state=tuple(why),
    )


def _notice(turn: Turn, argument: str) -> Notice:
    found = turn.work.notices.by_number(argument)
    if found is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
    notice = turn.work.notices.get(found.id)
    at = changes_at(notice)
    if at is None or notice.effective_on is None:
        raise Refused("refused-change-nothing", notice=notice.number)
    if notice.changed_at is not None:
        raise Refused("refused-change-done", notice=notice.number, at=notice.changed_at)
    if notice.state is not NoticeState.RELAYED:
        raise Refused("refused-change-unrelayed", notice=notice.number)
    if turn.now < at:
        raise Refused("refused-change-early", notice=notice.number, on=notice.effective_on)
    obligation = turn.work.obligations.find(notice.subject, Kind.CHANGE_REGISTER)
    if Bar.ENDED in changing.barred(turn, notice, obligation):
        raise Refused("refused-change-ended", notice=notice.number, authority=str(notice.authority))
    return notice


COMMAND = Command(
    Entry("change", Act.CHANGE_REGISTER, settles=(Kind.CHANGE_REGISTER,), about=About.NOTICE),
    run=change,
    deed=changes,
)
