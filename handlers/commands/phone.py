"""/phone NUMBER: the telephone of the other side of a request."""

from handlers.kit import Command, Turn
from handlers.reminding import telephones
from protocol.permissions import Act, check_about
from storage.values import Line


def phone(turn: Turn, argument: str) -> None:
    """Tell whom to telephone: the sender, or the desk and the people of the requested authority."""
    request = turn.work.requests.find(argument, seen_by=turn.officer)
    check_about(turn.officer, request, Act.PHONE)
    lines = telephones(turn, request)
    if turn.officer.authority == request.requested:
        sender = turn.work.registry.officer(request.sender)
        authority = turn.work.registry.authority(request.requesting)
        lines = (
            Line("telephone", {"officer": sender.id, "phone": sender.phone}),
            Line("telephone-authority", {"authority": authority.id, "phone": authority.phone}),
        )
    turn.say("phone", about=request.subject, request=str(request.number), lines=lines)


COMMAND = Command("phone", run=phone, act=Act.PHONE)
