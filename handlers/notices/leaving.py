"""A Party leaves the Protocol: what is open until then, and what becomes of it after. Art. 18."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.chat import pages
from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import head
from handlers.record.owing import open_obligation
from protocol.audience import Audience
from protocol.calendar import local_date, start_of_day
from protocol.law import law
from protocol.notices import Notice, NoticeKind
from protocol.obligation import Kind, Obligation
from protocol.parties import SECRETARIAT, ZONES, Authority, Interval, Officer, Party
from protocol.reminders import due, wakes_at
from protocol.request import Request
from storage.carrying import Carries
from storage.sayings import Priority

_READ_BY = frozenset({Audience.ON_DUTY, Audience.SIGNATORIES})


def ask_date(turn: Turn, notice: Notice) -> None:
    """Let the head of the duty unit set the date of an exit that was relayed."""
    if notice.kind is NoticeKind.EXIT:
        kind, subject = Kind.EXIT_DATE, notice.subject
        open_obligation(turn, kind, subject, owed_by=SECRETARIAT, at=turn.now)


def set_date(turn: Turn, notice: Notice, on: date) -> None:
    """Let the Protocol bind a Party until the first instant of a date, in its zone."""
    law("18.1")
    party = notice.party
    assert party is not None, "an exit is a Party's"
    at = start_of_day(on, ZONES[party])
    bond = next(each for each in turn.work.registry.bonds() if each.party == party)
    turn.work.registry.put_bond(replace(bond, during=Interval(bond.during.since, at)))
    turn.work.notices.save(replace(notice, changed_at=turn.now))
    ended = (Kind.EXIT_DATE, Kind.SETTLEMENT)
    # A date that was set before counts no more.
    for each in turn.work.notices.of_party(party):
        turn.work.obligations.discharge(each.subject, ended, by=turn.actor, now=turn.now)
    turn.log("exit-date-set", about=notice.subject, party=party, at_moment=at)
    kind, subject = Kind.SETTLEMENT, notice.subject
    owed = open_obligation(turn, kind, subject, owed_by=party, at=turn.now, asked_by=at)
    if turn.now >= at:
        settle(turn, owed)
    turn.work.cards.touch(notice.subject)


def settle(turn: Turn, obligation: Obligation) -> bool:
    """
    Tell each side what is open between them; at the date itself, that the Party has left.

    What is open goes on.
    """
    party = Party(obligation.owed_by)
    has_left = turn.now >= obligation.due.at
    step = due(obligation, turn.policy, turn.now)
    at = step.at if step else turn.now
    _tell(turn, obligation, party, step=at.isoformat(), has_left=has_left)
    if has_left:
        turn.work.obligations.settle(obligation.id, by=turn.actor, now=turn.now)
        turn.log("party-left", about=obligation.subject, party=party)
        return True
    wake_at = wakes_at(replace(obligation, last_step_at=at), turn.policy)
    turn.work.obligations.note_step(obligation.id, step_at=at, wake_at=wake_at)
    return True


def _tell(turn: Turn, obligation: Obligation, party: Party, *, step: str, has_left: bool) -> None:
    for authority, requests in _open(turn, party, has_left=has_left).items():
        reader = turn.work.registry.authority(authority)
        shown = requests[: pages.SIZE]
        turn.say(
            "exit.left" if has_left else "exit.settlement",
            carries=Carries.NOTHING,
            to=_readers(turn, reader),
            priority=Priority.NOTICE,
            about=obligation.subject,
            key=f"obligation/{obligation.id}/{step}",
            choices=[Choice("open", str(each.number)) for each in shown],
            party=party,
            on=local_date(obligation.due.at, ZONES[party]),
            count=len(requests),
            lines=pages.summary([head(each) for each in shown], len(requests)),
        )


def _open(turn: Turn, party: Party, *, has_left: bool) -> Mapping[str, list[Request]]:
    """
    Return what is open with a Party, of each authority that has anything; of its own all of that.

    Whoever was not yet given a request knows nothing of it.
    """
    found: dict[str, list[Request]] = {}
    own = turn.work.registry.authorities(party)
    for authority in own:
        if authority.during.holds(turn.now):
            found.setdefault(authority.id, [])
        for request in turn.work.requests.of(authority.id):
            if has_left:
                turn.work.cards.touch(request.subject)
            sides = [request.requesting]
            if request.is_known_there:
                sides.append(request.requested)
            for side in sides:
                found.setdefault(side, []).append(request)
    return found


def _readers(turn: Turn, authority: Authority) -> tuple[Officer, ...]:
    return recipients(turn, _READ_BY, authority.id)
