"""/sent: a letter that was registered before has been dispatched, and so confirms (Art. 6)."""

from dataclasses import replace
from typing import Any

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command, Deed
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Ask, Choice, Turn
from handlers.confirmation.letter import DISPATCH
from handlers.record import letters, other_channel
from handlers.record.moving import move
from handlers.record.sides import requested_side, requesting_side
from handlers.record.statement import official
from handlers.record.which_request import check_possible, the_request
from protocol.confirmation import Confirmation
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries, quotes
from storage.drafts import Draft
from storage.sayings import Priority
from storage.values import Line

SENT = "sent"
ENTRY = Entry(SENT, Move.DISPATCH_CONFIRMATION, settles=(Kind.CONFIRM,), there=("record", "object"))
DIALOG = Dialog(
    SENT,
    (replace(DISPATCH, ask="sent.ask", when=lambda turn, draft: True),),
    review=lambda turn, draft: _review(turn, draft),
    words=DISPATCH.name,
    facts=lambda turn, draft: {"request": draft.answers["number"]},
    hidden=lambda turn, draft: _hidden(turn, draft),
)


def ask_sent(turn: Turn, argument: str) -> None:
    """Ask when and how: `/sent NUMBER`, or `/sent NUMBER вчера 14:20, почтой` at once."""
    number, _, words = argument.strip().partition(" ")
    request = the_request(turn, number, Move.DISPATCH_CONFIRMATION)
    dialogs.start(turn, DIALOG, words, request=request.id, number=str(request.number))


def _review(turn: Turn, draft: Draft) -> Ask:
    sent = letters.dispatch_line(DISPATCH.value(draft))
    return Ask(
        "sent.preview",
        choices=(Choice("stated", draft.id), dialogs.stop(draft)),
        values={"request": draft.answers["number"], "line": sent},
        carries=Carries.DRAFT,
    )


def _hidden(turn: Turn, draft: Draft) -> Refused | None:
    stated = DISPATCH.value(draft)
    return other_channel.hidden_about(turn, draft, stated.how if stated else "")


def statement(turn: Turn, argument: str) -> Deed:
    """
    Tell what dispatch would be stated.

    Raises: Refused when there is none, or it is not awaited any more.
    """
    draft = drafts.mine(turn, argument, SENT)
    hidden = _hidden(turn, draft)
    if hidden is not None:
        raise hidden
    request, letter = _letter(turn, draft)
    return Deed(
        Move.DISPATCH_CONFIRMATION,
        (
            Line("signed-request", {"request": str(request.number)}),
            Line(
                "signed-letter", {"letter": letter.outgoing.number, "on": letter.outgoing.dated_on}
            ),
            Line("signed-dispatch", {"line": letters.dispatch_line(letter.dispatch)}),
        ),
        subject=request.subject,
        state=(request.form,),
    )


def state(turn: Turn, argument: str) -> None:
    """State the dispatch, from which on the letter confirms; tell both sides."""
    draft = drafts.mine(turn, argument, SENT)
    request, letter = _letter(turn, draft)
    how = letter.dispatch.how if letter.dispatch else ""
    moved = move(turn, official(turn, request, how), Move.DISPATCH_CONFIRMATION)
    corrected = replace(letter, corrected_at=turn.now, corrected_by=turn.officer.id)
    turn.work.requests.confirm(moved.id, corrected, key=turn.work.id())
    drafts.end(turn, draft)
    number = str(moved.number)
    values: dict[str, Any] = {
        "request": number,
        "officer": turn.officer.id,
        "at": turn.now,
        "lines": (letters.whole(letter), *letters.notes(turn.work, moved, letter)),
    }
    own = {turn.officer.id: turn.officer} | {e.id: e for e in requesting_side(turn, moved)}
    turn.say(
        "sent.done",
        carries=Carries.CONTENT if quotes(values) else Carries.NOTHING,
        to=own.values(),
        about=moved.subject,
        **values,
    )
    turn.say(
        "sent.told",
        carries=Carries.CONTENT,
        to=requested_side(turn, moved),
        priority=Priority.ANSWER,
        about=moved.subject,
        choices=[Choice(command, number) for command in ENTRY.there],
        **values,
    )


def _letter(turn: Turn, draft: Draft) -> tuple[Request, Confirmation]:
    request = turn.work.requests.get(draft.answers["request"])
    check_possible(turn, request, Move.DISPATCH_CONFIRMATION)
    letter, stated = turn.work.requests.confirmation(request.id), DISPATCH.value(draft)
    if letter is None or stated is None:
        raise Refused("refused-dispatch", instead="instead-dispatch")
    return request, replace(letter, dispatch=stated)


COMMANDS = (
    dialogs.command(ENTRY, DIALOG, ask_sent),
    Command(Entry("stated", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=state, deed=statement),
)
