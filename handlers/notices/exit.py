"""/exit NUMBER [DATE]: the head of the duty unit sets from when a Party has left. Art. 18."""

from datetime import date

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.notices import leaving
from handlers.record.cards import facts_of
from protocol.confirmation import day
from protocol.notices import Notice, NoticeKind, NoticeState
from protocol.obligation import About, Kind
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line


def exit_(turn: Turn, argument: str) -> None:
    """
    Set the date of an exit: the one that the Party named, or another that is typed.

    Raises: Refused where there is no such notice, or it was not relayed.
    """
    notice, on = _meant(turn, argument)
    leaving.set_date(turn, notice, on)
    turn.say(
        "exit.done",
        carries=Carries.NOTHING,
        about=notice.subject,
        notice=notice.number,
        party=str(notice.party),
        on=on,
    )


def exits(turn: Turn, argument: str) -> Deed:
    """
    Tell which Party would leave when, with both counts of Art. 18.

    Raises: Refused as `exit_` does.
    """
    notice, on = _meant(turn, argument)
    return Deed(
        Act.CHANGE_REGISTER,
        (
            Line("signed-notice", {"notice": notice.number, "kind": notice.kind}),
            *facts_of(turn.work, notice),
            Line("signed-exit", {"on": on}),
        ),
        subject=notice.subject,
        state=(on.isoformat(),),
    )


def _meant(turn: Turn, argument: str) -> tuple[Notice, date]:
    number, _, words = argument.strip().partition(" ")
    found = turn.work.notices.by_number(number)
    if found is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=number[:64])
    notice = turn.work.notices.get(found.id)
    if notice.kind is not NoticeKind.EXIT or notice.effective_on is None:
        raise Refused("refused-exit-none", notice=notice.number)
    if notice.state is not NoticeState.RELAYED:
        raise Refused("refused-change-unrelayed", notice=notice.number)
    return notice, day(words) if words.strip() else notice.effective_on


COMMAND = Command(
    Entry("exit", Act.CHANGE_REGISTER, settles=(Kind.EXIT_DATE,), about=About.NOTICE),
    run=exit_,
    deed=exits,
)
