"""
What officers of an authority that was replaced learn of a request to its successor. Policy.

Where the request named their authority, its number; where nobody of the successor can be reached,
the content too, for as many days as they hand over.
"""

from dataclasses import replace

from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from handlers.draft import addressees
from handlers.record.agreements import agreed_for_draft
from protocol.audience import Audience
from protocol.parties import Authority
from protocol.request import Request
from protocol.succession import is_passing
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority


def shared(turn: Turn, draft: Draft, request: Request, to: Authority) -> Request:
    """Return a request that is being sent, open to a predecessor where nobody else has it."""
    has_any = turn.work.registry.people.has_any
    before = next((each for each in _predecessors(turn, to) if has_any(each.id)), None)
    if before is None:
        return request
    if addressees.is_reachable(turn, to, agreed_for_draft(turn, draft, to)):
        return request
    return replace(request, requested_before=before.id)


def tell(turn: Turn, draft: Draft, request: Request) -> None:
    """Tell those on duty at each predecessor of whoever was asked."""
    number, to = str(request.number), turn.work.registry.authority(request.requested)
    named = {before.id for before, now in addressees.named(turn, draft) if now == to}
    for before in _predecessors(turn, to):
        people = recipients(turn, {Audience.ON_DUTY}, before.id)
        if before.id == request.requested_before:
            turn.say(
                "send.predecessor-content",
                carries=Carries.CONTENT,
                to=people,
                priority=Priority.ALARM,
                about=request.subject,
                key=f"request/{request.id}/predecessor",
                request=number,
                successor=to.id,
                phone=to.phone,
                content=request.id,
            )
        elif before.id in named:
            turn.say(
                "send.predecessor",
                carries=Carries.NOTHING,
                to=people,
                priority=Priority.NOTICE,
                request=number,
                successor=to.id,
            )


def _predecessors(turn: Turn, to: Authority) -> tuple[Authority, ...]:
    return tuple(
        each
        for each in turn.work.registry.authorities(to.party)
        if each.successor == to.id and is_passing(each, policy=turn.policy, now=turn.now)
    )
