"""/approve: who waits for the own authority; an applicant is let in by four words."""

from handlers import admission, spoken
from handlers.colleagues import colleague
from handlers.kit import Answer, Choice, Command, Turn
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.admissions import Application
from storage.drafts import Draft
from storage.values import Line

WORDS = "words"


def approve(turn: Turn, argument: str) -> None:
    """
    List who waits; `/approve NAME` asks for the words that this applicant reads out.

    Raises: Refused when nobody such waits, or another one has to approve.
    """
    if not argument.strip():
        _list(turn)
        return
    awaited = {officer.id for officer, _ in admission.waiting(turn)}
    applicant = colleague(
        turn, argument, command="approve", offered=lambda each: each.id in awaited
    )
    if applicant is None:
        return
    applicant, _ = admission.open_application(turn, applicant.id)
    answers = {"officer": applicant.id}
    draft = Draft(turn.work.id(), turn.officer.id, "approve", answers, WORDS, turn.now)
    turn.work.drafts.drop(turn.officer.id, draft.command)
    turn.work.drafts.save(draft)
    turn.say(
        "ask-words",
        officer=applicant.id,
        role=applicant.role,
        phone=applicant.phone,
        choices=(Choice("discard", draft.id, "choice-stop"),),
    )


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take the words; wrong ones are counted, and the third time the application is void.

    Raises: Refused when these are not four words, or nobody waits any more.
    """
    words = spoken.said(answer.text)
    if len(words) != spoken.WORDS:
        raise Refused("refused-words-number", instead="instead-words-number")
    applicant, application = admission.open_application(turn, str(draft.answers["officer"]))
    if admission.fits(turn, application, words):
        turn.work.drafts.delete(draft.id)
        approved(turn, application)
        return
    # Said, not raised: a refusal would undo the count.
    left = admission.mistaken(turn, application)
    if left:
        turn.say("wrong-words", count=left, officer=applicant.id)
    else:
        turn.work.drafts.delete(draft.id)
        turn.say("wrong-words-void", officer=applicant.id)


def approved(turn: Turn, application: Application) -> None:
    """Let the applicant in, whose words were heard."""
    officer = admission.admit(turn, application, by=turn.officer.id)
    turn.say("approved", officer=officer.id, role=officer.role, channel=application.channel)


def _list(turn: Turn) -> None:
    found = admission.waiting(turn)
    if not found:
        turn.say("approve-none")
        return
    turn.say(
        "approve-list",
        lines=tuple(
            Line(
                "applicant",
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
                "approve",
                officer.id,
                "option-person",
                {"officer": officer.id, "role": officer.role},
            )
            for officer, application in found
            if admission.may_approve(turn, officer, application)
        ],
    )


COMMAND = Command("approve", run=approve, act=Act.APPROVE, answer=answered)
