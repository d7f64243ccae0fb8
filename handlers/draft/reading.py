"""
A message read as the form of Art. 6, however it was pasted. Nothing in it is dropped. Pure.

A field begins at the start of a line with its label and a sign behind it, and goes on to the next
one. Labels may be Russian or English and may wear bullets, numbers or `>`; the order is free.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.chat.typed_words import folded, found, parties, said
from handlers.chat.vocabulary import Vocabulary
from protocol.refusals import Refused
from protocol.unseen import without_unseen

TO = "to"
CRIME = "crime"
GROUND = "ground"
# What they say is short and known: any other text goes on over lines, and over labels in it.
SHORT = (TO, CRIME, GROUND)
# No label is longer; and so many lines below one are looked at for what it says.
LABEL_LENGTH = 60
NEAR = 12

# Bullets, quotations, numbers and marks of emphasis that people paste before a label.
_WORN = re.compile(
    r"(?P<quote>(?:\s*[>»|])*)"
    r"[\s•·▪▫◦‣⁃∙●○■□◆◇▶►→✓✔☐☑➤➢*_#~`–—−-]*"
    r"(?:[(\[]?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)\]:]?|[a-zа-я][.)])\ufe0f?\u20e3?(?:\s+|(?<=[.)\]])))?"
    r"[\s*_`]*",
    re.IGNORECASE,
)
# What stands between a label and what it labels.
_BEHIND = re.compile(
    r"[\s*_`]*(?:[:：﹕︓∶ː꞉]|\t|=|\s[-–—−]{1,2}(?=\s|$)|[-–—−]{1,2}\s|[–—])[*_`]*"
)
_QUOTED = re.compile(r"\s*[>»|]\s?")


@dataclass(frozen=True, slots=True)
class Form:
    """
    What a message gives: its fields; and what of it is none, for whoever typed it to be told.

    `stray` belongs to no field. `inside` are lines that begin with a label and stayed text of a
    field, by its name. `twice` are short fields that say two things, `empty` those that only their
    label names. `labelled` says that a field begins in it, `begins` that it begins with one.
    """

    fields: Mapping[str, str]
    stray: str = ""
    inside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    twice: Mapping[str, Sequence[str]] = field(default_factory=dict)
    empty: Sequence[str] = ()
    labelled: bool = False
    begins: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return the fields that it names, also those that it does not give."""
        return frozenset({*self.fields, *self.twice})

    @property
    def is_whole(self) -> bool:
        """Say whether it is a form rather than an answer: at least two fields."""
        return len(self.names) > 1


@dataclass
class _Field:
    """A field as its lines are read."""

    name: str
    quote: bool
    lines: list[str]
    inside: list[str] = field(default_factory=list)


def read(
    text: str, words: Vocabulary, *, asking: str | None = None, given: Collection[str] = ()
) -> Form:
    """
    Return what a message gives.

    `asking` is the open question: the words before the first label are its answer, and in text that
    begins so the labels of fields that are `given` are text. A label that stands a second time, or
    names what cannot be, is text of the field in which it stands.
    """
    lines = text.splitlines()
    above: list[str] = []
    read: list[_Field] = []
    is_text = asking is not None and asking not in SHORT
    for place, line in enumerate(lines):
        label = _label(line, words)
        if label is None:
            _add(read, above, line)
            continue
        name, rest, quote = label
        same = next((each for each in read if each.name == name), None)
        if not read and is_text and name in given and said("\n".join(above)):
            above.append(line)
        elif _is_text_open(read, is_text) and (
            same or not _can_be(name, rest, lines, place, words)
        ):
            _add(read, above, line, label=True)
        elif same is not None and name not in SHORT:
            same.lines.append(line)
            same.inside.append(line)
        else:
            read.append(_Field(name, quote, [rest]))
    return _form(read, "\n".join(above), words, asking)


