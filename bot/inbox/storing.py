"""An event is stored, once: waiting, held for its sender's word, or as what is left of it."""

from datetime import datetime

import structlog

from bot.inbox import joining, parts
from bot.inbox.admitting import admit
from bot.transports.base import Event, Receipt, cursor_of
from bot.tries.attempts import try_whole
from handlers.chat import blocked_text, events, one_time_codes
from handlers.chat.turn import Site, Turn, echoed, lines_of
from handlers.people import admission, enrolment, freezing
from handlers.router import is_number
from protocol.parties import Channel, Officer
from protocol.refusals import Refused
from protocol.secrecy.verdict import Reading, Verdict
from storage.received import InboxState
from storage.work import Work

log = structlog.get_logger()


def store_event(
    work: Work, site: Site, event: Event, refused: Refused | None, secrecy: Reading
) -> Receipt:
    """Store an event that was admitted, or what is left of one that was not; say which it was."""
    if event.cursor is not None:
        work.remember(cursor_of(event.channel), event.cursor)
    key = f"{event.channel}/{event.key}"
    officer = work.registry.listened_to(event.channel, event.address)
    if officer is None:
        return _hear_stranger(work, site, event)
    if event.once and (first := work.inbox.first(f"{event.channel}/{event.once}", key)):
        # Also the same one: it may have been handled so long ago that its row is gone.
        return Receipt.REPEATED if first == key else Receipt.REPLAYED
    # Not the key under which the event itself is answered: a held one is handled later.
    turn = turn_of(work, site, f"{key}/admission", officer, event.channel, work.now)
    if freezing.is_frozen_here(work, officer.id, event.channel):
        freezing.say_frozen(turn)
        return Receipt.REFUSED
    former = joining.former(turn, event)
    if former is not None:
        return joining.join(turn, event, former, admit)
    texts = events.texts(event.incoming)
    marked = secrecy.verdict is Verdict.MARKED
    passed = blocked_text.allowed(turn, texts) if marked else None
    if passed is not None:
        refused = None
    held = refused is None and secrecy.verdict is Verdict.DOUBTFUL
    kept, bodies = (None, {}) if refused else events.stored(event.incoming, make_id=work.id)
    if kept is not None:
        kept = parts.with_note(kept, event.incoming, work.now)
    if kept is not None and passed is not None:
        kept[parts.PASSED] = True
    state = InboxState.BLOCKED if refused else InboxState.HELD if held else InboxState.WAITING
    if refused and isinstance(event.incoming, events.Said):
        shell = parts.mark_of_refusal(event.incoming, work.now)
        kept, state = (shell, InboxState.WAITING) if parts.UNITS in shell else (None, state)
    seq = work.inbox.store(
        key,
        officer=officer.id,
        channel=event.channel,
        address=event.address,
        at=work.now,
        event=kept,
        bodies=bodies,
        state=state,
    )
    if seq is None:
        return Receipt.REPEATED
    if refused:
        turn.log("not-admitted", event=key, why=refused.why)
        why = lines_of(refused)
        choices = (
            (blocked_text.block(turn, texts, blocked_text.words_found(secrecy)),) if marked else ()
        )
        turn.say("refused", carries=echoed(why), lines=why, choices=choices)
        return Receipt.REFUSED
    if passed is not None:
        blocked_text.use(turn, passed)
    if held:
        blocked_text.ask(seq, secrecy).say(turn)
    return _receipt(turn, event)


def _receipt(turn: Turn, event: Event) -> Receipt:
    """Six digits that answer a question stay in the chat; where nobody can say so, they do not."""
    if not any(one_time_codes.said(each) for each in events.texts(event.incoming)):
        return Receipt.STORED
    answers: list[bool] = []
    try_whole(turn.work, lambda: answers.append(is_number(turn, event.incoming)), "answer_unknown")
    return Receipt.ANSWER if answers == [True] else Receipt.STORED


def _hear_stranger(work: Work, site: Site, event: Event) -> Receipt:
    """A stranger leaves nothing but a count, unless they bring the code of an invitation."""
    text = "\n".join(events.texts(event.incoming))
    if not enrolment.tries(text):
        return Receipt.STRANGER
    if enrolment.was_taken(work, event.channel, event.address, text):
        return Receipt.REPEATED
    applied = enrolment.apply(work, site.words, event.channel, event.address, text)
    if isinstance(applied, enrolment.Turned):
        if applied is enrolment.Turned.FREEZES:
            log.warning("codes_guessed", channel=event.channel)
        return Receipt.STRANGER
    key = f"{event.channel}/{event.key}/enrolment"
    turn = turn_of(work, site, key, applied.officer, event.channel, work.now)
    admission.announce(turn, applied)
    return Receipt.STORED


def turn_of(
    work: Work, site: Site, key: str, officer: Officer, channel: str, now: datetime
) -> Turn:
    """Return the turn of an officer's event."""
    return Turn(work, site=site, key=key, now=now, officer=officer, channel=Channel(channel))
