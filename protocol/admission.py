"""Who lets an officer in. Art. 4, policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from protocol.articles import POLICY
from protocol.parties import (
    DESK,
    HEADS,
    SECRETARIAT_ROLES,
    SIGNATORIES,
    Officer,
    Role,
)
from protocol.refusals import Refused


@dataclass(frozen=True, slots=True)
class Admission:
    """Who of the same authority lets somebody in: one invites, another one approves."""

    invited_by: frozenset[Role]
    approved_by: frozenset[Role]


# By the role of whoever comes in, on a first channel or on a further one.
ADMITTED: Mapping[Role, Admission] = {
    Role.DUTY_OFFICER: Admission(SIGNATORIES, DESK),
    Role.REGISTRAR: Admission(SIGNATORIES, DESK),
    **{role: Admission(SIGNATORIES, SIGNATORIES) for role in SIGNATORIES},
    Role.AUDITOR: Admission(HEADS, SIGNATORIES | SECRETARIAT_ROLES),
    Role.SECRETARIAT_OFFICER: Admission(frozenset({Role.SECRETARIAT_HEAD}), SECRETARIAT_ROLES),
    Role.SECRETARIAT_HEAD: Admission(*(frozenset({Role.SECRETARIAT_HEAD}),) * 2),
}


def invitable(officer: Officer) -> tuple[Role, ...]:
    """Return the roles into which `officer` may invite people of the own authority."""
    return tuple(role for role in Role if officer.role in ADMITTED[role].invited_by)


def check_invite(officer: Officer, role: Role) -> None:
    """
    Check that `officer` may invite somebody into `role`.

    Raises: Refused, naming the role.
    """
    if role not in invitable(officer):
        raise Refused("refused-invite-role", rule=POLICY, instead="instead-invite", role=role)


def check_approve(officer: Officer, applicant: Officer, *, issuer: str) -> None:
    """
    Check that `officer` may approve `applicant`, whom `issuer` gave the code.

    Issuer, applicant and approver are three people; the last two are of one authority.

    Raises: Refused, saying who may instead.
    """
    if officer.authority != applicant.authority:
        raise Refused("refused-approve-other", rule=POLICY, instead="instead-approve")
    if officer.id == applicant.id:
        raise Refused("refused-approve-self", rule=POLICY, instead="instead-approve")
    if officer.id == issuer:
        raise Refused(
            "refused-approve-issuer", rule=POLICY, instead="instead-approve", officer=applicant.id
        )
    if officer.role not in ADMITTED[applicant.role].approved_by:
        raise Refused(
            "refused-approve-role", rule=POLICY, instead="instead-approve", role=applicant.role
        )


VALID_WITHIN = timedelta(hours=24)
