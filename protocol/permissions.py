"""Who may do what and who may see what, as tables. Art. 10; the table of roles is policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from protocol.articles import POLICY
from protocol.moves import DESK, MOVES, Execution, Move, Side
from protocol.parties import HEADS, SECRETARIAT_ROLES, SIGNATORIES, Officer, Passage, Role
from protocol.refusals import Refused
from protocol.request import Request


class Relation(StrEnum):
    """How an officer stands to a request: by the authority, never by the person."""

    REQUESTING = "requesting"
    REQUESTED = "requested"
    FORMER = "former"
    CONSENTED = "consented"
    UNRELATED = "unrelated"


class View(IntEnum):
    """How much is shown; each level contains those below."""

    NOTHING = 0
    NUMBERS = 1
    STATES = 2
    CONTENT = 3


class Act(StrEnum):
    """What the commands do that is not a move of one request."""

    SEND = "send"
    DRAFTS = "drafts"
    OPEN = "open"
    PHONE = "phone"
    CONSENT = "consent"
    LETTER = "letter"
    READERS = "readers"
    OWE = "owe"
    CONFIRM = "confirm"
    REGISTRY = "registry"
    ENTER_NOTICE = "enter_notice"
    RELAY_NOTICE = "relay_notice"
    RECEIVE_NOTICE = "receive_notice"
    DESIGNATE = "designate"
    READ_JOURNAL = "read_journal"
    EXPORT = "export"
    ME = "me"
    CODE = "code"
    HELP = "help"
    CHANNEL = "channel"
    LOST = "lost"
    APPROVE = "approve"
    INVITE = "invite"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    LEAVE = "leave"
    PASS_TEXT = "pass_text"


EVERYBODY = frozenset(Role)
_NATIONAL = DESK | {Role.REGISTRAR}
# Who answers for the people of an authority, or of the Secretariat.

MAY: Mapping[Act, frozenset[Role]] = {
    Act.SEND: DESK,
    Act.DRAFTS: DESK,
    Act.OPEN: DESK | SECRETARIAT_ROLES | {Role.AUDITOR},
    Act.PHONE: DESK,
    Act.CONSENT: DESK,
    Act.LETTER: DESK,
    Act.READERS: SIGNATORIES,
    Act.OWE: _NATIONAL | SECRETARIAT_ROLES,
    Act.CONFIRM: DESK,
    Act.REGISTRY: EVERYBODY,
    Act.ENTER_NOTICE: SECRETARIAT_ROLES,
    Act.RELAY_NOTICE: SECRETARIAT_ROLES,
    Act.RECEIVE_NOTICE: _NATIONAL,
    Act.DESIGNATE: frozenset({Role.REGISTRAR}),
    Act.READ_JOURNAL: frozenset({Role.AUDITOR}),
    Act.EXPORT: DESK | {Role.AUDITOR},
    Act.ME: EVERYBODY,
    Act.CODE: EVERYBODY,
    Act.HELP: EVERYBODY,
    Act.CHANNEL: EVERYBODY,
    Act.LOST: EVERYBODY,
    Act.APPROVE: DESK | SECRETARIAT_ROLES,
    Act.INVITE: HEADS,
    Act.SUSPEND: HEADS,
    Act.REINSTATE: HEADS,
    Act.LEAVE: HEADS,
    Act.PASS_TEXT: HEADS,
}


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

# Who agrees to one transmission for the requested side (Art. 6: «по договоренности Сторон»), by
# what the Parties have agreed on that channel: to more than the pointer on which they agreed only
# whoever signs for the authority. Policy.
CONSENTS: Mapping[Passage | None, frozenset[Role]] = {
    None: DESK,
    Passage.POINTER: SIGNATORIES,
    Passage.CONTENT: DESK,
}

# What is done only by a one-time code of the officer's code app. Policy.
SIGNED: frozenset[Act | Move] = frozenset(
    {
        Act.RELAY_NOTICE,
        Act.EXPORT,
        Act.INVITE,
        Act.APPROVE,
        Act.SUSPEND,
        Act.REINSTATE,
        Act.LEAVE,
        Act.PASS_TEXT,
        Move.REFUSE,
        Move.REFUSE_PART,
        Move.SEND_WRITTEN_REFUSAL,
        Move.REGISTER_CONFIRMATION,
        Move.DECLINE_CONFIRMATION,
    }
)

SEES: Mapping[tuple[Role, Relation], View] = {
    **{
        (role, relation): View.CONTENT
        for role in DESK
        for relation in (Relation.REQUESTING, Relation.REQUESTED)
    },
    **{(role, Relation.FORMER): View.NUMBERS for role in DESK},
    **{(role, Relation.CONSENTED): View.STATES for role in SECRETARIAT_ROLES},
    **{(Role.AUDITOR, relation): View.NUMBERS for relation in Relation},
}

_SIDES = {
    Side.REQUESTING: frozenset({Relation.REQUESTING}),
    Side.REQUESTED: frozenset({Relation.REQUESTED}),
    Side.EITHER: frozenset({Relation.REQUESTING, Relation.REQUESTED}),
    Side.PRODUCT: frozenset[Relation](),
}


# The acts that are about one request: whose they are.
ABOUT: Mapping[Act, Side] = {
    Act.PHONE: Side.EITHER,
    Act.LETTER: Side.REQUESTING,
    Act.READERS: Side.REQUESTING,
    Act.EXPORT: Side.EITHER,
}


def relation(officer: Officer, request: Request) -> Relation:
    """
    Return how `officer` stands to `request`.

    What was received in error, or withdrawn before it was transmitted, is closed to the
    requested side.
    """
    if officer.authority == request.requesting:
        return Relation.REQUESTING
    if officer.authority == request.requested:
        untransmitted = request.transmitted_at is None
        closed = request.execution is Execution.MISADDRESSED or (
            request.execution is Execution.WITHDRAWN and untransmitted
        )
        return Relation.FORMER if closed else Relation.REQUESTED
    return Relation.UNRELATED


def sees(officer: Officer, request: Request) -> View:
    """Return how much of `request` may be shown to `officer`; absent in the table is nothing."""
    standing = relation(officer, request)
    return SEES.get((officer.role, standing), View.NOTHING)


def sees_unrelated(officer: Officer) -> bool:
    """Say whether something of requests that do not concern the officer's authority is shown."""
    return SEES.get((officer.role, Relation.UNRELATED), View.NOTHING) > View.NOTHING


