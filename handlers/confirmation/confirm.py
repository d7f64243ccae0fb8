"""/confirm: the signed confirmation is registered, by a signatory or with the scan (Art. 6)."""

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command, Deed
from handlers.chat.families import Family
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Choice, Turn
from handlers.confirmation.addition import (
    ADDITION,
    addition_of,
    meant,
    move_of,
    named,
    owed_of,
    spared,
    written_since,
)
from handlers.confirmation.letter import (
    CONFIRM,
    DIALOG,
    DIFFERENCES,
    LETTER,
    SCAN,
    SIGNATORY,
    hidden_here,
    signatory_of,
)
from handlers.files.attach import share
from handlers.record.moving import move
from handlers.record.sides import requested_side, requesting_side
from handlers.record.statement import official
from handlers.record.which_request import check_possible
from protocol.confirmation import (
    Confirmation,
    Outgoing,
    check_letter,
)
from protocol.moves import Move
from protocol.obligation import Kind, Lateness, since
from protocol.parties import Officer
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority
from storage.values import Line

_LATENESS = (Lateness.ON_TIME, Lateness.STRICTLY_LATE, Lateness.DAYS_LATE, Lateness.LATE)
DONE = Family("confirm.done", _LATENESS)
TOLD = Family("confirm.told", _LATENESS)
TOLD_OF_ADDITION = "confirm.told-addition"
ENTRY = Entry(
    CONFIRM,
    Move.REGISTER_CONFIRMATION,
    settles=(Kind.CONFIRM, Kind.CONFIRM_ADDITION),
    there=("record", "object"),
)


def confirm(turn: Turn, argument: str) -> None:
    """
    Begin: `/confirm NUMBER`, or `/confirm NUMBER 12-4/881 от 23.11.2026` at once.

    `/confirm NUMBER дополнение 2` is about the letter of an addition.
    """
    request, addition, letter = meant(turn, argument)
    which = addition.id if addition else ""
    existing = (each for each in turn.work.drafts.of(turn.officer.id) if each.command == CONFIRM)
    about = (each for each in existing if each.answers["request"] == request.id)
    draft = next((each for each in about if each.answers.get(ADDITION, "") == which), None)
    if draft is None:
        answers = {"request": request.id, "number": str(request.number), ADDITION: which}
        dialogs.start(turn, DIALOG, letter, **answers)
    else:
        dialogs.resume(turn, DIALOG, draft, letter)


def registration(turn: Turn, argument: str) -> Deed:
    """
    Tell what would be registered.

    Raises: Refused when the letter cannot be the confirmation, or may not be shown here whole.
    """
    draft = drafts.mine(turn, argument, CONFIRM)
    hidden = hidden_here(turn, draft)
    if hidden is not None:
        raise hidden
    request = turn.work.requests.get(draft.answers["request"])
    scans = turn.work.attachments.about(draft.id, SCAN)
    letter, signatory = _letter_and_signatory(turn, draft, request, len(scans))
    addition = addition_of(turn, draft)
    move_ = move_of(addition)
    check_possible(turn, request, move_)
    owed_of(turn, request, addition)
    differences = DIFFERENCES.value(draft) or ""
    said = {"differs": "yes" if differences else "no", "text": differences or "-"}
    return Deed(
        move_,
        (
            Line("signed-request", {"request": str(request.number)}),
            *((Line("signed-addition", {"count": addition.running}),) if addition else ()),
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
            *(each.id for each in turn.work.requests.additions.of(request.id)),
            *(each.digest for each in scans),
        ),
    )


def register(turn: Turn, argument: str) -> None:
    """
    Register what was previewed; a repeated press registers nothing twice.

    Raises: Refused when the letter cannot be the confirmation; the draft stays.
    """
    draft = drafts.mine(turn, argument, CONFIRM)
    request = turn.work.requests.get(draft.answers["request"])
    scans = share(turn, draft.id, request.subject, SCAN)
    letter, signatory = _letter_and_signatory(turn, draft, request, len(scans))
    addition = addition_of(turn, draft)
    owed = owed_of(turn, request, addition)
    differences = DIFFERENCES.value(draft) or ""
    moved = move(
        turn,
        official(turn, request, differences),
        move_of(addition),
        spared=spared(turn, request, addition),
    )
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
        addition=addition.id if addition else None,
    )
    drafts.end(turn, draft)
    lateness = owed.lateness(turn.now) if owed else Lateness.ON_TIME
    due = since(owed.due, lateness) if owed else turn.now
    number = str(moved.number)
    told = [each for each in requesting_side(turn, moved) if each.id != turn.officer.id]
    spoken_of = named(number, addition)
    for text, to in ((DONE[lateness], [turn.officer]), ("confirm.told-colleagues", told)):
        turn.say(
            text,
            carries=Carries.NOTHING,
            to=to,
            about=moved.subject,
            request=spoken_of,
            at=turn.now,
            left=abs(due - turn.now),
            officer=turn.officer.id,
            signatory=signatory.id,
        )
    turn.say(
        TOLD_OF_ADDITION if addition else TOLD[lateness],
        carries=Carries.CONTENT,
        to=requested_side(turn, moved),
        priority=Priority.ANSWER,
        about=moved.subject,
        choices=[Choice(each, number) for each in (("open",) if addition else ENTRY.there)],
        request=spoken_of,
        at=turn.now,
        left=abs(due - turn.now),
        due=owed.due.hours_at if owed else turn.now,
        second=owed.due.days_at if owed else turn.now,
        zone=owed.zone if owed else turn.officer.zone,
        letter=letter.number,
        on=letter.dated_on,
        signatory=signatory.id,
        role=signatory.role,
        officer=turn.officer.id,
        statement=differences,
        differs="yes" if differences else "no",
        files=tuple(each.id for each in scans),
    )


def _letter_and_signatory(
    turn: Turn, draft: Draft, request: Request, scans: int
) -> tuple[Outgoing, Officer]:
    """
    Return the letter and who signed it, checked.

    Raises: Refused when something of it is missing, or it cannot be the confirmation.
    """
    letter, signatory = LETTER.value(draft), signatory_of(turn, draft)
    if letter is None or signatory is None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    check_letter(
        letter,
        signatory=signatory,
        registrar=turn.officer,
        scans=scans,
        transmitted_at=written_since(request, addition_of(turn, draft)),
        zone=turn.work.registry.authority(request.requesting).zone,
        policy=turn.policy,
        now=turn.now,
    )
    return letter, signatory


def ask_who_signed(turn: Turn, argument: str) -> None:
    """Ask who signed, among those who were in office on the date of the letter."""
    draft = drafts.mine(turn, argument, CONFIRM)
    if LETTER.value(draft) is None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    dialogs.ask_again(turn, DIALOG, draft, SIGNATORY.name)


def differs(turn: Turn, argument: str) -> None:
    """Ask how the signed text differs from what was sent."""
    draft = drafts.mine(turn, argument, CONFIRM)
    dialogs.ask_again(turn, DIALOG, draft, DIFFERENCES.name)


COMMANDS = (
    dialogs.command(ENTRY, DIALOG, confirm),
    Command(
        Entry("register", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=register, deed=registration
    ),
    Command(Entry("signer", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=ask_who_signed),
    Command(Entry("differs", Act.CONFIRM, shown=InHelp.BY_BUTTON), run=differs),
)
