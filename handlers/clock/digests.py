"""The daily digest of an authority: what is open, who owes the next step, how long is left."""

from datetime import date, datetime, timedelta

from handlers.chat import pages
from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from handlers.clock.owed import entries
from protocol.audience import Audience
from protocol.calendar import at_local, days_off_after, local_date, start_of_day
from protocol.obligation import Kind, Obligation
from protocol.obligations import is_known
from protocol.parties import Authority
from protocol.policy import Policy
from storage.carrying import Carries
from storage.debts import Owed
from storage.sayings import Priority

_ALL = frozenset(Kind)
# What the other side owes and is known to that side alone is not among it.
_KNOWN = frozenset(filter(is_known, Kind))


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
    owed, count = _concerning(turn, authority)
    if not owed:
        return
    soon, falling = _falling(turn, authority, days_off_after(today, authority.holidays))
    people = recipients(turn, {Audience.ON_DUTY, Audience.SIGNATORIES}, authority.id)
    turn.say(
        "digest-before-days-off" if soon else "digest",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.DIGEST,
        key=f"digest/{authority.id}/{today.isoformat()}",
        authority=authority.id,
        at=turn.now,
        lines=pages.summary(entries(turn, owed), count),
        soon=pages.summary(entries(turn, soon), falling),
    )


def _concerning(turn: Turn, authority: Authority) -> tuple[tuple[Obligation, ...], int]:
    """
    Return the first of what is owed about its requests, by either side, and what it owes otherwise.

    And how many that are.
    """
    debts, own = turn.work.debts, (authority.id, authority.party)
    owed = (
        *debts.page(own, _ALL, now=turn.now, limit=pages.SUMMARY, silent=False),
        *debts.owed_to(authority.id, _KNOWN, limit=pages.SUMMARY),
    )
    count = debts.count(own, _ALL, now=turn.now, silent=False)
    count += debts.count_owed_to(authority.id, _KNOWN)
    first = sorted(owed, key=lambda each: (each.due.at, each.id))
    return tuple(first[: pages.SUMMARY]), count


def _falling(
    turn: Turn, authority: Authority, off: tuple[date, ...]
) -> tuple[tuple[Obligation, ...], int]:
    """Return the first of what it owes that falls due in the days off, and how many that are."""
    if not off:
        return (), 0
    debts, own = turn.work.debts, (authority.id,)
    begin, end = (
        Owed(start_of_day(day, authority.zone), "") for day in (off[0], off[-1] + timedelta(days=1))
    )
    falling = debts.count(own, _ALL, now=turn.now, after=begin, silent=False)
    falling -= debts.count(own, _ALL, now=turn.now, after=end, silent=False)
    found = debts.page(own, _ALL, now=turn.now, after=begin, limit=pages.SUMMARY, silent=False)
    return found[:falling], falling
