"""/invite: a signatory gives a colleague the one-time code that brings them to the bot."""

from dataclasses import replace

from handlers import inviting
from handlers.colleagues import colleague
from handlers.kit import Answer, Choice, Command, Turn
from protocol.parties import Officer, Role, Standing
from protocol.permissions import Act, check_invite, invitable
from protocol.refusals import Refused
from storage.drafts import Draft

ROLE, NAME, PHONE = "role", "name", "phone"
QUESTIONS = (ROLE, NAME, PHONE)


def invite(turn: Turn, argument: str) -> None:
    """
    Ask who comes; `/invite РОЛЬ, ИМЯ, ТЕЛЕФОН` asks nothing, `/invite ИМЯ` gives a new code.

    Raises: Refused when it is not this officer's to invite them, or they need no code.
    """
    given = [part for part in argument.replace("\n", ",").split(",") if part.strip()]
    if len(given) == len(QUESTIONS):
        role = inviting.role(turn, given[0])
        name, phone = inviting.name(turn, given[1]), inviting.phone(given[2])
        inviting.issued(turn, inviting.person(turn, role, name, phone))
    elif len(given) > 1:
        raise Refused("refused-invite-form", instead="instead-invite")
    elif argument.strip():
        _again(turn, argument)
    else:
        # Begun anew: an old name must not meet a new telephone.
        turn.work.drafts.drop(turn.officer.id, "invite")
        draft = Draft(turn.work.id(), turn.officer.id, "invite", {}, ROLE, turn.now)
        turn.work.drafts.save(draft)
        _ask(turn, draft)


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take an answer to the open question; after the last one the code is issued.

    Raises: Refused when it is none; what was given before stays.
    """
    question = answer.question or draft.asking or ROLE
    given = _given(turn, question, answer)
    answers = {**draft.answers, question: given}
    asking = next((each for each in QUESTIONS if each not in answers), None)
    kept = replace(draft, answers=answers, asking=asking, updated_at=turn.now, active=True)
    if asking is not None:
        turn.work.drafts.save(kept)
        _ask(turn, kept)
        return
    role = Role(answers[ROLE])
    check_invite(turn.officer, role)
    newcomer = inviting.person(turn, role, answers[NAME], answers[PHONE])
    turn.work.drafts.delete(draft.id)
    inviting.issued(turn, newcomer)


def _given(turn: Turn, question: str, answer: Answer) -> str:
    if question == ROLE:
        role = inviting.role(turn, answer.text) if answer.value is None else Role(answer.value)
        check_invite(turn.officer, role)
        return role
    if answer.value is not None:
        raise Refused("refused-button", instead="instead-invite")
    return inviting.name(turn, answer.text) if question == NAME else inviting.phone(answer.text)


def _ask(turn: Turn, draft: Draft) -> None:
    options = invitable(turn.officer) if draft.asking == ROLE else ()
    turn.say(
        f"ask-invite-{draft.asking}",
        choices=[
            *(
                Choice("answer", f"{draft.id} {ROLE} {role}", "option-role", {"role": role})
                for role in options
            ),
            Choice("discard", draft.id, "choice-stop"),
        ],
    )


def _again(turn: Turn, name: str) -> None:
    """Give a new code to somebody of the register who is heard on no channel."""
    officer = colleague(turn, name, command="invite", offered=lambda each: _needs(turn, each))
    if officer is None:
        return
    check_invite(turn.officer, officer.role)
    if not _needs(turn, officer):
        raise Refused("refused-not-invitable", instead="instead-channel", officer=officer.id)
    inviting.issued(turn, officer)


def _needs(turn: Turn, officer: Officer) -> bool:
    is_heard = officer.standing is Standing.ACTIVE and turn.work.registry.accounts(officer.id)
    return officer.id != turn.officer.id and not is_heard


COMMAND = Command("invite", run=invite, act=Act.INVITE, answer=answered)
