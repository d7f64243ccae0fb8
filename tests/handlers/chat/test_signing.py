"""Nothing that is signed can be reached but through the one place that asks for a code."""

from handlers.catalogue import COMMANDS, LISTING
from handlers.execution.statements import STATEMENTS
from protocol.moves import MOVES, Move
from protocol.parties import SIGNATORIES
from protocol.permissions import MAY, SIGNED, Act

# The button that makes each signed move, under the screen that its command prepared.
BUTTONS = {
    Move.REGISTER_CONFIRMATION: "register",
    Move.REGISTER_UNSENT: "unsent",
    Move.NOTE_LETTER: "register",
    Move.DISPATCH_CONFIRMATION: "stated",
    Move.CORRECT_LETTER: "fixed",
    Move.VOID_LETTER: "fixed",
    **{each.move: "state" for each in STATEMENTS},
}


def test_what_is_signed_is_somebodys() -> None:
    for each in SIGNED:
        assert MAY[each] if isinstance(each, Act) else MOVES[each].roles


def test_a_dialog_about_a_signed_act_only_leads_to_the_command_that_is_signed() -> None:
    """The router asks when a command runs; an answer returns what follows (test_signing.py)."""
    dialogs = [each for each in COMMANDS if each.act in SIGNED and each.answer]

    assert {each.name for each in dialogs} == {"approve", "invite", "relay"}
    assert all(each.deed for each in dialogs)


def test_each_signed_act_has_a_command_that_tells_what_it_does() -> None:
    telling = {each.act for each in COMMANDS if each.deed is not None}

    assert {each for each in SIGNED if isinstance(each, Act)} <= telling


def test_what_only_signatories_may_do_to_the_other_side_is_signed() -> None:
    formal = {move for move, rule in MOVES.items() if rule.roles and rule.roles <= SIGNATORIES}

    assert formal <= SIGNED


def test_each_signed_move_that_has_a_command_tells_what_it_does() -> None:
    buttons = {each.name: each for each in COMMANDS}

    for move in SIGNED & {each.does for each in LISTING if isinstance(each.does, Move)}:
        assert buttons[BUTTONS[Move(move)]].deed is not None, move


# By the rules, not by the code: what binds in the authority's name and can wait minutes, and what
# prevents harm. A name that no command has yet is asked for a code once one has it.
CODE = """
register_confirmation confirm_addition register_unsent dispatch_confirmation note_letter
correct_letter void_letter decline_confirmation refuse refuse_part unrefuse unrefuse_part
send_written_refusal change_register
accept_conditions sign_result agree_period agree_moment withdraw
relay_notice relay_alone invite approve suspend reinstate leave thaw export pass_text
"""
NONE = """
acknowledge ask_details answer_details report_obstacle received_in_error sent_correctly
sent_in_error report_partial report_result correct_result propose_conditions decline_conditions
lost send receive_notice enter_notice accept forward postpone resume
"""


def test_exactly_these_acts_ask_for_a_code_and_none_of_those_that_prevent_harm() -> None:
    made = {str(each.does) for each in LISTING}
    codes, free = set(CODE.split()), set(NONE.split())
    signed = {str(each) for each in SIGNED}

    assert signed <= codes
    assert codes & made <= signed
    assert not signed & free
    assert free <= {str(each) for each in (*Move, *Act)}
