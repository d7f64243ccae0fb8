"""What people wrote, on every channel, by every agreement: every text that can quote them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.lease import Leasing, Message
from bot.delivery.page import Page
from bot.delivery.passing import Passing
from handlers.catalogue import BY_NAME
from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.record.subjects import view
from protocol.parties import Agreement, Channel, Interval, Passage
from protocol.permissions import Act
from protocol.refusals import Refused
from protocol.views import View
from storage.carrying import WORDS, Carries, quotes
from storage.keys import KeyRing
from storage.outbox import Outbox
from storage.outgoing import Outgoing
from storage.sayings import Priority, Saying
from storage.values import Line, Values, lines
from storage.work import Work
from tests.journeys.outside import Everybody
from tests.journeys.quoting import EVERYWHERE, TO_ITS_AUTHOR, WHERE_AGREED, WORD, Told
from tests.journeys.stage import Stage, texts

CHANNELS = (Channel.MATRIX, Channel.TELEGRAM, Channel.CONSOLE)
ORIGIN = CHANNELS[0]
# What the Parties agreed on for the only channel that works; None: nothing.
AGREED = (Passage.CONTENT, Passage.POINTER, None)

# Said by no handler: parts of what the bot itself tells, and a line that no command needs today.
# Where the first words of a purpose may stand in a list is told in tests/journeys/test_lists.py.
NOT_SAID = {
    *("person-in-office", "until-moment", "file-unopened", "signed-command"),
    *("draft-words", "listed-purpose"),
    # Where nobody of the successor can be reached: tests/journeys/test_successor.py.
    "send.predecessor-content",
}
# On live cards: tests/journeys/test_two_telephones.py. They stand in /open too.
POINTERS = ("Новое сообщение", "🔴 Срочное обращение", "KZ-BY-2026-")
AUTHORS = "Этот ответ только для чата"


@dataclass
class Heard:
    """What was said in the story, the latest of each kind, and which texts quoted somebody."""

    sayings: dict[tuple[str, ...], Saying]
    quoted: set[str]


class Spy:
    """Notes what is put into the outbox, and which texts are told with somebody's words."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard = Heard({}, set())
        put, say = Outbox.put, Page.say

        def noted(outbox: Outbox, saying: Saying, **more: object) -> bool:
            self.heard.sayings[kind_of(saying)] = saying
            return put(outbox, saying, **more)  # type: ignore[arg-type]

        def told(page: Page, key: str, values: Values) -> str:
            used = texts().variables("ru", key) | ({"files"} if values.get("files") else set())
            if quotes({name: value for name, value in values.items() if name in used & WORDS}):
                self.heard.quoted.add(key)
            return say(page, key, values)

        monkeypatch.setattr(Outbox, "put", noted)
        monkeypatch.setattr(Page, "say", told)


def kind_of(saying: Saying) -> tuple[str, ...]:
    """Return what tells sayings apart: a refusal by its reason, words for a code by their lines."""
    named = (each.text for each in lines(saying.values.get("lines", ())))
    about = saying.subject.about if saying.subject else "-"
    return (saying.text, about, *named)


@pytest.fixture
def told(
    sqlite_path: Path, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Stage, Heard]]:
    """The story, all of it on one channel; then nothing is delivered any more."""
    spy = Spy(monkeypatch)
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=CHANNELS, network=Everybody) as stage:
        story = Told(stage, ORIGIN)
        story.drafts()
        story.requests()
        story.enters()
        story.late()
        story.consents()
        story.notices()
        story.people()
        story.guarded()
        story.refusals(lambda refused: raising(monkeypatch, refused))
        story.rings()
        story.succession()
        stage.stops_delivering()
        yield stage, spy.heard


def raising(monkeypatch: pytest.MonkeyPatch, refused: Refused) -> None:
    """Let a command be refused so from now on."""

    def run(turn: Turn, argument: str) -> None:
        raise refused

    monkeypatch.setitem(BY_NAME, "help", Command(Entry("help", Act.HELP), run=run))


@pytest.mark.wide
def test_every_text_that_can_quote_people_is_read_only_where_it_may_be(
    told: tuple[Stage, Heard],
) -> None:
    stage, heard = told
    held = stage.look(lambda work: work.registry.agreements().held)
    for origin, works, agreed in product(CHANNELS, CHANNELS, AGREED):
        # All that the channel of origin leaves in a row is its name.
        sayings = [
            replace(each, over=origin if each.over == ORIGIN else each.over)
            for each in heard.sayings.values()
        ]

        def wrong(work: Work) -> list[str]:
            agrees(work, held, works, agreed)  # noqa: B023
            return [
                f"{origin} -> {works}, {agreed}, {saying.text} {saying.officer}: {fault}"  # noqa: B023
                for place, saying in enumerate(sayings)  # noqa: B023
                if (fault := fault_of(stage, work, saying, works, agreed, place))  # noqa: B023
            ]

        assert stage.look(wrong) == []

    can_quote = {key for key in spoken() if texts().variables("ru", key) & WORDS}
    assert can_quote - heard.quoted - NOT_SAID == set(), "not covered: let the story say it"


# What they quote stands of the request, and not among their values.
OF_THE_RECORD = ("acceptconditions.told", "sign.told", "agreeperiod.told")


