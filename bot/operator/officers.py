"""What the operator does with officers: invites, lists, suspends, approves."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.words.operator import Failed
from handlers.catalogue import LISTING
from handlers.chat.turn import Site, Turn
from handlers.people import admission, enrolment, freezing, inviting, standing
from handlers.people.standing import OPERATOR
from protocol.parties import (
    PHONE,
    SECRETARIAT,
    SECRETARIAT_ROLES,
    SECRETARIAT_ZONE,
    Channel,
    Officer,
    Party,
    Role,
    Standing,
)
from protocol.refusals import Refused
from storage.work import Work

CODE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to be invited; `authority` is SECRETARIAT for its own officers."""

    authority: str
    role: Role
    name: str
    phone: str
    call_sign: str
    lang: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An officer, and the channels on which the officer has an account."""

    officer: Officer
    channels: tuple[Channel, ...]


def make_code(random: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Return a new one-time code of 120 bits, in groups that can be read out."""
    return enrolment.make_code(random(CODE_BYTES).hex())


def invite(work: Work, person: Person, code: str) -> Officer:
    """
    Enter an officer whom the bot will hear after enrolment and approval.

    Raises: Failed when the person's data are not such as a register holds.
    """
    return enrolment.invite(work, _new(work, person), code, issuer=OPERATOR)


def invite_again(work: Work, id: str, code: str) -> Officer:
    """
    Give a new code to one of the register who is not enrolled or approved, or who is suspended.

    The accounts of before are let go: what led to a suspension may be one that was stolen.

    Raises: Failed when there is none such.
    """
    officer = _officer(work, id)
    if officer.standing is Standing.ACTIVE and work.registry.accounts(id):
        raise Failed("operator-not-invitable", officer=id, standing=officer.standing)
    return enrolment.invite(work, officer, code, issuer=OPERATOR)


def approve(work: Work, id: str) -> Officer:
    """
    Let the bot hear an officer who has enrolled, or hear one on a further channel.

    The first ones of an authority have nobody else who could; later a colleague does it in chat.

    Raises: Failed when the officer has not enrolled, waited too long, or needs it no longer.
    """
    officer = _officer(work, id)
    application = work.admissions.application(id)
    if application is not None and application.is_open(work.now):
        try:
            return admission.admit(_turn(work), application, by=OPERATOR)
        except Refused:
            raise Failed("operator-account-taken", officer=id) from None
    if officer.standing is Standing.INVITED:
        raise Failed("operator-not-enrolled", officer=id)
    if officer.standing is Standing.PENDING:
        raise Failed("operator-application-over", officer=id)
    raise Failed("operator-not-pending", officer=id, standing=officer.standing)


def suspend(work: Work, id: str) -> Officer:
    """
    Stop hearing an officer, at once, and tell who answers for the authority.

    Raises: Failed when there is none, or when it is so already.
    """
    officer = _officer(work, id)
    if officer.standing is Standing.SUSPENDED:
        raise Failed("operator-suspended-already", officer=id)
    return standing.suspend(_turn(work), officer, by=OPERATOR)


def thaw(work: Work, id: str) -> Officer:
    """
    Hear the frozen accounts of an officer again, and tell the officer and the authority.

    Raises: Failed when there is none, or no account is frozen.
    """
    officer = _officer(work, id)
    if not any(each.is_frozen for each in work.registry.all_accounts(id)):
        raise Failed("operator-not-frozen", officer=id)
    freezing.thaw(_turn(work), officer, by=OPERATOR)
    return officer


def has_head(work: Work, authority: str) -> bool:
    """Say whether an authority has somebody left who is heard and answers for its people."""
    heads = standing.heads(_turn(work), authority)
    return any(work.registry.accounts(each.id) for each in heads)


def officers_of(work: Work, authority: str | None) -> Sequence[Listed]:
    """
    Return the officers of an authority, or all.

    Raises: Failed when there is no such authority.
    """
    if authority is None:
        officers = work.registry.everybody()
    else:
        _zone_and_party(work, authority)
        officers = work.registry.officers(authority)
    return [
        Listed(each, tuple(account.channel for account in work.registry.accounts(each.id)))
        for each in officers
    ]


def _new(work: Work, person: Person) -> Officer:
    zone, party = _zone_and_party(work, person.authority)
    at_secretariat = person.authority == SECRETARIAT
    if person.role is not Role.AUDITOR and at_secretariat != (person.role in SECRETARIAT_ROLES):
        raise Failed("operator-role-elsewhere", role=person.role, authority=person.authority)
    if not person.name.strip():
        raise Failed("operator-name-empty")
    if not PHONE.fullmatch(person.phone):
        raise Failed("operator-phone-wrong")
    for each in work.registry.officers(person.authority):
        if not _has_left(work, each) and inviting.are_alike(each.name, person.name):
            raise Failed("operator-name-known", officer=each.id)
    new = enrolment.newcomer(
        work,
        person.authority,
        party,
        role=person.role,
        name=person.name.strip(),
        phone=person.phone,
        lang=person.lang,
        zone=zone,
    )
    return replace(new, call_sign=person.call_sign.strip() or new.call_sign)


def _has_left(work: Work, officer: Officer) -> bool:
    return officer.during.until is not None and officer.during.until <= work.now


def _zone_and_party(work: Work, authority: str) -> tuple[str, Party | None]:
    if authority == SECRETARIAT:
        return SECRETARIAT_ZONE, None
    try:
        found = work.registry.authority(authority)
    except Refused:
        known = ", ".join(each.id for each in work.registry.authorities())
        raise Failed(
            "operator-authority-unknown", authority=authority, known=known or "-"
        ) from None
    return found.zone, found.party


def _officer(work: Work, id: str) -> Officer:
    try:
        return work.registry.officer(id)
    except LookupError:
        raise Failed("operator-officer-unknown", officer=id) from None


def _turn(work: Work) -> Turn:
    """A turn in which nobody of the register acts; the running bot delivers what it says."""
    return Turn(work, site=Site(LISTING), key=f"operator/{work.id()}", now=work.now)
