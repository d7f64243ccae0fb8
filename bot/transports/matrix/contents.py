"""What events of ours hold: words, their replacement, a file."""

import mimetypes
from collections.abc import Mapping
from typing import Any

from bot.transports.matrix.signatures import Json
from bot.transports.matrix.text import body, html


def words_of(part: str, *, heading: bool, silent: bool = False) -> dict[str, Any]:
    """
    Return the content of an event that shows a part of a message.

    A notice makes no sound: so the rules that every account has by default (push rules) say.
    """
    return {
        "msgtype": "m.notice" if silent else "m.text",
        "body": body(part),
        "format": "org.matrix.custom.html",
        "formatted_body": html(part, heading=heading),
    }


def replacement(id: str, content: Mapping[str, Any]) -> Json:
    """Return the content of an event that puts `content` in the place of the event `id`."""
    return {
        **content,
        "body": f"* {content['body']}",
        "formatted_body": f"* {content['formatted_body']}",
        "m.mentions": {},
        "m.new_content": {**content, "m.mentions": {}},
        "m.relates_to": {"rel_type": "m.replace", "event_id": id},
    }


def attachment(name: str, type: str, size: int, sealed: Json) -> Json:
    """Return the content of an event that shows a file, sealed as `sealed` says."""
    is_image = type.startswith("image/")
    return {
        "msgtype": "m.image" if is_image else "m.file",
        "body": name,
        "filename": name,
        "info": {"mimetype": type or mimetypes.guess_type(name)[0], "size": size},
        "file": sealed,
        "m.mentions": {},
    }
