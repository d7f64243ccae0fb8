"""Which sending shows that a chat takes messages again."""

from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest

from bot.delivery.lease import Edit, Message
from bot.delivery.resume import takes_again
from bot.transports.base import Later, Never, Outcome, Sent, Transport, Unknown
from bot.words.message import Rendered
from protocol.obligation import About, Subject
from protocol.parties import Channel
from storage.cards import Card
from storage.outgoing import Outgoing
from storage.sayings import Priority, Saying
from tests.builders import NOW

WORDS = Rendered("Слова")
SENT = Sent("m1")
ROW = Outgoing(
    seq=1,
    saying=Saying("k", "kz-head", Priority.NOTICE, "text", {}),
    created_at=NOW,
    attempts=3,
    doubts=2,
    channel=Channel.TELEGRAM,
    tried=(),
    full_content=False,
    leased_by=None,
    rendering=None,
)


CARD = Card(
    id="kz-head/1",
    officer="kz-head",
    subject=Subject(About.REQUEST, "1"),
    channel=Channel.TELEGRAM,
    wanted=2,
    shown=1,
    message_id="m0",
    shown_digest=None,
    attempts=2,
    doubted=False,
    born=1,
)
TELEGRAM: Transport = mock.Mock(channel=Channel.TELEGRAM)
CHAT = ("kz-head", Channel.TELEGRAM)


def test_a_message_that_was_in_doubt_and_arrived_opens_its_chat() -> None:
    in_doubt = Message(ROW, TELEGRAM, "1", WORDS)

    assert takes_again(in_doubt, SENT) == CHAT
    assert takes_again(replace(in_doubt, row=replace(ROW, doubts=0)), SENT) is None


def test_a_card_that_was_refused_and_is_shown_opens_its_chat() -> None:
    again = Edit(CARD, TELEGRAM, "1", WORDS, b"")

    assert takes_again(again, SENT) == CHAT
    assert takes_again(replace(again, card=replace(CARD, attempts=1)), SENT) is None


@pytest.mark.parametrize("outcome", [Later(timedelta()), Unknown(), Never("refused")])
def test_what_did_not_arrive_opens_nothing(outcome: Outcome) -> None:
    assert takes_again(Message(ROW, TELEGRAM, "1", WORDS), outcome) is None
    assert takes_again(Edit(CARD, TELEGRAM, "1", WORDS, b""), outcome) is None
