"""What `nabat check` says of a channel: what the running bot has written, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.installation.lock import Holder
from bot.operator.finding import Finding, Findings
from bot.transports.health_file import Report, read
from bot.transports.matrix import wiring as matrix_wiring
from bot.transports.telegram import wiring as telegram_wiring
from bot.transports.trouble import TOLERATED, Obstacle, Trouble
from bot.words.operator import Words
from bot.words.values import VALUES
from config.settings import Settings
from protocol.parties import Channel
from storage.work import Work

HEALTH_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Telling:
    """
    The keys of what is told of a channel: that the bot does not run, that its server has never
    answered, how events come in, what stands in the way of all of them, and of one officer.
    """

    idle: str
    silent: str
    ways: Mapping[str, str]
    of_all: Mapping[Trouble, str]
    of_officers: Mapping[Trouble, str]


TOLD: Mapping[Channel, Telling] = {
    Channel.TELEGRAM: Telling(
        idle="operator-check-telegram-idle",
        silent="operator-check-telegram-silent",
        ways={
            "polling": "operator-check-telegram-polling",
            "webhook": "operator-check-telegram-webhook",
        },
        of_all={
            Trouble.UNAUTHORIZED: "operator-telegram-unauthorized",
            Trouble.CONFLICT: "operator-telegram-conflict",
            Trouble.UNREACHABLE: "operator-telegram-unreachable",
            Trouble.REFUSED: "operator-telegram-refused",
            Trouble.UNDELIVERED: "operator-telegram-undelivered",
            Trouble.NOT_LISTENING: "operator-telegram-not-listening",
            Trouble.MIGRATED: "operator-telegram-migrated",
        },
        of_officers={
            Trouble.BLOCKED: "operator-telegram-blocked",
            Trouble.DEACTIVATED: "operator-telegram-deactivated",
            Trouble.NEVER_STARTED: "operator-telegram-never-started",
            Trouble.MOVED: "operator-telegram-moved",
            Trouble.BARRED: "operator-telegram-barred",
        },
    ),
    Channel.MATRIX: Telling(
        idle="operator-check-matrix-idle",
        silent="operator-check-matrix-silent",
        ways={"syncing": "operator-check-matrix-syncing"},
        of_all={
            Trouble.UNAUTHORIZED: "operator-matrix-unauthorized",
            Trouble.UNREACHABLE: "operator-matrix-unreachable",
            Trouble.REFUSED: "operator-matrix-refuses",
            Trouble.CHANGED: "operator-matrix-changed",
            Trouble.MISMATCHED: "operator-matrix-mismatched",
            Trouble.REDIRECTED: "operator-matrix-redirected",
            Trouble.NO_HOMESERVER: "operator-matrix-no-server",
            Trouble.PASSWORD: "operator-matrix-password-refused",
            Trouble.NO_PASSWORD_LOGIN: "operator-matrix-password-login-off",
            Trouble.DEVICE_GONE: "operator-matrix-device-gone",
            Trouble.NOT_VOUCHED: "operator-matrix-device-not-vouched",
            Trouble.RENEWED: "operator-matrix-renewed",
            Trouble.IMPOSTOR: "operator-matrix-impostor",
            Trouble.IDENTITY_RESET: "operator-matrix-identity-reset",
            Trouble.FORGOTTEN: "operator-matrix-forgotten",
            Trouble.SLOW: "operator-matrix-slow",
        },
        of_officers={
            Trouble.NOT_JOINED: "operator-matrix-not-joined",
            Trouble.INTRUDER: "operator-matrix-intruder",
            Trouble.UNENCRYPTED: "operator-matrix-unencrypted",
            Trouble.UNSIGNED: "operator-matrix-unsigned",
            Trouble.PLAINTEXT: "operator-matrix-plaintext",
            Trouble.REPLAYED: "operator-matrix-replayed",
            Trouble.MISSED: "operator-matrix-missed",
            Trouble.UNDECRYPTED: "operator-matrix-undecrypted",
        },
    ),
}
# Where a running bot writes how a channel does.
HEALTH: Mapping[Channel, Callable[[Settings], Path]] = {
    Channel.TELEGRAM: telegram_wiring.health_file,
    Channel.MATRIX: matrix_wiring.health_file,
}


def last_health(file: Path, channel: Channel, holder: Holder | None) -> Report | None:
    """Return what the process that runs has written of a channel; None of one that has ended."""
    found = read(file, channel)
    return found if found and holder and found.pid == holder.pid else None


def channel_findings(
    channel: Channel, holder: Holder | None, health: Report | None, words: Words, now: datetime
) -> Findings:
    """Yield whether events come in, and what keeps them from it."""
    told = TOLD[channel]
    if holder is None:
        yield Finding(True, words(told.idle))
        return
    if health is None or health.polled_at is None:
        yield Finding(False, words(told.silent))
    else:
        seconds = f"{(now - health.polled_at).total_seconds():.0f}"
        yield Finding(health.fresh, words(told.ways[health.way], seconds=seconds))
    if health is None:
        return
    if now - health.written_at > HEALTH_WITHIN:
        channel_name = words(VALUES["channel"][channel])
        yield Finding(
            False, words("operator-check-stuck", channel=channel_name, since=health.written_at)
        )
    for each in health.obstacles:
        if each.trouble in told.of_all:
            text = words(told.of_all[each.trouble], **_values(each))
            # What has only begun may be over at the next poll.
            good = each.trouble in TOLERATED and health.fresh
            yield Finding(good, text, warns=good)


def officer_findings(channel: Channel, health: Report | None, work: Work, words: Words) -> Findings:
    """Yield which officers the bot cannot reach, why, and what to do."""
    of_officers = TOLD[channel].of_officers
    for each in health.obstacles if health else ():
        officer = work.registry.listened_to(channel, str(each.chat))
        if each.trouble in of_officers and officer is not None:
            who = {"officer": officer.id, "name": officer.name, "authority": officer.authority}
            good = each.trouble in TOLERATED
            text = words(of_officers[each.trouble], **who, **_values(each))
            yield Finding(good, text, warns=good)


def _values(obstacle: Obstacle) -> dict[str, str | datetime]:
    return {
        "since": obstacle.since,
        "detail": obstacle.detail or "none",
        "chat": str(obstacle.chat),
    }
