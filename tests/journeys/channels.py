"""
Which journeys are told over a channel too, each time: those about what a channel does.

A journey that proves what a handler says and does is told on the console, and over the channels by
`make soak`. One that bears `over_matrix` is told over Telegram too.
"""

from itertools import chain

import pytest

from protocol.parties import Channel

OVER_TELEGRAM = {
    "cards are edited in their places": (
        "test_a_card_that_cannot_be_made_keeps_back_no_alarm",
        "test_a_draft_that_is_deleted_takes_its_question_back",
        "test_one_card_shows_how_far_the_request_came",
    ),
    "buttons: who has which, and what a second, a stale or another's press does": (
        "test_a_duty_officer_may_not_refuse_sees_no_button_for_it_and_is_told_who_may",
        "test_a_repeated_press_sends_nothing_twice",
        "test_a_second_press_relays_nothing",
        "test_a_spent_button_is_answered_to_its_owner_by_the_record_and_to_others_neutrally",
        "test_an_old_button_replayed_after_its_time_does_nothing",
        "test_anothers_a_forged_and_a_voided_button_change_nothing_and_get_the_same_words",
        "test_every_word_that_means_a_button_is_understood_in_both_languages",
        "test_pressing_anothers_button_does_nothing",
        "test_the_moment_of_sending_is_that_of_the_press",
        "test_what_is_owed_is_listed_with_the_buttons_that_discharge_it",
        "test_words_of_a_button_that_was_pressed_mean_the_next_one",
    ),
    "files come and go": (
        "test_an_export_counts_as_a_content_shown_and_is_gone_after_a_day",
        "test_files_go_with_the_request_and_are_digested",
        "test_files_statements_and_letters_are_showings_too",
        "test_the_document_holds_the_whole_case",
        "test_what_is_attached_to_a_result_reaches_the_other_side",
        "test_where_only_a_pointer_may_pass_no_document_is_made",
        "test_words_beside_a_file_for_a_finished_draft_are_answered_and_the_file_is_shown",
    ),
    "a chat or the server takes nothing": (
        "test_a_duty_officer_who_left_is_followed_by_the_head_before_the_sender_reads_anything",
        "test_a_retry_is_no_second_showing",
        "test_before_a_server_takes_the_content_nothing_is_transmitted",
        "test_sixty_seconds_without_a_server_the_sender_is_told",
        "test_what_no_server_took_was_not_read",
        "test_when_nobody_can_be_reached_the_sender_gets_every_telephone_and_no_clock_runs",
        "test_who_cannot_be_reached_is_followed_by_the_next_and_the_card_says_so",
        "test_whom_no_question_reaches_is_told_whom_to_telephone",
    ),
    "the bot was down, and the server has kept what people did": (
        "test_a_bot_that_slept_lets_it_lapse_once_and_rings_nobody",
        "test_after_five_days_each_obligation_says_one_thing_with_its_true_state",
        "test_an_alarm_that_still_rings_comes_first",
        "test_an_error_of_ours_is_an_incident_with_a_number_and_blocks_nobody",
        "test_an_update_that_comes_twice_has_one_effect",
        "test_no_time_passes_while_a_process_ends_slowly",
        "test_whatever_reaches_somebody_again_tells_it",
        "test_who_owes_more_than_five_things_gets_one_digest_and_the_alarms",
    ),
    "codes are deleted, and are nowhere": (
        "test_a_code_that_fails_by_our_fault_is_not_kept_either",
        "test_neither_secret_nor_code_lies_in_a_file_or_a_log",
    ),
    "strangers, names of accounts, and words as the server takes and shows them": (
        "test_a_stranger_hears_one_neutral_line_a_day_whatever_restarts",
        "test_a_stranger_who_presses_hears_nothing_and_changes_nothing",
        "test_an_open_request_shows_its_history_with_the_person_of_each_act",
        "test_names_are_those_of_the_register_and_never_of_the_profile",
        "test_official_use_passes_over_no_telegram_whatever_an_agreement_says",
        "test_one_message_in_any_order_and_language_is_a_whole_request",
        "test_what_hides_or_turns_words_round_reaches_no_reader",
        "test_what_people_write_reaches_every_reader_as_their_words_alone",
    ),
}

# Of those that bear `over_matrix`: others there show the same of Matrix, those about dialogs
# `test_every_line_of_what_a_dialog_must_do`.
SELDOM_OVER_MATRIX = (
    "test_a_later_press_of_a_spent_button_is_answered",
    "test_a_press_that_is_refused_is_refused_once",
    "test_a_question_and_a_preview_are_shown_once",
    "test_a_result_is_told_received_and_closes_the_execution",
    "test_a_signatory_refuses_with_reasons_and_owes_the_written_notice",
    "test_an_alarm_that_rings_again_has_the_same_number",
    "test_each_of_the_six_parties_gets_it_and_one_card_shows_who_acknowledged",
    "test_each_showing_of_the_content_is_an_entry_with_the_readers_name",
    "test_number_and_photo_come_in_any_order_and_a_wrong_word_loses_neither",
    "test_of_several_requests_one_is_chosen_by_its_button",
    "test_one_answer_is_corrected_under_the_review_and_the_others_stay",
    "test_the_alarm_climbs_until_the_head_and_then_rings_on",
    "test_the_label_of_its_own_button_answers_the_question_about_the_receipt",
    "test_the_newer_words_count_once_they_are_chosen",
    "test_what_is_no_answer_repeats_the_question_with_its_buttons",
    "test_what_is_over_is_refused_with_the_card_at_hand",
    "test_what_is_to_be_signed_is_shown_once_and_still_waits_for_its_code",
    "test_words_after_a_preview_replace_nothing_unasked",
    "test_words_that_are_a_command_are_what_they_seem",
)
NAMED = (*chain.from_iterable(OVER_TELEGRAM.values()), *SELDOM_OVER_MATRIX)


def mark(journey: pytest.Function) -> None:
    """Mark a journey that another run than the shortest tells there, where it is told."""
    where = journey.callspec.params.get("stage") if hasattr(journey, "callspec") else None
    if where is None or where is Channel.CONSOLE:
        return
    journey.add_marker(pytest.mark.wide)
    says_where = any("stage" in each.args[0] for each in journey.iter_markers("parametrize"))
    name, over_matrix = journey.originalname, isinstance(where, tuple)
    if over_matrix:
        journey.add_marker(pytest.mark.homeserver)
    if (over_matrix and name in SELDOM_OVER_MATRIX) or (not says_where and name not in NAMED):
        journey.add_marker(pytest.mark.soak)
