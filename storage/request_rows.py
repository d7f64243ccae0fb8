"""Requests as rows, and back; their content is sealed apart."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from protocol.entries import Means
from protocol.moves import Execution, Form
from protocol.parties import Party
from protocol.request import Content, Crime, Ground, Number, Request

_CRIME = Crime.IN_PREPARATION  # of whoever sent by an earlier version, which carried nothing else

_COPIED = (
    "id",
    "requesting",
    "requested",
    "sender",
    "created_at",
    "execution",
    "form",
    "transmitted_at",
    "acknowledged_at",
    "acknowledged_by",
    "registered_at",
    "executed_by",
    "executed_at",
    "formed_by",
    "formed_at",
    "last_moment",
    "official_use",
    "requesting_before",
    "requested_before",
    "receiver",
    "means",
)
_BETWEEN = ","


def read_content(values: dict[str, Any]) -> Content:
    """Return the content that was stored so, also by an earlier version."""
    known = {field.name for field in fields(Content)}
    values = {name: value for name, value in values.items() if name in known}
    ground, crime = values["ground"], Crime(values.get("crime", _CRIME))
    return Content(**{**values, "ground": Ground(ground) if ground else None, "crime": crime})


def row(request: Request) -> dict[str, object]:
    """Return the row of a request, without its content."""
    former = _BETWEEN.join(request.former) or None
    return {**{name: getattr(request, name) for name in _COPIED}, "former": former}


def request(row: Row[tuple[object, ...]]) -> Request:
    """Return the request of a row, without its content."""
    values = {name: getattr(row, name) for name in _COPIED}
    values["execution"] = Execution(row.execution)
    values["form"] = Form(row.form)
    values["means"] = Means(row.means) if row.means else None
    values["former"] = tuple(row.former.split(_BETWEEN)) if row.former else ()
    number = Number(Party(row.requesting_party), Party(row.requested_party), row.year, row.running)
    return Request(number=number, **values)
