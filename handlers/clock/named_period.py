"""The period that the requesting Party names: both sides are told of its steps. Policy."""

from handlers.chat.turn import Choice, Site, Turn
from handlers.clock.letters import other_side_key
from handlers.clock.owed import the_request
from handlers.record.moving import open_named_period
from handlers.record.owing import open_obligation
from handlers.record.sides import requested_side, requesting_side
from protocol.ladders import Step
from protocol.moves import WATCHED, Move
from protocol.obligation import Kind, Lateness, Obligation
from protocol.obligations import how_late
from protocol.request import Request
from storage.carrying import Carries
from storage.sayings import Priority
from storage.work import Work

# Whether what earlier versions left open has its clocks.
READ = "named-periods-read"
TOLD = {
    Lateness.ON_TIME: "told-named_period",
    Lateness.DUE: "told-named_period-due",
}


def tell_named_period(turn: Turn, obligation: Obligation, step: Step) -> None:
    """Tell the requesting side how far the period is that it has named."""
    request = the_request(turn, obligation)
    turn.say(
        TOLD[how_late(obligation, turn.now)],
        carries=Carries.NOTHING,
        to=requesting_side(turn, request),
        priority=Priority.REMINDER,
        about=request.subject,
        owed=obligation,
        key=other_side_key(obligation, step),
        choices=(Choice("open", str(request.number)),),
        request=str(request.number),
        due=obligation.due.at,
        zone=obligation.zone,
        left=abs(obligation.due.at - turn.now),
    )


def read_earlier_ones(work: Work, site: Site) -> None:
    """
    Let what earlier versions left open have the clocks that they had not; once.

    A period that is kept as words is told to both sides where it is a moment; the silence about
    what is accepted is counted from now.
    """
    if work.recall(READ):
        return
    work.remember(READ, work.now.isoformat())
    turn = Turn(work, site=site, key=READ, now=work.now)
    for authority in work.registry.authorities():
        for request in work.requests.of(authority.id):
            if request.requesting != authority.id or not request.can(Move.REPORT_RESULT):
                continue
            if request.execution in WATCHED:
                silent, owed_by = Kind.SILENCE, request.requested
                open_obligation(turn, silent, request.subject, owed_by=owed_by, at=turn.now)
            opened = open_named_period(turn, request, turn.now)
            if opened is not None:
                _tell_read(turn, request, opened)


def _tell_read(turn: Turn, request: Request, opened: Obligation) -> None:
    turn.say(
        "told-named_period-read",
        carries=Carries.NOTHING,
        to=(*requesting_side(turn, request), *requested_side(turn, request)),
        priority=Priority.NOTICE,
        about=request.subject,
        owed=opened,
        request=str(request.number),
        due=opened.due.at,
        zone=opened.zone,
    )
