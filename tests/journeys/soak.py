"""
Every journey over Matrix, in encrypted rooms; `make test` tells some of them there.

`python -m tests.journeys.soak [NAME ...]`: those alone whose names have all of these in them.
"""

import inspect
import re
import sys
from pathlib import Path

import pytest

from bot.installation import register_file
from config.settings import TRAINING_REGISTER
from tests.journeys.overmatrix import over_matrix

OFFICERS = tuple(officer.id for officer in register_file.read(TRAINING_REGISTER).officers)
# Who has a part in nearly every journey, whether it names them or not.
ALWAYS = re.compile(r"(kz|by)-|sec-duty")
# What is told elsewhere only, by why: here it would fail for what is true of the channel.
ELSEWHERE = {
    "after a restart a sync comes before anything leaves": (
        "test_a_bot_that_slept_lets_it_lapse_once_and_rings_nobody",
        "test_an_alarm_that_still_rings_comes_first",
        "test_who_owes_more_than_five_things_gets_one_digest_and_the_alarms",
    ),
    "it speaks of another channel": (
        "test_a_code_that_a_thief_asked_for_is_void_with_the_telephone",
        "test_a_lost_telephone_is_one_command_of_a_colleague",
        "test_an_event_from_a_lost_telephone_that_was_stored_is_not_handled",
        "test_of_several_accounts_the_one_that_is_lost_is_asked_for",
        "test_ones_own_other_telephone_is_let_go_and_never_the_one_in_hand",
        "test_the_link_opens_the_bot_with_the_code_where_its_name_is_known",
        "test_the_list_tells_everybody_of_the_authority_who_waits",
        "test_two_approve_at_once_and_the_second_is_told_that_nobody_waits",
    ),
    "whoever writes first has to be let into a room": (
        "test_a_code_for_a_channel_binds_no_second_account_on_one",
        "test_a_stranger_hears_one_neutral_line_a_day_whatever_restarts",
        "test_a_stranger_who_presses_hears_nothing_and_changes_nothing",
        "test_codes_and_words_are_in_no_file_and_no_log",
        "test_names_are_those_of_the_register",
    ),
    "a number is typed, and no button pressed": (
        "test_an_old_button_replayed_after_its_time_does_nothing",
        "test_who_is_suspended_is_heard_no_longer_and_old_buttons_are_void",
    ),
    "everybody of the register takes part": (
        "test_the_silent_party_is_reminded_and_then_its_signatories_too",
    ),
}


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell over Matrix whatever is told on a stage, and does not say itself where."""
    is_elsewhere = any(metafunc.function.__name__ in each for each in ELSEWHERE.values())
    if is_elsewhere or "stage" not in metafunc.fixturenames:
        return
    names = [str(each.args[0]) for each in metafunc.definition.iter_markers("parametrize")]
    if not any("stage" in name for name in names):
        told = inspect.getsource(metafunc.function) + repr(metafunc.definition.own_markers)
        who = [each for each in OFFICERS if ALWAYS.match(each) or each in told]
        metafunc.definition.add_marker(over_matrix(*who, also=()))


def main(*names: str) -> int:
    """Tell them, and return whether all went well, as pytest does."""
    chosen = " and ".join(("matrix", *names))
    given = [str(Path(__file__).parent), "-q", "-n", "2", "-rs", "-m", "", "-k", chosen]
    return pytest.main([*given, "-p", "tests.journeys.soak"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
