"""What `nabat check` says of what was set aside: each incident by its number, and what to do."""

from bot.operator.finding import Finding, Findings
from bot.words.operator import Words
from storage.work import Work


def setback_findings(work: Work, words: Words) -> Findings:
    """Yield what was set aside and is still there."""
    for each in work.setbacks.aside():
        text = words(
            "operator-check-set-aside",
            place=each.place,
            name=each.name or each.row,
            incident=str(each.incident),
            at=each.failed_at,
            fatal="yes" if each.fatal else "no",
        )
        yield Finding(False, text)
