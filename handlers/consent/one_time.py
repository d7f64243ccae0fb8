"""
A one-time consent from its question to its answer: asked, rung, told, lapsed, retracted. Art. 6.

Nothing of what people wrote into the draft is in any of its messages.
"""

from collections.abc import Collection, Iterable

from handlers.chat import blocked_text
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.consent.ring import (
    ASKED,
    answerers,
    ring,
    rung_for,
    tell_unanswered,
    those_answering,
)
from handlers.draft import addressees, fields
from handlers.record.agreements import agreed_for_draft, missing_agreement
from handlers.record.owing import open_obligation
from handlers.record.sides import telephones
from protocol.audience import Audience
from protocol.consents import Consent, ConsentMove, ConsentState
from protocol.obligation import Kind, Lateness, Obligation, Subject
from protocol.parties import CHATS, Authority, Channel, Officer
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority

PRODUCT = "nabat"
NOBODY = "refused-consent-nobody"
_AGREED = "refused-no-agreement"


def obstacle(turn: Turn, draft: Draft, to: Authority, channel: Channel) -> Refused | None:
    """Return why an addressee is not to be asked for a channel; None if it may be asked."""
    asked = [
        each
        for each in turn.work.consents.of_draft(draft.id)
        if each.requested == to.id and each.channel is channel
    ]
    if asked and asked[-1].is_open:
        return Refused(
            "refused-consent-waits",
            instead="instead-consent-waits",
            authority=to.id,
            at=asked[-1].asked_at,
            due=asked[-1].due_at,
        )
    if asked and asked[-1].state is ConsentState.DECLINED:
        return _answered(asked[-1])
    return _condition(turn, draft, to) or _nobody(turn, to, channel)


def ask(turn: Turn, draft: Draft, to: Authority) -> Consent:
    """
    Ask those who may answer for the addressee, on the sender's channel, without any content.

    Raises: Refused when it was asked already, is not needed, or there is nobody to be asked.
    """
    work, channel = turn.work, turn.channel
    if channel is None or missing_agreement(turn, draft, to) is None:
        raise Refused("refused-consent-needless", instead="instead-drafts")
    addressees.check_addressee(turn, to)
    found = obstacle(turn, draft, to, channel)
    if found is not None:
        raise found
    own = work.registry.authority(turn.officer.authority)
    consent = Consent(
        id=work.id(),
        draft=draft.id,
        requesting=own.id,
        requested=to.id,
        parties=(own.party, to.party),
        channel=channel,
        asked_by=turn.officer.id,
        asked_at=turn.now,
        due_at=turn.now + turn.policy.consent_within,
    )
    work.consents.add(consent)
    turn.log("consent-asked", about=consent.subject, channel=channel, due=consent.due_at)
    owed = open_obligation(turn, Kind.CONSENT, consent.subject, owed_by=to.id, at=turn.now)
    people = answerers(turn, consent.id, {Audience.ON_DUTY})
    ring(turn, consent, people, step="first", owed=owed)
    turn.say(
        "seek.done",
        carries=Carries.NOTHING,
        about=consent.subject,
        authority=to.id,
        people=tuple(each.id for each in people),
        due=consent.due_at,
        zone=turn.officer.zone,
        lines=telephones(turn, to.id),
    )
    return consent


def ask_next(turn: Turn, subject: Subject) -> None:
    """Take note that no channel of an officer took the question: the next officer is asked."""
    consent = turn.work.consents.get(subject.id)
    if not consent.is_open:
        return
    heard = rung_for(turn, consent)
    others = [each for each in answerers(turn, consent.id) if each.id not in heard]
    owed = turn.work.obligations.find(subject, Kind.CONSENT)
    if others:
        ring(turn, consent, others, step="next", owed=owed)
    elif owed is not None and not turn.work.deliveries.hopes(subject, ASKED):
        tell_unanswered(turn, owed)


def give(turn: Turn, consent: Consent) -> None:
    """
    Agree, for the requested side, to this one transmission over this one channel.

    Raises: Refused, naming who answered before.
    """
    given = consent.moved(ConsentMove.GIVE, by=turn.officer.id, now=turn.now)
    turn.work.consents.save(given)
    turn.log("consent-given", about=given.subject, channel=given.channel)
    _end(turn, given)
    until = turn.now + turn.policy.consent_holds
    turn.say(
        "consent.done-given",
        carries=Carries.NOTHING,
        about=given.subject,
        channel=given.channel,
        until=until,
    )
    draft = turn.work.drafts.get(given.draft, given.asked_by)
    whole = draft is not None and not fields.missing(draft.answers)
    next_ = (Choice("send", given.draft),) if whole else ()
    for asker, others in _askers(turn, given):
        turn.say(
            "consent.told-given-whole" if whole and not others else "consent.told-given",
            carries=Carries.NOTHING,
            to=asker,
            priority=Priority.ALARM,
            about=given.subject,
            choices=() if others else (*next_, Choice("continue", given.draft, "choice-go-on")),
            authority=given.requested,
            channel=given.channel,
            officer=turn.officer.id,
            at=turn.now,
            until=until,
        )


