"""/help: only what this person may do now."""

from collections.abc import Callable, Mapping

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.consent.ring import waiting
from handlers.people.enrolment import plain_code
from handlers.record.which_request import is_told_of_any, makes_any
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
    mine = [each for each in turn.site.listing if turn.officer.role in signers(each.does)]
    shown = {each: _SHOWN[each](turn) for each in dict.fromkeys(each.shown for each in mine)}
    moves = makes_any(turn, [each.does for each in mine if isinstance(each.does, Move)])
    return [
        Line(each.text("help"))
        for each in mine
        if shown[each.shown] and (not isinstance(each.does, Move) or each.does in moves)
    ]


def _is_over_matrix(turn: Turn) -> bool:
    accounts = turn.work.registry.accounts(turn.officer.id)
    return any(each.channel is Channel.MATRIX for each in accounts)


_SHOWN: Mapping[InHelp, Callable[[Turn], bool]] = {
    InHelp.ALWAYS: lambda turn: True,
    # They say nothing to whom no request is shown (Art. 10).
    InHelp.TO_SIDES: lambda turn: turn.officer.role not in SECRETARIAT_ROLES,
    InHelp.WITH_REQUEST: is_told_of_any,
    InHelp.WITH_CONSENT: lambda turn: bool(waiting(turn)),
    InHelp.WITH_MATRIX: _is_over_matrix,
    InHelp.BY_BUTTON: lambda turn: False,
}
COMMAND = Command(Entry("help", Act.HELP, aliases=("start",)), run=help_)
