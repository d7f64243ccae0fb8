"""A homeserver that takes ten messages at once and then one in five seconds: what goes first."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.transports.base import Later, Outcome
from bot.transports.matrix.limits import Limits
from bot.transports.matrix.wiring import record_read
from bot.words.message import Rendered
from handlers.chat.events import Pressed
from protocol.obligation import Subject
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.sayings import Priority, Saying
from storage.tables import cards, offers, outbox
from storage.work import Work
from tests.bot.transports.matrix.test_limits import SYNAPSE, Bucket
from tests.journeys.outside import Everybody
from tests.journeys.stage import FORM, Stage, send

MATRIX = Channel.MATRIX
SECOND = timedelta(seconds=1)


class Stingy(Everybody):
    """A channel whose server counts as Synapse does by default; `calls` are what it took."""

    def __init__(self, channel: Channel, now: Callable[[], datetime]) -> None:
        super().__init__(channel, now)
        self.bucket, self.calls = Bucket(*SYNAPSE), list[str]()
        self.limits = Limits()

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        """See `Network`."""
        return self.taken(address, key) or await super().send(
            address, message, key=key, urgent=urgent
        )

    async def edit(
        self, address: str, message_id: str, message: Rendered, *, key: str = ""
    ) -> Outcome:
        """See `Network`."""
        return self.taken(address, key) or await super().edit(address, message_id, message, key=key)

    def taken(self, address: str, key: str) -> Later | None:
        """Take a call, or refuse it as the homeserver does."""
        limits = self.limits
        assert isinstance(limits, Limits)
        now = asyncio.get_running_loop().time()
        with limits.count_sending(address):
            if limits.closed_for:
                return Later(paced=True)
            after = self.bucket.after(now)
            if after:
                limits.note_refusal(timedelta(seconds=after), begun_at=now)
                return Later(paced=True)
            limits.note_acceptance()
        self.calls.append(key)
        return None


@pytest.fixture
def stingy(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix, on a server with the limits of Synapse."""
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=(MATRIX,), network=Stingy) as stage:
        yield stage


def network(stage: Stage) -> Stingy:
    """Return the server."""
    found = stage.networks[MATRIX]
    assert isinstance(found, Stingy)
    return found


def noise(stage: Stage, count: int) -> None:
    """Let so many notices wait for everybody of the requesting desk."""

    def say(work: Work) -> None:
        for number in range(count):
            for who in ("kz-duty", "kz-deputy", "kz-head"):
                key = f"noise/{number}/{who}"
                work.outbox.put(Saying(key, who, Priority.NOTICE, "stranger", {}))

    stage.look(say)


def sends(stage: Stage) -> None:
    """Let the sender send a request, whatever of the answers waits for its turn."""
    stage.says("kz-duty", FORM)
    newest = select(offers.c.id).where(
        offers.c.officer == "kz-duty", offers.c.label.contains("send.choice")
    )
    latest = newest.order_by(offers.c.created_at.desc()).limit(1)
    stage.does("kz-duty", Pressed(stage.look(lambda w: w.connection.execute(latest).scalar_one())))


def touched(subject: Subject, work: Work) -> None:
    """Let the cards about something have changed."""
    work.cards.touch(subject)


def edits(stage: Stage, since: int) -> Counter[str]:
    """Return how many times each card was edited after so many calls."""
    found = (key.split("/") for key in network(stage).calls[since:])
    return Counter("/".join(parts[1:-1]) for parts in found if parts[0] == "edit")


def test_five_alarms_come_first_and_in_their_order(stingy: Stage) -> None:
    noise(stingy, 60)
    stingy.passes(minutes=2)
    began = len(network(stingy).calls)
    for _ in range(5):
        sends(stingy)
    sent_at = stingy.now
    stingy.passes(minutes=1)

    calls = network(stingy).calls[began:]
    alarms = [key for key in calls if "/alarm/first/" in key]
    by_duty = [each for each in stingy.chat("by-duty") if "СРОЧНОЕ ОБРАЩЕНИЕ" in each.text]
    assert [f"KZ-BY-2026-{place}" in each.text for place, each in enumerate(by_duty, 1)] == [
        True
    ] * 5
    assert len(alarms) == 5
    # Those that were kept for them at once, then one in five seconds.
    assert by_duty[-1].at - sent_at <= timedelta(seconds=16)
    # Each was written down when it came, so that nothing else came between those that waited.
    waited = calls[calls.index(alarms[-3]) : calls.index(alarms[-1]) + 1]
    assert set(waited) == set(alarms[-3:])


