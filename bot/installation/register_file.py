"""The register as a file: Parties, authorities, officers, agreements. Art. 1, 4, 6, 16, 18."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StrictBool,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.installation.unseen_texts import entry_name, refuse_unseen_in_file, refuse_unseen_in_texts
from config.problems import Misfit, Problem, of_value
from config.settings import nearest, read_toml
from handlers.people.inviting import are_alike
from protocol.calendar import at_local
from protocol.parties import (
    CHATS,
    PHONE,
    SECRETARIAT,
    SECRETARIAT_ROLES,
    SECRETARIAT_ZONE,
    ZONES,
    Agreement,
    Authority,
    Bond,
    Channel,
    Interval,
    Officer,
    Party,
    Passage,
    Role,
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
        written = _Written.model_validate(tables)
    except ValidationError as refused:
        problems = [_misshapen(tables, each) for each in refused.errors(include_url=False)]
    else:
        problems = list(_contradictions(written))
        if not problems:
            return _register(written)
    raise RegisterError(*(_in_file(path, problem) for problem in problems))


def _in_file(path: Path, problem: Problem) -> Problem:
    """Return a problem that names its file first."""
    values = dict(problem.values)
    return Problem.of(problem.key, **{**values, "where": f"{path}: {values['where']}"})


def _text(value: str) -> str:
    if not value or value != value.strip():
        raise PydanticCustomError("problem-text", "problem-text")
    return value


def _phone(value: str) -> str:
    if not PHONE.fullmatch(value):
        raise PydanticCustomError("problem-phone", "problem-phone")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("problem-zone", "problem-zone", {"value": value}) from None
    return value


def _address(value: object) -> object:
    channel, _, address = value.partition(":") if isinstance(value, str) else ("", "", "")
    if channel not in CHATS or not address:
        raise PydanticCustomError("problem-address", "problem-address")
    return Channel(channel), address


def _pair(value: object) -> object:
    codes = value if isinstance(value, list) else []
    if len(codes) != 2 or codes[0] == codes[1] or not all(each in list(Party) for each in codes):
        raise PydanticCustomError("problem-pair", "problem-pair")
    return frozenset(Party(each) for each in codes)


def _pairs(value: object) -> object:
    """Return None for "all"; the file itself cannot say None."""
    if value == "all":
        return None
    if not isinstance(value, list) or not value:
        raise PydanticCustomError("problem-pairs", "problem-pairs")
    return value


_CLOSED = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

_Day: TypeAlias = Annotated[date, Strict()]
_Text: TypeAlias = Annotated[str, AfterValidator(_text)]
_Phone: TypeAlias = Annotated[str, AfterValidator(_phone)]
_Zone: TypeAlias = Annotated[str, AfterValidator(_zone)]
_Address: TypeAlias = Annotated[tuple[Channel, str], BeforeValidator(_address)]
_Pair: TypeAlias = Annotated[frozenset[Party], BeforeValidator(_pair)]


class _Party(BaseModel):
    model_config = _CLOSED

    code: Party
    bound_since: _Day
    bound_until: _Day | None = None


class _Authority(BaseModel):
    model_config = _CLOSED

    id: _Text
    party: Party
    name: _Text
    phone: _Phone
    zone: _Zone | None = None
    since: _Day
    until: _Day | None = None
    successor: _Text | None = None
    shows_names: StrictBool = True
    holidays: tuple[_Day, ...] = ()


class _Officer(BaseModel):
    model_config = _CLOSED

    id: _Text
    authority: _Text
    role: Role
    name: _Text
    call_sign: _Text
    phone: _Phone
    lang: Literal["ru", "en"] = "ru"
    since: _Day
    until: _Day | None = None
    on_duty: StrictBool = False
    accounts: tuple[_Address, ...] = ()


class _Agreement(BaseModel):
    model_config = _CLOSED

    pairs: Annotated[tuple[_Pair, ...] | None, BeforeValidator(_pairs)]
    except_: tuple[_Pair, ...] = Field((), alias="except")
    channel: Channel
    passage: Passage
    since: _Day
    until: _Day | None = None
    document: _Text
    concluded_by: _Text
    official_use: StrictBool = False


class _Written(BaseModel):
    """The file as it is written."""

    model_config = _CLOSED

    training: StrictBool
    party: tuple[_Party, ...] = ()
    authority: tuple[_Authority, ...] = ()
    officer: tuple[_Officer, ...] = ()
    agreement: tuple[_Agreement, ...] = ()


_TABLES: Mapping[str, type[BaseModel]] = {
    "party": _Party,
    "authority": _Authority,
    "officer": _Officer,
    "agreement": _Agreement,
}


def _misshapen(tables: Mapping[str, Any], error: ErrorDetails) -> Problem:
    """Return what is wrong with one key."""
    table, number, key = (*error["loc"], None, None)[:3]
    if isinstance(number, int):
        known = _TABLES[str(table)].model_fields
        where = entry_name(str(table), number, tables[str(table)][number])
        where += f": {key}" if key else ""
    else:
        known, key = _Written.model_fields, table
        where = str(key)
    if error["type"] == "extra_forbidden":
        meant = nearest(str(key), [field.alias or name for name, field in known.items()])
        return Problem.of("problem-key", where=where, meant=meant)
    if error["type"] == "enum":
        where += f" = {error['input']!r}"
    return of_value(where, error)


def _contradictions(written: _Written) -> Iterable[Problem]:
    """Return what is wrong between keys and between entries, each of the right shape."""
    yield from _repeated("[[party]]: code", (each.code for each in written.party))
    yield from _repeated("[[authority]]: id", (each.id for each in written.authority))
    yield from _repeated("[[officer]]: id", (each.id for each in written.officer))
    accounts = (account for each in written.officer for account in each.accounts)
    yield from _repeated("[[officer]]: accounts", (":".join(account) for account in accounts))
    for number, party in enumerate(written.party):
        where = entry_name("party", number, {"code": party.code})
        yield from _backwards(f"{where}: bound_until", party.bound_since, party.bound_until)
    for number, authority in enumerate(written.authority):
        where = entry_name("authority", number, {"id": authority.id})
        yield from _backwards(f"{where}: until", authority.since, authority.until)
        yield from _about_authority(where, authority, written)
    for number, officer in enumerate(written.officer):
        where = entry_name("officer", number, {"id": officer.id})
        yield from _backwards(f"{where}: until", officer.since, officer.until)
        yield from _about_officer(where, officer, written)
        yield from _alike(where, officer, written.officer[:number])
    for number, agreement in enumerate(written.agreement):
        where = entry_name("agreement", number, {"channel": agreement.channel})
        yield from _backwards(f"{where}: until", agreement.since, agreement.until)
        yield from _about_agreement(where, agreement, written)


def _repeated(what: str, names: Iterable[str]) -> Iterable[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem.of("problem-repeated", where=what, value=name, count=times)


def _backwards(what: str, since: date, until: date | None) -> Iterable[Problem]:
    if until is not None and until <= since:
        yield Problem.of("problem-later", where=what, value=since)


def _about_authority(where: str, authority: _Authority, written: _Written) -> Iterable[Problem]:
    if authority.id == SECRETARIAT:
        yield Problem.of("problem-secretariat", where=f"{where}: id", value=SECRETARIAT)
    if all(authority.party is not each.code for each in written.party):
        yield Problem.of("problem-no-party", where=f"{where}: party", value=authority.party)
    siblings = {each.id for each in written.authority if each.party is authority.party}
    successor = authority.successor
    if successor is not None and successor not in siblings - {authority.id}:
        yield Problem.of("problem-successor", where=f"{where}: successor", value=successor)


def _about_officer(where: str, officer: _Officer, written: _Written) -> Iterable[Problem]:
    at_secretariat = officer.authority == SECRETARIAT
    known = [SECRETARIAT, *(each.id for each in written.authority)]
    if officer.authority not in known:
        meant, at = nearest(officer.authority, known), f"{where}: authority"
        yield Problem.of("problem-no-authority", where=at, value=officer.authority, meant=meant)
    elif officer.role is not Role.AUDITOR and at_secretariat != (officer.role in SECRETARIAT_ROLES):
        named = {"value": officer.role, "authority": officer.authority}
        yield Problem.of("problem-role", where=f"{where}: role", **named)
    if officer.accounts and not written.training:
        yield Problem.of("problem-accounts-real", where=f"{where}: accounts")
    elif any(channel is not Channel.CONSOLE for channel, _ in officer.accounts):
        yield Problem.of("problem-accounts-training", where=f"{where}: accounts")


def _alike(where: str, officer: _Officer, before: Iterable[_Officer]) -> Iterable[Problem]:
    """Two people of one authority whose names the eye takes for one could not be told apart."""
    for other in before:
        is_colleague = other.authority == officer.authority and other.id != officer.id
        if is_colleague and _overlap(other, officer) and are_alike(other.name, officer.name):
            yield Problem.of("problem-alike", where=f"{where}: name", value=other.id)


def _overlap(one: _Officer, other: _Officer) -> bool:
    ends = ((one.until, other.since), (other.until, one.since))
    return all(until is None or since < until for until, since in ends)


def _about_agreement(where: str, agreement: _Agreement, written: _Written) -> Iterable[Problem]:
    named = frozenset[Party]().union(*(agreement.pairs or ()), *agreement.except_)
    for party in sorted(named - {each.code for each in written.party}):
        yield Problem.of("problem-no-party", where=f"{where}: pairs, except", value=party)
    if agreement.except_ and agreement.pairs is not None:
        yield Problem.of("problem-except", where=f"{where}: except")
    if agreement.official_use and agreement.channel is Channel.TELEGRAM:
        yield Problem.of("problem-official-telegram", where=f"{where}: official_use")
    if agreement.official_use and agreement.passage is Passage.POINTER:
        yield Problem.of("problem-official-pointer", where=f"{where}: official_use")


def _register(written: _Written) -> Register:
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
            for pair in _agreed(each, parties)
        ),
    )


def _agreed(agreement: _Agreement, parties: Sequence[Party]) -> Iterable[frozenset[Party]]:
    every = (frozenset(pair) for pair in combinations(parties, 2))
    pairs = every if agreement.pairs is None else agreement.pairs
    return (pair for pair in dict.fromkeys(pairs) if pair not in agreement.except_)


def _during(since: date, until: date | None, zone: str) -> Interval:
    return Interval(_midnight(since, zone), None if until is None else _midnight(until, zone))


def _between(pair: frozenset[Party], since: date, until: date | None) -> Interval:
    intervals = [_during(since, until, ZONES[party]) for party in pair]
    ends = [each.until for each in intervals if each.until is not None]
    return Interval(max(each.since for each in intervals), min(ends, default=None))


def _midnight(day: date, zone: str) -> datetime:
    return at_local(day, time.min, zone)
