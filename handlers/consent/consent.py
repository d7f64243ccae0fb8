"""
/consent: one request may pass over a channel on which the Parties have not agreed. Art. 6.

The sender asks by a button; an authorised officer of the other side agrees, or gives reasons.
"""

from handlers.chat import dialogs
from handlers.chat.command import Answer, Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Ask, Choice, Turn
from handlers.consent import one_time, ring
from handlers.draft import fields
from protocol.conditions import in_force
from protocol.consents import Consent
from protocol.obligation import About, Kind, Subject
from protocol.permissions import Act, check_consent
from protocol.refusals import Refused
from protocol.secrecy.verdict import read
from storage.carrying import Carries
from storage.drafts import Draft

DISAGREE = "disagree"
ASKED_FOR, TEXT = "consent", "text"


def seek(turn: Turn, argument: str) -> None:
    """
    Ask an addressee of one's own draft for its consent.

    Raises: Refused when there is no such draft, or nothing to be asked.
    """
    id, _, to = argument.strip().partition(" ")
    draft = turn.work.drafts.get(id, turn.officer.id)
    if draft is None or to not in draft.answers.get(fields.TO, ()):
        raise Refused("refused-draft-gone", instead="instead-drafts")
    one_time.ask(turn, draft, turn.work.registry.authority(to))


def consent(turn: Turn, argument: str) -> None:
    """Agree to what was asked; without an argument show what waits for this officer's answer."""
    if argument.strip():
        one_time.give(turn, _asked(turn, argument.strip()))
        return
    found = ring.waiting(turn)
    if not found:
        raise Refused("refused-consent-none", instead="instead-open")
    for each in found:
        ring.ring(turn, each, (turn.officer,), step=f"shown {turn.key}", owed=None)


def disagree(turn: Turn, argument: str) -> None:
    """Ask for the reasons; nothing is declined before they are confirmed."""
    asked = _asked(turn, argument.strip())
    draft = dialogs.begin(turn, DISAGREE, asking=TEXT, answers={ASKED_FOR: asked.id})
    asks(turn, draft).say(turn)


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take the reasons and show what the other side would read.

    Raises: Refused where they are none, or for official use: they may pass over any channel.
    """
    _asked(turn, draft.answers[ASKED_FOR])
    if answer.question is None:
        answer = Answer(text=dialogs.said(turn, TEXT, answer.text))
        if read(answer.text).for_official_use:
            raise Refused("refused-official-use", instead="instead-letter-words")
    settled = dialogs.settle(turn, draft, TEXT, answer)
    if settled is None:
        return
    draft, answer = settled
    kept = dialogs.keep(turn, draft, asking=None, **{TEXT: answer.text})
    asks(turn, kept).say(turn)


def asks(turn: Turn, draft: Draft) -> Ask:
    """Return the question for the reasons; then what the other side would read."""
    about = Subject(About.CONSENT, draft.answers[ASKED_FOR])
    if draft.answers.get(dialogs.INSTEAD):
        return dialogs.which(draft, TEXT)
    reasons = draft.answers.get(TEXT)
    if not reasons:
        return Ask("ask-disagree", choices=(dialogs.stop(draft),), about=about)
    return Ask(
        "preview-disagree",
        choices=(Choice("dissent", draft.id), dialogs.stop(draft)),
        values={"text": reasons},
        about=about,
        carries=Carries.DRAFT,
    )


def dissent(turn: Turn, argument: str) -> None:
    """Decline, with the reasons that were shown; a repeated press does nothing twice."""
    draft = dialogs.mine(turn, argument, DISAGREE)
    if not draft.answers.get(TEXT):
        raise Refused("refused-done-already", instead="instead-open")
    one_time.decline(turn, _asked(turn, draft.answers[ASKED_FOR]), str(draft.answers[TEXT]))
    dialogs.end(turn, draft)


def _asked(turn: Turn, id: str) -> Consent:
    """
    Return what was asked of the officer's authority, locked.

    Raises: Refused: in the words of a button that never was for whoever it is not asked of; for
    one who may not answer; and where the two authorities may not deal with each other any more.
    """
    found = turn.work.consents.find(id)
    if found is None or found.requested != turn.officer.authority:
        raise Refused("refused-button", instead="instead-open")
    if found.is_open:
        agreements = turn.work.registry.agreements()
        check_consent(turn.officer, agreements.passage(*found.parties, found.channel))
        for failure in in_force(
            turn.work.registry.authority(found.requesting),
            turn.work.registry.authority(found.requested),
            bonds=turn.work.registry.bonds(),
            policy=turn.policy,
            now=turn.now,
        ):
            raise failure
    return found


COMMANDS = (
    Command(Entry("seek", Act.SEND, shown=InHelp.BY_BUTTON), run=seek),
    Command(
        Entry("consent", Act.CONSENT, settles=(Kind.CONSENT,), shown=InHelp.WITH_CONSENT),
        run=consent,
    ),
    Command(
        Entry(DISAGREE, Act.CONSENT, shown=InHelp.BY_BUTTON),
        run=disagree,
        answer=answered,
        asks=asks,
    ),
    Command(Entry("dissent", Act.CONSENT, shown=InHelp.BY_BUTTON), run=dissent),
)
