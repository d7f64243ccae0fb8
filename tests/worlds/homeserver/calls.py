"""What passes the proxy: calls by the names of their endpoints, and their answers."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]

_ROOM = r"/_matrix/client/v3/rooms/(?P<room>[^/]+)"
_CLIENT = r"/_matrix/client/(?:v3|r0|v1|unstable)"

# The first that fits names the call; what none fits is `other`.
ENDPOINTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in {
        "sync": rf"{_CLIENT}/sync",
        "send": rf"{_ROOM}/send/(?P<kind>[^/]+)/(?P<transaction>[^/]+)",
        "redact": rf"{_ROOM}/redact/(?P<event>[^/]+)/(?P<transaction>[^/]+)",
        "state": rf"{_ROOM}/state(?:/(?P<kind>[^/]+)(?:/(?P<key>[^/]*))?)?",
        "members": rf"{_ROOM}/(?:members|joined_members)",
        "messages": rf"{_ROOM}/messages",
        "event": rf"{_ROOM}/(?:event|context)/(?P<event>[^/]+)",
        "receipt": rf"{_ROOM}/(?:receipt/.*|read_markers)",
        "typing": rf"{_ROOM}/typing/.*",
        "invite": rf"{_ROOM}/invite",
        "kick": rf"{_ROOM}/(?:kick|ban)",
        "leave": rf"{_ROOM}/(?:leave|forget)",
        "join": rf"{_ROOM}/join|{_CLIENT}/join/(?P<joined>[^/]+)",
        "create_room": rf"{_CLIENT}/createRoom",
        "joined_rooms": rf"{_CLIENT}/joined_rooms",
        "keys_query": rf"{_CLIENT}/keys/query",
        "keys_claim": rf"{_CLIENT}/keys/claim",
        "keys_upload": rf"{_CLIENT}/keys/upload(?:/.*)?",
        "keys_changes": rf"{_CLIENT}/keys/changes",
        "signing_upload": rf"{_CLIENT}/keys/device_signing/upload",
        "signatures_upload": rf"{_CLIENT}/keys/signatures/upload",
        "to_device": rf"{_CLIENT}/sendToDevice/(?P<kind>[^/]+)/(?P<transaction>[^/]+)",
        "upload": r"/_matrix/media/v3/upload(?:/.*)?",
        "download": rf"(?:{_CLIENT}/media|/_matrix/media/(?:v3|r0|v1))/(?:download|thumbnail)/.*",
        "login": rf"{_CLIENT}/login",
        "logout": rf"{_CLIENT}/logout(?:/all)?",
        "whoami": rf"{_CLIENT}/account/whoami",
        "devices": rf"{_CLIENT}/(?:devices(?:/.*)?|delete_devices)",
        "filter": rf"{_CLIENT}/user/[^/]+/filter(?:/.*)?",
        "account_data": rf"{_CLIENT}/user/[^/]+/(?:rooms/[^/]+/)?account_data/.*",
        "profile": rf"{_CLIENT}/profile/.*",
        "versions": r"/_matrix/client/versions",
    }.items()
)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came; `parts` are what its path names: room, kind, transaction, ..."""

    endpoint: str
    method: str
    path: str
    query: str = ""
    body: bytes = b""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """What was sent, where it was a JSON object; else nothing."""
        return as_json(self.body) or {}

    @property
    def room(self) -> str:
        """The room that the path names; else empty."""
        return self.parts.get("room", "")

    @property
    def kind(self) -> str:
        """The type of the event that the path names; else empty."""
        return self.parts.get("kind", "")

    @property
    def transaction(self) -> str:
        """The transaction id that the path names; else empty."""
        return self.parts.get("transaction", "")

    def carries(self, words: str) -> bool:
        """Say whether words can be read in the path, the query or the body, escaped or not."""
        readable = [unquote(self.path), unquote(self.query), self.body.decode(errors="replace")]
        with_escapes = as_json(self.body)
        if with_escapes is not None:
            readable.append(json.dumps(with_escapes, ensure_ascii=False))
        return any(words in each for each in readable)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call that the homeserver answered, and how: its answer, not what was made of it."""

    call: Call
    status: int
    answer: bytes

    @property
    def json(self) -> Json:
        """What was answered, where it was a JSON object; else nothing."""
        return as_json(self.answer) or {}


def name_call(method: str, path: str, query: str = "", body: bytes = b"") -> Call:
    """Return a call with the name of its endpoint; `path` is as it was sent, still quoted."""
    for name, pattern in ENDPOINTS:
        if found := pattern.fullmatch(path):
            parts = {key: unquote(part) for key, part in found.groupdict().items() if part}
            return Call(name, method, path, query, body, parts)
    return Call(OTHER, method, path, query, body)


def as_json(body: bytes) -> Json | None:
    """Return a JSON object, or None where that is not what the bytes are."""
    try:
        decoded = json.loads(body)
    except ValueError:
        return None
    return decoded if isinstance(decoded, dict) else None
