"""Moves that say something (reasons, a result, an incoming number): asked, previewed, sent."""

from dataclasses import replace

from handlers.chat import dialogs
from handlers.chat.command import Answer, Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.turn import Ask, Choice, Turn
from handlers.files.attach import attach, share
from handlers.record import other_channel
from handlers.record.moving import move as make
from handlers.record.sides import other_side, rung
from handlers.record.which_request import check_possible, the_request
from protocol.moves import Move
from protocol.parties import Officer
from protocol.refusals import Refused
from protocol.request import Request
from protocol.secrecy.verdict import read
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority
from storage.values import Line

TEXT = "text"
FILES = "statement"
# Their words may be a number and nothing else: that under which a letter came in, or went out.
NUMBERS_SAID = frozenset(
    {Move.RECORD_CONFIRMATION, Move.SEND_WRITTEN_REFUSAL, Move.ACKNOWLEDGE_RESULT}
)


def statement(entry: Entry) -> Command:
    """
    Return the command of a move that says something.

    `/name NUMBER` asks for the words, `/name NUMBER words` previews at once.
    """
    name, move = entry.name, made_by(entry)
    takes_numbers = move in NUMBERS_SAID

    def run(turn: Turn, argument: str) -> None:
        number, _, words = argument.strip().partition(" ")
        request = the_request(turn, number, move)
        answers = {"request": request.id, "number": str(request.number)}
        draft = dialogs.begin(turn, name, asking=TEXT, answers=answers)
        if words.strip():
            answer(turn, draft, Answer(text=words))
        else:
            asks(turn, draft).say(turn)

    def answer(turn: Turn, draft: Draft, given: Answer) -> None:
        request = turn.work.requests.get(draft.answers["request"])
        before = [str(draft.answers.get(key) or "") for key in (TEXT, dialogs.INSTEAD)]
        hidden = other_channel.hidden_about(turn, draft, request, *before)
        if hidden is not None:
            raise hidden
        if given.files:
            count = attach(turn, given.files, about="draft", subject=draft.id, purpose=FILES)
            turn.say("attached", carries=Carries.NOTHING, count=count)
            if not given.text.strip():
                return
        if given.question is None:
            words = dialogs.said(turn, name, given.text, takes_numbers=takes_numbers)
            official(turn, request, words)
            given = Answer(text=words)
        over = {} if any(before) else {other_channel.OVER: ()}
        noted = other_channel.noted(turn, {**draft.answers, **over})
        settled = dialogs.settle(turn, replace(draft, answers=noted), TEXT, given)
        if settled is None:
            return
        draft, given = settled
        kept = dialogs.keep(turn, draft, asking=None, **{TEXT: given.text})
        asks(turn, kept).say(turn)

    def asks(turn: Turn, draft: Draft) -> Ask:
        number = draft.answers["number"]
        if draft.answers.get(dialogs.INSTEAD):
            return dialogs.which(draft, TEXT)
        words = draft.answers.get(TEXT)
        if not words:
            return Ask(f"ask-{name}", choices=(dialogs.stop(draft),), values={"request": number})
        return Ask(
            f"preview-{name}",
            choices=(Choice("state", draft.id, f"choice-state-{name}"), dialogs.stop(draft)),
            values={"request": number, "text": words},
            carries=Carries.DRAFT,
        )

    return Command(
        entry, run=run, answer=answer, asks=asks, takes_numbers=takes_numbers, takes_files=True
    )


def made_by(entry: Entry) -> Move:
    """Return the move that a statement makes."""
    if not isinstance(entry.does, Move):
        raise TypeError(f"{entry.name} makes no move")
    return entry.does


def stated(turn: Turn, draft: Draft, entry: Entry) -> Deed:
    """
    Tell what the move that a draft prepared would say.

    Raises: Refused when it is no longer possible, the words are missing, or not to be shown here.
    """
    move = made_by(entry)
    words, request = _prepared(turn, draft, move)
    hidden = other_channel.hidden_about(turn, draft, request, words)
    if hidden is not None:
        raise hidden
    files = turn.work.attachments.about(draft.id, FILES)
    return Deed(
        move,
        (
            Line("signed-request", {"request": str(request.number)}),
            Line(
                "signed-parties",
                {"requesting": request.requesting, "requested": request.requested},
            ),
            Line("signed-text", {"text": words}),
            *(
                Line("signed-file", {"size": each.size, "digest": each.digest[:12]})
                for each in files
            ),
        ),
        subject=request.subject,
        state=(request.execution, request.form, *(each.digest for each in files)),
    )


def state(turn: Turn, draft: Draft, entry: Entry) -> None:
    """
    Make the move that a draft prepared, and tell both sides.

    Raises: Refused when it is no longer possible, or the words are missing.
    """
    move = made_by(entry)
    words, request = _prepared(turn, draft, move)
    moved = make(turn, request, move, statement=words)
    files = share(turn, draft.id, moved.subject, FILES)
    dialogs.end(turn, draft)
    number = str(moved.number)
    turn.say(
        f"done-{move}",
        carries=Carries.NOTHING,
        request=number,
        about=moved.subject,
        choices=[Choice(command, number) for command in entry.then],
    )
    turn.say(
        f"told-{move}",
        carries=Carries.CONTENT,
        to=_told(turn, moved),
        priority=Priority.ANSWER,
        about=moved.subject,
        request=number,
        officer=turn.officer.id,
        at=turn.now,
        statement=words,
        files=tuple(each.id for each in files),
        choices=[Choice(command, number) for command in entry.there],
    )


def official(turn: Turn, request: Request, words: str) -> Request:
    """
    Return the request, for official use («ДСП») from now on where the words are.

    Then its content passes only where the agreement says so, and never over Telegram.

    Raises: Refused when no channel of this installation may carry it.
    """
    if not read(words).for_official_use:
        return request
    agreements = turn.work.registry.agreements()
    pair = (request.number.requesting, request.number.requested)
    if not any(agreements.official_use(*pair, channel) for channel in turn.site.channels):
        raise Refused("refused-official-use", instead="instead-letter-words")
    return replace(request, official_use=True)


def _told(turn: Turn, moved: Request) -> tuple[Officer, ...]:
    """Return who hears of it: of what was never transmitted only those who were rung for it."""
    told = other_side(turn, moved)
    if moved.transmitted_at is not None:
        return told
    heard = rung(turn, moved)
    return tuple(each for each in told if each.id in heard)


def _prepared(turn: Turn, draft: Draft, move: Move) -> tuple[str, Request]:
    words = draft.answers.get(TEXT)
    if not words:
        raise Refused("refused-empty", field=TEXT)
    request = turn.work.requests.get(draft.answers["request"])
    check_possible(turn, request, move)
    return str(words), official(turn, request, str(words))