def listed(officer: Officer, request: Request) -> bool:
    """
    Say whether `officer` is told unasked that there is this request.

    Before anything was transmitted the requested side does not know it. Whoever was told its
    number (by a pointer, by telephone) may open it: to show it then is the transmission.
    """
    untransmitted = request.execution is Execution.TRANSMITTING or (
        request.execution is Execution.WITHDRAWN and request.transmitted_at is None
    )
    requested = officer.authority == request.requested
    return sees(officer, request) > View.NOTHING and not (untransmitted and requested)


def may(officer: Officer, act: Act) -> bool:
    """Say whether `officer` may do `act` at all."""
    return officer.role in MAY[act]


def signers(action: Act | Move) -> frozenset[Role]:
    """Return the roles whose an act or a move is."""
    return MAY[action] if isinstance(action, Act) else MOVES[action].roles


def may_about(officer: Officer, request: Request, act: Act) -> bool:
    """Say whether `officer` may do `act` about this request."""
    return may(officer, act) and relation(officer, request) in _SIDES[ABOUT[act]]


def may_move(officer: Officer, request: Request, move: Move) -> bool:
    """Say whether the move belongs to this officer, in whatever state the request is."""
    rule = MOVES[move]
    return officer.role in rule.roles and relation(officer, request) in _SIDES[rule.by]


def may_consent(officer: Officer, agreed: Passage | None) -> bool:
    """Say whether `officer` may agree to one transmission, where so much is agreed on already."""
    return may(officer, Act.CONSENT) and officer.role in CONSENTS[agreed]


def check(officer: Officer, act: Act) -> None:
    """
    Check that `officer` may do `act`.

    Raises: Refused, naming the act.
    """
    if not may(officer, act):
        raise Refused(
            "refused-role", rule=POLICY, instead="instead-help", role=officer.role, act=act
        )


def check_about(officer: Officer, request: Request, act: Act) -> None:
    """
    Check that `officer` may do `act` about this request.

    Raises: Refused, naming the act, or the side whose it is.
    """
    check(officer, act)
    if not may_about(officer, request, act):
        raise Refused(
            "refused-side", instead="instead-possible", request=request.id, side=ABOUT[act]
        )


def check_consent(officer: Officer, agreed: Passage | None) -> None:
    """
    Check that `officer` may agree to one transmission, or decline it.

    Raises: Refused, saying who may instead.
    """
    if not may_consent(officer, agreed):
        raise Refused("refused-consent-role", instead="instead-consent-role", role=officer.role)


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


def check_move(officer: Officer, request: Request, move: Move) -> None:
    """
    Check that the move belongs to this officer.

    Raises: Refused, saying to whom the move belongs (Art. 6, 7, 9).
    """
    if not may_move(officer, request, move):
        rule = MOVES[move]
        signs = rule.roles and Role.DUTY_OFFICER not in rule.roles
        side = rule.by if relation(officer, request) not in _SIDES[rule.by] else None
        raise Refused(
            "refused-side" if side else ("refused-signatory-only" if signs else "refused-role"),
            rule=rule.rule,
            instead="instead-possible",
            request=request.id,
            role=officer.role,
            **({"side": side} if side else {}),
        )
