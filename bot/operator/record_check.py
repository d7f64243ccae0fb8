"""What `nabat check` says of the record: the journal and its head, the files and their bytes."""

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from bot.installation.open import attachments_folder
from bot.operator.finding import Findings, finding, some
from bot.words.operator import Words
from config.settings import Settings
from storage.chain import GENESIS, link_of
from storage.files import names_of_files
from storage.folder import Folder
from storage.tables import journal, journal_head


def journal_findings(connection: Connection, words: Words) -> Findings:
    """Yield whether the journal ends where its head stands."""
    entries = entries_up_to_head(connection)
    if entries is None:
        yield finding(words, False, "operator-check-journal-bad")
    else:
        yield finding(words, True, "operator-check-journal", count=entries)


def attachment_findings(settings: Settings, connection: Connection, words: Words) -> Findings:
    """Yield whether the bytes of all files are there."""
    folder = Folder(attachments_folder(settings))
    trouble = folder.trouble()
    if trouble:
        yield finding(
            words, False, "operator-check-folder-bad", folder=str(folder.path), reason=trouble
        )
        return
    there = folder.ids()
    # Asked twice: what a running nabat has ended meanwhile is not missing.
    missing = (named := names_of_files(connection)) - there
    if missing and (missing := missing & names_of_files(connection)):
        yield finding(
            words,
            False,
            "operator-check-attachments-bad",
            count=len(missing),
            ids=some(sorted(missing)),
            folder=str(folder.path),
        )
    else:
        yield finding(words, True, "operator-check-attachments", count=len(named))


def entries_up_to_head(connection: Connection) -> int | None:
    """Return how many entries the journal has; None when its head is not that of the last one."""
    try:
        with connection.begin_nested():
            heads = connection.execute(select(journal_head)).all()
            last = connection.execute(select(journal).order_by(journal.c.seq.desc()).limit(2)).all()
    except DBAPIError:  # a page that is damaged
        return None
    if not heads and not last:
        return 0
    if len(heads) != 1 or not last:
        return None
    before = last[1].hash if len(last) > 1 else GENESIS
    if not isinstance(last[0].body, bytes) or not isinstance(before, bytes):
        return None  # SQLite keeps what it was given, of whatever type
    ends_at = (last[0].seq, link_of(before, last[0].body))
    return last[0].seq if ends_at == (heads[0].seq, heads[0].hash) else None
