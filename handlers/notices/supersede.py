"""/supersede NUMBER: a correction takes the place of a notice that was relayed. Policy."""

from typing import Any

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.notices import asked
from handlers.notices.notice import DIALOG, SUPERSEDES
from protocol.notices import Notice, NoticeMove
from protocol.obligation import About
from protocol.permissions import Act
from protocol.refusals import Refused
from storage import notices as stored


def supersede(turn: Turn, argument: str) -> None:
    """
    Begin a notice that says what the former said, until it is corrected; its letter is another.

    Raises: Refused where there is no such notice, or it was not relayed, or was superseded.
    """
    found = turn.work.notices.by_number(argument)
    if found is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
    former = turn.work.notices.get(found.id)
    former.moved(NoticeMove.SUPERSEDE, by=turn.officer.id, now=turn.now)
    draft = drafts.begin(turn, DIALOG.command, answers=_answers(turn, former))
    dialogs.resume(turn, DIALOG, draft)


def _answers(turn: Turn, former: Notice) -> dict[str, Any]:
    body = turn.work.notices.body(former.id)
    answers = {
        SUPERSEDES: former.id,
        asked.KIND.name: former.kind,
        asked.PARTY.name: former.party,
        asked.BODY.name: former.authority,
        asked.SUCCESSOR.name: former.successor,
        asked.ON.name: former.effective_on and former.effective_on.isoformat(),
        asked.NOTICED.name: body.get(stored.NOTICED),
        asked.TEXT.name: body[asked.TEXT.name],
    }
    return {name: value for name, value in answers.items() if value}


COMMAND = Command(
    Entry("supersede", Act.ENTER_NOTICE, about=About.NOTICE, lists=True), run=supersede
)
