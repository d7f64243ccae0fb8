"""Values of texts (ids, scalars, moments, further lines) as JSON and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from storage.former_keys import today


@dataclass(frozen=True, slots=True)
class Line:
    """A text by its key, with its values: a part of a longer one."""

    text: str
    values: "Values" = field(default_factory=dict)


Value: TypeAlias = (
    str | int | datetime | date | timedelta | tuple[str, ...] | Line | tuple[Line, ...]
)
Values: TypeAlias = Mapping[str, Value]


def lines(value: Value) -> tuple[Line, ...]:
    """Return the further lines that a value is: one, several, or none."""
    if isinstance(value, Line):
        return (value,)
    if isinstance(value, tuple):
        return tuple(each for each in value if isinstance(each, Line))
    return ()


def encode(values: Values) -> bytes:
    """Return the values as JSON bytes."""
    return json.dumps(_plain_all(values), ensure_ascii=False).encode()


def decode(stored: bytes) -> dict[str, Value]:
    """Return the values that `encode` made."""
    return {name: _value(plain) for name, plain in json.loads(stored).items()}


def _plain_all(values: Values) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return {"moment": value.astimezone(UTC).isoformat()}
        case date():
            return {"date": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case Line():
            return {"line": value.text, "values": _plain_all(value.values)}
        case tuple():
            return [_plain(each) for each in value]
    return value


def _value(plain: Any) -> Value:
    match plain:
        case {"moment": moment}:
            return datetime.fromisoformat(moment)
        case {"date": day}:
            return date.fromisoformat(day)
        case {"seconds": seconds}:
            return timedelta(seconds=seconds)
        case {"line": text, "values": values}:
            return Line(today(text), {name: _value(each) for name, each in values.items()})
        case list():
            return tuple(_value(each) for each in plain)  # type: ignore[return-value]
    value: str | int = plain
    return value
