"""What may be late: checkpoints, pruning, sweeping."""

from collections.abc import Callable, Mapping
from datetime import timedelta

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
            await store.run(prune_rows)
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


def prune_rows(work: Work) -> None:
    """Delete what is no longer needed: handled events, ended rows, old offers and codes."""
    parts: Mapping[str, Callable[[], object]] = {
        "inbox": lambda: work.inbox.prune(work.now - INBOX_KEPT),
        "outbox": lambda: work.outbox.prune(work.now - OUTBOX_KEPT),
        "offers": work.offers.prune,
        "admissions": work.admissions.prune,
        "exports": lambda: work.attachments.expire(casefile.ABOUT, work.now - EXPORT_KEPT),
        "strangers": work.strangers.prune,
        "passes": work.passes.prune,
        "shown": lambda: work.requests.prune_shown(full_hour(work.now)),
        "setbacks": work.setbacks.prune,
    }
    for name, part in parts.items():
        try_whole(work, part, "part_not_pruned", part=name)


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
