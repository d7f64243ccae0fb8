"""What the Parties agreed on for one transmission: the register, and a consent to it. Art. 6."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handlers.chat.turn import Turn
from protocol.articles import Source
from protocol.consents import Consent, refusal_to_pass
from protocol.law import law
from protocol.parties import Agreements, Authority, Passage
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft
from storage.work import Work


def agreed_for_request(work: Work, request: Request) -> Agreements:
    """
    Return what its two Parties agreed on for a request that was sent.

    A consent to it stands for good.
    """
    pair = (request.number.requesting, request.number.requested)
    consented = (each.agreement() for each in work.consents.for_request(request.id))
    return work.registry.agreements(*pair).also(each for each in consented if each)


def agreed_for_draft(turn: Turn, draft: Draft, to: Authority) -> Agreements:
    """Return what holds now for a draft that is to go to one addressee."""
    given = (consent.agreement(_until(turn, consent)) for consent in _given(turn, draft, to))
    return turn.work.registry.agreements().also(
        each for each in given if each and each.during.holds(turn.now)
    )


def missing_agreement(turn: Turn, draft: Draft, to: Authority) -> Refused | None:
    """Return why content may not pass over the channel on which the sender is; None if it may."""
    own = turn.work.registry.authority(turn.officer.authority)
    if turn.channel is None:
        return None
    agreed = agreed_for_draft(turn, draft, to).passage(own.party, to.party, turn.channel)
    if agreed is not Passage.CONTENT:
        law("6.4.2", Source.READING)
        return refusal_to_pass(own.party, to.party, turn.channel, agreed)
    return None


def rest_on_consents(turn: Turn, draft: Draft, to: Authority, request: Request) -> None:
    """Let a request that is being sent rest on what was consented to for its draft, for good."""
    for consent in _given(turn, draft, to):
        ends = _until(turn, consent)
        if not (consent.answered_by and consent.answered_at and ends and turn.now < ends):
            continue
        turn.work.consents.save(replace(consent, request=request.id))
        turn.work.journal.write(
            "consent-given",
            actor=consent.answered_by,
            at=consent.answered_at,
            subject=request.subject,
            consent=consent.id,
            channel=consent.channel,
        )


def _given(turn: Turn, draft: Draft, to: Authority) -> Iterable[Consent]:
    own, found = turn.officer.authority, turn.work.consents.of_draft(draft.id)
    ours = (each for each in found if each.requesting == own and each.requested == to.id)
    return (each for each in ours if each.agreement() is not None)


def _until(turn: Turn, consent: Consent) -> datetime | None:
    at = consent.answered_at
    return at + turn.policy.consent_holds if at else None
