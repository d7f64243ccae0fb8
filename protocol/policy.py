"""
The figures on which the treaty is silent: defaults that the configuration may change.

They reach a turn as this one frozen value. Moments of a day are in the debtor's zone.
"""

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Every policy figure of the product, with its default."""

    second_channel_within: timedelta = timedelta(seconds=60)
    transmit_within: timedelta = timedelta(seconds=60)
    acknowledge_within: timedelta = timedelta(minutes=15)
    take_up_within: timedelta = timedelta(minutes=45)
    work_on_times: int = 1
    consent_within: timedelta = timedelta(hours=1)
    consent_holds: timedelta = timedelta(hours=24)
    answer_within: timedelta = timedelta(hours=24)
    silence_within: timedelta = timedelta(hours=24)
    progress_working_days: int = 1
    progress_first_within: timedelta = timedelta(hours=2)
    record_confirmation_working_days: int = 3
    answer_objection_working_days: int = 3
    written_refusal_working_days: int = 3
    dispatch_working_days: int = 1
    result_receipt_working_days: int = 3
    result_closed_days: int = 30
    postponed_days: int = 30
    postponed_again_days: int = 30
    relay_within: timedelta = timedelta(hours=1)
    relay_alone_after: timedelta = timedelta(hours=1)
    receipt_working_days: int = 1
    succession_days: int = 14
    digest_at: time = time(9, 0)
    afternoon: time = time(16, 0)
    evening: time = time(20, 0)
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    digest_above: int = 5
    snooze_within: timedelta = timedelta(hours=1)
    same_press_within: timedelta = timedelta(seconds=15)
    contents_per_hour: int = 20
    burst_above: int = 10
    burst_within: timedelta = timedelta(hours=1)
    duty_officer_may_register: bool = True
    step_up: bool = True
    code_within: timedelta = timedelta(minutes=5)
    code_tries: int = 3
    code_locked_for: timedelta = timedelta(minutes=15)
    retention_days: int = 180


DEFAULT = Policy()
