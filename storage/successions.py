"""What is an authority's becomes its successor's: requests, what is owed, lists, consents."""

from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select, update

from storage.requests import IS_OPEN
from storage.tables import consents, obligations, positions, requests

# So many ids fit into one statement of either database.
AT_ONCE = 500
_OLD: BindParameter[Any] = bindparam("old")
_NEW: BindParameter[Any] = bindparam("new")
_WHICH: BindParameter[Any] = bindparam("which", expanding=True)
_IS_OWED = obligations.c.discharged_at.is_(None)
_OPEN = select(requests.c.id).where(
    or_(requests.c.requesting == _OLD, requests.c.requested == _OLD), IS_OPEN
)
_PASSED = select(requests.c.id).where(
    or_(requests.c.requesting_before == _OLD, requests.c.requested_before == _OLD)
)
# In the order in which a turn locks: the requests first.
_PASS = (
    update(requests)
    .where(requests.c.requesting == _OLD)
    .values(requesting=_NEW, requesting_before=_OLD),
    update(requests)
    .where(requests.c.requested == _OLD)
    .values(requested=_NEW, requested_before=_OLD),
    update(consents).where(consents.c.requested == _OLD).values(requested=_NEW),
    update(obligations).where(obligations.c.owed_by == _OLD, _IS_OWED).values(owed_by=_NEW),
    update(obligations).where(obligations.c.owed_to == _OLD, _IS_OWED).values(owed_to=_NEW),
    update(positions).where(positions.c.authority == _OLD).values(authority=_NEW),
)
# What is about these requests: also what was discharged, for it may be owed again.
_PASS_ABOUT = (
    update(consents)
    .where(consents.c.request.in_(_WHICH), consents.c.requesting == _OLD)
    .values(requesting=_NEW),
    update(obligations)
    .where(obligations.c.subject.in_(_WHICH), obligations.c.owed_by == _OLD)
    .values(owed_by=_NEW),
    update(obligations)
    .where(obligations.c.subject.in_(_WHICH), obligations.c.owed_to == _OLD)
    .values(owed_to=_NEW),
)
_END = (
    update(requests).where(requests.c.requesting_before == _OLD).values(requesting_before=None),
    update(requests).where(requests.c.requested_before == _OLD).values(requested_before=None),
)


class Successions:
    """The successions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pass_on(self, old: str, new: str) -> tuple[str, ...]:
        """
        Make all that is the authority `old`'s that of `new`; return the ids of the open requests.

        No moment changes. What has been passed on before is left as it is.
        """
        found = tuple(self._connection.execute(_OPEN, {"old": old}).scalars())
        for each in _PASS:
            self._connection.execute(each, {"old": old, "new": new})
        passed = self._connection.execute(_PASSED, {"old": old}).scalars().all()
        for first in range(0, len(passed), AT_ONCE):
            which = tuple(passed[first : first + AT_ONCE])
            for each in _PASS_ABOUT:
                self._connection.execute(each, {"old": old, "new": new, "which": which})
        return found

    def end(self, old: str) -> None:
        """Close to the officers of `old` what was theirs."""
        for each in _END:
            self._connection.execute(each, {"old": old})
