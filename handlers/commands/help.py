"""/help: only what this person may do now."""

from handlers.cases import candidates, known
from handlers.consenting import waiting
from handlers.enrolment import plain_code
from handlers.kit import Command, Turn
from handlers.moves import COMMANDS_OF
from protocol.moves import Move
from protocol.parties import SECRETARIAT_ROLES, Channel
from protocol.permissions import Act, may, signers
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line

# In the order of the page, below what some request waits for.
ACTS: tuple[tuple[str, Act], ...] = (
    ("urgent", Act.SEND),
    ("form", Act.SEND),
    ("drafts", Act.DRAFTS),
    ("open", Act.OPEN),
    ("export", Act.EXPORT),
    ("journal", Act.READ_JOURNAL),
    ("owe", Act.OWE),
    ("notice", Act.ENTER_NOTICE),
    ("relay", Act.RELAY_NOTICE),
    ("receipt", Act.RECEIVE_NOTICE),
    ("registry", Act.REGISTRY),
    ("invite", Act.INVITE),
    ("approve", Act.APPROVE),
    ("suspend", Act.SUSPEND),
    ("reinstate", Act.REINSTATE),
    ("leave", Act.LEAVE),
    ("lost", Act.LOST),
    ("channel", Act.CHANNEL),
    ("me", Act.ME),
    ("code", Act.CODE),
    ("verify", Act.ME),
    ("cancel", Act.ME),
    ("help", Act.HELP),
)
# What says nothing to whom no request is shown (Art. 10).
_OF_REQUESTS = ("open", "export")


def help_(turn: Turn, argument: str) -> None:
    """
    List the commands, those that need a request only while there is one for them.

    Raises: Refused where a code is brought from an account that is known already.
    """
    if plain_code(argument):
        raise Refused("refused-code-here", instead="instead-code-here")
    turn.say("help", carries=Carries.NOTHING, officer=turn.officer.id, lines=tuple(_lines(turn)))


def _lines(turn: Turn) -> list[Line]:
    lines = [
        Line(f"help-{COMMANDS_OF[move]}")
        for move in Move
        if move in COMMANDS_OF and turn.officer.role in signers(move) and candidates(turn, move)
    ]
    if waiting(turn):
        lines.insert(0, Line("help-consent"))
    requests = known(turn)
    if may(turn.officer, Act.PHONE) and requests:
        lines.append(Line("help-phone"))
    none = _OF_REQUESTS if turn.officer.role in SECRETARIAT_ROLES else ()
    accounts = turn.work.registry.accounts(turn.officer.id)
    if not any(each.channel is Channel.MATRIX for each in accounts):
        none = (*none, "verify")
    lines.extend(
        Line(f"help-{name}")
        for name, act in ACTS
        if may(turn.officer, act) and name not in none and (name != "export" or requests)
    )
    return lines


COMMAND = Command("help", run=help_, act=Act.HELP, aliases=("start",))
