"""An event -> admitted? -> stored -> a Turn. Refusals and incidents are answers like others."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.clock.clocks import ring_or_pause
from bot.inbox import parts
from bot.inbox.admitting import admit
from bot.inbox.refusing import say_refused
from bot.inbox.storing import store_event, turn_of
from bot.transports.base import Event, Receipt
from bot.tries.attempts import TRIES, try_whole
from bot.tries.in_hand import Hand, InHand
from handlers.chat import blocked_text, events, one_time_codes
from handlers.chat.turn import Site, Turn
from handlers.people.freezing import is_frozen_here
from handlers.router import handle, hear
from handlers.typed.repeated import is_repeated, note
from protocol.parties import Channel
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.engine import StorageFailed
from storage.files import Damaged
from storage.received import Envelope, Received
from storage.setbacks import Place
from storage.work import Store, Work

BATCH = 32
AGAIN = timedelta(seconds=1)
IDLE = timedelta(hours=1)
FAIR = timedelta(seconds=1)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Step:
    """
    What one transaction has done: how its event `ended`, False where its next part is waited for,
    and which are `left` of those that were found; `is_more` says whether any waits after it.
    """

    ended: tuple[bool, ...] = ()
    left: Sequence[int] = ()
    is_more: bool = False


class Inbox:
    """Takes events in and handles them, each officer's in their order."""

    def __init__(self, store: Store, site: Site, in_hand: InHand | None = None) -> None:
        self._store = store
        self._in_hand = in_hand or InHand()
        self._site = site
        self._bell = asyncio.Event()
        self._began_at: datetime | None = None
        self._awaits = self._is_more = False
        # One turn at a time: what comes meanwhile waits for its place among the others.
        self._turn = asyncio.Lock()
        self._at_once: dict[tuple[Channel, str], float] = {}
        self._suspects: set[str] = set()
        store.on_commit(self._bell.set, "inbox")

    async def take(self, event: Event) -> Receipt:
        """
        Receive an event and handle it in the same transaction, where it need not wait.

        It waits as ever behind an earlier one of its officer, beside files, while another turn is
        under way, and after one of its sender within FAIR: nobody overtakes by writing much. What
        fails here is received by itself, and its try counts.
        """
        who = (event.channel, event.address)
        if self._turn.locked() or self._is_suspect(event) or not self._is_fair(who):
            return await self.receive(event)
        refused, secrecy = admit(event)
        is_stored = False

        def handle_new(work: Work) -> Receipt:
            nonlocal is_stored
            receipt = store_event(work, self._site, event, refused, secrecy)
            is_stored = True
            self._handle_stored(work, event)
            return receipt

        async with self._turn:
            try:
                return await self._store.run(handle_new)
            except StorageFailed as failure:
                if not is_stored:
                    return _not_stored(event, failure)
                has_failed = False
            except Exception:
                log.exception("event_failed", key=event.key)
                has_failed = True
            return await self.receive(event, has_failed=has_failed)

    async def receive(self, event: Event, *, has_failed: bool = False) -> Receipt:
        """
        Admit and store an event; what is refused leaves its key, never its text (Art. 10).

        After STORED it is on disk, and will be handled once however often it is repeated. Where it
        `has_failed`, that was the first try.
        """
        refused, secrecy = admit(event)
        is_try = has_failed or self._is_suspect(event)

        def store(work: Work) -> Receipt:
            receipt = store_event(work, self._site, event, refused, secrecy)
            seq = work.inbox.newest
            if is_try and seq is not None:
                count_failure(work, self._site, seq)
            return receipt

        try:
            receipt = await self._store.run(store)
        except StorageFailed as failure:
            return _not_stored(event, failure)
        self._suspects.discard(_digest(event))
        return receipt

    def suspect(self, digest: str) -> None:
        """Take an event, when it comes again, for what ended the process before this one."""
        self._suspects.add(digest)

    def _is_suspect(self, event: Event) -> bool:
        return bool(self._suspects) and _digest(event) in self._suspects

    def _is_fair(self, who: tuple[Channel, str]) -> bool:
        now = asyncio.get_running_loop().time()
        since = now - FAIR.total_seconds()
        self._at_once = {each: at for each, at in self._at_once.items() if at > since}
        is_first = who not in self._at_once
        self._at_once[who] = now
        return is_first

    def _handle_stored(self, work: Work, event: Event) -> None:
        seq = work.inbox.next_stored()
        if seq is not None:
            self._began_at = self._began_at or work.now
            with self._in_hand.hold(Hand.RECEIVING, Place.ARRIVAL, _digest(event)):
                _handle_event(work, self._site, seq, self._began_at)

    async def run(self) -> None:
        """Handle what waits, until cancelled."""
        while True:
            try:
                handled = await self.handle_waiting()
            except StorageFailed as failure:
                log.error("inbox_stopped", failure=str(failure))
                await asyncio.sleep(AGAIN.total_seconds())
                continue
            except Exception:
                log.exception("inbox_failed")
                await asyncio.sleep(AGAIN.total_seconds())
                continue
            if not (handled and self._is_more):
                await ring_or_pause(self._bell, AGAIN if self._awaits else IDLE)

    async def handle_waiting(self) -> int:
        """
        Handle the first waiting event of each officer and return how many were handled.

        Raises: StorageFailed; what waits goes on waiting.
        """
        step = await self._step(None)
        ended = list(step.ended)
        while step.left:
            step = await self._step(step.left)
            ended += step.ended
        self._awaits, self._is_more = not all(ended), step.is_more
        return sum(ended)

    async def _step(self, waiting: Sequence[int] | None) -> Step:
        """
        Handle the first of these places; of those that wait now, where None are given.

        What waits before and after it is asked for in its own transaction: an answer waits for no
        other one.
        """
        found = waiting

        def handle_first(work: Work) -> Step:
            nonlocal found
            found = work.inbox.queue(BATCH) if waiting is None else waiting
            return self._take(work, found) if found else Step()

        async with self._turn:
            try:
                return await self._store.run(handle_first)
            except StorageFailed:
                raise
            except Exception:
                if not found:
                    raise
                # Ours. The transaction is gone and the mark of the try with it: it gets another.
                seq = found[0]
                log.exception("event_failed", seq=seq)
                await self._store.run(lambda work: count_failure(work, self._site, seq))
                return Step((True,), found[1:], is_more=True)

    def _take(self, work: Work, waiting: Sequence[int]) -> Step:
        self._began_at = self._began_at or work.now
        seq, *left = waiting
        # Only once it is its turn: what ends the process meanwhile is another row.
        with self._in_hand.hold(Hand.INBOX, Place.EVENT, str(seq)):
            is_handled = _handle_event(work, self._site, seq, self._began_at)
        return Step((is_handled,), left, is_more=bool(left or work.inbox.queue(1)))


