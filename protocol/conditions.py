"""Whether a request may go by technical means: the five conditions of Art. 3, 5, 6, 10, 13."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from protocol.articles import POLICY, Source, reading, treaty
from protocol.calendar import local_date
from protocol.law import law
from protocol.parties import (
    ZONES,
    Agreements,
    Authority,
    Bond,
    Channel,
    Party,
    bound_parties,
    left_at,
)
from protocol.refusals import Refused
from protocol.request import Content
from protocol.secrecy.verdict import Reading, Verdict, read

_OTHER_TREATIES = "instead-other-treaties"
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_PROCEDURAL = re.compile(
    r"\b(?:допро[сш]|обыск|выемк|арест(?:[ау]|ом)?\b|наложени\w* арест|очн\w+ ставк"
    r"|экстрадиц|выдач\w+ лиц|процессуальн|следственн\w+ действ|опознани|освидетельствован)",
    re.IGNORECASE,
)


def unmet(
    content: Content,
    *,
    requesting: Authority,
    requested: Authority,
    bonds: Iterable[Bond],
    agreements: Agreements,
    channels: Collection[Channel],
    now: datetime,
    secrecy: Reading | None = None,
) -> tuple[Refused, ...]:
    """
    Return every condition that does not hold, each with its rule and what to do instead.

    `channels` are those by which the product can carry content at all; `secrecy` is the reading
    of the content's texts where it was made already.
    """
    return (
        *operational(content),
        *_check_agreement(requesting, requested, agreements, channels),
        *in_force(requesting, requested, bonds=bonds, now=now),
        *_check_secrecy(
            secrecy or read(*content.texts()), requesting, requested, agreements, channels
        ),
    )


def in_force(
    requesting: Authority,
    requested: Authority,
    *,
    bonds: Iterable[Bond],
    now: datetime,
) -> tuple[Refused, ...]:
    """
    Return what keeps the two authorities from dealing with each other at `now` (Art. 4, 16).

    What is addressed to one that was replaced goes to its successor (`succession.addressee`).
    """
    failures = list(unbound((requesting.party, requested.party), bonds, now))
    for each in (requesting, requested):
        if not each.during.holds(now):
            law("4.1")
            failures.append(_not_designated(each))
    if requesting.party == requested.party:
        failures.append(Refused("refused-own-party", instead="instead-other-party"))
    return tuple(failures)


def unbound(parties: Iterable[Party], bonds: Iterable[Bond], now: datetime) -> tuple[Refused, ...]:
    """
    Return why the Protocol does not bind those of `parties` that it does not bind at `now`.

    One is not bound yet (Art. 16), another one has left (Art. 18). A letter under this Protocol
    goes to neither; other treaties between the two hold on (Art. 14).
    """
    known = tuple(bonds)
    bound = bound_parties(known, now)
    failures = []
    for each in parties:
        if each not in bound:
            law("16.2")
            law("14")
            failures.append(_not_bound(each, known, now))
    return tuple(failures)


def bars_letter(refused: Refused) -> bool:
    """Say whether a refusal leaves no letter under this Protocol either."""
    return refused.instead == _OTHER_TREATIES


def other_ground(*, instead: str = "instead-letter") -> Refused:
    """Return why no technical means may carry what is about no crime of Art. 3 (Art. 6)."""
    return Refused("refused-other-ground", rule=treaty("6.4.1"), instead=instead)


def not_in_preparation(*, instead: str = "instead-letter") -> Refused:
    """Return why no technical means may carry what is about no crime in preparation (Art. 6)."""
    return Refused("refused-not-in-preparation", rule=treaty("6.4.1"), instead=instead)


def not_immediate(*, instead: str = "instead-letter") -> Refused:
    """Return why they may not where no immediate reaction concerning persons is needed (Art. 6)."""
    return Refused("refused-not-immediate", rule=treaty("6.4.1"), instead=instead)


def lacks_russian(*texts: str) -> bool:
    """Say whether not one of the texts has a Cyrillic letter: Russian is the language (Art. 13)."""
    return not any(_CYRILLIC.search(text) for text in texts)


def reminds_of_legal_assistance(content: Content) -> bool:
    """Say whether procedural acts seem to be asked for: other treaties govern them (Art. 5, 14)."""
    return _PROCEDURAL.search(content.assistance) is not None


def marked(secrecy: Reading) -> Iterable[Refused]:
    """Yield that what bears a marking passes by no request under this Protocol (Art. 10)."""
    if secrecy.verdict is Verdict.MARKED:
        law("10.3")
        yield Refused("refused-secret", rule=treaty("10.3"), instead="instead-secret")


def _not_bound(party: Party, bonds: Iterable[Bond], now: datetime) -> Refused:
    at = left_at(bonds, party, now)
    if at is None:
        return Refused("refused-party", rule=treaty("16.2"), instead=_OTHER_TREATIES, party=party)
    left_on = local_date(at, ZONES[party])
    return Refused(
        "refused-party-left", rule=treaty("18.1"), instead=_OTHER_TREATIES, party=party, on=left_on
    )


def operational(content: Content) -> Iterable[Refused]:
    """Yield what of the crime and of the persons keeps it from technical means (Art. 3, 6)."""
    if content.ground is None:
        law("3.1")
        yield other_ground()
    if not content.in_preparation:
        law("6.4.1")
        yield not_in_preparation()
    if not content.immediate or not content.persons.strip():
        law("6.4.1")
        yield not_immediate()


def _check_agreement(
    requesting: Authority,
    requested: Authority,
    agreements: Agreements,
    channels: Collection[Channel],
) -> Iterable[Refused]:
    if not agreements.content_channels(requesting.party, requested.party) & set(channels):
        law("6.4.2", Source.READING)
        yield Refused(
            "refused-no-agreement",
            rule=reading("6.4.2"),
            instead="instead-consent",
            one=requesting.party,
            other=requested.party,
        )


def _check_secrecy(
    found: Reading,
    requesting: Authority,
    requested: Authority,
    agreements: Agreements,
    channels: Collection[Channel],
) -> Iterable[Refused]:
    yield from marked(found)
    if (
        found.verdict is not Verdict.MARKED
        and found.for_official_use
        and not any(
            agreements.has_official_use(requesting.party, requested.party, channel)
            for channel in channels
        )
    ):
        yield Refused("refused-official-use", rule=POLICY, instead="instead-letter")


def _not_designated(authority: Authority) -> Refused:
    return Refused(
        "refused-not-designated",
        rule=treaty("4.1"),
        instead="instead-registry",
        authority=authority.id,
    )
