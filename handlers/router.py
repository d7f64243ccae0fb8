"""Which command an event means."""

import re
from dataclasses import dataclass, replace

from handlers.catalogue import BY_NAME
from handlers.chat import one_time_codes, pages, typed_words
from handlers.chat.blocked_text import held_question
from handlers.chat.choosing import words
from handlers.chat.command import Answer, Command
from handlers.chat.events import Attached, Incoming, Pressed, Said, Unwritten
from handlers.chat.questions import ANSWER
from handlers.chat.signing import ask_code, judge_code, run_signed
from handlers.chat.turn import Ask, Turn
from handlers.draft import fields
from handlers.people.enrolment import is_bare_code
from handlers.record.which_one import the_one
from handlers.typed import beside
from handlers.typed.pressing import check_answers, offer_pressed, refusal_of, subject_answered
from handlers.urgent.dialog import URGENT
from protocol import request as requests
from protocol.confirmation import is_letter
from protocol.permissions import check
from protocol.refusals import Refused
from storage.codes import AppState, Signing
from storage.drafts import Draft
from storage.offers import Offer

KEPT = "keep"
RESUME, CONTINUE = "resume", "continue"


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its argument, and the `offer` that it was; or the answer to a question."""

    command: Command
    argument: str = ""
    draft: Draft | None = None
    answer: Answer | None = None
    offer: Offer | None = None
    beside: Answer | None = None


def hear(turn: Turn, event: Incoming) -> Signing | None:
    """
    Judge the code that an event brings; six digits are one only where a code was asked for.

    Raises: Refused as `judge_code` of `chat.signing`.
    """
    return None if is_number(turn, event) else judge_code(turn, event)


def handle(turn: Turn, event: Incoming, signing: Signing | None = None) -> None:
    """
    Find what an event means, ask whether this officer may, and do it; or ask for a code first.

    `signing` is what the event signs: it brings a right code (`judge_code` of `chat.signing`).

    Raises: Refused when it means nothing, or may not or cannot be done now.
    """
    if signing is not None:
        run_signed(turn, signing, _permitted_command(turn, BY_NAME[signing.command]))
        return
    call = route(turn, event)
    answers = call.draft is not None and call.answer is not None
    # What is refused of anything else repeats no question.
    turn.asked = _question(turn, call.draft) if answers else None
    command, argument = _permitted_command(turn, call.command), call.argument
    if call.draft is not None and call.answer is not None and command.answer is not None:
        follows = command.answer(turn, call.draft, call.answer)
        turn.asked = None
        if follows is None:
            return
        command, argument = _permitted_command(turn, BY_NAME[follows.command]), follows.argument
    entry, after = command.entry, pages.after(argument)
    is_bare = not argument or (after is not None and not entry.lists)
    try:
        if is_bare and entry.named is not None:
            named = the_one(
                turn, entry, entry.named, subject_answered(turn, event), after=after or ""
            )
            if named is None:
                if call.beside is not None:
                    beside.put(turn, call.beside)
                return
            argument = named
        is_asked = ask_code(turn, command, argument)
        if not is_asked:
            command.run(turn, argument)
    except Refused as why:
        raise (beside.refused(why) if call.beside else why) from None
    if call.beside is not None:
        beside.put(turn, call.beside)
    if call.offer is not None and not is_asked:
        turn.work.offers.use(call.offer)


def route(turn: Turn, event: Incoming) -> Call:
    """
    Return the call that an event means: a press, a typed command, a filled form, an answer.

    Raises: Refused when it is none of these.
    """
    match event:
        case Pressed(offer):
            found = turn.work.offers.by_id(offer, turn.officer.id)
            if found is None:
                raise Refused("refused-button", instead="instead-open")
            return _press_call(turn, found)
        case Attached():
            return _file_call(turn, event)
        case Said():
            return _text_call(turn, event)
        case Unwritten():
            raise ValueError("it is answered before it would be stored")


def _question(turn: Turn, draft: Draft | None) -> Ask | None:
    """Return what a dialog asks now; without one, whether a message that is held may pass."""
    if draft is None:
        return held_question(turn)
    command = BY_NAME[draft.command]
    try:
        return command.asks(turn, draft) if command.asks else None
    except Refused:
        return None  # what it would ask about is so no longer; the answer will be told


def _permitted_command(turn: Turn, command: Command) -> Command:
    if command.act is not None:
        check(turn.officer, command.act)
    return command


def _text_call(turn: Turn, said: Said) -> Call:
    text = typed_words.said(said.text)
    if one_time_codes.said(text) and not is_number(turn, said):
        return Call(BY_NAME["code"])
    if text.startswith("/"):
        return _command_call(turn, text)
    if is_bare_code(text):
        return Call(BY_NAME["help"], text)
    bare = turn.site.words.commands.get(words(text))
    if bare is not None:
        return Call(BY_NAME[bare])
    active = turn.work.drafts.active(turn.officer.id)
    turn.asked = _question(turn, active)
    if not text:
        raise Refused("refused-nothing-said", instead="instead-help")
    takes_numbers = active is not None and BY_NAME[active.command].takes_numbers
    offer = offer_pressed(turn, said, active, takes_numbers=takes_numbers)
    if offer is not None:
        return _press_call(turn, offer)
    return _form_call(turn, text, active) or _answer_call(turn, said, Answer(text=text))


def _file_call(turn: Turn, event: Attached) -> Call:
    """What stands beside files means what it would mean alone, and they go with it."""
    text = typed_words.said(event.text)
    files = Answer(files=event.files)
    if one_time_codes.said(text) and not is_number(turn, event):
        # A code beside a file signs nothing, and is nobody's answer.
        return _answer_call(turn, event, files)
    if text.startswith("/"):
        try:
            return replace(_command_call(turn, text), beside=files)
        except Refused as why:
            raise beside.refused(why) from None
    if is_bare_code(text):
        return Call(BY_NAME["help"], text, beside=files)
    bare = turn.site.words.commands.get(words(text))
    if bare is not None:
        return Call(BY_NAME[bare], beside=files)
    active = turn.work.drafts.active(turn.officer.id)
    form = _form_call(turn, text, active)
    if form is not None:
        return replace(form, beside=files)
    if active is None and is_letter(text):
        return Call(BY_NAME[beside.CONFIRM], beside=replace(files, text=text))
    return _answer_call(turn, event, replace(files, text=text))


def _command_call(turn: Turn, text: str) -> Call:
    head, *rest = re.split(r"\s+", text[1:], maxsplit=1)
    name = head.partition("@")[0].casefold()
    command = BY_NAME.get(turn.site.words.commands.get(words(name), name))
    if command is None:
        raise Refused("refused-command", instead="instead-help", text=head[:32])
    return Call(command, typed_words.said("".join(rest)))


def _form_call(turn: Turn, text: str, active: Draft | None) -> Call | None:
    """Return what a whole form means that is no answer to the dialog of an urgent request."""
    if active is not None and active.command == URGENT:
        return None
    if not fields.looks_filled(text, turn.site.words):
        return None
    # It answers nothing that another dialog asks; nor is it lost.
    return Call(BY_NAME["form" if active is None else KEPT], text)


def is_number(turn: Turn, event: Incoming) -> bool:
    """Say whether six digits answer an open question that asks for a number, and no code waits."""
    text = typed_words.said(event.text) if isinstance(event, Said | Attached) else ""
    if one_time_codes.said(text) is None or not text[0].isdigit():
        return False
    active = turn.work.drafts.active(turn.officer.id)
    if active is None or active.asking is None or active.answers.get(active.asking):
        return False
    codes, officer = turn.work.codes, turn.officer.id
    is_asked = codes.waiting(officer) or codes.state(officer) is AppState.IDLE
    return BY_NAME[active.command].takes_numbers and not is_asked


def _answer_call(turn: Turn, event: Said | Attached, answer: Answer) -> Call:
    draft = turn.work.drafts.active(turn.officer.id)
    turn.asked = _question(turn, draft)
    if draft is None and isinstance(event, Said):
        raise Refused("refused-held") if turn.asked else refusal_of(turn, event)
    if draft is None:
        raise beside.not_kept()
    check_answers(turn, event, draft)
    return Call(BY_NAME[draft.command], draft=draft, answer=answer)


def _command_of(offer: Offer) -> Command:
    """Return the command of a button; one of an earlier version goes on with a draft by its id."""
    is_of_draft = offer.command == RESUME and requests.number(offer.argument) is None
    return BY_NAME[CONTINUE if is_of_draft else offer.command]


def _press_call(turn: Turn, offer: Offer) -> Call:
    turn.pressed = offer.id
    if offer.command != ANSWER:
        return Call(_command_of(offer), offer.argument, offer=offer)
    id, question, value = offer.argument.split(" ", 2)
    draft = turn.work.drafts.get(id, turn.officer.id)
    if draft is None:
        raise Refused("refused-draft-gone", instead="instead-drafts")
    return Call(BY_NAME[draft.command], draft=draft, answer=Answer(question=question, value=value))
