"""How the bot learns what happened: it asks, or is told at a webhook."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.botapi.calls import Call
from tests.botapi.refusals import WEBHOOK_ACTIVE, bad, conflict
from tests.botapi.telegram import Telegram, Webhook
from tests.botapi.updates import BY_DEFAULT, Update

Json = dict[str, Any]

LONGEST_POLL = 50
MOST_UPDATES = 100
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


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
    telegram.updates.allow(_kinds(call))
    telegram.updates.interrupt("terminated by setWebhook request")
    if call.yes("drop_pending_updates"):
        telegram.updates.clear()
    telegram.webhook = Webhook(
        url=call.text("url"),
        secret=call.text("secret_token"),
        max_connections=call.number("max_connections", 40),
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


async def deliver(telegram: Telegram, pause: float) -> None:
    """
    Post updates to the webhook until cancelled, one at a time, each until it is taken.

    After a failure the next try is `pause` seconds later, then twice that, at most sixteen times.
    """
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        tries = 0
        while True:
            telegram.updates.arrived.clear()
            batch = telegram.updates.take(0, 1) if telegram.webhook.url else []
            if not batch:
                await telegram.updates.arrived.wait()
            elif await _post(session, telegram, batch[0]):
                telegram.updates.confirm(batch[0])
                tries = 0
            else:
                await asyncio.sleep(pause * 2 ** min(tries, 4))
                tries += 1


async def _post(session: aiohttp.ClientSession, telegram: Telegram, update: Update) -> bool:
    webhook = telegram.webhook
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    try:
        async with session.post(webhook.url, json=update.as_json(), headers=headers) as answer:
            if answer.ok:
                webhook.delivered += 1
                return True
            webhook.failure = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (aiohttp.ClientError, TimeoutError):
        webhook.failure = "Connection refused"
    webhook.failed_at = telegram.clock()
    return False


def _kinds(call: Call) -> list[str] | None:
    if not call.has("allowed_updates"):
        return None
    return [str(kind) for kind in call.listed("allowed_updates")]
