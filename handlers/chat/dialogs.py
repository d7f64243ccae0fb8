"""
Dialogs: what a command asks, keeps and shows before anything is done.

A dialog is a row (`Dialog`): its questions, and what follows once they are answered. What was shown
to be sent or signed is never replaced unasked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.chat.command import Answer, Command, Deed
from handlers.chat.drafts import begin, keep, noted
from handlers.chat.listing import Entry
from handlers.chat.questions import RUNNING, Question, option
from handlers.chat.turn import Ask, Choice, Turn, echoed, lines_of
from handlers.chat.typed_words import said
from protocol.obligation import Subject
from protocol.refusals import Refused
from storage.carrying import Carries, quotes
from storage.drafts import Draft
from storage.values import Values

# The question whether other words than those that were shown are meant; and its answers.
INSTEAD, REPLACE, RETAIN = "instead", "replace", "retain"
# The question which answer is to be given anew; its answers are names of questions, or that.
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Files:
    """
    Files that may come with an answer: `attach` stores them and returns how many.

    `alone` is the key of what is said where they came without words and something is asked,
    `beside` of what tells why the words beside them are no answer.
    """

    attach: Callable[[Turn, Draft, tuple[object, ...]], int]
    alone: str = "attached"
    beside: str = "refused"


def stop(draft: Draft) -> Choice:
    """Return the button that leaves a dialog; nothing of it is kept."""
    return Choice("discard", draft.id, "choice-stop")


def correct(draft: Draft) -> Choice:
    """Return the button under a review that asks which answer is to be corrected."""
    return option(draft, AGAIN, AGAIN, "edit.choice")


@dataclass(frozen=True, slots=True)
class Dialog:
    """
    What a command asks, and what follows once it was answered.

    `review` returns what is shown then, with the button that does it; a dialog without one `ends`:
    that does what follows, or returns the command that does. `words` names the question whose
    answer is what is typed under the review. `facts` are values of every question, `about` their
    subject, `leaving` the button that leaves it. `check` raises Refused where it came to nothing
    meanwhile; `hidden` tells why what was typed may not be shown on this channel.
    """

    command: str
    asks: tuple[Question[Any], ...]
    review: Callable[[Turn, Draft], Ask] | None = None
    ends: Callable[[Turn, Draft], Choice | None] | None = None
    words: str = "text"
    facts: Callable[[Turn, Draft], Values] = lambda turn, draft: {}
    about: Callable[[Draft], Subject | None] = lambda draft: None
    leaving: Callable[[Draft], Choice] = stop
    files: Files | None = None
    check: Callable[[Turn, Draft], object] = lambda turn, draft: None
    hidden: Callable[[Turn, Draft], Refused | None] = lambda turn, draft: None

    def question(self, name: str | None) -> Question[Any] | None:
        """Return the question of a name, or None."""
        return next((each for each in self.asks if each.name == name), None)

    def open(self, turn: Turn, draft: Draft) -> Question[Any] | None:
        """Return the question that is asked now; None under the review."""
        return self.question(draft.asking) or self.next(turn, draft)

    def next(self, turn: Turn, draft: Draft) -> Question[Any] | None:
        """Return the first question that is still to be asked in its turn; None where none is."""
        left = (each for each in self.asks if not each.is_answered(draft))
        return next((each for each in left if each.when(turn, draft)), None)


def command(
    entry: Entry,
    dialog: Dialog,
    run: Callable[[Turn, str], None],
    deed: Callable[[Turn, str], Deed | None] | None = None,
) -> Command:
    """Return the command that begins a dialog."""
    return Command(
        entry,
        run=run,
        deed=deed,
        answer=lambda turn, draft, answer: take(turn, dialog, draft, answer),
        asks=lambda turn, draft: asks(turn, dialog, draft),
        takes_numbers=any(each.type.takes_numbers for each in dialog.asks),
        takes_files=dialog.files is not None,
    )


def start(turn: Turn, dialog: Dialog, text: str = "", **answers: Any) -> None:
    """Open a dialog that knows `answers`; what was typed at once answers its first question."""
    resume(turn, dialog, begin(turn, dialog.command, answers=answers), text)


def resume(turn: Turn, dialog: Dialog, draft: Draft, text: str = "") -> None:
    """Go on with a dialog; what was typed at once answers what is still to be asked in its turn."""
    asked = dialog.next(turn, draft) if said(text) else dialog.open(turn, draft)
    kept = keep(turn, draft, asking=asked.name if asked else None)
    if said(text):
        take(turn, dialog, kept, Answer(text=text))
    else:
        show(turn, dialog, kept)


def asks(turn: Turn, dialog: Dialog, draft: Draft) -> Ask | None:
    """Return what a dialog asks now, or the review of what was answered."""
    if draft.answers.get(INSTEAD):
        return _which(dialog, draft)
    if draft.asking == AGAIN:
        labelled = (each for each in dialog.asks if each.label and each.is_answered(draft))
        names = (option(draft, AGAIN, each.name, each.label) for each in labelled)
        return Ask("edit.ask", choices=(*names, dialog.leaving(draft)))
    asked = dialog.open(turn, draft)
    if asked is None:
        return dialog.review(turn, draft) if dialog.review else None
    values = {**dialog.facts(turn, draft), **asked.facts(turn, draft)}
    return Ask(
        asked.ask,
        choices=(*asked.choices(turn, draft), dialog.leaving(draft)),
        values=values,
        about=dialog.about(draft),
        carries=Carries.DRAFT if quotes(values) else Carries.NOTHING,
    )


def show(turn: Turn, dialog: Dialog, draft: Draft) -> None:
    """Say what a dialog asks now, or shows; or why that may not be shown on this channel."""
    hidden = dialog.hidden(turn, draft)
    if hidden is not None:
        why = lines_of(hidden)
        turn.say("refused", carries=echoed(why), choices=(dialog.leaving(draft),), lines=why)
        return
    asked = asks(turn, dialog, draft)
    if asked is not None:
        asked.say(turn)


def ask_again(turn: Turn, dialog: Dialog, draft: Draft, name: str) -> None:
    """
    Ask for one answer anew, or first for which; what was answered before stays until then.

    Raises: Refused where it may not be shown here, or there is no such question.
    """
    if name != AGAIN and dialog.question(name) is None:
        raise Refused("refused-button", instead="instead-open")
    hidden = dialog.hidden(turn, draft)
    if hidden is not None:
        raise hidden
    show(turn, dialog, keep(turn, _without_newer(draft), asking=name))


def take(turn: Turn, dialog: Dialog, draft: Draft, answer: Answer) -> Choice | None:
    """
    Take an answer to what is asked, or to what was pressed, and show what follows.

    Words that come after others were shown replace nothing: both are shown, and one is chosen. What
    the last answer leads to is returned where the dialog shows no review.

    Raises: Refused where it is no answer; what was answered before stays. Files are kept then.
    """
    dialog.check(turn, draft)
    taking = _take_files if answer.files else _take
    return taking(turn, dialog, draft, answer)


def _take_files(turn: Turn, dialog: Dialog, draft: Draft, answer: Answer) -> Choice | None:
    alone = not said(answer.text)
    if dialog.files is None:
        left = Refused("refused-file-alone", instead="instead-file-alone")
        if alone:
            raise left
        _refuse(turn, "refused", left)
        return _take(turn, dialog, draft, Answer(text=answer.text))
    count = dialog.files.attach(turn, draft, answer.files)
    if alone and dialog.open(turn, draft) is not None and dialog.hidden(turn, draft) is None:
        facts = dialog.facts(turn, draft)
        Ask(dialog.files.alone, values={"count": count, **facts}).say(turn)
        return None
    turn.say("attached", carries=Carries.NOTHING, count=count)
    if alone:
        show(turn, dialog, draft)
        return None
    try:
        return _take(turn, dialog, draft, Answer(text=answer.text))
    except Refused as refused:
        _refuse(turn, dialog.files.beside, refused, asks(turn, dialog, draft))
        return None


def _take(turn: Turn, dialog: Dialog, draft: Draft, answer: Answer) -> Choice | None:
    hidden = dialog.hidden(turn, draft)
    if hidden is not None:
        raise hidden
    if answer.question == INSTEAD:
        return _settle(turn, dialog, draft, answer.value)
    if answer.question == AGAIN:
        ask_again(turn, dialog, draft, answer.value or "")
        return None
    opened = dialog.open(turn, draft)
    asked = dialog.question(answer.question) if answer.question else _meant(dialog, opened, answer)
    if asked is None and answer.question is None:
        raise Refused("refused-shown", instead="instead-shown")
    if asked is None:
        raise Refused("refused-button", instead="instead-open")
    kept = asked.parse(turn, draft, answer)
    before = draft.answers.get(asked.name)
    is_shown = opened is None and asked.type in RUNNING and bool(before)
    if answer.value is None:
        left = (each for each in dialog.asks if each is not asked or is_shown)
        others = any(draft.answers.get(each.name) for each in left)
        draft = replace(draft, answers=noted(turn, draft.answers, besides=others))
    if is_shown and kept != before:
        show(turn, dialog, keep(turn, draft, asking=None, **{INSTEAD: kept}))
        return None
    return _go_on(turn, dialog, draft, {asked.name: kept})


def _meant(dialog: Dialog, opened: Question[Any] | None, answer: Answer) -> Question[Any] | None:
    """Return the question that typed words answer: the open one, or one that knows their look."""
    if opened is not None and opened.type in RUNNING:
        return opened
    known = (each for each in dialog.asks if each.type.known(answer.text))
    return next(known, opened or dialog.question(dialog.words))


def _settle(turn: Turn, dialog: Dialog, draft: Draft, value: str | None) -> Choice | None:
    newer, before = draft.answers.get(INSTEAD), draft.answers.get(dialog.words)
    if not newer or not before:
        raise Refused("refused-button", instead="instead-open")
    return _go_on(turn, dialog, draft, {dialog.words: newer if value == REPLACE else before})


def _go_on(turn: Turn, dialog: Dialog, draft: Draft, given: Mapping[str, Any]) -> Choice | None:
    plain = _without_newer(draft)
    answered = _holding(turn, dialog, replace(plain, answers={**plain.answers, **given}))
    following = dialog.next(turn, answered)
    if following is None and dialog.ends is not None:
        return dialog.ends(turn, answered)
    asking = following.name if following else None
    show(turn, dialog, keep(turn, answered, asking=asking))
    return None


def _holding(turn: Turn, dialog: Dialog, draft: Draft) -> Draft:
    """Return a draft without the answers that another one has made impossible."""
    gone = {each.name for each in dialog.asks if not each.holds(turn, draft)}
    return replace(draft, answers={k: v for k, v in draft.answers.items() if k not in gone})


def _which(dialog: Dialog, draft: Draft) -> Ask:
    """Return the question which of two texts is meant: the one that was shown, or the newer one."""
    return Ask(
        "ask-replace",
        choices=(
            option(draft, INSTEAD, REPLACE, "choice-replace"),
            option(draft, INSTEAD, RETAIN, "choice-retain"),
            dialog.leaving(draft),
        ),
        values={"text": draft.answers[dialog.words], "statement": draft.answers[INSTEAD]},
        carries=Carries.DRAFT,
    )


def _refuse(turn: Turn, text: str, refused: Refused, asked: Ask | None = None) -> None:
    """Say why what came with something that is kept is no answer; and what is asked."""
    why = lines_of(refused)
    if asked is not None and asked.carries is Carries.NOTHING:
        why = (*why, asked.line)
    turn.say(text, carries=echoed(why), choices=asked.choices if asked else (), lines=why)


def _without_newer(draft: Draft) -> Draft:
    answers = {name: value for name, value in draft.answers.items() if name != INSTEAD}
    return replace(draft, answers=answers)
