"""/export NUMBER: the whole case file of one request as one document, by a code."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from protocol.obligation import About
from protocol.permissions import Act, check_about
from protocol.refusals import Refused
from protocol.request import Request
from protocol.views import View, is_listed, sees
from storage.carrying import Carries
from storage.values import Line


def export(turn: Turn, argument: str) -> None:
    """Say the case file, which is made at delivery: where content may pass, else as a pointer."""
    request = _theirs(turn, argument)
    number = str(request.number)
    whole = sees(turn.officer, request) is View.CONTENT
    turn.log("exported", about=request.subject, content="yes" if whole else "no")
    if whole:
        turn.say(
            "export",
            carries=Carries.CASEFILE,
            about=request.subject,
            request=number,
            casefile=request.id,
        )
    else:
        turn.say(
            "export.record",
            carries=Carries.NOTHING,
            about=request.subject,
            request=number,
            record=request.id,
        )


def exporting(turn: Turn, argument: str) -> Deed:
    """
    Tell which case file would leave the record.

    Raises: Refused when there is none for this officer.
    """
    request = _theirs(turn, argument)
    whole = sees(turn.officer, request) is View.CONTENT
    return Deed(
        Act.EXPORT,
        (
            Line("signed-request", {"request": str(request.number)}),
            Line("signed-export" if whole else "signed-export-record"),
            Line("digest-of-content", {"digest": turn.work.requests.digest(request.id).hex()}),
        ),
        subject=request.subject,
    )


def _theirs(turn: Turn, argument: str) -> Request:
    """
    Return the request that is meant.

    Raises: Refused when there is none, it is not of this officer's side, or the content would come
    to the requested side before its transmission.
    """
    request = turn.work.requests.find(argument, seen_by=turn.officer)
    check_about(turn.officer, request, Act.EXPORT)
    if not is_listed(turn.officer, request):
        raise Refused("refused-export-early", instead="instead-export-early")
    return request


COMMAND = Command(
    Entry("export", Act.EXPORT, shown=InHelp.WITH_REQUEST, about=About.REQUEST),
    run=export,
    deed=exporting,
)
