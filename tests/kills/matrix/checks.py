"""
The account of a run on Matrix: what holds everywhere, and that nothing is ever there twice.

Each check takes the record, the chats and the homeserver's own tables as plain values and yields
what does not fit, in words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from protocol.moves import Move
from storage.outgoing import OutboxState
from tests.kills import checks as everywhere
from tests.kills.checks import AS_OF, EXECUTIONS, FORMS, Account, brings_scan
from tests.kills.matrix.ground import Ground
from tests.kills.people import names
from tests.kills.record import Seen, digest


@dataclass(frozen=True, slots=True)
class OnGround:
    """The account, and what the homeserver itself has."""

    account: Account
    ground: Ground


Check: TypeAlias = Callable[[OnGround], Iterable[str]]

# What does not ask how a channel repeats.
EVERYWHERE: Sequence[everywhere.Check] = (
    everywhere.each_request_is_there_once,
    everywhere.numbers_have_no_gaps,
    everywhere.each_act_had_one_effect,
    everywhere.the_journal_is_whole,
    everywhere.each_event_was_handled,
    everywhere.each_message_ended,
    everywhere.nobody_was_refused,
    everywhere.each_alarm_rang,
)


def problems(account: Account, ground: Ground) -> list[str]:
    """Return everything that does not fit, each with the check that found it."""
    both = OnGround(account, ground)
    return [
        *(f"{check.__name__}: {found}" for check in EVERYWHERE for found in check(account)),
        *(f"{check.__name__}: {found}" for check in CHECKS for found in check(both)),
    ]


def each_event_has_one_key(both: OnGround) -> Iterator[str]:
    """Every event of the bot was sent under an id that follows from one key, and only once."""
    ground = both.ground
    sent = Counter(each.transaction for each in ground.posted)
    for each in ground.posted:
        if each.transaction not in ground.keys:
            yield f"{each.event}: under {each.transaction or 'nothing'}, which is of no key"
        elif sent[each.transaction] > 1:
            yield f"{each.event}: {ground.keys[each.transaction]} was sent twice"


def each_sent_row_is_shown(both: OnGround) -> Iterator[str]:
    """What the record calls sent is in that chat, each part of it, and is no other row's."""
    account = both.account
    known = Counter(id for row in account.record.rows for id in row.messages)
    for row in account.record.rows:
        if row.state == OutboxState.SENT and not row.messages:
            yield f"{row.key} ({row.text}): sent, without an event"
        for id in row.messages:
            seen = account.by_id.get(id)
            if seen is None or seen.chat != row.chat or known[id] > 1:
                yield f"{row.key} ({row.text}): {id} is not its own, or nowhere"


def each_message_is_of_one_row(both: OnGround) -> Iterator[str]:
    """
    Every message in a chat is a row's, or a card.

    Or what it said was settled before its row could learn that it had been sent.
    """
    account = both.account
    known = {id for row in account.record.rows for id in row.messages}
    lapsed = Counter(
        row.chat for row in account.record.rows if row.state == OutboxState.DROPPED and row.doubts
    )
    for each in account.told:
        if each.id in known or _is_card(each):
            continue
        lapsed[each.chat] -= 1
        if lapsed[each.chat] < 0:
            yield f"{each.id} in {each.chat} is of no row: {each.text[:80]!r}"


def each_card_is_true_and_alone(both: OnGround) -> Iterator[str]:
    """Each request has one card with one message, which shows where the request ended."""
    account = both.account
    cases = {case.number: case for case in account.story.cases}
    numbers = {asked.id: asked.number for asked in account.record.requests}
    shown = Counter(card.subject for card in account.record.cards)
    for asked in account.record.requests:
        if shown[asked.id] != 1:
            yield f"{asked.number}: {shown[asked.id]} cards"
    for card in account.record.cards:
        number = numbers.get(card.subject, "?")
        seen, case = account.by_id.get(card.message), cases.get(number)
        if seen is None or case is None or seen.chat != card.chat or not card.is_settled:
            yield f"{number}: not shown, or not settled"
            continue
        wanted = (EXECUTIONS[case.execution], FORMS[case.form])
        if not names(seen.text, number) or not all(words in seen.text for words in wanted):
            yield f"{number}: shows {seen.text!r}"
    for number in cases:
        count = sum(_is_card(each) and names(each.text, number) for each in account.told)
        if count != 1:
            yield f"{number}: {count} cards in the chats"


def each_scan_arrived_once(both: OnGround) -> Iterator[str]:
    """The photo of each confirmation came as it was, once for each row that brings it."""
    account = both.account
    asked = {each.id: each.number for each in account.record.requests}
    cases = {case.number: case for case in account.story.cases}
    found = Counter((each.chat, each.file) for each in account.server.messages if each.file)
    wanted = Counter(
        (row.chat, digest(case.scan))
        for row in account.record.rows
        if (case := cases.get(asked.get(row.subject, ""))) and brings_scan(row, case, account.story)
    )
    confirmed = sum(Move.REGISTER_CONFIRMATION in case.moves for case in account.story.cases)
    if len({file for _, file in wanted}) != confirmed:
        yield f"{len(wanted)} rows bring the scans of {confirmed} confirmations"
    for scan in wanted.keys() | found.keys():
        if found[scan] != wanted[scan]:
            yield f"in {scan[0]}: {found[scan]} times, wanted {wanted[scan]}"


def each_has_one_room(both: OnGround) -> Iterator[str]:
    """The bot has invited everybody into one room, and nobody into a second one."""
    for chat in both.account.story.people.values():
        count = len(both.ground.rooms.get(chat, ()))
        if count != 1:
            yield f"{chat}: {count} rooms"


def everything_could_be_read(both: OnGround) -> Iterator[str]:
    """Nobody's client met an event of the bot's without its key."""
    yield from both.ground.unreadable


CHECKS: Sequence[Check] = (
    each_event_has_one_key,
    each_sent_row_is_shown,
    each_message_is_of_one_row,
    each_card_is_true_and_alone,
    each_scan_arrived_once,
    each_has_one_room,
    everything_could_be_read,
)


def _is_card(message: Seen) -> bool:
    return message.text.rpartition("\n")[2].startswith(AS_OF)
