"""A text that was blocked for what looks like a marking, and that may pass (Art. 10; policy)."""

from collections.abc import Iterable, Sequence

from handlers.chat.events import restored, texts
from handlers.chat.turn import Ask, Choice, Turn
from protocol.secrecy.verdict import Reading, Verdict, read
from storage.carrying import Carries
from storage.passes import Pass


def block(turn: Turn, texts: Sequence[str], found: str) -> Choice:
    """Note that the texts of whoever acts were blocked; return the button that asks for a pass."""
    blocked = turn.work.passes.block(turn.work.id(), turn.officer.id, texts, found)
    turn.log("text-blocked", found=found)
    return Choice("appeal", blocked.id)


def words_found(reading: Reading) -> str:
    """Return the words in which a marking was found, for the one who wrote them."""
    return ", ".join(reading.found) or "-"


def ask(seq: int, reading: Reading) -> Ask:
    """Return the question whether a message that is held bears a marking (Art. 10)."""
    return Ask(
        "ask-secrecy",
        choices=(Choice("admit", str(seq)), Choice("drop", str(seq))),
        values={"marking": words_found(reading)},
        carries=Carries.DRAFT,
    )


def held_question(turn: Turn) -> Ask | None:
    """Return the question about the latest held message of whoever acts, on this channel."""
    channel = turn.channel
    held = channel and turn.work.inbox.latest_event_held(turn.officer.id, channel)
    if not held:
        return None
    arrived = restored(held.event, lambda id: None)
    return ask(held.seq, read(*texts(arrived)))


def allowed(turn: Turn, texts: Sequence[str]) -> Pass | None:
    """Return what lets exactly these texts of whoever acts pass, or None."""
    return turn.work.passes.find(turn.officer.id, texts)


def use(turn: Turn, passed: Pass) -> None:
    """Use up what has let a text pass: it does so once."""
    turn.work.passes.use(passed.id)
    turn.log("text-passed", found=passed.found, allowed_by=passed.allowed_by or "")


def remember(turn: Turn) -> None:
    """Know again, in the drafts of whoever acts, what came inside of a text that has passed."""
    for draft in turn.work.drafts.of(turn.officer.id):
        for text in _texts(draft.answers.values()):
            if turn.work.readings.read(text).verdict is Verdict.MARKED:
                turn.work.passes.know(turn.work.id(), turn.officer.id, text)


def reading(turn: Turn, *texts: str) -> Reading:
    """Return how texts of whoever acts read, where what has passed bears no marking."""
    read = turn.work.readings.read
    found = read(*texts)
    if found.verdict is not Verdict.MARKED:
        return found
    if turn.passed:  # nothing else that is marked could have come in
        return Reading(Verdict.CLEAN, for_official_use=found.for_official_use)
    left = [each for each in texts if not _has_passed(turn, each)]
    others = read(*left)
    return Reading(
        others.verdict, others.marking, found.for_official_use or others.for_official_use
    )


def _has_passed(turn: Turn, text: str) -> bool:
    if turn.work.readings.read(text).verdict is not Verdict.MARKED:
        return False
    return turn.work.passes.has_passed(turn.officer.id, text)


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(value.values())
