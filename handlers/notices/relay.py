"""/relay NUMBER: the Secretariat informs each Party without delay (Art. 4)."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import NOTICE, facts_of
from handlers.record.moving import open_obligation
from protocol.notices import Notice, NoticeMove
from protocol.obligation import About, Kind
from protocol.parties import Party, bound_parties
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.sayings import Priority
from storage.values import Line


def relay(turn: Turn, argument: str) -> None:
    """Send a notice to every Party in force; each owes a receipt, and one live card shows them."""
    relayed = _relayed(turn, argument)
    turn.work.notices.save(relayed)
    turn.work.obligations.discharge(
        relayed.subject, (Kind.RELAY_NOTICE,), by=turn.officer.id, now=turn.now
    )
    parties = bound_parties(turn.work.registry.bonds(), turn.now)
    turn.log("notice-relayed", about=relayed.subject, number=relayed.number, parties=len(parties))
    for party in parties:
        _to(turn, relayed.id, party)
    turn.work.cards.show(turn.officer.id, relayed.subject)


def relaying(turn: Turn, argument: str) -> Deed:
    """
    Tell what every Party would get.

    Raises: Refused when there is no such notice, or it was relayed already.
    """
    notice = _relayed(turn, argument)
    return Deed(
        Act.RELAY_NOTICE,
        (
            Line("signed-notice", {"notice": notice.number, "kind": notice.kind}),
            *facts_of(turn.work, notice),
            Line("signed-text", {"text": turn.work.notices.body(notice.id)["text"]}),
        ),
        subject=notice.subject,
    )


def _relayed(turn: Turn, argument: str) -> Notice:
    """Return the notice that is meant as it is once relayed; nothing is stored."""
    found = turn.work.notices.by_number(argument)
    if found is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
    notice = turn.work.notices.get(found.id)
    if notice.relayed_by and notice.relayed_at:
        raise Refused(
            "refused-notice-relayed",
            notice=notice.number,
            officer=notice.relayed_by,
            at=notice.relayed_at,
        )
    return notice.moved(NoticeMove.RELAY, by=turn.officer.id, now=turn.now)


def _to(turn: Turn, id: str, party: Party) -> None:
    notice = turn.work.notices.get(id)
    open_obligation(turn, Kind.RECEIPT, notice.subject, owed_by=party, at=turn.now)
    turn.say(
        NOTICE,
        carries=Carries.CONTENT,
        to=turn.colleagues(party),
        priority=Priority.NOTICE,
        about=notice.subject,
        key=f"notice/{notice.id}",
        choices=(Choice("receipt", notice.number),),
        notice=notice.number,
        kind=notice.kind,
        text=turn.work.notices.body(id)["text"],
        lines=facts_of(turn.work, notice),
    )


COMMAND = Command(
    Entry("relay", Act.RELAY_NOTICE, settles=(Kind.RELAY_NOTICE,), about=About.NOTICE),
    run=relay,
    deed=relaying,
)
