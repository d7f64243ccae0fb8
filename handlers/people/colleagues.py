"""Which colleague a person means, by the name of the register."""

from collections.abc import Callable
from dataclasses import replace

from handlers.chat import pages
from handlers.chat.called import meant_by
from handlers.chat.turn import Choice, Turn
from handlers.chat.typed_words import folded
from protocol.parties import Officer
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line, Values


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
    one = meant(turn, text)
    if one is not None:
        return one
    people = _people(turn)
    after = pages.after(text.strip())
    listing = not text.strip() or after is not None
    found = [each for each in people if offered(each)] if listing else meant_by(people, text)
    if not found:
        raise Refused("refused-nobody", instead="instead-help")
    page = pages.page(found, key=_key, after=after or "")
    turn.say(
        "which-person",
        carries=Carries.NOTHING,
        choices=[
            *(
                Choice(
                    command,
                    argument(each.id),
                    "option-person",
                    {"officer": each.id, "role": each.role},
                )
                for each in page.items
            ),
            *(replace(each, argument=argument(each.argument)) for each in page.more(command)),
        ],
    )
    return None


def meant(turn: Turn, text: str) -> Officer | None:
    """
    Return the one whom `colleague` would, or None where it would ask; nothing is said.

    Raises: Refused when a text names nobody.
    """
    if not text.strip() or pages.after(text.strip()) is not None:
        return None
    one = _with_id(turn, text.strip())
    if one is not None:
        return one
    found = meant_by(_people(turn), text)
    if not found:
        raise Refused("refused-person-unknown", instead="instead-person", text=text.strip()[:64])
    return found[0] if len(found) == 1 else None


def person_lines(officer: Officer) -> tuple[Line, ...]:
    """Return whom an act is about, as whoever signs it is shown."""
    person: Values = {"officer": officer.id, "role": officer.role, "phone": officer.phone}
    return (
        Line("signed-person", person),
        Line("signed-authority", {"authority": officer.authority}),
    )


def has_left(turn: Turn, officer: Officer) -> bool:
    """Say whether the officer's time in office is over."""
    return officer.during.until is not None and officer.during.until <= turn.now


def _key(officer: Officer) -> str:
    return f"{'_'.join(folded(officer.name).split())}/{officer.id}"


def _with_id(turn: Turn, id: str) -> Officer | None:
    """Return the colleague with an id, as buttons name them: nobody else is read."""
    try:
        officer = turn.work.registry.officer(id)
    except LookupError:
        return None
    mine = officer.authority == turn.officer.authority
    return officer if mine and not has_left(turn, officer) else None


def _people(turn: Turn) -> list[Officer]:
    found = turn.work.registry.officers(turn.officer.authority)
    return [each for each in found if not has_left(turn, each)]
