"""
The two tracks of a request as transition tables: what is absent is forbidden. Art. 6-12.

Each move is one row of `MOVES` (whose, by whom, by which rule, what it opens and discharges) and
stands in `EXECUTION` or `FORM` under every state in which it is possible, with the state after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from protocol.articles import POLICY, Rule, reading, treaty
from protocol.obligation import Kind
from protocol.parties import DESK, SIGNATORIES, Role
from protocol.terms import Need


class Execution(StrEnum):
    """The execution track (Art. 7-9)."""

    TRANSMITTING = "transmitting"
    TRANSMITTED = "transmitted"
    ACKNOWLEDGED = "acknowledged"
    IN_EXECUTION = "in_execution"
    POSTPONED = "postponed"
    FORWARDED = "forwarded"
    RESULT_REPORTED = "result_reported"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    MISADDRESSED = "misaddressed"
    MISDIRECTED = "misdirected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    UNRECEIPTED = "unreceipted"


class Form(StrEnum):
    """
    The form track (Art. 6). Overdue is not a state: it is AWAITING past its due moment.

    SIGNED: registered and not dispatched yet, which confirms nothing. ON_PAPER: the request itself
    is the signed letter, and nothing is to follow it.
    """

    NOT_TRANSMITTED = "not_transmitted"
    AWAITING = "awaiting"
    SIGNED = "signed"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    RECORDED = "recorded"
    ON_PAPER = "on_paper"


class Side(StrEnum):
    """Whose move it is."""

    REQUESTING = "requesting"
    REQUESTED = "requested"
    EITHER = "either"
    PREDECESSOR = "predecessor"
    RECEIVING = "receiving"
    PRODUCT = "product"


class Move(StrEnum):
    """Everything that can be done with a request."""

    TRANSMIT = "transmit"
    RECEIVE_ON_PAPER = "receive_on_paper"
    ACKNOWLEDGE = "acknowledge"
    WORK_ON = "work_on"
    ACCEPT = "accept"
    FORWARD = "forward"
    FORWARD_OUTSIDE = "forward_outside"
    DISPATCH = "dispatch"
    FORWARD_PART = "forward_part"
    FORWARD_PART_OUTSIDE = "forward_part_outside"
    TAKE_OVER = "take_over"
    RECEIVED_IN_ERROR = "received_in_error"
    SENT_CORRECTLY = "sent_correctly"
    SENT_IN_ERROR = "sent_in_error"
    ASK_DETAILS = "ask_details"
    ANSWER_DETAILS = "answer_details"
    PROPOSE_CONDITIONS = "propose_conditions"
    ACCEPT_CONDITIONS = "accept_conditions"
    DECLINE_CONDITIONS = "decline_conditions"
    COUNTER_CONDITIONS = "counter_conditions"
    REPORT_BREACH = "report_breach"
    ANSWER_BREACH = "answer_breach"
    POSTPONE = "postpone"
    RESUME = "resume"
    REPORT_OBSTACLE = "report_obstacle"
    PROPOSE_PERIOD = "propose_period"
    AGREE_PERIOD = "agree_period"
    AGREE_MOMENT = "agree_moment"
    DECLINE_PERIOD = "decline_period"
    REFUSE = "refuse"
    REFUSE_PART = "refuse_part"
    UNREFUSE = "unrefuse"
    UNREFUSE_PART = "unrefuse_part"
    SEND_WRITTEN_REFUSAL = "send_written_refusal"
    REPORT_PARTIAL = "report_partial"
    REPORT_RESULT = "report_result"
    ACKNOWLEDGE_RESULT = "acknowledge_result"
    CALL_INCOMPLETE = "call_incomplete"
    CORRECT_RESULT = "correct_result"
    INSIST_RESULT = "insist_result"
    CLOSE_RESULT = "close_result"
    SIGN_RESULT = "sign_result"
    LIMIT_USE = "limit_use"
    WITHDRAW = "withdraw"
    ADD = "add"
    CORRECT = "correct"
    READ_CORRECTION = "read_correction"
    ASK_PROGRESS = "ask_progress"
    REPORT_PROGRESS = "report_progress"
    SAY = "say"
    ASK_HOLD = "ask_hold"
    ACCEPT_HOLD = "accept_hold"
    DECLINE_HOLD = "decline_hold"
    CONFIRM_ADDITION = "confirm_addition"
    LINK = "link"
    ASK_PRESENCE = "ask_presence"
    ANSWER_PRESENCE = "answer_presence"
    ASK_OTHER_USE = "ask_other_use"
    ANSWER_OTHER_USE = "answer_other_use"
    PROPOSE_COSTS = "propose_costs"
    AGREE_COSTS = "agree_costs"
    RECORD_CONSULTATION = "record_consultation"
    HAND_OVER = "hand_over"
    REGISTER_CONFIRMATION = "register_confirmation"
    REGISTER_UNSENT = "register_unsent"
    DISPATCH_CONFIRMATION = "dispatch_confirmation"
    NOTE_LETTER = "note_letter"
    CORRECT_LETTER = "correct_letter"
    VOID_LETTER = "void_letter"
    DECLINE_CONFIRMATION = "decline_confirmation"
    NAME_SIGNER = "name_signer"
    RECORD_CONFIRMATION = "record_confirmation"
    OBJECT_CONFIRMATION = "object_confirmation"
    ANSWER_OBJECTION = "answer_objection"


@dataclass(frozen=True, slots=True)
class MoveRule:
    """
    Whose move it is, in which roles, by which rule, and what it opens and discharges.

    `acknowledging`: opened too where it is by this move that the request is acknowledged.
    `while_owed`: it is possible only while that is owed, and so once for each time that it is.
    `needs`: it is possible only where that stands of the request.
    `reopens`: where nothing is owed of the execution after the move, that of these which was owed
    last is owed again, until the moment that it had before; `expects` is opened in its stead where
    an expected date was named. With `restores` everything that the move before ended is owed again.
    Of what it `silences` nobody is reminded any more, though it stays owed; of what it `sounds`
    somebody is again. What it lets be owed `again` has the due moments that it had.
    """

    by: Side
    roles: frozenset[Role]
    rule: Rule
    opens: tuple[Kind, ...] = ()
    discharges: tuple[Kind, ...] = ()
    while_owed: Kind | None = None
    reopens: tuple[Kind, ...] = ()
    expects: tuple[Kind, ...] = ()
    restores: bool = False
    acknowledging: tuple[Kind, ...] = ()
    silences: tuple[Kind, ...] = ()
    needs: Need | None = None
    sounds: tuple[Kind, ...] = ()
    again: tuple[Kind, ...] = ()


_NOBODY: frozenset[Role] = frozenset()
_PROPOSED = (Kind.ANSWER_CONDITIONS, Kind.ANSWER_COUNTER)
# Until when it is owed as both sides agreed: under a treaty, and without one.
AGREED = (Kind.AGREED_PERIOD, Kind.AGREED_MOMENT)
# What is owed of the execution itself; of these one at a time.
EXECUTION_OWED = (Kind.EXECUTE, Kind.EXPECTED, Kind.POSTPONED, *AGREED)
# Of these the one is owed again that was owed last.
_PERIODS = (Kind.EXECUTE, *AGREED)
_RESUMED = (*_PERIODS, Kind.EXPECTED)
# With another period, which nobody has agreed to yet.
_EXECUTION_ASKED = (*EXECUTION_OWED, Kind.ANSWER_PERIOD)
_FORWARDED = (Kind.FORWARD, Kind.DISPATCH)
# What any word of the requested side ends: it is asked for nothing more.
_HEARD_OF = (Kind.PROGRESS, Kind.SILENCE)
_ENDING = (
    Kind.ACKNOWLEDGE,
    Kind.TAKE_UP,
    *_FORWARDED,
    *EXECUTION_OWED,
    Kind.TRANSMIT,
    Kind.ANSWER_DETAILS,
    Kind.ANSWER_CONDITIONS,
    Kind.ANSWER_COUNTER,
    Kind.ANSWER_PERIOD,
    Kind.RESULT_RECEIPT,
    Kind.CORRECTION_READ,
    Kind.ANSWER_HOLD,
    Kind.NAMED_PERIOD,
    *_HEARD_OF,
)
_CLOSED_OUT = (
    *_ENDING,
    Kind.CONFIRM,
    Kind.WILL_SIGN,
    Kind.CONFIRM_ADDITION,
    Kind.RECORD_CONFIRMATION,
    Kind.ANSWER_OBJECTION,
    Kind.WRITTEN_REFUSAL,
    Kind.ANSWER_BREACH,
)
# What a letter that was dispatched ends.
_LETTER = (Kind.CONFIRM, Kind.WILL_SIGN)
# What a final result opens, and what it ends.
_RECEIPT = (Kind.RESULT_RECEIPT,)
_EXECUTED = (
    *_FORWARDED,
    *_EXECUTION_ASKED,
    Kind.NAMED_PERIOD,
)


def _requested(
    rule: Rule,
    *,
    opens: tuple[Kind, ...] = (),
    discharges: tuple[Kind, ...] = (),
    while_owed: Kind | None = None,
    reopens: tuple[Kind, ...] = (),
    expects: tuple[Kind, ...] = (),
    needs: Need | None = None,
) -> MoveRule:
    """Return the row of what the requested side's desk does; it acknowledges, and takes up."""
    ends = (Kind.ACKNOWLEDGE, Kind.TAKE_UP, *_HEARD_OF, *discharges)
    row = MoveRule(Side.REQUESTED, DESK, rule, opens, ends, while_owed, reopens, expects)
    return replace(row, needs=needs)


