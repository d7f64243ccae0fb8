"""/approve: who waits for the own authority; an applicant is let in by four words and a code."""

from dataclasses import replace

from handlers.chat import dialogs
from handlers.chat.command import Deed
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry
from handlers.chat.questions import Question, Type
from handlers.chat.turn import Choice, Turn
from handlers.people import admission, spoken_words
from handlers.people.colleagues import colleague, person_lines
from protocol.parties import Officer
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.admissions import Application
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line, Values

APPROVE, WORDS = "approve", "words"
# In a draft: the digest of the words that were heard. They are of one application.
HEARD = "heard"


def approve(turn: Turn, argument: str) -> None:
    """
    List who waits; `/approve NAME` asks for the words that this applicant reads out.

    With the draft in which the right ones were heard it lets the applicant in.

    Raises: Refused when nobody such waits, or another one has to approve.
    """
    if not argument.strip():
        _list(turn)
        return
    heard = _heard(turn, argument)
    if heard is not None:
        turn.work.drafts.delete(argument.strip())
        let_in(turn, heard[1])
        return
    awaited = {officer.id for officer, _ in admission.those_waiting(turn)}
    applicant = colleague(turn, argument, command=APPROVE, offered=lambda each: each.id in awaited)
    if applicant is None:
        return
    applicant, _ = admission.open_application(turn, applicant.id)
    turn.work.drafts.drop(turn.officer.id, APPROVE)
    dialogs.start(turn, DIALOG, officer=applicant.id)


def approval(turn: Turn, argument: str) -> Deed | None:
    """
    Tell who would be let in; None while the words were not heard.

    Raises: Refused when the applicant waits no longer, or another one has to approve.
    """
    heard = _heard(turn, argument)
    if heard is None:
        return None
    applicant, application = heard
    follows: Values = {"channel": application.channel, "actor": application.issuer}
    return Deed(
        Act.APPROVE,
        (*person_lines(applicant), Line("signed-approve", follows)),
        state=(applicant.standing, application.address, application.words_digest.hex()),
    )


def let_in(turn: Turn, application: Application) -> None:
    """Let the applicant in, whose words were heard."""
    officer = admission.admit(turn, application, by=turn.officer.id)
    turn.say(
        "approve.done",
        carries=Carries.NOTHING,
        officer=officer.id,
        role=officer.role,
        channel=application.channel,
    )


def _heard(turn: Turn, argument: str) -> tuple[Officer, Application] | None:
    """
    Return whose words were heard, by the draft that an argument names; None when it names none.

    Raises: Refused when the applicant waits no longer, or another one has to approve.
    """
    draft = turn.work.drafts.get(argument.strip(), turn.officer.id)
    if draft is None or draft.command != APPROVE or HEARD not in draft.answers:
        return None
    applicant, application = admission.open_application(turn, str(draft.answers["officer"]))
    if draft.answers[HEARD] != application.words_digest.hex():
        raise Refused("refused-application-gone", instead="instead-application")
    return applicant, application


def _four_words(turn: Turn, draft: Draft, text: str) -> tuple[str, ...]:
    words = spoken_words.said(text)
    if len(words) != spoken_words.WORDS:
        raise Refused("refused-words-number", instead="instead-words-number")
    return words


def _ends(turn: Turn, draft: Draft) -> Choice | None:
    """
    Judge the words; wrong ones are counted, and the third time the application is void.

    The right ones lead to the approval itself. The words themselves are never stored.

    Raises: Refused when nobody waits any more.
    """
    applicant, application = admission.open_application(turn, str(draft.answers["officer"]))
    words = draft.answers[WORDS]
    if admission.fits(turn, application, words):
        answers = {"officer": applicant.id, HEARD: application.words_digest.hex()}
        turn.work.drafts.save(replace(draft, answers=answers, asking=None, active=False))
        return Choice(APPROVE, draft.id)
    # Said, not raised: a refusal would undo the count.
    left = admission.mistaken(turn, application)
    if left:
        turn.say(
            "approve.wrong-words",
            carries=Carries.NOTHING,
            count=left,
            officer=applicant.id,
            phone=applicant.phone,
        )
    else:
        turn.work.drafts.delete(draft.id)
        turn.say("approve.wrong-words-void", carries=Carries.NOTHING, officer=applicant.id)
    return None


def _list(turn: Turn) -> None:
    found = admission.those_waiting(turn)
    if not found:
        turn.say("approve.none", carries=Carries.NOTHING)
        return
    turn.say(
        "approve.list",
        carries=Carries.NOTHING,
        lines=tuple(
            Line(
                "approve.applicant",
                {
                    "officer": officer.id,
                    "role": officer.role,
                    "phone": officer.phone,
                    "channel": application.channel,
                    "actor": application.issuer,
                    "until": application.expires_at,
                },
            )
            for officer, application in found
        ),
        choices=[
            Choice(
                APPROVE,
                officer.id,
                "option-person",
                {"officer": officer.id, "role": officer.role},
            )
            for officer, application in found
            if admission.may_approve(turn, officer, application)
        ],
    )


def _applicant(turn: Turn, draft: Draft) -> Values:
    applicant = turn.work.registry.officer(str(draft.answers["officer"]))
    return {"officer": applicant.id, "role": applicant.role, "phone": applicant.phone}


DIALOG = Dialog(
    APPROVE,
    (Question(WORDS, "approve.ask-words", Type(_four_words)),),
    ends=_ends,
    facts=_applicant,
)
COMMAND = dialogs.command(Entry(APPROVE, Act.APPROVE), DIALOG, approve, approval)
