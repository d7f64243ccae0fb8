"""How the bot learns what happened: it asks, or says where it wants to be told."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.refusals import WEBHOOK_ACTIVE, bad, conflict
from tests.worlds.botapi.telegram import Telegram, Webhook
from tests.worlds.botapi.updates import BY_DEFAULT

Json = dict[str, Any]

LONGEST_POLL = 50
MOST_UPDATES = 100
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_SECRET = 256
MOST_CONNECTIONS = 100


async def get_updates(telegram: Telegram, call: Call) -> list[Json]:
    """getUpdates."""
    if telegram.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    telegram.updates.allow(_kinds(call))
    batch = await telegram.updates.poll(
        call.number("offset"),
        min(max(call.number("limit", MOST_UPDATES), 1), MOST_UPDATES),
        min(max(call.number("timeout"), 0), LONGEST_POLL),
    )
    return [update.as_json() for update in batch]


def set_webhook(telegram: Telegram, call: Call) -> bool:
    """setWebhook; an empty address removes it. Without TLS on the loopback only."""
    if not call.text("url"):
        return delete_webhook(telegram, call)
    address = urlsplit(call.text("url"))
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    telegram.updates.allow(_kinds(call))
    telegram.updates.interrupt("terminated by setWebhook request")
    if call.yes("drop_pending_updates"):
        telegram.updates.clear()
    telegram.webhook = Webhook(
        url=call.text("url"),
        secret=secret,
        max_connections=min(max(call.number("max_connections", 40), 1), MOST_CONNECTIONS),
        ip_address=call.text("ip_address"),
        certificate="certificate" in call.uploads,
    )
    telegram.updates.arrived.set()
    telegram.executed(call)
    return True


def delete_webhook(telegram: Telegram, call: Call) -> bool:
    """deleteWebhook."""
    if call.yes("drop_pending_updates"):
        telegram.updates.clear()
    telegram.webhook = Webhook()
    telegram.executed(call)
    return True


def get_webhook_info(telegram: Telegram, call: Call) -> Json:
    """getWebhookInfo."""
    webhook = telegram.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": webhook.certificate,
        "pending_update_count": telegram.updates.pending(),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
        info["ip_address"] = webhook.ip_address or "127.0.0.1"
    if webhook.failed_at is not None:
        info["last_error_date"] = int(webhook.failed_at.timestamp())
        info["last_error_message"] = webhook.failure
    if telegram.updates.allowed != BY_DEFAULT:
        info["allowed_updates"] = sorted(telegram.updates.allowed)
    return info


def _kinds(call: Call) -> list[str] | None:
    if not call.has("allowed_updates"):
        return None
    return [str(kind) for kind in call.listed("allowed_updates")]
