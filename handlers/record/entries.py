"""By what means a request went outside of the bot, and who has entered that. Art. 6."""

from collections.abc import Iterable, Iterator

from handlers.chat.families import Family
from protocol.entries import Entry, Means, Person
from protocol.request import Request
from storage.values import Line, Values
from storage.work import Work

ENTERED = Family("entered", (Means.TELEPHONE, Means.FAX))


def entered_lines(work: Work, request: Request, *, quotes: bool) -> tuple[Line, ...]:
    """Return how a request went outside of the bot, on each side's word, or nothing."""
    if request.means is None:
        return ()
    found = [each for each in work.requests.entries.of(request.id) if not each.unpaired_at]
    lines = entry_lines(found, request.requesting, quotes=quotes)
    return (*lines, Line("entered-unreceived")) if request.comes_on_paper else lines


def entry_lines(entries: Iterable[Entry], requesting: str, *, quotes: bool) -> tuple[Line, ...]:
    """Return what each entry states; what somebody typed only where it `quotes`."""
    return tuple(line for each in entries for line in _lines(each, requesting, quotes=quotes))


def _lines(entry: Entry, requesting: str, *, quotes: bool) -> Iterator[Line]:
    said: Values = {
        "at": entry.at,
        "since": entry.entered_at,
        "officer": entry.officer,
        "authority": entry.authority,
    }
    if entry.on is not None:
        yield from _on_paper(entry, quotes=quotes)
        key = "entered-sent_on" if entry.authority == requesting else "entered-received_on"
        yield Line(key, {**said, "on": entry.on})
        return
    yield Line(ENTERED[entry.means], said)
    if quotes or (entry.passed.officer and entry.taken.officer):
        people: Values = {"one_who": _person(entry.passed), "other_who": _person(entry.taken)}
        yield Line("entered-people", people)
    if entry.read_back is not None:
        yield Line("entered-read_back" if entry.read_back else "entered-not-read_back")
    if entry.agreed and quotes:
        yield Line("entered-agreed", {"text": entry.agreed})


def _on_paper(entry: Entry, *, quotes: bool) -> Iterator[Line]:
    """Yield which letter it is, where it is not that which the other side has entered."""
    if entry.outgoing is not None and entry.signed_as is not None:
        said: Values = {
            "letter": entry.outgoing.number if quotes else "-",
            "on": entry.outgoing.dated_on,
            "name": entry.passed.name if quotes else "-",
            "role": entry.signed_as,
        }
        yield Line("entered-letter", said)


def _person(person: Person) -> Line:
    if person.officer:
        return Line("entered-officer", {"officer": person.officer})
    return Line("entered-person", {"name": person.name})
