"""
/enter [NUMBER]: a telephonogram or a fax, sent or received, is entered in the register. Art. 6.

What was transmitted outside of the bot is asked here; its content by the form of Art. 6, or it is
that of a request which no server has taken.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from handlers.chat import dialogs, drafts, typed_words
from handlers.chat.dialogs import Dialog
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.own_words import own_words
from handlers.chat.questions import DATE, LETTER, WORDS, Option, Question, Type, one_of
from handlers.chat.turn import Ask, Choice, Turn
from handlers.draft import addressees, entered
from handlers.draft.entered import RECEIVED, SELF, SENT
from handlers.record import other_channel
from handlers.record.agreements import missing_agreement
from handlers.record.entries import entry_lines
from handlers.urgent import beginning, dialog
from protocol.articles import treaty
from protocol.calendar import start_of_day
from protocol.confirmation import Outgoing, check_date
from protocol.entries import Means, agreed, check_after, check_day, transmitted_at
from protocol.law import law
from protocol.moves import Move
from protocol.obligation import About
from protocol.parties import Authority, Role, bound_parties
from protocol.permissions import Act, check_about
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Values

ENTER = "enter"
REQUEST, DRAFT = "request", "draft"
MEANT: Family[str] = Family("enter.option-means", tuple(Means))
TECHNICAL = (Means.TELEPHONE, Means.FAX)
_OFFICES = (Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD)
OFFICES = Family("enter.option-office", (*_OFFICES, "other"))
SIDES = Family("enter.option-side", (SENT, RECEIVED))
READ = Family("enter.option-read_back", (entered.YES, "no"))


def enter(turn: Turn, argument: str) -> None:
    """
    Ask what was transmitted: of a new request, of a draft, or of one that no server has taken.

    Raises: Refused when it was transmitted already, or is not this officer's.
    """
    turn.work.drafts.drop(turn.officer.id, ENTER)
    draft = turn.work.drafts.get(argument.strip(), turn.officer.id) if argument.strip() else None
    if draft is not None and draft.command == dialog.URGENT:
        dialogs.start(turn, DIALOG, **_known_of(turn, draft))
    elif argument.strip():
        request = turn.work.requests.find(argument, seen_by=turn.officer)
        check_about(turn.officer, request, Act.ENTER)
        request.moved(Move.TRANSMIT, by=None, now=turn.now)
        received = turn.officer.authority == request.requested
        dialogs.start(
            turn,
            DIALOG,
            **{REQUEST: request.id, "number": str(request.number)},
            **{entered.SIDE: RECEIVED if received else SENT},
            **{entered.BODY: request.requesting if received else request.requested},
        )
    else:
        dialogs.start(turn, DIALOG)


def given(draft: Draft) -> dict[str, Any]:
    """Return what was answered of the transmission; what was not asked is left out."""
    answered = {each.name: draft.answers.get(each.name) for each in DIALOG.asks}
    return {name: value for name, value in answered.items() if value}


def _known_of(turn: Turn, draft: Draft) -> dict[str, Any]:
    """Return what a draft says already of what is asked."""
    known = {DRAFT: draft.id}
    if entered.is_entered(draft):
        return {**known, **{each: draft.answers[entered.ENTERED][each] for each in _FIXED}}
    found = addressees.addressees(turn, draft)
    if len(found) != 1:
        return known
    return {**known, entered.SIDE: SENT, entered.BODY: found[0].id}


def _ends(turn: Turn, draft: Draft) -> None:
    """Show what is entered of a request; else ask for its content, or show that."""
    if draft.answers.get(REQUEST):
        dialogs.show(turn, DIALOG, drafts.keep(turn, draft, asking=None))
        return
    content = turn.work.drafts.get(str(draft.answers.get(DRAFT, "")), turn.officer.id)
    content = content or beginning.begin(turn)
    made = entered.to_draft(content, given(draft), draft)
    drafts.end(turn, draft)
    dialog.carry_on(turn, made)


def _review(turn: Turn, draft: Draft) -> Ask:
    request = turn.work.requests.get(draft.answers[REQUEST], lock=False)
    return Ask(
        "enter.review",
        (Choice("entered", draft.id), dialogs.stop(draft)),
        {
            "request": str(request.number),
            "lines": entry_lines(
                (entered.entry(turn, given(draft)),), request.requesting, quotes=True
            ),
        },
        about=request.subject,
        carries=Carries.DRAFT,
    )


def _own(turn: Turn) -> Authority:
    return turn.work.registry.authority(turn.officer.authority)


def _means(draft: Draft) -> Iterable[Means]:
    """Return by what it may have gone; what a server may still take goes on no paper."""
    return TECHNICAL if draft.answers.get(REQUEST) else Means


def _typed(turn: Turn, text: str) -> str:
    raise Refused("refused-entered-choice", instead="instead-entered-choice")


def _bodies(turn: Turn, draft: Draft) -> Iterable[Option]:
    """Yield the authorities of the other Parties: of a Party that has one alone, its name."""
    registry, own = turn.work.registry, _own(turn).party
    for party in bound_parties(registry.bonds(), turn.now):
        found = registry.in_force(party) if party is not own else ()
        for each in found:
            label = "option-party" if len(found) == 1 else "option-authority"
            values = {"party": party} if len(found) == 1 else {"authority": each.id}
            yield Option(each.id, label, values)


def _body(turn: Turn, draft: Draft, text: str) -> str:
    """Return the authority that words name, by its own name or by that of its Party."""
    offered = {each.value for each in _bodies(turn, draft)}
    for each in turn.work.registry.in_force():
        if each.id in offered and typed_words.folded(text) in (
            typed_words.folded(each.id),
            typed_words.folded(each.name),
        ):
            return each.id
    found = addressees.authorities(turn, typed_words.parties(text, turn.site.words))
    if len(found) != 1:
        raise Refused("refused-party-one", instead="instead-party")
    return found[0]


def _check_body(turn: Turn, draft: Draft, body: str) -> str:
    """Raises: Refused where content may not be typed here, or there can be no request."""
    to = turn.work.registry.authority(body)
    addressees.check_addressee(turn, to)
    lacking = missing_agreement(turn, draft, to)
    if lacking is not None:
        raise lacking
    return body


def _at(turn: Turn, draft: Draft, text: str) -> datetime:
    return transmitted_at(text, zone=_own(turn).zone, now=turn.now)


def _check_at(turn: Turn, draft: Draft, at: datetime) -> datetime:
    """Raises: Refused for a moment at which there could be no such request, or it was not made."""
    request = _request(turn, draft)
    if request is not None:
        check_after(at, request.created_at, request.id)
    other = turn.work.registry.authority(draft.answers[entered.BODY])
    entered.check_bodies(turn, _own(turn), other, at)
    return at


def _request(turn: Turn, draft: Draft) -> Request | None:
    id = draft.answers.get(REQUEST)
    return turn.work.requests.get(id, lock=False) if id else None


def _person(side: str) -> Type[str]:
    """Return the type of a person's name and office; of the own side it may be who enters it."""

    def offered(turn: Turn, draft: Draft) -> Iterable[Option]:
        if draft.answers.get(entered.SIDE) == side:
            yield Option(SELF, "enter.option-self")

    return Type(lambda turn, draft, text: own_words(turn, "text", text), offered)


