"""
/consent: one request may pass over a channel on which the Parties have not agreed. Art. 6.

The sender asks by a button; an authorised officer of the other side agrees, or gives reasons.
"""

from dataclasses import replace

from handlers.chat import typed_words
from handlers.chat.command import Answer, Command
from handlers.chat.listing import Entry, Shown
from handlers.chat.turn import Choice, Turn
from handlers.consent import one_time
from handlers.draft import fields
from protocol.conditions import in_force
from protocol.consents import Consent
from protocol.obligation import Kind
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
    found = one_time.waiting(turn)
    if not found:
        raise Refused("refused-consent-none", instead="instead-open")
    for each in found:
        one_time.ring(turn, each, (turn.officer,), step=f"shown {turn.key}", owed=None)


def disagree(turn: Turn, argument: str) -> None:
    """Ask for the reasons; nothing is declined before they are confirmed."""
    asked = _asked(turn, argument.strip())
    draft = Draft(
        id=turn.work.id(),
        officer=turn.officer.id,
        command=DISAGREE,
        answers={ASKED_FOR: asked.id},
        asking=TEXT,
        updated_at=turn.now,
    )
    turn.work.drafts.save(draft)
    turn.say("ask-disagree", carries=Carries.NOTHING, about=asked.subject, choices=(_stop(draft),))


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take the reasons and show what the other side would read.

    Raises: Refused where they are none, or for official use: they may pass over any channel.
    """
    asked = _asked(turn, draft.answers[ASKED_FOR])
    reasons = typed_words.checked(TEXT, answer.text)
    if read(reasons).for_official_use:
        raise Refused("refused-official-use", instead="instead-letter-words")
    kept = replace(draft, answers={**draft.answers, TEXT: reasons}, updated_at=turn.now)
    turn.work.drafts.save(kept)
    turn.say(
        "preview-disagree",
        carries=Carries.DRAFT,
        about=asked.subject,
        text=reasons,
        choices=(Choice("dissent", draft.id), _stop(draft)),
    )


def dissent(turn: Turn, argument: str) -> None:
    """Decline, with the reasons that were shown; a repeated press does nothing twice."""
    draft = turn.work.drafts.get(argument.strip(), turn.officer.id)
    if draft is None or draft.command != DISAGREE or not draft.answers.get(TEXT):
        raise Refused("refused-done-already", instead="instead-open")
    one_time.decline(turn, _asked(turn, draft.answers[ASKED_FOR]), str(draft.answers[TEXT]))
    turn.work.drafts.delete(draft.id)


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


def _stop(draft: Draft) -> Choice:
    return Choice("discard", draft.id, "choice-stop")


COMMANDS = (
    Command(Entry("seek", Act.SEND, shown=Shown.BY_BUTTON), run=seek),
    Command(
        Entry("consent", Act.CONSENT, settles=(Kind.CONSENT,), shown=Shown.WITH_CONSENT),
        run=consent,
    ),
    Command(Entry(DISAGREE, Act.CONSENT, shown=Shown.BY_BUTTON), run=disagree, answer=answered),
    Command(Entry("dissent", Act.CONSENT, shown=Shown.BY_BUTTON), run=dissent),
)
