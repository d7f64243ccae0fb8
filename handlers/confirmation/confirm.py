"""/confirm: the signed confirmation is registered, by a signatory or with the scan (Art. 6)."""

from typing import Any

from handlers.chat import dialogs
from handlers.chat.command import Answer, Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Choice, Turn, echoed, lines_of
from handlers.confirmation.letter import (
    DIFFERENCES,
    LETTER,
    SCAN,
    SIGNATORY,
    asks,
    check_dated,
    hidden_here,
    letter_of,
    postpone,
    signatory_of,
    which_signatory,
)
from handlers.files.attach import attach, share
from handlers.record import other_channel
from handlers.record.moving import move
from handlers.record.sides import requested_side, requesting_side
from handlers.record.statement import official
from handlers.record.which_request import the_request
from protocol.confirmation import (
    Confirmation,
    Outgoing,
    checked,
    outgoing,
)
from protocol.moves import Move
from protocol.obligation import Kind, Lateness
from protocol.parties import Officer
from protocol.permissions import Act, check_move
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority
from storage.values import Line

ENTRY = Entry(
    "confirm",
    Move.REGISTER_CONFIRMATION,
    settles=(Kind.CONFIRM,),
    there=("record", "object"),
)


def confirm(turn: Turn, argument: str) -> None:
    """Begin: `/confirm NUMBER`, or `/confirm NUMBER 12-4/881 от 23.11.2026` at once."""
    number, _, letter = argument.strip().partition(" ")
    request = the_request(turn, number, Move.REGISTER_CONFIRMATION)
    existing = (each for each in turn.work.drafts.of(turn.officer.id) if each.command == "confirm")
    draft = next((each for each in existing if each.answers["request"] == request.id), None)
    answers: dict[str, Any] = {"request": request.id, "number": str(request.number)}
    if draft is None:
        draft = dialogs.begin(turn, "confirm", asking=LETTER, answers=answers)
    draft = dialogs.keep(turn, draft, asking=draft.asking)
    if letter.strip():
        answered(turn, draft, Answer(text=letter))
    else:
        _carry_on(turn, draft)


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take the number and date, the scan, the signatory or the differences, in any order.

    Raises: Refused when it is none of these; what was given before stays.
    """
    if answer.files:
        attach(turn, answer.files, about="draft", subject=draft.id, purpose=SCAN)
    if answer.question == SIGNATORY and answer.value:
        _kept(turn, draft, {SIGNATORY: answer.value})
        return
    if draft.asking == DIFFERENCES and answer.text.strip():
        _typed(turn, draft, {DIFFERENCES: dialogs.said(turn, "text", answer.text)})
        return
    if answer.text.strip():
        try:
            letter = check_dated(turn, draft, outgoing(answer.text))
        except Refused as refused:
            if not answer.files:
                raise
            why = lines_of(refused)
            turn.say("scan-kept", carries=echoed(why), lines=why)
            return
        _typed(turn, draft, {LETTER: [letter.number, letter.dated_on.isoformat()]})
    elif answer.files and not draft.answers.get(LETTER):
        turn.say("scan-kept-number", carries=Carries.NOTHING, request=draft.answers["number"])
    elif answer.files:
        _carry_on(turn, draft)
    else:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")


def registration(turn: Turn, argument: str) -> Deed:
    """
    Tell what would be registered.

    Raises: Refused when the letter cannot be the confirmation, or may not be shown here whole.
    """
    draft = dialogs.mine(turn, argument, "confirm")
    hidden = hidden_here(turn, draft)
    if hidden is not None:
        raise hidden
    request = turn.work.requests.get(draft.answers["request"])
    scans = turn.work.attachments.about(draft.id, SCAN)
    letter, signatory = _signed(turn, draft, request, len(scans))
    check_move(turn.officer, request, Move.REGISTER_CONFIRMATION)
    request.moved(Move.REGISTER_CONFIRMATION, by=turn.officer, now=turn.now)
    differences = str(draft.answers.get(DIFFERENCES, ""))
    said = {"differs": "yes" if differences else "no", "text": differences or "-"}
    return Deed(
        Move.REGISTER_CONFIRMATION,
        (
            Line("signed-request", {"request": str(request.number)}),
            Line(
                "signed-parties",
                {"requesting": request.requesting, "requested": request.requested},
            ),
            Line("signed-letter", {"letter": letter.number, "on": letter.dated_on}),
            Line("signed-by", {"signatory": signatory.id, "role": signatory.role}),
            Line("signed-differs", said),
            *(
                Line("signed-file", {"size": each.size, "digest": each.digest[:12]})
                for each in scans
            ),
        ),
        subject=request.subject,
        state=(
            request.form,
            turn.work.requests.digest(request.id).hex(),
            *(each.digest for each in scans),
        ),
    )


def register(turn: Turn, argument: str) -> None:
    """
    Register what was previewed; a repeated press registers nothing twice.

    Raises: Refused when the letter cannot be the confirmation; the draft stays.
    """
    draft = dialogs.mine(turn, argument, "confirm")
    request = turn.work.requests.get(draft.answers["request"])
    scans = share(turn, draft.id, request.subject, SCAN)
    letter, signatory = _signed(turn, draft, request, len(scans))
    owed = turn.work.obligations.find(request.subject, Kind.CONFIRM)
    differences = str(draft.answers.get(DIFFERENCES, ""))
    moved = move(turn, official(turn, request, differences), Move.REGISTER_CONFIRMATION)
    turn.work.requests.confirm(
        moved.id,
        Confirmation(
            outgoing=letter,
            signed_by=signatory.id,
            signed_as=signatory.role,
            registered_by=turn.officer.id,
            registered_at=turn.now,
            differences=differences,
            scans=len(scans),
        ),
        key=turn.work.id(),
    )
    dialogs.end(turn, draft)
    lateness = owed.lateness(turn.now) if owed else Lateness.ON_TIME
    due = owed.due.at if owed else turn.now
    number = str(moved.number)
    told = [each for each in requesting_side(turn, moved) if each.id != turn.officer.id]
    for text, to in (("done-confirm", [turn.officer]), ("told-colleagues-confirm", told)):
        turn.say(
            f"{text}-{lateness}" if text == "done-confirm" else text,
            carries=Carries.NOTHING,
            to=to,
            about=moved.subject,
            request=number,
            at=turn.now,
            left=abs(due - turn.now),
            officer=turn.officer.id,
            signatory=signatory.id,
        )
    turn.say(
        f"told-confirm-registered-{lateness}",
        carries=Carries.CONTENT,
        to=requested_side(turn, moved),
        priority=Priority.ANSWER,
        about=moved.subject,
        choices=[Choice(command, number) for command in ENTRY.there],
        request=number,
        at=turn.now,
        left=abs(due - turn.now),
        letter=letter.number,
        on=letter.dated_on,
        signatory=signatory.id,
        role=signatory.role,
        officer=turn.officer.id,
        statement=differences,
        differs="yes" if differences else "no",
        files=tuple(each.id for each in scans),
    )


def _signed(turn: Turn, draft: Draft, request: Request, scans: int) -> tuple[Outgoing, Officer]:
    """
    Return the letter and who signed it, checked.

    Raises: Refused when something of it is missing, or it cannot be the confirmation.
    """
    letter, signatory = letter_of(draft), signatory_of(turn, draft)
    if letter is None or signatory is None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    checked(
        letter,
        signatory=signatory,
        registrar=turn.officer,
        scans=scans,
        sent_at=request.created_at,
        zone=turn.work.registry.authority(request.requesting).zone,
        policy=turn.policy,
        now=turn.now,
    )
    return letter, signatory


def signed_by_another(turn: Turn, argument: str) -> None:
    """Ask who signed, among those who were in office on the date of the letter."""
    draft = dialogs.mine(turn, argument, "confirm")
    letter = letter_of(draft)
    if letter is None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    hidden = hidden_here(turn, draft)
    if hidden is not None:
        raise hidden
    kept = dialogs.keep(turn, draft, asking=None)
    which_signatory(turn, kept, letter).say(turn)


def differs(turn: Turn, argument: str) -> None:
    """Ask in what the signed text differs from the request."""
    draft = dialogs.mine(turn, argument, "confirm")
    asks(turn, dialogs.keep(turn, draft, asking=DIFFERENCES)).say(turn)


def _typed(turn: Turn, draft: Draft, change: dict[str, Any]) -> None:
    """Keep what was typed, with a note over which channels the words of the draft came."""
    others = {LETTER, DIFFERENCES} - change.keys()
    is_first = not any(draft.answers.get(each) for each in others)
    noted = other_channel.noted(turn, {} if is_first else draft.answers)
    _kept(turn, draft, {**noted, **change})


def _kept(turn: Turn, draft: Draft, change: dict[str, Any]) -> None:
    _carry_on(turn, dialogs.keep(turn, draft, asking=None, **change))


def _carry_on(turn: Turn, draft: Draft) -> None:
    letter = letter_of(draft)
    if letter is not None and (hidden := hidden_here(turn, draft)) is not None:
        why = lines_of(hidden)
        turn.say("refused", carries=echoed(why), choices=(postpone(draft),), lines=why)
        return
    asks(turn, draft).say(turn)


COMMANDS = (
    Command(ENTRY, run=confirm, answer=answered, asks=asks, takes_files=True),
    Command(
        Entry("register", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=register, deed=registration
    ),
    Command(Entry("signer", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=signed_by_another),
    Command(Entry("differs", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=differs),
)
