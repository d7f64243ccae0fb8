"""What live cards show: where a request or a notice is, rebuilt from the record at each edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.chat.families import Family
from handlers.record import letters
from handlers.record.calendars import unentered
from handlers.record.entries import entered_lines
from handlers.record.terms import terms_lines
from protocol.articles import Source
from protocol.calendar import local_date
from protocol.confirmation import Outgoing
from protocol.law import law
from protocol.moves import ENDED, RINGING, Execution, Form
from protocol.notices import Notice, NoticeState, ReceiptState, exit_count, receipts
from protocol.obligation import Kind, Lateness, Obligation
from protocol.obligations import how_late, is_known_to, tells
from protocol.parties import ZONES, Party, left_at
from protocol.positions import names
from protocol.request import Request
from storage.notices import DOCUMENT
from storage.outgoing import OutboxState
from storage.values import Line, Values
from storage.work import Work

NOTICE = "notice"

_DONE = ENDED | {Execution.RESULT_REPORTED}
_PAST = tuple(each for each in Lateness if each is not Lateness.ON_TIME)
HEADS = Family("head", tuple(Execution))
HEADS_OF_NOTICES = Family("head-notice", tuple(NoticeState))
RECEIPTS = Family("receipt", (ReceiptState.ACCEPTED, ReceiptState.WAITING, ReceiptState.NEVER))
OWED = Family("owed", _PAST)
ENTRIES = Family("entry", _PAST)


@dataclass(frozen=True, slots=True)
class CardText:
    """A card's text: the key and its lines."""

    text: str
    lines: tuple[Line, ...]


def request_card(work: Work, request: Request, *, quotes: bool) -> CardText:
    """Return the card of a request, as its sender has it; see `request_lines`."""
    lines = request_lines(work, request, seen_by=request.requesting, quotes=quotes)
    return CardText("card", (*lines, *terms_lines(work, request, quotes=quotes)))


def notice_card(work: Work, notice: Notice) -> CardText:
    """Return the card of a notice, as the Secretariat has it."""
    return CardText("card", notice_lines(work, notice))


def request_lines(work: Work, request: Request, *, seen_by: str, quotes: bool) -> tuple[Line, ...]:
    """
    Return where a request is: execution, receipts, confirmation, what is owed.

    What an authority owes only conditionally is shown to `seen_by` alone where that is itself.
    The number of the letter, which somebody typed, is among it only where it `quotes`.
    """
    owed = [each for each in work.obligations.about(request.subject) if is_known_to(each, seen_by)]
    return (
        head(request),
        *_left(work, request),
        *entered_lines(work, request, quotes=quotes),
        *_consents(work, request),
        *_receipts(work, request),
        *_confirmation(work, request, owed, quotes=quotes),
        *(
            owed_line(work, each)
            for each in owed
            if each.kind is not Kind.CONFIRM
            and each.is_open
            and names(each, request)
            and tells(each, work.now)
        ),
    )


def rings(request: Request) -> bool:
    """Say whether a request rings: nobody has acknowledged it yet, nor ended it."""
    return request.execution in RINGING and not request.comes_on_paper


def is_unconfirmed(request: Request) -> bool:
    """Say whether an execution that has come to its end was declined to be confirmed (Art. 6)."""
    return request.form is Form.DECLINED and request.execution in _DONE


def head(request: Request) -> Line:
    """
    Return the first line: the number and where its execution is.

    What nobody confirms is never shown as done.
    """
    values: Values = {"request": str(request.number), "at": _since(request)}
    if request.comes_on_paper:
        return Line("head-on-paper", values)
    if is_unconfirmed(request):
        return Line("head-unconfirmed", {**values, "state": f"execution-{request.execution}"})
    if request.executed_by is None:
        return Line(HEADS[request.execution], values)
    return Line(HEADS[request.execution], {**values, "officer": request.executed_by})


