"""The daily digest of an authority: what is open, who owes the next step, how long is left."""

from datetime import date, datetime, timedelta

from handlers.chat.turn import Turn
from handlers.clock.owed import entry
from protocol.audience import Audience, recipients
from protocol.calendar import at_local, days_off_after, local_date
from protocol.obligation import Obligation
from protocol.obligations import is_known_to, tells
from protocol.parties import Authority
from protocol.policy import Policy
from storage.carrying import Carries
from storage.sayings import Priority


def next_digest(authority: Authority, policy: Policy, now: datetime) -> datetime:
    """Return the first time after `now` that the authority's clocks show the hour of its digest."""
    today = local_date(now, authority.zone)
    at = at_local(today, policy.digest_at, authority.zone)
    return at if at > now else at_local(today + timedelta(days=1), policy.digest_at, authority.zone)


def digest(turn: Turn, authority: Authority) -> None:
    """Say the digest, and before days off what falls due in them; nothing open, no digest."""
    at = next_digest(authority, turn.policy, turn.now)
    turn.work.digests.put_off(authority.id, at)
    if not authority.during.holds(turn.now):
        return
    today = local_date(turn.now, authority.zone)
    owed = _concerning(turn, authority)
    if not owed:
        return
    off = days_off_after(today, authority.holidays)
    soon = [each for each in owed if each.owed_by == authority.id and _falls(each, authority, off)]
    people = recipients({Audience.ON_DUTY, Audience.SIGNATORIES}, turn.colleagues(authority.id))
    turn.say(
        "digest-before-days-off" if soon else "digest",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.DIGEST,
        key=f"digest/{authority.id}/{today.isoformat()}",
        authority=authority.id,
        at=turn.now,
        lines=tuple(entry(turn, each) for each in owed),
        soon=tuple(entry(turn, each) for each in soon),
    )


def _concerning(turn: Turn, authority: Authority) -> list[Obligation]:
    """Return what is owed about its requests, by either side, and what it owes otherwise."""
    found = {
        obligation.id: obligation
        for request in turn.work.requests.of(authority.id)
        if request.transmitted_at or request.requesting == authority.id
        for obligation in turn.work.obligations.about(request.subject)
        if obligation.is_open
        and is_known_to(obligation, authority.id)
        and tells(obligation, turn.now)
    }
    for obligation in turn.work.obligations.debts((authority.id, authority.party)):
        if tells(obligation, turn.now):
            found[obligation.id] = obligation
    return sorted(found.values(), key=lambda each: (each.due.at, each.id))


def _falls(obligation: Obligation, authority: Authority, off: tuple[date, ...]) -> bool:
    return local_date(obligation.due.at, authority.zone) in off
