"""
Showing content to a person: the one place that asks whether it may be shown, and writes it down.

Art. 10: every showing is an entry of the journal.
"""

from collections.abc import Iterable
from datetime import datetime

from protocol.parties import Authority, Channel, Officer, Passage
from protocol.permissions import View, sees
from protocol.refusals import Refused
from protocol.request import Content, Request
from storage.values import Line
from storage.work import Work


def shown_content(
    work: Work, request: Request, reader: Officer, *, now: datetime, where: str
) -> tuple[Line, ...]:
    """
    Return every field of a request as lines for this reader, and journal the showing.

    Raises: Refused when this reader may not see the content (Art. 10).
    """
    if sees(reader, request) < View.CONTENT:
        raise Refused("refused-number-unknown", instead="instead-number", text=str(request.number))
    work.journal.write("shown", actor=reader.id, at=now, subject=request.subject, where=where)
    files = work.attachments.about(request.id, "request")
    return (
        *parties_lines(
            work.registry.authority(request.requesting), work.registry.authority(request.requested)
        ),
        *content_lines(work.requests.content(request.id)),
        *(
            Line(
                "field-attachment",
                {"name": file.name, "size": file.size, "digest": file.digest[:12]},
            )
            for file in files
        ),
    )


def passage(work: Work, request: Request, channel: Channel) -> Passage:
    """
    Return what of a request may pass over `channel`: its content, or a pointer to it (Art. 6).

    A text for official use («ДСП») passes only where the agreement of the Parties says so.
    """
    pair = (request.number.requesting, request.number.requested)
    agreements = work.registry.agreements()
    agreed = agreements.passage(*pair, channel)
    if agreed is not Passage.CONTENT:
        return Passage.POINTER
    if request.official_use and not agreements.official_use(*pair, channel):
        return Passage.POINTER
    return Passage.CONTENT


def parties_lines(requesting: Authority, requested: Authority) -> tuple[Line, ...]:
    """Return the two authorities, as Art. 6 names them first."""
    return (
        Line("field-requesting", {"authority": requesting.id}),
        Line("field-requested", {"authority": requested.id}),
    )


def content_lines(content: Content) -> tuple[Line, ...]:
    """Return the fields of Art. 6 in the order of the article; what was not given is left out."""
    return (
        Line("field-ground", {"ground": content.ground, "text": content.qualification}),
        Line("field-purpose", {"text": content.purpose}),
        Line("field-justification", {"text": content.justification}),
        Line("field-substance", {"text": content.substance}),
        Line("field-assistance", {"text": content.assistance}),
        *_given("field-persons", content.persons),
        Line("field-periods", {"text": content.periods})
        if content.periods
        else Line("field-periods-none"),
        *_given("field-urgent_until", content.urgent_until),
        *_given("field-other", content.other),
    )


def _given(text: str, value: str) -> Iterable[Line]:
    return (Line(text, {"text": value}),) if value else ()
