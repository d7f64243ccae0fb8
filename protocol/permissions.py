"""Who may do what, as tables. The table of roles is policy."""

from collections.abc import Mapping
from enum import StrEnum

from protocol.articles import POLICY
from protocol.moves import MOVES, Move, Side
from protocol.parties import DESK, HEADS, SECRETARIAT_ROLES, SIGNATORIES, Officer, Passage, Role
from protocol.refusals import Refused
from protocol.request import Request
from protocol.views import SIDES, Relation, relation


class Act(StrEnum):
    """What the commands do that is not a move of one request."""

    SEND = "send"
    DRAFTS = "drafts"
    OPEN = "open"
    PHONE = "phone"
    ENTER = "enter"
    CONSENT = "consent"
    LETTER = "letter"
    READERS = "readers"
    OWE = "owe"
    CONFIRM = "confirm"
    REGISTRY = "registry"
    ENTER_NOTICE = "enter_notice"
    RELAY_NOTICE = "relay_notice"
    RELAY_ALONE = "relay_alone"
    RECEIVE_NOTICE = "receive_notice"
    CHANGE_REGISTER = "change_register"
    DESIGNATE = "designate"
    READ_JOURNAL = "read_journal"
    EXPORT = "export"
    ME = "me"
    CODE = "code"
    HELP = "help"
    CHANNEL = "channel"
    LOST = "lost"
    THAW = "thaw"
    APPROVE = "approve"
    INVITE = "invite"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    LEAVE = "leave"
    PASS_TEXT = "pass_text"


EVERYBODY = frozenset(Role)
_NATIONAL = DESK | {Role.REGISTRAR}

MAY: Mapping[Act, frozenset[Role]] = {
    Act.SEND: DESK,
    Act.DRAFTS: DESK,
    Act.OPEN: DESK | SECRETARIAT_ROLES | {Role.AUDITOR},
    Act.PHONE: DESK,
    Act.ENTER: DESK,
    Act.CONSENT: DESK,
    Act.LETTER: DESK,
    Act.READERS: SIGNATORIES,
    Act.OWE: _NATIONAL | SECRETARIAT_ROLES,
    Act.CONFIRM: DESK,
    Act.REGISTRY: EVERYBODY,
    Act.ENTER_NOTICE: SECRETARIAT_ROLES,
    Act.RELAY_NOTICE: SECRETARIAT_ROLES,
    Act.RELAY_ALONE: SECRETARIAT_ROLES,
    Act.RECEIVE_NOTICE: _NATIONAL,
    Act.CHANGE_REGISTER: frozenset({Role.SECRETARIAT_HEAD}),
    Act.DESIGNATE: frozenset({Role.REGISTRAR}),
    Act.READ_JOURNAL: frozenset({Role.AUDITOR}),
    Act.EXPORT: DESK | {Role.AUDITOR},
    Act.ME: EVERYBODY,
    Act.CODE: EVERYBODY,
    Act.HELP: EVERYBODY,
    Act.CHANNEL: EVERYBODY,
    Act.LOST: EVERYBODY,
    Act.THAW: EVERYBODY,
    Act.APPROVE: DESK | SECRETARIAT_ROLES,
    Act.INVITE: HEADS,
    Act.SUSPEND: HEADS,
    Act.REINSTATE: HEADS,
    Act.LEAVE: HEADS,
    Act.PASS_TEXT: HEADS,
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
        Act.RELAY_ALONE,
        Act.CHANGE_REGISTER,
        Act.EXPORT,
        Act.INVITE,
        Act.APPROVE,
        Act.SUSPEND,
        Act.REINSTATE,
        Act.LEAVE,
        Act.THAW,
        Act.PASS_TEXT,
        Move.REFUSE,
        Move.REFUSE_PART,
        Move.UNREFUSE,
        Move.UNREFUSE_PART,
        Move.SEND_WRITTEN_REFUSAL,
        Move.ACCEPT_CONDITIONS,
        Move.SIGN_RESULT,
        Move.AGREE_PERIOD,
        Move.AGREE_MOMENT,
        Move.REGISTER_CONFIRMATION,
        Move.CONFIRM_ADDITION,
        Move.REGISTER_UNSENT,
        Move.DISPATCH_CONFIRMATION,
        Move.NOTE_LETTER,
        Move.CORRECT_LETTER,
        Move.VOID_LETTER,
        Move.DECLINE_CONFIRMATION,
        Move.WITHDRAW,
    }
)

