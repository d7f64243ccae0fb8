"""What one side proposed and the other answers: exactly what was shown, and at whose direction."""

from collections.abc import Callable, Iterable, Mapping

from handlers.chat.questions import Question, person
from handlers.chat.turn import Turn
from handlers.record.statement import about
from protocol.audience import Group
from protocol.parties import SIGNATORIES, Officer
from protocol.refusals import Refused
from protocol.request import Request
from protocol.terms import Term, What, latest
from storage.drafts import Draft

_PROPOSAL = "proposal"


def _signatories(turn: Turn, draft: Draft) -> Iterable[Officer]:
    return turn.work.registry.people.members(turn.officer.authority, Group(SIGNATORIES))


def directed(ask: str) -> Question[str]:
    """Return the question at whose direction it is; who signs for the authority is not asked."""
    return Question(
        "signatory",
        ask,
        person(_signatories),
        when=lambda turn, draft: turn.officer.role not in SIGNATORIES,
        signed="signed-directed",
    )


def shown_now(what: What) -> Callable[[Turn, Request], Mapping[str, str]]:
    """Return what notes which proposal a draft answers: the latest one."""

    def note(turn: Turn, request: Request) -> Mapping[str, str]:
        found = latest(turn.work.terms.about(request.id), what)
        return {_PROPOSAL: found.at.isoformat()} if found else {}

    return note


def proposal(turn: Turn, draft: Draft, what: What) -> Term | None:
    """Return the proposal that a draft answers; None where there is none."""
    noted = draft.answers.get(_PROPOSAL)
    known = turn.work.terms.about(about(turn, draft).id)
    return next(
        (each for each in known if each.what is what and each.at.isoformat() == noted), None
    )


def the_proposal(turn: Turn, draft: Draft, what: What) -> Term:
    """
    Return the proposal that a draft answers.

    Raises: Refused when another one has taken its place since it was shown.
    """
    found = proposal(turn, draft, what)
    if found is None or found != latest(turn.work.terms.about(about(turn, draft).id), what):
        raise Refused("refused-signing-changed", instead="instead-signing-changed")
    return found
