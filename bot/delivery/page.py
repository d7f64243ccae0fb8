"""
One message in the making, for one reader: how each value becomes words.

A value becomes a string by its NAME (`NAMES`), else by its type. `<name>_<variant>` in a text is
the same value told otherwise (`VARIANTS`).
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.words import emoji, quotes
from bot.words.quotes import quoted
from bot.words.texts import Texts
from handlers.people.standing import OPERATOR
from handlers.record.content import shown_content
from handlers.request import casefile
from protocol import request as requests
from protocol.calendar import LAST_INSTANT
from protocol.obligation import Subject
from protocol.parties import SECRETARIAT, Authority, Officer, Party
from protocol.refusals import Refused
from storage.attachments import Attachment
from storage.values import Line, Value, Values, lines
from storage.work import Work

DASH = "—"
NOTHING = ("", "-")
KILOBYTE = 1024
DIGEST_SHOWN = 12
# Who acts without being an officer: the product itself, and whoever runs it.
_NOBODYS = frozenset({"nabat", OPERATOR})
_FILE_PURPOSES = ("request", "scan", "statement")

Told: TypeAlias = str | int


@dataclass(slots=True)
class Page:
    """One message in the making: for whom, and what it has taken in."""

    texts: Texts
    lang: str
    zone: str
    work: Work | None = None
    reader: Officer | None = None
    subject: Subject | None = None
    files: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    has_content: bool = False
    has_words: bool = False

    @property
    def shows(self) -> bool:
        """Say whether anything is in it that must be journalled as shown (Art. 10)."""
        return self.has_content or self.has_words or bool(self.files)

    def clear(self) -> None:
        """Forget what was taken in: the text could not be said."""
        self.files.clear()
        self.documents.clear()
        self.has_content = self.has_words = False

    def say(self, key: str, values: Values) -> str:
        """
        Return a text with those of the values that it uses, and the files of `files` below it.

        Raises: TextMissing; Refused, LookupError, Destroyed, ValueError or TypeError where a value
        cannot be told.
        """
        told: dict[str, Told] = {}
        for name in self.texts.variables(self.lang, key):
            value = self._told(name, values)
            if value is not None:
                told[name] = value
        said = self.texts.say(self.lang, key, told)
        files = values.get("files")
        return f"{said}\n{_files(self, files)}" if files else said

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

    def _told(self, name: str, values: Values) -> Told | None:
        if name in values:
            return _by_name(self, name, values[name])
        base, _, variant = name.rpartition("_")
        if base in values and variant in VARIANTS:
            return VARIANTS[variant](self, values[base], values)
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


def cleaned(text: str) -> str:
    """Return a person's text without control, direction and invisible characters."""
    return text.replace("\r\n", "\n").replace("\t", " ").translate(_CLEAN).strip()


def _by_name(page: Page, name: str, value: Value) -> Told:
    resolver = NAMES.get(name)
    return resolver(page, value) if resolver else _by_type(page, value)


def _by_type(page: Page, value: Value) -> Told:
    match value:
        case int():
            return value
        case str():
            return cleaned(value)
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
            return ", ".join(cleaned(str(each)) for each in value)
    raise TypeError(f"no text for {type(value).__name__}")


# People and bodies


def _officer(page: Page, value: Value) -> str:
    if value in _NOBODYS:
        return page.word(str(value))
    officer = _registered(page, str(value))
    return _called(page, officer) if officer else DASH


def _people(page: Page, value: Value) -> str:
    """Names; of signatories with their office, so that one sees whom to ask to sign."""
    named = []
    for id in _each(value):
        officer = _registered(page, id)
        if officer is None:
            named.append(DASH)
        elif officer.is_signatory:
            role = page.word(f"role-{officer.role}")
            person = {"name": _called(page, officer), "text": role}
            named.append(page.texts.say(page.lang, "person-in-office", person))
        else:
            named.append(_called(page, officer))
    return ", ".join(named) or DASH


def _emoji(page: Page, value: Value) -> str:
    return emoji.told(page.texts, page.lang, map(int, _each(value)))


def _called(page: Page, officer: Officer) -> str:
    """The name; the call-sign where the officer's authority does not show names to others."""
    reader = page.reader
    if reader is not None and reader.authority != officer.authority:
        authority = _body(page, officer.authority)
        if authority is not None and not authority.shows_names:
            return cleaned(officer.call_sign)
    return cleaned(officer.name)


def _registered(page: Page, id: str) -> Officer | None:
    try:
        return page.store.registry.officer(id)
    except LookupError:
        return None


def _body(page: Page, id: str) -> Authority | None:
    try:
        return page.store.registry.authority(id)
    except Refused:
        return None


def _authority(page: Page, value: Value) -> str:
    if value == SECRETARIAT:
        return page.word("secretariat")
    authority = _body(page, str(value))
    return cleaned(authority.name) if authority else DASH