def _lacks_agreement(turn: Turn, draft: Draft) -> bool:
    """Say whether it was by technical means, and the register had no agreement then (Art. 6)."""
    if _is_paper(turn, draft):
        return False
    one = turn.work.registry.authority(draft.answers[entered.BODY])
    at = datetime.fromisoformat(draft.answers[entered.AT])
    found = turn.work.registry.agreements(at=at)
    return not agreed(found, _own(turn), one, Means(draft.answers[entered.MEANS]))


def _is_by_telephone(turn: Turn, draft: Draft) -> bool:
    return draft.answers.get(entered.MEANS) == Means.TELEPHONE


def _is_paper(turn: Turn, draft: Draft) -> bool:
    return draft.answers.get(entered.MEANS) == Means.PAPER


def _is_technical(turn: Turn, draft: Draft) -> bool:
    return not _is_paper(turn, draft)


def _side(turn: Turn, draft: Draft) -> Values:
    """Return whether the day that is asked for is that of the dispatch, or of the receipt."""
    return {"count": int(draft.answers.get(entered.SIDE) == RECEIVED)}


def _check_letter(turn: Turn, draft: Draft, letter: Outgoing) -> Outgoing:
    """Raises: Refused for a date in the future."""
    check_date(letter, zone=_own(turn).zone, now=turn.now)
    return letter


