"""A part of a long message is put into the one before it, and both are judged as one text."""

from collections.abc import Callable
from dataclasses import replace

from bot.inbox import parts
from bot.transports.base import Event, Receipt
from handlers.chat import blocked_text, events
from handlers.chat.turn import Turn, echoed, lines_of
from protocol.refusals import Refused
from protocol.secrecy.verdict import Reading, Verdict
from storage.received import InboxState, Received

Admitted = Callable[[Event], tuple[Refused | None, Reading]]


def former(turn: Turn, event: Event) -> Received | None:
    """Return the stored part that a text goes on with, or None."""
    said = event.incoming
    if not isinstance(said, events.Said) or not said.written_at:
        return None
    found = turn.work.inbox.open(turn.officer.id, event.channel, event.address)
    return found if found and parts.follows(found.event, said) else None


def join(turn: Turn, event: Event, former: Received, admitted: Admitted) -> Receipt:
    """
    Put a part into the former one; its own key is kept as that of something handled.

    What is refused leaves no word of either part (Art. 10).
    """
    assert isinstance(event.incoming, events.Said)
    part, inbox = event.incoming, turn.work.inbox
    seq = inbox.store(
        f"{event.channel}/{event.key}",
        officer=turn.officer.id,
        channel=event.channel,
        address=event.address,
        at=turn.now,
        event=None,
        state=InboxState.DONE,
    )
    if seq is None:
        return Receipt.REPEATED
    whole = parts.as_one(former.event, part)
    refused, secrecy = admitted(replace(event, incoming=whole))
    passes = False
    if secrecy.verdict is Verdict.MARKED:
        passed = blocked_text.allowed(turn, (whole.text,))
        if passed is not None:
            blocked_text.use(turn, passed)
        # What was let pass before was the part before: this one is judged by itself.
        passes = passed is not None or (parts.PASSED in former.event and admitted(event)[0] is None)
        refused = None if passes else refused
    if parts.REFUSED in former.event:
        refused = Refused("refused-rest", instead="instead-rest")
    if refused is not None:
        return _refuse(turn, event, former, refused, whole.text, secrecy)
    is_held = former.state is InboxState.HELD
    asks = secrecy.verdict is Verdict.DOUBTFUL and not is_held
    noted = parts.with_note(events.stored(whole, make_id=turn.work.id)[0], part, turn.now)
    if passes:
        noted[parts.PASSED] = True
    inbox.amend(former, noted, InboxState.HELD if asks or is_held else InboxState.WAITING)
    if asks:
        blocked_text.ask(former.seq, secrecy).say(turn)
    return Receipt.STORED


def _refuse(
    turn: Turn, event: Event, former: Received, why: Refused, text: str, secrecy: Reading
) -> Receipt:
    assert isinstance(event.incoming, events.Said)
    shell = parts.mark_of_refusal(event.incoming, turn.now)
    goes_on = parts.UNITS in shell
    state = InboxState.WAITING if goes_on else InboxState.BLOCKED
    turn.work.inbox.amend(former, shell if goes_on else None, state)
    turn.log("not-admitted", event=f"{event.channel}/{event.key}", why=why.why)
    is_marked = why.why == "blocked-secret"
    choices = (
        (blocked_text.block(turn, (text,), blocked_text.words_found(secrecy)),) if is_marked else ()
    )
    lines = lines_of(why)
    turn.say("refused", carries=echoed(lines), lines=lines, choices=choices)
    return Receipt.REFUSED
