"""Notices, the receipts of each Party and an exit. Art. 4, 18."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from protocol.articles import POLICY
from protocol.notices import (
    NOTICE,
    Notice,
    NoticeKind,
    NoticeMove,
    NoticeState,
    Receipt,
    ReceiptState,
    exit_count,
    receipts,
)
from protocol.obligation import About, Kind, Obligation, Subject
from protocol.parties import Party
from tests.protocol.samples import moment, obligation, refusal, said

ARRIVED_AT = moment("2026-03-06 12:00 +03:00")
RELAYED_AT = ARRIVED_AT + timedelta(minutes=20)
ENTERED = Notice(
    "n1", 2026, 14, NoticeKind.CHANGE, Party.KAZAKHSTAN, "clerk", ARRIVED_AT, date(2026, 4, 1)
)
# A row is a state, a column a move; the cell is the state after it.
AFTER = {
    NoticeState.ENTERED: {
        NoticeMove.RELAY: NoticeState.RELAYED,
        NoticeMove.WITHDRAW: NoticeState.WITHDRAWN,
    },
    NoticeState.RELAYED: {
        NoticeMove.RECEIVE: NoticeState.RELAYED,
        NoticeMove.SUPERSEDE: NoticeState.SUPERSEDED,
    },
    NoticeState.WITHDRAWN: {},
    NoticeState.SUPERSEDED: {},
}


@pytest.mark.parametrize("move", NoticeMove)
@pytest.mark.parametrize("state", NoticeState)
def test_every_move_in_every_state(state: NoticeState, move: NoticeMove) -> None:
    before = replace(ENTERED, state=state)

    if move in AFTER[state]:
        after = before.moved(move, by="officer", now=RELAYED_AT)
        assert after.state is AFTER[state][move]
        assert (after.relayed_by, after.relayed_at) == (
            ("officer", RELAYED_AT) if move is NoticeMove.RELAY else (None, None)
        )
        assert (after.withdrawn_by, after.withdrawn_at) == (
            ("officer", RELAYED_AT) if move is NoticeMove.WITHDRAW else (None, None)
        )
    else:
        refused = refusal(lambda: before.moved(move, by="officer", now=RELAYED_AT))
        assert said(refused) == ("refused-notice-move", POLICY)
        assert refused.facts["state"] == f"notice-{state}"
    assert before == replace(ENTERED, state=state)
    assert set(NOTICE) == set(NoticeState)


def test_the_second_who_relays_is_told_who_did_it_and_when() -> None:
    relayed = ENTERED.moved(NoticeMove.RELAY, by="first", now=RELAYED_AT)

    refused = refusal(lambda: relayed.moved(NoticeMove.RELAY, by="second", now=RELAYED_AT))

    assert (refused.facts["officer"], refused.facts["at"]) == ("first", RELAYED_AT)


def test_who_relays_what_was_withdrawn_is_told_who_did_it_and_when() -> None:
    withdrawn = ENTERED.moved(NoticeMove.WITHDRAW, by="first", now=RELAYED_AT)

    refused = refusal(lambda: withdrawn.moved(NoticeMove.RELAY, by="second", now=RELAYED_AT))

    assert refused.facts["state"] == "notice-withdrawn"
    assert (refused.facts["officer"], refused.facts["at"]) == ("first", RELAYED_AT)


def test_what_cannot_be_received_yet_names_who_entered_it() -> None:
    refused = refusal(lambda: ENTERED.moved(NoticeMove.RECEIVE, by="duty", now=RELAYED_AT))

    assert (refused.facts["officer"], refused.facts["at"]) == ("clerk", ARRIVED_AT)


def test_a_notice_is_spoken_of_by_its_number() -> None:
    assert ENTERED.number == "2026/14"
    assert ENTERED.subject == Subject(About.NOTICE, "n1")


def owed_by(party: Party) -> Obligation:
    return replace(obligation(Kind.RECEIPT, RELAYED_AT), owed_by=party, subject=ENTERED.subject)


def test_each_addressed_party_has_one_line_and_only_an_acknowledgement_counts() -> None:
    relay = replace(obligation(Kind.RELAY_NOTICE, ARRIVED_AT), owed_by="SECRETARIAT")
    done_at = RELAYED_AT + timedelta(hours=1)
    owed = [
        relay,
        owed_by(Party.RUSSIA),
        owed_by(Party.BELARUS).discharged(by="by-duty", now=done_at),
        owed_by(Party.ARMENIA),
        owed_by(Party.TAJIKISTAN),
    ]
    reached = {
        Party.ARMENIA: ReceiptState.ACCEPTED,
        Party.BELARUS: ReceiptState.NEVER,
        Party.TAJIKISTAN: ReceiptState.NEVER,
        Party.KYRGYZSTAN: ReceiptState.ACCEPTED,
    }

    assert receipts(owed, reached) == (
        Receipt(Party.ARMENIA, ReceiptState.ACCEPTED),
        Receipt(Party.BELARUS, ReceiptState.ACKNOWLEDGED, "by-duty", done_at),
        Receipt(Party.RUSSIA, ReceiptState.WAITING),
        Receipt(Party.TAJIKISTAN, ReceiptState.NEVER),
    )
    assert all(each.is_open for each in owed if each.owed_by == Party.ARMENIA)


@pytest.mark.parametrize(
    ("noticed_on", "effective_on", "in_time"),
    [
        ("2026-01-15", "2026-07-15", True),
        ("2026-01-15", "2026-07-14", False),
        ("2026-01-15", "2030-01-01", True),
        # Where the counts differ the stricter one leads.
        ("2026-03-30", "2026-09-30", True),
        ("2026-03-31", "2026-09-30", False),
        ("2026-08-28", "2027-02-28", True),
        ("2026-08-29", "2027-02-28", False),
        ("2026-08-31", "2027-02-28", False),
    ],
)
def test_an_exit_is_in_time_by_the_stricter_of_the_two_counts(
    noticed_on: str, effective_on: str, in_time: bool
) -> None:
    noticed, effective = map(date.fromisoformat, (noticed_on, effective_on))

    counted = exit_count(noticed, effective)

    assert counted.is_in_time is in_time
    assert (counted.noticed_on, counted.effective_on) == (noticed, effective)