def decline(turn: Turn, consent: Consent, reasons: str) -> None:
    """
    Decline, with reasons: the side that asked learns them at once, and whom to telephone.

    Raises: Refused, naming who answered before.
    """
    declined = consent.moved(ConsentMove.DECLINE, by=turn.officer.id, now=turn.now)
    turn.work.consents.save(declined, reasons=reasons)
    turn.log("consent-declined", about=declined.subject, channel=declined.channel)
    _end(turn, declined)
    turn.say("consent.done-declined", carries=Carries.NOTHING, about=declined.subject)
    for asker, others in _askers(turn, declined):
        turn.say(
            "consent.told-declined",
            carries=Carries.CONTENT,
            to=asker,
            priority=Priority.ALARM,
            about=declined.subject,
            choices=() if others else ways(declined.draft),
            authority=declined.requested,
            channel=declined.channel,
            officer=turn.officer.id,
            at=turn.now,
            text=reasons,
            lines=telephones(turn, declined.requested),
        )


def has_lapsed(turn: Turn, obligation: Obligation) -> bool:
    """Let a question end whose time is over without an answer; say whether it is over."""
    if obligation.lateness(turn.now) is Lateness.ON_TIME:
        return False
    lapse(turn, obligation)
    return True


def lapse(turn: Turn, obligation: Obligation) -> None:
    """Let a question end that nobody answered, and tell the side that asked what is left."""
    consent = turn.work.consents.get(obligation.subject.id)
    lapsed = consent.moved(ConsentMove.LAPSE, by=PRODUCT, now=turn.now)
    turn.work.consents.save(lapsed)
    turn.log("consent-lapsed", about=lapsed.subject, channel=lapsed.channel)
    _end(turn, lapsed)
    for asker, others in _askers(turn, lapsed):
        again = Choice("seek", f"{lapsed.draft} {lapsed.requested}")
        turn.say(
            "consent.told-lapsed",
            carries=Carries.NOTHING,
            to=asker,
            priority=Priority.ALARM,
            about=lapsed.subject,
            key=f"consent/{lapsed.id}/lapsed",
            choices=() if others else (again, *ways(lapsed.draft)),
            authority=lapsed.requested,
            channel=lapsed.channel,
            lines=telephones(turn, lapsed.requested),
        )


def retract(turn: Turn, draft: str, *, besides: Collection[str] = ()) -> None:
    """End what still waits for an answer about a draft, but for the addressees in `besides`."""
    for each in turn.work.consents.of_draft(draft):
        if not each.is_open or each.requested in besides:
            continue
        # Locked only now; who answered meanwhile was the first.
        consent = turn.work.consents.get(each.id)
        if not consent.is_open:
            continue
        withdrawn = consent.moved(ConsentMove.WITHDRAW, by=turn.actor, now=turn.now)
        turn.work.consents.save(withdrawn)
        turn.log("consent-withdrawn", about=withdrawn.subject, channel=withdrawn.channel)
        _end(turn, withdrawn)


def ways(draft: str) -> tuple[Choice, ...]:
    """Return what is left without a consent: the letter and the telephone."""
    return (
        Choice("letter", f"letter {draft}"),
        Choice("letter", f"telephonogram {draft}", "letter.choice-telephonogram"),
    )


def _end(turn: Turn, consent: Consent) -> None:
    """The alarm stops for everybody whom it rang."""
    turn.work.obligations.discharge(consent.subject, (Kind.CONSENT,), by=turn.actor, now=turn.now)
    others = rung_for(turn, consent) - {turn.actor}
    turn.say(
        "consent-ended",
        carries=Carries.NOTHING,
        to=turn.work.registry.people.among(consent.requested, others),
        about=consent.subject,
        key=f"consent/{consent.id}/ended",
        party=consent.parties[0],
        channel=consent.channel,
        state=f"consent-{consent.state}",
        officer=turn.actor,
        at=turn.now,
    )


def _askers(turn: Turn, consent: Consent) -> Iterable[tuple[Officer, bool]]:
    """Yield who learns the answer, and whether they only stand in: the draft is the asker's."""
    people = recipients(turn, {Audience.SENDER}, consent.requesting, sender=consent.asked_by)
    return ((each, each.id != consent.asked_by) for each in people)


def _answered(consent: Consent) -> Refused:
    return Refused(
        "refused-consent-answered",
        instead="instead-consent-declined",
        state=f"consent-{consent.state}",
        officer=consent.answered_by or consent.asked_by,
        at=consent.answered_at or consent.asked_at,
    )


def _condition(turn: Turn, draft: Draft, to: Authority) -> Refused | None:
    """Return a condition of Art. 6 that no consent can replace, where all fields are there."""
    if fields.missing(draft.answers):
        return None
    content = fields.content(draft.answers)
    agreements = agreed_for_draft(turn, draft, to)
    unmet = addressees.failures(
        turn, content, to, blocked_text.reading(turn, *content.texts()), agreements
    )
    return next((each for each in unmet if each.why != _AGREED), None)


def _nobody(turn: Turn, to: Authority, channel: Channel) -> Refused | None:
    """Nobody who may answer can be asked, or nobody would have the channel to receive it."""
    own = turn.work.registry.authority(turn.officer.authority)
    answering = those_answering(turn, (own.party, to.party), channel)
    is_heard = turn.work.registry.people.is_on(to.id, answering, turn.site.channels & CHATS)
    if is_heard and addressees.receive(turn, to, {channel}):
        return None
    return Refused(NOBODY, instead="instead-consent-nobody", authority=to.id)
