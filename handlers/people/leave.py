"""/leave NAME [, SUCCESSOR]: an officer leaves; what they had in hand becomes somebody else's."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.chat import pages
from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.people import standing
from handlers.people.colleagues import colleague, meant, person_lines
from handlers.record.cards import head
from handlers.record.listed import Listed, button, listed
from handlers.record.which_request import in_hand
from protocol.audience import Audience
from protocol.parties import DESK, Interval, Officer, Standing
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.values import Line, Values

ASK = "?"


def leave(turn: Turn, argument: str) -> None:
    """
    End an officer's time in office; the successor, or those on duty, take over.

    From a list the successor is asked for first: a wrong press must not end anybody's service.

    Raises: Refused when somebody named is nobody such, or it is oneself.
    """
    name, heir = _parts(argument)
    officer = colleague(
        turn,
        name,
        command="leave",
        offered=lambda each: each.id != turn.officer.id,
        argument=lambda id: f"{id},{heir or ASK}",
    )
    if officer is None:
        return
    standing.check_may_end(turn, officer)
    if heir == ASK:
        _ask(turn, officer)
        return
    successor = _successor(turn, officer, heir) if heir else None
    if heir and successor is None:
        return
    end_service(turn, officer, successor)


def leaving(turn: Turn, argument: str) -> Deed | None:
    """
    Tell who would leave, and what would become whose; None where it is still asked.

    Raises: Refused when somebody named is nobody such, or it is oneself.
    """
    name, heir = _parts(argument)
    officer = meant(turn, name)
    if officer is None:
        return None
    standing.check_may_end(turn, officer)
    successor = meant(turn, heir) if heir not in ("", ASK) else None
    if heir and successor is None:
        return None
    if successor is not None:
        _check_may_succeed(turn, successor, officer)
    sent, heirs = in_hand(turn, officer), _heirs(turn, officer, successor)
    follows: Values = {"count": len(sent), "people": tuple(each.id for each in heirs)}
    return Deed(
        Act.LEAVE,
        (
            *person_lines(officer),
            Line("signed-leave", follows),
            *_lines(turn, sent),
        ),
        state=(officer.standing, *(each.id for each in sent)),
    )


def end_service(turn: Turn, officer: Officer, successor: Officer | None) -> None:
    """
    End an officer's time in office now: no account, no button, nothing in their hands.

    The sender of open requests becomes the successor, who is reminded and telephoned from now on;
    without one it stays, and those on duty stand in for a sender who serves no longer. Drafts stay
    sealed, and nobody can open them.
    """
    work = turn.work
    sent = in_hand(turn, officer)
    ended = replace(
        officer,
        standing=Standing.SUSPENDED,
        on_duty=False,
        during=Interval(officer.during.since, turn.now),
    )
    work.registry.put_officer(ended)
    work.registry.unbind(officer.id)
    standing.void(turn, officer.id)
    turn.log("officer-left", officer=officer.id, successor=successor.id if successor else "-")
    heirs = _heirs(turn, ended, successor)
    for request in sent:
        if successor is not None:
            locked = work.requests.get(request.id)
            work.requests.save(replace(locked, sender=successor.id))
            turn.log("entrusted", about=request.subject, officer=successor.id)
        for heir in heirs:
            work.cards.show(heir.id, request.subject)
    turn.say(
        "leave.done",
        carries=Carries.NOTHING,
        officer=officer.id,
        people=tuple(each.id for each in heirs),
        count=len(sent),
    )
    turn.say(
        "leave.told-yours",
        carries=Carries.NOTHING,
        to=[each for each in heirs if sent or each.id != turn.officer.id],
        officer=officer.id,
        count=len(sent),
        lines=_lines(turn, sent) or "",
        choices=[button("open", each.request) for each in _page(turn, sent).items],
    )
    told = standing.heads(turn, officer.authority, besides=turn.officer.id)
    turn.say(
        "leave.told",
        carries=Carries.NOTHING,
        to=told,
        officer=officer.id,
        actor=turn.officer.id,
        people=tuple(each.id for each in heirs),
    )


def _page(turn: Turn, sent: Iterable[Request]) -> pages.Page[Listed]:
    return pages.page(listed(turn, sent), key=lambda each: each.key)


def _lines(turn: Turn, sent: Iterable[Request]) -> tuple[Line, ...]:
    """Return where the first of these requests are, and how many others there are."""
    page = _page(turn, sent)
    return (*(head(each.request) for each in page.items), *page.below)


def _parts(argument: str) -> tuple[str, str]:
    """Raises: Refused for a comma with nobody after it: a slip must not end a service."""
    name, comma, heir = (part.strip() for part in argument.partition(","))
    if comma and not heir:
        raise Refused("refused-nobody", instead="instead-leave")
    return name, heir


def _heirs(turn: Turn, leaving: Officer, successor: Officer | None) -> tuple[Officer, ...]:
    """The successor; without one those on duty who stay."""
    if successor is not None:
        return (successor,)
    return recipients(turn, {Audience.ON_DUTY}, leaving.authority, besides=leaving.id)


def _may_succeed(turn: Turn, officer: Officer, leaving: Officer) -> bool:
    return officer.id != leaving.id and officer.role in DESK and officer.serves(turn.now)


def _successor(turn: Turn, leaving: Officer, name: str) -> Officer | None:
    found = colleague(
        turn,
        name,
        command="leave",
        offered=lambda each: _may_succeed(turn, each, leaving),
        argument=lambda id: f"{leaving.id},{id}",
    )
    if found is not None:
        _check_may_succeed(turn, found, leaving)
    return found


def _check_may_succeed(turn: Turn, officer: Officer, leaving: Officer) -> None:
    if not _may_succeed(turn, officer, leaving):
        raise Refused("refused-successor", instead="instead-leave", officer=officer.id)


def _ask(turn: Turn, officer: Officer) -> None:
    heirs = [
        each for each in turn.colleagues(officer.authority) if _may_succeed(turn, each, officer)
    ]
    turn.say(
        "leave.ask-successor",
        carries=Carries.NOTHING,
        officer=officer.id,
        count=turn.work.requests.count_sent_by(officer.id, officer.authority),
        choices=[
            *(
                Choice(
                    "leave",
                    f"{officer.id},{each.id}",
                    "option-person",
                    {"officer": each.id, "role": each.role},
                )
                for each in heirs
            ),
            Choice("leave", officer.id, "leave.option-on-duty"),
        ],
    )


COMMAND = Command(Entry("leave", Act.LEAVE), run=leave, deed=leaving)
