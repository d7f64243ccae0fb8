"""Sending a request: from a filled draft to numbers, alarms and a live card. Art. 6."""

from collections.abc import Iterable

from handlers import forms, means, passing
from handlers.attaching import share
from handlers.kit import Choice, Turn
from handlers.tracking import open_obligation
from protocol.audience import Audience, recipients
from protocol.calendar import local_date
from protocol.conditions import in_force, unmet
from protocol.obligation import Kind, Obligation
from protocol.parties import CHATS, Agreements, Authority, Officer
from protocol.refusals import Refused
from protocol.request import Content, Request
from protocol.secrecy import Reading
from storage.carrying import Carries
from storage.drafts import Draft
from storage.outbox import Priority

ALARM = "alarm"


def addressees(turn: Turn, draft: Draft) -> tuple[Authority, ...]:
    """Return the authorities to which a draft is addressed."""
    return tuple(turn.work.registry.authority(id) for id in draft.answers.get(forms.TO, ()))


def check_addressee(turn: Turn, addressee: Authority) -> None:
    """
    Check, before any content is asked for, that there may be a request to `addressee` at all.

    Raises: Refused when an authority is not in force, or a Party not bound.
    """
    own = turn.work.registry.authority(turn.officer.authority)
    failures = in_force(
        own, addressee, bonds=turn.work.registry.bonds(), policy=turn.policy, now=turn.now
    )
    if failures:
        raise failures[0]


def failures(
    turn: Turn, content: Content, to: Authority, secrecy: Reading, agreements: Agreements
) -> tuple[Refused, ...]:
    """Return every condition of Art. 6 that does not hold for one addressee."""
    return unmet(
        content,
        requesting=turn.work.registry.authority(turn.officer.authority),
        requested=to,
        bonds=turn.work.registry.bonds(),
        agreements=agreements,
        channels=turn.house.channels,
        policy=turn.policy,
        now=turn.now,
        secrecy=secrecy,
    )


def reachable(turn: Turn, to: Authority, agreements: Agreements) -> tuple[Officer, ...]:
    """Return the officers of `to` whom the full content can reach over an agreed channel."""
    own = turn.work.registry.authority(turn.officer.authority)
    agreed = agreements.content_channels(own.party, to.party)
    carrying = agreed & turn.house.channels & CHATS
    return tuple(
        officer
        for officer in recipients({Audience.ALL_DUTY}, turn.colleagues(to.id))
        if any(account.channel in carrying for account in turn.work.registry.accounts(officer.id))
    )


def send(turn: Turn, draft: Draft) -> tuple[Request, ...]:
    """
    Send a filled draft: one request, number and clock for each addressee; each sees only its own.

    Raises: Refused when a condition of Art. 6 does not hold for one of them; then nothing is sent.
    """
    content = forms.content(draft.answers)
    secrecy = passing.reading(turn, *content.texts())
    addressed = addressees(turn, draft)
    for to in addressed:
        check_addressee(turn, to)
        lacking = means.lacking(turn, draft, to)
        if lacking is not None:
            raise lacking
        agreements = means.for_draft(turn, draft, to)
        for failure in failures(turn, content, to, secrecy, agreements):
            raise failure
    official = secrecy.for_official_use
    sent = tuple(_send(turn, draft, content, to, official=official) for to in addressed)
    turn.work.attachments.discard(draft.id)
    turn.work.drafts.delete(draft.id)
    return sent


def ring(
    turn: Turn, request: Request, officers: Iterable[Officer], *, step: str, owed: Obligation | None
) -> None:
    """Send the alarm with the full content to officers of the requested authority."""
    turn.say(
        ALARM,
        carries=Carries.CONTENT,
        to=officers,
        priority=Priority.ALARM,
        about=request.subject,
        owed=owed,
        key=f"request/{request.id}/{ALARM}/{step}",
        choices=alarm_choices(request),
        request=str(request.number),
        content=request.id,
    )


def alarm_choices(request: Request) -> tuple[Choice, ...]:
    """Return what can be pressed under an alarm."""
    number = str(request.number)
    return (Choice("ack", number), Choice("phone", number))


def _send(turn: Turn, draft: Draft, content: Content, to: Authority, *, official: bool) -> Request:
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
    digest = work.requests.add(request, content)
    means.rest(turn, draft, to, request)
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
        recipients({Audience.ON_DUTY}, turn.colleagues(to.id)),
        step="first",
        owed=None,
    )
    work.cards.show(turn.officer.id, request.subject)
    return request