def _party(page: Page, value: Value) -> str:
    return page.word(f"party-{value}")


def _debtor(page: Page, value: Value) -> str:
    return _party(page, value) if value in set(Party) else _authority(page, value)


def _party_of(page: Page, value: Value, values: Values) -> str:
    """Казахстан, of an authority: short, where the Party is enough to know who owes."""
    if value == SECRETARIAT or value in set(Party):
        return _debtor(page, value)
    authority = _body(page, str(value))
    return _party(page, authority.party) if authority else DASH


def _phone(page: Page, value: Value) -> str:
    return cleaned(str(value)) or DASH


# What is spoken of


def _request(page: Page, value: Value) -> str:
    """The number; a refusal of the protocol knows the id only."""
    written = requests.number(str(value))
    if written is not None and written.requesting and written.requested:
        return str(value)
    try:
        return str(page.store.requests.get(str(value), lock=False).number)
    except LookupError:
        return cleaned(str(value))


def _notice(page: Page, value: Value) -> str:
    if "/" in str(value):
        return cleaned(str(value))
    try:
        return page.store.notices.get(str(value)).number
    except LookupError:
        return cleaned(str(value))


def _content(page: Page, value: Value) -> str:
    """Every field of Art. 6, for a reader who may see it (Art. 10)."""
    work, reader = page.store, page.reader
    if reader is None:
        raise LookupError("nobody reads this")
    request = work.requests.get(str(value), lock=False)
    shown = shown_content(work, request, reader)
    text = "\n".join(page.say(line.text, line.values) for line in shown)
    page.files.extend(file.id for file in work.attachments.about(request.id, "request"))
    page.has_content = True
    return text


def _casefile(page: Page, value: Value) -> str:
    """The case file as a document, which is content to be journalled as shown (Art. 10)."""
    said = _record(page, value)
    page.has_words = True
    return said


def _record(page: Page, value: Value) -> str:
    """The case file as a document that goes with the message; its whole digest."""
    work, reader = page.store, page.reader
    if reader is None:
        raise LookupError("nobody reads this")
    request = work.requests.get(str(value), lock=False)
    written = "\n".join(
        page.say(line.text, line.values) for line in casefile.casefile(work, request, reader)
    )
    made = casefile.kept(work, request, reader, f"{quotes.taken(written)[0]}\n")
    page.documents.append(made.id)
    return page.say("case-file", {"name": made.name, "size": made.size, "digest": made.digest})


def _typed(page: Page, value: Value) -> Told:
    """What a person wrote, as a quotation: it is not the bot that says it."""
    if not isinstance(value, str) or value in NOTHING:
        return _by_type(page, value)
    return quoted(cleaned(value))


def _statement(page: Page, value: Value) -> Told:
    """What an officer said about a request: reasons, a result, differences."""
    page.has_words = page.has_words or bool(value)
    return _typed(page, value)


def _files(page: Page, value: Value) -> str:
    """One line for each attachment; they go with the message."""
    listed, attached = [], _attached(page)
    for id in _each(value):
        file = attached[id]
        shown: Values = {
            "name": file.name,
            "size": file.size,
            "digest": file.digest[:DIGEST_SHOWN],
        }
        listed.append(page.say("field-attachment", shown))
        page.files.append(id)
    return "\n".join(listed)


def _attached(page: Page) -> Mapping[str, Attachment]:
    if page.subject is None:
        return {}
    stored = page.store.attachments
    found = (stored.about(page.subject.id, purpose) for purpose in _FILE_PURPOSES)
    return {file.id: file for files in found for file in files}


def _size(page: Page, value: Value) -> int:
    """Kilobytes, at least one."""
    return max(1, round(int(str(value)) / KILOBYTE))


# Words


def _words(family: str) -> Callable[[Page, Value], str]:
    """Return what says one of a closed set: the text `family-value`."""
    return lambda page, value: page.word(f"{family}-{value}")


def _field(page: Page, value: Value) -> str:
    """The label of a field; what a statement says has none of its own."""
    key = f"label-{value}"
    return page.word(key if page.texts.has(page.lang, key) else "label-text")


def _joined(resolver: Callable[[Page, Value], Told]) -> Callable[[Page, Value], str]:
    return lambda page, value: ", ".join(str(resolver(page, each)) for each in _each(value)) or DASH


def _iso_moment(page: Page, value: Value) -> str:
    return page.moment(datetime.fromisoformat(str(value)))


def _iso_day(page: Page, value: Value) -> str:
    return page.texts.day(date.fromisoformat(str(value)), page.lang)


def _zone(page: Page, value: Value) -> str:
    return page.texts.zone(str(value), page.lang)


def _each(value: Value) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),)