# What a press of a second officer of the authority does in place of a code. Policy.
SECONDED: frozenset[Move] = frozenset({Move.WITHDRAW})


# The acts that are about one request: whose they are.
ABOUT: Mapping[Act, Side] = {
    Act.PHONE: Side.EITHER,
    Act.ENTER: Side.EITHER,
    Act.LETTER: Side.REQUESTING,
    Act.READERS: Side.REQUESTING,
    Act.EXPORT: Side.EITHER,
}


def may(officer: Officer, act: Act) -> bool:
    """Say whether `officer` may do `act` at all."""
    return officer.role in MAY[act]


def signers(action: Act | Move) -> frozenset[Role]:
    """Return the roles whose an act or a move is."""
    return MAY[action] if isinstance(action, Act) else MOVES[action].roles


def may_about(officer: Officer, request: Request, act: Act) -> bool:
    """Say whether `officer` may do `act` about this request."""
    return may(officer, act) and relation(officer, request) in SIDES[ABOUT[act]]


def may_move(officer: Officer, request: Request, move: Move) -> bool:
    """Say whether the move belongs to this officer, in whatever state the request is."""
    rule = MOVES[move]
    return officer.role in rule.roles and relation(officer, request) in SIDES[rule.by]


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
        raise _of_another(officer, request, act, ABOUT[act])


def check_consent(officer: Officer, agreed: Passage | None) -> None:
    """
    Check that `officer` may agree to one transmission, or decline it.

    Raises: Refused, saying who may instead.
    """
    if not may_consent(officer, agreed):
        raise Refused("refused-consent-role", instead="instead-consent-role", role=officer.role)


def check_move(officer: Officer, request: Request, move: Move) -> None:
    """
    Check that the move belongs to this officer.

    Raises: Refused, saying to whom the move belongs; no article says that, and none is cited.
    """
    if not may_move(officer, request, move):
        rule = MOVES[move]
        signs = rule.roles and Role.DUTY_OFFICER not in rule.roles
        if relation(officer, request) not in SIDES[rule.by]:
            raise _of_another(officer, request, move, rule.by)
        raise Refused(
            "refused-signatory-only" if signs else "refused-role",
            instead="instead-possible",
            deed=move,
            request=request.id,
            role=officer.role,
        )


def _of_another(officer: Officer, request: Request, deed: Act | Move, side: Side) -> Refused:
    """Return the refusal that says whose it is: of which side, and which Party that is."""
    if side is Side.REQUESTED and officer.authority in request.former:
        return Refused(
            "refused-taken-over",
            instead="instead-possible",
            deed=deed,
            request=request.id,
            authority=request.requested,
        )
    if side is Side.RECEIVING and officer.authority == request.receiver:
        # It waits for nobody there any more; who has ended that is not told beside the state.
        return Refused(
            "refused-move-yet",
            instead="instead-possible",
            deed=deed,
            request=request.id,
            state=f"execution-{request.execution}",
        )
    number = request.number
    if relation(officer, request) is Relation.PREDECESSOR:
        ours = officer.authority == request.requesting_before
        return Refused(
            "refused-passed",
            deed=deed,
            request=request.id,
            role=officer.role,
            successor=request.requesting if ours else request.requested,
        )
    party = number.requesting if side is Side.REQUESTING else number.requested
    return Refused(
        "refused-side",
        instead="instead-possible",
        deed=deed,
        request=request.id,
        role=officer.role,
        side=side,
        party=party,
    )
