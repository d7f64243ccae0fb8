"""The preview of a filled draft, with what prevents sending or the declaration of Art. 10."""

from handlers.chat import blocked_text
from handlers.chat.turn import Ask, Choice, Turn, echoed, lines_of
from handlers.draft import addressees, fields
from handlers.record import other_channel
from handlers.record.agreements import agreed_for_draft
from handlers.record.content import content_lines, parties_lines
from protocol.conditions import bars_letter, reminds_of_legal_assistance
from protocol.law import law
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line


def preview(turn: Turn, draft: Draft) -> Ask:
    """Return every field of Art. 6, with what prevents sending or the declaration of Art. 10."""
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
    for to in addressees.addressees(turn, draft):
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
        blocked.append(over)
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
        if not any(map(bars_letter, blocked)):
            law("6.3")
            letter.append(Choice("letter", f"letter {draft.id}"))
        choices = (*letter, *editing(draft))
        values = {"reasons": reasons, "lines": shown}
        return Ask("urgent.preview-blocked", choices, values, carries=Carries.DRAFT)
    spoken = Choice("letter", f"telephonogram {draft.id}", "letter.choice-telephonogram")
    choices = (Choice("send", draft.id), *editing(draft), *([spoken] if unreached else []))
    return Ask("urgent.preview", choices, {"lines": shown}, carries=Carries.DRAFT)


def editing(draft: Draft) -> tuple[Choice, ...]:
    """Return the buttons that change a draft or leave it."""
    return (Choice("edit", draft.id), *leaving(draft))


def leaving(draft: Draft) -> tuple[Choice, ...]:
    """Return the buttons by which every question can be left: the draft stays, or it goes."""
    return (Choice("cancel", draft.id, "cancel.choice-postpone"), Choice("discard", draft.id))
