"""What both sides read of a letter that was registered: in time or late, and how it deviates."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from handlers.chat.families import Family
from handlers.chat.turn import Choice, Turn
from handlers.confirmation.addition import named
from handlers.record import letters
from handlers.record.sides import requested_side, requesting_side
from protocol.additions import Addition
from protocol.confirmation import Confirmation
from protocol.moves import Move
from protocol.obligation import Lateness, Obligation, since
from protocol.request import Request
from storage.carrying import Carries, quotes
from storage.sayings import Priority
from storage.values import Line, Value, Values

_LATENESS = (Lateness.ON_TIME, Lateness.STRICTLY_LATE, Lateness.DAYS_LATE, Lateness.LATE)
DONE = Family("confirm.done", _LATENESS)
TOLD = Family("confirm.told", _LATENESS)
TOLD_OF_ADDITION = "confirm.told-addition"


def tell_registered(
    turn: Turn,
    moved: Request,
    letter: Confirmation,
    owed: Obligation | None,
    addition: Addition | None,
    files: tuple[str, ...],
    *,
    there: Collection[str],
) -> None:
    """
    Tell both sides of what confirms, each with the dispatch and how it deviates.

    `owed` is what it discharges, and `there` the commands with which the other side answers it.
    """
    lateness = owed.lateness(turn.now) if owed else Lateness.ON_TIME
    due = since(owed.due, lateness) if owed else turn.now
    said: dict[str, Value] = {
        "request": named(str(moved.number), addition),
        "at": turn.now,
        "left": abs(due - turn.now),
        "officer": turn.officer.id,
        "signatory": letters.signer(letter),
    }
    plain = replace(letter, differences="")
    notes = tuple(letters.notes(turn.work, moved, plain, owed=owed))
    done: dict[str, Value] = {"line": Line(DONE[lateness], said), "lines": _seen(letter, notes)}
    theirs: Values = {
        **said,
        "due": owed.due.hours_at if owed else turn.now,
        "second": owed.due.days_at if owed else turn.now,
        "zone": owed.zone if owed else turn.officer.zone,
        "letter": letter.outgoing.number,
        "on": letter.outgoing.dated_on,
        "role": letters.office(letter.signed_as),
        "statement": letter.differences,
        "differs": "yes" if letter.differences else "no",
    }
    told = Line(TOLD_OF_ADDITION if addition else TOLD[lateness], theirs)
    _tell_own(turn, moved, done, Line("confirm.told-colleagues", said), ())
    _tell_other(
        turn,
        moved,
        {"line": told, "lines": notes, "files": files},
        ("open",) if addition else there,
    )


def tell_kept(turn: Turn, moved: Request, letter: Confirmation, files: tuple[str, ...]) -> None:
    """Tell both sides of a letter that confirms nothing yet, or never will."""
    key = "confirm.kept-unsent" if letter.confirms else "confirm.kept-noted"
    values: Values = {"request": str(moved.number), "officer": turn.officer.id, "at": turn.now}
    notes = (letters.whole(letter), *letters.notes(turn.work, moved, letter))
    line = Line(key, values)
    then = ("sent",) if moved.can(Move.DISPATCH_CONFIRMATION) else ()
    _tell_own(turn, moved, {"line": line, "lines": _seen(letter, notes)}, line, then)
    _tell_other(turn, moved, {"line": line, "lines": notes, "files": files}, ("open",))


def _seen(letter: Confirmation, notes: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return what is told of a letter to its own side: that the other one sees how it deviates."""
    return (*notes, Line("confirm.seen")) if letter.deviations else notes


def _tell_own(
    turn: Turn,
    moved: Request,
    done: dict[str, Any],
    colleagues: Line,
    then: Collection[str],
) -> None:
    told = [each for each in requesting_side(turn, moved) if each.id != turn.officer.id]
    for values, to in ((done, [turn.officer]), ({**done, "line": colleagues}, told)):
        turn.say(
            "confirm.registered",
            carries=Carries.CONTENT if quotes(values) else Carries.NOTHING,
            to=to,
            about=moved.subject,
            choices=[Choice(command, str(moved.number)) for command in then],
            **values,
        )


def _tell_other(turn: Turn, moved: Request, values: dict[str, Any], there: Collection[str]) -> None:
    turn.say(
        "confirm.registered",
        carries=Carries.CONTENT,
        to=requested_side(turn, moved),
        priority=Priority.ANSWER,
        about=moved.subject,
        choices=[Choice(command, str(moved.number)) for command in there],
        **values,
    )
