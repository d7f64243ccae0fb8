"""/invite: a signatory gives a colleague the one-time code that brings them to the bot."""

from handlers.chat import dialogs, drafts
from handlers.chat.command import Deed
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry
from handlers.chat.questions import LONG_NUMBER, Option, Question, one_of
from handlers.chat.turn import Choice, Turn
from handlers.people import inviting
from handlers.people.colleagues import colleague, meant, person_lines
from protocol.admission import check_invite, invitable
from protocol.parties import Officer, Role, Standing
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.drafts import Draft
from storage.values import Line

INVITE = "invite"


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
        turn.work.drafts.drop(turn.officer.id, INVITE)
        dialogs.start(turn, DIALOG)


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


def _parts(argument: str) -> list[str]:
    return [part for part in argument.replace("\n", ",").split(",") if part.strip()]


def _person(turn: Turn, parts: list[str]) -> tuple[Role, str, str]:
    role, name, phone = parts
    return inviting.role(turn, role), inviting.name(turn, name), inviting.phone(phone)


def _ends(turn: Turn, draft: Draft) -> Choice:
    """Return the invitation itself, of whom it is now known."""
    drafts.end(turn, draft)
    return Choice(INVITE, ", ".join(str(draft.answers[each.name]) for each in QUESTIONS))


def _check_role(turn: Turn, draft: Draft, role: str) -> str:
    check_invite(turn.officer, Role(role))
    return role


def _again(turn: Turn, name: str) -> None:
    """Give a new code to somebody of the register who is heard on no channel."""
    officer = colleague(turn, name, command=INVITE, offered=lambda each: _needs(turn, each))
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


QUESTIONS = (
    Question(
        "role",
        "invite.ask-role",
        one_of(
            lambda turn, draft: (
                Option(role, "invite.option-role", {"role": role})
                for role in invitable(turn.officer)
            ),
            inviting.role,
        ),
        check=_check_role,
    ),
    Question(
        "name",
        "invite.ask-name",
        LONG_NUMBER,
        check=lambda turn, draft, name: inviting.name(turn, name),
    ),
    Question(
        "phone",
        "invite.ask-phone",
        LONG_NUMBER,
        check=lambda turn, draft, phone: inviting.phone(phone),
    ),
)
DIALOG = Dialog(INVITE, QUESTIONS, ends=_ends)
COMMAND = dialogs.command(Entry(INVITE, Act.INVITE), DIALOG, invite, invitation)
