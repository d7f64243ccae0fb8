"""The preview of a filled draft, with what prevents sending or the declaration of Art. 10."""

from handlers.chat import blocked_text
from handlers.chat.turn import Ask, Choice, Turn, echoed, lines_of
from handlers.draft import addressees, entered, fields
from handlers.record import other_channel
from handlers.record.agreements import agreed_for_draft
from handlers.record.content import content_lines, parties_lines
from handlers.record.entries import entry_lines
from handlers.urgent.alike import alike, alike_lines, pairing
from protocol.conditions import bars_letter, reminds_of_legal_assistance
from protocol.law import law
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line


def preview(turn: Turn, draft: Draft) -> Ask:
    """
    Return every field of Art. 6, with what prevents sending or the declaration of Art. 10.

    Of what was transmitted outside of the bot: how that was, and what prevents that it is entered.
    """
    hidden = other_channel.hidden(turn, draft)
    if hidden is not None:
        why = lines_of(hidden)
        return Ask("refused", leaving(draft), {"lines": why}, carries=echoed(why))
    own = turn.work.registry.authority(turn.officer.authority)
    content = fields.content(draft.answers)
    secrecy = blocked_text.reading(turn, *content.texts())
    lines: list[Line] = []
    blocked: list[Refused] = []
    unreached: list[Line] = []
    is_entered = entered.is_entered(draft)
    if is_entered:
        both = entered.sides(turn, draft)
        made = entered.entry(turn, draft.answers[entered.ENTERED])
        lines.extend((*parties_lines(*both), *entry_lines((made,), both[0].id, quotes=True)))
        blocked.extend(entered.failures(turn, content, draft, secrecy))
    for to in () if is_entered else addressees.addressees(turn, draft):
        lines.extend(parties_lines(own, to)[1 if lines else 0 :])
        agreements = agreed_for_draft(turn, draft, to)
        failures = addressees.failures(turn, content, to, secrecy, agreements)
        blocked.extend(failures)
        if not failures and not addressees.is_reachable(turn, to, agreements):
            unreached.append(
                Line("urgent.preview-unreachable", {"authority": to.id, "phone": to.phone})
            )
        lines.extend(addressees.replaced(turn, draft, to))
    lines.extend(content_lines(content))
    try:
        period = fields.named_period(turn, draft.answers)
    except Refused as over:
        # What has gone already is entered as it was.
        blocked.extend(() if is_entered else (over,))
    else:
        lines.extend([period] if period else [])
    files = turn.work.attachments.about(draft.id, "request")
    lines.extend(
        Line("field-attachment", {"name": file.name, "size": file.size, "digest": file.digest[:12]})
        for file in files
    )
    if reminds_of_legal_assistance(content):
        law("5.2")
        lines.append(Line("urgent.preview-legal-assistance"))
    lines.extend(unreached)
    shown = tuple(lines)
    if blocked:
        reasons = tuple(line for refused in blocked for line in lines_of(refused))
        letter = []
        if not (entered.is_received(draft) or any(map(bars_letter, blocked))):
            law("6.3")
            letter.append(Choice("letter", f"letter {draft.id}"))
        choices = (*letter, *editing(draft))
        values = {"reasons": reasons, "lines": shown}
        text = "entered.preview-blocked" if is_entered else "urgent.preview-blocked"
        return Ask(text, choices, values, carries=Carries.DRAFT)
    if is_entered:
        found = alike(turn, draft)
        choices = (*pairing(draft, found), Choice("entered", draft.id), *editing(draft))
        shown = (*shown, *alike_lines(turn, found))
        return Ask("entered.preview", choices, {"lines": shown}, carries=Carries.DRAFT)
    choices = (Choice("send", draft.id), *editing(draft), *(_spoken(draft) if unreached else ()))
    return Ask("urgent.preview", choices, {"lines": shown}, carries=Carries.DRAFT)


def _spoken(draft: Draft) -> tuple[Choice, ...]:
    """Return the buttons of what is transmitted by telephone: its text, and its entry."""
    text = Choice("letter", f"telephonogram {draft.id}", "letter.choice-telephonogram")
    return (text, Choice("enter", draft.id))


def editing(draft: Draft) -> tuple[Choice, ...]:
    """Return the buttons that change a draft or leave it."""
    return (Choice("edit", draft.id), *leaving(draft))


def leaving(draft: Draft) -> tuple[Choice, ...]:
    """Return the buttons by which every question can be left: the draft stays, or it goes."""
    return (Choice("cancel", draft.id, "cancel.choice-postpone"), Choice("discard", draft.id))
