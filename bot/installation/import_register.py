"""Entering a register into the storage, and what that changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.installation.register_file import Register
from bot.words.operator import Failed
from handlers.people.inviting import are_alike
from handlers.record import begun
from protocol.parties import Authority, Bond, Interval, Officer
from protocol.policy import Policy
from storage.work import Work

KIND = "register"
TRAINING, REAL = "training", "real"


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import changed: authorities by id and name, the others counted."""

    authorities_added: tuple[Authority, ...]
    authorities_changed: tuple[Authority, ...]
    officers_added: int
    officers_changed: int
    parties: int
    agreements: int


def is_training(work: Work) -> bool:
    """Say whether the register in the storage is a training one: its people are invented."""
    return work.recall(KIND) == TRAINING


def import_register(work: Work, register: Register, policy: Policy) -> Changes:
    """
    Enter a register; return what changed.

    What it does not name stays; so does an end that a notice has brought, where the file names
    none: no file puts an authority in force again, or binds a Party that has left. Whoever is known
    keeps standing, language and zone: these were given by enrolment, by the operator and by the
    officer, and no file knows them.

    Raises: Failed when invented people would come among real ones, or the other way round; when
    a new name reads as that of a colleague whom the file does not name.
    """
    kind = TRAINING if register.training else REAL
    if work.recall(KIND) not in (None, kind):
        key = "operator-import-training" if register.training else "operator-import-real"
        raise Failed(key)
    authorities = {each.id: each for each in work.registry.authorities()}
    officers = {each.id: each for each in work.registry.everybody()}
    _refuse_alike(register, officers.values(), work.now)
    bonds = {each.party: each for each in work.registry.bonds()}
    register = replace(
        register,
        bonds=tuple(_bound(each, bonds.get(each.party)) for each in register.bonds),
        authorities=tuple(
            _with_succession(each, authorities.get(each.id)) for each in register.authorities
        ),
        officers=tuple(
            _with_offices(_with_known(each, officers.get(each.id)), officers.get(each.id), work.now)
            for each in register.officers
        ),
    )
    put_register(work, register, policy)
    work.remember(KIND, kind)
    return Changes(
        authorities_added=tuple(
            each for each in register.authorities if each.id not in authorities
        ),
        authorities_changed=tuple(
            each for each in register.authorities if authorities.get(each.id, each) != each
        ),
        officers_added=_count(each.id not in officers for each in register.officers),
        officers_changed=_count(officers.get(each.id, each) != each for each in register.officers),
        parties=len(register.bonds),
        agreements=len(register.agreements),
    )


def put_register(work: Work, register: Register, policy: Policy) -> None:
    """Enter Parties, authorities, officers, accounts and agreements, and journal it."""
    for bond in register.bonds:
        work.registry.put_bond(bond)
    for authority in register.authorities:
        work.registry.put_authority(authority)
        begun.begin(work, authority, policy)
    for officer in register.officers:
        work.registry.put_officer(officer)
    for account in register.accounts:
        work.registry.bind(account.channel, account.address, account.officer)
    for agreement in register.agreements:
        work.registry.put_agreement(agreement)
    work.journal.write(
        "register",
        actor="operator",
        at=work.now,
        authorities=len(register.authorities),
        officers=len(register.officers),
        agreements=len(register.agreements),
    )


def _refuse_alike(register: Register, known: Collection[Officer], now: datetime) -> None:
    ours = {each.id: each for each in register.officers}
    named = {each.id: each.name for each in known}
    new = [each for each in ours.values() if named.get(each.id) != each.name]
    for other in known:
        ended = other.during.until is not None and other.during.until <= now
        if other.id in ours or ended:
            continue
        colleagues = (each.name for each in new if each.authority == other.authority)
        if any(are_alike(other.name, name) for name in colleagues):
            raise Failed("operator-name-known", officer=other.id)


def _bound(bond: Bond, known: Bond | None) -> Bond:
    """Return a bond that ends when the one that is known does, where the file names no end."""
    if known is None or bond.during.until is not None:
        return bond
    return replace(bond, during=Interval(bond.during.since, known.during.until))


def _with_succession(authority: Authority, known: Authority | None) -> Authority:
    """Return an authority with the end and the successor that are known, where none is named."""
    if known is None or authority.during.until is not None:
        return authority
    during = Interval(authority.during.since, known.during.until)
    return replace(authority, during=during, successor=authority.successor or known.successor)


def _with_known(officer: Officer, known: Officer | None) -> Officer:
    if known is None:
        return officer
    if known.authority != officer.authority:
        return replace(officer, standing=known.standing)
    return replace(officer, standing=known.standing, lang=known.lang, zone=known.zone)


def _with_offices(officer: Officer, known: Officer | None, now: datetime) -> Officer:
    """Return an officer with the offices that were held: another role ends the known one."""
    if known is None:
        return officer
    if known.role is officer.role:
        since = officer.in_office_since or known.in_office_since
        return replace(officer, in_office_since=since, offices=known.offices)
    since = officer.in_office_since or now
    ended = replace(known.held[-1], during=Interval(known.held[-1].during.since, since))
    return replace(officer, in_office_since=since, offices=(*known.offices, ended))


def _count(each: Iterable[bool]) -> int:
    return sum(each)
