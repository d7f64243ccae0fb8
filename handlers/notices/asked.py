"""What is asked about a notice that is entered: of whom, of what, from when, by which letter."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from handlers.chat import typed_words
from handlers.chat.families import Family
from handlers.chat.own_words import own_words
from handlers.chat.questions import (
    DATE,
    LETTER,
    LONG_NUMBER,
    WORDS,
    Option,
    Question,
    Type,
    body,
    one_of,
)
from handlers.chat.turn import Turn
from handlers.record.cards import NoticeFacts
from protocol import dates
from protocol.calendar import at_local, local_date
from protocol.confirmation import Outgoing
from protocol.notices import NoticeKind
from protocol.parties import PHONE as TELEPHONE
from protocol.parties import SECRETARIAT_ZONE, ZONES, Authority, Party
from protocol.refusals import Refused
from protocol.succession import CHANGING, has_ended
from protocol.unseen import without_unseen
from storage import notices as stored
from storage.drafts import Draft
from storage.values import Values

KINDS = Family("notice.option", tuple(NoticeKind))
# The answer by which a date that has passed is meant.
_MEANT = "meant"


def party(turn: Turn, draft: Draft) -> Party | None:
    """Return whose notice it is; None of a circular."""
    given = PARTY.value(draft)
    return Party(given) if given and _is_of_party(turn, draft) else None


def replaced(turn: Turn, draft: Draft) -> Authority | None:
    """Return the authority that a change ends: the one that was chosen, or the only one."""
    if KIND.value(draft) != NoticeKind.CHANGE:
        return None
    given, found = BODY.value(draft), _in_force(turn, draft)
    return next((each for each in found if each.id == given or len(found) == 1), None)


def known(turn: Turn, draft: Draft) -> Authority | None:
    """Return the authority that is designated, where the register has it; None where it is new."""
    given = SUCCESSOR.value(draft) if _changes(turn, draft) else None
    return next((each for each in _known(turn, draft) if each.id == given), None)


def facts(turn: Turn, draft: Draft) -> NoticeFacts:
    """Return what a notice says besides its words, as far as it was answered."""
    old, there = replaced(turn, draft), known(turn, draft)
    former = draft.answers.get("supersedes")
    given = _of(draft, {"document": DOCUMENT, "arrived_at": ARRIVED, "phone": PHONE})
    return NoticeFacts(
        party=party(turn, draft),
        effective_on=ON.value(draft) if _is_of_party(turn, draft) else None,
        noticed_on=NOTICED.value(draft) if _is_exit(turn, draft) else None,
        authority=old.id if old else None,
        successor=there.id if there else None,
        supersedes=turn.work.notices.get(former).number if former else "",
        new=(SUCCESSOR.value(draft) or "") if _changes(turn, draft) and not there else "",
        **(given if _is_of_party(turn, draft) else {}),
    )


def _of(draft: Draft, questions: Mapping[str, Question[Any]]) -> dict[str, Any]:
    return {name: value for name, each in questions.items() if (value := each.value(draft))}


def _typed_kind(turn: Turn, text: str) -> str:
    raise Refused("refused-notice-kind", instead="instead-notice-kind")


def _typed_party(turn: Turn, text: str) -> str:
    found = typed_words.parties(text, turn.site.words)
    if len(found) != 1:
        raise Refused("refused-party-one", instead="instead-party")
    return found[0]


def _typed_meant(turn: Turn, text: str) -> str:
    raise Refused("refused-notice-kind", instead="instead-notice-kind")


def _typed_body(turn: Turn, draft: Draft, text: str) -> str:
    """Return the id of an authority of the register, or the name of one that is not there yet."""
    for each in _known(turn, draft):
        if typed_words.folded(text) in map(typed_words.folded, (each.id, each.name)):
            return each.id
    return own_words(turn, "text", text)


def _check_successor(turn: Turn, draft: Draft, successor: str) -> str:
    old = replaced(turn, draft)
    names = map(typed_words.folded, (old.id, old.name) if old else ())
    if typed_words.folded(successor) in names:
        raise Refused("refused-successor-same", instead="instead-successor")
    return successor


def _check_phone(turn: Turn, draft: Draft, phone: str) -> str:
    if not TELEPHONE.fullmatch(phone.strip()):
        raise Refused("refused-notice-phone", instead="instead-notice-phone")
    return phone.strip()


def _check_past(turn: Turn, draft: Draft, on: date) -> date:
    if on > local_date(turn.now, SECRETARIAT_ZONE):
        raise Refused("refused-noticed-ahead", instead="instead-date")
    return on


def _check_document(turn: Turn, draft: Draft, document: Outgoing) -> Outgoing:
    _check_past(turn, draft, document.dated_on)
    return document


def _check_arrived(turn: Turn, draft: Draft, at: datetime) -> datetime:
    if at > turn.now:
        raise Refused("refused-arrived-ahead", instead="instead-arrived")
    return at


def _arrived(turn: Turn, draft: Draft, text: str) -> datetime:
    """Return a moment by the clocks of the Secretariat; a time alone is one of today."""
    try:
        day, clock = dates.read_with_clock(" ".join(without_unseen(text).split())) or (None, None)
    except ValueError:
        day, clock = None, None
    if clock is None:
        raise Refused("refused-arrived", instead="instead-arrived")
    return at_local(day or local_date(turn.now, SECRETARIAT_ZONE), clock, SECRETARIAT_ZONE)


def _is_exit(turn: Turn, draft: Draft) -> bool:
    """Of an exit it counts when the Party sent its notice (Art. 18), not when that is typed."""
    return KIND.value(draft) == NoticeKind.EXIT


def _is_of_party(turn: Turn, draft: Draft) -> bool:
    """Other circulars of the Secretary-General name no Party and touch nothing in the register."""
    return KIND.value(draft) != NoticeKind.CIRCULAR


def _changes(turn: Turn, draft: Draft) -> bool:
    """Say whether the register is changed by it: designations and changes (Art. 4)."""
    return KIND.value(draft) in CHANGING


def _is_new(turn: Turn, draft: Draft) -> bool:
    return _changes(turn, draft) and known(turn, draft) is None


def _is_one_of_several(turn: Turn, draft: Draft) -> bool:
    return KIND.value(draft) == NoticeKind.CHANGE and len(_in_force(turn, draft)) > 1


def _has_passed(turn: Turn, draft: Draft) -> bool:
    of, on = party(turn, draft), ON.value(draft)
    return of is not None and on is not None and on < local_date(turn.now, ZONES[of])


def _in_force(turn: Turn, draft: Draft) -> tuple[Authority, ...]:
    given = PARTY.value(draft)
    return turn.work.registry.in_force(Party(given)) if given else ()


def _known(turn: Turn, draft: Draft) -> tuple[Authority, ...]:
    """Return the authorities of the Party that may be designated: that have not ended."""
    given, old = PARTY.value(draft), replaced(turn, draft)
    found = turn.work.registry.authorities(Party(given)) if given else ()
    return tuple(each for each in found if each != old and not has_ended(each, turn.now))


def _offered(turn: Turn, draft: Draft) -> Iterable[Option]:
    return (
        Option(each.id, "option-authority", {"authority": each.id}) for each in _may(turn, draft)
    )


def _may(turn: Turn, draft: Draft) -> Iterable[Authority]:
    """Yield who may be pressed: one that is designated anew is not in force already."""
    is_change = KIND.value(draft) == NoticeKind.CHANGE
    return (each for each in _known(turn, draft) if is_change or not each.during.holds(turn.now))


def _past_facts(turn: Turn, draft: Draft) -> Values:
    on = ON.value(draft)
    return {"on": on} if on else {}


KIND = Question(
    "kind",
    "notice.ask-kind",
    one_of(
        lambda turn, draft: (Option(kind, KINDS[kind]) for kind in NoticeKind),
        _typed_kind,
    ),
    label="label-notice-kind",
)
PARTY = Question(
    "party",
    "notice.ask-party",
    one_of(
        lambda turn, draft: (Option(party, "option-party", {"party": party}) for party in Party),
        _typed_party,
    ),
    when=_is_of_party,
    label="label-notice-party",
)
BODY = Question(
    "body",
    "notice.ask-body",
    body(_in_force),
    when=_is_one_of_several,
    label="label-notice-body",
)
SUCCESSOR = Question(
    "successor",
    "notice.ask-successor",
    Type(_typed_body, _offered),
    check=_check_successor,
    when=_changes,
    label="label-notice-successor",
)
PHONE = Question(
    "phone",
    "notice.ask-phone",
    LONG_NUMBER,
    check=_check_phone,
    when=_is_new,
    label="label-notice-phone",
)
ON = Question(
    "on",
    "notice.ask-on",
    DATE,
    when=_is_of_party,
    label="label-notice-on",
)
PAST = Question(
    "past",
    "notice.ask-past",
    one_of(lambda turn, draft: (Option(_MEANT, "notice.option-past"),), _typed_meant),
    when=_has_passed,
    facts=_past_facts,
)
NOTICED = Question(
    stored.NOTICED,
    "notice.ask-noticed",
    DATE,
    check=_check_past,
    when=_is_exit,
    label="label-notice-noticed",
)
DOCUMENT = Question(
    stored.DOCUMENT,
    "notice.ask-document",
    LETTER,
    check=_check_document,
    when=_is_of_party,
    skip="notice.option-no-document",
    label="label-notice-document",
)
ARRIVED = Question(
    "arrived",
    "notice.ask-arrived",
    Type(_arrived, keep=datetime.isoformat, restore=datetime.fromisoformat),
    check=_check_arrived,
    when=_is_of_party,
    skip="notice.option-arrived",
    label="label-notice-arrived",
)
TEXT = Question("text", "notice.ask-text", WORDS, label="label-notice-text")
# In the order in which they are asked.
ASKED = (
    *(KIND, PARTY, BODY, SUCCESSOR, PHONE, NOTICED, ON, PAST),
    *(DOCUMENT, ARRIVED, TEXT),
)
