"""Whether each request stands in the lists where it should, by what the record says of it now."""

from dataclasses import asdict

from sqlalchemy import select

from protocol.positions import positions
from storage import tables
from storage.work import Work


def misplaced(work: Work) -> list[str]:
    """Return the numbers of the requests that the lists have elsewhere, or not at all."""
    ids = work.connection.execute(select(tables.requests.c.id)).scalars().all()
    owed = work.obligations.open_about(ids)
    rows = work.connection.execute(select(tables.positions)).mappings().all()
    stands = {(row["request"], row["authority"]): dict(row) for row in rows}
    return [
        f"{request.number} of {position.authority}: {stands.get(key)}, not {asdict(position)}"
        for request in work.requests.those(ids)
        for position in positions(request, owed.get(request.id, ()))
        if stands.get(key := (position.request, position.authority)) != asdict(position)
    ]
