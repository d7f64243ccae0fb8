"""/leave NAME [, SUCCESSOR]: an officer leaves; what they had in hand becomes somebody else's."""

from dataclasses import replace

from handlers import standing
from handlers.cards import head
from handlers.colleagues import colleague
from handlers.kit import Choice, Command, Turn
from protocol.moves import DESK
from protocol.parties import Interval, Officer, Standing
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.reminders import Audience, recipients
from protocol.request import Request

ASK = "?"
SHOWN = 10


def leave(turn: Turn, argument: str) -> None:
    """
    End an officer's time in office; the successor, or those on duty, take over.

    From a list the successor is asked for first: a wrong press must not end anybody's service.

    Raises: Refused when somebody named is nobody such, or it is oneself.
    """
    name, comma, heir = (part.strip() for part in argument.partition(","))
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
    if comma and not heir:
        raise Refused("refused-nobody", instead="instead-leave")
    successor = _successor(turn, officer, heir) if heir else None
    if heir and successor is None:
        return
    left(turn, officer, successor)


def left(turn: Turn, officer: Officer, successor: Officer | None) -> None:
    """
    End an officer's time in office now: no account, no button, nothing in their hands.

    The sender of open requests becomes the successor, who is reminded and telephoned from now on;
    without one it stays, and those on duty stand in for a sender who serves no longer. Drafts stay
    sealed, and nobody can open them.
    """
    work = turn.work
    sent = _in_hand(turn, officer)
    ended = replace(
        officer,
        standing=Standing.SUSPENDED,
        on_duty=False,
        during=Interval(officer.during.since, turn.now),
    )
    work.registry.put_officer(ended)
    work.registry.unbind(officer.id)
    standing.void(work, officer.id)
    turn.log("officer-left", officer=officer.id, successor=successor.id if successor else "-")
    heirs = (successor,) if successor else _on_duty(turn, officer)
    for request in sent:
        if successor is not None:
            locked = work.requests.get(request.id)
            work.requests.save(replace(locked, sender=successor.id))
            turn.log("entrusted", about=request.subject, officer=successor.id)
        for heir in heirs:
            work.cards.show(heir.id, request.subject)
    turn.say(
        "left",
        officer=officer.id,
        people=tuple(each.id for each in heirs),
        count=len(sent),
    )
    turn.say(
        "left-yours",
        to=[each for each in heirs if sent or each.id != turn.officer.id],
        officer=officer.id,
        count=len(sent),
        lines=tuple(head(each) for each in sent[:SHOWN]) or "",
        choices=[
            Choice("open", str(each.number), "choice-number", {"number": str(each.number)})
            for each in sent[:SHOWN]
        ],
    )
    told = standing.heads(turn, officer.authority, besides=turn.officer.id)
    turn.say(
        "left-told",
        to=told,
        officer=officer.id,
        actor=turn.officer.id,
        people=tuple(each.id for each in heirs),
    )


def _in_hand(turn: Turn, officer: Officer) -> tuple[Request, ...]:
    """The open requests that the officer sent, newest first."""
    found = turn.work.requests.of(officer.authority)
    mine = (each for each in found if each.sender == officer.id)
    return tuple(each for each in mine if each.requesting == officer.authority)


def _on_duty(turn: Turn, officer: Officer) -> tuple[Officer, ...]:
    return recipients({Audience.ON_DUTY}, turn.colleagues(officer.authority))


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
    if found is not None and not _may_succeed(turn, found, leaving):
        raise Refused("refused-successor", instead="instead-leave", officer=found.id)
    return found


def _ask(turn: Turn, officer: Officer) -> None:
    heirs = [
        each for each in turn.colleagues(officer.authority) if _may_succeed(turn, each, officer)
    ]
    turn.say(
        "ask-successor",
        officer=officer.id,
        count=len(_in_hand(turn, officer)),
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
            Choice("leave", officer.id, "option-on-duty"),
        ],
    )


COMMAND = Command("leave", run=leave, act=Act.LEAVE)
