"""To whom a draft goes, and what stands in the way. Art. 6."""

from collections.abc import Collection, Iterable

from handlers.chat.questions import option
from handlers.chat.turn import Choice, Turn
from handlers.draft.reading import TO
from protocol.audience import GROUPS, Audience
from protocol.conditions import in_force, unmet
from protocol.parties import (
    CHATS,
    ZONES,
    Agreements,
    Authority,
    Channel,
    Party,
    bound_parties,
)
from protocol.refusals import Refused
from protocol.request import Content
from protocol.secrecy.verdict import Reading
from protocol.succession import addressee
from storage.drafts import Draft
from storage.values import Line, Values

# Answers beside the Parties: there are several addressees, and no more of them.
SEVERAL, ENOUGH = "several", "enough"


def addressees(turn: Turn, draft: Draft) -> tuple[Authority, ...]:
    """Return the authorities to which a draft goes now: of one that was replaced, the successor."""
    return tuple(dict.fromkeys(now for _, now in named(turn, draft)))


def present(turn: Turn, id: str) -> Authority:
    """Return the authority to which goes what is addressed to one: that, or its successor."""
    register = turn.work.registry.authority
    return addressee(register(id), register, turn.now)


def replaced(turn: Turn, draft: Draft, *to: Authority) -> tuple[Line, ...]:
    """
    Return, of each authority that a draft names and that was replaced, to which one it goes.

    Of these alone that go `to` one of some, where any is given.
    """
    return tuple(
        _replaced(turn, before, now)
        for before, now in named(turn, draft)
        if before != now and (not to or now in to)
    )


def named(turn: Turn, draft: Draft) -> tuple[tuple[Authority, Authority], ...]:
    """Return the authorities that a draft names, each with the one to which it goes now."""
    ids = draft.answers.get(TO, ())
    return tuple((turn.work.registry.authority(id), present(turn, id)) for id in ids)


def _replaced(turn: Turn, before: Authority, now: Authority) -> Line:
    for notice in reversed(turn.work.notices.of_party(before.party)):
        if notice.changed_at and notice.authority == before.id and notice.effective_on:
            values: Values = {
                "on": notice.effective_on,
                "zone": ZONES[before.party],
                "party": before.party,
                "successor": now.id,
                "notice": notice.number,
            }
            return Line("urgent.successor", values)
    return Line("urgent.preview-successor", {"authority": before.id, "successor": now.id})


def check_addressee(turn: Turn, to: Authority) -> None:
    """
    Check, before any content is asked for, that there may be a request to an authority at all.

    Raises: Refused when an authority is not in force, or a Party not bound.
    """
    own = turn.work.registry.authority(turn.officer.authority)
    failures = in_force(own, to, bonds=turn.work.registry.bonds(), now=turn.now)
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
