"""What most tests begin with: a clock, two desks, their officers, a request. KZ asks BY."""

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from protocol.obligation import About, Due, Kind, Obligation, Subject
from protocol.parties import (
    SECRETARIAT,
    SECRETARIAT_ROLES,
    SECRETARIAT_ZONE,
    ZONES,
    Agreement,
    Authority,
    Channel,
    Interval,
    Officer,
    Party,
    Passage,
    Role,
)
from protocol.request import Content, Ground, Number, Request

LONG_AGO = datetime(2016, 12, 2, tzinfo=UTC)
# A Friday: 12:00 in Almaty, 10:00 in Minsk and Moscow.
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
ALWAYS = Interval(LONG_AGO)


class Clock:
    """A clock that only goes forward, and only when told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.now

    def pass_by(self, delta: timedelta) -> datetime:
        """Let `delta` pass and return the moment after it."""
        return self.reach(self.now + delta)

    def reach(self, moment: datetime) -> datetime:
        """Let the time pass until `moment` and return it."""
        if moment < self.now:
            raise ValueError(f"{moment} has passed at {self.now}")
        self.now = moment
        return moment


def secret_of(officer: str) -> str:
    """Return the secret of an officer's code app, another one for each."""
    return base64.b32encode(hashlib.sha1(officer.encode()).digest()).decode()


def authority(party: Party = Party.KAZAKHSTAN, **changes: Any) -> Authority:
    """Return the authority of `party`, in force: KZ-1 of Kazakhstan."""
    usual = Authority(
        id=f"{party}-1",
        party=party,
        name=f"Генеральная прокуратура {party}",
        phone="+7 7172 000000",
        zone=ZONES[party],
        during=ALWAYS,
    )
    return replace(usual, **changes)


def officer(
    role: Role = Role.DUTY_OFFICER, party: Party = Party.KAZAKHSTAN, **changes: Any
) -> Officer:
    """Return an active officer of the Party's authority or of the Secretariat: kz-duty_officer."""
    secretariat = role in SECRETARIAT_ROLES
    usual = Officer(
        id=role.value if secretariat else f"{party.lower()}-{role}",
        authority=SECRETARIAT if secretariat else f"{party}-1",
        party=None if secretariat else party,
        role=role,
        name=f"Имя {party} {role}",
        call_sign=f"Сокол {party}",
        phone="+7 7172 000001",
        lang="ru",
        zone=SECRETARIAT_ZONE if secretariat else ZONES[party],
        during=ALWAYS,
        on_duty=role is Role.DUTY_OFFICER,
    )
    return replace(usual, **changes)


def agreement(
    one: Party = Party.KAZAKHSTAN, other: Party = Party.BELARUS, **changes: Any
) -> Agreement:
    """Return an agreement that content passes between two Parties over Matrix."""
    usual = Agreement(
        pair=frozenset({one, other}),
        channel=Channel.MATRIX,
        passage=Passage.CONTENT,
        during=ALWAYS,
        document="обмен письмами",
    )
    return replace(usual, **changes)


def content(**changes: Any) -> Content:
    """Return a content that meets every condition."""
    usual = Content(
        ground=Ground.INFORMATION_TECHNOLOGY,
        qualification="ст. 205 УК РК",
        purpose="Предотвратить отключение подстанции",
        justification="Оперативная информация о подготовке атаки",
        substance="Неустановленное лицо готовит атаку на узел связи",
        assistance="Сохранить журналы соединений узла",
        persons="не установлено, известно по псевдониму",
        periods="не установлены",
    )
    return replace(usual, **changes)


def request(
    running: int = 7,
    *,
    requesting: Party = Party.KAZAKHSTAN,
    requested: Party = Party.BELARUS,
    **changes: Any,
) -> Request:
    """Return the request KZ-BY-2026-7, just created by the desk and not transmitted yet."""
    number = Number(requesting, requested, NOW.year, running)
    usual = Request(
        id=f"request-{number}",
        number=number,
        requesting=f"{requesting}-1",
        requested=f"{requested}-1",
        sender=f"{requesting.lower()}-{Role.DUTY_OFFICER}",
        created_at=NOW,
    )
    return replace(usual, **changes)


def obligation(
    kind: Kind = Kind.ACKNOWLEDGE, subject: Subject | None = None, **changes: Any
) -> Obligation:
    """Return what BY-1 owes since NOW for a quarter of an hour; it wakes after five minutes."""
    subject = subject or Subject(About.REQUEST, request().id)
    usual = Obligation(
        id=f"{subject.id}/{kind}",
        kind=kind,
        subject=subject,
        owed_by=f"{Party.BELARUS}-1",
        zone=ZONES[Party.BELARUS],
        opened_at=NOW,
        due=Due(NOW + timedelta(minutes=15)),
        wake_at=NOW + timedelta(minutes=5),
    )
    return replace(usual, **changes)
