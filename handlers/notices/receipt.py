"""/receipt NUMBER and its button: a named officer of a Party has the notice."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.obligation import About, Kind
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries


def receipt(turn: Turn, argument: str) -> None:
    """Record the Party's receipt; the first one counts, the others are told who gave it."""
    found = turn.work.notices.by_number(argument)
    if found is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
    notice = turn.work.notices.get(found.id)
    owed = next(
        (
            each
            for each in turn.work.obligations.about(notice.subject)
            if each.kind is Kind.RECEIPT and each.owed_by == turn.officer.party
        ),
        None,
    )
    if owed is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
    settled = turn.work.obligations.settle(owed.id, by=turn.officer.id, now=turn.now)
    if not settled:
        first = turn.work.obligations.get(owed.id)
        raise Refused(
            "refused-receipt",
            notice=notice.number,
            officer=str(first.discharged_by),
            at=first.discharged_at or turn.now,
        )
    turn.log("notice-received", about=notice.subject, party=owed.owed_by)
    turn.work.cards.touch(notice.subject)
    turn.say(
        "receipt.done",
        carries=Carries.NOTHING,
        about=notice.subject,
        notice=notice.number,
        at=turn.now,
    )


COMMAND = Command(
    Entry("receipt", Act.RECEIVE_NOTICE, settles=(Kind.RECEIPT,), about=About.NOTICE), run=receipt
)
