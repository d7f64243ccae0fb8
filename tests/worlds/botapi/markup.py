"""
HTML as Telegram reads it: one pass, errors with byte offsets (tdlib/td, MessageEntity.cpp).

Not every oddity is an error there, nor here: an `&` that begins no known entity stands for itself,
and `</>` closes whatever is open.
"""

from dataclasses import dataclass
from typing import Any

from tests.worlds.botapi.refusals import unparsable

Entity = dict[str, Any]

PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
OTHER = ("a", "code", "pre", "blockquote", "tg-emoji")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
# Which attribute of which tag means something, and what of its value does not.
MEANINGFUL = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
}
SPACES = " \t\r\n\0\v"
END = "\0"
LINKS = ("http://", "https://", "tg://", "ton://", "tonsite://")
USER_LINK = "tg://user?id="


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """
    Return the text as a person sees it, and its entities, offsets in UTF-16 units.

    Raises:
        ApiError: 400 "can't parse entities: ...", as Telegram words it.
    """
    return _Parser(source).parsed()


def units(text: str) -> int:
    """Return how long a text is for Telegram: in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source.replace(END, "") + END
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parsed(self) -> tuple[str, list[Entity]]:
        while (character := self._here()) != END:
            if character == "<":
                self._tag()
            elif character == "&" and (decoded := self._decoded()):
                self._put(decoded)
            else:
                self.at += 1
                self._put(character)
        if self.open:
            tag = self.open[-1].tag
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.out), self.entities

    def _here(self) -> str:
        return self.source[self.at]

    def _put(self, character: str) -> None:
        self.out.append(character)
        self.offset += units(character)

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _spaces(self) -> None:
        while self._here() in SPACES and self._here() != END:
            self.at += 1

    def _until(self, stops: str) -> str:
        begin = self.at
        while self._here() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _decoded(self) -> str:
        """Return what an entity at this place stands for, and pass it; or an empty string."""
        end = self.at + 1
        if self.source[end] == "#":
            base, digits = (10, "0123456789")
            end += 1
            if self.source[end] in "xX":
                base, digits = (16, "0123456789abcdefABCDEF")
                end += 1
            begin = end
            while self.source[end] in digits:
                end += 1
            code = int(self.source[begin:end] or "0", base)
            if not 0 < code < 0x10FFFF or end - self.at >= 10:
                return ""
            if 0xD800 <= code <= 0xDFFF:
                raise unparsable(
                    "Text contains invalid Unicode characters after decoding HTML entities, "
                    "check for unmatched surrogate code units"
                )
            character = chr(code)
        else:
            while self.source[end].isascii() and self.source[end].isalpha():
                end += 1
            character = NAMED.get(self.source[self.at + 1 : end], "")
            if not character:
                return ""
        self.at = end + 1 if self.source[end] == ";" else end
        return character

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._here() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.at += 1  # the ">"

    def _start_tag(self, begin: int) -> None:
        tag = self._until(SPACES + ">").lower()
        if self._here() == END:
            raise unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in PLAIN and tag not in OTHER:
            where = self._bytes(begin)
            raise unparsable(f'Unsupported start tag "{tag}" at byte offset {where}')
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise unparsable(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}'
            )
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> str:
        where, argument = self._bytes(begin), ""
        while True:
            self._spaces()
            if self._here() == ">":
                return argument
            name = self._until(SPACES + "=>")
            if not name and self._here() != END:
                raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self._spaces()
            if (tag, name) == ("blockquote", "expandable") and self._here() != "=":
                argument = "expandable"
                continue
            if self._here() == END:
                raise unparsable(f"Unclosed start tag at byte offset {where}")
            if self._here() != "=":
                raise unparsable(
                    "Expected equal sign in declaration of an attribute "
                    f'of the tag "{tag}" at byte offset {where}'
                )
            self.at += 1
            self._spaces()
            if self._here() == END:
                raise unparsable(f'Unclosed start tag "{tag}" at byte offset {where}')
            value = self._value()
            if self._here() == END:
                raise unparsable(f"Unclosed start tag at byte offset {where}")
            if (tag, name) == ("blockquote", "expandable"):
                argument = "expandable"
            prefix = MEANINGFUL.get((tag, name))
            if prefix is not None and value.startswith(prefix):
                argument = value.removeprefix(prefix)

    def _value(self) -> str:
        quote = self._here()
        if quote not in "'\"":
            begin = self.at
            while self._here().isascii() and (self._here().isalnum() or self._here() in ".-"):
                self.at += 1
            if self._here() not in SPACES + ">":
                where = self._bytes(begin)
                raise unparsable(f"Unexpected end of name token at byte offset {where}")
            return self.source[begin : self.at].lower()
        self.at += 1
        value = ""
        while self._here() not in (quote, END):
            if self._here() == "&" and (decoded := self._decoded()):
                value += decoded
                continue
            value += self._here()
            self.at += 1
        if self._here() == quote:
            self.at += 1
        return value

    def _end_tag(self, begin: int) -> None:
        where = self._bytes(begin)
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {where}")
        self.at += 1
        tag = self._until(SPACES + ">").lower()
        self._spaces()
        if self._here() != ">":
            raise unparsable(f"Unclosed end tag at byte offset {where}")
        opened = self.open[-1]
        if tag not in ("", opened.tag):
            raise unparsable(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", '
                f'found "</{tag}>"'
            )
        self.open.pop()
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {"offset": opened.offset, "length": self.offset - opened.offset}
        inner = self.entities[-1] if self.entities else {}
        same = all(inner.get(key) == entity[key] for key in entity)
        match opened.tag:
            case "a":
                kind = self._link(opened, entity)
            case "tg-emoji":
                kind = self._emoji(opened, entity)
            case "pre" if same and inner["type"] == "code" and inner.get("language"):
                inner["type"] = "pre"
                return
            case "code" if same and inner["type"] == "pre" and opened.argument:
                inner["language"] = opened.argument
                return
            case "code":
                entity["language"] = opened.argument
                kind = "code"
            case "blockquote" if opened.argument:
                kind = "expandable_blockquote"
            case tag:
                kind = PLAIN.get(tag, tag)
        if kind:
            self.entities.append({"type": kind, **entity})

    def _link(self, opened: _Open, entity: Entity) -> str:
        url = opened.argument or "".join(self.out[opened.begin :])
        if url.startswith(USER_LINK) and (person := url.removeprefix(USER_LINK)).isdigit():
            entity["user"] = {"id": int(person), "is_bot": False, "first_name": ""}
            return "text_mention"
        if not url.startswith(LINKS):
            if "." not in url.strip(".") or "://" in url or " " in url:
                return ""  # no link at all: the text stays, the entity is dropped
            url = f"http://{url}"
        entity["url"] = url
        return "text_link"

    def _emoji(self, opened: _Open, entity: Entity) -> str:
        if not opened.argument.isdigit() or int(opened.argument) == 0:
            raise unparsable("Invalid custom emoji identifier specified")
        entity["custom_emoji_id"] = opened.argument
        return "custom_emoji"