def _check_office(turn: Turn, draft: Draft, office: str) -> str:
    """Raises: Refused for an office that signs no request (Art. 6)."""
    if office not in _OFFICES:
        law("6.5")
        raise Refused(
            "refused-entered-office", rule=treaty("6.5"), instead="instead-entered-office"
        )
    return office


def _check_on(turn: Turn, draft: Draft, on: date) -> date:
    """Raises: Refused for a day that has not come, or on which there could be no such request."""
    own, other = _own(turn), turn.work.registry.authority(draft.answers[entered.BODY])
    check_day(on, zone=own.zone, now=turn.now)
    entered.check_bodies(turn, own, other, start_of_day(on, own.zone))
    return on


def _check_there(turn: Turn, draft: Draft) -> None:
    """Raises: Refused where a server has taken the request meanwhile."""
    request = _request(turn, draft)
    if request is not None:
        request.moved(Move.TRANSMIT, by=None, now=turn.now)


def _hidden(turn: Turn, draft: Draft) -> Refused | None:
    """Return why what was typed about a request is not to be shown here; None if it may be."""
    if not draft.answers.get(REQUEST):
        return None
    words = (str(draft.answers.get(each) or "") for each in (*entered.PEOPLE, entered.AGREED))
    return other_channel.hidden_about(turn, draft, *words)


_MEANS = one_of(lambda turn, draft: (Option(each, MEANT[each]) for each in _means(draft)), _typed)
_SIDE = one_of(lambda turn, draft: (Option(each, SIDES[each]) for each in SIDES.members), _typed)
_OFFICE = one_of(
    lambda turn, draft: (Option(each, OFFICES[each]) for each in OFFICES.members), _typed
)
_READ = one_of(lambda turn, draft: (Option(each, READ[each]) for each in READ.members), _typed)
_AT: Question[datetime] = Question(
    entered.AT,
    "enter.ask-at",
    Type(_at, keep=datetime.isoformat, restore=datetime.fromisoformat),
    check=_check_at,
    when=_is_technical,
)
# What stays as it is when the transmission of a draft is stated anew.
_FIXED = (entered.SIDE, entered.BODY)
DIALOG = Dialog(
    ENTER,
    asks=(
        Question(entered.MEANS, "enter.ask-means", _MEANS),
        Question(entered.SIDE, "enter.ask-side", _SIDE),
        Question(entered.BODY, "enter.ask-body", Type(_body, options=_bodies), check=_check_body),
        Question(entered.OUTGOING, "enter.ask-outgoing", LETTER, _check_letter, when=_is_paper),
        Question(entered.SIGNER, "enter.ask-signer", WORDS, when=_is_paper),
        Question(entered.OFFICE, "enter.ask-office", _OFFICE, check=_check_office, when=_is_paper),
        Question(entered.ON, "enter.ask-on", DATE, _check_on, when=_is_paper, facts=_side),
        _AT,
        Question(entered.PASSED, "enter.ask-passed", _person(SENT), when=_is_technical),
        Question(entered.TAKEN, "enter.ask-taken", _person(RECEIVED), when=_is_technical),
        Question(entered.READ_BACK, "enter.ask-read_back", _READ, when=_is_by_telephone),
        Question(entered.AGREED, "enter.ask-agreed", WORDS, when=_lacks_agreement),
    ),
    review=_review,
    ends=_ends,
    check=_check_there,
    hidden=_hidden,
)
COMMAND = dialogs.command(Entry(ENTER, Act.ENTER, about=About.REQUEST, lists=True), DIALOG, enter)
