"""The keys of rooms and of this device: nio's store, sealed under our own key."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import structlog
from nio.client.base_client import Client, ClientConfig
from nio.store import SqliteStore
from nio.store.models import MegolmInboundSessions

from bot.transports.matrix.account import Account, Place

log = structlog.get_logger()

STORE_MODE = 0o700
STORE = "keys.db"
DAMAGED = f"{STORE}.damaged"
DAMAGES = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


def open_client(place: Place) -> Client:
    """
    Return nio's client over its store, made where there is none.

    A file that is no store is laid aside: the device has to be a new one, and nothing else is lost.
    """
    place.store.mkdir(mode=STORE_MODE, parents=True, exist_ok=True)
    if not _is_whole(place.store / STORE):
        log.error("keys_damaged")
        _lay_aside(place.store)
    account = place.account
    client = Client(account.user, account.device, str(place.store))
    _load(client, account)
    return client


def becomes(client: Client, account: Account) -> None:
    """
    Let the client be another device of the same user, whose keys lie in the same store.

    What was written to the device before stays readable.
    """
    before, sessions = client.store, client.olm.inbound_group_store
    _load(client, account)
    before.database.close()
    store = client.store
    with store.database.bind_ctx(store.models), store.database.atomic():
        for session in sessions:
            # nio keeps each session once, under whichever device had it first.
            MegolmInboundSessions.delete().where(
                MegolmInboundSessions.session_id == session.id
            ).execute()
            client.olm.inbound_group_store.add(session)
            store.save_inbound_group_session(session)


def _load(client: Client, account: Account) -> None:
    client.config = ClientConfig(
        store=SqliteStore,
        store_name=STORE,
        pickle_key=account.pickle_key,
        encryption_enabled=True,
        store_sync_tokens=False,
    )
    client.store = None
    client.restore_login(account.user, account.device, account.token)
    if client.olm is None:
        raise RuntimeError("without Olm nothing may be sent")


def _is_whole(file: Path) -> bool:
    if not file.exists():
        return True
    try:
        with closing(sqlite3.connect(file)) as opened:
            return bool(opened.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode not in DAMAGES


def _lay_aside(folder: Path) -> None:
    for name in (STORE, f"{STORE}-wal", f"{STORE}-shm", f"{STORE}-journal"):
        with suppress(FileNotFoundError):
            (folder / name).replace(folder / name.replace(STORE, DAMAGED))
