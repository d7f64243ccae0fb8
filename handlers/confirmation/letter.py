"""What is asked about the letter that confirms: number, date, signatory, dispatch. Art. 6."""

from collections.abc import Iterable
from typing import Any

from handlers.chat.dialogs import Dialog
from handlers.chat.families import Family
from handlers.chat.own_words import own_words
from handlers.chat.questions import LETTER as NUMBER_AND_DATE
from handlers.chat.questions import WORDS, Option, Question, Type, one_of
from handlers.chat.turn import Ask, Choice, Turn
from handlers.chat.typed_words import folded
from handlers.confirmation.addition import addition_of, named, written_since
from handlers.confirmation.preview import postpone, preview
from handlers.files.attach import files_of
from handlers.record import other_channel
from handlers.record.statement import official
from protocol import dispatch as dispatches
from protocol.confirmation import (
    Confirmation,
    Deviation,
    Outgoing,
    check_date,
    deviations,
    in_office,
    office_on,
    signatories,
)
from protocol.dispatch import Dispatch
from protocol.parties import Officer, Role
from protocol.refusals import Refused
from protocol.request import Request
from storage.confirmations import dispatch_kept, dispatch_read
from storage.drafts import Draft
from storage.values import Line, Values

CONFIRM = "confirm"
SCAN = "scan"
# What is kept of an office that is none of those that sign (Art. 6), and of «sent today».
OTHER, TODAY = "other", "today"
_OFFICES = (Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD)
_NAMES = Family("confirm.office", (*_OFFICES, OTHER))
ASKED = Family("deviates", tuple(Deviation))


def hidden_here(turn: Turn, draft: Draft) -> Refused | None:
    """Return why the letter and the differences are not to be shown here: typed elsewhere."""
    letter, sent = LETTER.value(draft), DISPATCH.value(draft)
    typed = SIGNATORY.value(draft)
    return other_channel.hidden_about(
        turn,
        draft,
        letter.number if letter else "",
        DIFFERENCES.value(draft) or "",
        sent.how if sent else "",
        typed if isinstance(typed, str) and not _officer(turn, typed) else "",
    )


def the_letter(turn: Turn, draft: Draft) -> Confirmation | None:
    """Return the letter as far as it is known; None while it lacks its number or who signed."""
    outgoing, who = LETTER.value(draft), who_signed(turn, draft)
    if outgoing is None or who is None:
        return None
    request, officer = about(turn, draft), _officer(turn, who)
    sent, addition = DISPATCH.value(draft), addition_of(turn, draft)
    return Confirmation(
        outgoing=outgoing,
        signed_by=officer.id if officer else "",
        signed_as=_office(turn, draft),
        registered_by=turn.officer.id,
        registered_at=turn.now,
        differences=DIFFERENCES.value(draft) or "",
        scans=len(turn.work.attachments.about(draft.id, SCAN)),
        name="" if officer else who,
        dispatch=sent,
        deviations=deviations(
            outgoing,
            signatory=officer,
            dispatch=sent,
            transmitted_at=written_since(request, addition),
            zone=zone_of(turn, request),
            early=Deviation.BEFORE_ADDITION if addition else Deviation.DATED_EARLY,
        ),
    )


def about(turn: Turn, draft: Draft) -> Request:
    """Return the request that a draft is about."""
    return turn.work.requests.get(draft.answers["request"], lock=False)


def zone_of(turn: Turn, request: Request) -> str:
    """Return the zone by which the dates of the letter are read: the requesting authority's."""
    return turn.work.registry.authority(request.requesting).zone


def who_signed(turn: Turn, draft: Draft) -> str | None:
    """The one who was named; else who registers, if in office then; else the only one in office."""
    named = SIGNATORY.value(draft)
    if named:
        return named
    outgoing = LETTER.value(draft)
    if outgoing is None:
        return None
    if in_office(turn.officer, outgoing.dated_on):
        return turn.officer.id
    found = _in_office(turn, draft)
    return found[0].id if len(found) == 1 else None


