"""The Parties, their competent authorities, officers and agreements. Art. 1, 4, 6, 16-18."""

import calendar as months
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from protocol.articles import EXIT_NOTICE_MONTHS
from protocol.calendar import Calendar


class Party(StrEnum):
    """The signatories. There is no accession clause: another state needs a protocol (Art. 15)."""

    ARMENIA = "AM"
    BELARUS = "BY"
    KAZAKHSTAN = "KZ"
    KYRGYZSTAN = "KG"
    RUSSIA = "RU"
    TAJIKISTAN = "TJ"


SECRETARIAT = "SECRETARIAT"
# A telephone with its country, as registers and invitations hold it.
PHONE = re.compile(r"\+[0-9]([ ()-]*[0-9]){6,14}")

ZONES = {
    Party.ARMENIA: "Asia/Yerevan",
    Party.BELARUS: "Europe/Minsk",
    Party.KAZAKHSTAN: "Asia/Almaty",
    Party.KYRGYZSTAN: "Asia/Bishkek",
    Party.RUSSIA: "Europe/Moscow",
    Party.TAJIKISTAN: "Asia/Dushanbe",
}
SECRETARIAT_ZONE = "Europe/Moscow"


class Role(StrEnum):
    """What an officer is; the head, the deputy and the acting head are the signatories (Art. 6)."""

    DUTY_OFFICER = "duty_officer"
    DEPUTY = "deputy"
    ACTING_HEAD = "acting_head"
    HEAD = "head"
    REGISTRAR = "registrar"
    AUDITOR = "auditor"
    SECRETARIAT_OFFICER = "secretariat_officer"
    SECRETARIAT_HEAD = "secretariat_head"


SIGNATORIES = frozenset({Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD})
SECRETARIAT_ROLES = frozenset({Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD})
DESK = SIGNATORIES | {Role.DUTY_OFFICER}
# Who answers for the people of an authority, or of the Secretariat.
HEADS = SIGNATORIES | {Role.SECRETARIAT_HEAD}


class Standing(StrEnum):
    """Whether the bot listens to an officer."""

    INVITED = "invited"
    PENDING = "pending"
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Channel(StrEnum):
    """Technical means of communication (Art. 6)."""

    CONSOLE = "console"
    MATRIX = "matrix"
    TELEGRAM = "telegram"
    TELEPHONE = "telephone"
    FAX = "fax"


CHATS = frozenset({Channel.CONSOLE, Channel.MATRIX, Channel.TELEGRAM})

# Where people see the number of each button, and press it by typing that.
NUMBERED = frozenset({Channel.CONSOLE, Channel.MATRIX})


class Passage(StrEnum):
    """What an agreement lets pass: the full content, or a pointer that names only a number."""

    CONTENT = "content"
    POINTER = "pointer"


@dataclass(frozen=True, slots=True)
class Interval:
    """From `since` on, and before `until`; None leaves the end open."""

    since: datetime
    until: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Say whether `moment` lies inside: the first instant counts, `until` does not."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Bond:
    """A Party bound by the Protocol from its own date (Art. 16) until an exit (Art. 18)."""

    party: Party
    during: Interval


@dataclass(frozen=True, slots=True)
class Authority:
    """
    A competent authority that a Party designated, during an interval (Art. 1, 4).

    `successor` is the authority that a change named; `shows_names` is False where the other side
    sees call-signs instead of names. On the days of `working` there is work though they are
    Saturdays or Sundays: days off were moved.
    """

    id: str
    party: Party
    name: str
    phone: str
    zone: str
    during: Interval
    successor: str | None = None
    shows_names: bool = True
    holidays: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    @property
    def calendar(self) -> Calendar:
        """Return its working days."""
        return Calendar(self.holidays, self.working)

    def has_holidays_of(self, year: int) -> bool:
        """Say whether anybody has entered the days off of a year; no year has none."""
        return any(each.year == year for each in self.holidays)


@dataclass(frozen=True, slots=True)
class Office:
    """A role that an officer held during an interval."""

    role: Role
    during: Interval


