"""
What an earlier version has left: rows of the outbox that do not say what they carry, and results.

The rows are judged as that version judged, by the spelling of keys, and they alone. They wait a day
at most, so that can go when no installation starts with such a row any more.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, exists, select

from protocol.moves import Execution
from protocol.obligation import Kind
from storage.carrying import Carries
from storage.tables import obligations, requests
from storage.values import Line, Value, Values, lines

_CONTENT = frozenset({"content", "statement", "files", "casefile"})
_CONTENT_LINES = "field-"
_ECHOES = ("preview", "ask-code", "text-")
# Of these texts the value has another name since, for it is no word of a person.
_RENAMED = {"incident": "incident", "device-unsigned": "device"}


_UNRECEIPTED = (
    select(requests.c.id)
    .where(
        requests.c.execution == Execution.RESULT_REPORTED,
        ~exists().where(
            obligations.c.subject == requests.c.id, obligations.c.kind == Kind.RESULT_RECEIPT
        ),
    )
    .order_by(requests.c.id)
)


def unreceipted(connection: Connection) -> tuple[str, ...]:
    """Return the requests whose result was reported when no version asked for its receipt."""
    return tuple(connection.execute(_UNRECEIPTED).scalars())


def carries_of(text: str, values: Values, *, has_subject: bool, over: str | None) -> Carries:
    """Return what such a row carries."""
    has_content = _has_content(values)
    of_subject = has_content and has_subject
    if over is not None and text.startswith(_ECHOES) and not of_subject:
        return Carries.DRAFT
    if not has_content:
        return Carries.NOTHING
    return Carries.CASEFILE if values.get("casefile") else Carries.CONTENT


def under_new_names(text: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the values of such a row under the names of today."""
    name = _RENAMED.get(text)
    return values if name is None else {**values, name: values.get("text", "")}


def _has_content(values: Values) -> bool:
    return any(
        (name in _CONTENT and bool(value)) or any(map(_is_content, lines(value)))
        for name, value in values.items()
    )


def _is_content(line: Line) -> bool:
    return line.text.startswith(_CONTENT_LINES) or _has_content(line.values)
