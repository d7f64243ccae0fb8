"""The letter as it would be registered, and what can be done with it. Art. 6."""

from collections.abc import Sequence

from handlers.chat.turn import Ask, Choice
from handlers.confirmation.addition import named
from handlers.record import letters
from protocol.additions import Addition
from protocol.confirmation import Confirmation
from storage.attachments import Attachment
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line, Values


def postpone(draft: Draft) -> Choice:
    """Return the button that leaves the dialog; what was given stays."""
    return Choice("cancel", draft.id, "cancel.choice-postpone")


def preview(
    draft: Draft,
    letter: Confirmation,
    scans: Sequence[Attachment],
    *,
    addition: Addition | None,
    several: bool,
) -> Ask:
    """
    Return what is shown of a letter before it is registered.

    Whose signature confirms nothing (Art. 6(5)) is only noted; what confirms was dispatched or not.
    The letter of an `addition` is registered once it was. `several` letters that wait for nothing
    else are registered by one code.
    """
    shown: Values = {
        "request": named(draft.answers["number"], addition),
        "letter": letter.outgoing.number,
        "on": letter.outgoing.dated_on,
        "signatory": letters.signer(letter),
        "role": letters.office(letter.signed_as),
        "differs": "yes" if letter.differences else "no",
        "text": letter.differences or "-",
        "count": len(scans),
        "digest": scans[-1].digest[:12] if scans else "-",
    }
    deviating = tuple(letters.deviation(letter, each) for each in letter.deviations)
    otherwise = (Choice("sentother", draft.id),) if letter.confirms else ()
    return Ask(
        "confirm.review",
        choices=(
            *_registering(draft, letter, is_of_addition=addition is not None, several=several),
            *otherwise,
            Choice("signer", draft.id),
            Choice("differs", draft.id),
            postpone(draft),
        ),
        values={"line": Line("confirm.preview", shown), "lines": (*deviating, _asked(letter))},
        carries=Carries.DRAFT,
    )


def _registering(
    draft: Draft, letter: Confirmation, *, is_of_addition: bool, several: bool
) -> tuple[Choice, ...]:
    """Return the buttons that register it: where the dispatch is known, or need not be, one."""
    if letter.waits:
        unsent = () if is_of_addition else (Choice("unsent", draft.id),)
        return (Choice("senttoday", draft.id), *unsent)
    return (Choice("register", draft.id), *((Choice("registerall"),) if several else ()))


def _asked(letter: Confirmation) -> Line:
    if not letter.confirms:
        return Line("confirm.no-confirmation")
    if letter.dispatch is None:
        return Line("confirm.ask-sent")
    return Line("letter-whole-dispatch", {"line": letters.dispatch_line(letter.dispatch)})
