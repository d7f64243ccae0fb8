"""How a register file is written: its tables, their keys, and what each of these may be."""

from collections.abc import Mapping
from datetime import date
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
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.installation.unseen_texts import entry_name
from config.problems import Problem, of_value
from config.settings import nearest
from protocol.parties import CHATS, PHONE, Channel, Party, Passage, Role


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


class PartyEntry(BaseModel):
    """A table [[party]]."""

    model_config = _CLOSED

    code: Party
    bound_since: _Day
    bound_until: _Day | None = None


class AuthorityEntry(BaseModel):
    """A table [[authority]]."""

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
    working: tuple[_Day, ...] = ()


class OfficerEntry(BaseModel):
    """A table [[officer]]."""

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
    role_since: _Day | None = None
    on_duty: StrictBool = False
    accounts: tuple[_Address, ...] = ()


class AgreementEntry(BaseModel):
    """A table [[agreement]]."""

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


class Written(BaseModel):
    """The file as it is written."""

    model_config = _CLOSED

    training: StrictBool
    party: tuple[PartyEntry, ...] = ()
    authority: tuple[AuthorityEntry, ...] = ()
    officer: tuple[OfficerEntry, ...] = ()
    agreement: tuple[AgreementEntry, ...] = ()


_TABLES: Mapping[str, type[BaseModel]] = {
    "party": PartyEntry,
    "authority": AuthorityEntry,
    "officer": OfficerEntry,
    "agreement": AgreementEntry,
}


def misshapen(tables: Mapping[str, Any], error: ErrorDetails) -> Problem:
    """Return what is wrong with one key."""
    table, number, key = (*error["loc"], None, None)[:3]
    if isinstance(number, int):
        known = _TABLES[str(table)].model_fields
        where = entry_name(str(table), number, tables[str(table)][number])
        where += f": {key}" if key else ""
    else:
        known, key = Written.model_fields, table
        where = str(key)
    if error["type"] == "extra_forbidden":
        meant = nearest(str(key), [field.alias or name for name, field in known.items()])
        return Problem.of("problem-key", where=where, meant=meant)
    if error["type"] == "enum":
        where += f" = {error['input']!r}"
    return of_value(where, error)
