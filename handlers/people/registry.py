"""/registry: the competent authorities in force, and the means agreed with them (Art. 4, 6)."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from protocol.parties import Party, bound_parties
from protocol.permissions import Act
from storage.carrying import Carries
from storage.values import Line


def registry(turn: Turn, argument: str) -> None:
    """List the authorities by Party, with telephones, and what may pass over which channel."""
    work, own = turn.work, turn.officer.party
    agreements = work.registry.agreements()
    lines: list[Line] = []
    for party in bound_parties(work.registry.bonds(), turn.now):
        lines.append(Line("registry.party", {"party": party}))
        for each in work.registry.in_force(party):
            lines.append(Line("registry.authority", {"authority": each.id, "phone": each.phone}))
        if own and own is not party:
            lines.append(_means(own, party, agreements.content_channels(own, party)))
    turn.say("registry", carries=Carries.NOTHING, at=turn.now, lines=tuple(lines))


def _means(own: Party, party: Party, channels: frozenset[str]) -> Line:
    if not channels:
        return Line("registry.no-means", {"one": own, "other": party})
    return Line("registry.means", {"channels": tuple(sorted(channels))})


COMMAND = Command(Entry("registry", Act.REGISTRY), run=registry)
