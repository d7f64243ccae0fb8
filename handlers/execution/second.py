"""What one officer has prepared another of the authority does by a press, in place of a code."""

from dataclasses import replace

from handlers.chat import drafts
from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.execution.statements import BY_NAME
from handlers.record.statement import TEXT, Statement, possible_request, state
from protocol.audience import Audience
from protocol.parties import Officer
from protocol.permissions import SECONDED, Act, may_move
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft

ASKED = "second"
_NAMES = tuple(name for name, each in BY_NAME.items() if each.move in SECONDED)


def ask_second(turn: Turn, argument: str) -> None:
    """
    Show colleagues what was prepared, with the button that does it.

    Raises: Refused when it was done already, can no longer be done, or nobody else could do it.
    """
    draft = drafts.mine(turn, argument, *_NAMES)
    statement = BY_NAME[draft.command]
    request = possible_request(turn, draft, statement)
    others = _others(turn, request, statement)
    if not others:
        raise Refused("refused-second-nobody", instead="instead-second-nobody")
    turn.work.drafts.save(replace(draft, answers={**draft.answers, ASKED: "yes"}))
    turn.log("second-asked", about=request.subject, what=statement.move)
    turn.say(
        "second.told",
        carries=Carries.CONTENT,
        to=others,
        about=request.subject,
        choices=(Choice("agree", f"{draft.id} {turn.officer.id}"),),
        request=str(request.number),
        officer=turn.officer.id,
        deed=statement.move,
        statement=str(draft.answers.get(TEXT) or ""),
    )
    turn.say(
        "second.done",
        carries=Carries.NOTHING,
        about=request.subject,
        request=str(request.number),
        people=tuple(each.id for each in others),
    )


def agree(turn: Turn, argument: str) -> None:
    """
    Do what a colleague has prepared.

    Raises: Refused when it was done or left already, can no longer be done, or is one's own.
    """
    id, _, first = argument.strip().partition(" ")
    draft = _prepared(turn, id, first)
    statement = BY_NAME[draft.command]
    request = possible_request(turn, draft, statement)
    turn.log("seconded", about=request.subject, what=statement.move, officer=first)
    state(turn, draft, statement)
    turn.say(
        "agree.told",
        carries=Carries.NOTHING,
        to=turn.work.registry.officer(first),
        about=request.subject,
        request=str(request.number),
        officer=turn.officer.id,
        deed=statement.move,
        at=turn.now,
    )


def _prepared(turn: Turn, id: str, first: str) -> Draft:
    draft = turn.work.drafts.get(id, first)
    if draft is None or draft.command not in _NAMES or draft.answers.get(ASKED) != "yes":
        raise Refused("refused-done-already", instead="instead-open")
    officer = turn.work.registry.officer(first)
    is_colleague = officer.authority == turn.officer.authority and officer.serves(turn.now)
    if not is_colleague or officer.id == turn.officer.id:
        raise Refused("refused-done-already", instead="instead-open")
    return draft


def _others(turn: Turn, request: Request, statement: Statement) -> tuple[Officer, ...]:
    """Return who of the own authority may do it: those on duty, and the signatories."""
    audiences = (Audience.ON_DUTY, Audience.SIGNATORIES)
    own = turn.officer
    found = recipients(turn, audiences, own.authority, besides=own.id)
    return tuple(each for each in found if may_move(each, request, statement.move))


COMMANDS = (
    Command(Entry("second", Act.OPEN, shown=InHelp.BY_BUTTON), run=ask_second),
    Command(Entry("agree", Act.OPEN, shown=InHelp.BY_BUTTON), run=agree),
)
