"""Nothing that is signed can be reached but through the one place that asks for a code."""

from handlers.catalogue import COMMANDS
from handlers.commands.statements import STATEMENTS
from handlers.moves import COMMANDS_OF
from protocol.moves import MOVES, Move
from protocol.permissions import MAY, SIGNED, Act

# The button that makes each signed move, under the screen that its command prepared.
BUTTONS = {
    Move.REGISTER_CONFIRMATION: "register",
    **{move: "state" for _, move, _ in STATEMENTS},
}


def test_what_is_signed_is_somebodys() -> None:
    for each in SIGNED:
        assert MAY[each] if isinstance(each, Act) else MOVES[each].roles


def test_no_dialog_does_a_signed_act_by_an_answer() -> None:
    """The router asks when a command runs; an answer continues what has begun."""
    assert [each.name for each in COMMANDS if each.act in SIGNED and each.answer] == []


def test_each_signed_move_that_has_a_command_tells_what_it_does() -> None:
    buttons = {each.name: each for each in COMMANDS}

    for move in SIGNED & set(COMMANDS_OF):
        assert buttons[BUTTONS[Move(move)]].deed is not None, move
