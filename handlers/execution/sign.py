"""/sign NUMBER: a result, told at once, is signed with a code by its author or a signatory."""

from collections.abc import Iterator, Mapping

from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.record.moving import move as make
from handlers.record.statement import Statement, about
from protocol.moves import Move
from protocol.parties import SIGNATORIES
from protocol.refusals import Refused
from protocol.request import Request
from protocol.terms import Term, signed_by, unsigned
from storage.drafts import Draft
from storage.values import Line


def _theirs(turn: Turn, request: Request) -> tuple[Term, ...]:
    """Return the unsigned results that the officer who acts may sign."""
    signs_all = turn.officer.role in SIGNATORIES
    found = unsigned(turn.work.terms.about(request.id))
    return tuple(each for each in found if signs_all or each.officer == turn.officer.id)


def _check(turn: Turn, request: Request) -> Mapping[str, str]:
    """
    Return nothing that its draft would know.

    Raises: Refused where no unsigned result is this officer's to sign.
    """
    if not _theirs(turn, request):
        raise Refused("refused-sign-author", instead="instead-open")
    return {}


def sign(turn: Turn, request: Request, move: Move, draft: Draft) -> Request:
    """
    Sign exactly the results that were shown.

    Raises: Refused where none of them is this officer's to sign.
    """
    _check(turn, request)
    results = _theirs(turn, request)
    made = make(turn, request, move)
    for each in results:
        signature = signed_by(each, turn.officer.id, made.last_moment or turn.now)
        turn.work.terms.add(made.id, signature, key=turn.work.id())
    return made


def _shown(turn: Turn, draft: Draft) -> tuple[Line, ...]:
    return tuple(_results(turn, about(turn, draft)))


def _results(turn: Turn, request: Request) -> Iterator[Line]:
    said = {each.at: each.text for each in turn.work.requests.statements(request.id)}
    for each in _theirs(turn, request):
        words = said.get(each.at, "-")
        yield Line("term-result", {"since": each.at, "officer": each.officer, "text": words})


SIGN = Statement(
    Entry("sign", Move.SIGN_RESULT, then=("open",), there=("open",)),
    asks=(),
    makes=sign,
    shows=_shown,
    begins=_check,
)
