"""How each value of a text becomes words, by its name."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.delivery.page import Named, Page, Told, by_type, clean_text
from bot.words import emoji, quotes
from bot.words.quotes import quotation
from bot.words.values import LABELS, PARTIES, VALUES
from handlers.chat.families import Family
from handlers.chat.listing import own_text
from handlers.people.standing import OPERATOR
from handlers.record.content import glimpse, shown_content
from handlers.record.terms import terms_lines
from handlers.request import casefile
from protocol import request as requests
from protocol.moves import RINGING
from protocol.parties import SECRETARIAT, Authority, Officer, Party
from protocol.refusals import Refused
from storage.attachments import Attachment
from storage.values import Line, Value, Values

DASH = "—"
NOTHING = ("", "-")
KILOBYTE = 1024
DIGEST_SHOWN = 12
# Who acts without being an officer: the product itself, and whoever runs it.
_NOBODYS = {"nabat": "nabat", OPERATOR: "operator"}
_FILE_PURPOSES = ("request", "scan", "statement", "notice")


def _officer(page: Page, value: Value) -> str:
    if value in _NOBODYS:
        return page.word(_NOBODYS[str(value)])
    officer = officer_or_none(page, str(value))
    return _name_or_call_sign(page, officer) if officer else DASH


def _people(page: Page, value: Value) -> str:
    """Names; of signatories with their office, so that one sees whom to ask to sign."""
    named = []
    for id in _each(value):
        officer = officer_or_none(page, id)
        if officer is None:
            named.append(DASH)
        elif officer.is_signatory:
            role = page.word(VALUES["role"][officer.role])
            person = {"name": _name_or_call_sign(page, officer), "text": role}
            named.append(page.texts.say(page.lang, "person-in-office", person))
        else:
            named.append(_name_or_call_sign(page, officer))
    return ", ".join(named) or DASH


def _name_or_call_sign(page: Page, officer: Officer) -> str:
    """The name; the call-sign where the officer's authority does not show names to others."""
    reader = page.reader
    if reader is not None and reader.authority != officer.authority:
        authority = body(page, officer.authority)
        if authority is not None and not authority.shows_names:
            return clean_text(officer.call_sign)
    return clean_text(officer.name)


def _authority(page: Page, value: Value) -> str:
    if value == SECRETARIAT:
        return page.word("secretariat")
    authority = body(page, str(value))
    return clean_text(authority.name) if authority else DASH


def party(page: Page, value: Value) -> str:
    """Return the name of a Party."""
    return page.word(PARTIES[str(value)])


def debtor(page: Page, value: Value) -> str:
    """Return the name of who owes: a Party, an authority or the Secretariat."""
    return party(page, value) if value in set(Party) else _authority(page, value)


def _phone(page: Page, value: Value) -> str:
    return clean_text(str(value)) or DASH


def _emoji(page: Page, value: Value) -> str:
    return emoji.lines(page.texts, page.lang, map(int, _each(value)))


def request(page: Page, value: Value) -> str:
    """
    Return the number of a request; a refusal of the protocol knows the id only.

    What belongs to a request, as an addition does, is told as a line that names both.
    """
    if isinstance(value, Line):
        return page.say(value.text, value.values)
    written = requests.number(str(value))
    if written is not None and written.requesting and written.requested:
        return str(value)
    try:
        return str(page.store.requests.get(str(value), lock=False).number)
    except LookupError:
        return clean_text(str(value))


def _unacknowledged(page: Page, value: Value) -> str:
    """Return the numbers of those of many requests that still ring."""
    found = page.store.requests.those(_each(value))
    numbers = [str(each.number) for each in found if each.execution in RINGING]
    return ", ".join(numbers) or DASH


def _notice(page: Page, value: Value) -> str:
    if "/" in str(value):
        return clean_text(str(value))
    try:
        return page.store.notices.get(str(value)).number
    except LookupError:
        return clean_text(str(value))


def _content(page: Page, value: Value) -> str:
    """Every field of Art. 6, for a reader who may see it (Art. 10)."""
    work, reader = page.store, page.reader
    if reader is None:
        raise LookupError("nobody reads this")
    request = work.requests.get(str(value), lock=False)
    shown = shown_content(work, request, reader)
    stands = terms_lines(work, request, quotes=True)
    text = "\n".join(page.say(line.text, line.values) for line in (*shown, *stands))
    page.has_terms = True
    page.files.extend(file.id for file in work.attachments.about(request.id, "request"))
    page.has_content = True
    return text


