"""The account bites: a made-up run that holds, and what each check says of one that does not."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from protocol.moves import Move
from protocol.parties import Party
from storage.outgoing import OutboxState
from tests.kills.checks import AS_OF, MARK, Story, problems
from tests.kills.people import ACKNOWLEDGE, Case
from tests.kills.record import Asked, Card, Record, Row, Seen, Server, digest

DUTY, SENDER = "101", "201"
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
CARD_TEXT = f"{NUMBER} · получение подтверждено\nПисьменное подтверждение № 1\n{AS_OF} полдень"
REGISTERED = f"{NUMBER}: подтверждение зарегистрировано"

Run: TypeAlias = tuple[Story, Record, Server]


def good() -> Run:
    """Return a run in which a kill fell on the alarm and on the first sending of the card."""
    story = Story(
        [CASE],
        {"kz-duty": SENDER, "by-duty": DUTY},
        {"alarm-1": 1, "card/kz-duty/r1": 1},
    )
    record = Record(
        requests=[Asked("r1", NUMBER, "KZ-BY", 1, "acknowledged", "confirmed")],
        rows=[
            Row("alarm-1", "alarm", "sent", 1, DUTY, ("12",), "r1", may_lapse=True),
            Row("told-1", "confirm.registered", "sent", 0, DUTY, ("13",), "r1"),
        ],
        cards=[Card("kz-duty/r1", "r1", SENDER, "22", doubted=True)],
        events={"telegram/1": "done", "telegram/2": "done"},
        acts=dict.fromkeys(
            (("r1", act) for act in ("sent", "transmit", "acknowledge", "register_confirmation")), 1
        ),
        confirmations={"r1": 1},
    )
    server = Server(
        messages=[
            Seen(DUTY, "11", ALARM, (ACKNOWLEDGE,)),
            Seen(DUTY, "12", MARK + ALARM, (ACKNOWLEDGE,)),
            Seen(DUTY, "13", REGISTERED),
            Seen(DUTY, "14", "", file=digest(CASE.scan)),
            Seen(SENDER, "21", f"{NUMBER} · передаётся\n{AS_OF} утро"),
            Seen(SENDER, "22", MARK + CARD_TEXT),
        ],
        unanswered=frozenset(),
        confirmed=frozenset({"telegram/1", "telegram/2"}),
    )
    return story, record, server


def test_a_run_that_holds_is_not_complained_of() -> None:
    assert problems(*good()) == []


def test_an_alarm_that_was_acknowledged_before_it_could_be_repeated_is_explained() -> None:
    story, record, server = good()
    lapsed = replace(record.rows[0], state=OutboxState.DROPPED, messages=())
    record = replace(record, rows=[lapsed, *record.rows[1:]])
    server = replace(server, messages=[each for each in server.messages if each.id != "12"])

    assert problems(story, record, server) == []


def rows(change: Callable[[Row], Row]) -> Callable[[Run], Run]:
    """Return a change of the first row."""
    return lambda run: (
        run[0],
        replace(run[1], rows=[change(run[1].rows[0]), *run[1].rows[1:]]),
        run[2],
    )


def record(**changes: object) -> Callable[[Run], Run]:
    """Return a change of the record."""
    return lambda run: (run[0], replace(run[1], **changes), run[2])  # type: ignore[arg-type]


def server(**changes: object) -> Callable[[Run], Run]:
    """Return a change of the server."""
    return lambda run: (run[0], run[1], replace(run[2], **changes))  # type: ignore[arg-type]


def story(**changes: object) -> Callable[[Run], Run]:
    """Return a change of what people and kills did."""
    return lambda run: (replace(run[0], **changes), run[1], run[2])  # type: ignore[arg-type]


def shows(id: str, *instead: Seen) -> Callable[[Run], Run]:
    """Return a change of one message."""

    def changed(run: Run) -> Run:
        others = [each for each in run[2].messages if each.id != id]
        return run[0], run[1], replace(run[2], messages=[*others, *instead])

    return changed


ACTS = good()[1].acts
BROKEN: dict[str, tuple[str, Callable[[Run], Run]]] = {
    "a request is lost": ("each_request_is_there_once", record(requests=[])),
    "a request is sent twice": (
        "each_request_is_there_once",
        record(requests=[*good()[1].requests, Asked("r2", "KZ-BY-2026-2", "KZ", 2, "x", "x")]),
    ),
    "a number is left out": (
        "numbers_have_no_gaps",
        record(requests=[replace(good()[1].requests[0], running=2)]),
    ),
    "an act is lost": (
        "each_act_had_one_effect",
        record(acts={key: n for key, n in ACTS.items() if key[1] != "acknowledge"}),
    ),
    "an act is done twice": (
        "each_act_had_one_effect",
        record(acts={**ACTS, ("r1", "acknowledge"): 2}),
    ),
    "an act that nobody did": (
        "each_act_had_one_effect",
        record(acts={**ACTS, ("r1", "accept"): 1}),
    ),
    "a confirmation is twice": ("each_act_had_one_effect", record(confirmations={"r1": 2})),
    "the tracks are behind": (
        "each_act_had_one_effect",
        record(requests=[replace(good()[1].requests[0], execution="transmitted")]),
    ),
    "the chain is broken": ("the_journal_is_whole", record(broken_at=3)),
    "what was confirmed is not on disk": (
        "each_event_was_handled",
        record(events={"telegram/1": "done"}),
    ),
    "an event is set aside": (
        "each_event_was_handled",
        record(events={"telegram/1": "done", "telegram/2": "set_aside"}),
    ),
    "updates are left at the server": ("each_event_was_handled", server(pending=1)),
    "a row never ends": ("each_message_ended", rows(lambda row: replace(row, state="sending"))),
    "a row is given up": ("each_message_ended", rows(lambda row: replace(row, state="never"))),
    "somebody is refused": ("nobody_was_refused", rows(lambda row: replace(row, text="refused"))),
    "an alarm has no button": (
        "each_alarm_rang",
        lambda run: shows("11")(shows("12", Seen(DUTY, "12", MARK + ALARM))(run)),
    ),
    "what is called sent is nowhere": ("each_sent_row_is_shown", shows("13")),
    "a repetition is not marked": (
        "each_sent_row_is_shown",
        shows("12", Seen(DUTY, "12", ALARM, (ACKNOWLEDGE,))),
    ),
    "a mark without a doubt": ("each_sent_row_is_shown", rows(lambda row: replace(row, doubts=0))),
    "a doubt that nothing caused": ("each_doubt_has_a_cause", story(doubted={})),
    "the same words twice, unmarked": (
        "each_message_is_explained",
        shows("12", Seen(DUTY, "12", ALARM, (ACKNOWLEDGE,))),
    ),
    "a message that no row knows": (
        "each_message_is_explained",
        shows("99", Seen(DUTY, "99", f"{NUMBER}: принято к исполнению")),
    ),
    "repeated more often than in doubt": (
        "each_message_is_explained",
        shows("99", Seen(DUTY, "99", MARK + ALARM, (ACKNOWLEDGE,))),
    ),
    "a stale card beside an unmarked one": (
        "each_card_is_true",
        lambda run: shows("22", Seen(SENDER, "22", CARD_TEXT))(
            record(cards=[replace(run[1].cards[0], doubted=False)])(run)
        ),
    ),
    "a card shows an old state": (
        "each_card_is_true",
        shows("22", Seen(SENDER, "22", f"{MARK}{NUMBER} · передано\n{AS_OF} полдень")),
    ),
    "an edit is still owed": (
        "each_card_is_true",
        record(cards=[replace(good()[1].cards[0], is_settled=False)]),
    ),
    "a scan is lost": ("each_scan_arrived", shows("14")),
    "a scan is another's": ("each_scan_arrived", shows("14", Seen(DUTY, "14", "", file="0"))),
    "a scan comes twice": (
        "each_scan_arrived",
        shows("99", Seen(DUTY, "99", "", file=digest(CASE.scan))),
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_does_not_hold_is_found(what: str) -> None:
    check, breaks = BROKEN[what]

    found = problems(*breaks(good()))

    assert check in {each.partition(":")[0] for each in found}, found
