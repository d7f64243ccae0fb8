"""
The account after a run: the record, the chats, what people did, which sendings were cut off.

Each check takes all three as plain values and yields what does not fit, in words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from protocol.moves import Execution, Form, Move
from storage.outgoing import OutboxState
from storage.received import InboxState
from tests.kills.people import ACKNOWLEDGE, Case, names
from tests.kills.record import CARD, Asked, Record, Row, Seen, Server, digest

MARK = "ПОВТОР. Предыдущая отправка могла не дойти.\n"
AS_OF = "По состоянию на"
# Both sides are told of a letter by it; the other one gets its photo.
REGISTERED = "confirm.registered"
# What no one is told where everyone does once, and in time, what is theirs to do.
UNWANTED = frozenset({"refused", "incident"})
# Words of the card's lines, by where a request is.
EXECUTIONS: Mapping[Execution, str] = {
    Execution.ACKNOWLEDGED: "получение подтверждено",
    Execution.IN_EXECUTION: "принято к исполнению",
    Execution.RESULT_REPORTED: "результат сообщён",
}
FORMS: Mapping[Form, str] = {
    Form.AWAITING: "",
    Form.CONFIRMED: "Письменное подтверждение №",
    Form.RECORDED: "входящий номер внесён",
}
ALWAYS = ("sent", str(Move.TRANSMIT), str(Move.ACKNOWLEDGE))


@dataclass(frozen=True)
class Story:
    """
    What people did, all of it; their chats; how often what was being sent when the bot was killed.
    """

    cases: Sequence[Case]
    people: Mapping[str, str]
    doubted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Account:
    """Everything side by side."""

    story: Story
    record: Record
    server: Server

    @cached_property
    def asked(self) -> Mapping[str, Asked]:
        """Return the requests by number; where two share one, the second."""
        return {each.number: each for each in self.record.requests}

    @cached_property
    def told(self) -> Sequence[Seen]:
        """Return the messages that are texts."""
        return [each for each in self.server.messages if not each.file]

    @cached_property
    def by_id(self) -> Mapping[str, Seen]:
        """Return the texts by their ids; ids of private chats are not used twice."""
        return {each.id: each for each in self.told}


Check: TypeAlias = Callable[[Account], Iterable[str]]


def problems(story: Story, record: Record, server: Server) -> list[str]:
    """Return everything that does not fit, each with the check that found it."""
    account = Account(story, record, server)
    return [f"{check.__name__}: {found}" for check in CHECKS for found in check(account)]


def each_request_is_there_once(account: Account) -> Iterator[str]:
    """What was sent has one request with one number, and there is no other."""
    wanted = Counter(case.number for case in account.story.cases)
    found = Counter(each.number for each in account.record.requests)
    for number in wanted.keys() | found.keys():
        if (wanted[number], found[number]) != (1, 1):
            yield f"{number or 'unnumbered'}: wanted {wanted[number]}, there are {found[number]}"


def numbers_have_no_gaps(account: Account) -> Iterator[str]:
    """The running numbers of each pair of Parties go from 1 without a gap or a double."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for each in account.record.requests:
        numbers[each.route].append(each.running)
    for route, given in numbers.items():
        if sorted(given) != list(range(1, len(given) + 1)):
            yield f"{route}: {sorted(given)}"


def each_act_had_one_effect(account: Account) -> Iterator[str]:
    """The journal has every act of people about a request once; so have the tracks."""
    for case in account.story.cases:
        asked = account.asked.get(case.number)
        if asked is None:
            continue
        wanted = {*ALWAYS, *map(str, case.moves)}
        for action in ("sent", *map(str, Move)):
            count = account.record.acts.get((asked.id, action), 0)
            if count != (action in wanted):
                yield f"{case.number}: {action} {count} times"
        confirmed = account.record.confirmations.get(asked.id, 0)
        if confirmed != (Move.REGISTER_CONFIRMATION in case.moves):
            yield f"{case.number}: {confirmed} confirmations"
        if (asked.execution, asked.form) != (case.execution, case.form):
            yield f"{case.number}: {asked.execution}, {asked.form}"


