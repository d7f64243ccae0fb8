"""What may be late: checkpoints, pruning, sweeping."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.tries.attempts import try_whole
from handlers.record.read_counts import full_hour
from handlers.request import casefile
from storage.engine import StorageFailed
from storage.files import Foreign
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.work import Store, Work

log = structlog.get_logger()
INBOX_KEPT = timedelta(hours=48)
OUTBOX_KEPT = timedelta(days=7)
# Longer than a message is tried to be sent.
EXPORT_KEPT = timedelta(hours=25)
# A file is written moments before the transaction that names it ends.
NAMED_WITHIN = timedelta(hours=1)
INSTALLATION = "installation"
# So many are deleted in one transaction, which an alarm may have to wait for.
ROWS = 500


def housekeeping(store: Store, database: SQLite | PostgreSQL) -> AsyncIOScheduler:
    """Return the scheduler of what may be late: checkpoints, pruning, sweeping. Nothing owed is."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None})

    async def checkpoint() -> None:
        try:
            await database.checkpoint()
        except StorageFailed as failure:
            log.warning("no_checkpoint", failure=str(failure))

    async def prune() -> None:
        try:
            await prune_all(store)
        except StorageFailed as failure:
            log.warning("not_pruned", failure=str(failure))

    async def sweep() -> None:
        try:
            count = await store.run(sweep_files)
        except StorageFailed as failure:
            log.warning("not_swept", failure=str(failure))
        except Foreign:
            log.error("attachments_foreign")
        else:
            if count:
                log.info("swept", count=count)

    scheduler.add_job(checkpoint, "interval", minutes=5, coalesce=True)
    scheduler.add_job(prune, "interval", hours=1, coalesce=True)
    scheduler.add_job(sweep, "interval", hours=1, coalesce=True)
    return scheduler


async def prune_all(store: Store) -> None:
    """
    Delete what is no longer needed, each part in a transaction of its own: what comes due meanwhile
    goes between them, and what a crash has left is found at the next time.

    Raises: StorageFailed; what is deleted stays so.
    """
    while await store.run(prune_rows):
        pass


def prune_rows(work: Work) -> bool:
    """
    Delete handled events, ended rows, old offers and codes; at most ROWS of what may be many.

    Return whether there may be more.
    """
    many: Mapping[str, Callable[[int], int]] = {
        "inbox": lambda most: work.inbox.prune(work.now - INBOX_KEPT, most=most),
        "outbox": lambda most: work.outbox.prune(work.now - OUTBOX_KEPT, most=most),
        "offers": lambda most: work.offers.prune(most=most),
        "passes": lambda most: work.passes.prune(most=most),
        "exports": lambda most: _expire_exports(work, most),
    }
    few: Mapping[str, Callable[[], object]] = {
        "admissions": work.admissions.prune,
        "strangers": work.strangers.prune,
        "shown": lambda: work.requests.prune_shown(full_hour(work.now)),
        "setbacks": work.setbacks.prune,
    }
    left = ROWS
    for name, part in many.items():
        left -= _count_of(work, partial(part, left), name)
        if left <= 0:
            return True
    for name, whole in few.items():
        try_whole(work, whole, "part_not_pruned", part=name)
    return False


def _count_of(work: Work, part: Callable[[], int], name: str) -> int:
    counts: list[int] = []
    try_whole(work, lambda: counts.append(part()), "part_not_pruned", part=name)
    return sum(counts)


def _expire_exports(work: Work, most: int) -> int:
    # Each has rows of its own in four tables.
    before, documents = work.now - EXPORT_KEPT, -(-most // 4)
    return 4 * work.attachments.expire(casefile.ABOUT, before, most=documents)


def sweep_files(work: Work) -> int:
    """
    Delete the files that no attachment and no event names, as a crash leaves them.

    Raises: Foreign when the folder is another installation's.
    """
    installation = work.recall(INSTALLATION)
    if installation is None:
        # The folder is marked when this has been committed: at the next time.
        work.remember(INSTALLATION, work.id())
        return 0
    return work.files.sweep(work.now - NAMED_WITHIN, installation=installation)
