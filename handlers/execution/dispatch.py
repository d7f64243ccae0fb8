"""/dispatch NUMBER: when and how it was sent to a body outside the register (Art. 7)."""

from collections.abc import Iterable

from handlers.chat.listing import Entry
from handlers.chat.questions import NUMBER, Option, Question, one_of
from handlers.chat.turn import Turn
from handlers.execution.dates import zone_of
from handlers.record.moving import move as make
from handlers.record.statement import TEXT, Statement, about
from protocol import dates
from protocol.calendar import local_date
from protocol.moves import Move
from protocol.obligation import Kind, Obligation
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft


def _owed(turn: Turn, draft: Draft) -> list[Obligation]:
    """Return the dispatches that are owed, the first forwarding first."""
    found = turn.work.obligations.about(about(turn, draft).subject)
    owed = (each for each in found if each.kind is Kind.DISPATCH and each.is_open)
    return sorted(owed, key=lambda each: (each.opened_at, each.id))


def _options(turn: Turn, draft: Draft) -> Iterable[Option]:
    for each in _owed(turn, draft):
        yield Option(each.id, "dispatch.choice-which", {"at": each.opened_at})


def _none_of_them(turn: Turn, text: str) -> str:
    raise Refused("refused-dispatch-which", instead="instead-dispatch-which")


def _dated(turn: Turn, draft: Draft, words: str) -> str:
    """Raises: Refused where the words name no date, or one ahead."""
    try:
        on = dates.within(words)
    except ValueError:
        raise Refused("refused-dispatch-date", instead="instead-dispatch-date") from None
    if on is None:
        raise Refused("refused-dispatch-date", instead="instead-dispatch-date")
    if on > local_date(turn.now, zone_of(turn, about(turn, draft))):
        raise Refused("refused-dispatch-ahead", instead="instead-dispatch-date")
    return words


# Of several forwardings by letter: which one was sent.
WHICH: Question[str] = Question(
    "which",
    "dispatch.ask-which",
    one_of(_options, _none_of_them),
    when=lambda turn, draft: len(_owed(turn, draft)) > 1,
)
SENT: Question[str] = Question(TEXT, "dispatch.ask", NUMBER, check=_dated)


def dispatch(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """Note the dispatch; what is owed to other bodies stays."""
    owed = [each.id for each in _owed(turn, draft)]
    which = WHICH.value(draft) or next(iter(owed), None)
    if which not in owed or (WHICH.value(draft) is None and len(owed) > 1):
        raise Refused("refused-button", instead="instead-open")
    return make(turn, request, move, statement=SENT.value(draft) or "", settles=which)


DISPATCH = Statement(
    Entry("dispatch", Move.DISPATCH, settles=(Kind.DISPATCH,), then=("dispatch",), there=("open",)),
    asks=(WHICH, SENT),
    makes=dispatch,
)
