"""The buttons about a blocked text: its author asks, a signatory lets it pass (Art. 10; policy)."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Choice, Turn
from handlers.people import standing
from protocol.nights import Voice
from protocol.permissions import Act, may
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.passes import Pass
from storage.values import Line


def appeal(turn: Turn, argument: str) -> None:
    """
    Ask those who may to let a blocked text pass; who may it themselves is shown the button too.

    Raises: Refused when it can pass no longer, or nobody is there who may.
    """
    blocked = _blocked(turn, argument)
    if blocked is None or blocked.officer != turn.officer.id:
        raise _over()
    others = standing.heads(turn, turn.officer.authority, besides=turn.officer.id)
    here = may(turn.officer, Act.PASS_TEXT)
    if not others and not here:
        raise Refused("refused-appeal-nobody", instead="instead-secret")
    turn.log("appealed", found=blocked.found)
    choices = (Choice("allow", blocked.id),)
    turn.say(
        "appeal.told",
        to=others,
        # Somebody waits for it, as for a consent.
        voice=Voice.SIGNAL,
        carries=Carries.NOTHING,
        choices=choices,
        officer=turn.officer.id,
        until=blocked.until,
    )
    turn.say(
        "appeal.done",
        carries=Carries.NOTHING,
        choices=choices if here else (),
        people=tuple(each.id for each in others),
        until=blocked.until,
    )


def allow(turn: Turn, argument: str) -> None:
    """
    Let exactly that text pass once, when its author sends it again.

    Raises: Refused when it can pass no longer, or was let pass already.
    """
    blocked = _theirs(turn, argument)
    turn.work.passes.allow(blocked.id, turn.officer.id)
    author = turn.work.registry.officer(blocked.officer)
    turn.log("text-allowed", officer=blocked.officer, found=blocked.found)
    turn.say("allow.done", carries=Carries.NOTHING, officer=blocked.officer, until=blocked.until)
    if author.id != turn.officer.id:
        turn.say(
            "allow.told",
            to=author,
            voice=Voice.SIGNAL,
            carries=Carries.NOTHING,
            actor=turn.officer.id,
            until=blocked.until,
        )


def allowing(turn: Turn, argument: str) -> Deed:
    """
    Tell whose text would pass, and for which words it was blocked.

    Raises: Refused when it can pass no longer, or was let pass already.
    """
    blocked = _theirs(turn, argument)
    shown = Line(
        "signed-pass",
        {"officer": blocked.officer, "found": blocked.found, "until": blocked.until},
    )
    return Deed(Act.PASS_TEXT, (shown,), state=(blocked.id,))


def _theirs(turn: Turn, argument: str) -> Pass:
    """Return what was blocked of a colleague of whoever signs."""
    blocked = _blocked(turn, argument)
    if blocked is None:
        raise _over()
    author = turn.work.registry.officer(blocked.officer)
    if author.authority != turn.officer.authority:
        raise _over()
    if blocked.allowed_by is not None:
        raise Refused("refused-done-already", instead="instead-help")
    return blocked


def _blocked(turn: Turn, argument: str) -> Pass | None:
    return turn.work.passes.get(argument.strip())


def _over() -> Refused:
    return Refused("refused-appeal-over", instead="instead-appeal-over")


COMMANDS = (
    Command(Entry("appeal", Act.ME, shown=InHelp.BY_BUTTON), run=appeal),
    Command(Entry("allow", Act.PASS_TEXT, shown=InHelp.BY_BUTTON), run=allow, deed=allowing),
)
