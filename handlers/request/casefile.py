"""
The case file of one request: everything that the record has of it, as lines of one document.

It is made for one reader at delivery, kept sealed under a key of its own, and destroyed within a
day: what it says stays in the record.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from handlers.chat.families import Family
from handlers.record import letters
from handlers.record.cards import head
from handlers.record.content import (
    SHOWN,
    UNSHOWN,
    addition_lines,
    content_lines,
    content_now,
    parties_lines,
)
from handlers.record.entries import entered_lines
from handlers.record.terms import terms_lines
from protocol.moves import EXECUTION, FORM, Move
from protocol.obligation import Obligation
from protocol.obligations import OBLIGATIONS, is_known_to
from protocol.parties import Officer
from protocol.permissions import Act, may_about
from protocol.request import Request
from protocol.views import View, audits, sees
from storage.attachments import Attachment
from storage.requests import Statement
from storage.values import Line, Value
from storage.work import Work

ABOUT = "export"
TYPE = "text/plain"
# The two tracks, as the facts of the journal and the words of states name them.
EXECUTED, FORMED = "execution", "form"
PURPOSES = ("request", "scan", "statement")
_OF_EXECUTION = frozenset(move for row in EXECUTION.values() for move in row)
_OF_FORM = frozenset(move for row in FORM.values() for move in row)
# Sections of what was said, each with the moves that say it, in the order of the document.
STATED: Mapping[str, tuple[Move, ...]] = {
    "conditions": (
        Move.PROPOSE_CONDITIONS,
        Move.ACCEPT_CONDITIONS,
        Move.DECLINE_CONDITIONS,
        Move.COUNTER_CONDITIONS,
        Move.REPORT_BREACH,
        Move.ANSWER_BREACH,
    ),
    "consents": (
        Move.ASK_PRESENCE,
        Move.ANSWER_PRESENCE,
        Move.ASK_OTHER_USE,
        Move.ANSWER_OTHER_USE,
        Move.PROPOSE_COSTS,
        Move.AGREE_COSTS,
        Move.PROPOSE_PERIOD,
        Move.AGREE_PERIOD,
        Move.AGREE_MOMENT,
        Move.DECLINE_PERIOD,
    ),
}

SECTIONS = Family("case", tuple(STATED))


def casefile(work: Work, request: Request, reader: Officer) -> tuple[Line, ...]:
    """
    Return the whole of it for a reader who may see the content; without it for one who may not.

    Who was shown the content stands in it only for whom that concerns (Art. 10).
    """
    whole = sees(reader, request) is View.CONTENT
    return (
        Line("case-title", {"number": str(request.number)}),
        Line("case-made", {"at": work.now, "officer": reader.id, "role": reader.role}),
        head(request),
        Line("digest-of-content", {"digest": work.requests.digest(request.id).hex()}),
        *(_content(work, request) if whole else ()),
        Line("case-terms"),
        *_some(terms_lines(work, request, quotes=whole)),
        *_files(work, request, named=whole),
        *_track(EXECUTED, work, request, _OF_EXECUTION),
        *_track(FORMED, work, request, _OF_FORM),
        *(_confirmation(work, request) if whole else ()),
        *_owed(work, request, reader),
        *_journal(work, request, reader),
    )


def kept(work: Work, request: Request, reader: Officer, text: str) -> Attachment:
    """Keep the document for its reader, sealed under a key of its own."""
    body = text.encode()
    id = work.id()
    made = Attachment(
        id=id,
        about=ABOUT,
        subject=id,
        purpose=ABOUT,
        officer=reader.id,
        at=work.now,
        type=TYPE,
        size=len(body),
        digest=hashlib.sha256(body).hexdigest(),
        name=f"{request.number}.txt",
    )
    work.attachments.add(made, body)
    return made


def _content(work: Work, request: Request) -> Iterator[Line]:
    said = work.requests.statements(request.id)
    yield Line("case-content")
    yield from parties_lines(
        work.registry.authority(request.requesting), work.registry.authority(request.requested)
    )
    yield from entered_lines(work, request, quotes=True)
    yield from content_lines(content_now(work, request))
    yield Line("case-additions")
    yield from _some(addition_lines(work, request, work.requests.additions.of(request.id)))
    for section, moves in STATED.items():
        yield Line(SECTIONS[section])
        yield from _some(_said(each for each in said if each.move in moves))
    elsewhere = {move for moves in STATED.values() for move in moves}
    yield Line("case-statements")
    yield from _some(_said(each for each in said if each.move not in elsewhere))


def _said(statements: Iterable[Statement]) -> Iterator[Line]:
    for each in statements:
        yield Line(
            "case-statement",
            {"at": each.at, "officer": each.officer, "action": each.move, "statement": each.text},
        )


def _files(work: Work, request: Request, *, named: bool) -> Iterator[Line]:
    files = [each for what in PURPOSES for each in work.attachments.about(request.id, what)]
    yield Line("case-files")
    yield from _some(
        Line("case-file", {"name": each.name, "size": each.size, "digest": each.digest})
        if named
        else Line("case-file-unnamed", {"size": each.size, "digest": each.digest})
        for each in files
    )


def _track(name: str, work: Work, request: Request, moves: frozenset[Move]) -> Iterator[Line]:
    state = request.execution if name == EXECUTED else request.form
    heading = "case-execution" if name == EXECUTED else "case-form"
    yield Line(heading, {"state": f"{name}-{state}"})
    made = (each for each in work.journal.about(request.subject) if each.action in moves)
    yield from _some(
        Line(
            "case-move",
            {
                "at": datetime.fromisoformat(str(each.facts["at_moment"])),
                "action": each.action,
                "actor": each.actor,
                "state": f"{name}-{each.facts[name]}",
            },
        )
        for each in made
    )


def _confirmation(work: Work, request: Request) -> Iterator[Line]:
    yield Line("case-confirmation")
    kept = work.requests.letters(request.id)
    if not kept:
        yield Line("case-none")
        return
    found = kept[-1]
    yield Line("signed-letter", {"letter": found.outgoing.number, "on": found.outgoing.dated_on})
    signed = {"signatory": letters.signer(found), "role": letters.office(found.signed_as)}
    yield Line("signed-by", signed)
    registered: dict[str, Value] = {"at": found.registered_at, "officer": found.registered_by}
    yield Line("case-registered", {**registered, "count": found.scans})
    differs = "yes" if found.differences else "no"
    yield Line("signed-differs", {"differs": differs, "text": found.differences or "-"})
    yield from letters.notes(work, request, replace(found, differences=""))
    yield from letters.corrections(kept)
    said = work.requests.statements(request.id)
    incoming = [each for each in said if each.move is Move.RECORD_CONFIRMATION]
    for each in incoming[-1:]:
        values: dict[str, Value] = {"at": each.at, "officer": each.officer, "statement": each.text}
        yield Line("case-incoming", values)
    if not incoming:
        yield Line("case-incoming-none")


def _owed(work: Work, request: Request, reader: Officer) -> Iterator[Line]:
    yield Line("case-owed")
    yield from _some(
        line
        for each in work.obligations.about(request.subject)
        if is_known_to(each, reader.authority) and not OBLIGATIONS[each.kind].of_product
        for line in _one_owed(each)
    )


def _one_owed(each: Obligation) -> Iterator[Line]:
    yield Line("case-obligation", {"kind": each.kind, "debtor": each.owed_by, "at": each.opened_at})
    if each.due.second_at is None:
        yield Line("case-due", {"at": each.due.at})
    else:
        yield Line("case-due-strict", {"at": each.due.hours_at})
        yield Line("case-due-wide", {"at": each.due.days_at})
    if each.discharged_at is None:
        yield Line("case-open")
    else:
        yield Line(
            "case-discharged", {"at": each.discharged_at, "actor": each.discharged_by or "-"}
        )


def _journal(work: Work, request: Request, reader: Officer) -> Iterator[Line]:
    hashes = work.journal.hashes(request.subject)
    is_told = audits(reader) or may_about(reader, request, Act.READERS)
    aside = () if is_told else (SHOWN, UNSHOWN)
    yield Line("case-journal" if is_told else "case-journal-without-readers")
    for each in work.journal.about(request.subject):
        if each.action not in aside:
            yield Line(
                "case-entry",
                {
                    "place": each.seq,
                    "at": datetime.fromisoformat(each.at),
                    "actor": each.actor,
                    "action": each.action,
                    "digest": hashes[each.seq],
                },
            )


def _some(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, or that there are none."""
    found = tuple(lines)
    yield from found or (Line("case-none"),)