def prepared(turn: Turn) -> tuple[Draft, ...]:
    """Return the letters that the officer who acts has prepared whole, with their dispatch."""
    mine = (each for each in turn.work.drafts.of(turn.officer.id) if each.command == CONFIRM)
    whole = ((each, the_letter(turn, each)) for each in mine if DIALOG.next(turn, each) is None)
    return tuple(each for each, letter in whole if letter and not letter.waits)


def _office(turn: Turn, draft: Draft) -> Role | None:
    """Return in which office it was signed: as the register has it for that day, else as stated."""
    stated, _, _ = (OFFICE.value(draft) or "").partition(":")
    if stated:
        return None if stated == OTHER else Role(stated)
    officer, letter = _officer(turn, who_signed(turn, draft) or ""), LETTER.value(draft)
    return office_on(officer, letter.dated_on) if officer and letter else None


def _officer(turn: Turn, who: str) -> Officer | None:
    """Return the officer of the own authority whom an answer names by id; None for a name."""
    return next((each for each in _officers(turn) if each.id == who), None)


def _officers(turn: Turn) -> tuple[Officer, ...]:
    return tuple(turn.work.registry.officers(turn.officer.authority))


def _in_office(turn: Turn, draft: Draft) -> tuple[Officer, ...]:
    """Return who could have signed on the date of the letter, by the register."""
    outgoing = LETTER.value(draft)
    return signatories(_officers(turn), outgoing.dated_on) if outgoing else ()


def _is_in_office(turn: Turn, draft: Draft) -> bool:
    who = who_signed(turn, draft)
    return who is None or who in {each.id for each in _in_office(turn, draft)}


def _signer(turn: Turn, draft: Draft, text: str) -> str:
    """Return the id of an officer of the authority, by id or name; else the name, as typed."""
    for each in _officers(turn):
        if folded(text) in (folded(each.id), folded(each.name)):
            return each.id
    name = own_words(turn, "signatory", text)
    if len(name) > dispatches.HOW_LENGTH:
        raise Refused("refused-signer-long", instead="instead-signatory")
    official(turn, about(turn, draft), name)
    return name


def _signers(turn: Turn, draft: Draft) -> Iterable[Option]:
    letter = LETTER.value(draft)
    for each in _in_office(turn, draft):
        role = office_on(each, letter.dated_on) if letter else None
        values = {"officer": each.id, "role": role or each.role}
        yield Option(each.id, "confirm.option-signatory", values)


def _offices(turn: Turn, draft: Draft) -> Iterable[Option]:
    # An addition is owed a letter that confirms it: until there is one, nothing is registered.
    other = (OTHER,) if addition_of(turn, draft) is None else ()
    return (Option(each, _NAMES[each]) for each in (*_OFFICES, *other))


def _no_office(turn: Turn, text: str) -> str:
    raise Refused("refused-office", instead="instead-office")


def _check_office(turn: Turn, draft: Draft, stated: str) -> str:
    """Return the office and whose it is. Raises: Refused where somebody else signed by now."""
    office, _, whose = stated.partition(":")
    who = who_signed(turn, draft)
    if _is_in_office(turn, draft) or (whose and whose != who):
        raise Refused("refused-button", instead="instead-open")
    return f"{office}:{who}"


def _sent(turn: Turn, draft: Draft, text: str) -> Dispatch:
    return dispatches.dispatched(text, zone=zone_of(turn, about(turn, draft)), now=turn.now)


def _check_sent(turn: Turn, draft: Draft, sent: Dispatch | None) -> Dispatch:
    """Return the dispatch; by the button it was today, before now."""
    request = about(turn, draft)
    official(turn, request, sent.how if sent else "")
    return sent or dispatches.today(zone=zone_of(turn, request), now=turn.now)


def _restore_sent(kept: Any) -> Dispatch | None:
    return None if kept == TODAY else dispatch_read(kept)


def _is_sent(text: str) -> bool:
    """Say whether a text says of itself that it is a dispatch."""
    return folded(text).startswith(("отправлен", "sent ", "dispatched "))


