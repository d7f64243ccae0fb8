"""/fixletter: number, date, signer or dispatch of a registered letter are corrected (Art. 6)."""

from dataclasses import replace
from typing import Any

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command, Deed
from handlers.chat.dialogs import AGAIN, Dialog
from handlers.chat.listing import Entry, InHelp
from handlers.chat.questions import option
from handlers.chat.turn import Ask, Choice, Turn
from handlers.confirmation.letter import (
    DEVIATION,
    DISPATCH,
    LETTER,
    OFFICE,
    OTHER,
    SIGNATORY,
    hidden_here,
    the_letter,
    who_signed,
)
from handlers.record import letters
from handlers.record.moving import move
from handlers.record.sides import requested_side, requesting_side
from handlers.record.statement import official
from handlers.record.which_request import check_possible, the_request
from protocol.confirmation import Confirmation, check_registrar
from protocol.moves import Move
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries, quotes
from storage.confirmations import dispatch_kept
from storage.drafts import Draft
from storage.sayings import Priority
from storage.values import Line

FIX = "fixletter"
ENTRY = Entry(FIX, Move.CORRECT_LETTER, there=("open",))


def fix(turn: Turn, argument: str) -> None:
    """Show what is registered: `/fixletter NUMBER`; what is typed behind it is the new number."""
    number, _, words = argument.strip().partition(" ")
    request = the_request(turn, number, Move.CORRECT_LETTER)
    before = _registered(turn, request)
    who = before.signed_by or before.name
    answers: dict[str, Any] = {
        "request": request.id,
        "number": str(request.number),
        LETTER.name: [before.outgoing.number, before.outgoing.dated_on.isoformat()],
        SIGNATORY.name: who,
        OFFICE.name: f"{before.signed_as or OTHER}:{who}",
    }
    if before.deviations:
        answers[DEVIATION.name] = ",".join(before.deviations)
    if before.dispatch is not None:
        answers[DISPATCH.name] = dispatch_kept(before.dispatch)
    dialogs.start(turn, DIALOG, words, **answers)


def _registered(turn: Turn, request: Request) -> Confirmation:
    """Return the letter as it is registered. Raises: Refused where there is none."""
    found = turn.work.requests.confirmation(request.id)
    if found is None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    return found


def _letters(turn: Turn, draft: Draft) -> tuple[Request, Confirmation, Confirmation]:
    """
    Return the request, its letter as registered, and as it would be.

    What was not dispatched stays so: that it was is stated apart.
    """
    request = turn.work.requests.get(draft.answers["request"])
    before, read = _registered(turn, request), the_letter(turn, draft)
    if read is None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    after = replace(
        before,
        outgoing=read.outgoing,
        signed_by=read.signed_by,
        signed_as=read.signed_as,
        name=read.name,
        dispatch=read.dispatch if before.dispatch else None,
        deviations=read.deviations,
    )
    return request, before, after


def _review(turn: Turn, draft: Draft) -> Ask:
    _, before, after = _letters(turn, draft)
    is_other = after != before
    shown = (
        Line("fixletter.was", {"line": letters.whole(before)}),
        *((Line("fixletter.becomes", {"line": letters.whole(after)}),) if is_other else ()),
        *(letters.deviation(after, each) for each in after.deviations),
    )
    asked = [each for each in _ASKED if each is not _SENT or before.dispatch]
    return Ask(
        "fixletter.preview",
        choices=(
            *((Choice("fixed", draft.id),) if is_other else ()),
            *(option(draft, AGAIN, each.name, each.label) for each in asked),
            dialogs.stop(draft),
        ),
        values={"request": draft.answers["number"], "lines": shown},
        carries=Carries.DRAFT,
    )


def _moving(after: Confirmation) -> Move:
    """Return the move: whose signature confirms nothing takes the confirmation back."""
    return Move.CORRECT_LETTER if after.confirms else Move.VOID_LETTER


def correction(turn: Turn, argument: str) -> Deed:
    """
    Tell what would be corrected.

    Raises: Refused when nothing would, or it can no longer be.
    """
    draft = drafts.mine(turn, argument, FIX)
    hidden = hidden_here(turn, draft)
    if hidden is not None:
        raise hidden
    request, before, after = _checked(turn, draft)
    return Deed(
        _moving(after),
        (
            Line("signed-request", {"request": str(request.number)}),
            Line("fixletter.was", {"line": letters.whole(before)}),
            Line("fixletter.becomes", {"line": letters.whole(after)}),
            *(letters.deviation(after, each) for each in after.deviations),
        ),
        subject=request.subject,
        state=(request.form, str(before.correction)),
    )


def correct(turn: Turn, argument: str) -> None:
    """Correct what was shown under the next number, and tell both sides; both values stay."""
    draft = drafts.mine(turn, argument, FIX)
    request, before, after = _checked(turn, draft)
    how = after.dispatch.how if after.dispatch else ""
    moved = move(turn, official(turn, request, after.name, how), _moving(after))
    corrected = replace(
        after,
        correction=before.correction + 1,
        corrected_at=moved.last_moment or turn.now,
        corrected_by=turn.officer.id,
    )
    turn.work.requests.confirm(moved.id, corrected, key=turn.work.id())
    drafts.end(turn, draft)
    void = () if after.confirms else (Line("fixletter.void"),)
    notes = letters.notes(turn.work, moved, replace(corrected, differences=""))
    values: dict[str, Any] = {
        "request": str(moved.number),
        "lines": (letters.corrected(before, corrected), *notes, *void),
    }
    own = {turn.officer.id: turn.officer} | {e.id: e for e in requesting_side(turn, moved)}
    turn.say(
        "fixletter.done",
        carries=Carries.CONTENT if quotes(values) else Carries.NOTHING,
        to=own.values(),
        about=moved.subject,
        **values,
    )
    turn.say(
        "fixletter.told",
        carries=Carries.CONTENT,
        to=requested_side(turn, moved),
        priority=Priority.ANSWER,
        about=moved.subject,
        choices=[Choice(command, str(moved.number)) for command in ENTRY.there],
        **values,
    )


def _checked(turn: Turn, draft: Draft) -> tuple[Request, Confirmation, Confirmation]:
    request, before, after = _letters(turn, draft)
    check_possible(turn, request, _moving(after))
    check_registrar(turn.officer, scans=before.scans, policy=turn.policy)
    if DIALOG.next(turn, draft) is not None or after == before:
        raise Refused("refused-unchanged", instead="instead-unchanged")
    return request, before, after


def _of_whom(turn: Turn, draft: Draft, stated: str) -> str:
    """Return the office that was registered. Raises: Refused where somebody else signed by now."""
    office, _, whose = stated.partition(":")
    who = who_signed(turn, draft)
    if whose and whose != who:
        raise Refused("refused-button", instead="instead-open")
    return f"{office}:{who}"


_SENT = replace(DISPATCH, label="fixletter.dispatch")
_ASKED = (
    replace(LETTER, label="fixletter.number", besides=lambda turn, draft: ()),
    replace(SIGNATORY, label="fixletter.signer"),
    _SENT,
)
DIALOG = Dialog(
    FIX,
    (
        *_ASKED[:2],
        replace(OFFICE, check=_of_whom),
        _SENT,
        replace(DEVIATION, besides=lambda turn, draft: (dialogs.correct(draft),)),
    ),
    review=_review,
    words=LETTER.name,
    facts=lambda turn, draft: {"request": draft.answers["number"]},
    hidden=hidden_here,
)
COMMANDS = (
    dialogs.command(ENTRY, DIALOG, fix),
    Command(Entry("fixed", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=correct, deed=correction),
)