NAMES: Mapping[str, Callable[[Page, Value], Told]] = {
    "officer": _officer,
    "signatory": _officer,
    "actor": _officer,
    "people": _people,
    "authority": _authority,
    "requesting": _authority,
    "requested": _authority,
    "successor": _authority,
    "authorities": _joined(_authority),
    "debtor": _debtor,
    "party": _party,
    "one": _party,
    "other": _party,
    "phone": _phone,
    "emoji": _emoji,
    "request": _request,
    "notice": _notice,
    "content": _content,
    "casefile": _casefile,
    "record": _record,
    "statement": _statement,
    "text": _typed,
    "marking": _typed,
    "found": _typed,
    "letter": _typed,
    "name": _typed,
    "device": _typed,
    "size": _size,
    "kind": _words("kind"),
    "role": _words("role"),
    "state": _words("state"),
    "ground": _words("ground"),
    "lang": _words("lang"),
    "channel": _words("channel"),
    "side": _words("side"),
    "action": _words("action"),
    "signed": _words("sign"),
    "command": _words("choice"),
    "asked": _words("asked"),
    "field": _field,
    "zone": _zone,
    "channels": _joined(_words("channel")),
    "labels": _joined(_field),
    "moment": _iso_moment,
    "earliest": _iso_day,
}


# Variants: each is told the value and those beside it.


def _both(page: Page, value: Value, values: Values) -> str:
    """The moment by the clocks of the officer who acted and by the reader's, where they differ."""
    at = _moment_of(value)
    officer = _registered(page, str(values.get("officer", "")))
    here = _clock(page, at, page.zone)
    if officer is None or _offset(at, officer.zone) == _offset(at, page.zone):
        return here
    there = _clock(page, at, officer.zone)
    day = f"{page.texts.day(at.astimezone(ZoneInfo(page.zone)).date(), page.lang)} "
    same = there.startswith(day)
    return f"{there}, {here.removeprefix(day) if same else here}"


def _clock_of(page: Page, value: Value, values: Values) -> str:
    """The time alone on the day of the message, else the whole moment."""
    return _clock(page, _moment_of(value), page.zone)


def _until(page: Page, value: Value, values: Values) -> str:
    """«до конца 25.11.2026 (Минск)» for the last instant of a day, else «до» and the moment."""
    at = _moment_of(value)
    return _end_of_day(page, "until-end-of-day", at, values) or page.texts.say(
        page.lang, "until-moment", {"text": page.moment(at)}
    )


def _past(page: Page, value: Value, values: Values) -> str:
    """«в конце 25.11.2026 (Минск)» for the last instant of a day, else the moment."""
    at = _moment_of(value)
    return _end_of_day(page, "past-end-of-day", at, values) or page.moment(at)


def _end_of_day(page: Page, key: str, at: datetime, values: Values) -> str | None:
    """
    Return the words for the last instant of a day, None for every other moment.

    The day is that of the `zone` beside the moment, the debtor's, whoever reads; else the reader's.
    """
    zone = str(values.get("zone", page.zone))
    local = at.astimezone(ZoneInfo(zone))
    if local.time() != LAST_INSTANT:
        return None
    day = page.texts.day(local.date(), page.lang)
    return page.texts.say(page.lang, key, {"day": day, "zone": page.texts.zone(zone, page.lang)})


def _of(page: Page, value: Value, values: Values) -> str:
    """The name of a Party in the genitive."""
    return page.word(f"party-{value}-of")


def _route(page: Page, value: Value, values: Values) -> str:
    """Казахстан → Беларусь, of a request's number."""
    written = requests.number(_request(page, value))
    if written is None or written.requesting is None or written.requested is None:
        return DASH
    return f"{_party(page, written.requesting)} → {_party(page, written.requested)}"


def _named(page: Page, value: Value, values: Values) -> str:
    """The number of a request as it is, that of a notice with its sign: № 2026/14."""
    said = cleaned(str(value))
    return page.say("notice-number", {"number": said}) if "/" in said else said


def _id(page: Page, value: Value, values: Values) -> str:
    """The value itself, for a text that chooses by it."""
    return str(value)


def _given(page: Page, value: Value, values: Values) -> str:
    """Whether there is one, for a text that chooses by it."""
    return "no" if value in (*NOTHING, ()) else "yes"


def _utc(page: Page, value: Value, values: Values) -> str:
    """The moment in UTC, to the second, for a document that outlives its reader's zone."""
    return f"{_moment_of(value).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


VARIANTS: Mapping[str, Callable[[Page, Value, Values], Told]] = {
    "both": _both,
    "utc": _utc,
    "clock": _clock_of,
    "until": _until,
    "past": _past,
    "of": _of,
    "route": _route,
    "party": _party_of,
    "named": _named,
    "id": _id,
    "given": _given,
}


def _moment_of(value: Value) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"no moment: {type(value).__name__}")
    return value


def _clock(page: Page, at: datetime, zone: str) -> str:
    now = page.store.now
    days = {moment.astimezone(ZoneInfo(zone)).date() for moment in (at, now)}
    told = page.texts.clock if len(days) == 1 else page.texts.moment
    return told(at, zone, page.lang)


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()
