"""
/relay NUMBER: the Secretariat informs each Party without delay (Art. 4).

Whoever submitted a notice does not relay it; where no second person has within an hour, the first
may alone, with a reason, but never an exit. Policy.
"""

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command, Deed
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry, InHelp
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Ask, Choice, Turn
from handlers.notices.alone import alone_from
from handlers.notices.changing import change_if_due
from handlers.notices.leaving import ask_date
from handlers.notices.replacing import take_place
from handlers.record.cards import NOTICE, facts_of
from handlers.record.owing import open_obligation
from handlers.record.subjects import number_of
from protocol.law import law
from protocol.notices import Notice, NoticeKind, NoticeMove
from protocol.obligation import About, Kind, Subject
from protocol.parties import Party, bound_parties
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.notices import ALONE
from storage.sayings import Priority
from storage.values import Line, Values

RELAY, WHICH = "relay", "notice"


def relay(turn: Turn, argument: str) -> None:
    """
    Send a notice to every Party in force; each owes a receipt, and one live card shows them.

    A correction goes to everyone who has the notice whose place it takes. Of whoever submitted it
    the reason is asked, once they may relay it alone.
    """
    notice = _relayed(turn, argument)
    if notice.entered_by == turn.officer.id:
        dialogs.start(turn, DIALOG, **{WHICH: notice.id})
        return
    _send(turn, notice)


def relaying(turn: Turn, argument: str) -> Deed | None:
    """
    Tell what every Party would get; None where the reason is asked first.

    Raises: Refused when there is no such notice, it was relayed already, or another has to relay.
    """
    notice = _relayed(turn, argument)
    return None if notice.entered_by == turn.officer.id else _deed(turn, notice, Act.RELAY_NOTICE)


def relay_alone(turn: Turn, argument: str) -> None:
    """
    Send a notice that its submitter relays alone, for the reason that was previewed.

    Raises: Refused where another one has relayed or withdrawn it, or the dialog was left.
    """
    draft, reason = _prepared(turn, argument)
    notice = _relayed(turn, _number(turn, draft))
    turn.work.notices.explain(notice.id, reason, ALONE)
    turn.log("notice-relayed-alone", about=notice.subject, number=notice.number)
    drafts.end(turn, draft)
    _send(turn, notice)


def relaying_alone(turn: Turn, argument: str) -> Deed:
    """
    Tell what every Party would get, and for which reason by one person alone.

    Raises: Refused as `relay_alone` does.
    """
    draft, reason = _prepared(turn, argument)
    notice = _relayed(turn, _number(turn, draft))
    return _deed(turn, notice, Act.RELAY_ALONE, Line("signed-alone", {"text": reason}))


def _deed(turn: Turn, notice: Notice, act: Act, *lines: Line) -> Deed:
    return Deed(
        act,
        (
            Line("signed-notice", {"notice": notice.number, "kind": notice.kind}),
            *facts_of(turn.work, notice),
            Line("signed-text", {"text": turn.work.notices.body(notice.id)["text"]}),
            *lines,
        ),
        subject=notice.subject,
    )


def _send(turn: Turn, relayed: Notice) -> None:
    turn.work.notices.save(relayed)
    turn.work.obligations.discharge(
        relayed.subject, (Kind.RELAY_NOTICE,), by=turn.officer.id, now=turn.now
    )
    bound = bound_parties(turn.work.registry.bonds(), turn.now)
    parties = tuple(dict.fromkeys((*bound, *take_place(turn, relayed))))
    turn.log("notice-relayed", about=relayed.subject, number=relayed.number, parties=len(parties))
    for party in parties:
        _to(turn, relayed.id, party)
    for officer in dict.fromkeys((turn.officer.id, relayed.entered_by)):
        turn.work.cards.show(officer, relayed.subject)
    change_if_due(turn, relayed)
    ask_date(turn, relayed)


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
    relayed = notice.moved(NoticeMove.RELAY, by=turn.officer.id, now=turn.now)
    _check_second(turn, notice)
    return relayed


def _check_second(turn: Turn, notice: Notice) -> None:
    """Raises: Refused where the officer who acts has submitted it, and another has to relay it."""
    if notice.entered_by != turn.officer.id:
        return
    if notice.kind is NoticeKind.EXIT:
        raise Refused("refused-relay-exit", instead="instead-relay-second", notice=notice.number)
    since = alone_from(turn, notice)
    if turn.now < since:
        raise Refused(
            "refused-relay-second",
            instead="instead-relay-second",
            notice=notice.number,
            at=since,
        )


def _to(turn: Turn, id: str, party: Party) -> None:
    law("4.3")
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
        lines=(*facts_of(turn.work, notice), *_mark(notice)),
    )


def _mark(notice: Notice) -> tuple[Line, ...]:
    return (Line("notice-alone"),) if notice.is_relayed_alone else ()


def _prepared(turn: Turn, argument: str) -> tuple[Draft, str]:
    draft = drafts.mine(turn, argument, RELAY)
    reason = REASON.value(draft)
    if reason is None:
        raise Refused("refused-done-already", instead="instead-open")
    return draft, reason


def _number(turn: Turn, draft: Draft) -> str:
    return number_of(turn.work, _about(draft))


def _about(draft: Draft) -> Subject:
    return Subject(About.NOTICE, draft.answers[WHICH])


def _facts(turn: Turn, draft: Draft) -> Values:
    return {"notice": _number(turn, draft)}


def _review(turn: Turn, draft: Draft) -> Ask:
    return Ask(
        "relay.preview",
        choices=(Choice("alone", draft.id), dialogs.stop(draft)),
        values={**_facts(turn, draft), "text": REASON.value(draft) or ""},
        about=_about(draft),
        carries=Carries.DRAFT,
    )


REASON = Question("text", "relay.ask", WORDS)
DIALOG = Dialog(
    RELAY,
    (REASON,),
    review=_review,
    facts=_facts,
    about=_about,
    check=lambda turn, draft: _relayed(turn, _number(turn, draft)),
)
COMMANDS = (
    dialogs.command(
        Entry(RELAY, Act.RELAY_NOTICE, settles=(Kind.RELAY_NOTICE,), about=About.NOTICE),
        DIALOG,
        relay,
        relaying,
    ),
    Command(
        Entry("alone", Act.RELAY_ALONE, shown=InHelp.BY_BUTTON),
        run=relay_alone,
        deed=relaying_alone,
    ),
)
