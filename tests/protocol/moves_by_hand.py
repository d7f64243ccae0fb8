"""Every move as a table by hand: where it leads, whose it is, what it opens and ends. Art. 6-12."""

from typing import TypeVar

from protocol.moves import Execution, Form, Move
from protocol.obligation import Kind

# A row is a move, a column the state in which it is tried; the cell is the state after it.
EXECUTION_AFTER = """
                      tg tr ac ex po fo re in rf mi md wd cl un
transmit              tr .  .  .  .  .  .  .  .  .  .  .  .  .
receive_on_paper      ac .  .  .  .  .  .  .  .  .  .  .  .  .
acknowledge           .  ac .  .  .  .  .  .  .  .  .  .  .  .
work_on               .  .  ac .  .  .  .  .  .  .  .  .  .  .
accept                .  ex ex .  .  .  .  .  .  .  .  .  .  .
forward               .  fo fo fo fo fo .  fo .  .  .  .  .  .
forward_outside       .  fo fo fo fo fo .  fo .  .  .  .  .  .
dispatch              .  .  ac ex po fo .  in .  .  .  .  .  .
forward_part          .  ac ac ex po fo .  in .  .  .  .  .  .
forward_part_outside  .  ac ac ex po fo .  in .  .  .  .  .  .
take_over             .  .  .  .  .  ex .  .  .  .  .  .  .  .
received_in_error     .  mi mi .  .  .  .  .  .  .  .  .  .  .
sent_correctly        .  .  .  .  .  .  .  .  .  ac .  .  .  .
sent_in_error         .  .  .  .  .  .  .  .  .  md .  .  .  .
ask_details           .  ac ac ex po fo .  in .  .  .  .  .  .
answer_details        .  .  ac ex po fo re in .  .  .  .  .  .
propose_conditions    .  ac ac ex po fo re in .  .  .  .  .  .
accept_conditions     .  .  ac ex po fo re in .  .  .  .  .  .
decline_conditions    .  .  ac ex po fo re in .  .  .  .  .  .
counter_conditions    .  .  ac ex po fo re in .  .  .  .  .  .
report_breach         .  .  ac ex po fo re in rf .  .  wd cl un
answer_breach         .  .  ac ex po fo re in rf .  .  wd cl un
limit_use             .  ac ac ex po fo re in rf .  .  wd cl un
postpone              .  po po po po .  .  po .  .  .  .  .  .
resume                .  .  .  .  ex .  .  .  .  .  .  .  .  .
report_obstacle       .  ac ac ex po fo .  in .  .  .  .  .  .
propose_period        .  .  ac ex .  fo .  in .  .  .  .  .  .
agree_period          .  .  ac ex .  fo .  in .  .  .  .  .  .
agree_moment          .  .  ac ex .  fo .  in .  .  .  .  .  .
decline_period        .  .  ac ex .  fo .  in .  .  .  .  .  .
refuse                .  rf rf rf rf rf .  rf .  .  .  .  .  .
refuse_part           .  ac ac ex po fo .  in .  .  .  .  .  .
unrefuse              .  .  .  .  .  .  .  .  ex .  .  .  .  .
unrefuse_part         .  .  ac ex po fo .  in .  .  .  .  .  .
send_written_refusal  .  .  ac ex po fo re in rf .  .  wd cl un
report_partial        .  ac ac ex po fo .  in .  .  .  .  .  .
report_result         .  re re re re re .  re .  .  .  .  .  .
acknowledge_result    .  .  .  .  .  .  cl .  .  .  .  .  .  cl
call_incomplete       .  .  .  .  .  .  in .  .  .  .  .  .  .
correct_result        .  .  .  .  .  .  re re .  .  .  .  .  .
insist_result         .  .  .  .  .  .  .  re .  .  .  .  .  .
close_result          .  .  .  .  .  .  un .  .  .  .  .  .  .
sign_result           .  .  ac ex po fo re in rf .  .  wd cl un
withdraw              wd wd wd wd wd wd .  wd .  .  .  .  .  .
add                   .  tr ac ex po fo re in .  .  .  .  .  .
correct               .  tr ac ex po fo re in .  .  .  .  .  .
read_correction       .  ac ac ex po fo re in .  .  .  .  .  .
ask_progress          .  .  ac ex po fo .  in .  .  .  .  .  .
report_progress       .  ac ac ex po fo .  in .  .  .  .  .  .
say                   .  tr ac ex po fo re in rf .  .  wd cl un
ask_hold              .  tr ac ex po fo re in .  .  .  .  .  .
accept_hold           .  tr ac ex po fo re in .  .  .  .  .  .
decline_hold          .  tr ac ex po fo re in .  .  .  .  .  .
confirm_addition      .  tr ac ex po fo re in rf .  .  wd cl un
link                  .  tr ac ex po fo re in rf mi md wd cl un
ask_presence          .  .  ac ex po fo .  in .  .  .  .  .  .
answer_presence       .  ac ac ex po fo .  in .  .  .  .  .  .
ask_other_use         .  tr ac ex po fo re in rf .  .  wd cl un
answer_other_use      .  ac ac ex po fo re in rf .  .  wd cl un
propose_costs         .  tr ac ex po fo re in rf .  .  wd cl un
agree_costs           .  tr ac ex po fo re in rf .  .  wd cl un
record_consultation   .  tr ac ex po fo re in rf .  .  wd cl un
hand_over             .  tr ac ex po fo re in rf .  .  wd cl un
"""
FORM_AFTER = """
                       nt aw sg de co ob rc pa
transmit               aw .  .  .  .  .  .  .
receive_on_paper       pa .  .  .  .  .  .  .
register_confirmation  .  co .  co .  .  .  .
register_unsent        .  sg .  sg .  .  .  .
dispatch_confirmation  .  .  co .  .  .  .  .
note_letter            .  aw .  de .  .  .  .
correct_letter         .  .  sg .  co ob rc .
void_letter            .  .  aw .  aw aw aw .
decline_confirmation   .  de de .  .  .  .  .
name_signer            .  aw .  .  .  .  .  .
record_confirmation    .  .  .  .  rc rc .  .
object_confirmation    .  .  .  .  ob .  .  .
answer_objection       .  .  .  .  .  co .  .
"""
EXECUTIONS = {
    "tg": Execution.TRANSMITTING,
    "tr": Execution.TRANSMITTED,
    "ac": Execution.ACKNOWLEDGED,
    "ex": Execution.IN_EXECUTION,
    "po": Execution.POSTPONED,
    "fo": Execution.FORWARDED,
    "re": Execution.RESULT_REPORTED,
    "in": Execution.INCOMPLETE,
    "rf": Execution.REFUSED,
    "mi": Execution.MISADDRESSED,
    "md": Execution.MISDIRECTED,
    "wd": Execution.WITHDRAWN,
    "cl": Execution.CLOSED,
    "un": Execution.UNRECEIPTED,
}
FORMS = {
    "nt": Form.NOT_TRANSMITTED,
    "aw": Form.AWAITING,
    "sg": Form.SIGNED,
    "de": Form.DECLINED,
    "co": Form.CONFIRMED,
    "ob": Form.OBJECTED,
    "rc": Form.RECORDED,
    "pa": Form.ON_PAPER,
}

