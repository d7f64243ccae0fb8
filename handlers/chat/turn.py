"""What a handler works with: a Turn, a Command, a Choice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from handlers.chat.listing import Listing, own_text
from handlers.chat.vocabulary import Vocabulary
from handlers.chat.voices import voice_of
from protocol.nights import Voice
from protocol.obligation import Obligation, Subject
from protocol.parties import Channel, Officer
from protocol.policy import Policy
from protocol.refusals import Fact, Refused
from storage.carrying import Carries, quotes
from storage.drafts import Draft
from storage.mailings import in_parts
from storage.offers import Offered, Shown
from storage.sayings import Priority, Saying
from storage.values import Line, Value, Values
from storage.work import Work

SECOND = "/second"

# Returns the words of a button of an offer, in every language, as its officer may have read them.
Labels: TypeAlias = Callable[[Work, Officer, str, Values], Iterable[str]]


def unlabelled(work: Work, officer: Officer, label: str, values: Values) -> Iterable[str]:
    """Return no words: for turns in which nobody types."""
    return ()


OFFERED_FOR = timedelta(days=7)
# What is said to more than so many goes into the outbox in parts: an alarm waits for one of them.
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Site:
    """
    What a turn needs to know of the installation: its commands, policy, words, working channels.

    `labels` says what stands on a button.
    """

    listing: Listing
    policy: Policy = field(default_factory=Policy)
    words: Vocabulary = field(default_factory=Vocabulary)
    channels: frozenset[Channel] = frozenset({Channel.CONSOLE})
    labels: Labels = unlabelled


def second_of(key: str) -> str:
    """Return the key under which an alarm goes over a reader's next channel."""
    return f"{key}{SECOND}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: pressing it is saying the command with its argument."""

    command: str
    argument: str = ""
    label: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as it is said: its text and values, what can be pressed, and what it is about."""

    text: str
    choices: tuple[Choice, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    about: Subject | None = None
    carries: Carries = Carries.NOTHING

    def say(self, turn: "Turn") -> None:
        """Ask the officer who acts."""
        turn.say(
            self.text,
            carries=self.carries,
            about=self.about,
            choices=self.choices,
            **self.values,
        )

    @property
    def line(self) -> Line:
        """Return the question as a line below something else."""
        return Line(self.text, dict(self.values))


class Turn:
    """
    One event as one transaction: who acts, when, with which stores.

    `key` is the event's own id: what is said gets keys under it, so that a repetition says nothing
    twice. A turn of the clock has no officer. `passed` is an event whose text a signatory let pass;
    `asked` is the question that the event is taken to answer, which a refusal repeats; `pressed`
    is the offer that the event pressed; `frozen` are those whose accounts it froze.
    """

    def __init__(
        self,
        work: Work,
        *,
        site: Site,
        key: str,
        now: datetime,
        officer: Officer | None = None,
        channel: Channel | None = None,
    ) -> None:
        self.work = work
        self.site = site
        self.key = key
        self.now = now
        self.channel = channel
        self.passed = False
        self.asked: Ask | None = None
        self.pressed: str | None = None
        self.frozen: list[str] = []
        self._officer = officer
        self._said = 0

    @property
    def officer(self) -> Officer:
        """The officer who acts."""
        if self._officer is None:
            raise RuntimeError("nobody acts in a turn of the clock")
        return self._officer

    @property
    def actor(self) -> str:
        """Who the journal says did it: the officer's id, or the product itself."""
        return self._officer.id if self._officer else "nabat"

    @property
    def policy(self) -> Policy:
        """The policy figures."""
        return self.site.policy

    def say(
        self,
        text: str,
        /,
        *,
        carries: Carries = Carries.CONTENT,
        to: Officer | Iterable[Officer] | None = None,
        priority: Priority = Priority.ANSWER,
        voice: Voice | None = None,
        about: Subject | None = None,
        owed: Obligation | None = None,
        rings: Obligation | None = None,
        choices: Iterable[Choice] = (),
        key: str = "",
        over: Channel | None = None,
        after: timedelta = timedelta(),
        **values: Value,
    ) -> None:
        """
        Put a text into the outbox, for the officer who acts unless `to` names others.

        It is rendered for each reader at delivery. With `owed` it is sent only while that is owed.
        Of what `rings` it is the first word, which comes to every reader: its buttons hold as long.
        A choice whose move is not one of the reader's role is not offered to them.
        `over` is the channel that it is meant for; what answers the officer who acts is meant for
        the one they are on. An alarm that the first channel of a reader has brought nobody to
        answer in time goes over the next one too.
        `carries` is what of people's words is in it: what may not pass over a channel becomes a
        pointer there. Who says NOTHING has none among the values; a DRAFT goes back to its author
        alone. What nobody thought of is CONTENT, and passes nowhere unasked.
        `voice` says when it may make a sound; else an alarm may at any hour, an answer, and what
        somebody of the other side did, and all that an authority is told of its own by day alone.
        What is no alarm and has more than AT_ONCE readers is put off: the clock says it in parts.
        What is to be read `after` some time waits in the outbox.
        """
        offered = tuple(choices)
        said = (values, *(choice.values for choice in offered))
        quoting = any(map(quotes, said))
        assert carries is not Carries.NOTHING or not quoting, f"{text} quotes what people wrote"
        is_alarm = priority is Priority.ALARM
        saying = Saying(
            key="",
            officer="",
            priority=priority,
            text=text,
            values=values,
            subject=about,
            obligation=owed.id if owed else None,
            over=over,
            carries=carries,
            by=self._officer.id if self._officer else None,
        )
        buttons = self._buttons(offered, saying, owed or rings)
        readers = [(reader, self._next_key(key, reader)) for reader in self._readers(to)]
        if is_alarm:
            self.work.registry.know(reader.id for reader, _ in readers)
        elif len(readers) > AT_ONCE and not after:
            assert carries is not Carries.DRAFT, f"{text} is nobody's own words"
            later = [(reader.id, row) for reader, row in readers if reader != self._officer]
            quiet = replace(saying, voice=voice or Voice.OWN)
            self.work.outbox.put_off(in_parts(later, quiet, buttons, most=AT_ONCE))
            readers = [(reader, row) for reader, row in readers if reader == self._officer]
        for reader, row_key in readers:
            meant_for = over or (self.channel if reader == self._officer else None)
            assert carries is not Carries.DRAFT or meant_for, f"{text} is nobody's own words"
            theirs = replace(
                saying,
                key=row_key,
                officer=reader.id,
                choices=self._offers(reader, buttons),
                over=meant_for,
                voice=voice or voice_of(saying, reader, self._officer),
            )
            self.work.outbox.put(theirs, after=after)
            if is_alarm and self._has_several(reader):
                choices_there = self._offers(reader, buttons)
                second = replace(theirs, key=second_of(row_key), place=1, choices=choices_there)
                self.work.outbox.put(second, after=self.policy.second_channel_within)

    def has_said(self, key: str, to: Officer) -> bool:
        """Say whether something was said to an officer under `key`, which `say` says once."""
        return self.work.outbox.has(_row_key(key, to))

    def log(
        self, action: str, *, about: Subject | None = None, **facts: str | int | datetime
    ) -> None:
        """Write into the journal: ids, numbers, moments and digests, never content."""
        self.work.journal.write(action, actor=self.actor, at=self.now, subject=about, **facts)

    def colleagues(self, authority: str) -> tuple[Officer, ...]:
        """Return the officers who serve for `authority` now."""
        return self.work.registry.serving(authority)

    def _has_several(self, reader: Officer) -> bool:
        accounts = self.work.registry.all_accounts(reader.id)
        return len([each for each in accounts if each.channel in self.site.channels]) > 1

    def _readers(self, to: Officer | Iterable[Officer] | None) -> tuple[Officer, ...]:
        if to is None:
            return (self.officer,)
        return (to,) if isinstance(to, Officer) else tuple(to)

    def _next_key(self, key: str, reader: Officer) -> str:
        self._said += 1
        return _row_key(key, reader) if key else f"{self.key}/{self._said}"

    def _buttons(
        self, choices: Iterable[Choice], saying: Saying, owed: Obligation | None
    ) -> tuple[Offered, ...]:
        """Return what is offered, as it is the same for every reader: without an id."""
        lasting = owed.due.at - self.now if owed else timedelta()
        return tuple(
            Offered(
                id="",
                command=choice.command,
                argument=choice.argument,
                label=choice.label or own_text(choice.command, "choice"),
                label_values=choice.values,
                expires_at=self.now + OFFERED_FOR + max(lasting, timedelta()),
                about=saying.subject,
                obligation=owed.id if owed else None,
                alarm=saying.priority is Priority.ALARM and saying.subject is not None,
            )
            for choice in choices
        )

    def _offers(self, reader: Officer, buttons: Iterable[Offered]) -> tuple[Shown, ...]:
        return self.work.offers.make_all(reader.id, self.own_buttons(reader, buttons))

    def own_buttons(self, reader: Officer, buttons: Iterable[Offered]) -> Sequence[Offered]:
        """Return those of the buttons that are for a reader's role, each with a new id."""
        return [
            replace(each, id=self.work.id())
            for each in buttons
            if self.site.listing.is_for(reader.role, each.command)
        ]


