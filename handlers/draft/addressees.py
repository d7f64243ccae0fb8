"""To whom a draft goes, and what stands in the way. Art. 6."""

from handlers.chat.turn import Turn
from handlers.draft import fields
from protocol.audience import Audience, recipients
from protocol.conditions import in_force, unmet
from protocol.parties import CHATS, Agreements, Authority, Officer
from protocol.refusals import Refused
from protocol.request import Content
from protocol.secrecy.verdict import Reading
from storage.drafts import Draft


def addressees(turn: Turn, draft: Draft) -> tuple[Authority, ...]:
    """Return the authorities to which a draft is addressed."""
    return tuple(turn.work.registry.authority(id) for id in draft.answers.get(fields.TO, ()))


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
        channels=turn.site.channels,
        policy=turn.policy,
        now=turn.now,
        secrecy=secrecy,
    )


def reachable(turn: Turn, to: Authority, agreements: Agreements) -> tuple[Officer, ...]:
    """Return the officers of `to` whom the full content can reach over an agreed channel."""
    own = turn.work.registry.authority(turn.officer.authority)
    agreed = agreements.content_channels(own.party, to.party)
    carrying = agreed & turn.site.channels & CHATS
    return tuple(
        officer
        for officer in recipients({Audience.ALL_DUTY}, turn.colleagues(to.id))
        if any(account.channel in carrying for account in turn.work.registry.accounts(officer.id))
    )
