"""
Showing content to a person: the one place that asks whether it may be shown, and writes it down.

Art. 10: every showing is an entry of the journal, whether of the fields of a request, of what was
stated about it, of a letter or of files.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.chat.families import Family
from handlers.record import letters
from handlers.record.agreements import agreed_for_request
from handlers.record.corrected import shown
from handlers.record.entries import entered_lines
from protocol.additions import Addition, corrected
from protocol.moves import Move
from protocol.obligation import Subject
from protocol.parties import Authority, Channel, Officer, Passage
from protocol.periods import TRANSMITTED, within
from protocol.refusals import Refused
from protocol.request import Content, Crime, Request
from protocol.views import View, sees
from storage.keys import Destroyed
from storage.values import Line, Values
from storage.work import Work

SHOWN = "shown"
# What was journalled as shown, and then did not leave.
UNSHOWN = "unshown"
GROUNDS = Family("field-ground", (Crime.NEW_EPISODES, Crime.COMMITTED))
# As many signs of a purpose stand in a line of a list.
FIRST_WORDS = 48


def journal(
    work: Work, action: str, subject: Subject, reader: Officer | str, *, where: str, files: int
) -> None:
    """Write down who is shown content, in which text, with how many files; or that it failed."""
    id = reader if isinstance(reader, str) else reader.id
    work.journal.write(action, actor=id, at=work.now, subject=subject, where=where, files=files)


def readings(work: Work, subject: Subject) -> dict[str, list[datetime]]:
    """Return who was shown content about `subject`, and when, the first reader first."""
    found: dict[str, list[datetime]] = {}
    for entry in work.journal.about(subject):
        if entry.action == SHOWN:
            found.setdefault(entry.actor, []).append(datetime.fromisoformat(entry.at))
        elif entry.action == UNSHOWN and found.get(entry.actor):
            found[entry.actor].pop()
    return {reader: moments for reader, moments in found.items() if moments}


def shown_content(work: Work, request: Request, reader: Officer) -> tuple[Line, ...]:
    """
    Return every field of a request as lines for this reader; who says them journals it.

    Raises: Refused when this reader may not see the content (Art. 10).
    """
    if sees(reader, request) < View.CONTENT:
        raise Refused("refused-number-unknown", instead="instead-number", text=str(request.number))
    files = work.attachments.about(request.id, "request")
    return (
        *parties_lines(
            work.registry.authority(request.requesting), work.registry.authority(request.requested)
        ),
        *entered_lines(work, request, quotes=True),
        *recorded_lines(work, request),
        *_stated_otherwise(work, request),
        *(
            Line(
                "field-attachment",
                {"name": file.name, "size": file.size, "digest": file.digest[:12]},
            )
            for file in files
        ),
    )


def first_words(text: str) -> str:
    """Return how a text begins, in whole words, for a line of a list."""
    return textwrap.shorten(text, FIRST_WORDS, placeholder="…")


def glimpse(work: Work, request: Request, reader: Officer, channel: Channel | None) -> str:
    """
    Return the first words of the purpose where this reader may see the content over this channel.

    Else nothing, as of a request whose content was destroyed; who says them journals it.
    """
    if channel is None or sees(reader, request) < View.CONTENT:
        return ""
    if passage(work, request, channel) is not Passage.CONTENT:
        return ""
    try:
        return first_words(content_now(work, request).purpose)
    except Destroyed:
        return ""


def passage(work: Work, request: Request, channel: Channel) -> Passage:
    """
    Return what of a request may pass over `channel`: its content, or a pointer to it (Art. 6).

    It passes by an agreement of the register, or by the consent on which the request rests.
    A text for official use («ДСП») passes only where the agreement of the Parties says so.
    """
    pair = (request.number.requesting, request.number.requested)
    agreements = work.registry.agreements(*pair)
    if agreements.passage(*pair, channel) is not Passage.CONTENT:
        agreements = agreed_for_request(work, request)
    if agreements.passage(*pair, channel) is not Passage.CONTENT:
        return Passage.POINTER
    if request.official_use and not agreements.has_official_use(*pair, channel):
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
        _ground(content),
        Line("field-purpose", {"text": content.purpose}),
        Line("field-justification", {"text": content.justification}),
        Line("field-substance", {"text": content.substance}),
        Line("field-assistance", {"text": content.assistance}),
        *_given("field-persons", content.persons),
        Line("field-periods", {"text": content.periods})
        if content.periods
        else Line("field-periods-none"),
        *_given("field-urgent_until", content.urgent_until),
        *_begins(content),
        *_given("field-other", content.other),
    )


def content_now(work: Work, request: Request) -> Content:
    """
    Return the content as the corrections have left it.

    Raises: keys.Destroyed when it was destroyed.
    """
    return corrected(work.requests.content(request.id), work.requests.additions.of(request.id))


def recorded_lines(work: Work, request: Request) -> tuple[Line, ...]:
    """Return the fields as they are now, then what each of them was, and what was added."""
    found = work.requests.additions.of(request.id)
    content = corrected(work.requests.content(request.id), found)
    return (*content_lines(content), *addition_lines(work, request, found))


def _stated_otherwise(work: Work, request: Request) -> Iterator[Line]:
    """Yield what the second entry of a request says where the first one says it otherwise."""
    if request.means is None:
        return
    own = content_lines(work.requests.content(request.id))
    for each in work.requests.entries.of(request.id):
        stated = None if each.unpaired_at else work.requests.entries.content(request.id, each.id)
        lines = [line for line in content_lines(stated) if line not in own] if stated else []
        if lines:
            yield Line("entered-otherwise", {"authority": each.authority, "officer": each.officer})
            yield from lines


def addition_lines(work: Work, request: Request, found: Iterable[Addition]) -> Iterator[Line]:
    """Yield a line for each correction, with what was and what is, and for each addition."""
    found = tuple(found)
    apart = any(each.move is Move.ADD and each.owed for each in found)
    confirming = work.requests.confirmations_of_additions(request.id) if apart else {}
    for each in sorted(found, key=lambda each: (each.at, each.running)):
        said: Values = {"count": each.running, "officer": each.officer, "at": each.at}
        if each.move is Move.CORRECT:
            was, now = shown(each)
            yield Line("correction", {**said, "field": each.field, "was": was, "text": now})
        else:
            asks = "yes" if each.asks_more else "no"
            yield Line("addition", {**said, "text": each.text, "asks": asks})
        if each.id in confirming:
            letter = confirming[each.id]
            outgoing = letter.outgoing
            confirmed: Values = {"letter": outgoing.number, "on": outgoing.dated_on}
            yield Line("addition-confirmed", {"count": each.running, **confirmed})
            owed = work.obligations.get(each.owed)
            yield from letters.notes(work, request, letter, owed=owed)


def _ground(content: Content) -> Line:
    """Return what the request says of the crime, and no more than its author did."""
    if content.ground is None:
        return Line("field-ground-other", {"text": content.qualification})
    said = {"ground": content.ground, "text": content.qualification}
    if content.crime is Crime.IN_PREPARATION:
        return Line("field-ground", said)
    return Line(GROUNDS[content.crime], said)


def _begins(content: Content) -> Iterable[Line]:
    """Return from when the hours of a named period are counted."""
    if content.urgent_since and within(content.urgent_until):
        if content.urgent_since == TRANSMITTED:
            yield Line("field-urgent_since-transmitted")
        else:
            yield Line("field-urgent_since", {"moment": content.urgent_since})


def _given(text: str, value: str) -> Iterable[Line]:
    return (Line(text, {"text": value}),) if value else ()
