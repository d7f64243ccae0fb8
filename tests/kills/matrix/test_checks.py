"""The account over Matrix bites: a made-up run that holds, and ones that do not."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from protocol.moves import Move
from protocol.parties import Party
from tests.kills.checks import AS_OF, Account, Story
from tests.kills.matrix.checks import problems
from tests.kills.matrix.ground import Ground, Posted
from tests.kills.people import ACKNOWLEDGE, Case
from tests.kills.record import Asked, Card, Record, Row, Seen, Server, digest

DUTY, SENDER = "@by-duty:test", "@kz-duty:test"
NUMBER = "KZ-BY-2026-1"
CASE = Case(
    marker="маяк0001",
    sender="kz-duty",
    requesting=Party.KAZAKHSTAN,
    requested=Party.BELARUS,
    signatory="kz-head",
    executor="by-head",
    moves=frozenset({Move.REGISTER_CONFIRMATION}),
    number=NUMBER,
)
ALARM = f"СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER} маяк0001"
CARD = f"{NUMBER} · получение подтверждено\nПисьменное подтверждение № 1\n{AS_OF} полдень"


@dataclass(frozen=True)
class Run:
    """Everything that is judged."""

    story: Story
    record: Record
    server: Server
    ground: Ground

    def problems(self) -> list[str]:
        """Judge it."""
        return problems(Account(self.story, self.record, self.server), self.ground)


def good() -> Run:
    """Return a run in which a kill fell on the alarm: it was sent once, under one id."""
    acts = ("sent", "transmit", "acknowledge", "register_confirmation")
    return Run(
        Story([CASE], {"kz-duty": SENDER, "by-duty": DUTY}),
        Record(
            requests=[Asked("r1", NUMBER, "KZ-BY", 1, "acknowledged", "confirmed")],
            rows=[
                Row("alarm-1", "alarm", "sent", 1, DUTY, ("$1",), "r1", may_lapse=True),
                Row("told-1", "confirm.registered", "sent", 0, DUTY, ("$2",), "r1"),
            ],
            cards=[Card("kz-duty/r1", "r1", SENDER, "$4", doubted=False)],
            events={"matrix/$a": "done"},
            acts=dict.fromkeys((("r1", act) for act in acts), 1),
            confirmations={"r1": 1},
        ),
        Server(
            messages=[
                Seen(DUTY, "$1", ALARM, (ACKNOWLEDGE,)),
                Seen(DUTY, "$2", f"{NUMBER}: подтверждение зарегистрировано"),
                Seen(DUTY, "$3", "", file=digest(CASE.scan)),
                Seen(SENDER, "$4", CARD),
            ],
            unanswered=frozenset(),
            confirmed=frozenset({"matrix/$a"}),
        ),
        Ground(
            posted=[Posted(f"${number}", "!room", f"t{number}") for number in range(1, 5)],
            rooms={DUTY: {"!room"}, SENDER: {"!other"}},
            keys={f"t{number}": f"key-{number}" for number in range(1, 5)},
        ),
    )


def shown(run: Run, *more: Seen, without: str = "") -> Run:
    """Change the messages in the chats."""
    messages = [each for each in run.server.messages if each.id != without]
    return replace(run, server=replace(run.server, messages=[*messages, *more]))


def posted(run: Run, *more: Posted) -> Run:
    """Let the homeserver have more events."""
    return replace(run, ground=replace(run.ground, posted=[*run.ground.posted, *more]))


BROKEN: dict[str, tuple[str, Callable[[Run], Run]]] = {
    "an event under an id of no key": (
        "each_event_has_one_key",
        lambda run: posted(run, Posted("$9", "!room", "t9")),
    ),
    "an event without an id": (
        "each_event_has_one_key",
        lambda run: posted(run, Posted("$9", "!room", "")),
    ),
    "one key in two rooms": (
        "each_event_has_one_key",
        lambda run: posted(run, Posted("$9", "!new", "t1")),
    ),
    "what is called sent is nowhere": (
        "each_sent_row_is_shown",
        lambda run: shown(run, without="$2"),
    ),
    "one event for two rows": (
        "each_sent_row_is_shown",
        lambda run: replace(
            run,
            record=replace(
                run.record, rows=[*run.record.rows, replace(run.record.rows[1], key="told-2")]
            ),
        ),
    ),
    "the same words twice": (
        "each_message_is_of_one_row",
        lambda run: shown(run, Seen(DUTY, "$9", ALARM, (ACKNOWLEDGE,))),
    ),
    "a card twice": (
        "each_card_is_true_and_alone",
        lambda run: shown(run, Seen(SENDER, "$9", CARD)),
    ),
    "a card shows an old state": (
        "each_card_is_true_and_alone",
        lambda run: shown(run, Seen(SENDER, "$4", f"{NUMBER}\n{AS_OF} утро"), without="$4"),
    ),
    "an edit is still owed": (
        "each_card_is_true_and_alone",
        lambda run: replace(
            run,
            record=replace(run.record, cards=[replace(run.record.cards[0], is_settled=False)]),
        ),
    ),
    "a scan is lost": ("each_scan_arrived_once", lambda run: shown(run, without="$3")),
    "a scan comes twice": (
        "each_scan_arrived_once",
        lambda run: shown(run, Seen(DUTY, "$9", "", file=digest(CASE.scan))),
    ),
    "a second room": (
        "each_has_one_room",
        lambda run: replace(
            run, ground=replace(run.ground, rooms={**run.ground.rooms, DUTY: "ab"})
        ),
    ),
    "a message without its key": (
        "everything_could_be_read",
        lambda run: replace(run, ground=replace(run.ground, unreadable=["by-duty: $1"])),
    ),
    "what people wrote is lost": (
        "each_event_was_handled",
        lambda run: replace(run, record=replace(run.record, events={})),
    ),
    "an act is done twice": (
        "each_act_had_one_effect",
        lambda run: replace(
            run,
            record=replace(run.record, acts={**run.record.acts, ("r1", "acknowledge"): 2}),
        ),
    ),
}


def test_a_run_that_holds_is_not_complained_of() -> None:
    assert good().problems() == []


@pytest.mark.parametrize("what", BROKEN)
def test_what_does_not_hold_is_found(what: str) -> None:
    check, breaks = BROKEN[what]

    found = breaks(good()).problems()

    assert check in {each.partition(":")[0] for each in found}, found
