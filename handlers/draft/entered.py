"""What a draft says of a transmission outside of the bot: it is entered, and not sent. Art. 6."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers.chat.drafts import OVER
from handlers.chat.turn import Turn
from handlers.draft.addressees import SEVERAL, addressees
from handlers.draft.reading import TO
from protocol.calendar import start_of_day
from protocol.conditions import in_force, marked, unmet
from protocol.confirmation import Outgoing
from protocol.entries import Entry, Means, Person, stated
from protocol.parties import Authority, Channel, Role
from protocol.refusals import Refused
from protocol.request import Content
from protocol.secrecy.verdict import Reading
from protocol.succession import addressee
from storage.drafts import Draft

# In the answers of a draft: what was answered of the transmission.
ENTERED = "entered"
# Who passed it on or took it is whoever enters it.
SELF = "@self"
MEANS, SIDE, BODY, AT = "means", "side", "body", "at"
PEOPLE = PASSED, TAKEN = "passed", "taken"
READ_BACK, AGREED = "read_back", "agreed"
OUTGOING, SIGNER, OFFICE, ON = "outgoing", "signer", "office", "on"
SENT, RECEIVED = "sent", "received"
YES = "yes"


def is_entered(draft: Draft) -> bool:
    """Say whether a draft is of a request that was transmitted already."""
    return bool(draft.answers.get(ENTERED))


def is_received(draft: Draft) -> bool:
    """Say whether it came from the authority that the draft names."""
    return _is_received(draft.answers)


def is_on_paper(draft: Draft) -> bool:
    """Say whether it went signed, on paper."""
    return (draft.answers.get(ENTERED) or {}).get(MEANS) == Means.PAPER


def requesting(turn: Turn, answers: Mapping[str, Any]) -> str:
    """Return the id of the requesting authority: the own one, unless the request was received."""
    return str(answers[ENTERED][BODY]) if _is_received(answers) else turn.officer.authority


def _is_received(answers: Mapping[str, Any]) -> bool:
    return (answers.get(ENTERED) or {}).get(SIDE) == RECEIVED


def entry(turn: Turn, given: Mapping[str, Any]) -> Entry:
    """Return the entry that the answers make."""
    means, own = Means(given[MEANS]), turn.work.registry.authority(turn.officer.authority)
    who, now = turn.officer.id, turn.now
    if means is Means.PAPER:
        on, (number, dated_on) = date.fromisoformat(given[ON]), given[OUTGOING]
        return Entry(
            means=means,
            authority=own.id,
            officer=who,
            entered_at=now,
            at=start_of_day(on, own.zone),
            passed=Person(name=given[SIGNER]),
            taken=Person(),
            outgoing=Outgoing(number, date.fromisoformat(dated_on)),
            signed_as=Role(given[OFFICE]),
            on=on,
        )
    read_back = given.get(READ_BACK)
    return Entry(
        means=means,
        authority=own.id,
        officer=who,
        entered_at=now,
        at=datetime.fromisoformat(given[AT]),
        passed=_person(turn, given[PASSED]),
        taken=_person(turn, given[TAKEN]),
        read_back=None if read_back is None else read_back == YES,
        agreed=given.get(AGREED) or "",
    )


def sides(turn: Turn, draft: Draft) -> tuple[Authority, Authority]:
    """Return the requesting and the requested authority of a draft that is entered."""
    own = turn.work.registry.authority(turn.officer.authority)
    (other,) = addressees(turn, draft)
    return (other, own) if is_received(draft) else (own, other)


def failures(turn: Turn, content: Content, draft: Draft, secrecy: Reading) -> tuple[Refused, ...]:
    """
    Return every condition that did not hold when it was transmitted (Art. 3, 6).

    On paper there may be a request about whatever Art. 3 names; a state secret goes otherwise.
    """
    made = entry(turn, draft.answers[ENTERED])
    requesting, requested = (then(turn, each, made.at) for each in sides(turn, draft))
    registry = turn.work.registry
    if made.means is Means.PAPER:
        return (
            *in_force(requesting, requested, bonds=registry.bonds(), now=made.at),
            *marked(secrecy),
        )
    found = registry.agreements(at=made.at).also(stated(made, requesting, requested))
    return unmet(
        content,
        requesting=requesting,
        requested=requested,
        bonds=registry.bonds(),
        agreements=found,
        channels=(Channel(made.means),),
        now=made.at,
        secrecy=secrecy,
    )


def check_bodies(turn: Turn, one: Authority, other: Authority, at: datetime) -> None:
    """
    Check that there could be a request between two authorities at a moment (Art. 4, 16).

    Raises: Refused when one was not in force then, or a Party not bound.
    """
    both = (then(turn, one, at), then(turn, other, at))
    if in_force(*both, bonds=turn.work.registry.bonds(), now=at):
        # What was so at that moment need not be so now.
        raise Refused("refused-transmitted-then", instead="instead-transmitted", at=at)


def then(turn: Turn, authority: Authority, at: datetime) -> Authority:
    """Return the authority in whose place one is now: as it was at a moment."""
    register = turn.work.registry.authority
    before = (
        each
        for each in turn.work.registry.authorities(authority.party)
        if each.during.holds(at) and addressee(each, register, turn.now).id == authority.id
    )
    return authority if authority.during.holds(at) else next(before, authority)


def to_draft(draft: Draft, given: Mapping[str, Any], stated: Draft) -> Draft:
    """Return a draft that is of what was transmitted so, as the draft `stated` has it."""
    over = sorted({*draft.answers.get(OVER, ()), *stated.answers.get(OVER, ())})
    about = {TO: [given[BODY]], SEVERAL: "", ENTERED: dict(given), OVER: over}
    return replace(draft, answers={**draft.answers, **about})


def _person(turn: Turn, given: str) -> Person:
    return Person(officer=turn.officer.id) if given == SELF else Person(name=given)
