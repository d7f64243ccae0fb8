"""Somebody acknowledged and nothing was done since: it is asked what becomes of the request."""

from handlers.chat.recipients import recipients
from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import the_request
from handlers.record.taking_up import may_be_put_off
from protocol.ladders import Step
from protocol.moves import Move
from protocol.obligation import Obligation
from protocol.parties import Officer
from storage.carrying import Carries
from storage.sayings import Priority


def ask_what_becomes(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    """Ask the debtor's people, with a button for each answer that is possible."""
    request = the_request(turn, obligation)
    number = str(request.number)
    later = turn.site.listing.making(Move.WORK_ON)
    over = {later.name} if later and not may_be_put_off(turn, request) else set()
    commands = turn.site.listing.settling(obligation.kind)
    turn.say(
        "working.asked-what",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.ALARM,
        about=obligation.subject,
        owed=obligation,
        choices=[Choice(each, number) for each in commands if each not in over],
        key=key,
        request=number,
        officer=request.acknowledged_by or turn.actor,
        at=request.acknowledged_at or obligation.opened_at,
        left=turn.now - (request.acknowledged_at or obligation.opened_at),
    )


def those_at_it(turn: Turn, obligation: Obligation, step: Step) -> tuple[Officer, ...]:
    """Return whom a step means: whoever acknowledged is the one who is at it."""
    sender = the_request(turn, obligation).acknowledged_by
    return recipients(turn, step.to, obligation.owed_by, sender=sender)
