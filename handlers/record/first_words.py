"""The first words of what rings beside the alarm of a request: they come to every reader."""

from collections.abc import Mapping

from protocol.obligation import Kind

# Text of a statement -> what rings from it on, until a named officer has answered.
FIRST_WORDS: Mapping[str, Kind] = {
    "correct.told": Kind.CORRECTION_READ,
    "misdirected.told": Kind.ANSWER_MISDIRECTED,
    "hold.told": Kind.ANSWER_HOLD,
}
