"""
A channel that was not heard for longer than its server keeps things: who is told what may be lost.

What was pressed or sent in vain is known to nobody but its sender, who therefore has to be told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.chat.turn import Site, Turn
from handlers.clock.owed import owed_now
from protocol.parties import Channel, Officer
from storage.carrying import Carries
from storage.sayings import Priority
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Kept:
    """For how long the server of a channel keeps what it could not deliver."""

    presses: timedelta
    messages: timedelta


def note_heard(work: Work, site: Site, channel: Channel, kept: Kept) -> None:
    """Note that a channel is heard now; after a gap tell its officers what may not have come."""
    name = f"heard/{channel}"
    before = work.recall(name)
    work.remember(name, work.now.isoformat())
    since = datetime.fromisoformat(before) if before else work.now
    _end_outage(work, site, channel)
    if work.now - since <= kept.presses:
        return
    turn = Turn(work, site=site, key=f"outage/{channel}/{since.isoformat()}", now=work.now)
    turn.log("outage", channel=channel, since=since)
    for officer in work.registry.everybody():
        bound = {account.channel for account in work.registry.accounts(officer.id)}
        if channel in bound and officer.serves(work.now):
            _tell(turn, officer, channel, since, kept)


def note_silent(work: Work, site: Site, channel: Channel, since: datetime) -> None:
    """Tell those who are on a channel that is not heard, over their other one; once."""
    name = f"silent/{channel}"
    if work.recall(name):
        return
    work.remember(name, since.isoformat())
    _tell_others(work, site, channel, "channel-silent", since)


def _end_outage(work: Work, site: Site, channel: Channel) -> None:
    name = f"silent/{channel}"
    since = work.recall(name)
    if since:
        work.remember(name, "")
        _tell_others(work, site, channel, "channel-heard", datetime.fromisoformat(since))


def _tell_others(work: Work, site: Site, channel: Channel, text: str, since: datetime) -> None:
    turn = Turn(work, site=site, key=f"{text}/{channel}/{since.isoformat()}", now=work.now)
    turn.log(text, channel=channel, since=since)
    for officer in work.registry.everybody():
        bound = {account.channel for account in work.registry.accounts(officer.id)}
        others = sorted((bound & site.channels) - {channel})
        if channel in bound and others and officer.serves(work.now):
            turn.say(
                text,
                carries=Carries.NOTHING,
                to=officer,
                priority=Priority.REMINDER,
                over=others[0],
                channel=channel,
                channels=tuple(others),
                since=since,
                until=turn.now,
            )


def _tell(turn: Turn, officer: Officer, channel: Channel, since: datetime, kept: Kept) -> None:
    """Tell one officer: of lost messages always, of lost presses where there was what to press."""
    messages = turn.now - kept.messages
    owed = owed_now(turn, officer)
    if since >= messages and not owed.count and turn.work.drafts.active(officer.id) is None:
        return
    turn.say(
        "outage-presses" if since >= messages else "outage-messages",
        carries=Carries.NOTHING,
        to=officer,
        priority=Priority.REMINDER,
        choices=owed.choices,
        channel=channel,
        since=since,
        until=turn.now,
        presses=turn.now - kept.presses,
        messages=messages,
        lines=owed.lines or "",
    )
