"""Sending a request: from a filled draft to numbers, alarms and a live card. Art. 6."""

from handlers.chat import blocked_text
from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from handlers.draft import fields
from handlers.draft.addressees import addressees, check_addressee, failures
from handlers.files.attach import share
from handlers.record import bursts
from handlers.record.agreements import agreed_for_draft, missing_agreement, rest_on_consents
from handlers.record.alarm import ring
from handlers.record.owing import open_obligation
from handlers.urgent import predecessors
from protocol.audience import Audience
from protocol.calendar import local_date
from protocol.law import law
from protocol.obligation import Kind
from protocol.parties import Authority
from protocol.request import Content, Request
from storage.drafts import Draft


def send(turn: Turn, draft: Draft) -> tuple[Request, ...]:
    """
    Send a filled draft: one request, number and clock for each addressee; each sees only its own.

    Raises: Refused when a condition of Art. 6 does not hold for one of them; then nothing is sent.
    """
    content = fields.content(draft.answers, turn.now)
    fields.named_period(turn, draft.answers)
    secrecy = blocked_text.reading(turn, *content.texts())
    addressed = addressees(turn, draft)
    for to in addressed:
        check_addressee(turn, to)
        lacking = missing_agreement(turn, draft, to)
        if lacking is not None:
            raise lacking
        agreements = agreed_for_draft(turn, draft, to)
        for failure in failures(turn, content, to, secrecy, agreements):
            raise failure
    official = secrecy.for_official_use
    sent = tuple(_send(turn, draft, content, to, official=official) for to in addressed)
    turn.work.attachments.discard(draft.id)
    turn.work.drafts.delete(draft.id)
    return sent


def _send(turn: Turn, draft: Draft, content: Content, to: Authority, *, official: bool) -> Request:
    law("6.1")
    work = turn.work
    own = work.registry.authority(turn.officer.authority)
    year = local_date(turn.now, own.zone).year
    request = Request(
        id=work.id(),
        number=work.requests.number(own.party, to.party, year),
        requesting=own.id,
        requested=to.id,
        sender=turn.officer.id,
        created_at=turn.now,
        official_use=official,
    )
    request = predecessors.shared(turn, draft, request, to)
    digest = work.requests.add(request, content)
    rest_on_consents(turn, draft, to, request)
    files = share(turn, draft.id, request.subject, "request")
    turn.log(
        "sent",
        about=request.subject,
        number=str(request.number),
        digest=digest.hex(),
        files=len(files),
    )
    open_obligation(turn, Kind.TRANSMIT, request.subject, owed_by=own.id, at=turn.now)
    ring(
        turn,
        request,
        recipients(turn, {Audience.ON_DUTY}, to.id),
        step="first",
        owed=None,
    )
    predecessors.tell(turn, draft, request)
    work.cards.show(turn.officer.id, request.subject)
    bursts.note(turn, request)
    return request
