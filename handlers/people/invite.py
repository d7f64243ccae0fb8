"""/invite: a signatory gives a colleague the one-time code that brings them to the bot."""

from handlers.chat import dialogs
from handlers.chat.command import Answer, Command, Deed
from handlers.chat.listing import Entry
from handlers.chat.turn import Ask, Choice, Turn
from handlers.people import inviting
from handlers.people.colleagues import colleague, meant, person_lines
from protocol.admission import check_invite, invitable
from protocol.parties import Officer, Role, Standing
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.drafts import Draft
from storage.values import Line

ROLE, NAME, PHONE = "role", "name", "phone"
QUESTIONS = (ROLE, NAME, PHONE)


def invite(turn: Turn, argument: str) -> None:
    """
    Ask who comes; `/invite РОЛЬ, ИМЯ, ТЕЛЕФОН` asks nothing, `/invite ИМЯ` gives a new code.

    Raises: Refused when it is not this officer's to invite them, or they need no code.
    """
    parts = _parts(argument)
    if len(parts) == len(QUESTIONS):
        role, name, phone = _person(turn, parts)
        inviting.issue_invitation(turn, inviting.person(turn, role, name, phone))
    elif len(parts) > 1:
        raise Refused("refused-invite-form", instead="instead-invite")
    elif argument.strip():
        _again(turn, argument)
    else:
        # Begun anew: an old name must not meet a new telephone.
        asks(turn, dialogs.begin(turn, "invite", asking=ROLE, alone=True)).say(turn)


def invitation(turn: Turn, argument: str) -> Deed | None:
    """
    Tell who would be invited; None where it is still asked.

    Raises: Refused when it is not this officer's to invite them, or they need no code.
    """
    parts = _parts(argument)
    if len(parts) == len(QUESTIONS):
        role, name, phone = _person(turn, parts)
        return Deed(
            Act.INVITE,
            (
                Line("signed-newcomer", {"name": name, "role": role, "phone": phone}),
                Line("signed-authority", {"authority": turn.officer.authority}),
                Line("signed-invite"),
            ),
        )
    officer = meant(turn, argument) if len(parts) == 1 else None
    if officer is None:
        return None
    _check_needs(turn, officer)
    return Deed(
        Act.INVITE,
        (*person_lines(officer), Line("signed-invite-again")),
        state=(officer.standing,),
    )


def answered(turn: Turn, draft: Draft, answer: Answer) -> Choice | None:
    """
    Take an answer to the open question; the last one leads to the invitation itself.

    Raises: Refused when it is none; what was given before stays.
    """
    question = answer.question or draft.asking or ROLE
    given = _given(turn, question, answer)
    answers = {**draft.answers, question: given}
    asking = next((each for each in QUESTIONS if each not in answers), None)
    if asking is not None:
        asks(turn, dialogs.keep(turn, draft, asking=asking, **{question: given})).say(turn)
        return None
    dialogs.end(turn, draft)
    return Choice(draft.command, ", ".join(answers[each] for each in QUESTIONS))


def _parts(argument: str) -> list[str]:
    return [part for part in argument.replace("\n", ",").split(",") if part.strip()]


def _person(turn: Turn, parts: list[str]) -> tuple[Role, str, str]:
    role, name, phone = parts
    return inviting.role(turn, role), inviting.name(turn, name), inviting.phone(phone)


def _given(turn: Turn, question: str, answer: Answer) -> str:
    if question == ROLE:
        role = inviting.role(turn, answer.text) if answer.value is None else Role(answer.value)
        check_invite(turn.officer, role)
        return role
    if answer.value is not None:
        raise Refused("refused-button", instead="instead-invite")
    return inviting.name(turn, answer.text) if question == NAME else inviting.phone(answer.text)


def asks(turn: Turn, draft: Draft) -> Ask:
    """Return the open question; of roles those into which this officer may invite."""
    asking = draft.asking or ROLE
    roles = invitable(turn.officer) if asking == ROLE else ()
    options = (dialogs.option(draft, ROLE, role, "option-role", role=role) for role in roles)
    return Ask(f"ask-invite-{asking}", choices=(*options, dialogs.stop(draft)))


def _again(turn: Turn, name: str) -> None:
    """Give a new code to somebody of the register who is heard on no channel."""
    officer = colleague(turn, name, command="invite", offered=lambda each: _needs(turn, each))
    if officer is None:
        return
    _check_needs(turn, officer)
    inviting.issue_invitation(turn, officer)


def _check_needs(turn: Turn, officer: Officer) -> None:
    check_invite(turn.officer, officer.role)
    if not _needs(turn, officer):
        raise Refused("refused-not-invitable", instead="instead-channel", officer=officer.id)


def _needs(turn: Turn, officer: Officer) -> bool:
    is_heard = officer.standing is Standing.ACTIVE and turn.work.registry.accounts(officer.id)
    return officer.id != turn.officer.id and not is_heard


COMMAND = Command(
    Entry("invite", Act.INVITE), run=invite, deed=invitation, answer=answered, asks=asks
)
