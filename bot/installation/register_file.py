"""The register as a file: Parties, authorities, officers, agreements. Art. 1, 4, 6, 16, 18."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from pydantic import ValidationError

from bot.installation.register_contradictions import contradictions
from bot.installation.register_shape import AgreementEntry, Written, misshapen
from bot.installation.unseen_texts import refuse_unseen_in_file, refuse_unseen_in_texts
from config.problems import Misfit, Problem
from config.settings import read_toml
from protocol.calendar import start_of_day
from protocol.parties import (
    SECRETARIAT_ZONE,
    ZONES,
    Agreement,
    Authority,
    Bond,
    Channel,
    Interval,
    Officer,
    Party,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Account:
    """What an officer is known by on one channel."""

    channel: Channel
    address: str
    officer: str


@dataclass(frozen=True, slots=True)
class Register:
    """What a register file says, as values of the protocol; `training` means invented people."""

    training: bool
    bonds: tuple[Bond, ...]
    authorities: tuple[Authority, ...]
    officers: tuple[Officer, ...]
    accounts: tuple[Account, ...]
    agreements: tuple[Agreement, ...]


class RegisterError(Misfit):
    """The operator's failure, with all that is wrong with a register file."""


def read(path: Path) -> Register:
    """
    Return the register that the file says.

    A date means 00:00 in the zone of the authority, for a Party in the Party's own. Between two
    Parties an agreement begins when the day has begun for both, and ends when it ends for one.
    Officers of a training register are active; real ones are invited, until they enrol.

    Raises: RegisterError with every problem found, each naming file, table, entry and key.
    """
    try:
        refuse_unseen_in_file(path)
        tables = read_toml(path)
        refuse_unseen_in_texts(path, tables)
    except Misfit as misfit:
        raise RegisterError(*misfit.problems) from None
    try:
        written = Written.model_validate(tables)
    except ValidationError as refused:
        problems = [misshapen(tables, each) for each in refused.errors(include_url=False)]
    else:
        problems = list(contradictions(written))
        if not problems:
            return _register(written)
    raise RegisterError(*(_in_file(path, problem) for problem in problems))


def _in_file(path: Path, problem: Problem) -> Problem:
    """Return a problem that names its file first."""
    values = dict(problem.values)
    return Problem.of(problem.key, **{**values, "where": f"{path}: {values['where']}"})


def _register(written: Written) -> Register:
    zones = {each.id: each.zone or ZONES[each.party] for each in written.authority}
    homes = {each.id: each.party for each in written.authority}
    parties = [each.code for each in written.party]
    return Register(
        training=written.training,
        bonds=tuple(
            Bond(each.code, _during(each.bound_since, each.bound_until, ZONES[each.code]))
            for each in written.party
        ),
        authorities=tuple(
            Authority(
                id=each.id,
                party=each.party,
                name=each.name,
                phone=each.phone,
                zone=zones[each.id],
                during=_during(each.since, each.until, zones[each.id]),
                successor=each.successor,
                shows_names=each.shows_names,
                holidays=frozenset(each.holidays),
                working=frozenset(each.working),
            )
            for each in written.authority
        ),
        officers=tuple(
            Officer(
                id=each.id,
                authority=each.authority,
                party=homes.get(each.authority),
                role=each.role,
                name=each.name,
                call_sign=each.call_sign,
                phone=each.phone,
                lang=each.lang,
                zone=zones.get(each.authority, SECRETARIAT_ZONE),
                during=_during(each.since, each.until, zones.get(each.authority, SECRETARIAT_ZONE)),
                standing=Standing.ACTIVE if written.training else Standing.INVITED,
                on_duty=each.on_duty,
                in_office_since=_since(
                    each.role_since, zones.get(each.authority, SECRETARIAT_ZONE)
                ),
            )
            for each in written.officer
        ),
        accounts=tuple(
            Account(channel, address, each.id)
            for each in written.officer
            for channel, address in each.accounts
        ),
        agreements=tuple(
            Agreement(
                pair=pair,
                channel=each.channel,
                passage=each.passage,
                during=_between(pair, each.since, each.until),
                document=each.document,
                official_use=each.official_use,
                concluded_by=each.concluded_by,
            )
            for each in written.agreement
            for pair in _pairs(each, parties)
        ),
    )


def _pairs(agreement: AgreementEntry, parties: Sequence[Party]) -> Iterable[frozenset[Party]]:
    every = (frozenset(pair) for pair in combinations(parties, 2))
    pairs = every if agreement.pairs is None else agreement.pairs
    return (pair for pair in dict.fromkeys(pairs) if pair not in agreement.except_)


def _during(since: date, until: date | None, zone: str) -> Interval:
    return Interval(start_of_day(since, zone), None if until is None else start_of_day(until, zone))


def _since(day: date | None, zone: str) -> datetime | None:
    return None if day is None else start_of_day(day, zone)


def _between(pair: frozenset[Party], since: date, until: date | None) -> Interval:
    intervals = [_during(since, until, ZONES[party]) for party in pair]
    ends = [each.until for each in intervals if each.until is not None]
    return Interval(max(each.since for each in intervals), min(ends, default=None))
