"""Drafts: the dialogs that have not ended, of the officer who acts. Here alone they are made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.chat.turn import Turn
from protocol.refusals import Refused
from storage.drafts import Draft

# In the answers of a draft: the channels over which its words came.
OVER = "over"


def begin(
    turn: Turn,
    command: str,
    *,
    asking: str | None = None,
    answers: Mapping[str, Any] | None = None,
    active: bool = True,
) -> Draft:
    """Open a dialog of the officer who acts; where it is active every other one rests."""
    draft = Draft(
        id=turn.work.id(),
        officer=turn.officer.id,
        command=command,
        answers=dict(answers or {}),
        asking=asking,
        updated_at=turn.now,
        active=active,
    )
    turn.work.drafts.save(draft)
    return draft


def keep(turn: Turn, draft: Draft, *, asking: str | None, **answers: Any) -> Draft:
    """Keep what was answered, and ask `asking` next; None when nothing is left to be asked."""
    kept = replace(
        draft,
        answers={**draft.answers, **answers},
        asking=asking,
        updated_at=turn.now,
        active=True,
    )
    turn.work.drafts.save(kept)
    return kept


def mine(turn: Turn, id: str, *commands: str) -> Draft:
    """
    Return the open dialog of the officer who acts, of one of these commands.

    Raises: Refused where there is none any more: what it led to was done, or it was left.
    """
    draft = turn.work.drafts.get(id.strip(), turn.officer.id)
    if draft is None or draft.command not in commands:
        raise Refused("refused-done-already", instead="instead-open")
    return draft


def end(turn: Turn, draft: Draft) -> None:
    """Destroy a dialog whose act was done, with what was attached to it."""
    turn.work.attachments.discard(draft.id)
    turn.work.drafts.delete(draft.id)


def noted(turn: Turn, answers: Mapping[str, Any], *, besides: bool = True) -> dict[str, Any]:
    """
    Return the answers of a draft with a note that words of them came over this channel.

    Without words `besides` no other channel brought any.
    """
    here = {turn.channel} if turn.channel else set()
    earlier = answers.get(OVER, ()) if besides else ()
    return {**answers, OVER: sorted({*earlier, *here})}
