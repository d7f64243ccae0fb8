"""Which colleague a person means, by the name of the register."""

from collections.abc import Callable

from handlers.forms import folded
from handlers.kit import Choice, Turn
from protocol.parties import Officer
from protocol.refusals import Refused

OFFERED = 20
# A surname may be typed by its beginning, of so many letters at least.
LEAST = 3


def colleague(
    turn: Turn,
    text: str,
    *,
    command: str,
    offered: Callable[[Officer], bool],
    argument: Callable[[str], str] = str,
) -> Officer | None:
    """
    Return the one of the own authority that `text` names: by id, by name or its beginning.

    Without a text, or where several fit, the person is asked, with a button for each of those
    `offered` that says `command` with the `argument` made of their id, and None is returned.

    Raises: Refused when there is nobody such. Who has left is not meant.
    """
    people = [
        each
        for each in turn.work.registry.officers(turn.officer.authority)
        if not has_left(turn, each)
    ]
    found = _named(people, text) if text.strip() else [each for each in people if offered(each)]
    if len(found) == 1 and text.strip():
        return found[0]
    if not found and text.strip():
        raise Refused("refused-person-unknown", instead="instead-person", text=text.strip()[:64])
    if not found:
        raise Refused("refused-nobody", instead="instead-help")
    turn.say(
        "which-person",
        choices=[
            Choice(
                command,
                argument(each.id),
                "option-person",
                {"officer": each.id, "role": each.role},
            )
            for each in found[:OFFERED]
        ],
    )
    return None


def has_left(turn: Turn, officer: Officer) -> bool:
    """Say whether the officer's time in office is over."""
    return officer.during.until is not None and officer.during.until <= turn.now


def _named(people: list[Officer], text: str) -> list[Officer]:
    meant = folded(text)
    exact = [each for each in people if meant in (folded(each.id), folded(each.name))]
    called = exact or [each for each in people if folded(each.name).split()[:1] == [meant]]
    if called or len(meant) < LEAST:
        return called
    return [each for each in people if folded(each.name).startswith(meant)]
