"""What people answer to the questions of Art. 6, checked: one answer, or a whole form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handlers.chat import typed_words
from handlers.chat.command import Answer
from handlers.chat.turn import Turn, lines_of
from handlers.draft import addressees, fields
from handlers.draft.reading import Form
from protocol.parties import Party
from protocol.refusals import Refused
from storage.values import Line

# So much of a field that is not taken is told back; and so many lines that stayed text of one.
TOLD, LINES_TOLD, LINE_TOLD = 200, 6, 64


def value(turn: Turn, name: str, answer: Answer) -> dict[str, str]:
    """
    Return what an answer to one question gives, by the names of fields.

    Raises: Refused when it is no answer to it.
    """
    question = fields.QUESTIONS.get(name)
    if question is None:
        raise Refused("refused-button", instead="instead-drafts")
    if answer.value is not None:
        pressed = typed_words.chosen(question.options, answer.value)
        if pressed is None:
            raise Refused("refused-button", instead="instead-drafts")
        return {name: pressed}
    if name == fields.GROUND:
        found, qualification = fields.ground(answer.text, turn.site.words)
        if found is None:
            typed_words.checked(name, answer.text)
            raise Refused("refused-ground", instead="instead-ground")
        return {name: found, **({"qualification": qualification} if qualification else {})}
    if name == fields.PERIODS:
        said = typed_words.checked(name, answer.text)
        return {name: turn.site.words.periods.get(typed_words.folded(said.rstrip(".")), said)}
    if name == fields.LANGUAGE:
        raise Refused("refused-language", instead="instead-language")
    return {name: typed_words.checked(name, answer.text)}


def authorities(turn: Turn, codes: Iterable[str]) -> list[str]:
    """Return the one authority in force of each Party, checked; of several one must be chosen."""
    ids = []
    for code in codes:
        found = turn.work.registry.in_force(Party(code))
        if not found:
            raise Refused("refused-no-authority", instead="instead-registry", party=code)
        if len(found) > 1:
            raise Refused(
                "refused-authority-several",
                instead="instead-urgent",
                party=code,
                authorities=tuple(each.id for each in found),
            )
        addressees.check_addressee(turn, found[0])
        ids.append(found[0].id)
    return ids


def filled(
    turn: Turn, before: Mapping[str, Any], form: Form
) -> tuple[dict[str, Any], tuple[Line, ...]]:
    """Return the answers with the fields of a form; and what is wrong, missing or in no field."""
    answers, lines = dict(before), list[Line]()
    for name, text in form.fields.items():
        try:
            if name == fields.TO:
                answers[name] = authorities(turn, typed_words.parties(text, turn.site.words))
            else:
                answers.update(value(turn, name, Answer(text=text)))
        except Refused as refused:
            lines.extend(lines_of(refused))
            lines.append(Line("form-untaken", {"field": name, "text": text[:TOLD]}))
    if not answers.get("qualification") and fields.GROUND in form.fields:
        qualification = fields.ground(form.fields[fields.GROUND], turn.site.words)[1]
        if qualification:
            answers["qualification"] = qualification
    lines.extend(_apart(form))
    left = fields.missing(answers)
    if left:
        lines.append(Line("form-missing", {"labels": left}))
    return answers, tuple(lines)


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