def _check_dated(turn: Turn, draft: Draft, letter: Outgoing) -> Outgoing:
    """Return the letter, its date checked. Raises: Refused where it cannot be so."""
    check_date(letter, zone=zone_of(turn, about(turn, draft)), now=turn.now)
    return letter


def _deviations(turn: Turn, draft: Draft) -> str:
    letter = the_letter(turn, draft)
    return ",".join(letter.deviations) if letter else ""


def _as_is(turn: Turn, draft: Draft) -> Iterable[Option]:
    found = _deviations(turn, draft)
    return (Option(found, "confirm.option-as-is"),) if found else ()


def _no_deviation(turn: Turn, text: str) -> str:
    raise Refused("refused-as-is", instead="instead-as-is")


def _check_as_is(turn: Turn, draft: Draft, kept: str) -> str:
    """Return what was agreed to. Raises: Refused where the letter deviates otherwise by now."""
    if kept != _deviations(turn, draft):
        raise Refused("refused-button", instead="instead-open")
    return kept


def _of_letter(turn: Turn, draft: Draft) -> Values:
    letter = LETTER.value(draft)
    return {"letter": letter.number, "on": letter.dated_on} if letter else {}


def _of_deviations(turn: Turn, draft: Draft) -> Values:
    letter = the_letter(turn, draft)
    found = letter.deviations if letter else ()
    signed_by = letter.signed_by if letter else ""
    lines = tuple(Line(ASKED[each], {"officer": signed_by}) for each in found)
    return {**_of_letter(turn, draft), "lines": lines}


def _declining(turn: Turn, draft: Draft) -> Iterable[Choice]:
    """Yield the button that declines: it is the letter of the request that can be declined."""
    if addition_of(turn, draft) is None:
        yield Choice("decline", draft.answers["number"])


def _about(turn: Turn, draft: Draft) -> Values:
    return {"request": named(draft.answers["number"], addition_of(turn, draft))}


def _review(turn: Turn, draft: Draft) -> Ask:
    letter = the_letter(turn, draft)
    if letter is None:
        raise Refused("refused-no-signatory", instead="instead-number-and-date")
    scans, several = turn.work.attachments.about(draft.id, SCAN), len(prepared(turn)) > 1
    return preview(draft, letter, scans, addition=addition_of(turn, draft), several=several)


LETTER = Question(
    "letter",
    "confirm.ask",
    NUMBER_AND_DATE,
    check=_check_dated,
    besides=_declining,
)
SIGNATORY: Question[str] = Question(
    "signatory",
    "confirm.ask-signatory",
    Type(_signer, _signers),
    when=lambda turn, draft: who_signed(turn, draft) is None,
    facts=_of_letter,
)
OFFICE: Question[str] = Question(
    "office",
    "confirm.ask-office",
    one_of(_offices, _no_office),
    check=_check_office,
    when=lambda turn, draft: not _is_in_office(turn, draft),
)
DEVIATION: Question[str] = Question(
    "deviation",
    "confirm.ask-deviation",
    one_of(_as_is, _no_deviation),
    check=_check_as_is,
    when=lambda turn, draft: bool(_deviations(turn, draft)),
    facts=_of_deviations,
    besides=lambda turn, draft: (Choice("signer", draft.id),),
)
DIFFERENCES = Question(
    "differences", "confirm.ask-differences", WORDS, when=lambda turn, draft: False
)
DISPATCH: Question[Dispatch | None] = Question(
    "dispatch",
    "confirm.ask-dispatch",
    Type(
        _sent,
        lambda turn, draft: (Option(TODAY, "senttoday.choice"),),
        keep=lambda sent: dispatch_kept(sent) if sent else TODAY,
        restore=_restore_sent,
        known=_is_sent,
    ),
    check=_check_sent,
    when=lambda turn, draft: False,
)
DIALOG = Dialog(
    CONFIRM,
    (LETTER, SIGNATORY, OFFICE, DISPATCH, DEVIATION, DIFFERENCES),
    review=_review,
    words=LETTER.name,
    facts=_about,
    leaving=postpone,
    files=files_of(SCAN, alone="confirm.scan-kept-number", beside="confirm.scan-kept"),
    hidden=hidden_here,
)
