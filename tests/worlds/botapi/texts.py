"""What becomes of a text between the one who sends it and the one who reads it."""

import re
from typing import Any

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.markup import Entity, parse_html, units
from tests.worlds.botapi.refusals import bad

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

# Removed whole: carriage returns, separators and overrides of direction, and three overlines.
REMOVED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
BLANKED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
DETECTED = {
    "bot_command": re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}\b"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"),
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]"),
}


def cleaned(text: str) -> str:
    """Return a text as a server stores it, before it is trimmed."""
    return BLANKED.sub(" ", REMOVED.sub("", text))


def written(call: Call, name: str) -> tuple[str, list[Entity]]:
    """
    Return the text that a call carries, parsed as its parse mode says.

    Raises:
        ApiError: the markup is wrong.
    """
    text = cleaned(call.text(name))
    match call.text("parse_mode").lower():
        case "":
            key = "entities" if name == "text" else "caption_entities"
            entities = [dict(entity) for entity in call.listed(key)]
        case "html":
            text, entities = parse_html(text)
        case "markdown" | "markdownv2":
            raise NotImplementedError("this server reads HTML only")
        case _:
            raise bad("unsupported parse_mode")
    return trimmed(text, entities)


def message_text(call: Call, *, editing: bool = False) -> tuple[str, list[Entity]]:
    """
    Return the text of a message that is sent or edited.

    Raises:
        ApiError: it is empty, too long, or its markup is wrong.
    """
    if not call.text("text"):
        raise bad("message text is empty")
    text, entities = written(call, "text")
    if not text:
        raise bad("text must be non-empty")
    if units(text) > TEXT_LIMIT:
        raise bad("MESSAGE_TOO_LONG" if editing else "message is too long")
    return text, detected(text, entities)


def caption_text(call: Call) -> tuple[str, list[Entity]]:
    """
    Return the caption of a file, which may be empty.

    Raises:
        ApiError: it is too long, or its markup is wrong.
    """
    text, entities = written(call, "caption")
    if units(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return text, detected(text, entities)


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return the text without spaces around it, the entities moved accordingly."""
    kept = text.strip()
    shift = units(text[: len(text) - len(text.lstrip())])
    end = units(kept)
    moved = []
    for entity in entities:
        first = max(entity["offset"] - shift, 0)
        last = min(entity["offset"] + entity["length"] - shift, end)
        if first < last:
            moved.append({**entity, "offset": first, "length": last - first})
    return kept, moved


def detected(text: str, entities: list[Entity]) -> list[Entity]:
    """Return the entities with those that a server finds by itself, never inside given ones."""
    taken = [_span(entity) for entity in entities if entity["type"] in EXCLUSIVE]
    found: list[dict[str, Any]] = []
    for kind, pattern in DETECTED.items():
        for match in pattern.finditer(text):
            offset = units(text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": units(match.group())}
            first, last = _span(entity)
            if not any(first < end and begin < last for begin, end in taken):
                taken.append((first, last))
                found.append(entity)
    return sorted([*entities, *found], key=lambda each: (each["offset"], -each["length"]))


EXCLUSIVE = ("code", "pre", "text_link", "text_mention", *DETECTED)


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
