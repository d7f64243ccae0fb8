"""/correct NUMBER: a field of a request that was sent is corrected; /read: that it was read."""

from collections.abc import Iterable
from dataclasses import asdict

from handlers.chat.command import Answer, Command
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.questions import LONG_NUMBER, Option, Question, one_of
from handlers.chat.turn import Choice, Turn
from handlers.chat.typed_words import folded, said
from handlers.draft import fields
from handlers.execution.additions import latest, running
from handlers.record.content import content_now
from handlers.record.corrected import tell_correction
from handlers.record.moving import move as make
from handlers.record.moving import open_named_period
from handlers.record.sides import holders, requesting_side
from handlers.record.statement import TEXT, Statement
from handlers.record.which_request import the_request
from protocol import periods
from protocol.additions import Addition
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft

# The fields of running text. Upon the ground and the crime the sending itself rests: a request that
# is wrong in these is withdrawn, and sent anew.
CORRECTABLE = (
    *("qualification", "purpose", "justification", "substance", "assistance"),
    *("persons", "periods", "urgent_until", "other"),
)
LABELS = Family("label", CORRECTABLE)


def _offered(turn: Turn, draft: Draft) -> Iterable[Option]:
    return (Option(name, LABELS[name]) for name in CORRECTABLE)


def _typed(turn: Turn, text: str) -> str:
    name = turn.site.words.labels.get(folded(said(text).rstrip(":")))
    if name not in CORRECTABLE:
        raise Refused("refused-correction-field", instead="instead-correction-field")
    return name


FIELD: Question[str] = Question("field", "correct.ask-field", one_of(_offered, _typed))


def _check(turn: Turn, draft: Draft, words: str) -> str:
    """Return words that the field takes. Raises: Refused for others, and for what stands there."""
    name = FIELD.value(draft)
    if name is None:
        return words
    if name == fields.URGENT_UNTIL and periods.within(words):
        raise Refused("refused-period-hours", instead="instead-urgent-until")
    new = _stored(turn, draft, name, words)
    request = turn.work.requests.get(draft.answers["request"], lock=False)
    if new == _before(turn, request, name):
        raise Refused("refused-correction-same", instead="instead-correction-same", field=name)
    return new or words


def _stored(turn: Turn, draft: Draft, name: str, words: str) -> str:
    given = fields.QUESTIONS[name].parse(turn, draft, Answer(text=words))
    return "" if given == fields.NOT_SET else str(given)


def _before(turn: Turn, request: Request, name: str) -> str:
    return str(asdict(content_now(turn.work, request))[name])


VALUE: Question[str] = Question(
    TEXT,
    "correct.ask",
    LONG_NUMBER,
    check=_check,
    facts=lambda turn, draft: {"field": FIELD.value(draft) or TEXT},
)


def _make(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    return make(turn, request, move)


def _keep(turn: Turn, moved: Request, draft: Draft, files: tuple[str, ...]) -> None:
    """Keep the correction, with what stood there until now."""
    name = FIELD.value(draft) or ""
    before = turn.work.requests.additions.of(moved.id, Move.CORRECT)
    told = {each.owed for each in before}
    opened = next(
        each
        for each in turn.work.obligations.about(moved.subject)
        if each.kind is Kind.CORRECTION_READ and each.is_open and each.id not in told
    )
    addition = Addition(
        id=turn.work.id(),
        move=Move.CORRECT,
        running=running(turn, moved, Move.CORRECT),
        officer=turn.officer.id,
        at=moved.last_moment or turn.now,
        text=_stored(turn, draft, name, str(draft.answers[TEXT])),
        field=name,
        was=_before(turn, moved, name),
        owed=opened.id,
        files=files,
    )
    turn.work.requests.additions.add(moved.id, addition)
    if name == fields.URGENT_UNTIL:
        ended = (Kind.NAMED_PERIOD,)
        turn.work.obligations.discharge(moved.subject, ended, by=turn.actor, now=addition.at)
        open_named_period(turn, moved, addition.at)


def _say(turn: Turn, moved: Request) -> None:
    tell_correction(turn, moved, latest(turn, moved, Move.CORRECT), holders(turn, moved))


CORRECT = Statement(
    Entry("correct", Move.CORRECT, there=("read", "open")),
    asks=(FIELD, VALUE),
    makes=_make,
    keeps=_keep,
    tells=lambda turn, moved: {"count": latest(turn, moved, Move.CORRECT).running},
    says=_say,
)
READ = Entry(
    "read",
    Move.READ_CORRECTION,
    settles=(Kind.CORRECTION_READ,),
    then=("open",),
)


def read(turn: Turn, argument: str) -> None:
    """
    Record that an officer has read the corrections: `/read NUMBER`, those up to `K` by a button.

    A later one, which that officer may not have seen, goes on ringing.
    """
    number, _, last = argument.strip().partition(" ")
    request = the_request(turn, number, Move.READ_CORRECTION)
    known = turn.work.requests.additions.of(request.id, Move.CORRECT)
    upto = int(last) if last.strip().isdecimal() else len(known)
    later = {each.owed for each in known if each.running > upto}
    open_ = {
        each.id
        for each in turn.work.obligations.about(request.subject)
        if each.kind is Kind.CORRECTION_READ and each.is_open
    }
    counts = tuple(
        str(each.running) for each in known if each.owed in open_ and each.running <= upto
    )
    if not counts:
        raise Refused("refused-correction-read", instead="instead-open", request=request.id)
    moved = make(turn, request, Move.READ_CORRECTION, spared=later)
    for text, to, then in (
        ("read.done", (turn.officer,), READ.then),
        ("read.told", requesting_side(turn, moved), ("open",)),
    ):
        turn.say(
            text,
            carries=Carries.NOTHING,
            to=to,
            about=moved.subject,
            request=str(moved.number),
            numbers=counts,
            officer=turn.officer.id,
            at=turn.now,
            choices=[Choice(command, str(moved.number)) for command in then],
        )


COMMAND = Command(READ, run=read)
