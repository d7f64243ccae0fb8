"""/open [NUMBER]: what is open; or one request whole: where it is, its content, its history."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.chat import pages
from handlers.chat.command import Command
from handlers.chat.listing import Entry as Listed
from handlers.chat.listing import InHelp
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import head, request_lines
from handlers.record.content import SHOWN as CONTENT_SHOWN
from handlers.record.content import UNSHOWN, readings
from handlers.record.listed import button, line, page
from handlers.record.statement import PARTS
from handlers.record.terms import terms_lines
from handlers.record.which_request import possible
from handlers.request.said import SaidBy, said_by
from protocol.obligation import About
from protocol.parties import SECRETARIAT_ROLES, Authority
from protocol.permissions import Act, may_about
from protocol.positions import Part
from protocol.request import Request
from protocol.views import Relation, View, relation, sees
from storage.carrying import Carries
from storage.journal import Entry
from storage.requests import Statement
from storage.values import Line

# Files of a statement, and of the confirmation.
SAID = ("statement", "scan")
# What is no step of the request itself.
ASIDE = (CONTENT_SHOWN, UNSHOWN, "opened", "reminded", "snoozed", "journal-read")


def open_(turn: Turn, argument: str) -> None:
    """List the open requests of the authority, or show one; the showing is kept (Art. 10)."""
    after = pages.after(argument)
    if argument.strip() and after is None:
        _one(turn, turn.work.requests.find(argument, seen_by=turn.officer))
        return
    found = page(turn, Part.OPEN, after=after or "")
    if not found.total:
        # There may be some: they are only not shown here (Art. 10).
        kept = turn.officer.role in SECRETARIAT_ROLES
        turn.say("open.secretariat" if kept else "open.none", carries=Carries.NOTHING)
        return
    turn.say(
        "open.list",
        carries=Carries.NOTHING,
        count=found.total,
        lines=(*(line(turn, each) for each in found.items), *found.below),
        choices=(
            *(button("open", each.request) for each in found.items),
            *found.more("open"),
        ),
    )


def _one(turn: Turn, request: Request) -> None:
    number = str(request.number)
    view = sees(turn.officer, request)
    is_passed = relation(turn.officer, request) is Relation.PREDECESSOR
    if is_passed and view is View.CONTENT:
        _as_it_was(turn, request)
        return
    until = _until(turn, request) if is_passed else None
    history = tuple(_history(turn, request, quotes=view is View.CONTENT, until=until))
    if view < View.STATES:
        turn.say(
            "open.number",
            carries=Carries.NOTHING,
            about=request.subject,
            lines=_numbers(turn, request, history),
        )
        return
    seen_by, quotes = turn.officer.authority, view is View.CONTENT
    lines = request_lines(turn.work, request, seen_by=seen_by, quotes=quotes)
    making = (turn.site.listing.making(move) for move in possible(turn, request))
    choices = [Choice(entry.name, number) for entry in making if entry]
    if view is View.CONTENT:
        turn.say(
            "open.request",
            carries=Carries.CONTENT,
            about=request.subject,
            choices=choices,
            request=number,
            lines=lines,
            content=request.id,
            history=history,
            files=_files(turn, request),
        )
        if may_about(turn.officer, request, Act.READERS):
            _readers(turn, request)
    else:
        turn.say(
            "open.state",
            carries=Carries.NOTHING,
            about=request.subject,
            lines=(*lines, *terms_lines(turn.work, request, quotes=False)),
            history=history,
        )


def _as_it_was(turn: Turn, request: Request) -> None:
    """Show an officer of the former authority what they saw, and nothing that came after."""
    ours = turn.officer.authority == request.requesting_before
    turn.say(
        "open.predecessor",
        carries=Carries.CONTENT,
        about=request.subject,
        request=str(request.number),
        successor=request.requesting if ours else request.requested,
        content=request.id,
        history=tuple(_history(turn, request, quotes=True, until=_until(turn, request))),
    )


def _until(turn: Turn, request: Request) -> datetime:
    """Return when a request passed from the reader's authority to its successor."""
    authority = turn.work.registry.authority(turn.officer.authority)
    entries = turn.work.journal.about(request.subject)
    passed = (datetime.fromisoformat(each.at) for each in entries if _passes(each, authority))
    # Sent later, it came to them for want of anybody else: they have no more than that.
    return min(passed, default=request.created_at)


def _passes(entry: Entry, authority: Authority) -> bool:
    return entry.action == "succeeded" and entry.facts.get("authority") == authority.id


def _history(
    turn: Turn, request: Request, *, quotes: bool, until: datetime | None = None
) -> Iterator[Line]:
    """
    Yield each step; where it `quotes`, with what was said by it, for both sides and for good.

    `until` leaves out what was written down later.
    """
    entries = [each for each in turn.work.journal.about(request.subject) if not _is_aside(each)]
    said = said_by(entries, turn.work.requests.statements(request.id)) if quotes else SaidBy()
    for entry in entries:
        if until is not None and datetime.fromisoformat(entry.at) > until:
            return
        yield _step(entry.action, entry.actor, entry.at)
        yield from _words(said.entries.get(entry.seq, ()))
    for words in said.apart:
        yield _step(words[0].move, words[0].officer, words[0].at.isoformat())
        yield from _words(words)


def _is_aside(entry: Entry) -> bool:
    return entry.action in ASIDE


def _step(action: str, actor: str, moment: str) -> Line:
    return Line("history", {"action": action, "actor": actor, "moment": moment})


def _words(said: Iterable[Statement]) -> Iterator[Line]:
    return (
        Line(PARTS[each.part] if each.part else "said", {"statement": each.text}) for each in said
    )


def _files(turn: Turn, request: Request) -> tuple[str, ...]:
    """Return the files that came with what was said since the request."""
    kept = turn.work.attachments
    return tuple(each.id for what in SAID for each in kept.about(request.id, what))


def _numbers(turn: Turn, request: Request, history: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return number, state, digest and history: for whom content and confirmation are closed."""
    digest = turn.work.requests.digest(request.id).hex()
    return (head(request), Line("digest-of-content", {"digest": digest}), *history)


def _readers(turn: Turn, request: Request) -> None:
    """Tell who has been shown the content, when and how often (Art. 10)."""
    found = readings(turn.work, request.subject)
    if not found:
        return
    lines = tuple(
        Line(
            "reader",
            {"actor": reader, "since": moments[0], "at": moments[-1], "count": len(moments)},
        )
        for reader, moments in found.items()
    )
    turn.say(
        "open.readers",
        carries=Carries.NOTHING,
        about=request.subject,
        request=str(request.number),
        lines=lines,
    )


COMMAND = Command(
    Listed("open", Act.OPEN, shown=InHelp.TO_SIDES, about=About.REQUEST, lists=True), run=open_
)
