"""/open [NUMBER]: what is open; or one request whole: where it is, its content, its history."""

from handlers.cards import head, request_lines
from handlers.cases import possible
from handlers.kit import Choice, Command, Turn
from handlers.moves import COMMANDS_OF
from protocol.moves import Execution
from protocol.permissions import Act, Relation, View, relation, sees
from protocol.request import Request
from storage.values import Line

SHOWN = 15


def open_(turn: Turn, argument: str) -> None:
    """List the open requests of the authority, or show one; the showing is kept (Art. 10)."""
    if argument.strip():
        _one(turn, turn.work.requests.find(argument, seen_by=turn.officer))
        return
    found = [
        request
        for request in turn.work.requests.of(turn.officer.authority)
        if sees(turn.officer, request) > View.NOTHING and not _unheard(turn, request)
    ]
    if not found:
        turn.say("open-none")
        return
    turn.say(
        "open-list",
        count=len(found),
        lines=tuple(head(request) for request in found[:SHOWN]),
        choices=[
            Choice("open", str(each.number), "choice-number", {"number": str(each.number)})
            for each in found[:SHOWN]
        ],
    )


def _one(turn: Turn, request: Request) -> None:
    number = str(request.number)
    lines = request_lines(turn.work, request, seen_by=turn.officer.authority)
    history = tuple(
        Line(
            "history",
            {"action": entry.action, "actor": entry.actor, "moment": entry.at},
        )
        for entry in turn.work.journal.about(request.subject)
        if entry.action not in ("shown", "opened", "reminded")
    )
    commands = [COMMANDS_OF[move] for move in possible(turn, request) if move in COMMANDS_OF]
    choices = [Choice(command, number) for command in commands]
    if sees(turn.officer, request) is View.CONTENT:
        turn.say(
            "open-request",
            about=request.subject,
            choices=choices,
            request=number,
            lines=lines,
            content=request.id,
            history=history,
        )
    else:
        turn.say("open-state", about=request.subject, lines=lines, history=history)


def _unheard(turn: Turn, request: Request) -> bool:
    """Before anything was transmitted the requested side does not know that it exists."""
    untransmitted = request.execution is Execution.TRANSMITTING or (
        request.execution is Execution.WITHDRAWN and request.transmitted_at is None
    )
    return untransmitted and relation(turn.officer, request) is not Relation.REQUESTING


COMMAND = Command("open", run=open_, act=Act.OPEN)