@dataclass(frozen=True, slots=True)
class Officer:
    """
    A person of one authority, or of the Secretariat (`authority` is SECRETARIAT).

    `role` is the office of today, held from `in_office_since` on, None from the beginning of
    `during`; `offices` are those before it, in their order.
    """

    id: str
    authority: str
    party: Party | None
    role: Role
    name: str
    call_sign: str
    phone: str
    lang: str
    zone: str
    during: Interval
    standing: Standing = Standing.ACTIVE
    on_duty: bool = False
    in_office_since: datetime | None = None
    offices: tuple[Office, ...] = ()

    @property
    def held(self) -> tuple[Office, ...]:
        """Return every office, that of today last."""
        since = self.in_office_since or self.during.since
        return (*self.offices, Office(self.role, Interval(since, self.during.until)))

    @property
    def is_signatory(self) -> bool:
        """Say whether this officer signs for the authority (Art. 6)."""
        return self.role in SIGNATORIES

    @property
    def owes_as(self) -> tuple[str, ...]:
        """Return for whom this officer owes: the authority (or SECRETARIAT), and the Party."""
        return (self.authority, self.party) if self.party else (self.authority,)

    def serves(self, moment: datetime) -> bool:
        """Say whether the bot listens to this officer at `moment`."""
        return self.standing is Standing.ACTIVE and self.during.holds(moment)


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    «По договоренности Сторон» (Art. 6): what may pass between two Parties over which channel.

    Symmetric. `official_use` says whether «ДСП» texts may pass (never over Telegram). Standing, an
    entry of the register; one for one time is a consent (`consents.py`).
    """

    pair: frozenset[Party]
    channel: Channel
    passage: Passage
    during: Interval
    document: str
    official_use: bool = False
    concluded_by: str = ""


@dataclass(frozen=True, slots=True)
class Agreements:
    """The agreements that were in force at one moment."""

    held: tuple[Agreement, ...] = field(default=())

    def passage(self, one: Party, other: Party, channel: Channel) -> Passage | None:
        """Return the most that may pass between the two over `channel`, or None."""
        passages = {each.passage for each in self._between(one, other, channel)}
        return next((each for each in Passage if each in passages), None)

    def also(self, agreements: Iterable[Agreement]) -> "Agreements":
        """Return these and others beside them."""
        return Agreements((*self.held, *agreements))

    def content_channels(self, one: Party, other: Party) -> frozenset[Channel]:
        """Return the channels over which the two agreed that full content may pass."""
        return frozenset(
            each for each in Channel if self.passage(one, other, each) is Passage.CONTENT
        )

    def has_official_use(self, one: Party, other: Party, channel: Channel) -> bool:
        """Say whether a text for official use («ДСП») may pass; over Telegram it never may."""
        return channel is not Channel.TELEGRAM and any(
            each.official_use and each.passage is Passage.CONTENT
            for each in self._between(one, other, channel)
        )

    def _between(self, one: Party, other: Party, channel: Channel) -> Iterable[Agreement]:
        pair = frozenset({one, other})
        return (each for each in self.held if each.pair == pair and each.channel is channel)


def bound_parties(bonds: Iterable[Bond], moment: datetime) -> tuple[Party, ...]:
    """Return the Parties that the Protocol binds at `moment`, in the order of `Party`."""
    parties = {bond.party for bond in bonds if bond.during.holds(moment)}
    return tuple(party for party in Party if party in parties)


def left_at(bonds: Iterable[Bond], party: Party, now: datetime) -> datetime | None:
    """Return the first instant at which a Party was bound no more (Art. 18); None of any other."""
    known = [each for each in bonds if each.party == party]
    if any(each.during.holds(now) for each in known):
        return None
    ends = (each.during.until for each in known)
    return max((each for each in ends if each is not None and each <= now), default=None)


def earliest_exit(noticed_on: date) -> date:
    """
    Return the first day on which an exit noticed on `noticed_on` may take effect (Art. 18).

    It is counted forward; `latest_exit_notice` counts as the words do and leads.
    """
    return _months_from(noticed_on, EXIT_NOTICE_MONTHS.value)


def latest_exit_notice(effective_on: date) -> date:
    """
    Return the last day on which an exit on `effective_on` may be noticed: counted back (Art. 18).

    «Не позднее чем за 6 месяцев до даты выхода» (reading). Where a month is shorter it is stricter
    than counting forward from the notice.
    """
    return _months_from(effective_on, -EXIT_NOTICE_MONTHS.value)


def _months_from(day: date, count: int) -> date:
    """Return the same day of another month, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
