"""The questions of an invitation: role, name, telephone; each checked as a register is."""

from handlers.chat.turn import Turn
from handlers.chat.typed_words import folded
from handlers.chat.vocabulary import Vocabulary
from handlers.people.colleagues import has_left
from handlers.people.enrolment import MATRIX_ID, deep_link, invite, make_code, newcomer
from protocol.admission import VALID_WITHIN, check_invite
from protocol.parties import PHONE, Channel, Officer, Role
from protocol.refusals import Refused
from protocol.secrecy.lookalikes import bare, shape
from storage.carrying import Carries

NAME_LENGTH = 80
_RUSSIAN = frozenset("абвгдежзиклмнопрстуфхцчшщъыьэюя")


def role(turn: Turn, text: str) -> Role:
    """
    Return the role that a text names.

    Raises: Refused when it names none, or one into which this officer may not invite.
    """
    found = named_role(text, turn.site.words)
    if found is None:
        raise Refused("refused-role-unknown", instead="instead-invite", text=text.strip()[:64])
    check_invite(turn.officer, found)
    return found


def named_role(text: str, words: Vocabulary) -> Role | None:
    """Return the role that a text names in any language, or as the record does, or None."""
    by_value = {str(each): each for each in Role}
    return words.roles.get(folded(text)) or by_value.get(text.strip())


def name(turn: Turn, text: str) -> str:
    """
    Return the name of a newcomer.

    Raises: Refused when it is none, or reads as a colleague's: two people of one name could not be
    told apart, by the other side or by whoever approves. Who has left may come back.
    """
    given = " ".join(text.split())
    if not any(char.isalpha() for char in given) or len(given) > NAME_LENGTH:
        raise Refused("refused-name", instead="instead-name", limit=NAME_LENGTH)
    if any(not _fits_a_name(char) for char in given):
        raise Refused("refused-name", instead="instead-name", limit=NAME_LENGTH)
    for each in turn.work.registry.officers(turn.officer.authority):
        if not has_left(turn, each) and are_alike(each.name, given):
            raise Refused("refused-name-known", instead="instead-name-known", officer=each.id)
    return given


def are_alike(one: str, other: str) -> bool:
    """Say whether the eye takes two names for one: «Аcанов Б» with a Latin «c» for «Асанов Б.»."""
    ours, theirs = _letters(one), _letters(other)
    # Whoever reads Russian tells its own letters apart, «Э.» from «З.».
    return len(ours) == len(theirs) and all(
        a == b or (shape(a) == shape(b) and not {a, b} <= _RUSSIAN)
        for a, b in zip(ours, theirs, strict=True)
    )


def _fits_a_name(char: str) -> bool:
    return bool(bare(char)) if char.isalpha() else char in " .'-’"


def _letters(name: str) -> str:
    return "".join(char for char in bare(folded(name)) if char.isalpha())


def phone(text: str) -> str:
    """
    Return the telephone of a newcomer.

    Raises: Refused when it is no number with its country.
    """
    given = " ".join(text.split())
    if not PHONE.fullmatch(given):
        raise Refused("refused-phone", instead="instead-phone")
    return given


def person(turn: Turn, role: Role, name: str, phone: str) -> Officer:
    """Return a newcomer of the own authority, who hears the issuer's language until `/me`."""
    own = turn.officer
    zone = own.zone
    if own.party is not None:
        zone = turn.work.registry.authority(own.authority).zone
    return newcomer(
        turn.work,
        own.authority,
        own.party,
        role=role,
        name=name,
        phone=phone,
        lang=own.lang,
        zone=zone,
    )


def issue_invitation(turn: Turn, officer: Officer) -> None:
    """Invite an officer of the own authority, and show the code once, to its issuer alone."""
    code = make_code(turn.work.id())
    invite(turn.work, officer, code, issuer=turn.officer.id)
    turn.say(
        "invite.done",
        carries=Carries.NOTHING,
        officer=officer.id,
        role=officer.role,
        phone=officer.phone,
        code=code,
        until=turn.now + VALID_WITHIN,
        link=link(turn, code),
        matrix=matrix_id(turn),
    )


def matrix_id(turn: Turn) -> str:
    """Return whom to invite into a chat on Matrix; empty where the bot is not there."""
    known = turn.work.recall(MATRIX_ID) or ""
    return known if Channel.MATRIX in turn.site.channels else ""


def link(turn: Turn, code: str) -> str:
    """Return the address that brings a code to the bot on Telegram; empty where it is not there."""
    return deep_link(turn.work, code) if Channel.TELEGRAM in turn.site.channels else ""
