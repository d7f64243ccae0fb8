"""/suspend and /reinstate: a signatory stops hearing a colleague at once, and hears them again."""

from dataclasses import replace

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.people import standing
from handlers.people.colleagues import colleague, meant, person_lines
from protocol.parties import Officer, Standing
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line


def suspend(turn: Turn, argument: str) -> None:
    """
    Stop hearing a colleague, from the next event on.

    Raises: Refused when there is nobody such, it is so already, or it is oneself.
    """
    officer = colleague(
        turn, argument, command="suspend", offered=lambda each: _is_other(turn, each)
    )
    if officer is None:
        return
    _check_suspendable(turn, officer)
    suspend_officer(turn, officer)


def suspension(turn: Turn, argument: str) -> Deed | None:
    """
    Tell who would be suspended; None where it is still asked.

    Raises: Refused when there is nobody such, it is so already, or it is oneself.
    """
    officer = meant(turn, argument)
    if officer is None:
        return None
    _check_suspendable(turn, officer)
    count = turn.work.requests.count_sent_by(officer.id, officer.authority)
    follows = Line("signed-suspend", {"count": count})
    return Deed(Act.SUSPEND, (*person_lines(officer), follows), state=(officer.standing,))


def suspend_officer(turn: Turn, officer: Officer) -> None:
    """Suspend a colleague."""
    standing.suspend(turn, officer, by=turn.officer.id)
    turn.say(
        "suspend.done",
        carries=Carries.NOTHING,
        officer=officer.id,
        choices=(Choice("reinstate", officer.id, "reinstate.choice"),),
    )


def reinstate(turn: Turn, argument: str) -> None:
    """
    Hear a suspended colleague again.

    Raises: Refused when there is nobody such, or the colleague is not suspended.
    """
    officer = colleague(turn, argument, command="reinstate", offered=_is_suspended)
    if officer is None:
        return
    _check_suspended(officer)
    reinstate_officer(turn, officer)


def reinstatement(turn: Turn, argument: str) -> Deed | None:
    """
    Tell who would be heard again, and where; None where it is still asked.

    Raises: Refused when there is nobody such, or the colleague is not suspended.
    """
    officer = meant(turn, argument)
    if officer is None:
        return None
    _check_suspended(officer)
    accounts = turn.work.registry.accounts(officer.id)
    bound = tuple(each.channel for each in accounts)
    follows = Line("signed-reinstate", {"channels": bound}) if bound else Line("signed-unbound")
    return Deed(
        Act.REINSTATE,
        (*person_lines(officer), follows),
        state=(officer.standing, *(each.address for each in accounts)),
    )


def reinstate_officer(turn: Turn, officer: Officer) -> None:
    """Hear an officer again on the accounts that are still bound; without one a code is needed."""
    back = replace(officer, standing=Standing.ACTIVE)
    turn.work.registry.change_officer(back, "standing")
    turn.log("officer-reinstated", officer=back.id)
    bound = tuple(each.channel for each in turn.work.registry.accounts(back.id))
    if bound:
        turn.say("reinstate.told-you", carries=Carries.NOTHING, to=back, actor=turn.officer.id)
    turn.say(
        "reinstate.done" if bound else "reinstate.done-unbound",
        carries=Carries.NOTHING,
        officer=back.id,
    )
    others = standing.heads(turn, back.authority, besides=turn.officer.id)
    turn.say(
        "reinstate.told",
        carries=Carries.NOTHING,
        to=[each for each in others if each.id != back.id],
        officer=back.id,
        actor=turn.officer.id,
    )


def _check_suspendable(turn: Turn, officer: Officer) -> None:
    if officer.standing is Standing.SUSPENDED:
        raise Refused("refused-suspended", instead="instead-reinstate", officer=officer.id)
    standing.check_may_end(turn, officer)


def _check_suspended(officer: Officer) -> None:
    if not _is_suspended(officer):
        raise Refused("refused-not-suspended", instead="instead-suspend", officer=officer.id)


def _is_other(turn: Turn, officer: Officer) -> bool:
    return officer.id != turn.officer.id and officer.standing is not Standing.SUSPENDED


def _is_suspended(officer: Officer) -> bool:
    return officer.standing is Standing.SUSPENDED


COMMANDS = (
    Command(Entry("suspend", Act.SUSPEND), run=suspend, deed=suspension),
    Command(Entry("reinstate", Act.REINSTATE), run=reinstate, deed=reinstatement),
)