def _purpose(page: Page, value: Value) -> str:
    """The first words of a request's purpose in a list; nothing where they may not be read here."""
    if page.reader is None:
        return ""
    request = page.store.requests.get(str(value), lock=False)
    words = glimpse(page.store, request, page.reader, page.channel)
    if not words:
        return ""
    page.glimpses.append(request.id)
    return page.say("listed-purpose", {"text": words})


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
    made = casefile.kept(work, request, reader, f"{quotes.words_and_quotes(written)[0]}\n")
    page.documents.append(made.id)
    return page.say("case-file", {"name": made.name, "size": made.size, "digest": made.digest})


def _quotation(page: Page, value: Value) -> Told:
    """What a person wrote, as a quotation: it is not the bot that says it."""
    if not isinstance(value, str) or value in NOTHING:
        return by_type(page, value)
    return quotation(clean_text(value))


def _statement(page: Page, value: Value) -> Told:
    """What an officer said about a request: reasons, a result, differences."""
    page.has_words = page.has_words or bool(value)
    return _quotation(page, value)


def _files(page: Page, value: Value) -> str:
    """One line for each attachment; they go with the message."""
    listed, attached = [], _attachments(page)
    for id in _each(value):
        file = attached[id]
        shown: Values = {
            "name": file.name,
            "size": file.size,
            "digest": file.digest[:DIGEST_SHOWN],
        }
        listed.append(page.say("field-attachment", shown))
        if id not in page.files:
            page.files.append(id)
    return "\n".join(listed)


def _attachments(page: Page) -> Mapping[str, Attachment]:
    if page.subject is None:
        return {}
    stored = page.store.attachments
    found = (stored.about(page.subject.id, purpose) for purpose in _FILE_PURPOSES)
    return {file.id: file for files in found for file in files}


def _size(page: Page, value: Value) -> int:
    """Kilobytes, at least one."""
    return max(1, round(int(str(value)) / KILOBYTE))


def _words(family: Family[str]) -> Named:
    """Return what says one of a closed set."""
    return lambda page, value: page.word(family[str(value)])


def _own(part: str) -> Named:
    """Return what says a text of a command's own: the words of its button, what it asks for."""
    return lambda page, value: page.word(own_text(str(value), part))


def _field(page: Page, value: Value) -> str:
    """The label of a field; what a statement says has none of its own."""
    return page.word(LABELS[str(value) if value in LABELS.members else "text"])


def _list_of(resolver: Named) -> Named:
    return lambda page, value: ", ".join(str(resolver(page, each)) for each in _each(value)) or DASH


def _iso_moment(page: Page, value: Value) -> str:
    return page.moment(datetime.fromisoformat(str(value)))


def _iso_day(page: Page, value: Value) -> str:
    return page.texts.day(date.fromisoformat(str(value)), page.lang)


def _zone(page: Page, value: Value) -> str:
    return page.texts.zone(str(value), page.lang)


def _each(value: Value) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),)


def officer_or_none(page: Page, id: str) -> Officer | None:
    """Return an officer of the register; None where there is none."""
    try:
        return page.store.registry.officer(id)
    except LookupError:
        return None


def body(page: Page, id: str) -> Authority | None:
    """Return an authority of the register; None where there is none."""
    try:
        return page.store.registry.authority(id)
    except Refused:
        return None


NAMES: Mapping[str, Named] = {
    "officer": _officer,
    "signatory": _officer,
    "actor": _officer,
    "people": _people,
    "authority": _authority,
    "requesting": _authority,
    "requested": _authority,
    "successor": _authority,
    "authorities": _list_of(_authority),
    "debtor": debtor,
    "party": party,
    "one": party,
    "other": party,
    "phone": _phone,
    "emoji": _emoji,
    "request": request,
    "unacknowledged": _unacknowledged,
    "notice": _notice,
    "content": _content,
    "purpose": _purpose,
    "casefile": _casefile,
    "record": _record,
    **dict.fromkeys(("statement", "reasons", "remains", "was", "portion", "treaty"), _statement),
    "text": _quotation,
    "marking": _quotation,
    "found": _quotation,
    "letter": _quotation,
    "name": _quotation,
    "device": _quotation,
    "files": _files,
    "size": _size,
    **{name: _words(family) for name, family in VALUES.items()},
    "command": _own("choice"),
    "asked": _own("asked"),
    "field": _field,
    "zone": _zone,
    "limits": _list_of(_words(VALUES["use_limit"])),
    "channels": _list_of(_words(VALUES["channel"])),
    "labels": _list_of(_field),
    "moment": _iso_moment,
    "earliest": _iso_day,
}