def _not_stored(event: Event, failure: StorageFailed) -> Receipt:
    log.error("event_not_stored", key=event.key, failure=str(failure))
    return Receipt.UNAVAILABLE


def _digest(event: Event) -> str:
    """Return what names an event that no row holds yet: its key may be of any length."""
    return hashlib.sha256(f"{event.channel}/{event.key}".encode()).hexdigest()


def _handle_event(work: Work, site: Site, seq: int, began_at: datetime) -> bool:
    """Return False, with nothing done, where the next part of a long message is waited for."""
    event = work.inbox.take(seq)
    if event is None:
        return True
    if parts.awaits(event.event, began_at, work.now):
        return False
    # Who was suspended meanwhile, or whose telephone was lost, is heard no longer.
    officer = work.registry.listened_to_at(event.account)
    is_theirs = officer is not None and officer.id == event.officer
    is_refused = parts.REFUSED in event.event or is_frozen_here(work, event.officer, event.channel)
    if officer is None or not is_theirs or is_refused:
        work.inbox.finish(seq)
        return True
    turn = turn_of(work, site, event.key, officer, event.channel, event.received_at)
    turn.passed = parts.PASSED in event.event
    arrived = events.restored(event.event, lambda id: _body(work, event, id))
    if not is_repeated(turn, arrived):
        _answer(turn, arrived)
        note(turn)
    work.inbox.finish(seq)
    return True


def _answer(turn: Turn, arrived: events.Incoming) -> None:
    """Handle an event; what is refused is undone, and said."""
    try:
        # Outside the savepoint: a used code and the count of wrong ones stay, whatever is refused.
        signing = hear(turn, arrived)
        with turn.work.savepoint():
            handle(turn, arrived, signing)
            if turn.passed:
                blocked_text.remember(turn)
        for id in turn.frozen:
            log.warning("account_frozen", officer=id, by=turn.officer.id)
    except Refused as refused:
        say_refused(turn, refused)
    except DBAPIError as error:
        if not isinstance(error, IntegrityError):
            raise
        raise RuntimeError("a row that must be new was there") from error


def _body(work: Work, event: Received, id: str) -> bytes | None:
    try:
        return work.inbox.body(event.key, id)
    except Damaged as damaged:
        log.error("file_damaged", file=id, key=event.key, why=damaged.why)
        return None


def count_failure(work: Work, site: Site, seq: int) -> None:
    """Count a try of an event that raised, or that ended the process; the third sets it aside."""
    event = work.inbox.envelope(seq)
    if event is None:
        return
    incident = work.id()[:8].upper()
    last = event.tries + 1 >= TRIES
    work.inbox.count_failure(seq, incident=incident, set_aside=last)
    log.error("incident", incident=incident, key=event.key, attempt=event.tries + 1)
    if not last:
        return
    work.journal.write(
        "set-aside", actor=event.officer, at=work.now, event=event.key, incident=incident
    )
    work.setbacks.count(Place.EVENT, str(seq))
    work.setbacks.set_aside(Place.EVENT, str(seq), incident=incident, name=event.officer)
    try_whole(work, lambda: _tell(work, site, event, incident), "set_aside_untold", seq=seq)
    try_whole(work, lambda: _burn(work, seq), "set_aside_kept", seq=seq)


def _tell(work: Work, site: Site, event: Envelope, incident: str) -> None:
    officer = work.registry.officer(event.officer)
    turn = turn_of(work, site, f"{event.key}/incident", officer, event.channel, work.now)
    turn.say("incident", carries=Carries.NOTHING, incident=incident)


def _burn(work: Work, seq: int) -> None:
    """Keep a code no longer than it could serve."""
    event = work.inbox.set_aside(seq)
    arrived = events.restored(event.event, lambda _: b"") if event else None
    if arrived is not None and one_time_codes.said("".join(events.texts(arrived))):
        work.inbox.finish(seq)
