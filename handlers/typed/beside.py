"""Files that came with a command, a whole form or a letter's number as the words beside them."""

from handlers.catalogue import BY_NAME
from handlers.chat.command import Answer
from handlers.chat.turn import Turn, Untaken, echoed, lines_of
from handlers.files.attach import attach
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line

CONFIRM = "confirm"
URGENT = "urgent"


def put(turn: Turn, answer: Answer) -> None:
    """
    Put files, and a letter's number with them, into the dialog that this very turn has opened.

    Where it opened none that takes files, the officer is told that they are not kept.
    """
    drafts = turn.work.drafts.of(turn.officer.id)
    draft = next((each for each in drafts if each.updated_at == turn.now), None)
    command = BY_NAME[draft.command] if draft is not None else None
    if draft is None or command is None or command.answer is None or not command.takes_files:
        lines = lines_of(not_kept())
        turn.say("refused", carries=echoed(lines), lines=lines)
    elif draft.active:
        command.answer(turn, draft, answer)
    else:
        count = attach(turn, answer.files, about="draft", subject=draft.id, purpose="request")
        turn.say("attached", carries=Carries.NOTHING, count=count)


def refused(why: Refused) -> Refused:
    """Return a refusal that says besides that the files which came with it are not kept."""
    below = why.below if isinstance(why, Untaken) else ()
    told = Untaken(
        why.why,
        instead=why.instead or "instead-file-alone",
        below=(*below, Line("file-left")),
        **why.facts,
    )
    told.rule = why.rule
    return told


def not_kept() -> Refused:
    """Return why a file is not kept: there is nothing that it could go with."""
    return Refused("refused-file-alone", instead="instead-file-alone")