def _form(read: Sequence[_Field], above: str, words: Vocabulary, asking: str | None) -> Form:
    fields: dict[str, str] = {}
    twice: dict[str, list[str]] = {}
    stray = [above]
    for each in read:
        value = said("\n".join(each.lines))
        if each.name == TO:
            value, rest = _addressees(value, words)
            stray.append(rest)
        if not value:
            continue
        if each.name not in fields:
            fields[each.name] = value
        elif each.name in SHORT and folded(fields[each.name]) != folded(value):
            twice.setdefault(each.name, [fields[each.name]]).append(value)
    for name, values in twice.items():
        del fields[name]
        fitting = [value for value in values if _fits(name, value, words)]
        if len(fitting) == 1:
            fields[name] = fitting[0]
            stray.extend(value for value in values if value != fitting[0])
    if asking is not None and asking not in fields and said(above):
        fields[asking], stray[0] = said(above), ""
    unsaid = [line for each in stray for line in each.splitlines() if not _is_printed(line, words)]
    return Form(
        fields,
        stray=said("\n".join(unsaid)),
        inside={each.name: each.inside for each in read if each.inside},
        twice={name: values for name, values in twice.items() if name not in fields},
        empty=[each.name for each in read if each.name not in {*fields, *twice}],
        labelled=bool(read),
        begins=bool(read) and not said(above),
    )


def _label(line: str, words: Vocabulary) -> tuple[str, str, bool] | None:
    """Return the field that a line begins, what it says of it, and whether the line is quoted."""
    plain = without_unseen(line)
    worn = _WORN.match(plain)
    assert worn is not None
    for begins in dict.fromkeys((worn.end(), len(plain) - len(plain.lstrip()))):
        for behind in _BEHIND.finditer(plain, begins, begins + LABEL_LENGTH):
            name = found(words.labels, plain[begins : behind.start()])
            if name is not None:
                return name, _rest(line, len(plain) - behind.end()), bool(worn["quote"].strip())
    return None


def _rest(line: str, seen: int) -> str:
    """Return the end of a line that has so many characters that are seen, and all unseen ones."""
    place = len(line)
    while seen:
        place -= 1
        seen -= bool(without_unseen(line[place]))
    return line[place:]


def _add(read: list[_Field], above: list[str], line: str, *, label: bool = False) -> None:
    if not read:
        above.append(line)
        return
    open_ = read[-1]
    open_.lines.append(_QUOTED.sub("", line, count=1) if open_.quote else line)
    if label:
        open_.inside.append(line)


def _is_text_open(read: Sequence[_Field], is_text: bool) -> bool:
    return read[-1].name not in SHORT if read else is_text


def _can_be(name: str, rest: str, lines: Sequence[str], place: int, words: Vocabulary) -> bool:
    """Say whether a label may be meant: what a short field says stands behind or below it."""
    if name not in SHORT:
        return True
    below = (lines[each] for each in range(place + 1, min(place + NEAR, len(lines))))
    return _fits(name, rest if said(rest) else next(filter(said, below), ""), words)


def _addressees(value: str, words: Vocabulary) -> tuple[str, str]:
    """Return the lines that name Parties, and those behind them that name none."""
    lines = value.splitlines()
    for end in range(min(len(lines), NEAR), 0, -1):
        if _fits(TO, "\n".join(lines[:end]), words):
            return said("\n".join(lines[:end])), "\n".join(lines[end:])
    return value, ""


def _fits(name: str, value: str, words: Vocabulary) -> bool:
    if name == GROUND:
        head = value.partition(",")[0]
        return (found(words.grounds, head) or found(words.grounds, value)) is not None
    if name == CRIME:
        return found(words.crimes, value.strip(" .")) is not None
    try:
        return bool(parties(value, words))
    except Refused:
        return False


def _is_printed(line: str, words: Vocabulary) -> bool:
    """Say whether a line is one of the empty form, which nobody typed."""
    return folded(line) in words.printed