S = TypeVar("S", Execution, Form)


def parsed(matrix: str, states: dict[str, S]) -> dict[tuple[S, Move], S]:
    head, *rows = matrix.strip().splitlines()
    assert [states[each] for each in head.split()] == list(states.values())
    cells = {}
    for row in rows:
        name, *after = row.split()
        assert len(after) == len(states)
        for before, cell in zip(states.values(), after, strict=True):
            if cell != ".":
                cells[before, Move(name)] = states[cell]
    return cells


EXECUTES = parsed(EXECUTION_AFTER, EXECUTIONS)
FORMS_AFTER = parsed(FORM_AFTER, FORMS)

# move | whose | roles | rule | opens | discharges; `track` is all that the execution track owes.
# "first": where the move acknowledges. "again": where a postponement
# ends. "or": where an expected date is named.
ROWS = """
transmit              | product    | nobody | reading 6 | acknowledge confirm will_sign forward execute | transmit
receive_on_paper      | requested  | desk   | treaty 6  | take_up forward execute | transmit acknowledge progress silence
acknowledge           | requested  | desk   | policy    | first take_up        | acknowledge progress silence
work_on               | requested  | desk   | policy    | take_up              | acknowledge take_up
accept                | requested  | desk   | policy    |                      | acknowledge take_up forward progress silence
forward               | requested  | desk   | treaty 7  | again execute agreed_period agreed_moment | acknowledge take_up forward dispatch postponed progress silence
forward_outside       | requested  | desk   | treaty 7  | dispatch again execute agreed_period agreed_moment | acknowledge take_up forward dispatch postponed progress silence
dispatch              | requested  | desk   | treaty 7  |                      | acknowledge take_up dispatch progress silence
forward_part          | requested  | desk   | policy    |                      | acknowledge take_up forward progress silence
forward_part_outside  | requested  | desk   | policy    | dispatch             | acknowledge take_up forward silence progress
take_over             | receiving  | desk   | reading 7 |                      | progress silence
received_in_error     | requested  | desk   | policy    | answer_misdirected   | track confirm will_sign confirm_addition record_confirmation answer_objection written_refusal answer_breach
sent_correctly        | requesting | desk   | policy    | take_up              | acknowledge take_up answer_misdirected
sent_in_error         | requesting | desk   | policy    |                      | answer_misdirected
ask_details           | requested  | desk   | treaty 7  | answer_details       | acknowledge progress silence take_up
answer_details        | requesting | desk   | policy    |                      | answer_details
propose_conditions    | requested  | desk   | treaty 7  | answer_conditions    | acknowledge progress silence answer_conditions answer_counter take_up
accept_conditions     | requesting | desk   | treaty 7  |                      | answer_conditions
decline_conditions    | requesting | desk   | policy    |                      | answer_conditions
postpone              | requested  | desk   | treaty 7  | postponed            | acknowledge take_up forward execute expected postponed progress silence answer_period agreed_period agreed_moment
resume                | requested  | desk   | policy    | again execute agreed_period agreed_moment or expected | acknowledge take_up postponed progress silence
report_obstacle       | requested  | desk   | treaty 7  |                      | acknowledge take_up progress silence
counter_conditions    | requesting | desk   | reading 7 | answer_counter       | answer_conditions
report_breach         | requested  | desk   | policy    | answer_breach        | acknowledge take_up silence progress
answer_breach         | requesting | desk   | policy    |                      | answer_breach
limit_use             | requested  | desk   | treaty 10 |                      | acknowledge take_up silence progress
propose_period        | either     | desk   | policy    | answer_period        | answer_period
agree_period          | either     | desk   | treaty 7  | agreed_period        | execute expected postponed agreed_period agreed_moment answer_period
agree_moment          | either     | desk   | policy    | agreed_moment        | execute expected postponed agreed_period agreed_moment answer_period
decline_period        | either     | desk   | policy    |                      | answer_period
refuse                | requested  | signs  | treaty 9  | written_refusal      | track
refuse_part           | requested  | signs  | treaty 9  | written_refusal      | acknowledge take_up forward progress silence
unrefuse              | requested  | signs  | policy    | again execute expected agreed_period agreed_moment | written_refusal progress silence
unrefuse_part         | requested  | signs  | policy    |                      | written_refusal silence progress
send_written_refusal  | requested  | signs  | treaty 9  |                      | written_refusal progress silence
report_partial        | requested  | desk   | treaty 7  |                      | acknowledge take_up progress silence
report_result         | requested  | desk   | treaty 7  | result_receipt       | acknowledge take_up forward dispatch execute expected postponed agreed_period agreed_moment answer_period named_period progress silence
acknowledge_result    | requesting | desk   | policy    |                      | track
call_incomplete       | requesting | desk   | policy    | again execute expected agreed_period agreed_moment | result_receipt
correct_result        | requested  | desk   | treaty 7  | result_receipt       | acknowledge take_up forward dispatch execute expected postponed agreed_period agreed_moment answer_period named_period result_receipt progress silence
insist_result         | requested  | desk   | policy    | result_receipt       | acknowledge take_up forward dispatch execute expected postponed agreed_period agreed_moment answer_period named_period progress silence
close_result          | product    | nobody | policy    |                      | track
sign_result           | requested  | desk   | policy    |                      | acknowledge take_up silence progress
withdraw              | requesting | desk   | policy    |                      | track
add                   | requesting | desk   | reading 6 |                      |
correct               | requesting | desk   | reading 6 | correction_read      |
read_correction       | requested  | desk   | policy    | first take_up        | acknowledge correction_read progress silence
ask_progress          | requesting | desk   | policy    | progress             | progress silence
report_progress       | requested  | desk   | policy    |                      | acknowledge progress silence take_up
say                   | either     | desk   | policy    |                      |
ask_hold              | either     | desk   | policy    | answer_hold          | answer_hold
accept_hold           | either     | desk   | policy    |                      | answer_hold
decline_hold          | either     | desk   | policy    |                      | answer_hold
confirm_addition      | requesting | desk   | reading 6 |                      | confirm_addition
link                  | either     | desk   | policy    |                      |
ask_presence          | requesting | desk   | treaty 8  |                      |
answer_presence       | requested  | desk   | treaty 8  |                      | acknowledge progress silence take_up
ask_other_use         | requesting | desk   | treaty 10 |                      |
answer_other_use      | requested  | desk   | treaty 10 | first take_up        | acknowledge progress silence
propose_costs         | either     | desk   | treaty 12 |                      |
agree_costs           | either     | desk   | treaty 12 |                      |
record_consultation   | either     | desk   | treaty 11 |                      |
hand_over             | predecessor | desk  | policy    |                      |
register_confirmation | requesting | desk   | treaty 6  | record_confirmation  | confirm will_sign
register_unsent       | requesting | desk   | treaty 6  |                      | will_sign
dispatch_confirmation | requesting | desk   | reading 6 | record_confirmation  | confirm
note_letter           | requesting | desk   | treaty 6  |                      |
correct_letter        | requesting | desk   | policy    |                      |
void_letter           | requesting | desk   | treaty 6  |                      | record_confirmation answer_objection
decline_confirmation  | requesting | signs  | policy    |                      | will_sign
name_signer           | requesting | desk   | policy    |                      | will_sign
record_confirmation   | requested  | desk   | policy    | first take_up        | acknowledge record_confirmation progress silence answer_objection
object_confirmation   | requested  | desk   | policy    | answer_objection first take_up | acknowledge record_confirmation progress silence
answer_objection      | requesting | desk   | policy    | record_confirmation  | answer_objection
"""  # noqa: E501 - a table is read by its columns
ROW_OF = {
    Move(row[0]): row[1:]
    for row in ([cell.strip() for cell in line.split("|")] for line in ROWS.strip().splitlines())
}
# Whose each move is: side and roles.
WHOSE = {move: (row[0], row[1]) for move, row in ROW_OF.items()}
# Possible only while what they settle is owed.
WHILE_OWED = {
    Move.SEND_WRITTEN_REFUSAL,
    Move.DISPATCH,
    Move.ANSWER_DETAILS,
    Move.WORK_ON,
    Move.ACCEPT_CONDITIONS,
    Move.DECLINE_CONDITIONS,
    Move.COUNTER_CONDITIONS,
    Move.ANSWER_BREACH,
    Move.AGREE_PERIOD,
    Move.AGREE_MOMENT,
    Move.DECLINE_PERIOD,
    Move.ACCEPT_HOLD,
    Move.NAME_SIGNER,
    Move.DECLINE_HOLD,
    Move.READ_CORRECTION,
    Move.CONFIRM_ADDITION,
}
# Everything that the move before ended is owed again.
RESTORES = {Move.SENT_CORRECTLY}
AGAIN = {Move.VOID_LETTER: {Kind.CONFIRM}}
SOUNDS = {Move.REGISTER_UNSENT: {Kind.CONFIRM}}
SILENCES = {Move.DECLINE_CONFIRMATION: {Kind.CONFIRM}}
# Possible only where that stands of the request.
NEEDS = {Move.REPORT_BREACH: "conditions", Move.SIGN_RESULT: "unsigned_result"}
NEEDS[Move.UNREFUSE_PART] = "refused_part"
NEEDS[Move.RECEIVE_ON_PAPER] = "letter"

# The only moves that set another due moment for something that is owed already; `execution` is
# whatever is owed of the execution itself. What is owed beside it, or once more as it was, moves
# none, and what the product counts of silence begins anew with every word of the requested side.
REDATES = """
work_on            | take_up
forward_outside    | dispatch
propose_conditions | answer_conditions
postpone           | execution
resume             | execution
propose_period     | answer_period
agree_period       | execution
agree_moment       | execution
correct_result     | result_receipt
ask_progress       | progress
ask_hold           | answer_hold
"""
REDATED = {
    (Move(move), what)
    for move, what in (map(str.strip, line.split("|")) for line in REDATES.strip().splitlines())
}
