"""/help: only what this person may do now."""

from collections.abc import Callable, Mapping

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.consent.ring import waiting
from handlers.people.enrolment import plain_code
from handlers.record.which_request import candidates, known
from protocol.moves import Move
from protocol.parties import SECRETARIAT_ROLES, Channel
from protocol.permissions import Act, signers
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line


def help_(turn: Turn, argument: str) -> None:
    """
    List the commands, those that need a request only while there is one for them.

    Raises: Refused where a code is brought from an account that is known already.
    """
    if plain_code(argument):
        raise Refused("refused-code-here", instead="instead-code-here")
    turn.say("help", carries=Carries.NOTHING, officer=turn.officer.id, lines=tuple(_lines(turn)))


def _lines(turn: Turn) -> list[Line]:
    return [Line(each.text("help")) for each in turn.site.listing if _is_shown(turn, each)]


def _is_shown(turn: Turn, entry: Entry) -> bool:
    if turn.officer.role not in signers(entry.does) or not _SHOWN[entry.shown](turn):
        return False
    return not isinstance(entry.does, Move) or bool(candidates(turn, entry.does))


def _is_over_matrix(turn: Turn) -> bool:
    accounts = turn.work.registry.accounts(turn.officer.id)
    return any(each.channel is Channel.MATRIX for each in accounts)


_SHOWN: Mapping[InHelp, Callable[[Turn], bool]] = {
    InHelp.ALWAYS: lambda turn: True,
    # They say nothing to whom no request is shown (Art. 10).
    InHelp.TO_SIDES: lambda turn: turn.officer.role not in SECRETARIAT_ROLES,
    InHelp.WITH_REQUEST: lambda turn: bool(known(turn)),
    InHelp.WITH_CONSENT: lambda turn: bool(waiting(turn)),
    InHelp.WITH_MATRIX: _is_over_matrix,
    InHelp.BY_BUTTON: lambda turn: False,
}
COMMAND = Command(Entry("help", Act.HELP, aliases=("start",)), run=help_)
