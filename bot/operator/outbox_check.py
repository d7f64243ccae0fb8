"""What `nabat check` says of messages that no server takes: alarms that wait, a day in vain."""

from datetime import timedelta

from bot.operator.finding import Finding, Findings
from bot.words.operator import Words
from storage.outcomes import TOO_LATE
from storage.sayings import Priority
from storage.work import Work

# An alarm that is in nobody's hands for longer is the operator's to see.
WAITS_WITHIN = timedelta(minutes=5)
# As an incident of a channel: until somebody has looked.
SHOWN_FOR = timedelta(days=1)


def outbox_findings(work: Work, words: Words) -> Findings:
    """Yield how many alarms wait too long, and what ended in vain within the last day."""
    waiting = work.deliveries.waits_of_tried(Priority.ALARM, work.now - WAITS_WITHIN)
    in_vain = work.deliveries.ended_in_vain(TOO_LATE, work.now - SHOWN_FOR)
    if waiting:
        text = words("operator-check-alarms-waiting", count=len(waiting), since=waiting[0])
        yield Finding(False, text)
    if in_vain:
        text = words("operator-check-undelivered", count=len(in_vain), first=in_vain[0])
        yield Finding(False, text)
