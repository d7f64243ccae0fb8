"""The Matrix transport of one installation: its settings, its identity, what it asks."""

import base64
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from nio.crypto import ENCRYPTION_ENABLED

from bot.clock.clocks import Clock
from bot.clock.keeper import Timekeeper
from bot.transports.asking import Asking
from bot.transports.base import cursor_of
from bot.transports.configured import channels
from bot.transports.matrix.account import Account, Host, Place
from bot.transports.matrix.comparing import comparing
from bot.transports.matrix.signatures import Identity
from bot.transports.matrix.transport import Matrix
from bot.words.operator import Failed
from bot.words.texts import LANGUAGES, Texts
from config.settings import Settings
from handlers.catalogue import LISTING
from handlers.chat import turn
from handlers.clock import outage
from handlers.people import matrix_identity
from handlers.record import subjects
from protocol.parties import CHATS, Channel
from storage.keys import KeyRing, keep_secret, read_ring
from storage.work import Store, Work

P = ParamSpec("P")
T = TypeVar("T")

HEALTH = "health-matrix.json"
STORE = "matrix"
SECRET = "matrix"
# What a homeserver is asked for to see whether it has forgotten; older ones it may have purged.
NEWEST, NEWEST_WITHIN = 50, timedelta(days=1)
# One receipt may stand for months of messages, and each edit is a call.
OPENED_AT_ONCE = 3
OPENED_LOOKED_AT = 32
# A homeserver keeps everything; what was written meanwhile comes.
KEPT = outage.Kept(presses=timedelta(days=3650), messages=timedelta(days=3650))


def matrix(settings: Settings, store: Store, texts: Texts, clock: Clock) -> Matrix:
    """
    Return the transport, as who `nabat matrix setup` has made the bot.

    Raises: Failed when it was not set up, or for another user; KeyRingError.
    """
    if not ENCRYPTION_ENABLED:
        raise Failed("operator-matrix-no-olm")
    account = set_up(settings)
    place = Place(
        homeserver=settings.matrix.homeserver,
        account=account,
        store=store_folder(settings),
        password=settings.matrix.password.get_secret_value(),
        keep=account_keeper(settings),
        health_file=health_file(settings),
    )
    asked = host(store, texts, clock, channels(settings, training=False))
    if isinstance(clock, Timekeeper):
        asked = replace(asked, note_date=clock.dates(Channel.MATRIX, place.homeserver))
    return Matrix(place, asked)


def account_keeper(settings: Settings) -> Callable[[Account], None]:
    """Return what keeps in the ring who the bot is; it raises KeyRingError, OSError."""

    def keep(account: Account) -> None:
        keep_secret(settings.keys_file, SECRET, secret_of(account))

    return keep


def set_up(settings: Settings) -> Account:
    """
    Return who the bot is.

    Raises: Failed when it was not set up, or for another user; KeyRingError.
    """
    account = account_of(read_ring(settings.keys_file))
    if account is None:
        raise Failed("operator-matrix-not-set-up")
    if settings.matrix.user and settings.matrix.user != account.user:
        raise Failed("operator-matrix-other", user=settings.matrix.user, known=account.user)
    return account


