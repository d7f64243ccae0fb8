"""
An account that is frozen instead of unbound: it signs and reads nothing, and goes on being rung.

So four messages from one account that was taken over shut nobody's authority out. Policy.
"""

from datetime import timedelta

from handlers.chat.families import Family
from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import owed_now
from handlers.people import standing
from protocol.parties import Channel, Officer
from storage.carrying import Carries
from storage.work import Work

# Of the second person of an authority within so long no account is unbound any more.
COUNTED_WITHIN = timedelta(hours=1)
LAST, SECOND = "last", "second"
WHY = Family("lost.frozen", (LAST, SECOND))
HERE, YOURS, THAWED = "frozen-here", "lost.frozen-you", "thaw.done"
# What is said to a frozen account too; everything else but alarms is not.
TO_FROZEN = frozenset({HERE, YOURS})


def is_frozen_here(work: Work, officer: str, channel: str | None) -> bool:
    """Say whether an officer's account on a channel is frozen."""
    return any(
        each.is_frozen and each.channel == channel for each in work.registry.all_accounts(officer)
    )


def say_frozen(turn: Turn) -> None:
    """Answer whatever comes from a frozen account: why nothing is done, and how to object."""
    turn.say(HERE, carries=Carries.NOTHING, phone=_phone(turn, turn.officer))


def why_frozen(turn: Turn, officer: Officer, gone: tuple[Channel, ...]) -> str | None:
    """
    Return why accounts that were reported lost are to be frozen; None where they are unbound.

    One's own are always unbound: whoever reports them is heard elsewhere.
    """
    if officer.id == turn.officer.id:
        return None
    freezing = turn.work.registry.freezing
    others = freezing.note_loss(officer.authority, officer.id, within=COUNTED_WITHIN)
    left = {each.channel for each in turn.work.registry.accounts(officer.id)} - set(gone)
    if not left and standing.is_last_head(turn, officer):
        return LAST
    return SECOND if others else None


def freeze(turn: Turn, officer: Officer, gone: tuple[Channel, ...], why: str) -> None:
    """
    Freeze accounts and void what could be pressed or answered there; tell everybody concerned.

    First of all the owner, on the frozen accounts and on all others; then the authority, then the
    operator, each with how to object.
    """
    work = turn.work
    for each in gone:
        work.registry.freezing.freeze(officer.id, each, by=turn.officer.id)
        turn.log("account-frozen", officer=officer.id, channel=each)
    standing.void(turn, officer.id)
    for account in work.registry.all_accounts(officer.id):
        turn.say(
            YOURS,
            carries=Carries.NOTHING,
            to=officer,
            over=account.channel,
            choices=() if account.is_frozen else (Choice("thaw"),),
            channels=gone,
            actor=turn.officer.id,
            phone=_phone(turn, officer),
        )
    turn.say(WHY[why], carries=Carries.NOTHING, officer=officer.id, channels=gone)
    others = [each for each in turn.colleagues(officer.authority) if each.id != officer.id]
    turn.say(
        "lost.frozen-told",
        carries=Carries.NOTHING,
        to=[each for each in others if each.id != turn.officer.id],
        officer=officer.id,
        channels=gone,
        actor=turn.officer.id,
        phone=officer.phone,
    )
    turn.frozen.append(officer.id)


def thaw(turn: Turn, officer: Officer, *, by: str) -> tuple[Channel, ...]:
    """Let the frozen accounts of an officer be heard again; tell its owner and the authority."""
    registry = turn.work.registry
    frozen = tuple(each.channel for each in registry.all_accounts(officer.id) if each.is_frozen)
    reporters = registry.freezing.reporters(officer.id)
    registry.freezing.thaw(officer.id)
    turn.work.journal.write("account-thawed", actor=by, at=turn.now, officer=officer.id)
    if by != officer.id:
        owed = owed_now(turn, officer)
        turn.say(
            "thaw.told-you",
            carries=Carries.NOTHING,
            to=officer,
            choices=owed.choices,
            channels=frozen,
            actor=by,
            lines=owed.lines or "",
        )
    turn.say(
        "thaw.told",
        carries=Carries.NOTHING,
        to=[each for each in turn.colleagues(officer.authority) if each.id != officer.id],
        officer=officer.id,
        channels=frozen,
        actor=by,
        people=tuple(sorted(reporters)),
    )
    return frozen


def _phone(turn: Turn, officer: Officer) -> str:
    """Return the telephone of the officer's authority; empty at the Secretariat."""
    known = {each.id: each for each in turn.work.registry.authorities(officer.party)}
    authority = known.get(officer.authority)
    return authority.phone if authority else ""