def fault_of(
    stage: Stage, work: Work, saying: Saying, works: Channel, agreed: Passage | None, place: int
) -> str:
    """Return what is wrong with what is read where one channel works; empty if nothing is."""
    here = words_of(work, leased(stage, work, saying, works, place))
    if not here.strip():
        return "nothing is told"
    if not quotes(saying.values) and saying.text not in OF_THE_RECORD:
        return "it quotes, and names nothing so" if WORD in here else ""
    if may_pass(saying, works, agreed) and sees(work, saying):
        quoted = WORD in here or "секретн" in here
        return "" if quoted else f"it is not told: {here[:60]}"
    pointed = WORD not in here and here.startswith((AUTHORS, *POINTERS))
    return "" if pointed else f"it is told: {here[:60]}"


def sees(work: Work, saying: Saying) -> bool:
    """Say whether the reader has what it is about: whoever had it once reads its number alone."""
    reader = work.registry.officer(saying.officer)
    return saying.subject is None or view(work, saying.subject, reader) is View.CONTENT


def may_pass(saying: Saying, works: Channel, agreed: Passage | None) -> bool:
    """Say by hand whether a text that quotes somebody may be read on the channel that works."""
    listed = [each for each in (TO_ITS_AUTHOR, WHERE_AGREED, EVERYWHERE) if among(saying, each)]
    assert listed, f"where may {saying.text} be read?"
    if among(saying, EVERYWHERE):
        return True
    if among(saying, WHERE_AGREED) and (saying.subject or not among(saying, TO_ITS_AUTHOR)):
        return agreed is Passage.CONTENT
    return works == saying.over


def among(saying: Saying, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(saying.text, each) for each in patterns)


def spoken() -> Iterator[str]:
    apart = ("words-", "operator-", "demo-")
    return (key for key in texts().keys("ru") if not key.startswith(apart) and key != "day")


def agrees(work: Work, held: Iterable[Agreement], channel: Channel, agreed: Passage | None) -> None:
    """Let so much be agreed for a channel, and everything for the others."""
    for each in held:
        passage = (agreed or Passage.POINTER) if each.channel is channel else Passage.CONTENT
        until = work.now if each.channel is channel and agreed is None else None
        during = Interval(each.during.since, until)
        work.registry.put_agreement(replace(each, passage=passage, during=during))


def leased(stage: Stage, work: Work, saying: Saying, works: Channel, place: int) -> Message:
    """Return a saying as it would be sent while one channel alone works."""
    network = stage.networks[works]
    leasing = Leasing(
        stage.app.renderer,
        {works: network},
        site=stage.app.site,
        incarnation="x",
        give_up=given_up,
    )
    key = f"again/{works}/{place}/{work.id()}"
    again = replace(saying, key=key, priority=Priority.ALARM, obligation=None, place=0)
    work.outbox.put(again)
    passing = Passing({works: network.limits.room()}, (), senders=9)
    (message,) = (
        each
        for each in leasing.take(work, busy=(), passing=passing)
        if isinstance(each, Message) and each.row.saying.key == key
    )
    return message


def given_up(work: Work, row: Outgoing, why: str) -> None:
    raise AssertionError(f"{row.saying.text}: {why}")


def words_of(work: Work, message: Message) -> str:
    """Return everything that is to be read: words, labels, and a document."""
    rendered = message.rendered
    labels = (each.label for each in rendered.buttons)
    documents = (
        work.attachments.body(id).decode("utf-8", "ignore")
        for id in rendered.files
        if work.attachments.one(id).type == "text/plain"
    )
    return "\n".join([rendered.text, *labels, *documents])


def test_what_nobody_thought_of_passes_nowhere(sqlite_path: Path, ring: KeyRing) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=CHANNELS, network=Everybody) as stage:
        stage.stops_delivering()

        def forgotten(work: Work, over: Channel | None) -> Saying:
            turn = Turn(work, site=stage.app.site, key=work.id(), now=work.now)
            turn.say("cancel.stopped", to=work.registry.officer("kz-duty"), over=over)
            (row,) = work.leases.waiting(busy=(), limit=9)
            work.outcomes.drop(row)
            return row.saying

        for over, works in product((*CHANNELS, None), CHANNELS):

            def told(work: Work) -> str:
                saying = forgotten(work, over)  # noqa: B023
                return leased(stage, work, saying, works, 0).rendered.text  # noqa: B023

            text = stage.look(told)
            assert text.startswith("Прервано") is (works == over), (over, works, text)
            assert text.startswith(("Прервано", AUTHORS, *POINTERS))


def test_nothing_cannot_be_said_of_what_quotes_people(sqlite_path: Path, ring: KeyRing) -> None:
    quoting: tuple[dict[str, Any], ...] = (
        {"text": WORD},
        {"lines": (Line("owed"), Line("entry", {"lines": Line("x", {"letter": WORD})}))},
    )
    with Stage(f"sqlite:///{sqlite_path}", ring) as stage:

        def said(work: Work, values: dict[str, Any], carries: Carries) -> None:
            officer = work.registry.officer("kz-duty")
            turn = Turn(work, site=stage.app.site, key="k", now=work.now)
            turn.say("x", to=officer, carries=carries, **values)

        for values in quoting:
            with pytest.raises(AssertionError, match="quotes what people wrote"):
                stage.look(lambda work: said(work, values, Carries.NOTHING))  # noqa: B023
        with pytest.raises(AssertionError, match="nobody's own words"):
            stage.look(lambda work: said(work, quoting[0], Carries.DRAFT))
