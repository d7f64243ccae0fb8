"""Which command an event means."""

import re
from dataclasses import dataclass

from handlers.catalogue import BY_NAME
from handlers.chat import one_time_codes
from handlers.chat.blocked_text import held_question
from handlers.chat.choosing import words
from handlers.chat.command import Answer, Command
from handlers.chat.events import Attached, Incoming, Pressed, Said, Unwritten
from handlers.chat.signing import asked, signed
from handlers.chat.turn import Ask, Turn
from handlers.draft import fields
from handlers.pressing import answered, check_answers, pressed, unanswered
from handlers.record.which_one import the_one
from handlers.urgent.dialog import URGENT
from protocol.permissions import check
from protocol.refusals import Refused
from protocol.unseen import is_unseen
from storage.codes import Signing
from storage.drafts import Draft
from storage.offers import Offer

ANSWER = "answer"
KEPT = "keep"


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its argument, and the `offer` that it was; or the answer to a question."""

    command: Command
    argument: str = ""
    draft: Draft | None = None
    answer: Answer | None = None
    offer: Offer | None = None


def handle(turn: Turn, event: Incoming, signing: Signing | None = None) -> None:
    """
    Find what an event means, ask whether this officer may, and do it; or ask for a code first.

    `signing` is what the event signs: it brings a right code (`heard` of `chat.signing`).

    Raises: Refused when it means nothing, or may not or cannot be done now.
    """
    if signing is not None:
        signed(turn, signing, _allowed(turn, BY_NAME[signing.command]))
        return
    call = route(turn, event)
    command, argument = _allowed(turn, call.command), call.argument
    if call.draft is not None and call.answer is not None and command.answer is not None:
        turn.asked = _question(turn, call.draft)
        follows = command.answer(turn, call.draft, call.answer)
        turn.asked = None
        if follows is None:
            return
        command, argument = _allowed(turn, BY_NAME[follows.command]), follows.argument
    if not argument and command.entry.named is not None:
        named = the_one(turn, command.entry, command.entry.named, answered(turn, event))
        if named is None:
            return
        argument = named
    if not asked(turn, command, argument):
        command.run(turn, argument)
        if call.offer is not None:
            turn.work.offers.use(call.offer)


def route(turn: Turn, event: Incoming) -> Call:
    """
    Return the call that an event means: a press, a typed command, a filled form, an answer.

    Raises: Refused when it is none of these.
    """
    match event:
        case Pressed(offer):
            found = turn.work.offers.pressed(offer, turn.officer.id)
            if found is None:
                raise Refused("refused-button", instead="instead-open")
            return _offered(turn, found)
        case Attached(text, files):
            # A code beside a file signs nothing, and is nobody's answer.
            words = "" if one_time_codes.said(text) else text
            return _answering(turn, event, Answer(text=words, files=files))
        case Said():
            return _said(turn, event)
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


def _allowed(turn: Turn, command: Command) -> Command:
    if command.act is not None:
        check(turn.officer, command.act)
    return command


def _said(turn: Turn, said: Said) -> Call:
    text = said.text.strip()
    if one_time_codes.said(text):
        return Call(BY_NAME["code"])
    if text.startswith("/"):
        head, *rest = re.split(r"\s+", text[1:], maxsplit=1)
        command = BY_NAME.get(head.partition("@")[0].casefold())
        if command is None:
            raise Refused("refused-command", instead="instead-help", text=head[:32])
        return Call(command, _seen("".join(rest).strip()))
    if not text:
        raise Refused("refused-nothing-said", instead="instead-help")
    bare = turn.house.words.commands.get(words(text))
    if bare is not None:
        return Call(BY_NAME[bare])
    active = turn.work.drafts.active(turn.officer.id)
    turn.asked = _question(turn, active)
    takes_numbers = active is not None and BY_NAME[active.command].takes_numbers
    offer = pressed(turn, said, active, takes_numbers=takes_numbers)
    if offer is not None:
        return _offered(turn, offer)
    if fields.looks_filled(text, turn.house.words):
        if active is None:
            return Call(BY_NAME["form"], text)
        if active.command != URGENT:
            # It answers nothing that another dialog asks; nor is it lost.
            return Call(BY_NAME[KEPT], text)
    return _answering(turn, said, Answer(text=text))


def _seen(argument: str) -> str:
    """Return an argument, nothing where an eye would see nothing of it."""
    return "" if all(each.isspace() or is_unseen(each) for each in argument) else argument


def _answering(turn: Turn, event: Said | Attached, answer: Answer) -> Call:
    draft = turn.work.drafts.active(turn.officer.id)
    turn.asked = _question(turn, draft)
    if draft is None and isinstance(event, Said):
        raise Refused("refused-held") if turn.asked else unanswered(turn, event)
    if draft is None:
        raise Refused("refused-file-alone", instead="instead-file-alone")
    check_answers(turn, event, draft)
    return Call(BY_NAME[draft.command], draft=draft, answer=answer)


def _offered(turn: Turn, offer: Offer) -> Call:
    if offer.command != ANSWER:
        return Call(BY_NAME[offer.command], offer.argument, offer=offer)
    id, question, value = offer.argument.split(" ", 2)
    draft = turn.work.drafts.get(id, turn.officer.id)
    if draft is None:
        raise Refused("refused-draft-gone", instead="instead-drafts")
    return Call(BY_NAME[draft.command], draft=draft, answer=Answer(question=question, value=value))
