"""
Keys of texts under which an earlier version stored what still waits, and their keys of today.

A key stands in the rows of the outbox, in lines within sealed values, and in the labels of buttons.
A message waits a day at most; a button is offered for a week, and while what it is about is owed.
This can go when no installation starts with such a row any more. Keys by which rows are looked up
(an alarm's) never change.
"""

from collections.abc import Mapping

TODAY: Mapping[str, str] = {
    "done-send_written_refusal": "done-refusal",
    "told-send_written_refusal": "told-refusal",
    "done-decline_confirmation": "done-decline",
    "told-decline_confirmation": "told-decline",
    "done-record_confirmation": "done-record",
    "told-record_confirmation": "told-record",
    "done-object_confirmation": "done-object",
    "told-object_confirmation": "told-object",
    "done-answer_objection": "done-reply",
    "told-answer_objection": "told-reply",
    "done-report_obstacle": "done-obstacle",
    "told-report_obstacle": "told-obstacle",
    "done-report_partial": "done-partial",
    "told-report_partial": "told-partial",
    "done-report_result": "done-result",
    "told-report_result": "told-result",
    "done-acknowledge_result": "done-received",
    "told-acknowledge_result": "told-received",
}
_FORMER = {now: tuple(old for old, new in TODAY.items() if new == now) for now in TODAY.values()}


def today(key: str) -> str:
    """Return the key of today of a stored one; one that has not changed is its own."""
    return TODAY.get(key, key)


def every(key: str) -> tuple[str, ...]:
    """Return a key of today and all under which a row may have it."""
    return (key, *_FORMER.get(key, ()))
