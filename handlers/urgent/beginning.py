"""A new draft, and which draft a form belongs to: the open one, or a new one. Art. 6."""

from collections.abc import Mapping
from typing import Any

from handlers.chat import drafts, typed_words
from handlers.chat.turn import Choice, Turn
from handlers.draft import addressees, entered, fields
from handlers.draft.reading import Form
from handlers.record import other_channel
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft

URGENT = "urgent"
# So much of the purpose names a draft.
NAMED = 64


def begin(turn: Turn) -> Draft:
    """
    Start an empty draft, and return it; it is not asked about yet.

    The one that was open is kept and named, with a button to go on with it.
    """
    former = turn.work.drafts.active(turn.officer.id)
    draft = drafts.begin(turn, URGENT)
    if former is not None and former.command == URGENT and _says(turn, former):
        _name(turn, former)
    return draft


def fitting(turn: Turn, draft: Draft, form: Form) -> Draft:
    """
    Return the draft that a form belongs to: the open one, or a new one.

    A form that names its addressee is another request where the open draft is filled or goes to
    somebody else, or where both are whole: nothing that was written or attached for the first one
    goes with it. A form without an addressee gives or corrects fields of the open draft.
    """
    if fields.TO not in form.names or not draft.answers.get(fields.TO):
        return draft
    if entered.is_entered(draft):
        return draft  # To whom it went is stated already.
    if not fields.missing(draft.answers) or not _goes_to(turn, form, draft):
        return begin(turn)
    is_whole = not set(fields.missing(form.fields)) - {"qualification"}
    return begin(turn) if is_whole and _says(turn, draft, besides=fields.TO) else draft


def _goes_to(turn: Turn, form: Form, draft: Draft) -> bool:
    named = form.fields.get(fields.TO, "")
    try:
        codes = typed_words.parties(named, turn.site.words)
        to = [each.id for each in addressees.addressees(turn, draft)]
        return addressees.authorities(turn, codes) == to
    except Refused:
        return False


def _says(turn: Turn, draft: Draft, *, besides: str = "") -> bool:
    """Say whether something was written or attached for a draft."""
    written = (name for name in fields.QUESTIONS if name != besides and draft.answers.get(name))
    return any(written) or bool(turn.work.attachments.about(draft.id, "request"))


def _name(turn: Turn, draft: Draft) -> None:
    """Tell which draft is kept; its words only where it may be shown."""
    answers: Mapping[str, Any] = draft.answers
    hidden = other_channel.hidden(turn, draft) is not None
    purpose = "" if hidden else str(answers.get("purpose", ""))
    text = f"{purpose[:NAMED]}…" if len(purpose) > NAMED else purpose
    to = tuple(answers.get(fields.TO, ()))
    turn.say(
        "draft-former" if to else "draft-former-unaddressed",
        carries=Carries.DRAFT,
        choices=(Choice("continue", draft.id, "choice-go-back"),),
        authorities=to,
        text=" ".join(text.split()),
        at=draft.updated_at,
    )
