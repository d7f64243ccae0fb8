"""What a decrypted event says. Pure; whether its author is believed is judged before."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.transports.matrix.signatures import Json
from handlers.chat.events import Misfit

NAME_AT_MOST = 255
ID_AT_MOST = 255
# With this the words of an edit begin, for clients that know none.
FALLBACK = "* "
# How a client quotes what a reply answers, for clients that know no replies.
_QUOTATION = re.compile(r"> (?:\* )?<@[^\s<>]+>[^\n]*(?:\n>[^\n]*)*(?:\n\s*?(?:\n|\Z)|\Z)")
_REPLY = "<mx-reply>"
_WORDS = frozenset({"m.text", "m.notice", "m.emote"})
_FILES = frozenset({"m.file", "m.image", "m.video", "m.audio"})
_VOICE = frozenset({"m.voice", "org.matrix.msc3245.voice", "org.matrix.msc3245.voice.v2"})
_FORWARDED = ("org.matrix.msc2723.forwarded", "m.forwarded")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file at the server: where, how it is sealed, what it says of its size (bytes)."""

    name: str
    sealed: Json
    size: int


@dataclass(frozen=True, slots=True)
class Wrote:
    """Words, the file that came with them, and the event that they answer."""

    text: str
    file: Remote | None = None
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """What is no written word of its author."""

    misfit: Misfit


@dataclass(frozen=True, slots=True)
class Ignored:
    """What asks for no answer."""

    type: str


Meaning: TypeAlias = Wrote | Unusable | Ignored


def meaning(source: Json) -> Meaning:
    """Return what the source of a decrypted event says."""
    type, content = str(source.get("type")), source.get("content")
    if not isinstance(content, dict):
        return Ignored(type)
    if type == "m.sticker" or "poll" in type:
        return Unusable(Misfit.OTHER)
    if type != "m.room.message":
        return Ignored(type)
    relation = content.get("m.relates_to")
    if replaces(relation) or "m.new_content" in content:
        return Unusable(Misfit.EDITED)
    if any(key in content for key in _FORWARDED):
        return Unusable(Misfit.FORWARDED)
    kind, body = content.get("msgtype"), content.get("body")
    text = body if isinstance(body, str) else ""
    if kind in _WORDS:
        bare = without_fallback(text, relation, content.get("formatted_body"))
        return Wrote(bare, answers=_reply_target(relation))
    if kind == "m.audio" and _VOICE & content.keys():
        return Unusable(Misfit.VOICE)
    if kind in _FILES:
        return _file(content, text, _reply_target(relation))
    return Unusable(Misfit.OTHER)


def replaces(relation: Any) -> bool:
    """Say whether an event is to stand in the place of another one."""
    return isinstance(relation, dict) and relation.get("rel_type") == "m.replace"


def answers_in_clear(beside: Any) -> bool:
    """
    Say whether an event answers a message that stands beside the encrypted content alone.

    Some clients do it so; what they say there any server can change.
    """
    return bool(_reply_target(beside))


def without_fallback(text: str, relation: Any, formatted: Any = None) -> str:
    """
    Return what was written in a reply: without the lines in which older clients quote what it
    answers. They begin with whom they quote and end with an empty line, and in the `formatted` body
    they stand apart; lines that a person quotes stay.
    """
    if not isinstance(relation, dict) or "m.in_reply_to" not in relation:
        return text
    if isinstance(formatted, str) and not formatted.lstrip().startswith(_REPLY):
        return text
    quotation = _QUOTATION.match(text)
    return text[quotation.end() :].strip() if quotation else text


def _reply_target(relation: Any) -> str:
    """
    Return the event that a message answers: in a thread, where it answers none of its own, the
    message that the thread is about. What else a thread names is for clients that know none.
    """
    if not isinstance(relation, dict):
        return ""
    is_in_thread = relation.get("rel_type") == "m.thread"
    falls_back = is_in_thread and relation.get("is_falling_back") is True
    answered = None if falls_back else relation.get("m.in_reply_to")
    event = answered.get("event_id") if isinstance(answered, dict) else None
    if event is None and is_in_thread:
        event = relation.get("event_id")
    return event[:ID_AT_MOST] if isinstance(event, str) else ""


def _file(content: Json, body: str, answers: str) -> Meaning:
    sealed, info = content.get("file"), content.get("info")
    if not isinstance(sealed, dict):
        return Unusable(Misfit.OTHER)  # not encrypted: anybody may have read or changed it
    given = content.get("filename")
    # Without a name of its own the body is the name, and there are no words beside it.
    name, text = (given, body) if isinstance(given, str) and given else (body, "")
    size = info.get("size") if isinstance(info, dict) else None
    remote = Remote(name[:NAME_AT_MOST], sealed, size if isinstance(size, int) else 0)
    return Wrote("" if text == name else text, remote, answers)
