"""Who may answer for a consent, and the alarm that asks them. Art. 6."""

from collections.abc import Iterable

from handlers.chat.turn import Choice, Turn
from handlers.record.sides import requesting_side_of, telephones
from protocol.audience import Audience, Group, meant
from protocol.consents import Consent
from protocol.obligation import Obligation
from protocol.parties import Channel, Officer, Party
from protocol.permissions import CONSENTS, Act, signers
from storage.carrying import Carries
from storage.outgoing import OutboxState
from storage.sayings import Priority

ASKED = "consent-asked"


def answerers(
    turn: Turn, id: str, audiences: Iterable[Audience] | None = None
) -> tuple[Officer, ...]:
    """Return who may answer now what was asked of their authority: all, or those meant of them."""
    consent = turn.work.consents.get(id)
    able = those_answering(turn, consent.parties, consent.channel)
    people, authority = turn.work.registry.people, consent.requested
    if audiences is None:
        return people.members(authority, able)
    found = meant(audiences, lambda group: people.members(authority, group.within(able)))
    return tuple(sorted(found, key=lambda each: each.id))


def waiting(turn: Turn) -> tuple[Consent, ...]:
    """Return what waits for the answer of the officer who acts."""
    return tuple(
        each
        for each in turn.work.consents.asked_of(turn.officer.authority)
        if those_answering(turn, each.parties, each.channel).fits(turn.officer)
    )


def ring(
    turn: Turn,
    consent: Consent,
    officers: Iterable[Officer],
    *,
    step: str,
    owed: Obligation | None,
) -> None:
    """Say what is asked: by whom, for which channel, until when; it rings until it is answered."""
    turn.say(
        ASKED,
        carries=Carries.NOTHING,
        to=officers,
        priority=Priority.ALARM,
        about=consent.subject,
        owed=owed,
        key=f"consent/{consent.id}/{step}",
        choices=(Choice("consent", consent.id), Choice("disagree", consent.id)),
        party=consent.parties[0],
        requesting=consent.requesting,
        officer=consent.asked_by,
        channel=consent.channel,
        at=consent.asked_at,
        due=consent.due_at,
    )


def ring_again(turn: Turn, obligation: Obligation, people: Iterable[Officer], *, step: str) -> None:
    """Ring once more those who may answer."""
    ring(turn, turn.work.consents.get(obligation.subject.id), people, step=step, owed=obligation)


def tell_unanswered(turn: Turn, obligation: Obligation) -> None:
    """Tell the side that asks whom to telephone: nobody has answered yet."""
    consent = turn.work.consents.get(obligation.subject.id)
    turn.say(
        "consent.told-unanswered",
        carries=Carries.NOTHING,
        to=requesting_side_of(turn, consent.requesting, consent.asked_by),
        priority=Priority.ALARM,
        about=consent.subject,
        owed=obligation,
        key=f"consent/{consent.id}/unanswered",
        authority=consent.requested,
        left=turn.now - consent.asked_at,
        lines=telephones(turn, consent.requested),
    )


def rung_for(turn: Turn, consent: Consent) -> frozenset[str]:
    """Return the officers whom the alarm has rung."""
    rows = turn.work.arrivals.progress(consent.subject, ASKED)
    return frozenset(officer for officer, state, *_ in rows if state is not OutboxState.DROPPED)


def those_answering(turn: Turn, parties: tuple[Party, Party], channel: Channel) -> Group:
    """Return who may answer for a channel, by what the Parties have agreed on there."""
    agreed = turn.work.registry.agreements().passage(*parties, channel)
    return Group(signers(Act.CONSENT) & CONSENTS[agreed])
