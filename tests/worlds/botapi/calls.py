"""One call of a method, whether it came as a form, as parts with files, or as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.worlds.botapi.refusals import bad, too_large

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A method and what it was given; numbers and structures may still be text."""

    method: str
    given: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Say whether a parameter was given at all."""
        return self.given.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return a parameter as text; empty where it was not given."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """Return a parameter as a whole number; nonsense is the default, as at Telegram."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def yes(self, name: str) -> bool:
        """Say whether a flag was set."""
        return self.text(name).lower() in ("true", "yes", "1")

    def structure(self, name: str) -> Json | None:
        """
        Return a JSON object, or None where none was given.

        Raises:
            ApiError: it is no object.
        """
        value = self._decoded(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise bad("object expected as " + name.replace("_", " "))
        return value

    def listed(self, name: str) -> Sequence[Json]:
        """
        Return a JSON list of objects; empty where none was given.

        Raises:
            ApiError: it is no list.
        """
        value = self._decoded(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad("expected an Array of " + name.replace("_", " "))
        return value

    def _decoded(self, name: str) -> Any:
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


async def read_call(method: str, request: web.Request) -> Call:
    """
    Return the call that a request makes.

    Raises:
        ApiError: the body is no JSON, or is larger than the server takes.
    """
    given: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            body = await request.text()
            given |= json.loads(body) if body else {}
        else:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    with value.file as file:
                        content = file.read()
                    uploads[name] = Upload(value.filename, value.content_type, content)
                else:
                    given[name] = value
    except web.HTTPRequestEntityTooLarge:
        raise too_large() from None
    except ValueError:
        raise bad("can't parse JSON object") from None
    return Call(method, given, uploads)
