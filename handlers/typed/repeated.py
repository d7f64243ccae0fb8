"""
Impatient presses: a button pressed again while or just after it was handled is answered once.

Whatever the officer does in between makes the next press a new one.
"""

from handlers.chat.events import Incoming, Pressed, Said
from handlers.chat.turn import Turn
from handlers.typed.pressing import may_press


def is_repeated(turn: Turn, event: Incoming) -> bool:
    """
    Say whether an event is the press that was handled last, again while its answer is on its way.

    For so long (policy) the same press again says nothing new.
    Typed words are that only where nothing that was offered since may be meant by them.
    """
    if not isinstance(event, Pressed | Said):
        return False
    last = turn.work.offers.presses.last(turn.officer.id)
    if last is None or turn.now >= last.handled_at + turn.policy.same_press_within:
        return False
    if isinstance(event, Pressed):
        return event.offer == last.offer
    return may_press(turn, event, last.offer, before=last.handled_at)


def note(turn: Turn) -> None:
    """Note what the officer did last: a press, or something else."""
    if turn.pressed is not None:
        turn.work.offers.presses.note(turn.officer.id, turn.pressed)
    else:
        turn.work.offers.presses.forget(turn.officer.id)
