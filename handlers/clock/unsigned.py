"""Who will sign the letter that confirms: asked as it begins to be owed, else the head is told."""

from handlers.chat.turn import Turn
from handlers.clock.owed import the_request
from handlers.record.signers import signer_choices
from protocol.calendar import is_working, local_date
from protocol.nights import Voice
from protocol.obligation import Kind, Obligation
from protocol.parties import Officer
from storage.carrying import Carries
from storage.sayings import Priority

ASKED = "remind-confirm-asked"


def is_asked(turn: Turn, confirmation: Obligation) -> bool:
    """Say whether nobody was named yet who signs what is owed."""
    if confirmation.kind is not Kind.CONFIRM:
        return False
    asked = turn.work.obligations.find(confirmation.subject, Kind.WILL_SIGN)
    return asked is not None and asked.is_open


def falls_on_day_off(turn: Turn, confirmation: Obligation) -> bool:
    """Say whether it falls due on a day off of whoever owes it."""
    calendar = turn.work.registry.authority(confirmation.owed_by).calendar
    return not is_working(local_date(confirmation.due.at, confirmation.zone), calendar)


def tell_head(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    """Tell the head that nobody was named who signs; what falls into the night makes no sound."""
    request = the_request(turn, obligation)
    confirmation = turn.work.obligations.find(obligation.subject, Kind.CONFIRM)
    if confirmation is None:
        return
    turn.say(
        "willsign.told-head",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.REMINDER,
        voice=Voice.OWN,
        about=obligation.subject,
        owed=obligation,
        choices=signer_choices(turn, request),
        key=key,
        request=str(request.number),
        due=confirmation.due.at,
        zone=confirmation.zone,
    )
