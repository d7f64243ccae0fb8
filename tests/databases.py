"""
Which stories are told on PostgreSQL too, each time: those about what the databases do otherwise.

The tests of the storage run on both. Above it the statements are the same ones, and a story is
told on SQLite; on PostgreSQL as well where it is named here, and else by `make soak`.
"""

from itertools import chain
from pathlib import Path

import pytest

STORAGE = Path(__file__).with_name("storage")
ON_POSTGRES_TOO = {
    "transactions run side by side": (
        "test_a_confirmation_is_registered_once_and_not_also_declined",
        "test_acknowledging_accepting_and_refusing_at_once_ends_in_one_state",
        "test_five_senders_at_once_get_five_numbers",
        "test_of_five_who_accept_one_accepts",
        "test_of_five_who_acknowledge_one_is_the_first_and_four_are_told_who",
        "test_of_several_clocks_each_step_is_said_once",
        "test_of_two_acts_at_once_that_exclude_each_other_one_is_done",
        "test_the_same_code_typed_twice_at_once_is_one_act",
        "test_two_signatories_at_once_register_once",
    ),
    "a failure spoils the transaction, up to a savepoint": (
        "test_a_message_that_cannot_be_made_stops_no_other_and_calls_the_next_officer",
        "test_a_message_that_cannot_be_read_stops_no_other",
        "test_an_abandoned_row_that_cannot_be_read_is_set_aside_and_stops_no_other",
        "test_an_event_that_cannot_be_read_is_set_aside_and_stops_nobody",
        "test_an_obligation_that_raises_keeps_no_other_alarm_from_ringing",
        "test_an_outcome_that_can_never_be_recorded_is_an_incident_and_stops_no_other",
        "test_housekeeping_that_fails_in_one_part_does_the_others",
        "test_nothing_half_done_stays_of_a_row_that_fails",
        "test_what_cannot_be_recovered_at_a_start_is_found_out_where_it_is_leased",
        "test_what_fails_while_the_time_is_set_leaves_it_and_the_record_as_they_were",
    ),
    "moments are compared and moved by the server": (
        "test_a_clock_that_was_ahead_from_the_first_and_is_set_back_silences_no_alarm",
        "test_a_moment_that_is_none_keeps_no_other_from_ringing",
        "test_content_passes_both_ways_from_the_first_instant_to_before_the_end",
        "test_the_clock_of_a_database_elsewhere_counts",
        "test_what_was_sent_before_the_time_was_known_gets_its_moments_then",
    ),
    "what is leased and looked for is chosen in order": (
        "test_a_waiting_reminder_is_owed_no_longer_once_its_obligation_is_discharged",
        "test_alarms_that_keep_coming_keep_nothing_else_back",
        "test_how_far_a_channel_was_heard_is_stored_with_the_event",
        "test_one_event_of_each_officer_is_handled_before_the_next_of_anybody",
        "test_only_alarms_that_go_at_once_are_told_and_no_more_than_are_sent",
        "test_what_only_one_event_can_have_is_a_replay_under_another_key",
        "test_what_waits_is_found_and_handled_in_one_transaction",
    ),
    "a key is kept for good": (
        "test_a_key_counts_as_compared_together_with_what_its_owner_is_still_to_be_told",
    ),
}
NAMED = frozenset(chain.from_iterable(ON_POSTGRES_TOO.values()))


def mark(test: pytest.Function) -> None:
    """Leave a story on PostgreSQL to `make soak`, where it is told on SQLite and nothing else."""
    told_on_both = getattr(test, "callspec", None) and "database_url" in test.callspec.params
    if not told_on_both or test.callspec.params["database_url"] == "sqlite":
        return
    if not test.path.is_relative_to(STORAGE) and test.originalname not in NAMED:
        test.add_marker(pytest.mark.soak)
