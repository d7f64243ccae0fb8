"""
/consent: one request may pass over a channel on which the Parties have not agreed. Art. 6.

The sender asks by a button; an authorised officer of the other side agrees, or gives reasons.
"""

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry, InHelp
from handlers.chat.questions import WORDS, Question
from handlers.chat.turn import Ask, Choice, Turn
from handlers.consent import one_time, ring
from handlers.draft import addressees
from protocol.conditions import in_force
from protocol.consents import Consent
from protocol.obligation import About, Kind, Subject
from protocol.permissions import Act, check_consent
from protocol.refusals import Refused
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
    if draft is None or to not in {each.id for each in addressees.addressees(turn, draft)}:
        raise Refused("refused-draft-gone", instead="instead-drafts")
    one_time.ask(turn, draft, turn.work.registry.authority(to))


def consent(turn: Turn, argument: str) -> None:
    """Agree to what was asked; without an argument show what waits for this officer's answer."""
    if argument.strip():
        one_time.give(turn, _consent_asked_for(turn, argument.strip()))
        return
    found = ring.waiting(turn)
    if not found:
        raise Refused("refused-consent-none", instead="instead-open")
    for each in found:
        ring.ring(turn, each, (turn.officer,), step=f"shown {turn.key}", owed=None)


def disagree(turn: Turn, argument: str) -> None:
    """Ask for the reasons; nothing is declined before they are confirmed."""
    dialogs.start(turn, DIALOG, **{ASKED_FOR: _consent_asked_for(turn, argument.strip()).id})


def dissent(turn: Turn, argument: str) -> None:
    """Decline, with the reasons that were shown; a repeated press does nothing twice."""
    draft = drafts.mine(turn, argument, DISAGREE)
    if not draft.answers.get(TEXT):
        raise Refused("refused-done-already", instead="instead-open")
    one_time.decline(
        turn, _consent_asked_for(turn, draft.answers[ASKED_FOR]), str(draft.answers[TEXT])
    )
    drafts.end(turn, draft)


def _consent_asked_for(turn: Turn, id: str) -> Consent:
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
            now=turn.now,
        ):
            raise failure
    return found


def _open_words(turn: Turn, draft: Draft, words: str) -> str:
    """Raises: Refused for words for official use: they may pass over any channel."""
    if turn.work.readings.read(words).for_official_use:
        raise Refused("refused-official-use", instead="instead-letter-words")
    return words


def _about(draft: Draft) -> Subject:
    return Subject(About.CONSENT, draft.answers[ASKED_FOR])


def _review(turn: Turn, draft: Draft) -> Ask:
    """Return what the other side would read."""
    return Ask(
        "disagree.preview",
        choices=(Choice("dissent", draft.id), dialogs.stop(draft)),
        values={"text": draft.answers[TEXT]},
        about=_about(draft),
        carries=Carries.DRAFT,
    )


DIALOG = Dialog(
    DISAGREE,
    (Question(TEXT, "disagree.ask", WORDS, check=_open_words),),
    review=_review,
    about=_about,
    check=lambda turn, draft: _consent_asked_for(turn, draft.answers[ASKED_FOR]),
)
COMMANDS = (
    Command(Entry("seek", Act.SEND, shown=InHelp.BY_BUTTON), run=seek),
    Command(
        Entry("consent", Act.CONSENT, settles=(Kind.CONSENT,), shown=InHelp.WITH_CONSENT),
        run=consent,
    ),
    dialogs.command(Entry(DISAGREE, Act.CONSENT, shown=InHelp.BY_BUTTON), DIALOG, disagree),
    Command(Entry("dissent", Act.CONSENT, shown=InHelp.BY_BUTTON), run=dissent),
)
