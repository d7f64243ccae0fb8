"""People, authorities, requests and obligations for the tests of the treaty's core."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from protocol.articles import Rule
from protocol.moves import Execution, Form
from protocol.obligation import About, Due, Kind, Obligation, Subject
from protocol.obligations import Opening, due
from protocol.parties import Authority, Interval, Officer, Party, Role, Standing
from protocol.policy import DEFAULT
from protocol.refusals import Refused
from protocol.request import Number, Request
from tests.builders import ALWAYS, LONG_AGO, content

SUBJECT = Subject(About.REQUEST, "r1")

CONTENT = content()


def moment(text: str) -> datetime:
    """Return the aware UTC moment that `text` writes: 2026-03-06 22:15 +05:00."""
    day, clock, offset = text.split()
    return datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(UTC)


def moments(since: str, until: str) -> st.SearchStrategy[datetime]:
    """Return a strategy for aware UTC moments between the first instants of two days."""
    first, last = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (since, until))
    length = (last - first) // timedelta(microseconds=1)
    return st.integers(0, length).map(lambda passed: first + timedelta(microseconds=passed))


def officer(
    role: Role = Role.DUTY_OFFICER,
    *,
    authority: str = "kz",
    id: str | None = None,
    during: Interval = ALWAYS,
    zone: str = "Asia/Almaty",
    standing: Standing = Standing.ACTIVE,
    on_duty: bool = False,
) -> Officer:
    """Return an officer; the id tells the authority and the role unless it is given."""
    return Officer(
        id=id or f"{authority}-{role}",
        authority=authority,
        party=None,
        role=role,
        name="Имя",
        call_sign="Сокол",
        phone="+7",
        lang="ru",
        zone=zone,
        during=during,
        standing=standing,
        on_duty=on_duty,
    )


def authority(
    party: Party, *, zone: str = "Asia/Almaty", during: Interval = ALWAYS, successor: str = ""
) -> Authority:
    """Return an authority of `party`, whose id is the small code of the Party."""
    return Authority(party.lower(), party, "Орган", "+7", zone, during, successor=successor or None)


def request(
    *,
    execution: Execution = Execution.TRANSMITTING,
    form: Form = Form.NOT_TRANSMITTED,
    created_at: datetime = LONG_AGO,
) -> Request:
    """Return the request KZ-BY-2026-7 in the given states."""
    return Request(
        id="r1",
        number=Number(Party.KAZAKHSTAN, Party.BELARUS, 2026, 7),
        requesting="kz",
        requested="by",
        sender="kz-duty_officer",
        created_at=created_at,
        execution=execution,
        form=form,
    )


def opening(at: datetime, zone: str = "Asia/Almaty", requesting_zone: str = "") -> Opening:
    """Return an opening under the default policy, without holidays."""
    return Opening(at, zone, requesting_zone or zone, DEFAULT)


def obligation(
    kind: Kind, opened_at: datetime, *, zone: str = "Asia/Almaty", until: Due | None = None
) -> Obligation:
    """Return an obligation of `kind`, due as the rules say unless `until` is given."""
    owed = until or due(kind, opening(opened_at, zone))
    return Obligation("o1", kind, SUBJECT, "kz", zone, opened_at, owed)


def refusal(act: Callable[[], object]) -> Refused:
    """Return how `act` is refused, failing where it is not."""
    try:
        done = act()
    except Refused as refused:
        return refused
    raise AssertionError(f"not refused: {done}")


def said(refused: Refused) -> tuple[str, Rule]:
    """Return why it is refused, and by which rule."""
    return refused.why, refused.rule
