"""What is asked about the letter that confirms: its number and date, its signatory. Art. 6."""

from collections.abc import Iterable

from handlers.chat.dialogs import Dialog
from handlers.chat.questions import LETTER as NUMBER_AND_DATE
from handlers.chat.questions import WORDS, Question, person
from handlers.chat.turn import Ask, Choice, Turn
from handlers.confirmation.addition import addition_of, named, written_since
from handlers.files.attach import files_of
from handlers.record import other_channel
from protocol.articles import treaty
from protocol.confirmation import (
    Outgoing,
    check_date,
    signatories,
)
from protocol.parties import Officer
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Values

CONFIRM = "confirm"
SCAN = "scan"


def hidden_here(turn: Turn, draft: Draft) -> Refused | None:
    """Return why the letter and the differences are not to be shown here: typed elsewhere."""
    letter = LETTER.value(draft)
    return other_channel.hidden_about(
        turn, draft, letter.number if letter else "", DIFFERENCES.value(draft) or ""
    )


def signatory_of(turn: Turn, draft: Draft) -> Officer | None:
    """The one who was named; else who registers, if a signatory; else the only one in office."""
    letter = LETTER.value(draft)
    officers = turn.work.registry.officers(turn.officer.authority)
    named = SIGNATORY.value(draft)
    if named:
        return next((each for each in officers if each.id == named), None)
    if turn.officer.is_signatory:
        return turn.officer
    found = signatories(officers, letter.dated_on) if letter else ()
    return found[0] if len(found) == 1 else None


def prepared(turn: Turn) -> tuple[Draft, ...]:
    """Return the letters that the officer who acts has prepared whole."""
    mine = (each for each in turn.work.drafts.of(turn.officer.id) if each.command == CONFIRM)
    return tuple(each for each in mine if DIALOG.next(turn, each) is None)


def _review(turn: Turn, draft: Draft) -> Ask:
    letter, signatory = LETTER.value(draft), signatory_of(turn, draft)
    if letter is None or signatory is None:
        raise Refused("refused-no-signatory", instead="instead-number-and-date")
    scans = turn.work.attachments.about(draft.id, SCAN)
    differences = DIFFERENCES.value(draft)
    return Ask(
        "confirm.preview",
        choices=(
            Choice("register", draft.id),
            *([Choice("registerall")] if len(prepared(turn)) > 1 else []),
            Choice("signer", draft.id),
            Choice("differs", draft.id),
            _postpone(draft),
        ),
        values={
            **_about(turn, draft),
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


def _in_office(turn: Turn, draft: Draft) -> tuple[Officer, ...]:
    """Return who could have signed on the date of the letter. Raises: Refused where nobody was."""
    letter = LETTER.value(draft)
    officers = turn.work.registry.officers(turn.officer.authority)
    found = signatories(officers, letter.dated_on) if letter else ()
    if not found:
        raise Refused("refused-no-signatory", instead="instead-number-and-date")
    return found


def _signing(turn: Turn, draft: Draft, signatory: str) -> str:
    """Return who signed. Raises: Refused where they were not in office on the letter's date."""
    if signatory not in {each.id for each in _in_office(turn, draft)}:
        raise Refused(
            "refused-signatory", rule=treaty(6), instead="instead-signatory", officer=signatory
        )
    return signatory


def _check_dated(turn: Turn, draft: Draft, letter: Outgoing) -> Outgoing:
    """Return the letter, its date checked. Raises: Refused where it cannot be so."""
    request = turn.work.requests.get(draft.answers["request"], lock=False)
    zone = turn.work.registry.authority(request.requesting).zone
    transmitted_at = written_since(request, addition_of(turn, draft))
    check_date(letter, transmitted_at=transmitted_at, zone=zone, now=turn.now)
    return letter


def _of_letter(turn: Turn, draft: Draft) -> Values:
    letter = LETTER.value(draft)
    return {"letter": letter.number, "on": letter.dated_on} if letter else {}


def _postpone(draft: Draft) -> Choice:
    """Return the button that leaves the dialog; what was given stays."""
    return Choice("cancel", draft.id, "cancel.choice-postpone")


def _declining(turn: Turn, draft: Draft) -> Iterable[Choice]:
    """Yield the button that declines: it is the letter of the request that can be declined."""
    if addition_of(turn, draft) is None:
        yield Choice("decline", draft.answers["number"])


def _about(turn: Turn, draft: Draft) -> Values:
    return {"request": named(draft.answers["number"], addition_of(turn, draft))}


LETTER = Question(
    "letter",
    "confirm.ask",
    NUMBER_AND_DATE,
    check=_check_dated,
    besides=_declining,
)
SIGNATORY = Question(
    "signatory",
    "confirm.ask-signatory",
    person(_in_office, "confirm.option-signatory"),
    check=_signing,
    when=lambda turn, draft: signatory_of(turn, draft) is None,
    facts=_of_letter,
)
DIFFERENCES = Question(
    "differences", "confirm.ask-differences", WORDS, when=lambda turn, draft: False
)
DIALOG = Dialog(
    CONFIRM,
    (LETTER, SIGNATORY, DIFFERENCES),
    review=_review,
    words=LETTER.name,
    facts=_about,
    leaving=_postpone,
    files=files_of(SCAN, alone="confirm.scan-kept-number", beside="confirm.scan-kept"),
    hidden=hidden_here,
)
