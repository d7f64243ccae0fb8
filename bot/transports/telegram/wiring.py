"""The Telegram transport of one installation: its settings, and what it asks of the host."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.clock.clocks import Clock
from bot.clock.keeper import Timekeeper
from bot.transports.asking import Asking
from bot.transports.configured import channels
from bot.transports.telegram.budget import Pacing
from bot.transports.telegram.menu import Menu
from bot.transports.telegram.transport import Host, Place, Telegram
from bot.transports.telegram.webhook import Endpoint
from bot.words.operator import Failed
from bot.words.texts import LANGUAGES, Texts
from config.settings import Settings
from handlers.catalogue import LISTING
from handlers.chat.listing import own_text
from handlers.clock import outage
from handlers.people.enrolment import TELEGRAM_NAME
from protocol.parties import CHATS, Channel, Officer
from storage.work import Store, Work

HEALTH = "health.json"
# For how long Telegram keeps what it could not deliver.
KEPT = outage.Kept(presses=timedelta(seconds=150), messages=timedelta(hours=24))
# What Telegram takes for a secret.
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def telegram(settings: Settings, store: Store, texts: Texts, clock: Clock) -> Telegram:
    """
    Return the transport, over the token that is set.

    Raises: Failed as `endpoint` does.
    """
    pace = settings.delivery
    place = Place(
        token=settings.telegram.token.get_secret_value(),
        api_url=settings.telegram.api_url,
        pacing=Pacing(
            per_second=pace.messages_per_second,
            alarm_reserve=pace.alarm_reserve,
            per_chat=timedelta(seconds=pace.per_chat_interval_seconds),
        ),
        health_file=health_file(settings),
        endpoint=endpoint(settings),
    )
    asked = host(store, texts, clock, channels(settings, training=False))
    if isinstance(clock, Timekeeper):
        asked = replace(asked, note_date=clock.dates(Channel.TELEGRAM, place.api_url))
    return Telegram(place, asked)


def endpoint(settings: Settings) -> Endpoint | None:
    """
    Return where updates are posted to; None when they are polled for.

    Raises: Failed when the secret is missing, or none that Telegram takes.
    """
    given = settings.telegram
    if not given.webhook_url:
        return None
    secret = given.webhook_secret.get_secret_value()
    if not secret:
        raise Failed("operator-webhook-secret-missing")
    if not SECRET.fullmatch(secret):
        raise Failed("operator-webhook-secret-bad")
    host, port = given.listens_at
    return Endpoint(given.webhook_url, host, port, secret)


def host(store: Store, texts: Texts, clock: Clock, beside: frozenset[Channel] = CHATS) -> Host:
    """Return what the transport asks of the storage and of the texts, `beside` which channels."""

    asking = Asking(store, texts, Channel.TELEGRAM, KEPT, beside=beside)

    async def keep_name(name: str) -> None:
        await store.run(lambda work: work.remember(TELEGRAM_NAME, name))

    async def menus() -> Mapping[str, Menu]:
        return await store.run(lambda work: all_menus(work, texts))

    return Host(
        attachments=asking.attachments,
        excuse=asking.excuse,
        knows=asking.knows,
        note_heard=asking.note_heard,
        note_silent=asking.note_silent,
        note_returned=asking.note_returned,
        stranger=lambda lang: texts.say(_language(lang), "stranger"),
        greets=asking.greets,
        menus=menus,
        keep_name=keep_name,
        clock=clock,
    )


def health_file(settings: Settings) -> Path:
    """Return where the state of health is written, for `nabat check`."""
    return settings.paths.state / HEALTH


def all_menus(work: Work, texts: Texts) -> Mapping[str, Menu]:
    """Return the menu of everybody who serves and has an account, by its address."""
    return {
        account.address: menu(officer, texts)
        for officer in work.registry.everybody()
        if officer.serves(work.now)
        for account in work.registry.accounts(officer.id)
        if account.channel is Channel.TELEGRAM
    }


def menu(officer: Officer, texts: Texts) -> Menu:
    """Return the commands of a role that need no request, as /help tells them."""
    lang = officer.lang if officer.lang in LANGUAGES else LANGUAGES[0]
    names = (each.name for each in LISTING.menu(officer.role))
    told = ((name, texts.say(lang, own_text(name, "help"))) for name in names)
    return tuple((name, line.partition(" — ")[2] or line) for name, line in told)


def _language(client: str) -> str:
    """Return the language for a stranger: English for whose client speaks it, else Russian."""
    return "en" if client.partition("-")[0].casefold() == "en" else "ru"
