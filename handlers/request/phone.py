"""/phone NUMBER: the telephone of the other side of a request."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.recipients import recipients
from handlers.chat.turn import Turn
from handlers.record.sides import telephones
from protocol.audience import Audience
from protocol.obligation import About
from protocol.permissions import Act, check_about
from storage.carrying import Carries
from storage.values import Line


def phone(turn: Turn, argument: str) -> None:
    """Tell whom to telephone: the sender, or the desk and the people of the requested authority."""
    request = turn.work.requests.find(argument, seen_by=turn.officer)
    check_about(turn.officer, request, Act.PHONE)
    lines = telephones(turn, request.requested)
    if turn.officer.authority == request.requested:
        authority = turn.work.registry.authority(request.requesting)
        # For a sender who serves no longer those on duty stand in.
        people = recipients(turn, {Audience.SENDER}, authority.id, sender=request.sender)
        lines = (
            *(Line("telephone", {"officer": each.id, "phone": each.phone}) for each in people),
            Line("telephone-authority", {"authority": authority.id, "phone": authority.phone}),
        )
    turn.say(
        "phone",
        carries=Carries.NOTHING,
        about=request.subject,
        request=str(request.number),
        lines=lines,
    )


COMMAND = Command(
    Entry("phone", Act.PHONE, shown=InHelp.WITH_REQUEST, about=About.REQUEST), run=phone
)
