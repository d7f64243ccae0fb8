"""
One message in the making, for one reader: their language and zone, and what it has taken in.

A value becomes a string by its name (`bot/delivery/names.py`), else by its type. `<name>_<variant>`
in a text is the same value told otherwise (`bot/delivery/variants.py`).
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.words.texts import Texts
from protocol.obligation import Subject
from protocol.parties import Channel, Officer
from storage.values import Line, Value, Values, lines
from storage.work import Work

Told: TypeAlias = str | int
Named: TypeAlias = Callable[["Page", Value], Told]
# Is told the value and those beside it.
Variant: TypeAlias = Callable[["Page", Value, Values], Told]
# What has been said: by its language, its key and its values, each with its type.
Said: TypeAlias = dict[tuple[object, ...], str]


@dataclass(slots=True)
class Page:
    """
    One message in the making: for whom, and what it has taken in.

    `names` tells values of a name, `variants` tells any value otherwise. `said` is what the pages
    beside this one have said already: of the same values a text is made once.
    """

    texts: Texts
    names: Mapping[str, Named]
    variants: Mapping[str, Variant]
    lang: str
    zone: str
    work: Work | None = None
    reader: Officer | None = None
    subject: Subject | None = None
    channel: Channel | None = None
    said: Said = field(default_factory=dict, repr=False)
    files: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    glimpses: list[str] = field(default_factory=list)
    has_content: bool = False
    has_words: bool = False
    has_terms: bool = False

    @property
    def shows(self) -> bool:
        """Say whether anything is in it that must be journalled as shown (Art. 10)."""
        return self.has_content or self.has_words or bool(self.files)

    def clear(self) -> None:
        """Forget what was taken in: the text could not be said."""
        self.files.clear()
        self.documents.clear()
        self.glimpses.clear()
        self.has_content = self.has_words = self.has_terms = False

    def say(self, key: str, values: Values) -> str:
        """
        Return a text with those of the values that it uses, and the files of `files` below it.

        Raises: TextMissing; Refused, LookupError, Destroyed, ValueError or TypeError where a value
        cannot be told.
        """
        told: dict[str, Told] = {}
        for name in self.texts.variables(self.lang, key):
            value = self._value(name, values)
            if value is not None:
                told[name] = value
        same = (self.lang, key, *((name, type(told[name]), told[name]) for name in sorted(told)))
        said = self.said.get(same)
        if said is None:
            said = self.said[same] = self.texts.say(self.lang, key, told)
        files = values.get("files")
        return f"{said}\n{self.names['files'](self, files)}" if files else said

    def word(self, key: str) -> str:
        """Return a text without values."""
        return self.texts.say(self.lang, key)

    def moment(self, at: datetime) -> str:
        """Return a moment by the reader's clocks."""
        return self.texts.moment(at, self.zone, self.lang)

    @property
    def store(self) -> Work:
        """
        The transaction.

        Raises: LookupError in a text that is said without one.
        """
        if self.work is None:
            raise LookupError("there is no database here")
        return self.work

    def _value(self, name: str, values: Values) -> Told | None:
        if name in values:
            value = values[name]
            # Further words in the place of an id: of whom the register does not have.
            resolver = by_type if isinstance(value, Line) else self.names.get(name, by_type)
            return resolver(self, value)
        base, _, variant = name.rpartition("_")
        if base in values and variant in self.variants:
            return self.variants[variant](self, values[base], values)
        return None


class _Clean(dict[int, str]):
    """What each character becomes, looked up once; `str.translate` asks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "\n\r\u2028\u2029\x85\v\f":
            kept = "\n"
        else:
            kept = "" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") else char
        return self.setdefault(code, kept)


_CLEAN = _Clean()


def clean_text(text: str) -> str:
    """Return a person's text without control, direction and invisible characters."""
    return text.replace("\r\n", "\n").replace("\t", " ").translate(_CLEAN).strip()


def by_type(page: Page, value: Value) -> Told:
    """
    Return what a value of no name of its own says.

    Raises: TypeError where its type has no words.
    """
    match value:
        case int():
            return value
        case str():
            return clean_text(value)
        case datetime():
            return page.moment(value)
        case date():
            return page.texts.day(value, page.lang)
        case timedelta():
            return page.texts.duration(value, page.lang)
        case Line():
            return page.say(value.text, value.values)
        case tuple() if value and isinstance(value[0], Line):
            return "\n".join(page.say(line.text, line.values) for line in lines(value))
        case tuple():
            return ", ".join(clean_text(str(each)) for each in value)
    raise TypeError(f"no text for {type(value).__name__}")