def _beside(
    rule: Rule,
    *,
    opens: tuple[Kind, ...] = (),
    discharges: tuple[Kind, ...] = (),
    while_owed: Kind | None = None,
) -> MoveRule:
    """
    Return the row of what the requested side's desk does beside the execution.

    It acknowledges; that somebody has taken the request up it does not show.
    """
    ends = (Kind.ACKNOWLEDGE, *_HEARD_OF, *discharges)
    row = MoveRule(Side.REQUESTED, DESK, rule, opens, ends, while_owed)
    return replace(row, acknowledging=(Kind.TAKE_UP,))


def _requesting(
    rule: Rule,
    *,
    opens: tuple[Kind, ...] = (),
    discharges: tuple[Kind, ...] = (),
    while_owed: Kind | None = None,
    reopens: tuple[Kind, ...] = (),
) -> MoveRule:
    """Return the row of what the requesting side's desk does."""
    return MoveRule(Side.REQUESTING, DESK, rule, opens, discharges, while_owed, reopens)


def _either(rule: Rule) -> MoveRule:
    """Return the row of what either side's desk does and what is only kept."""
    return MoveRule(Side.EITHER, DESK, rule)


def _agreeing(rule: Rule, kind: Kind) -> MoveRule:
    """Return the row of an agreement on another period: the side agrees that did not propose it."""
    return MoveRule(
        Side.EITHER, DESK, rule, (kind,), _EXECUTION_ASKED, while_owed=Kind.ANSWER_PERIOD
    )


