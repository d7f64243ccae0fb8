"""To whom a draft goes, and what stands in the way. Art. 6."""

from collections.abc import Collection, Iterable

from handlers.chat.questions import option
from handlers.chat.turn import Choice, Turn
from handlers.draft.reading import TO
from protocol.audience import GROUPS, Audience
from protocol.conditions import in_force, unmet
from protocol.parties import CHATS, Agreements, Authority, Channel, Party, bound_parties
from protocol.refusals import Refused
from protocol.request import Content
from protocol.secrecy.verdict import Reading
from storage.drafts import Draft

# Answers beside the Parties: there are several addressees, and no more of them.
SEVERAL, ENOUGH = "several", "enough"


def addressees(turn: Turn, draft: Draft) -> tuple[Authority, ...]:
    """Return the authorities to which a draft is addressed."""
    return tuple(turn.work.registry.authority(id) for id in draft.answers.get(TO, ()))


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


def is_reachable(turn: Turn, to: Authority, agreements: Agreements) -> bool:
    """Say whether the full content can reach an officer of `to` over an agreed channel."""
    own = turn.work.registry.authority(turn.officer.authority)
    agreed = agreements.content_channels(own.party, to.party)
    return receive(turn, to, agreed & turn.site.channels & CHATS)


def receive(turn: Turn, to: Authority, channels: Collection[Channel]) -> bool:
    """Say whether any of the duty officers of `to`, or who stands in for them, is on a channel."""
    people = turn.work.registry.people
    for group in GROUPS[Audience.ALL_DUTY]:
        if people.is_on(to.id, group, channels):
            return True
        if people.has_any(to.id, group):
            return False
    return False


def authorities(turn: Turn, codes: Iterable[str]) -> list[str]:
    """Return the one authority in force of each Party, checked; of several one must be chosen."""
    ids = []
    for code in codes:
        found = turn.work.registry.in_force(Party(code))
        if not found:
            raise Refused("refused-no-authority", instead="instead-registry", party=code)
        if len(found) > 1:
            raise Refused(
                "refused-authority-several",
                instead="instead-urgent",
                party=code,
                authorities=tuple(each.id for each in found),
            )
        check_addressee(turn, found[0])
        ids.append(found[0].id)
    return ids


def choices(turn: Turn, draft: Draft) -> Iterable[Choice]:
    """Yield the Parties of which an authority can still be chosen, and what ends the choice."""
    own = turn.work.registry.authority(turn.officer.authority)
    chosen = set(draft.answers.get(TO, ()))
    for party in bound_parties(turn.work.registry.bonds(), turn.now):
        left = (each.id not in chosen for each in turn.work.registry.in_force(party))
        if party is not own.party and any(left):
            yield option(draft, TO, party, "option-party", party=party)
    if not draft.answers.get(SEVERAL):
        yield option(draft, TO, SEVERAL, "urgent.option-several")
    elif chosen:
        yield option(draft, TO, ENOUGH, "urgent.option-enough")
