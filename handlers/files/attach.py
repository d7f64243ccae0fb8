"""Files that people attach: known by their content, named after it, digested, sealed."""

import hashlib
from collections.abc import Iterable

from handlers.chat.dialogs import Files
from handlers.chat.events import File, Lost
from handlers.chat.families import Family
from handlers.chat.turn import Turn
from handlers.files.names import stored_name, visible_name
from handlers.files.types import Kind, kind
from handlers.files.unfit import Remedy, Unfit, remedy
from protocol.obligation import Subject
from protocol.refusals import Refused
from storage.attachments import Attachment
from storage.carrying import Carries
from storage.drafts import Draft

UNFIT: Family[Lost | Unfit] = Family("refused-file", (*Lost, *Unfit))
INSTEAD = Family("instead-file", tuple(Remedy))


def attach(turn: Turn, files: Iterable[object], *, about: str, subject: str, purpose: str) -> int:
    """
    Store files and return how many.

    Raises: Refused when one is missing, empty, too large, or of another type; none is stored.
    """
    known = [(file, _kind(file)) for file in files if isinstance(file, File)]
    for file, kind_ in known:
        turn.work.attachments.add(
            Attachment(
                id=turn.work.id(),
                about=about,
                subject=subject,
                purpose=purpose,
                officer=turn.officer.id,
                at=turn.now,
                type=kind_.type,
                size=len(file.body),
                digest=hashlib.sha256(file.body).hexdigest(),
                name=stored_name(file.name, kind_),
            ),
            file.body,
        )
    return len(known)


def files_of(purpose: str, *, alone: str = "attached", beside: str = "refused") -> Files:
    """Return how a dialog takes files: they stay with its draft, for one purpose."""

    def put(turn: Turn, draft: Draft, files: Iterable[object]) -> int:
        return attach(turn, files, about="draft", subject=draft.id, purpose=purpose)

    return Files(put, alone, beside)


def share(turn: Turn, source: str, target: Subject, purpose: str) -> tuple[Attachment, ...]:
    """
    Give the files of a draft to the request that comes of it, and return these.

    One whose bytes are lost keeps nothing back: the rest goes, and the officer is told which.
    """
    shared = turn.work.attachments.share(source, target, purpose, ids=turn.work.id)
    for each in shared.lost:
        turn.say(
            "attachment-lost",
            carries=Carries.DRAFT,
            key=f"{turn.key}/lost/{each.id}",
            name=each.name,
        )
    return shared.copies


def _kind(file: File) -> Kind:
    found = file.lost or kind(file.body)
    if isinstance(found, Kind):
        return found
    name, instead = visible_name(file.name), remedy(found)
    raise Refused(UNFIT[found], instead=INSTEAD[instead], name=name)
