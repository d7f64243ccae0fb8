"""What may be spoken of, one row a kind: its number, who sees it, its card, where it may pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.record.cards import CardText, notice_card, request_card, rings
from handlers.record.content import passage
from protocol.obligation import About, Subject
from protocol.parties import Channel, Officer, Passage
from protocol.permissions import Act, may
from protocol.views import Relation, View, relation, sees
from storage.work import Work


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """
    What is so of every subject of one kind; each function takes the subject's id.

    `number` is what people call it: a number, or of a consent the two Parties (KZ-AM); `is_typed`
    says whether a command takes that. `passes` is what may pass over a channel: of requests alone
    the Parties agree (Art. 6). `sender` began it, and `shows_receipts` says whether its card tells
    who has opened what.
    """

    number: Callable[[Work, str], str]
    view: Callable[[Work, str, Officer], View]
    card: Callable[[Work, str, bool], CardText] | None
    is_typed: bool = True
    passes: Callable[[Work, str, Channel], Passage] = lambda work, id, channel: Passage.CONTENT
    sender: Callable[[Work, str], str | None] = lambda work, id: None
    shows_receipts: Callable[[Work, str], bool] = lambda work, id: False


def _consent_view(work: Work, id: str, reader: Officer) -> View:
    consent = work.consents.get(id)
    concerned = reader.authority in (consent.requesting, consent.requested)
    return View.CONTENT if concerned and may(reader, Act.CONSENT) else View.NOTHING


SUBJECTS: Mapping[About, SubjectKind] = {
    About.REQUEST: SubjectKind(
        number=lambda work, id: str(work.requests.get(id, lock=False).number),
        view=lambda work, id, reader: sees(reader, work.requests.get(id, lock=False)),
        card=lambda work, id, quotes: request_card(
            work, work.requests.get(id, lock=False), quotes=quotes
        ),
        passes=lambda work, id, channel: passage(work, work.requests.get(id, lock=False), channel),
        sender=lambda work, id: work.requests.get(id, lock=False).sender,
        shows_receipts=lambda work, id: rings(work.requests.get(id, lock=False)),
    ),
    About.NOTICE: SubjectKind(
        number=lambda work, id: work.notices.get(id).number,
        view=lambda work, id, reader: View.CONTENT,
        card=lambda work, id, quotes: notice_card(work, work.notices.get(id)),
    ),
    About.CONSENT: SubjectKind(
        number=lambda work, id: "-".join(work.consents.get(id).parties),
        view=_consent_view,
        card=None,
        is_typed=False,
    ),
}


def number_of(work: Work, subject: Subject) -> str:
    """Return what people call a subject."""
    return SUBJECTS[subject.about].number(work, subject.id)


def view(work: Work, subject: Subject | None, reader: Officer) -> View:
    """Return how much of what is said about `subject` may reach `reader` at this moment."""
    if subject is None:
        return View.CONTENT
    return SUBJECTS[subject.about].view(work, subject.id, reader)


def is_followed(work: Work, subject: Subject, reader: Officer) -> bool:
    """Say whether a card of `reader` goes on to show where a subject is: theirs, and still so."""
    if view(work, subject, reader) < View.STATES:
        return False
    if subject.about is not About.REQUEST:
        return True
    request = work.requests.get(subject.id, lock=False)
    return relation(reader, request) is not Relation.PREDECESSOR


def passes(work: Work, subject: Subject | None, channel: Channel) -> Passage:
    """Return what of a subject may pass over a channel (Art. 6)."""
    if subject is None:
        return Passage.CONTENT
    return SUBJECTS[subject.about].passes(work, subject.id, channel)


def channels(work: Work, subject: Subject, reader: Officer) -> tuple[Channel, ...]:
    """Return the channels of `reader` over which what is said of a subject may pass whole."""
    accounts = work.registry.accounts(reader.id)
    found = dict.fromkeys(account.channel for account in accounts)
    return tuple(each for each in found if passes(work, subject, each) is Passage.CONTENT)


def card(work: Work, subject: Subject, *, quotes: bool) -> CardText:
    """
    Return what the card about a subject shows now; what somebody typed only where it `quotes`.

    Raises: LookupError for a subject that has no card.
    """
    shown = SUBJECTS[subject.about].card
    if shown is None:
        raise LookupError(f"{subject.about} has no card")
    return shown(work, subject.id, quotes)


def sender_of(work: Work, subject: Subject) -> str | None:
    """Return who began it: the id of an officer, None where nobody did."""
    return SUBJECTS[subject.about].sender(work, subject.id)


def shows_receipts(work: Work, subject: Subject) -> bool:
    """Say whether the card about a subject shows who has opened what: only while it rings."""
    return SUBJECTS[subject.about].shows_receipts(work, subject.id)