def owed_line(work: Work, obligation: Obligation, *, number: str = "") -> Line:
    """Return what is owed, by whom and until when; in a list also the `number` that it is about."""
    lateness = how_late(obligation, work.now)
    if obligation.silent:
        said = "entry-silent" if number else "owed-silent"
    elif lateness is Lateness.ON_TIME:
        said = "entry" if number else "owed"
    else:
        said = ENTRIES[lateness] if number else OWED[lateness]
    return Line(
        said,
        {
            "number": number,
            "kind": obligation.kind,
            "debtor": obligation.owed_by,
            "due": obligation.due.at,
            "zone": obligation.zone,
            "unentered": unentered(work, obligation),
            "left": abs(obligation.due.at - work.now),
        },
    )


def notice_lines(work: Work, notice: Notice) -> tuple[Line, ...]:
    """Return where a notice is: each Party's receipt, and how many there are."""
    shown = receipts(work.obligations.about(notice.subject), _reached(work, notice))
    count = sum(receipt.state is ReceiptState.ACKNOWLEDGED for receipt in shown)
    complete = "yes" if shown and count == len(shown) else "no"
    values = {**_notice_values(notice), "complete": complete}
    lines = [Line(HEADS_OF_NOTICES[notice.state], values)]
    for receipt in shown:
        party = {"party": receipt.party}
        if receipt.by and receipt.at:
            lines.append(
                Line("receipt-acknowledged", {**party, "officer": receipt.by, "at": receipt.at})
            )
        else:
            lines.append(Line(RECEIPTS[receipt.state], party))
    if shown:
        lines.append(Line("receipts-count", {"count": count, "parties": len(shown)}))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice says besides its words; `new` is the name of an authority that is no entry."""

    party: Party | None = None
    effective_on: date | None = None
    noticed_on: date | None = None
    authority: str | None = None
    successor: str | None = None
    new: str = ""
    phone: str = ""
    document: Outgoing | None = None
    arrived_at: datetime | None = None
    files: tuple[str, ...] = ()
    supersedes: str = ""


def facts_of(work: Work, notice: Notice) -> tuple[Line, ...]:
    """Return what a notice says besides its words, with the files that came with it."""
    body = work.notices.body(notice.id)
    number, dated_on = body.get(DOCUMENT) or ("", "")
    found = NoticeFacts(
        notice.party,
        notice.effective_on,
        work.notices.noticed_on(notice.id),
        notice.authority,
        notice.successor,
        document=Outgoing(number, date.fromisoformat(dated_on)) if number else None,
        arrived_at=notice.arrived_at if notice.party else None,
        files=tuple(each.id for each in work.attachments.about(notice.id, NOTICE)),
        supersedes=work.notices.get(notice.supersedes).number if notice.supersedes else "",
    )
    return fact_lines(found)


def fact_lines(told: NoticeFacts) -> tuple[Line, ...]:
    """Return whose notice it is, whom it names, from when it holds, by which letter."""
    return (
        *([Line("notice-supersedes", {"notice": told.supersedes})] if told.supersedes else ()),
        *([Line("notice-party", {"party": told.party})] if told.party else ()),
        *([Line("notice-former", {"authority": told.authority})] if told.authority else ()),
        *([Line("notice-successor", {"successor": told.successor})] if told.successor else ()),
        *([Line("notice-new", {"name": told.new, "phone": told.phone})] if told.new else ()),
        *([Line("notice-on", {"on": told.effective_on})] if told.effective_on else ()),
        *_exit(told),
        *_letter(told),
        *([Line("notice-arrived", {"at": told.arrived_at})] if told.arrived_at else ()),
        *([Line("notice-files", {"files": told.files})] if told.files else ()),
    )


def _exit(told: NoticeFacts) -> tuple[Line, ...]:
    """Return of an exit how its date is counted, both ways (Art. 18)."""
    if told.effective_on and told.noticed_on:
        law("18.1", Source.READING)
        counted = exit_count(told.noticed_on, told.effective_on)
        values: Values = {
            "since": told.noticed_on,
            "on": told.effective_on,
            "until": counted.latest_on,
            "complete": "yes" if counted.is_in_time else "no",
        }
        forward = Line("notice-exit-forward", {"earliest": counted.earliest_on.isoformat()})
        return Line("notice-exit", values), forward
    return ()


def _letter(told: NoticeFacts) -> Iterable[Line]:
    if told.document:
        values: Values = {"letter": told.document.number, "on": told.document.dated_on}
        yield Line("notice-document", values)


def _left(work: Work, request: Request) -> Iterable[Line]:
    """Which of its Parties has left the Protocol: what is open goes on (Art. 18)."""
    bonds = work.registry.bonds()
    for party in (request.number.requesting, request.number.requested):
        at = left_at(bonds, party, work.now)
        if at is not None:
            yield Line("party-left", {"party": party, "on": local_date(at, ZONES[party])})


def _since(request: Request) -> datetime:
    return request.executed_at or request.transmitted_at or request.created_at


def _consents(work: Work, request: Request) -> Iterable[Line]:
    """By whose agreement it passes over a channel on which the Parties have none: for good."""
    for consent in work.consents.for_request(request.id):
        if consent.answered_by and consent.answered_at:
            yield Line(
                "consented",
                {
                    "channel": consent.channel,
                    "officer": consent.answered_by,
                    "at": consent.answered_at,
                },
            )


def _receipts(work: Work, request: Request) -> Iterable[Line]:
    """How far the alarm came with each officer: information, never proof."""
    if not rings(request):
        return
    # An alarm that nobody could be given within a day rings anew: the later one counts.
    latest = {each.officer: each for each in work.arrivals.progress(request.subject, "alarm")}
    work.registry.know(latest)  # by name, at delivery
    for officer, state, at, opened_at in latest.values():
        if state is OutboxState.SENT and at is not None and opened_at is not None:
            yield Line("reached-opened", {"officer": officer, "at": at, "opened": opened_at})
        elif state is OutboxState.SENT and at is not None:
            yield Line("reached-sent", {"officer": officer, "at": at})
        elif state is not OutboxState.DROPPED:
            waiting = state in (OutboxState.WAITING, OutboxState.SENDING)
            yield Line("reached-waiting" if waiting else "reached-never", {"officer": officer})


def _confirmation(
    work: Work, request: Request, owed: Iterable[Obligation], *, quotes: bool
) -> Iterable[Line]:
    if request.form in (Form.AWAITING, Form.SIGNED):
        for obligation in owed:
            if obligation.kind is Kind.CONFIRM and obligation.is_open:
                yield owed_line(work, obligation)
    elif request.form is Form.DECLINED and request.formed_by and request.formed_at:
        yield Line("form-declined", {"officer": request.formed_by, "at": request.formed_at})
    yield from letters.lines(work, request, quotes=quotes)


def _notice_values(notice: Notice) -> Values:
    values: Values = {
        "notice": notice.number,
        "kind": notice.kind,
        "at": notice.withdrawn_at or notice.relayed_at or notice.arrived_at,
    }
    return {**values, **({"on": notice.effective_on} if notice.effective_on else {})}


def _reached(work: Work, notice: Notice) -> Mapping[Party, ReceiptState]:
    furthest: dict[Party, ReceiptState] = {}
    ladder = (ReceiptState.WAITING, ReceiptState.NEVER, ReceiptState.ACCEPTED)
    states = {OutboxState.SENT: ReceiptState.ACCEPTED, OutboxState.NEVER: ReceiptState.NEVER}
    for officer, state, *_ in work.arrivals.progress(notice.subject, NOTICE):
        party = work.registry.officer(officer).party
        if party is None:
            continue
        reached = states.get(state, ReceiptState.WAITING)
        known = furthest.get(party, ReceiptState.WAITING)
        furthest[party] = max(known, reached, key=ladder.index)
    return furthest
