"""The button that enters a telephonogram or a fax: its clocks run from its moment. Art. 6."""

from dataclasses import replace

from handlers.chat import blocked_text, drafts
from handlers.chat.command import Command
from handlers.chat.listing import Entry as Listed
from handlers.chat.listing import InHelp
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.consent import one_time
from handlers.draft import entered, fields
from handlers.files.attach import share
from handlers.record.alarm import ring
from handlers.record.cards import owed_line
from handlers.record.entries import entry_lines
from handlers.record.moving import move, transmit
from handlers.record.sides import requested_side, requesting_side
from handlers.urgent import dialog, enter
from protocol.audience import Audience
from protocol.calendar import local_date
from protocol.entries import Entry, Means
from protocol.moves import Move
from protocol.nights import Voice
from protocol.obligation import Kind
from protocol.parties import Authority
from protocol.permissions import Act, check_about
from protocol.refusals import Refused
from protocol.request import Content, Request
from protocol.terms import Term, What
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority


def put(turn: Turn, argument: str) -> None:
    """
    Enter what was prepared; a repeated press enters nothing twice.

    Raises: Refused when a condition of Art. 6 did not hold then, or a server has taken the request.
    """
    draft = drafts.mine(turn, argument, dialog.URGENT, enter.ENTER)
    if draft.command == enter.ENTER:
        request = _waiting(turn, draft)
        made = entered.entry(turn, enter.given(draft))
    else:
        made, content = prepared(turn, draft)
        request = add(
            turn,
            made,
            content,
            entered.sides(turn, draft),
            official=blocked_text.reading(turn, *content.texts()).for_official_use,
        )
        one_time.retract(turn, draft.id)
        share(turn, draft.id, request.subject, "request")
    drafts.end(turn, draft)
    if made.means is Means.PAPER:
        _put_letter(turn, request, made)
    else:
        transmit_entered(turn, request, made)


def prepared(turn: Turn, draft: Draft) -> tuple[Entry, Content]:
    """
    Return what a draft states: how a request went, and what it says.

    Raises: Refused when something is missing, or a condition of Art. 6 did not hold then.
    """
    if not entered.is_entered(draft):
        raise Refused("refused-button", instead="instead-drafts")
    missing = fields.missing(draft.answers)
    if missing:
        raise Refused("refused-incomplete", instead="instead-drafts", labels=missing)
    made = entered.entry(turn, draft.answers[entered.ENTERED])
    content = fields.content(draft.answers, made.at)
    secrecy = blocked_text.reading(turn, *content.texts())
    for failure in entered.failures(turn, content, draft, secrecy):
        raise failure
    return made, content


def _waiting(turn: Turn, draft: Draft) -> Request:
    """Return the request that no server has taken, which was transmitted otherwise."""
    request = turn.work.requests.get(draft.answers[enter.REQUEST])
    check_about(turn.officer, request, Act.ENTER)
    if enter.DIALOG.next(turn, draft) is not None:
        raise Refused("refused-button", instead="instead-open")
    return request


def add(
    turn: Turn,
    made: Entry,
    content: Content,
    sides: tuple[Authority, Authority],
    *,
    official: bool,
) -> Request:
    """Add a request that went outside of the bot from the first of two sides to the second."""
    work, (requesting, requested) = turn.work, sides
    year = local_date(turn.now, requesting.zone).year
    request = Request(
        id=work.id(),
        number=work.requests.number(requesting.party, requested.party, year),
        requesting=requesting.id,
        requested=requested.id,
        sender=made.officer if made.authority == requesting.id else "",
        created_at=made.at,
        official_use=official,
        means=made.means,
    )
    digest = work.requests.add(request, content)
    turn.log(
        "entered",
        about=request.subject,
        number=str(request.number),
        means=made.means,
        digest=digest.hex(),
    )
    return request


def _put_letter(turn: Turn, request: Request, made: Entry) -> None:
    """Start the days of Art. 7 where it was received; else tell the other side that it comes."""
    work, number = turn.work, str(request.number)
    work.requests.entries.add(request.id, made, key=work.id())
    received = made.authority == request.requested
    moved = request
    if received:
        moved = move(turn, request, Move.RECEIVE_ON_PAPER, since=made.at)
    else:
        announced = Term(What.LETTER, turn.officer.id, turn.now)
        work.terms.add(request.id, announced, key=work.id())
        work.cards.show(turn.officer.id, request.subject)
    turn.say(
        "entered.done-received-paper" if received else "entered.done-paper",
        carries=Carries.NOTHING,
        about=moved.subject,
        choices=[Choice(each, number) for each in (_THEN if received else ("open",))],
        request=number,
        on=made.on or turn.now,
    )
    turn.say(
        "entered.told-received-paper" if received else "entered.told-paper",
        carries=Carries.CONTENT,
        to=requesting_side(turn, moved) if received else requested_side(turn, moved),
        about=moved.subject,
        choices=[Choice(each, number) for each in (_TOLD if received else _ARRIVES)],
        request=number,
        officer=turn.officer.id,
        lines=entry_lines((made,), moved.requesting, quotes=True),
    )


def transmit_entered(turn: Turn, request: Request, made: Entry) -> None:
    """Start the clocks from the moment that was stated, and tell the other side."""
    work = turn.work
    was_sent = request.means is None
    stated = replace(request, means=made.means)
    if was_sent:
        turn.log("entered", about=request.subject, number=str(request.number), means=made.means)
    work.requests.entries.add(request.id, made, key=work.id())
    transmitted = transmit(turn, stated, made.at, heard_at=turn.now)
    number = str(transmitted.number)
    owed = work.obligations.find(transmitted.subject, Kind.CONFIRM)
    assert owed is not None, "what was transmitted is to be confirmed"
    received = made.authority == transmitted.requested == turn.officer.authority
    turn.say(
        "entered.done-received" if received else "entered.done",
        carries=Carries.NOTHING,
        about=transmitted.subject,
        choices=[Choice(each, number) for each in (_THEN if received else ("open",))],
        request=number,
        at=made.at,
        line=owed_line(work, owed),
    )
    if was_sent and not received:
        # They may have been told that nobody has it.
        own = (each for each in requesting_side(turn, transmitted) if each != turn.officer)
        turn.say(
            "entered.told-own",
            carries=Carries.NOTHING,
            to=tuple(own),
            voice=Voice.SIGNAL,
            about=transmitted.subject,
            choices=[Choice("open", number)],
            request=number,
            officer=turn.officer.id,
            at=made.at,
        )
    if received:
        acknowledged = move(turn, transmitted, Move.ACKNOWLEDGE)
        turn.say(
            "entered.told",
            carries=Carries.NOTHING,
            to=requesting_side(turn, acknowledged),
            priority=Priority.ANSWER,
            about=acknowledged.subject,
            choices=[Choice(each, number) for each in ("open", "letter", "withdraw")],
            request=number,
            channel=made.means,
            officer=turn.officer.id,
            at=made.at,
            line=owed_line(work, owed),
        )
        return
    work.cards.show(turn.officer.id, transmitted.subject)
    people = recipients(turn, {Audience.ON_DUTY}, transmitted.requested)
    ring(turn, transmitted, people, step="entered", owed=None)


# What can be done with what was received; what with what the other side has entered.
_THEN = ("accept", "forward", "ask", "misdirected", "open")
_TOLD = ("open", "withdraw")
_ARRIVES = ("arrived", "open")
COMMAND = Command(Listed("entered", Act.ENTER, shown=InHelp.BY_BUTTON), run=put)
