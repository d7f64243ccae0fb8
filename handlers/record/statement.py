"""Moves that say something (reasons, a result, an incoming number): asked, previewed, sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command, Deed
from handlers.chat.dialogs import Dialog
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.questions import RUNNING, Question, option
from handlers.chat.turn import Ask, Choice, Turn
from handlers.files.attach import files_of, share
from handlers.record import hearers, opened, other_channel
from handlers.record.moving import move as make
from handlers.record.resumed import RESUMED, how_resumed
from handlers.record.which_request import check_possible, possible, the_request
from protocol.moves import Move
from protocol.parties import Officer
from protocol.permissions import SECONDED
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries, quotes
from storage.drafts import Draft
from storage.requests import Statement as Said
from storage.sayings import Priority
from storage.values import Line, Values

TEXT = "text"
FILES = "statement"
# What a move may say besides its running text.
PARTS = Family("part", ("reasons", "remains", "portion", "treaty"))


def _say(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Make the move with the words of its draft."""
    return make(turn, request, move, statement=str(draft.answers.get(TEXT) or ""))


def _keep_nothing(turn: Turn, moved: Request, draft: Draft, files: tuple[str, ...]) -> None:
    """Keep nothing but the statement itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """
    A move that says something to the other side: its command and what that asks.

    Its running text is asked under `text`, which is kept as the statement. `makes` makes the move
    and what follows from the answers; it returns the request after it. `tells` returns further
    values of what is said then. `shows` returns lines under the preview and on the screen of the
    code: what is answered by it, or stated with it. `begins` returns what its draft knows of the
    record. A question with a `label` can be given another answer under the preview. `keeps` keeps
    what is said in another way, with the ids of its files. `hears` returns who is told, and `reads`
    who has it besides and is not woken; with `says` that is done by it in another way. `picks`
    returns which of several moves the answers mean, all possible in the same states. `tells_own`:
    colleagues hear of it, without its words.
    """

    entry: Entry
    asks: tuple[Question[Any], ...]
    makes: Callable[[Turn, Request, Move, Draft], Request] = _say
    tells: Callable[[Turn, Request], Values] = lambda turn, request: {}
    shows: Callable[[Turn, Draft], tuple[Line, ...]] = lambda turn, draft: ()
    begins: Callable[[Turn, Request], Mapping[str, str]] = lambda turn, request: {}
    keeps: Callable[[Turn, Request, Draft, tuple[str, ...]], None] = _keep_nothing
    hears: Callable[[Turn, Request], tuple[Officer, ...]] = hearers.told
    reads: Callable[[Turn, Request], tuple[Officer, ...]] = lambda turn, request: ()
    says: Callable[[Turn, Request], None] | None = None
    picks: Callable[[Draft], Move] | None = None
    tells_own: bool = False

    @property
    def move(self) -> Move:
        """Return the move that it makes."""
        if not isinstance(self.entry.does, Move):
            raise TypeError(f"{self.entry.name} makes no move")
        return self.entry.does

    @property
    def dialog(self) -> Dialog:
        """Return what is asked, and what is shown before it goes."""
        return Dialog(
            self.entry.name,
            tuple(_checked(each) for each in self.asks),
            review=self._review,
            facts=lambda turn, draft: {"request": draft.answers["number"]},
            files=files_of(FILES),
            hidden=self._hidden,
        )

    @property
    def command(self) -> Command:
        """
        Return its command.

        `/name NUMBER` asks, `/name NUMBER words` takes them for the first answer.
        """
        dialog = self.dialog

        def run(turn: Turn, argument: str) -> None:
            number, _, words = argument.strip().partition(" ")
            request = the_request(turn, number, self.move)
            known = {**self.begins(turn, request), "request": request.id}
            dialogs.start(turn, dialog, words, **known, number=str(request.number))

        return dialogs.command(self.entry, dialog, run)

    def _review(self, turn: Turn, draft: Draft) -> Ask:
        values = {"request": draft.answers["number"], **_answers(self.asks, draft)}
        shown = self.shows(turn, draft)
        # What others said is content of the request; it passes where that may.
        theirs = quotes({"lines": shown})
        again = (each for each in self.asks if each.label)
        with_lines = "preview-answer" if theirs else "preview-lines"
        return Ask(
            with_lines if shown else self.entry.text("preview"),
            choices=(
                Choice("state", draft.id, self.entry.text("choice")),
                *(option(draft, dialogs.AGAIN, each.name, each.label) for each in again),
                *([Choice("second", draft.id)] if self.move in SECONDED else []),
                dialogs.stop(draft),
            ),
            values={"lines": (Line(self.entry.text("preview"), values), *shown)}
            if shown
            else values,
            about=about(turn, draft).subject if theirs else None,
            carries=Carries.CONTENT if theirs else Carries.DRAFT,
        )

    def _hidden(self, turn: Turn, draft: Draft) -> Refused | None:
        newer = str(draft.answers.get(dialogs.INSTEAD) or "")
        return other_channel.hidden_about(turn, draft, *_words(self.asks, draft), newer)


def about(turn: Turn, draft: Draft) -> Request:
    """Return the request that a draft is about."""
    return turn.work.requests.get(draft.answers["request"], lock=False)


def deed_of(turn: Turn, draft: Draft, statement: Statement) -> Deed:
    """
    Tell what the move that a draft prepared would say.

    Raises: Refused when it is no longer possible, the words are missing, or not to be shown here.
    """
    request = possible_request(turn, draft, statement)
    shown = statement.shows(turn, draft)
    hidden = other_channel.hidden_about(turn, draft, *_words(statement.asks, draft))
    if hidden is None and quotes({"lines": shown}):
        hidden = other_channel.hidden_of(turn, request)
    if hidden is not None:
        raise hidden
    files = turn.work.attachments.about(draft.id, FILES)
    told = {each.name: (each.signed, each.value(draft)) for each in statement.asks}
    return Deed(
        statement.move,
        (
            Line("signed-request", {"request": str(request.number)}),
            Line(
                "signed-parties",
                {"requesting": request.requesting, "requested": request.requested},
            ),
            *(Line(line, {name: value}) for name, (line, value) in told.items() if value),
            *shown,
            *(
                Line("signed-file", {"size": each.size, "digest": each.digest[:12]})
                for each in files
            ),
        ),
        subject=request.subject,
        state=(request.execution, request.form, *(each.digest for each in files)),
    )


def state(turn: Turn, draft: Draft, statement: Statement) -> None:
    """
    Make the move that a draft prepared, and tell both sides.

    Raises: Refused when it is no longer possible, or the words are missing.
    """
    entry = statement.entry
    move = statement.picks(draft) if statement.picks else statement.move
    prepared = possible_request(turn, draft, statement)
    shown = statement.shows(turn, draft)
    moved = statement.makes(turn, prepared, move, draft)
    _keep_parts(turn, moved, statement, move, draft)
    files = tuple(each.id for each in share(turn, draft.id, moved.subject, FILES))
    statement.keeps(turn, moved, draft, files)
    facts: dict[str, Any] = {**statement.tells(turn, moved), **opened.until(turn, moved)}
    said: dict[str, Any] = dict(_answers(statement.asks, draft))
    words = said.pop(TEXT, "")
    drafts.end(turn, draft)
    number = str(moved.number)
    running = {each.name for each in statement.asks if each.type in RUNNING}
    turn.say(
        entry.text("done"),
        carries=Carries.NOTHING,
        request=number,
        about=moved.subject,
        choices=[Choice(command, number) for command in _possible(turn, moved, entry.then)],
        **{name: value for name, value in said.items() if name not in running},
        **facts,
    )
    if statement.tells_own:
        hearers.tell_own(turn, moved, entry)
    if statement.says is not None:
        statement.says(turn, moved)
        return
    resumed = how_resumed(turn, moved, entry)
    told: dict[str, Any] = {"statement": words, "files": files, **said, **facts}
    rings = opened.rung(turn, moved, move)
    for voice, people in hearers.by_voice(turn, moved, statement.hears, statement.reads):
        turn.say(
            RESUMED[resumed] if resumed else entry.text("told"),
            carries=Carries.CONTENT if quotes({**told, "lines": shown}) else Carries.NOTHING,
            to=people,
            voice=voice,
            priority=Priority.ALARM if rings else Priority.ANSWER,
            about=moved.subject,
            rings=rings,
            request=number,
            officer=turn.officer.id,
            requested=moved.requested,
            at=turn.now,
            choices=[Choice(command, number) for command in entry.there],
            **told,
        )


def possible_request(turn: Turn, draft: Draft, statement: Statement) -> Request:
    """
    Return the request about which a draft prepares a move, as it is told.

    Raises: Refused when the move is no longer possible, or the words are missing.
    """
    if statement.dialog.next(turn, draft) is not None:
        raise Refused("refused-empty", field=TEXT)
    request = turn.work.requests.get(draft.answers["request"])
    check_possible(turn, request, statement.move)
    return official(turn, request, *_words(statement.asks, draft))


def official(turn: Turn, request: Request, *words: str) -> Request:
    """
    Return the request, for official use («ДСП») from now on where the words are.

    Then its content passes only where the agreement says so, and never over Telegram.

    Raises: Refused when no channel of this installation may carry it.
    """
    if not turn.work.readings.read(*words).for_official_use:
        return request
    agreements = turn.work.registry.agreements()
    pair = (request.number.requesting, request.number.requested)
    if not any(agreements.has_official_use(*pair, channel) for channel in turn.site.channels):
        raise Refused("refused-official-use", instead="instead-letter-words")
    return replace(request, official_use=True)


def _checked(question: Question[Any]) -> Question[Any]:
    """Return a question whose words may be told to the other side over some channel."""
    if question.type not in RUNNING:
        return question

    def check(turn: Turn, draft: Draft, words: str) -> str:
        official(turn, turn.work.requests.get(draft.answers["request"]), words)
        return str(question.check(turn, draft, words))

    return replace(question, check=check)


def _answers(asked: Iterable[Question[Any]], draft: Draft) -> Values:
    """Return what was answered, as texts take it."""
    return {each.name: each.value(draft) or each.missing for each in asked}


def _keep_parts(turn: Turn, moved: Request, statement: Statement, move: Move, draft: Draft) -> None:
    """Keep what the move says besides its running text."""
    for each in statement.asks:
        words = str(each.value(draft) or "") if each.type in RUNNING else ""
        if words and each.name != TEXT:
            at = moved.last_moment or turn.now
            said = Said(move, turn.actor, at, words, each.name)
            turn.work.requests.state(moved.id, said, key=turn.work.id())


def _words(asked: Iterable[Question[Any]], draft: Draft) -> tuple[str, ...]:
    """Return the running text of a draft."""
    return tuple(str(each.value(draft) or "") for each in asked if each.type in RUNNING)


def _possible(turn: Turn, moved: Request, commands: Iterable[str]) -> Iterator[str]:
    """Yield the commands that can follow now: the move of some is possible at times alone."""
    now = possible(turn, moved)
    making = (turn.site.listing.making(move) for move in Move if move not in now)
    impossible = {each.name for each in making if each}
    return (each for each in commands if each not in impossible)
