"""
Consecutive parts of one long message are one answer.

A client of Telegram cuts a text of more than 4,096 UTF-16 units into several messages, at the end
of a paragraph, of a sentence or of a word in the second half of what fits, and takes the blanks
away there. Each part is on disk before it is confirmed. The first waits there a moment for the
next; this one is put into it in the transaction that stores its key.
"""

from datetime import datetime, timedelta
from typing import Any

from handlers.catalogue import BY_NAME
from handlers.chat import one_time_codes
from handlers.chat.events import Said

LIMIT = 4096
# The fewest units of a part that another one follows, and the most that a client takes away.
FULLEST_HALF = 2000
TRIMMED = 16
# Signs before which nobody leaves a blank.
BEHIND = frozenset(":;,.!?)»\uff1a")
# Between two parts by the server's clock, in seconds; and how long the next one is waited for.
APART = 3
AWAITED = timedelta(seconds=3)
# In a stored event: the units of its last part, and when that came; and that its words are refused.
UNITS, CAME, REFUSED = "part", "part_at", "part_refused"

# Stands in the stored event of a text that a signatory let pass.
PASSED = "passed"


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def with_note(event: dict[str, Any], said: object, now: datetime) -> dict[str, Any]:
    """Return an event to be stored, with a note where another part may follow what was `said`."""
    noted = {name: each for name, each in event.items() if name not in (UNITS, CAME)}
    if not isinstance(said, Said) or not said.written_at or units(said.text) < FULLEST_HALF:
        return noted
    return {**noted, UNITS: units(said.text), CAME: now.timestamp()}


def mark_of_refusal(said: Said, now: datetime) -> dict[str, Any]:
    """Return what is stored of a part that was refused: no word, but that the rest goes too."""
    return with_note({"said": "", "written_at": said.written_at, REFUSED: True}, said, now)


def awaits(event: dict[str, Any], began_at: datetime, now: datetime) -> bool:
    """
    Say whether the next part may still come.

    One that was cut off by a restart is waited for from then on: its server brings it again.
    """
    if UNITS not in event:
        return False
    came = timedelta(seconds=now.timestamp() - event[CAME])
    return any(timedelta() <= since < AWAITED for since in (came, now - began_at))


def follows(event: dict[str, Any], said: Said) -> bool:
    """Say whether what was said goes on with a stored event: they would not fit into one."""
    if UNITS not in event or not said.written_at or said.answers:
        return False
    if not 0 <= said.written_at - event["written_at"] <= APART:
        return False
    if _is_command(said.text) or one_time_codes.said(said.text):
        return False
    return bool(event[UNITS] + units(said.text) > LIMIT - TRIMMED)


def as_one(event: dict[str, Any], said: Said) -> Said:
    """
    Return both as one.

    Where the first is full to the last unit and ends within a word, or before the sign behind one,
    it was cut there.
    """
    before, answers = event["said"], event.get("answers", "")
    goes_on = said.text[:1].isalnum() or said.text[:1] in BEHIND
    is_within = event[UNITS] == LIMIT and before[-1:].isalnum() and goes_on
    text = f"{before}{said.text}" if is_within else f"{before}\n{said.text}"
    return Said(text, answers, event.get("in_clear", False), said.written_at)


def _is_command(text: str) -> bool:
    head = text.split(maxsplit=1)[:1]
    return bool(head) and head[0][:1] == "/" and head[0][1:].partition("@")[0].casefold() in BY_NAME
