"""
Dialogs: what a command asks, keeps and shows before anything is done. Here alone drafts are made.

A dialog asks for one thing after another; what is asked is a value (`Ask`), so that it can be asked
again whenever an answer was none. What was shown to be signed is never replaced unasked.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.chat.choosing import typed
from handlers.chat.choosing import words as plain
from handlers.chat.command import Answer
from handlers.chat.turn import Ask, Choice, Turn
from handlers.chat.typed_words import checked
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Value

# What people write before a number.
_SIGNS = "№#Nn. "
# The question whether other words than those that were shown are meant; and its answers.
INSTEAD, REPLACE, RETAIN = "instead", "replace", "retain"


def begin(
    turn: Turn,
    command: str,
    *,
    asking: str | None = None,
    answers: Mapping[str, Any] | None = None,
    active: bool = True,
    alone: bool = False,
) -> Draft:
    """
    Open a dialog of the officer who acts; every other one rests.

    With `alone` the earlier ones of the command are gone: nothing of them meets the new answers.
    """
    if alone:
        turn.work.drafts.drop(turn.officer.id, command)
    draft = Draft(
        id=turn.work.id(),
        officer=turn.officer.id,
        command=command,
        answers=dict(answers or {}),
        asking=asking,
        updated_at=turn.now,
        active=active,
    )
    turn.work.drafts.save(draft)
    return draft


def keep(turn: Turn, draft: Draft, *, asking: str | None, **answers: Any) -> Draft:
    """Keep what was answered, and ask `asking` next; None when nothing is left to be asked."""
    kept = replace(
        draft,
        answers={**draft.answers, **answers},
        asking=asking,
        updated_at=turn.now,
        active=True,
    )
    turn.work.drafts.save(kept)
    return kept


def mine(turn: Turn, id: str, *commands: str) -> Draft:
    """
    Return the open dialog of the officer who acts, of one of these commands.

    Raises: Refused where there is none any more: what it led to was done, or it was left.
    """
    draft = turn.work.drafts.get(id.strip(), turn.officer.id)
    if draft is None or draft.command not in commands:
        raise Refused("refused-done-already", instead="instead-open")
    return draft


def end(turn: Turn, draft: Draft) -> None:
    """Destroy a dialog whose act was done, with what was attached to it."""
    turn.work.attachments.discard(draft.id)
    turn.work.drafts.delete(draft.id)


def stop(draft: Draft) -> Choice:
    """Return the button that leaves a dialog; nothing of it is kept."""
    return Choice("discard", draft.id, "choice-stop")


def option(draft: Draft, question: str, value: str, label: str, **values: Value) -> Choice:
    """Return the button that answers a question of a dialog."""
    return Choice("answer", f"{draft.id} {question} {value}", label, values)


def said(turn: Turn, name: str, text: str, *, takes_numbers: bool = False) -> str:
    """
    Return the words that somebody typed for a field of a statement.

    Raises: Refused where they are none: nothing, too much, a bare number, or the words of a button
    or of a command.
    """
    words = checked(name, text)
    if not takes_numbers and typed(words.lstrip(_SIGNS)).number is not None:
        raise Refused("refused-words-number-alone", instead="instead-words", text=words[:64])
    named = plain(words)
    if named in turn.site.words.buttons or any(named == each.name for each in turn.site.listing):
        raise Refused("refused-words-button", instead="instead-words", text=words[:64])
    return words


def settle(turn: Turn, draft: Draft, name: str, answer: Answer) -> tuple[Draft, Answer] | None:
    """
    Return the dialog and the answer that counts; None where first it is asked which words count.

    Words that come after others were shown replace nothing: both are shown, and one is chosen.

    Raises: Refused for the button of another question, or of one that was answered.
    """
    before = draft.answers.get(name)
    if answer.question not in (None, INSTEAD):
        raise Refused("refused-button", instead="instead-open")
    if answer.question == INSTEAD:
        pending = draft.answers.get(INSTEAD)
        answers = {key: value for key, value in draft.answers.items() if key != INSTEAD}
        words = pending if answer.value == REPLACE else before
        if not pending or not words:
            raise Refused("refused-button", instead="instead-open")
        return replace(draft, answers={**answers, name: None}), Answer(text=str(words))
    if not before or not answer.text.strip() or answer.text.strip() == before:
        return draft, answer
    kept = keep(turn, draft, asking=draft.asking, **{INSTEAD: answer.text.strip()})
    which(kept, name).say(turn)
    return None


def which(draft: Draft, name: str) -> Ask:
    """Return the question which of two texts is meant: the one that was shown, or the newer one."""
    return Ask(
        "ask-replace",
        choices=(
            option(draft, INSTEAD, REPLACE, "choice-replace"),
            option(draft, INSTEAD, RETAIN, "choice-retain"),
            stop(draft),
        ),
        values={"text": draft.answers[name], "statement": draft.answers[INSTEAD]},
        carries=Carries.DRAFT,
    )