def the_journal_is_whole(account: Account) -> Iterator[str]:
    """The chain verifies."""
    if account.record.broken_at is not None:
        yield f"broken at {account.record.broken_at}"


def each_event_was_handled(account: Account) -> Iterator[str]:
    """What the bot confirmed to the server is in the inbox, done; and nothing else is there."""
    events, confirmed = account.record.events, account.server.confirmed
    yield from (f"{key} was confirmed and is lost" for key in sorted(confirmed - events.keys()))
    yield from (f"{key} came from nowhere" for key in sorted(events.keys() - confirmed))
    yield from (f"{key}: {state}" for key, state in events.items() if state != InboxState.DONE)
    if account.server.pending:
        yield f"{account.server.pending} updates are still at the server"


def each_message_ended(account: Account) -> Iterator[str]:
    """Every row was sent, or lapsed because it was owed no longer."""
    for row in account.record.rows:
        lapsed = row.may_lapse and row.state == OutboxState.DROPPED
        if row.state != OutboxState.SENT and not lapsed:
            yield f"{row.key} ({row.text}): {row.state}"


def nobody_was_refused(account: Account) -> Iterator[str]:
    """Nobody was told that what they did could not be done: an effect came twice, or was late."""
    for row in account.record.rows:
        if row.text in UNWANTED:
            seen = account.by_id.get(row.message)
            yield f"{row.key} ({row.text}): {seen.text if seen else 'not shown'}"


def each_alarm_rang(account: Account) -> Iterator[str]:
    """The alarm stands in the chat of who is on duty, with its text and its button."""
    for case in account.story.cases:
        chat = account.story.people[case.duty]
        if not any(
            each.chat == chat and case.marker in each.text and ACKNOWLEDGE in each.labels
            for each in account.told
        ):
            yield f"{case.marker} {case.number}: not in the chat of {case.duty}"


def each_sent_row_is_shown(account: Account) -> Iterator[str]:
    """What the record calls sent is in that chat; marked where it was in doubt, and only there."""
    known = Counter(row.message for row in account.record.rows if row.state == OutboxState.SENT)
    for row in account.record.rows:
        if row.state != OutboxState.SENT:
            continue
        seen = account.by_id.get(row.message)
        if seen is None or seen.chat != row.chat or known[row.message] > 1:
            yield f"{row.key} ({row.text}): message {row.message} is not its own, or nowhere"
        elif seen.text.startswith(MARK) != (row.doubts > 0):
            yield f"{row.key} ({row.text}): {row.doubts} doubts, shown as {seen.text[:60]!r}"


def each_doubt_has_a_cause(account: Account) -> Iterator[str]:
    """A row is in doubt as often as a kill or a lost answer fell on it, and no card without one."""
    unanswered = Counter(
        (each.chat, _words(each))
        for each in account.told
        if each.id in account.server.unanswered and not _is_card(each)
    )
    for row in account.record.rows:
        seen = account.by_id.get(row.message)
        causes = account.story.doubted.get(row.key, 0)
        causes += unanswered[row.chat, _words(seen)] if seen else 0
        if row.doubts > causes and row.state == OutboxState.SENT:
            yield f"{row.key} ({row.text}): {row.doubts} doubts, {causes} causes"
    for card in account.record.cards:
        number = _number_of(account, card.subject)
        cut = any(
            each.id in account.server.unanswered and _is_card(each) and names(each.text, number)
            for each in account.told
        )
        if card.doubted and not cut and not account.story.doubted.get(CARD + card.id):
            yield f"card of {number}: doubted without a cause"


def each_message_is_explained(account: Account) -> Iterator[str]:
    """
    A message that no row names was repeated once more, with the same words and the mark.

    Or what it was about had been settled before it could be repeated: then the row has lapsed.
    """
    known = {row.message for row in account.record.rows}
    doubted: Counter[tuple[str, str]] = Counter()
    rows: Counter[tuple[str, str]] = Counter()
    for row in account.record.rows:
        if seen := account.by_id.get(row.message):
            doubted[row.chat, _words(seen)] += row.doubts
            rows[row.chat, _words(seen)] += 1
    lapsed = [row for row in account.record.rows if row.state == OutboxState.DROPPED and row.doubts]
    groups: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for each in account.told:
        if not _is_card(each):
            groups[each.chat, _words(each)].append(each)
    for group, messages in groups.items():
        strange = [each for each in messages if each.id not in known]
        while len(strange) > doubted[group] and (found := _lapsed(account, lapsed, strange[0])):
            lapsed.remove(found)
            doubted[group] += found.doubts
            rows[group] += 1
        if len(strange) > doubted[group]:
            yield f"{len(strange)} messages of no row in {group[0]}: {group[1][:80]!r}"
        bare = [each for each in messages if not each.text.startswith(MARK)]
        if len(bare) > rows[group]:
            yield f"{len(bare)} times unmarked in {group[0]}: {group[1][:80]!r}"


