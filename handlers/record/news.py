"""What the other side did since the last message of the morning, for those who were not told."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.chat.turn import Turn
from handlers.record.cards import head
from handlers.record.subjects import view
from protocol.obligation import About, Subject
from protocol.parties import Authority, Officer
from protocol.views import View
from storage.values import Line
from storage.work import Work

# So many requests stand in one message, the newest.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class News:
    """The requests with which the other side did something, and of which of them who was told."""

    requests: frozenset[str]
    told: dict[str, frozenset[str]]

    @staticmethod
    def begin(work: Work, authority: Authority) -> None:
        """Let there be news from now on."""
        work.remember(_name(authority), str(work.deliveries.last()))

    @staticmethod
    def since_last(turn: Turn, authority: Authority) -> "News":
        """
        Return what there is since this was asked before; of the time before that nothing.

        Those on duty and whoever has the case were told at once, at any hour.
        """
        work = turn.work
        before = work.recall(_name(authority))
        News.begin(work, authority)
        if before is None:
            return News(frozenset(), {})
        people = (each.id for each in turn.colleagues(authority.id))
        told = work.deliveries.acts_told(people, after=int(before))
        return News(frozenset().union(*told.values()), dict(told))

    def by_reader(
        self, turn: Turn, readers: Iterable[Officer]
    ) -> Iterable[tuple[tuple[Line, ...], tuple[Officer, ...]]]:
        """Yield lines of news and who reads these: of what each was told there is none."""
        groups: dict[frozenset[str], list[Officer]] = {}
        for reader in readers:
            new = self.requests - self.told.get(reader.id, frozenset())
            groups.setdefault(new, []).append(reader)
        for new, people in groups.items():
            yield _lines(turn, new, people[0]), tuple(people)


def _name(authority: Authority) -> str:
    return f"news/{authority.id}"


def _lines(turn: Turn, requests: Iterable[str], reader: Officer) -> tuple[Line, ...]:
    subjects = (Subject(About.REQUEST, each) for each in requests)
    found = [
        turn.work.requests.get(each.id, lock=False)
        for each in subjects
        if view(turn.work, each, reader) >= View.STATES
    ]
    newest = sorted(found, key=lambda each: (each.created_at, each.id), reverse=True)[:SHOWN]
    if not newest:
        return ()
    return (Line("digest-news"), *(head(each) for each in newest))
