"""/unnotice: a notice that was entered and not relayed yet is withdrawn, with a reason. Policy."""

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry, InHelp
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Ask, Choice, Turn
from handlers.record.subjects import number_of
from protocol.notices import Notice, NoticeMove
from protocol.obligation import About, Kind, Subject
from protocol.parties import SECRETARIAT
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.sayings import Priority
from storage.values import Values

UNNOTICE = "unnotice"
WHICH = "notice"


def unnotice(turn: Turn, argument: str) -> None:
    """
    Ask for the reason.

    Raises: Refused where there is no such notice, or it was relayed or withdrawn already.
    """
    number, _, words = argument.strip().partition(" ")
    found = turn.work.notices.by_number(number)
    if found is None:
        raise Refused("refused-notice-unknown", instead="instead-notice", text=number[:64])
    _withdrawn(turn, found.id)
    dialogs.start(turn, DIALOG, words, **{WHICH: found.id})


def retract(turn: Turn, argument: str) -> None:
    """
    Withdraw the notice whose withdrawal was previewed, and tell the Secretariat's others.

    Raises: Refused where it was relayed or withdrawn meanwhile, or the dialog was left.
    """
    draft = drafts.mine(turn, argument, UNNOTICE)
    reason = REASON.value(draft)
    if reason is None:
        raise Refused("refused-done-already", instead="instead-open")
    notice = _withdrawn(turn, draft.answers[WHICH])
    turn.work.notices.save(notice)
    turn.work.notices.explain(notice.id, reason)
    turn.work.obligations.discharge(
        notice.subject, (Kind.RELAY_NOTICE, Kind.CHANGE_REGISTER), by=turn.officer.id, now=turn.now
    )
    turn.log("notice-withdrawn", about=notice.subject, number=notice.number)
    drafts.end(turn, draft)
    turn.say("unnotice.done", carries=Carries.NOTHING, about=notice.subject, notice=notice.number)
    turn.say(
        "unnotice.told",
        carries=Carries.CONTENT,
        to=[each for each in turn.colleagues(SECRETARIAT) if each != turn.officer],
        priority=Priority.NOTICE,
        about=notice.subject,
        notice=notice.number,
        officer=turn.officer.id,
        at=turn.now,
        text=reason,
    )


def _withdrawn(turn: Turn, id: str) -> Notice:
    """Return the notice as it is once withdrawn; nothing is stored."""
    notice = turn.work.notices.get(id)
    return notice.moved(NoticeMove.WITHDRAW, by=turn.officer.id, now=turn.now)


def _facts(turn: Turn, draft: Draft) -> Values:
    return {"notice": number_of(turn.work, _about(draft))}


def _about(draft: Draft) -> Subject:
    return Subject(About.NOTICE, draft.answers[WHICH])


def _review(turn: Turn, draft: Draft) -> Ask:
    return Ask(
        "unnotice.preview",
        choices=(Choice("retract", draft.id), dialogs.stop(draft)),
        values={**_facts(turn, draft), "text": REASON.value(draft) or ""},
        about=_about(draft),
        carries=Carries.DRAFT,
    )


REASON = Question("text", "unnotice.ask", WORDS)
DIALOG = Dialog(
    UNNOTICE,
    (REASON,),
    review=_review,
    facts=_facts,
    about=_about,
    check=lambda turn, draft: _withdrawn(turn, draft.answers[WHICH]),
)
COMMANDS = (
    dialogs.command(
        Entry(UNNOTICE, Act.ENTER_NOTICE, settles=(Kind.RELAY_NOTICE,), about=About.NOTICE),
        DIALOG,
        unnotice,
    ),
    Command(Entry("retract", Act.ENTER_NOTICE, shown=InHelp.BY_BUTTON), run=retract),
)
