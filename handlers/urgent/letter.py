"""Plain texts to copy or read out: the letter, the telephonogram, the consent (Art. 6)."""

from handlers.chat import pages
from handlers.chat.command import Command
from handlers.chat.families import Family
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.draft import addressees, entered, fields
from handlers.record import other_channel
from handlers.record.content import content_lines, parties_lines
from handlers.record.which_one import the_one
from protocol.conditions import operational, unbound
from protocol.moves import Execution, Form
from protocol.obligation import About
from protocol.parties import Authority
from protocol.permissions import Act, check_about
from protocol.refusals import Refused
from protocol.request import Request
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line

CONSENT = "consent"
KINDS = ("letter", "telephonogram", CONSENT)
TEXTS = Family("letter.text", KINDS)


def letter(turn: Turn, argument: str) -> None:
    """
    Say the text of one kind for a draft or a request: `/letter KIND NUMBER`, KIND a letter if none.

    Raises: Refused when the request is not one's own side's; it drafts these texts (Art. 6); or
    where what a draft says may not be shown, or the Protocol does not bind both Parties now; a
    telephonogram is of what technical means may carry, and of nothing else.
    """
    kind, _, which = argument.strip().partition(" ")
    if kind not in KINDS:
        kind, which = KINDS[0], argument
    after = pages.after(which.strip())
    if not which.strip() or after is not None:
        number = the_one(turn, COMMAND.entry, About.REQUEST, before=f"{kind} ", after=after or "")
        if number is None:
            return
        which = number
    draft = turn.work.drafts.get(which.strip(), turn.officer.id)
    if draft is None:
        request = turn.work.requests.find(which, seen_by=turn.officer)
        check_about(turn.officer, request, Act.LETTER)
        if request.form is Form.ON_PAPER or request.comes_on_paper:
            raise Refused("refused-on-paper", instead="instead-possible", request=request.id)
        registry = turn.work.registry
        own, to = registry.authority(request.requesting), registry.authority(request.requested)
        content = _of_request(turn, request, kind)
        turn.say(
            TEXTS[kind],
            carries=Carries.NOTHING if kind == CONSENT else Carries.CONTENT,
            about=request.subject,
            number=str(request.number),
            lines=_consent(own, to) if kind == CONSENT else content,
            officer=turn.officer.id,
            at=turn.now,
        )
        return
    if entered.is_received(draft):
        raise Refused("refused-button", instead="instead-drafts")
    addressed = addressees.addressees(turn, draft)
    if not addressed:
        labels = fields.missing(draft.answers)
        raise Refused("refused-incomplete", instead="instead-drafts", labels=labels)
    hidden = other_channel.hidden(turn, draft) if kind != CONSENT else None
    if hidden is not None:
        raise hidden
    own = turn.work.registry.authority(turn.officer.authority)
    parties = (own.party, *(to.party for to in addressed))
    for not_bound in unbound(parties, turn.work.registry.bonds(), turn.now):
        raise not_bound
    if kind == KINDS[1] and not fields.missing(draft.answers):
        for barred in operational(fields.content(draft.answers)):
            raise barred
    for to in addressed:
        content = (*parties_lines(own, to), *_fields(draft))
        lines = _consent(own, to) if kind == CONSENT else content
        turn.say(
            TEXTS[kind],
            carries=Carries.NOTHING if kind == CONSENT else Carries.DRAFT,
            number="",
            lines=lines,
            officer=turn.officer.id,
            at=turn.now,
        )


def _of_request(turn: Turn, request: Request, kind: str) -> tuple[Line, ...]:
    """
    Return the content; in the letter that confirms also what it is of: moment and digest.

    That a request was withdrawn stands in the letter: what was sent is confirmed as it is (R).
    """
    content = Line("letter.content", {"content": request.id})
    if kind != KINDS[0]:
        return (content,)
    sent, withdrawn = request.transmitted_at, request.execution is Execution.WITHDRAWN
    digest = turn.work.requests.digest(request.id).hex()
    return (
        *((Line("letter.transmitted", {"at": sent}),) if sent else ()),
        content,
        Line("digest-of-content", {"digest": digest}),
        *(
            (Line("letter.withdrawn", {"at": request.executed_at}),)
            if withdrawn and request.executed_at
            else ()
        ),
    )


def _fields(draft: Draft) -> tuple[Line, ...]:
    """Return the fields of Art. 6, or places for them where some are still to be written."""
    if fields.missing(draft.answers):
        return tuple(Line("field-blank", {"field": name}) for name in fields.NUMBERED)
    return content_lines(fields.content(draft.answers))


def _consent(own: Authority, to: Authority) -> tuple[Line, ...]:
    """Return who asks whom: content is asked for after the consent, never with it."""
    return (
        Line("letter.consent-of", {"one": own.party, "other": to.party}),
        *parties_lines(own, to),
    )


COMMAND = Command(
    Entry("letter", Act.LETTER, shown=InHelp.BY_BUTTON, about=About.REQUEST), run=letter
)
