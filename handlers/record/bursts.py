"""
More urgent requests of one authority to another within an hour than anybody sends. Policy.

Each is sent and rings at once. Its sender is asked once whether it is no mistake, the signatories
of both sides are told once, and what rings again is one message with all that still ring.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.record.sides import requesting_side, telephones
from protocol.audience import Audience
from protocol.bursts import Burst
from protocol.moves import RINGING
from protocol.obligation import Kind
from protocol.parties import Officer
from protocol.reminders import due
from protocol.request import Request
from storage.carrying import Carries
from storage.outgoing import Outgoing
from storage.sayings import Priority
from storage.values import Line, lines
from storage.work import Work

ALARM = "alarm-burst"
UNACKNOWLEDGED = "told-unacknowledged-burst"
# Their rows stand for many requests: each holds while one of those rings.
JOINED = (ALARM, UNACKNOWLEDGED)
UNACKNOWLEDGED_IDS = "unacknowledged"
# Between two such messages to one person, whatever comes due.
APART = timedelta(minutes=5)
# So many are named in one message; those behind them are named once these are acknowledged.
NAMED = 100
_ACKNOWLEDGE = frozenset({Kind.ACKNOWLEDGE})


@dataclass(frozen=True, slots=True)
class Joined:
    """
    What rings of the bursts to one authority: each request with its burst, the oldest first.

    `count` is how many there are, more than are named at once.
    """

    requests: tuple[tuple[Burst, Request], ...]
    count: int

    @property
    def since(self) -> str:
        """Return when the first of their bursts began."""
        return min(burst.since for burst, _ in self.requests).isoformat()


def note(turn: Turn, request: Request) -> None:
    """Take note of a request that was sent: it may be one too many, or one more of a burst."""
    policy, bursts = turn.policy, turn.work.requests.bursts
    pair = (request.requesting, request.requested)
    since = request.created_at - policy.burst_within
    sent = bursts.sent(*pair, since=since, most=policy.burst_above + 1)
    if len(sent) <= policy.burst_above:
        return
    at_desk = bursts.at(request.requested, since=since)
    going_on = next((each for each in at_desk if each.requesting == request.requesting), None)
    if going_on is not None:
        bursts.prolong(going_on.id, request.created_at)
        return
    begun = Burst(turn.work.id(), *pair, sent[0], request.created_at, asked=turn.officer.id)
    bursts.add(begun)
    turn.log("burst", about=request.subject, above=policy.burst_above, since=begun.since)
    _ask(turn, begun)


def ring(turn: Turn, request: Request, people: Iterable[Officer]) -> bool:
    """
    Ring once for all that still ring of the bursts to this authority; False where `request` is of
    none.

    Whoever was rung so less than five minutes ago has read of every request that is due by now.
    """
    joined = _joined(turn, request)
    if joined is None:
        return False
    say(turn, joined, people)
    return True


def ring_officer(turn: Turn, officer: Officer) -> int:
    """Ring an officer who can be reached again; return for how many requests."""
    found = _all_joined(turn, officer.authority)
    if found is None:
        return 0
    say(turn, found, (officer,), key=turn.key)
    return found.count


def say(turn: Turn, joined: Joined, people: Iterable[Officer], *, key: str = "") -> None:
    """Say to people which requests still ring, with the button that acknowledges these."""
    numbers = [str(request.number) for _, request in joined.requests]
    under = key or f"burst/{joined.since}/{_slot(turn, joined)}"
    turn.say(
        ALARM,
        carries=Carries.NOTHING,
        to=[each for each in people if not turn.has_said(under, each)],
        priority=Priority.ALARM,
        key=under,
        choices=(Choice("ack", ", ".join(numbers), "ack.choice-all"),),
        count=joined.count,
        lines=(*_lines(joined.requests), *_more(joined.count - len(joined.requests))),
    )


def tell_unacknowledged(turn: Turn, request: Request) -> bool:
    """Tell the requesting side once which of a burst nobody has acknowledged; False if of none."""
    joined = _joined(turn, request)
    if joined is None:
        return False
    own = tuple(each for each in joined.requests if each[0].requesting == request.requesting)
    turn.say(
        UNACKNOWLEDGED,
        carries=Carries.NOTHING,
        to=requesting_side(turn, request),
        priority=Priority.ALARM,
        key=f"burst-told/{request.requested}/{joined.since}/{_slot(turn, joined)}",
        count=len(own),
        numbers=_lines(own),
        lines=telephones(turn, request.requested),
    )
    return True


def reached(turn: Turn, requests: Iterable[Request]) -> tuple[Officer, ...]:
    """Return who of the requested authority has been rung jointly for requests, by the ladder."""
    found: dict[str, Officer] = {}
    for request in requests:
        owed = turn.work.obligations.find(request.subject, Kind.ACKNOWLEDGE)
        ringing = replace(owed, last_step_at=None, discharged_at=None) if owed else None
        step = due(ringing, turn.policy, turn.now) if ringing else None
        if step is not None:
            people = recipients(turn, step.to, request.requested)
            found |= {each.id: each for each in people}
    return tuple(found.values())


def burst_of(turn: Turn, request: Request) -> Burst | None:
    """Return the burst of which a request is one, or None."""
    at_desk = turn.work.requests.bursts.at(request.requested, since=request.created_at)
    return next((each for each in at_desk if each.holds(request)), None)


def still_rings(work: Work, row: Outgoing) -> bool:
    """Say whether any of the requests that a joint message names still rings."""
    said = (*lines(row.saying.values["lines"]), *lines(row.saying.values.get("numbers", ())))
    ids = [id for line in said for id in _ids(line.values.get(UNACKNOWLEDGED_IDS, ()))]
    return any(each.execution in RINGING for each in work.requests.those(ids))


def _ids(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _ask(turn: Turn, burst: Burst) -> None:
    count = turn.policy.burst_above
    turn.say(
        "burst.ask",
        carries=Carries.NOTHING,
        choices=(Choice("burst", burst.id),),
        count=count,
        authority=burst.requested,
        left=turn.policy.burst_within,
    )
    for text, authority in (
        ("burst.told", burst.requesting),
        ("burst.told-there", burst.requested),
    ):
        signatories = recipients(turn, {Audience.SIGNATORIES}, authority)
        turn.say(
            text,
            carries=Carries.NOTHING,
            to=[each for each in signatories if each.id != turn.officer.id],
            priority=Priority.NOTICE,
            officer=turn.officer.id,
            count=count,
            requesting=burst.requesting,
            requested=burst.requested,
            left=turn.policy.burst_within,
        )


def _joined(turn: Turn, request: Request) -> Joined | None:
    return _all_joined(turn, request.requested) if burst_of(turn, request) else None


def _all_joined(turn: Turn, authority: str) -> Joined | None:
    """Return what rings of the bursts to an authority; None where nothing does."""
    debts = turn.work.debts
    owed = debts.page((authority,), _ACKNOWLEDGE, limit=NAMED)
    ids = [each.subject.id for each in owed]
    known = {each.id: each for each in turn.work.requests.those(ids)}
    ringing = [known[id] for id in ids if id in known]
    if not ringing:
        return None
    first = min(each.created_at for each in ringing)
    bursts = turn.work.requests.bursts.at(authority, since=first)
    found = tuple(
        (burst, request) for request in ringing for burst in bursts if burst.holds(request)
    )
    if not found:
        return None
    beyond = debts.count((authority,), _ACKNOWLEDGE) - len(owed) if len(owed) == NAMED else 0
    return Joined(found, len(found) + beyond)


def _lines(found: Iterable[tuple[Burst, Request]]) -> tuple[Line, ...]:
    """Return a line for each burst: whose it is, which of it ring, what its sender has said."""
    those: dict[str, list[str]] = {}
    bursts: dict[str, Burst] = {}
    for burst, request in found:
        bursts[burst.id] = burst
        those.setdefault(burst.id, []).append(request.id)
    return tuple(
        Line(
            "alarm-burst-line",
            {
                "requesting": burst.requesting,
                UNACKNOWLEDGED_IDS: tuple(those[id]),
                "complete": "yes" if burst.answered_by else "no",
            },
        )
        for id, burst in bursts.items()
    )


def _more(count: int) -> tuple[Line, ...]:
    return (Line("alarm-burst-more", {"count": count}),) if count else ()


def _slot(turn: Turn, joined: Joined) -> int:
    return (turn.now - min(burst.since for burst, _ in joined.requests)) // APART
