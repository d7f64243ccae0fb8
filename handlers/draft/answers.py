"""What people answer to the questions of Art. 6, checked: one answer, or a whole form."""

from collections.abc import Iterator
from typing import Any

from handlers.chat import typed_words
from handlers.chat.command import Answer
from handlers.chat.drafts import noted
from handlers.chat.turn import Turn, lines_of
from handlers.draft import entered, fields
from handlers.draft.reading import Form
from protocol.refusals import Refused
from storage.drafts import Draft
from storage.values import Line

# So much of a field that is not taken is told back; and so many lines that stayed text of one.
TOLD, LINES_TOLD, LINE_TOLD = 200, 6, 64


def value(turn: Turn, draft: Draft, name: str, answer: Answer) -> dict[str, Any]:
    """
    Return what an answer to one question gives, by the names of fields.

    Raises: Refused when it is no answer to it.
    """
    question = fields.QUESTIONS.get(name)
    if question is None:
        raise Refused("refused-button", instead="instead-drafts")
    given = {name: question.parse(turn, draft, answer)}
    if name == fields.GROUND and answer.value is None:
        qualification = fields.ground(answer.text, turn.site.words)[1]
        return {**given, **({"qualification": qualification} if qualification else {})}
    return given


def filled(turn: Turn, draft: Draft, form: Form) -> tuple[dict[str, Any], tuple[Line, ...]]:
    """Return the answers with the fields of a form; and what is wrong, missing or in no field."""
    answers, lines = noted(turn, draft.answers), list[Line]()
    for name, text in form.fields.items():
        if name == fields.TO and entered.is_entered(draft):
            lines.extend(_said_otherwise(turn, draft, text))
            continue
        try:
            answers.update(value(turn, draft, name, Answer(text=text)))
        except Refused as refused:
            lines.extend(lines_of(refused))
            lines.append(Line("form-untaken", {"field": name, "text": text[:TOLD]}))
    if not answers.get("qualification") and fields.GROUND in form.fields:
        qualification = fields.ground(form.fields[fields.GROUND], turn.site.words)[1]
        if qualification:
            answers["qualification"] = qualification
    lines.extend(Line("form-unsaid", {"field": each}) for each in form.empty if answers.get(each))
    lines.extend(_apart(form))
    left = fields.missing(answers)
    if left:
        lines.append(Line("form-missing", {"labels": left}))
    return answers, tuple(lines)


def _said_otherwise(turn: Turn, draft: Draft, text: str) -> Iterator[Line]:
    """Yield that a form names another addressee than that to which the request went."""
    _, requested = entered.sides(turn, draft)
    try:
        named = typed_words.parties(text, turn.site.words)
    except Refused:
        named = ()
    if named != (requested.party,):
        yield Line("form-untaken", {"field": fields.TO, "text": text[:TOLD]})


def _apart(form: Form) -> Iterator[Line]:
    """Yield what of a form is in no field, or in another one than its label says."""
    if form.stray:
        yield Line("form-stray", {"text": form.stray})
    for name, values in form.twice.items():
        yield Line("form-twice", {"field": name, "text": " · ".join(values)})
    for name, lines in form.inside.items():
        told = [line.strip()[:LINE_TOLD] for line in lines[:LINES_TOLD]]
        more = len(lines) - len(told)
        yield Line("form-inside", {"field": name, "text": "; ".join(told), "count": more})