def _answering_hold() -> MoveRule:
    """Return the row of an answer to a call to suspend: of the side that was called."""
    answered = Kind.ANSWER_HOLD
    return MoveRule(Side.EITHER, DESK, POLICY, discharges=(answered,), while_owed=answered)


MOVES: Mapping[Move, MoveRule] = {
    Move.TRANSMIT: MoveRule(
        Side.PRODUCT,
        _NOBODY,
        reading("6.4.2"),
        opens=(Kind.ACKNOWLEDGE, Kind.CONFIRM, Kind.WILL_SIGN, Kind.FORWARD, Kind.EXECUTE),
        discharges=(Kind.TRANSMIT,),
    ),
    # Signed, and in written form: no confirmation is owed. From the date of receipt that the
    # requested authority states its days are counted (Art. 7).
    Move.RECEIVE_ON_PAPER: MoveRule(
        Side.REQUESTED,
        DESK,
        treaty("6.3"),
        opens=(Kind.TAKE_UP, Kind.FORWARD, Kind.EXECUTE),
        discharges=(Kind.TRANSMIT, Kind.ACKNOWLEDGE, *_HEARD_OF),
        needs=Need.LETTER,
    ),
    Move.ACKNOWLEDGE: _beside(POLICY),
    # Whoever acknowledged is at it: it is asked once more, an hour later.
    # A matter of its own desk: the other side hears nothing by it.
    Move.WORK_ON: MoveRule(
        Side.REQUESTED,
        DESK,
        POLICY,
        opens=(Kind.TAKE_UP,),
        discharges=(Kind.ACKNOWLEDGE, Kind.TAKE_UP),
        while_owed=Kind.TAKE_UP,
    ),
    Move.ACCEPT: _requested(POLICY, discharges=(Kind.FORWARD,)),
    # The first authority stays the contact and owes until another one takes over (reading).
    Move.FORWARD: _requested(
        treaty("7.4"), discharges=(*_FORWARDED, Kind.POSTPONED), reopens=_PERIODS
    ),
    # To a body that is not in the register it goes by letter.
    Move.FORWARD_OUTSIDE: _requested(
        treaty("7.4"),
        opens=(Kind.DISPATCH,),
        discharges=(*_FORWARDED, Kind.POSTPONED),
        reopens=_PERIODS,
    ),
    Move.DISPATCH: _requested(treaty("7.4"), discharges=(Kind.DISPATCH,), while_owed=Kind.DISPATCH),
    # Art. 7 knows the whole alone.
    Move.FORWARD_PART: _requested(POLICY, discharges=(Kind.FORWARD,)),
    # Each body is sent a letter of its own: what another one is owed stays.
    Move.FORWARD_PART_OUTSIDE: _requested(
        POLICY, opens=(Kind.DISPATCH,), discharges=(Kind.FORWARD,)
    ),
    # What the first authority owes passes to whoever takes it over, with its due moments.
    Move.TAKE_OVER: MoveRule(Side.RECEIVING, DESK, reading("7.4"), discharges=_HEARD_OF),
    # Access is closed with it: what is left open could not be discharged, and reminds of nothing.
    Move.RECEIVED_IN_ERROR: _requested(
        POLICY, opens=(Kind.ANSWER_MISDIRECTED,), discharges=_CLOSED_OUT
    ),
    Move.SENT_CORRECTLY: MoveRule(
        Side.REQUESTING,
        DESK,
        POLICY,
        opens=(Kind.TAKE_UP,),
        discharges=(Kind.ANSWER_MISDIRECTED, Kind.ACKNOWLEDGE, Kind.TAKE_UP),
        restores=True,
    ),
    Move.SENT_IN_ERROR: _requesting(POLICY, discharges=(Kind.ANSWER_MISDIRECTED,)),
    Move.ASK_DETAILS: _requested(treaty("7.5"), opens=(Kind.ANSWER_DETAILS,)),
    # That it is answered, and by when, no article says.
    Move.ANSWER_DETAILS: _requesting(
        POLICY, discharges=(Kind.ANSWER_DETAILS,), while_owed=Kind.ANSWER_DETAILS
    ),
    # Other conditions take the place of those that nobody has answered yet.
    Move.PROPOSE_CONDITIONS: _requested(
        treaty("7.6.2"), opens=(Kind.ANSWER_CONDITIONS,), discharges=_PROPOSED
    ),
    Move.ACCEPT_CONDITIONS: _requesting(
        treaty("7.6.3"), discharges=(Kind.ANSWER_CONDITIONS,), while_owed=Kind.ANSWER_CONDITIONS
    ),
    Move.DECLINE_CONDITIONS: _requesting(
        POLICY, discharges=(Kind.ANSWER_CONDITIONS,), while_owed=Kind.ANSWER_CONDITIONS
    ),
    # Art. 7 has the conditions determined after consultations; how these go is a reading.
    Move.COUNTER_CONDITIONS: _requesting(
        reading("7.6.2"),
        opens=(Kind.ANSWER_COUNTER,),
        discharges=(Kind.ANSWER_CONDITIONS,),
        while_owed=Kind.ANSWER_CONDITIONS,
    ),
    Move.LIMIT_USE: _requested(treaty("10.2")),
    Move.REPORT_BREACH: _requested(POLICY, opens=(Kind.ANSWER_BREACH,), needs=Need.CONDITIONS),
    Move.ANSWER_BREACH: _requesting(
        POLICY, discharges=(Kind.ANSWER_BREACH,), while_owed=Kind.ANSWER_BREACH
    ),
    # Again while it is postponed: that is the answer to what is asked then.
    Move.POSTPONE: _requested(
        treaty("7.6.1"), opens=(Kind.POSTPONED,), discharges=(Kind.FORWARD, *_EXECUTION_ASKED)
    ),
    # Without a date what was agreed is owed again as it was.
    Move.RESUME: _requested(
        POLICY,
        discharges=(Kind.POSTPONED,),
        reopens=_PERIODS,
        expects=(Kind.EXPECTED,),
    ),
    Move.REPORT_OBSTACLE: _requested(treaty("7.3")),
    # Of all moves these two set another due moment for the execution. Only a period under a treaty
    # on mutual assistance is one of Art. 7; without one the moment moves, and no article is named.
    Move.PROPOSE_PERIOD: MoveRule(
        Side.EITHER, DESK, POLICY, (Kind.ANSWER_PERIOD,), (Kind.ANSWER_PERIOD,)
    ),
    Move.AGREE_PERIOD: _agreeing(treaty("7.2.2"), Kind.AGREED_PERIOD),
    Move.AGREE_MOMENT: _agreeing(POLICY, Kind.AGREED_MOMENT),
    Move.DECLINE_PERIOD: MoveRule(
        Side.EITHER,
        DESK,
        POLICY,
        discharges=(Kind.ANSWER_PERIOD,),
        while_owed=Kind.ANSWER_PERIOD,
    ),
    Move.REFUSE: MoveRule(
        Side.REQUESTED,
        SIGNATORIES,
        treaty("9.1"),
        opens=(Kind.WRITTEN_REFUSAL,),
        discharges=_ENDING,
    ),
    Move.REFUSE_PART: MoveRule(
        Side.REQUESTED,
        SIGNATORIES,
        treaty("9.1"),
        opens=(Kind.WRITTEN_REFUSAL,),
        discharges=(Kind.ACKNOWLEDGE, Kind.TAKE_UP, Kind.FORWARD, *_HEARD_OF),
    ),
    Move.UNREFUSE: MoveRule(
        Side.REQUESTED,
        SIGNATORIES,
        POLICY,
        discharges=(Kind.WRITTEN_REFUSAL, *_HEARD_OF),
        reopens=_RESUMED,
    ),
    Move.UNREFUSE_PART: MoveRule(
        Side.REQUESTED,
        SIGNATORIES,
        POLICY,
        discharges=(Kind.WRITTEN_REFUSAL, *_HEARD_OF),
        needs=Need.REFUSED_PART,
    ),
    Move.SEND_WRITTEN_REFUSAL: MoveRule(
        Side.REQUESTED,
        SIGNATORIES,
        treaty("9.2"),
        discharges=(Kind.WRITTEN_REFUSAL, *_HEARD_OF),
        while_owed=Kind.WRITTEN_REFUSAL,
    ),
    # The rest goes on being owed.
    Move.REPORT_PARTIAL: _requested(treaty("7.7")),
    Move.REPORT_RESULT: _requested(treaty("7.7"), opens=_RECEIPT, discharges=_EXECUTED),
    Move.ACKNOWLEDGE_RESULT: _requesting(POLICY, discharges=_ENDING),
    Move.CALL_INCOMPLETE: _requesting(POLICY, discharges=_RECEIPT, reopens=_RESUMED),
    Move.CORRECT_RESULT: _requested(
        treaty("7.7"), opens=_RECEIPT, discharges=(*_EXECUTED, *_RECEIPT)
    ),
    Move.INSIST_RESULT: _requested(POLICY, opens=_RECEIPT, discharges=_EXECUTED),
    # A result is told at once, without a code.
    Move.SIGN_RESULT: _requested(POLICY, needs=Need.UNSIGNED_RESULT),
    Move.CLOSE_RESULT: MoveRule(Side.PRODUCT, _NOBODY, POLICY, discharges=_ENDING),
    Move.WITHDRAW: _requesting(POLICY, discharges=_ENDING),
    Move.ADD: _requesting(reading("6.2")),
    Move.CORRECT: _requesting(reading("6.2"), opens=(Kind.CORRECTION_READ,)),
    # Of several that are owed it discharges those that are named alone.
    Move.READ_CORRECTION: _beside(
        POLICY, discharges=(Kind.CORRECTION_READ,), while_owed=Kind.CORRECTION_READ
    ),
    Move.ASK_PROGRESS: _requesting(
        POLICY, opens=(Kind.PROGRESS,), discharges=(Kind.PROGRESS, Kind.SILENCE)
    ),
    Move.REPORT_PROGRESS: _requested(POLICY),
    # Plain words: they set no state and no clock.
    Move.SAY: _either(POLICY),
    # A call takes the place of the one before; whoever owes an answer may call in its stead.
    Move.ASK_HOLD: MoveRule(Side.EITHER, DESK, POLICY, (Kind.ANSWER_HOLD,), (Kind.ANSWER_HOLD,)),
    Move.ACCEPT_HOLD: _answering_hold(),
    Move.DECLINE_HOLD: _answering_hold(),
    Move.CONFIRM_ADDITION: _requesting(
        reading("6.4.3"), discharges=(Kind.CONFIRM_ADDITION,), while_owed=Kind.CONFIRM_ADDITION
    ),
    Move.LINK: _either(POLICY),
    Move.ASK_PRESENCE: _requesting(treaty("8")),
    Move.ANSWER_PRESENCE: _requested(treaty("8")),
    Move.ASK_OTHER_USE: _requesting(treaty("10.2")),
    Move.ANSWER_OTHER_USE: _beside(treaty("10.2")),
    Move.PROPOSE_COSTS: _either(treaty("12")),
    Move.AGREE_COSTS: _either(treaty("12")),
    Move.RECORD_CONSULTATION: _either(treaty("11")),
    # While officers of the authority that was replaced see what they saw.
    Move.HAND_OVER: MoveRule(Side.PREDECESSOR, DESK, POLICY),
    Move.REGISTER_CONFIRMATION: _requesting(
        treaty("6.4.3"), opens=(Kind.RECORD_CONFIRMATION,), discharges=_LETTER
    ),
    # A matter of its own desk, which may name another one later.
    Move.NAME_SIGNER: _requesting(POLICY, discharges=(Kind.WILL_SIGN,), while_owed=Kind.CONFIRM),
    # What was not dispatched has not followed yet: it goes on being owed, and reminded of.
    Move.REGISTER_UNSENT: MoveRule(
        Side.REQUESTING, DESK, treaty("6.4.3"), discharges=(Kind.WILL_SIGN,), sounds=(Kind.CONFIRM,)
    ),
    Move.DISPATCH_CONFIRMATION: _requesting(
        reading("6.4.3"), opens=(Kind.RECORD_CONFIRMATION,), discharges=(Kind.CONFIRM,)
    ),
    # Signed by somebody else than Art. 6(5) names: recorded as it is, and no confirmation.
    Move.NOTE_LETTER: _requesting(treaty("6.5")),
    Move.CORRECT_LETTER: _requesting(POLICY),
    # Corrected to a signature that confirms nothing: what follows is owed as it was before.
    Move.VOID_LETTER: MoveRule(
        Side.REQUESTING,
        DESK,
        treaty("6.5"),
        discharges=(Kind.RECORD_CONFIRMATION, Kind.ANSWER_OBJECTION),
        again=(Kind.CONFIRM,),
    ),
    # No article lets anybody decline: what is owed stays unfulfilled.
    Move.DECLINE_CONFIRMATION: MoveRule(
        Side.REQUESTING,
        SIGNATORIES,
        POLICY,
        discharges=(Kind.WILL_SIGN,),
        silences=(Kind.CONFIRM,),
    ),
    # Recorded after an objection, it is no longer objected to: nothing is left to be answered.
    Move.RECORD_CONFIRMATION: _beside(
        POLICY, discharges=(Kind.RECORD_CONFIRMATION, Kind.ANSWER_OBJECTION)
    ),
    # It moves no due moment (reading): what confirms stays registered.
    Move.OBJECT_CONFIRMATION: _beside(
        POLICY, opens=(Kind.ANSWER_OBJECTION,), discharges=(Kind.RECORD_CONFIRMATION,)
    ),
    Move.ANSWER_OBJECTION: _requesting(
        POLICY, opens=(Kind.RECORD_CONFIRMATION,), discharges=(Kind.ANSWER_OBJECTION,)
    ),
}