def test_a_limit_that_nobody_has_met_yet_changes_no_order(stingy: Stage) -> None:
    for _ in range(5):
        stingy.says("kz-duty", FORM)
    network(stingy).bucket.level = 10  # by whoever else writes in the bot's name
    stopped = stingy.now
    for _ in range(5):
        sends(stingy)
    stingy.passes(minutes=1)

    by_duty = [each for each in stingy.chat("by-duty") if "СРОЧНОЕ ОБРАЩЕНИЕ" in each.text]
    numbers = [each.text.partition("KZ-BY-2026-")[2][:1] for each in by_duty]
    assert numbers == ["1", "2", "3", "4", "5"]
    assert by_duty[-1].at - stopped <= timedelta(seconds=31)


def test_what_was_refused_goes_as_soon_as_the_limits_let_it(stingy: Stage) -> None:
    server, refused = network(stingy), list[str]()
    takes = server.taken

    def taken(address: str, key: str) -> Later | None:
        if "/alarm/" in key and not refused:
            refused.append(key)
            return Later(timedelta(seconds=30), paced=True)
        return takes(address, key)

    server.taken = taken  # type: ignore[method-assign]
    sends(stingy)
    sent_at = stingy.now
    stingy.passes(seconds=1)

    assert refused
    assert stingy.chat("by-duty")[0].at - sent_at <= SECOND


def test_what_changes_while_a_card_waits_is_one_edit_and_the_last_word(stingy: Stage) -> None:
    sends(stingy)
    noise(stingy, 30)
    stingy.passes(seconds=30)
    began = len(network(stingy).calls)
    for who, said in (
        ("by-duty", "/ack 1"),
        ("by-duty", "/accept 1"),
        ("by-duty", "/result 1"),
    ):
        stingy.says(who, said)
    assert edits(stingy, began).total() == 0
    stingy.passes(minutes=12)

    assert edits(stingy, began).total() == 1
    card = next(each for each in stingy.chat("kz-duty") if each.key.startswith("card/"))
    assert "принято к исполнению" in card.text


def test_messages_are_not_kept_waiting_by_cards(stingy: Stage) -> None:
    for number in range(1, 7):
        sends(stingy)
        stingy.says("by-duty", f"/ack KZ-BY-2026-{number}")
    stingy.passes(minutes=20)
    subjects = [stingy.request(f"KZ-BY-2026-{number}").subject for number in range(1, 7)]
    for _ in range(60):
        for each in subjects:
            stingy.look(partial(touched, each))
        stingy.passes(seconds=1)

    stingy.says("kz-duty", "/me")
    asked = stingy.now
    stingy.passes(seconds=20)

    answer = next(each for each in stingy.chat("kz-duty") if "Асанов Б., дежурный" in each.text)
    assert answer.at - asked <= SECOND


def test_one_receipt_over_many_alarms_edits_few_cards(sqlite_path: Path, ring: KeyRing) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=(MATRIX,), network=Everybody) as stage:
        for _ in range(24):
            send(stage)
        stage.presses("by-duty", "Подтвердить получение")  # the newest rings no more
        stage.passes(seconds=5)
        alarms = [each for each in stage.chat("by-duty") if "/alarm/first/" in each.key]
        stage.stops_delivering()
        stage.look(lambda work: record_read(work, "by-duty", alarms[-1].key))

        wanted = select(cards.c.subject).where(cards.c.not_before.is_not(None))
        owed = stage.look(lambda work: set(work.connection.execute(wanted).scalars()))
        newest = {stage.request(f"KZ-BY-2026-{number}").id for number in (23, 22, 21)}
        assert owed == newest
        read = select(func.count()).where(outbox.c.opened_at.is_not(None))
        assert stage.look(lambda work: work.connection.execute(read).scalar_one()) >= 24
        stage.runs()
