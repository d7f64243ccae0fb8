"""What is asked about the letter that confirms: its number and date, its signatory. Art. 6."""

from datetime import date

from handlers.chat import dialogs
from handlers.chat.turn import Ask, Choice, Turn
from handlers.record import other_channel
from protocol.confirmation import (
    Outgoing,
    checked_date,
    signatories,
)
from protocol.parties import Officer
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft

LETTER, SIGNATORY, DIFFERENCES = "letter", "signatory", "differences"
SCAN = "scan"


def asks(turn: Turn, draft: Draft) -> Ask:
    """Return the open question: number and date, the signatory, the differences; or the preview."""
    request, letter, signatory = (
        draft.answers["number"],
        letter_of(draft),
        signatory_of(turn, draft),
    )
    if draft.asking == DIFFERENCES:
        return Ask("ask-differences", choices=(postpone(draft),), values={"request": request})
    if letter is None:
        return Ask(
            "ask-confirm",
            choices=(Choice("decline", request), postpone(draft)),
            values={"request": request},
        )
    if signatory is None:
        return which_signatory(turn, draft, letter)
    scans = turn.work.attachments.about(draft.id, SCAN)
    differences = str(draft.answers.get(DIFFERENCES, ""))
    return Ask(
        "preview-confirm",
        choices=(
            Choice("register", draft.id),
            Choice("signer", draft.id),
            Choice("differs", draft.id),
            postpone(draft),
        ),
        values={
            "request": request,
            "letter": letter.number,
            "on": letter.dated_on,
            "signatory": signatory.id,
            "role": signatory.role,
            "differs": "yes" if differences else "no",
            "text": differences or "-",
            "count": len(scans),
            "digest": scans[-1].digest[:12] if scans else "-",
        },
        carries=Carries.DRAFT,
    )


def hidden_here(turn: Turn, draft: Draft) -> Refused | None:
    """Return why the letter and the differences are not to be shown here: typed elsewhere."""
    letter, differences = letter_of(draft), str(draft.answers.get(DIFFERENCES, ""))
    request = turn.work.requests.get(draft.answers["request"])
    return other_channel.hidden_about(
        turn, draft, request, letter.number if letter else "", differences
    )


def which_signatory(turn: Turn, draft: Draft, letter: Outgoing) -> Ask:
    """Return the question who signed, among those in office on the date of the letter."""
    found = signatories(turn.work.registry.officers(turn.officer.authority), letter.dated_on)
    if not found:
        raise Refused("refused-no-signatory", instead="instead-number-and-date")
    options = (
        dialogs.option(
            draft, SIGNATORY, each.id, "option-signatory", officer=each.id, role=each.role
        )
        for each in found
    )
    return Ask(
        "ask-signatory",
        choices=(*options, postpone(draft)),
        values={
            "request": draft.answers["number"],
            "letter": letter.number,
            "on": letter.dated_on,
        },
        carries=Carries.DRAFT,
    )


def check_dated(turn: Turn, draft: Draft, letter: Outgoing) -> Outgoing:
    """Return the letter, its date checked. Raises: Refused where it cannot be so."""
    request = turn.work.requests.get(draft.answers["request"], lock=False)
    zone = turn.work.registry.authority(request.requesting).zone
    checked_date(letter, sent_at=request.created_at, zone=zone, now=turn.now)
    return letter


def letter_of(draft: Draft) -> Outgoing | None:
    """Return number and date of the letter, as far as they were given."""
    given = draft.answers.get(LETTER)
    return Outgoing(given[0], date.fromisoformat(given[1])) if given else None


def signatory_of(turn: Turn, draft: Draft) -> Officer | None:
    """The one who was named; else who registers, if a signatory; else the only one in office."""
    letter = letter_of(draft)
    officers = turn.work.registry.officers(turn.officer.authority)
    named = draft.answers.get(SIGNATORY)
    if named:
        return next((each for each in officers if each.id == named), None)
    if turn.officer.is_signatory:
        return turn.officer
    found = signatories(officers, letter.dated_on) if letter else ()
    return found[0] if len(found) == 1 else None


def postpone(draft: Draft) -> Choice:
    """Return the button that leaves the dialog; what was given stays."""
    return Choice("cancel", draft.id, "choice-postpone")