# What stands for good is kept, and asked after, also when the request has ended (Art. 7, 10).
_KEPT = (Move.REPORT_BREACH, Move.ANSWER_BREACH, Move.LIMIT_USE, Move.SIGN_RESULT)
# Somebody is called to suspend what is being done, while anything is.
_HOLDING = (Move.ASK_HOLD, Move.ACCEPT_HOLD, Move.DECLINE_HOLD)
# What leaves the state as it is, in every state in which the requested side holds the request.
_HELD = (
    *_HOLDING,
    Move.FORWARD_PART,
    Move.FORWARD_PART_OUTSIDE,
    Move.DISPATCH,
    Move.ASK_DETAILS,
    Move.ANSWER_DETAILS,
    Move.PROPOSE_CONDITIONS,
    Move.ACCEPT_CONDITIONS,
    Move.DECLINE_CONDITIONS,
    Move.COUNTER_CONDITIONS,
    Move.REPORT_OBSTACLE,
    Move.REFUSE_PART,
    Move.UNREFUSE_PART,
    Move.SEND_WRITTEN_REFUSAL,
    *_KEPT,
    Move.REPORT_PARTIAL,
    Move.ADD,
    Move.CORRECT,
    Move.READ_CORRECTION,
    Move.ASK_PROGRESS,
    Move.REPORT_PROGRESS,
    Move.ASK_PRESENCE,
    Move.ANSWER_PRESENCE,
)
# Another period, while one runs.
_PERIOD = (Move.PROPOSE_PERIOD, Move.AGREE_PERIOD, Move.AGREE_MOMENT, Move.DECLINE_PERIOD)
# What the requested side may do as soon as it has the request: each acknowledges it too.
_AT_ONCE = (
    Move.ACKNOWLEDGE,
    Move.FORWARD_PART,
    Move.FORWARD_PART_OUTSIDE,
    Move.ASK_DETAILS,
    Move.PROPOSE_CONDITIONS,
    Move.LIMIT_USE,
    Move.REPORT_OBSTACLE,
    Move.REFUSE_PART,
    Move.REPORT_PARTIAL,
    Move.READ_CORRECTION,
    Move.REPORT_PROGRESS,
    Move.ANSWER_PRESENCE,
    Move.ANSWER_OTHER_USE,
)
# What outlives the request: uses of what was received, costs, links, consultations (Art. 10-12),
# and the letter that an addition still asks for.
_LASTING = (
    Move.SAY,
    Move.LINK,
    Move.CONFIRM_ADDITION,
    Move.ASK_OTHER_USE,
    Move.ANSWER_OTHER_USE,
    Move.PROPOSE_COSTS,
    Move.AGREE_COSTS,
    Move.RECORD_CONSULTATION,
    Move.HAND_OVER,
)
_FORWARDING = dict.fromkeys((Move.FORWARD, Move.FORWARD_OUTSIDE), Execution.FORWARDED)


