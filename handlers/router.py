"""Which command an event means."""

import re
from dataclasses import dataclass

from handlers import codes, forms
from handlers.catalogue import BY_NAME
from handlers.incoming import Attached, Incoming, Pressed, Said, Unwritten
from handlers.kit import Answer, Command, Turn
from handlers.signing import asked, signed
from protocol.parties import NUMBERED
from protocol.permissions import check
from protocol.refusals import Refused
from storage.codes import Signing
from storage.drafts import Draft
from storage.offers import Offer

ANSWER = "answer"
# As many as the number of a button has at most.
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its argument, or the answer to a question of a dialog."""

    command: Command
    argument: str = ""
    draft: Draft | None = None
    answer: Answer | None = None


def handle(turn: Turn, event: Incoming, signing: Signing | None = None) -> None:
    """
    Find what an event means, ask whether this officer may, and do it; or ask for a code first.

    `signing` is what the event signs: it brings a right code (`signing.heard`).

    Raises: Refused when it means nothing, or may not or cannot be done now.
    """
    if signing is not None:
        signed(turn, signing, _allowed(turn, BY_NAME[signing.command]))
        return
    call = route(turn, event)
    command, argument = _allowed(turn, call.command), call.argument
    if call.draft is not None and call.answer is not None and command.answer is not None:
        follows = command.answer(turn, call.draft, call.answer)
        if follows is None:
            return
        command, argument = _allowed(turn, BY_NAME[follows.command]), follows.argument
    if not asked(turn, command, argument):
        command.run(turn, argument)


def route(turn: Turn, event: Incoming) -> Call:
    """
    Return the call that an event means: a press, a typed command, a filled form, an answer.

    Raises: Refused when it is none of these.
    """
    match event:
        case Pressed(offer):
            pressed = turn.work.offers.pressed(offer, turn.officer.id)
            if pressed is None:
                raise Refused("refused-button", instead="instead-open")
            return _offered(turn, pressed)
        case Attached(text, files):
            # A code beside a file signs nothing, and is nobody's answer.
            words = "" if codes.said(text) else text
            return _answering(turn, Answer(text=words, files=files))
        case Said(text):
            return _said(turn, text.strip())
        case Unwritten():
            raise ValueError("it is answered before it would be stored")


def _allowed(turn: Turn, command: Command) -> Command:
    if command.act is not None:
        check(turn.officer, command.act)
    return command


def _said(turn: Turn, text: str) -> Call:
    if codes.said(text):
        return Call(BY_NAME["code"])
    if text.startswith("/"):
        head, *rest = re.split(r"\s+", text[1:], maxsplit=1)
        command = BY_NAME.get(head.partition("@")[0].casefold())
        if command is None:
            raise Refused("refused-command", instead="instead-help", text=head[:32])
        return Call(command, "".join(rest).strip())
    if not text:
        raise Refused("refused-nothing-said", instead="instead-help")
    active = turn.work.drafts.active(turn.officer.id)
    offer = _numbered(turn, text, active)
    if offer is not None:
        return _offered(turn, offer)
    if active is None and forms.looks_filled(text, turn.house.words):
        return Call(BY_NAME["form"], text)
    return _answering(turn, Answer(text=text))


def _numbered(turn: Turn, text: str, active: Draft | None) -> Offer | None:
    """
    Return the button that a bare number presses, where buttons have numbers.

    It is one of the newest messages; while a dialog is open, one that was offered since its open
    question was asked: an older number is an answer like any other.
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    if turn.channel not in NUMBERED or not is_number:
        return None
    since = active.updated_at if active else None
    return turn.work.offers.numbered(int(text), turn.officer.id, since=since)


def _answering(turn: Turn, answer: Answer) -> Call:
    draft = turn.work.drafts.active(turn.officer.id)
    if draft is None and answer.files:
        raise Refused("refused-file-alone", instead="instead-file-alone")
    if draft is None:
        raise Refused("refused-not-understood", instead="instead-help")
    return Call(BY_NAME[draft.command], draft=draft, answer=answer)


def _offered(turn: Turn, offer: Offer) -> Call:
    if offer.command != ANSWER:
        return Call(BY_NAME[offer.command], offer.argument)
    id, question, value = offer.argument.split(" ", 2)
    draft = turn.work.drafts.get(id, turn.officer.id)
    if draft is None:
        raise Refused("refused-draft-gone", instead="instead-drafts")
    return Call(BY_NAME[draft.command], draft=draft, answer=Answer(question=question, value=value))