def host(store: Store, texts: Texts, clock: Clock, beside: frozenset[Channel] = CHATS) -> Host:
    """Return what the transport asks of the storage and of the texts, `beside` which channels."""
    ours = turn.Site(LISTING, words=texts.vocabulary(), channels=frozenset({Channel.MATRIX}))

    asking = Asking(store, texts, Channel.MATRIX, KEPT, beside=beside)

    def ask(does: Callable[Concatenate[Work, P], T]) -> Callable[P, Awaitable[T]]:
        """Return what does this in a transaction of its own."""

        def run(*given: P.args, **named: P.kwargs) -> Awaitable[T]:
            return store.run(lambda work: does(work, *given, **named))

        return run

    async def stranger(address: str, master: str, unread: bool) -> str | None:
        officer = await store.run(lambda work: work.registry.listened_to(Channel.MATRIX, address))
        if officer is not None:
            lang = officer.lang if officer.lang in LANGUAGES else LANGUAGES[0]
            return texts.say(lang, "unread") if unread else None
        text = "stranger-unread" if unread else "stranger"
        greets = await asking.greets(f"{address} {master} {text}")
        return texts.say(LANGUAGES[0], text) if greets else None

    return Host(
        attachments=asking.attachments,
        excuse=asking.excuse,
        knows=asking.knows,
        rooms=ask(lambda work: work.rooms.all()),
        place=ask(lambda work, address, room: work.rooms.place(address, room)),
        pin=ask(lambda work, address, master: work.rooms.pin(address, master)),
        forget=ask(forget),
        those_who_serve=ask(serving_addresses),
        those_admitted=ask(admitted_addresses),
        cursor=ask(lambda work: work.recall(cursor_of(Channel.MATRIX))),
        keep_cursor=ask(lambda work, token: work.remember(cursor_of(Channel.MATRIX), token)),
        note_new_key=ask(lambda work, *key: matrix_identity.note_new_key(work, ours, *key)),
        note_unsigned=ask(lambda work, *device: matrix_identity.note_unsigned(work, ours, *device)),
        note_read=ask(record_read),
        note_heard=asking.note_heard,
        note_silent=asking.note_silent,
        note_returned=asking.note_returned,
        stranger=stranger,
        comparing=comparing(store, texts, turn.Site(LISTING, channels=beside), admitted_addresses),
        newest=ask(newest),
        room_name=texts.say(LANGUAGES[0], "room-name"),
        clock=clock,
    )


def forget(work: Work, address: str) -> None:
    """Forget the room of an account, and what was verified with it."""
    work.rooms.forget(address)
    work.verifications.forget(address)


def newest(work: Work) -> Sequence[str]:
    """Return the ids of the messages that were sent last, the newest first."""
    return work.arrivals.newest(Channel.MATRIX, work.now - NEWEST_WITHIN, NEWEST)


def serving_addresses(work: Work) -> frozenset[str]:
    """Return the accounts of everybody who serves."""
    return frozenset(
        account.address
        for officer in work.registry.everybody()
        if officer.serves(work.now)
        for account in work.registry.all_accounts(officer.id)
        if account.channel is Channel.MATRIX
    )


def admitted_addresses(work: Work) -> frozenset[str]:
    """Return the accounts that are somebody's, and those of applicants."""
    people = work.registry.everybody()
    bound = {each.address for who in people for each in work.registry.all_accounts(who.id)}
    waiting = work.admissions.waiting({each.id for each in people})
    return frozenset(bound | {each.address for each in waiting})


def record_read(work: Work, address: str, event: str) -> None:
    """
    Record that the owner of an account has read up to an event; the cards show it.

    It is information: of many that are read at once the newest cards are edited for it, those whose
    alarm still rings, and the others show it with their next change.
    """
    officer = work.registry.bound_to(Channel.MATRIX, address)
    if officer is not None:
        read = work.arrivals.record_read(officer, Channel.MATRIX, event)[:OPENED_LOOKED_AT]
        ringing = (each for each in read if subjects.shows_receipts(work, each))
        for subject in islice(ringing, OPENED_AT_ONCE):
            work.cards.touch(subject)


def health_file(settings: Settings) -> Path:
    """Return where the state of health is written, for `nabat check`."""
    return settings.paths.state / HEALTH


def store_folder(settings: Settings) -> Path:
    """Return where the keys of rooms lie, sealed."""
    return settings.paths.state / STORE


def account_of(ring: KeyRing) -> Account | None:
    """Return who the bot is on Matrix; None before `nabat matrix setup`."""
    secret = ring.secrets.get(SECRET)
    if secret is None:
        return None
    kept: dict[str, Any] = json.loads(secret)
    seeds = {name: base64.b64decode(seed) for name, seed in kept.pop("identity").items()}
    return Account(**kept, identity=Identity(**seeds))


def secret_of(account: Account) -> str:
    """Return what `account_of` reads."""
    seeds = account.identity
    return json.dumps(
        {
            "user": account.user,
            "device": account.device,
            "made_ms": account.made_ms,
            "token": account.token,
            "pickle_key": account.pickle_key,
            "identity": {
                name: base64.b64encode(getattr(seeds, name)).decode()
                for name in ("master", "self_signing", "user_signing")
            },
        }
    )