def _stays(state: Execution, *moves: Move) -> dict[Move, Execution]:
    return dict.fromkeys((*moves, *_LASTING), state)


EXECUTION: Mapping[Execution, Mapping[Move, Execution]] = {
    Execution.TRANSMITTING: {
        Move.TRANSMIT: Execution.TRANSMITTED,
        Move.RECEIVE_ON_PAPER: Execution.ACKNOWLEDGED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.TRANSMITTED: {
        **_stays(Execution.TRANSMITTED, *_HOLDING, Move.ADD, Move.CORRECT),
        **dict.fromkeys(_AT_ONCE, Execution.ACKNOWLEDGED),
        Move.ACCEPT: Execution.IN_EXECUTION,
        **_FORWARDING,
        Move.RECEIVED_IN_ERROR: Execution.MISADDRESSED,
        Move.POSTPONE: Execution.POSTPONED,
        Move.REFUSE: Execution.REFUSED,
        Move.REPORT_RESULT: Execution.RESULT_REPORTED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.ACKNOWLEDGED: {
        **_stays(Execution.ACKNOWLEDGED, Move.WORK_ON, *_HELD, *_PERIOD),
        Move.ACCEPT: Execution.IN_EXECUTION,
        **_FORWARDING,
        Move.RECEIVED_IN_ERROR: Execution.MISADDRESSED,
        Move.POSTPONE: Execution.POSTPONED,
        Move.REFUSE: Execution.REFUSED,
        Move.REPORT_RESULT: Execution.RESULT_REPORTED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.IN_EXECUTION: {
        **_stays(Execution.IN_EXECUTION, *_HELD, *_PERIOD),
        **_FORWARDING,
        Move.POSTPONE: Execution.POSTPONED,
        Move.REFUSE: Execution.REFUSED,
        Move.REPORT_RESULT: Execution.RESULT_REPORTED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.POSTPONED: {
        **_stays(Execution.POSTPONED, Move.POSTPONE, *_HELD),
        Move.RESUME: Execution.IN_EXECUTION,
        **_FORWARDING,
        Move.REFUSE: Execution.REFUSED,
        Move.REPORT_RESULT: Execution.RESULT_REPORTED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.FORWARDED: {
        **_stays(Execution.FORWARDED, *_HELD, *_PERIOD),
        **_FORWARDING,
        Move.TAKE_OVER: Execution.IN_EXECUTION,
        Move.REFUSE: Execution.REFUSED,
        Move.REPORT_RESULT: Execution.RESULT_REPORTED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.RESULT_REPORTED: {
        **_stays(
            Execution.RESULT_REPORTED,
            *_HOLDING,
            Move.ANSWER_DETAILS,
            Move.PROPOSE_CONDITIONS,
            Move.COUNTER_CONDITIONS,
            Move.ACCEPT_CONDITIONS,
            Move.DECLINE_CONDITIONS,
            Move.SEND_WRITTEN_REFUSAL,
            *_KEPT,
            Move.ADD,
            Move.CORRECT,
            Move.READ_CORRECTION,
        ),
        Move.ACKNOWLEDGE_RESULT: Execution.CLOSED,
        Move.CALL_INCOMPLETE: Execution.INCOMPLETE,
        Move.CORRECT_RESULT: Execution.RESULT_REPORTED,
        Move.CLOSE_RESULT: Execution.UNRECEIPTED,
    },
    Execution.INCOMPLETE: {
        **_stays(Execution.INCOMPLETE, *_HELD, *_PERIOD),
        **_FORWARDING,
        Move.POSTPONE: Execution.POSTPONED,
        Move.REFUSE: Execution.REFUSED,
        Move.REPORT_RESULT: Execution.RESULT_REPORTED,
        Move.CORRECT_RESULT: Execution.RESULT_REPORTED,
        Move.INSIST_RESULT: Execution.RESULT_REPORTED,
        Move.WITHDRAW: Execution.WITHDRAWN,
    },
    Execution.REFUSED: {
        **_stays(Execution.REFUSED, Move.SEND_WRITTEN_REFUSAL, *_KEPT),
        Move.UNREFUSE: Execution.IN_EXECUTION,
    },
    Execution.MISADDRESSED: {
        Move.LINK: Execution.MISADDRESSED,
        Move.SENT_CORRECTLY: Execution.ACKNOWLEDGED,
        Move.SENT_IN_ERROR: Execution.MISDIRECTED,
    },
    Execution.MISDIRECTED: {Move.LINK: Execution.MISDIRECTED},
    Execution.WITHDRAWN: _stays(Execution.WITHDRAWN, Move.SEND_WRITTEN_REFUSAL, *_KEPT),
    Execution.CLOSED: _stays(Execution.CLOSED, Move.SEND_WRITTEN_REFUSAL, *_KEPT),
    # Its receipt may still be acknowledged.
    Execution.UNRECEIPTED: {
        **_stays(Execution.UNRECEIPTED, Move.SEND_WRITTEN_REFUSAL, *_KEPT),
        Move.ACKNOWLEDGE_RESULT: Execution.CLOSED,
    },
}

FORM: Mapping[Form, Mapping[Move, Form]] = {
    Form.NOT_TRANSMITTED: {
        Move.TRANSMIT: Form.AWAITING,
        Move.RECEIVE_ON_PAPER: Form.ON_PAPER,
    },
    Form.AWAITING: {
        Move.REGISTER_CONFIRMATION: Form.CONFIRMED,
        Move.REGISTER_UNSENT: Form.SIGNED,
        Move.NOTE_LETTER: Form.AWAITING,
        Move.NAME_SIGNER: Form.AWAITING,
        Move.DECLINE_CONFIRMATION: Form.DECLINED,
    },
    Form.SIGNED: {
        Move.DISPATCH_CONFIRMATION: Form.CONFIRMED,
        Move.CORRECT_LETTER: Form.SIGNED,
        Move.VOID_LETTER: Form.AWAITING,
        Move.DECLINE_CONFIRMATION: Form.DECLINED,
    },
    Form.DECLINED: {
        Move.REGISTER_CONFIRMATION: Form.CONFIRMED,
        Move.REGISTER_UNSENT: Form.SIGNED,
        Move.NOTE_LETTER: Form.DECLINED,
    },
    Form.CONFIRMED: {
        Move.CORRECT_LETTER: Form.CONFIRMED,
        Move.VOID_LETTER: Form.AWAITING,
        Move.RECORD_CONFIRMATION: Form.RECORDED,
        Move.OBJECT_CONFIRMATION: Form.OBJECTED,
    },
    Form.OBJECTED: {
        Move.CORRECT_LETTER: Form.OBJECTED,
        Move.VOID_LETTER: Form.AWAITING,
        Move.ANSWER_OBJECTION: Form.CONFIRMED,
        Move.RECORD_CONFIRMATION: Form.RECORDED,
    },
    Form.RECORDED: {
        Move.CORRECT_LETTER: Form.RECORDED,
        Move.VOID_LETTER: Form.AWAITING,
    },
    Form.ON_PAPER: {},
}

# By these the requested side comes to have the request: they move both tracks, or neither.
ARRIVING = frozenset({Move.TRANSMIT, Move.RECEIVE_ON_PAPER})
# Accepted for execution: of these the requesting side hears something each day, or it is asked for.
WATCHED = frozenset({Execution.IN_EXECUTION, Execution.INCOMPLETE})
# Closed to the requested side: it owes nothing there.
CLOSED_OUT = frozenset({Execution.MISADDRESSED, Execution.MISDIRECTED})
ENDED = frozenset(
    {
        Execution.REFUSED,
        Execution.MISDIRECTED,
        Execution.WITHDRAWN,
        Execution.CLOSED,
        Execution.UNRECEIPTED,
    }
)
# Nobody has acknowledged it yet, nor ended it.
RINGING = frozenset({Execution.TRANSMITTING, Execution.TRANSMITTED})
# What keeps a request open whose execution has ended.
UNFORMED = frozenset({Form.AWAITING, Form.SIGNED, Form.CONFIRMED, Form.OBJECTED})
# Whoever executes after its move.
_EXECUTING = frozenset({Side.REQUESTED, Side.RECEIVING})


def made_by(rule: MoveRule, *, requested: bool) -> MoveRule:
    """
    Return the row of a move as the side makes it whose officer does.

    What either side may do is a word of the requested side where that one does it: it acknowledges.
    """
    if rule.by is not Side.EITHER or not requested:
        return rule
    ends = (Kind.ACKNOWLEDGE, *_HEARD_OF, *rule.discharges)
    return replace(rule, by=Side.REQUESTED, discharges=ends, acknowledging=(Kind.TAKE_UP,))


def watches_silence(after: Execution, rule: MoveRule) -> bool:
    """Say whether the silence of whoever executes is counted from a move on, which led there."""
    return after in WATCHED and (rule.by in _EXECUTING or bool(rule.reopens))
