"""By what means a request was transmitted outside of the bot, and who has entered that. Art. 6."""

from collections.abc import Iterable, Iterator

from handlers.chat.families import Family
from protocol.entries import Entry, Means, Person
from protocol.request import Request
from storage.values import Line, Values
from storage.work import Work

ENTERED = Family("entered", tuple(Means))


def entered_lines(work: Work, request: Request, *, quotes: bool) -> tuple[Line, ...]:
    """Return how a request was transmitted outside of the bot, on each side's word, or nothing."""
    if request.means is None:
        return ()
    return entry_lines(work.requests.entries.of(request.id), quotes=quotes)


def entry_lines(entries: Iterable[Entry], *, quotes: bool) -> tuple[Line, ...]:
    """Return what each entry states; what somebody typed only where it `quotes`."""
    return tuple(line for each in entries for line in _lines(each, quotes=quotes))


def _lines(entry: Entry, *, quotes: bool) -> Iterator[Line]:
    said: Values = {
        "at": entry.at,
        "since": entry.entered_at,
        "officer": entry.officer,
        "authority": entry.authority,
    }
    yield Line(ENTERED[entry.means], said)
    if quotes or (entry.passed.officer and entry.taken.officer):
        people: Values = {"one_who": _person(entry.passed), "other_who": _person(entry.taken)}
        yield Line("entered-people", people)
    if entry.read_back is not None:
        yield Line("entered-read_back" if entry.read_back else "entered-not-read_back")
    if entry.agreed and quotes:
        yield Line("entered-agreed", {"text": entry.agreed})


def _person(person: Person) -> Line:
    if person.officer:
        return Line("entered-officer", {"officer": person.officer})
    return Line("entered-person", {"name": person.name})
