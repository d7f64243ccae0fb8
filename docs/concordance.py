"""What docs/protocol.md shows: the clauses of Art. 3-18, each with what the product does of it."""

from collections.abc import Iterable
from itertools import groupby

from docs.clauses import CLAUSES, Clause
from docs.marks import Mark, by_clause, claims
from docs.tables import table
from protocol.articles import Source

_RANKS = {
    Source.TREATY: "treaty",
    Source.READING: "reading",
    Source.POLICY: "policy",
}


def clauses() -> str:
    """Return every clause under its article: its words, what is done, by which rank, the tests."""
    found = groupby(CLAUSES.items(), key=lambda each: _article(each[0]))
    return "\n\n".join(_under(article, rows) for article, rows in found)


def counted() -> str:
    """Return how many clauses are carried out, by rank, and how many are not."""
    done = by_clause()
    rows = [
        (f"carried out, {_ranks(marks)}", [key for key in done if _ranks(done[key]) == rank])
        for rank, marks in {_ranks(marks): marks for marks in done.values()}.items()
    ]
    left = [clause for clause, row in CLAUSES.items() if row.left]
    listed = ((head, str(len(each)), ", ".join(each)) for head, each in (*rows, ("not", left)))
    return table(("clauses", "how many", "which"), listed)


def _under(article: str, rows: Iterable[tuple[str, Clause]]) -> str:
    return "\n\n".join((f"## Статья {article}", *(_clause(*each) for each in rows)))


def _clause(clause: str, row: Clause) -> str:
    words = f"> **{clause}** {row.words}"
    if row.left:
        return f"{words}\n\nNot carried out. {row.left}"
    marks = by_clause()[clause]
    places = ", ".join(dict.fromkeys(_place(each) for each in marks))
    tests = "\n".join(f"- `{each.test}`" for each in claims() if each.clause == clause)
    rank = _ranks(marks).capitalize()
    return f"{words}\n\n{row.does}\n\n*{rank}*: {places}. Proved by:\n\n{tests}"


def _place(mark: Mark) -> str:
    kind, _, row = mark.place.partition(" ")
    return f"{kind} `{row}`" if row else f"`{kind}`"


def _ranks(marks: Iterable[Mark]) -> str:
    """Return under which ranks a clause is carried out, the treaty's words first."""
    found = {each.source for each in marks}
    return ", ".join(_RANKS[source] for source in Source if source in found)


def _article(clause: str) -> str:
    return clause.partition(".")[0]
