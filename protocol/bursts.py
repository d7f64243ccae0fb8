"""More urgent requests of one authority to another within an hour than anybody sends. Policy."""

from dataclasses import dataclass
from datetime import datetime

from protocol.request import Request


@dataclass(frozen=True, slots=True)
class Burst:
    """
    The requests of one authority to another that were sent from `since` to `until`, both counted.

    `asked` is whose press made them too many: whether that is no mistake, `answered_by` has said.
    """

    id: str
    requesting: str
    requested: str
    since: datetime
    until: datetime
    asked: str
    answered_by: str | None = None
    answered_at: datetime | None = None

    def holds(self, request: Request) -> bool:
        """Say whether a request is one of them."""
        pair = (request.requesting, request.requested)
        return pair == (self.requesting, self.requested) and (
            self.since <= request.created_at <= self.until
        )
