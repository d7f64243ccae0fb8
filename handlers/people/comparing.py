"""
Whether the master key of an account on Matrix was compared, and what follows where it differs.

A key that was compared is its owner's by their own word; one that was only seen first is theirs by
the four words that a colleague has heard.
"""

import hashlib
from collections.abc import Sequence

from handlers.chat.turn import Site, Turn
from protocol.audience import Group
from protocol.parties import HEADS, Channel
from storage.carrying import Carries
from storage.sayings import Priority
from storage.verifications import Compared, How
from storage.work import Work


def tell_emoji(
    work: Work, site: Site, address: str, transaction: str, emoji: Sequence[int]
) -> None:
    """
    Tell an officer, over their other channels, the emoji of a verification on Matrix.

    Whoever poses as the bot there can name any emoji there, and none here.
    """
    turn = _turn(work, site, address, transaction)
    for channel in _others(turn) if turn else ():
        assert turn is not None
        turn.say(
            "comparing-shown",
            carries=Carries.NOTHING,
            key=f"{turn.key}/shown/{channel}",
            over=channel,
            emoji=tuple(map(str, emoji)),
        )


def note_comparison(work: Work, address: str, master: str, how: How, *, by: str = "") -> bool:
    """
    Note that a master key was compared; False where the address is bound to another one.

    `by` is who says so, where that is not its owner.
    """
    if not master or work.rooms.of(address).master != master:
        return False
    work.verifications.compare(address, Compared(master, how, work.now))
    officer = work.registry.listened_to(Channel.MATRIX, address)
    if officer is not None:
        actor = by or officer.id
        work.journal.write("key-compared", actor=actor, at=work.now, officer=officer.id, how=how)
    return True


def tell_mismatch(work: Work, site: Site, address: str, transaction: str) -> None:
    """Tell an officer over their other channels, and the heads, that what was compared differs."""
    turn = _turn(work, site, address, transaction)
    if turn is None:
        return
    officer = turn.officer
    turn.log("key-mismatched", officer=officer.id)
    for channel in _others(turn):
        turn.say(
            "comparing-mismatched",
            carries=Carries.NOTHING,
            priority=Priority.REMINDER,
            key=f"{turn.key}/mismatched/{channel}",
            over=channel,
        )
    heads = turn.work.registry.people.members(officer.authority, Group(HEADS))
    turn.say(
        "comparing-mismatched-told",
        carries=Carries.NOTHING,
        to=[each for each in heads if each.id != officer.id],
        priority=Priority.REMINDER,
        key=f"{turn.key}/mismatched-told",
        officer=officer.id,
    )


def _turn(work: Work, site: Site, address: str, what: str) -> Turn | None:
    """Return the turn of whoever has an address; None for a stranger. Keys stand in clear."""
    officer = work.registry.listened_to(Channel.MATRIX, address)
    if officer is None:
        return None
    digest = hashlib.sha256(what.encode()).hexdigest()[:24]
    account = work.registry.account(Channel.MATRIX, address).hex()
    key = f"comparing/{account}/{digest}"
    return Turn(work, site=site, key=key, now=work.now, officer=officer, channel=Channel.MATRIX)


def _others(turn: Turn) -> tuple[Channel, ...]:
    accounts = turn.work.registry.accounts(turn.officer.id)
    channels = dict.fromkeys(each.channel for each in accounts)
    return tuple(
        each for each in channels if each is not Channel.MATRIX and each in turn.site.channels
    )