def each_card_is_true(account: Account) -> Iterator[str]:
    """Each card shows where its request ended; one that may have a stale twin says so."""
    cases = {case.number: case for case in account.story.cases}
    shown = Counter(card.subject for card in account.record.cards)
    for asked in account.record.requests:
        if shown[asked.id] != 1:
            yield f"{asked.number}: {shown[asked.id]} cards"
    for card in account.record.cards:
        number = _number_of(account, card.subject)
        seen, case = account.by_id.get(card.message), cases.get(number)
        if seen is None or case is None or seen.chat != card.chat or not card.is_settled:
            yield f"{number}: not shown, or not settled"
            continue
        wanted = (EXECUTIONS[case.execution], FORMS[case.form])
        if not names(seen.text, number) or not all(words in seen.text for words in wanted):
            yield f"{number}: shows {seen.text!r}"
        if seen.text.startswith(MARK) != card.doubted:
            yield f"{number}: doubted {card.doubted}, shows {seen.text[:60]!r}"
        twins = [
            each
            for each in account.told
            if each.chat == card.chat
            and _is_card(each)
            and names(each.text, number)
            and each.id != card.message
        ]
        if twins and not seen.text.startswith(MARK):
            yield f"{number}: {len(twins)} stale beside an unmarked one"
        if sum(not each.text.startswith(MARK) for each in twins) > 1:
            yield f"{number}: {len(twins)} stale, unmarked"


def each_scan_arrived(account: Account) -> Iterator[str]:
    """The photo of each confirmation came as it was, once for each time that its message went."""
    asked = {each.id: each.number for each in account.record.requests}
    cases = {case.number: case for case in account.story.cases}
    found = Counter((each.chat, each.file) for each in account.server.messages if each.file)
    for row in account.record.rows:
        case = cases.get(asked.get(row.subject, ""))
        if case is None or not brings_scan(row, case, account.story):
            continue
        count = found.pop((row.chat, digest(case.scan)), 0)
        if not 1 <= count <= 1 + row.doubts:
            yield f"{case.number}: {count} times in {row.chat}, {row.doubts} doubts"
    yield from (f"a file of nobody's in {chat}" for chat, _ in found)


def brings_scan(row: Row, case: Case, story: Story) -> bool:
    """Say whether a row brings the photo of a confirmation: one to people of the other side."""
    there = {
        chat for who, chat in story.people.items() if who.startswith(f"{case.requested.lower()}-")
    }
    return row.text == REGISTERED and row.chat in there


CHECKS: Sequence[Check] = (
    each_request_is_there_once,
    numbers_have_no_gaps,
    each_act_had_one_effect,
    the_journal_is_whole,
    each_event_was_handled,
    each_message_ended,
    nobody_was_refused,
    each_alarm_rang,
    each_sent_row_is_shown,
    each_doubt_has_a_cause,
    each_message_is_explained,
    each_card_is_true,
    each_scan_arrived,
)


def _words(message: Seen) -> str:
    return message.text.removeprefix(MARK)


def _is_card(message: Seen) -> bool:
    return message.text.rpartition("\n")[2].startswith(AS_OF)


def _number_of(account: Account, subject: str) -> str:
    return next((each.number for each in account.record.requests if each.id == subject), "?")


def _lapsed(account: Account, rows: Sequence[Row], message: Seen) -> Row | None:
    """Return a row that lapsed in doubt and whose message this may be."""
    for row in rows:
        number = _number_of(account, row.subject)
        if row.chat == message.chat and names(message.text, number):
            return row
    return None