def _row_key(key: str, reader: Officer) -> str:
    return f"{key}/{reader.id}"


class Untaken(Refused):
    """A text that was not taken, with further lines `below`: what it may have meant."""

    def __init__(
        self, why: str, *, instead: str, below: Iterable[Line] = (), **facts: Fact
    ) -> None:
        super().__init__(why, instead=instead)
        self.facts = facts
        self.below = tuple(below)


def question(active: Draft) -> dict[str, str]:
    """Return the facts that name an open question: whose dialog asks it, about which number."""
    return {"asked": active.command, "number": str(active.answers.get("number", "-"))}


def echoed(lines: Iterable[Line]) -> Carries:
    """Return what an answer of these lines carries: the words of whoever it answers, or nothing."""
    return Carries.DRAFT if any(quotes(line.values) for line in lines) else Carries.NOTHING


def lines_of(refused: Refused) -> tuple[Line, ...]:
    """Return a refusal in its three parts: what is so, which rule, what to do instead."""
    facts = dict(refused.facts)
    parts = [Line(refused.why, facts)]
    if refused.rule.article is not None:
        parts.append(Line("rule", {"article": refused.rule.article}))
    if isinstance(refused, Untaken):
        parts.extend(refused.below)
    if refused.instead is not None:
        parts.append(Line(refused.instead, facts))
    return tuple(parts)
