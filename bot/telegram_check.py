"""What `nabat check` says of Telegram: what the running bot has written, in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.finding import Finding, Findings
from bot.language import Words
from bot.transports.telegram.health import TOLERATED, Obstacle, Trouble
from bot.transports.telegram.health_file import Report, read
from protocol.parties import Channel
from storage.work import Work

HEALTH_WITHIN = timedelta(minutes=1)
# How updates come in.
WAYS: Mapping[str, str] = {
    "polling": "operator-check-telegram-polling",
    "webhook": "operator-check-telegram-webhook",
}
# What stands in the way of all updates, and what the operator can do.
OF_ALL: Mapping[Trouble, str] = {
    Trouble.UNAUTHORIZED: "operator-telegram-unauthorized",
    Trouble.CONFLICT: "operator-telegram-conflict",
    Trouble.UNREACHABLE: "operator-telegram-unreachable",
    Trouble.REFUSED: "operator-telegram-refused",
    Trouble.UNDELIVERED: "operator-telegram-undelivered",
    Trouble.NOT_LISTENING: "operator-telegram-not-listening",
    Trouble.MIGRATED: "operator-telegram-migrated",
}
# What stands in the way of one officer.
OF_OFFICERS: Mapping[Trouble, str] = {
    Trouble.BLOCKED: "operator-telegram-blocked",
    Trouble.DEACTIVATED: "operator-telegram-deactivated",
    Trouble.NEVER_STARTED: "operator-telegram-never-started",
    Trouble.MOVED: "operator-telegram-moved",
    Trouble.BARRED: "operator-telegram-barred",
}


def last_health(file: Path, now: datetime) -> Report | None:
    """Return what a running bot has written of Telegram; None when none has written of late."""
    found = read(file)
    return found if found and now - found.written_at <= HEALTH_WITHIN else None


def channel_findings(health: Report | None, words: Words, now: datetime) -> Findings:
    """Yield whether updates come in, and what keeps them from it."""
    if health is None:
        yield Finding(True, words("operator-check-telegram-idle"))
        return
    if health.polled_at is None:
        yield Finding(False, words("operator-check-telegram-silent"))
    else:
        seconds = f"{(now - health.polled_at).total_seconds():.0f}"
        yield Finding(health.fresh, words(WAYS[health.way], seconds=seconds))
    for each in health.obstacles:
        if each.trouble in OF_ALL:
            text = words(OF_ALL[each.trouble], **_values(each))
            yield Finding(each.trouble in TOLERATED, text)


def officer_findings(health: Report | None, work: Work, words: Words) -> Findings:
    """Yield which officers the bot cannot reach, why, and what to do."""
    for each in health.obstacles if health else ():
        officer = work.registry.listened_to(Channel.TELEGRAM, str(each.chat))
        if each.trouble in OF_OFFICERS and officer is not None:
            who = {"officer": officer.id, "name": officer.name, "authority": officer.authority}
            yield Finding(False, words(OF_OFFICERS[each.trouble], **who, **_values(each)))


def _values(obstacle: Obstacle) -> dict[str, str | datetime]:
    return {
        "since": obstacle.since,
        "detail": obstacle.detail or "none",
        "chat": str(obstacle.chat),
    }
