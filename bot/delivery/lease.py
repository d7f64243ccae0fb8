"""What is to be sent now: still owed? to which channel, in which words? leased, all at once."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from bot.delivery.ordering import Ordering
from bot.delivery.passing import Destination, Passing
from bot.delivery.render import Renderer
from bot.delivery.route import route
from bot.delivery.unshown import journal_unshown
from bot.transports.base import Transport
from bot.tries.attempts import Attempts
from bot.tries.in_hand import Hand
from bot.words.message import Rendered
from handlers.chat.turn import SECOND, Site, Turn, second_of
from handlers.clock import digests, tick
from handlers.record import subjects
from handlers.record.read_counts import count_readers
from protocol.nights import is_quiet, sounds
from protocol.parties import Channel, Officer, Passage
from protocol.views import View
from storage.accounts import Account
from storage.cards import Card
from storage.carrying import Carries
from storage.outgoing import Outgoing
from storage.sayings import Priority
from storage.setbacks import Place
from storage.work import Work

# Why a row ends whose reader has no channel left.
NO_CHANNEL = "no-channel"
# What is sent so long after it was said tells as of which moment it is so.
TOLD_WHEN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Message:
    """A leased row of the outbox, in the words of its reader."""

    row: Outgoing
    transport: Transport
    address: str
    rendered: Rendered

    @property
    def queue(self) -> str:
        """Behind what it waits."""
        return self.row.queue

    @property
    def destination(self) -> Destination:
        """Where it goes."""
        urgent = is_alarm(self.row)
        return Destination(self.transport.channel, self.address, self.queue, urgent=urgent)


@dataclass(frozen=True, slots=True)
class Edit:
    """A leased card as it is to look; `digest` is that of its words."""

    card: Card
    transport: Transport
    address: str
    rendered: Rendered
    digest: bytes

    @property
    def queue(self) -> str:
        """Behind what it waits."""
        return self.card.officer

    @property
    def destination(self) -> Destination:
        """Where it goes."""
        return Destination(self.transport.channel, self.address, self.queue, spare=True)


Leased: TypeAlias = Message | Edit
# So often the next rows are looked at where those before them have to wait.
LOOKS = 4
# Ends a row that no channel takes: why, as the log has it.
GiveUp: TypeAlias = Callable[[Work, Outgoing, str], None]


class Leasing:
    """Takes rows and cards out of the storage, for one incarnation of the process."""

    def __init__(
        self,
        renderer: Renderer,
        transports: Mapping[Channel, Transport],
        *,
        site: Site,
        incarnation: str,
        give_up: GiveUp,
        attempts: Attempts | None = None,
    ) -> None:
        self._site = site
        self._renderer = renderer
        self._transports = transports
        self._incarnation = incarnation
        self._give_up = give_up
        self._attempts = attempts or Attempts()
        self.ordering = Ordering()

    def take(
        self, work: Work, *, busy: Collection[str], passing: Passing, alarms_alone: bool = False
    ) -> tuple[Leased, ...]:
        """
        Lease what may pass of the messages, and cards in what is left; one of each queue.

        With `alarms_alone` nothing else where an alarm passes: it waits for nobody's words.
        """
        seen = set(busy)
        messages: list[Message] = []
        for _ in range(LOOKS):
            least, limit = passing.least, passing.limit
            unread = self._attempts.unread(work, Place.MESSAGE)
            rows = work.leases.waiting(busy=seen, limit=limit, least=least, unread=unread)
            alarms = tuple(row for row in rows if is_alarm(row)) if alarms_alone else ()
            rows = alarms or rows
            found = tuple(self._messages(work, self.ordering.in_order(work, rows), passing))
            work.leases.lease((each.row for each in found), by=self._incarnation)
            messages += found
            seen |= {row.queue for row in rows}
            if alarms:
                if found:
                    return tuple(messages)
            elif len(rows) < limit or not (passing.ordinary or least is Priority.ALARM):
                break
        return (*messages, *self._cards(work, seen, passing))

    def _cards(self, work: Work, seen: set[str], passing: Passing) -> Iterator[Edit]:
        for _ in range(LOOKS):
            limit = passing.spare
            if not limit:
                break
            unread = self._attempts.unread(work, Place.CARD)
            waiting = work.cards.waiting(busy=seen, limit=limit, unread=unread)
            yield from self._edits(work, waiting, passing)
            seen |= {card.officer for card in waiting}
            if len(waiting) < limit:
                break

    def give_back(self, work: Work, *, busy: Collection[str]) -> None:
        """Owe again what this incarnation leased and never heard of: nothing of it was sent."""
        work.leases.give_back(self._incarnation, busy=busy)
        work.cards.give_back(self._incarnation, busy=busy)

    def _edits(self, work: Work, cards: Collection[Card], passing: Passing) -> Iterator[Edit]:
        work.registry.know(card.officer for card in cards)
        for card in cards:
            make = partial(self._edit, work, card, passing)
            edit = self._attempts.row(work, Hand.LEASING, Place.CARD, card.id, make)
            if edit is not None:
                yield edit

    def _messages(
        self, work: Work, rows: Collection[Outgoing], passing: Passing
    ) -> Iterator[Message]:
        is_owed = tick.still_owed(work, rows)
        work.registry.know(row.saying.officer for row in rows)
        with self._renderer.once():
            for row in rows:
                if not (is_alarm(row) or passing.ordinary):
                    continue  # Nothing takes it now: it is looked at where a sender is free.
                make = partial(self._prepare, work, row, is_owed, passing)
                message = self._attempts.row(work, Hand.LEASING, Place.MESSAGE, str(row.seq), make)
                if message is not None:
                    yield message

    def _prepare(
        self, work: Work, row: Outgoing, is_owed: Callable[[Outgoing], bool], passing: Passing
    ) -> Message | None:
        """Return what is to be sent now, or end the row, or let it wait."""
        now = digests.as_it_stands(work, row) if is_owed(row) else None
        if now is None or self._is_needless(work, row):
            journal_unshown(work, row)
            work.outcomes.drop(row)
            return None
        row = now
        message = self._message(work, row, passing)
        if message is None or isinstance(message, Message):
            return message
        self._give_up(work, row, message)
        return None

    def _is_needless(self, work: Work, row: Outgoing) -> bool:
        """Say whether the same alarm went over this channel already: the first took it nowhere."""
        return bool(row.saying.place) and work.deliveries.was_handed_on(
            row.saying.key.removesuffix(SECOND)
        )

    def _message(self, work: Work, row: Outgoing, passing: Passing) -> Message | str | None:
        """Return the message, or why there is no channel for it; None where it has to wait."""
        reader = work.registry.officer(row.saying.officer)
        account, allowed = route(work, row, reader, self._transports)
        if account is None:
            return NO_CHANNEL if reader.serves(work.now) else "not-serving"
        view = subjects.view(work, row.saying.subject, reader)
        if view is View.NOTHING:
            return "not-theirs"
        to = Destination(account.channel, account.address, row.queue, urgent=is_alarm(row))
        if not passing.passes(to):
            return None
        rendered = _first_words(row, account, allowed, view)
        if rendered is None:
            journal_unshown(work, row)
            rendered = self._renderer.words_of(
                work,
                row.saying,
                reader,
                passage=allowed,
                repeated=False,
                channel=account.channel,
            )
            if rendered.shows and row.saying.subject is not None:
                turn = Turn(work, site=self._site, key=f"shown/{row.seq}", now=work.now)
                count_readers(turn, row.saying.subject, reader)
        leased = replace(
            row,
            channel=account.channel,
            attempts=row.attempts + 1,
            full_content=rendered.full_content,
            rendering=rendered.as_json(),
        )
        transport = self._transports[account.channel]
        if is_alarm(row) and not row.saying.place and not transport.works:
            # It stands in the queue there; the other channel does not wait for that.
            work.outbox.hurry(second_of(row.saying.key))
        if rendered.shows and row.saying.over not in (None, account.channel):
            self._point(work, row, reader, account)
        if work.now - row.created_at > TOLD_WHEN:
            rendered = rendered.below(self._renderer.as_of(work, reader, row.created_at))
        if row.may_have_arrived_elsewhere or (row.doubts and not transport.idempotent):
            rendered = self._with_repeat_mark(rendered, reader)
        heard = sounds(row.saying.heard_as, work.now, reader.zone, self._site.policy)
        rendered = replace(rendered, silent=not heard)
        return Message(leased, transport, account.address, rendered)

    def _point(self, work: Work, row: Outgoing, reader: Officer, account: Account) -> None:
        """Say, where an officer has asked, on which other channel the answer is."""
        turn = Turn(work, site=self._site, key=f"elsewhere/{row.seq}", now=work.now)
        over = Channel(str(row.saying.over))
        turn.say(
            "answered-elsewhere",
            carries=Carries.NOTHING,
            to=reader,
            over=over,
            channel=account.channel,
        )

    def _with_repeat_mark(self, rendered: Rendered, reader: Officer) -> Rendered:
        return rendered.below(self._renderer.plain(reader.lang, "repeated"))

    def _edit(self, work: Work, card: Card, passing: Passing) -> Edit | None:
        reader = work.registry.officer(card.officer)
        accounts = [
            account
            for account in work.registry.accounts(reader.id)
            if account.channel in self._transports
            and (card.message_id is None or account.channel == card.channel)
        ]
        follows = subjects.is_followed(work, card.subject, reader)
        if not accounts or not reader.serves(work.now) or not follows:
            work.cards.give_up(card)
            return None
        account = accounts[0]
        to = Destination(account.channel, account.address, card.officer, spare=True)
        if not passing.passes(to):
            return None
        quotes = subjects.passes(work, card.subject, account.channel) is Passage.CONTENT
        rendered = self._renderer.card(
            work, subjects.card(work, card.subject, quotes=quotes), reader
        )
        work.cards.lease(card, by=self._incarnation, channel=account.channel)
        if card.doubted and not self._transports[account.channel].idempotent:
            rendered = self._with_repeat_mark(rendered, reader)
        digest = hashlib.sha256(rendered.as_json()).digest()
        rendered = replace(rendered, silent=is_quiet(work.now, reader.zone, self._site.policy))
        leased = replace(card, attempts=card.attempts + 1)
        return Edit(leased, self._transports[account.channel], account.address, rendered, digest)


def _first_words(row: Outgoing, account: Account, allowed: Passage, view: View) -> Rendered | None:
    """
    Return the words of the first try, which a retry on the same channel repeats.

    None when there are none, or when they hold what this reader may not have here any more: an
    agreement that has ended (Art. 6), a request that was closed to them (Art. 10).
    """
    if row.rendering is None or row.channel != account.channel:
        return None
    rendered = Rendered.from_json(row.rendering)
    if account.is_frozen or rendered.glimpses:  # each glimpse is asked for anew
        return None
    whole = allowed is Passage.CONTENT and view is View.CONTENT
    return rendered if whole or row.saying.carries is Carries.NOTHING else None


def is_alarm(row: Outgoing) -> bool:
    """Say whether a row rings."""
    return row.saying.priority is Priority.ALARM
