"""The command that makes each move; the other moves have none yet."""

from collections.abc import Mapping

from protocol.moves import Move

COMMANDS_OF: Mapping[Move, str] = {
    Move.ACKNOWLEDGE: "ack",
    Move.ACCEPT: "accept",
    Move.REFUSE: "refuse",
    Move.SEND_WRITTEN_REFUSAL: "refusal",
    Move.REPORT_OBSTACLE: "obstacle",
    Move.REPORT_PARTIAL: "partial",
    Move.REPORT_RESULT: "result",
    Move.ACKNOWLEDGE_RESULT: "received",
    Move.WITHDRAW: "withdraw",
    Move.REGISTER_CONFIRMATION: "confirm",
    Move.DECLINE_CONFIRMATION: "decline",
    Move.RECORD_CONFIRMATION: "record",
    Move.OBJECT_CONFIRMATION: "object",
    Move.ANSWER_OBJECTION: "reply",
}
