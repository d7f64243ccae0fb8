"""What the operator does with officers: invites, lists, suspends, approves."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete

from bot.language import Failed
from handlers.enrolment import ALPHABET, LENGTH, VALID_WITHIN, code_digest
from protocol.parties import (
    SECRETARIAT,
    SECRETARIAT_ROLES,
    SECRETARIAT_ZONE,
    Channel,
    Interval,
    Officer,
    Party,
    Role,
    Standing,
)
from protocol.refusals import Refused
from storage.sql import next_number
from storage.tables import accounts, counters
from storage.work import Work

GROUP = 4
OPERATOR = "operator"
_PHONE = re.compile(r"\+[0-9]([ ()-]*[0-9]){6,14}")


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


def make_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Return a new one-time code of 120 bits, in groups that can be read out."""
    signs = "".join(choose(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def invite(work: Work, person: Person, code: str) -> Officer:
    """
    Enter an officer whom the bot will hear after enrolment and approval.

    Raises: Failed when the person's data are not such as a register holds.
    """
    officer = _new(work, person)
    work.registry.put_officer(officer)
    _expect(work, officer, code)
    return officer


def invite_again(work: Work, id: str, code: str) -> Officer:
    """
    Give a new code to one of the register who is not enrolled, or who is suspended.

    The accounts of before are let go: what led to a suspension may be one that was stolen.

    Raises: Failed when there is none such.
    """
    officer = _known(work, id)
    if officer.standing not in (Standing.INVITED, Standing.SUSPENDED):
        raise Failed("operator-not-invitable", officer=id, standing=officer.standing)
    officer = replace(officer, standing=Standing.INVITED)
    work.connection.execute(delete(accounts).where(accounts.c.officer == id))
    work.registry.put_officer(officer)
    _expect(work, officer, code)
    return officer


def approve(work: Work, id: str) -> Officer:
    """
    Let the bot hear an officer who has enrolled.

    Raises: Failed when the officer has not, or needs it no longer.
    """
    officer = _known(work, id)
    if officer.standing is Standing.INVITED:
        raise Failed("operator-not-enrolled", officer=id)
    if officer.standing is not Standing.PENDING:
        raise Failed("operator-not-pending", officer=id, standing=officer.standing)
    return _moved(work, officer, Standing.ACTIVE, "officer-approved")


def suspend(work: Work, id: str) -> Officer:
    """
    Stop hearing an officer, at once.

    Raises: Failed when there is none, or when it is so already.
    """
    officer = _known(work, id)
    if officer.standing is Standing.SUSPENDED:
        raise Failed("operator-suspended-already", officer=id)
    return _moved(work, officer, Standing.SUSPENDED, "officer-suspended")


def listed(work: Work, authority: str | None) -> Sequence[Listed]:
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
    if not _PHONE.fullmatch(person.phone):
        raise Failed("operator-phone-wrong")
    id = _free_id(work, person.authority)
    return Officer(
        id=id,
        authority=person.authority,
        party=party,
        role=person.role,
        name=person.name.strip(),
        call_sign=person.call_sign.strip() or id.upper(),
        phone=person.phone,
        lang=person.lang,
        zone=zone,
        during=Interval(work.now),
        standing=Standing.INVITED,
    )


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


def _free_id(work: Work, authority: str) -> str:
    taken = {each.id for each in work.registry.everybody()}
    while True:
        number = next_number(work.connection, counters, f"officers/{authority}")
        id = f"{authority.lower()}-{number:04}"
        if id not in taken:
            return id


def _expect(work: Work, officer: Officer, code: str) -> None:
    expires_at = work.now + VALID_WITHIN
    digest = code_digest(work.vault, code.replace("-", ""))
    work.registry.invite(officer.id, digest, expires_at)
    work.journal.write(
        "officer-invited",
        actor=OPERATOR,
        at=work.now,
        officer=officer.id,
        authority=officer.authority,
        role=officer.role,
        until=expires_at,
    )


def _known(work: Work, id: str) -> Officer:
    try:
        return work.registry.officer(id)
    except LookupError:
        raise Failed("operator-officer-unknown", officer=id) from None


def _moved(work: Work, officer: Officer, standing: Standing, action: str) -> Officer:
    moved = replace(officer, standing=standing)
    work.registry.put_officer(moved)
    work.journal.write(action, actor=OPERATOR, at=work.now, officer=officer.id)
    return moved
