"""What was written down as shown to its reader and did not leave."""

from bot.words.message import Rendered
from handlers.record import content
from protocol.obligation import About, Subject
from storage.outgoing import Outgoing
from storage.work import Work


def journal_unshown(work: Work, row: Outgoing) -> None:
    """Journal that what was written down as shown did not leave: no server may have taken it."""
    if row.rendering is None or row.doubts:
        return
    rendered = Rendered.from_json(row.rendering)
    for id in rendered.glimpses:
        about, reader = Subject(About.REQUEST, id), row.saying.officer
        content.journal(work, content.UNSHOWN, about, reader, where=row.saying.text, files=0)
    if rendered.shows and row.saying.subject is not None:
        content.journal(
            work,
            content.UNSHOWN,
            row.saying.subject,
            row.saying.officer,
            where=row.saying.text,
            files=len(rendered.files),
        )
