"""The words: Fluent texts in every language, strictly; moments, days, durations, vocabulary."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

import config
from handlers.chat.choosing import words as plain
from handlers.chat.families import Family
from handlers.chat.typed_words import folded
from handlers.chat.vocabulary import Vocabulary
from protocol.parties import ZONES, Party, Role
from protocol.request import Crime, Ground

LANGUAGES = ("ru", "en")
LOCALES = Path(config.__file__).with_name("locales")

ZONE = Family("zone", tuple(zone.replace("/", "-") for zone in ZONES.values()))

# Up to here a duration is told in hours: the 3 суток of Art. 6 are counted so.
IN_HOURS = timedelta(hours=72)

# Fluent refuses a value of more than 2,500 characters: long ones are put in their place afterwards.
_SHORT = 200
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


class TextMissing(LookupError):
    """A text cannot be said: its key, one of its variables, or what it refers to is missing."""

    def __init__(self, lang: str, key: str, why: str) -> None:
        super().__init__(f"{lang}/{key}: {why}")
        self.lang = lang
        self.key = key
        self.why = why


class Texts:
    """
    The texts of `config/locales/{ru,en}/*.ftl`.

    A key is a message («alarm») or an attribute of one («refuse.ask»).

    Raises: ValueError when a file does not parse, or a key stands twice in one language.
    """

    def __init__(self, folder: Path = LOCALES) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        self._variables: dict[str, Mapping[str, frozenset[str]]] = {}
        # What a text without values says is always the same.
        self._alone: dict[tuple[str, str], str] = {}
        for lang in LANGUAGES:
            entries = _entries(folder / lang)
            bundle = FluentBundle([lang], use_isolating=False)
            bundle.add_resource(ast.Resource(list(entries)))
            self._bundles[lang] = bundle
            self._variables[lang] = MappingProxyType(_variables(entries))

    def keys(self, lang: str) -> frozenset[str]:
        """Return the keys of every text in a language."""
        return frozenset(self._variables[lang])

    def has(self, lang: str, key: str) -> bool:
        """Say whether there is a text of that key."""
        return key in self._variables.get(lang, ())

    def variables(self, lang: str, key: str) -> frozenset[str]:
        """
        Return the names of the values that a text uses, in any of its variants.

        Raises: TextMissing when there is no such text.
        """
        try:
            return self._variables[lang][key]
        except KeyError:
            raise TextMissing(lang, key, "no such text") from None

    def say(
        self, lang: str, key: str, values: Mapping[str, str | int] = MappingProxyType({})
    ) -> str:
        """
        Return a text with its values, which are put in as they are.

        Raises: TextMissing for a missing key, a missing value, or any error of Fluent.
        """
        used = self.variables(lang, key)
        if not used and (lang, key) in self._alone:
            return self._alone[lang, key]
        long: list[str] = []
        given = {name: _shortened(values[name], long) for name in used if name in values}
        bundle = self._bundles[lang]
        name, _, attribute = key.partition(".")
        message = bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise TextMissing(lang, key, "has no words")
        said, errors = bundle.format_pattern(pattern, given)
        if errors or not isinstance(said, str):
            raise TextMissing(lang, key, "; ".join(map(str, errors)) or "has no words")
        if not used:
            self._alone[lang, key] = said
        return _PLACE.sub(lambda found: long[int(found[1])], said) if long else said

    def zone(self, zone: str, lang: str) -> str:
        """Return how a zone is called: by a city; an unknown one by the end of its IANA name."""
        key = ZONE[zone.replace("/", "-")]
        if self.has(lang, key):
            return self.say(lang, key)
        return zone.rpartition("/")[2].replace("_", " ")

    def moment(self, at: datetime, zone: str, lang: str) -> str:
        """Return date, time and zone: «22.11.2026 13:41 (Астана)»; seconds are cut off."""
        day = at.astimezone(ZoneInfo(zone)).date()
        return f"{self.day(day, lang)} {self.clock(at, zone, lang)}"

    def clock(self, at: datetime, zone: str, lang: str) -> str:
        """Return time and zone: «13:41 (Астана)»."""
        return f"{self.hour(at, zone)} ({self.zone(zone, lang)})"

    def hour(self, at: datetime, zone: str) -> str:
        """Return the time alone: «13:41»."""
        return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")

    def day(self, day: date, lang: str) -> str:
        """Return a date: «22.11.2026», "22 Nov 2026"."""
        values: dict[str, str | int] = {
            "day": str(day.day),
            "day_padded": f"{day.day:02}",
            "month": day.month,
            "month_padded": f"{day.month:02}",
            "year": f"{day.year:04}",
        }
        return self.say(lang, "day", values)

    def duration(self, lasting: timedelta, lang: str) -> str:
        """
        Return a duration in at most two units: «47 ч 10 мин», «3 сут», «12 мин».

        To the nearest minute up to 72 hours, in whole hours above; the sign is not told.
        """
        lasting = abs(lasting)
        if lasting < timedelta(minutes=1):
            return self.say(lang, "duration-moment")
        minutes = round(lasting / timedelta(minutes=1))
        if timedelta(minutes=minutes) < IN_HOURS:
            hours, rest = divmod(minutes, 60)
            counted = {"duration-hours": hours, "duration-minutes": rest}
        else:
            days, rest = divmod(minutes // 60, 24)
            counted = {"duration-days": days, "duration-hours": rest}
        parts = (self.say(lang, key, {"count": count}) for key, count in counted.items() if count)
        return " ".join(parts)

    def vocabulary(self) -> Vocabulary:
        """
        Return the words that people may type, of every language together.

        Raises: ValueError when one word means two things.
        """
        return self._vocabulary

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(
            labels=self._words("words-label-", str),
            parties=self._words("words-party-", Party),
            grounds=self._words("words-ground-", Ground),
            crimes=self._words("words-crime-", Crime),
            roles=self._words("words-role-", Role),
            periods=self._words("words-periods-", str),
            choices=self._words("words-choice-", "{}.choice".format),
            buttons=self._buttons(),
            commands=self._words("words-command-", str),
            spoken={lang: self.say(lang, "words-spoken").split() for lang in LANGUAGES},
            printed=frozenset(
                folded(line)
                for lang in LANGUAGES
                for line in self.say(lang, "form.empty").splitlines()
            ),
        )

    def _buttons(self) -> frozenset[str]:
        return frozenset(
            plain(self.say(lang, key))
            for lang in LANGUAGES
            for key in self.keys(lang)
            if is_label(key) and not self.variables(lang, key)
        )

    def _words(self, beginning: str, meaning: Any) -> Mapping[str, Any]:
        meant: dict[str, Any] = {}
        for lang in LANGUAGES:
            for key in sorted(self.keys(lang)):
                if not key.startswith(beginning):
                    continue
                means = meaning(key.removeprefix(beginning))
                for word in self.say(lang, key).split(","):
                    if meant.setdefault(folded(word), means) != means:
                        raise ValueError(f"{lang}/{key}: {word.strip()} means two things")
        return MappingProxyType(meant)


@cache
def shipped() -> Texts:
    """Return the texts of `config/locales`, read once: a process reads them for half a second."""
    return Texts()


def is_label(key: str) -> bool:
    """Say whether a text stands on a button: "choice-stop", "refuse.choice"."""
    return key.rpartition(".")[2].partition("-")[0] == "choice"


def _entries(folder: Path) -> tuple[ast.Message | ast.Term, ...]:
    found: list[ast.Message | ast.Term] = []
    for path in sorted(folder.glob("*.ftl")):
        for entry in FluentResource(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                first = (entry.content or "").strip().splitlines()[0]
                raise ValueError(f"{path}: {entry.annotations[0].message}: {first}")
            if isinstance(entry, ast.Message | ast.Term):
                found.append(entry)
    ids = (id for entry in found for id in _ids(entry))
    twice = [id for id, count in Counter(ids).items() if count > 1]
    if twice:
        raise ValueError(f"{folder}: stands twice: {', '.join(twice)}")
    return tuple(found)


def _ids(entry: ast.Message | ast.Term) -> Iterator[str]:
    name = entry.id.name if isinstance(entry, ast.Message) else f"-{entry.id.name}"
    yield name
    yield from (f"{name}.{each.id.name}" for each in entry.attributes)


class _Uses(Visitor):
    """Collects the variables of a text, and the texts to which it refers."""

    def __init__(self, text: ast.Pattern) -> None:
        self.variables: set[str] = set()
        self.texts: set[str] = set()
        self.visit(text)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (Fluent's)
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 (Fluent's)
        attribute = f".{node.attribute.name}" if node.attribute else ""
        self.texts.add(f"{node.id.name}{attribute}")


def _variables(entries: Iterable[ast.Message | ast.Term]) -> dict[str, frozenset[str]]:
    uses = {key: _Uses(text) for entry in entries for key, text in _texts(entry)}
    return {key: frozenset(_all(key, uses)) for key in uses}


def _texts(entry: ast.Message | ast.Term) -> Iterator[tuple[str, ast.Pattern]]:
    if not isinstance(entry, ast.Message):
        return
    if entry.value is not None:
        yield entry.id.name, entry.value
    for each in entry.attributes:
        yield f"{entry.id.name}.{each.id.name}", each.value


def _all(key: str, uses: Mapping[str, _Uses]) -> set[str]:
    reached, left = {key}, [key]
    while left:
        for other in uses[left.pop()].texts - reached:
            if other in uses:
                reached.add(other)
                left.append(other)
    return {name for each in reached for name in uses[each].variables}


def _shortened(value: str | int, long: list[str]) -> str | int:
    if isinstance(value, int) or (len(value) <= _SHORT and _OPEN not in value):
        return str(value) if isinstance(value, str) else value
    long.append(value)
    return f"{_OPEN}{len(long) - 1}{_CLOSE}"
