"""Plain texts to copy or read out: the letter, the telephonogram, the consent (Art. 6)."""

from handlers import forms, sending
from handlers.kit import Command, Turn
from handlers.showing import content_lines, parties_lines, shown_content
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.values import Line

KINDS = ("letter", "telephonogram", "consent")


def letter(turn: Turn, argument: str) -> None:
    """Say the text of one kind for a draft or a request: `/letter KIND NUMBER`."""
    kind, _, which = argument.strip().partition(" ")
    if kind not in KINDS:
        kind, which = KINDS[0], argument
    draft = turn.work.drafts.get(which.strip(), turn.officer.id)
    if draft is None:
        request = turn.work.requests.find(which, seen_by=turn.officer)
        lines = shown_content(turn.work, request, turn.officer, now=turn.now, where=kind)
        turn.say(
            f"text-{kind}",
            about=request.subject,
            number=str(request.number),
            lines=lines,
            officer=turn.officer.id,
            at=turn.now,
        )
        return
    if forms.missing(draft.answers):
        raise Refused(
            "refused-incomplete", instead="instead-drafts", labels=forms.missing(draft.answers)
        )
    own = turn.work.registry.authority(turn.officer.authority)
    for to in sending.addressees(turn, draft):
        lines = (*parties_lines(own, to), *content_lines(forms.content(draft.answers)))
        if kind == "consent":
            lines = (
                Line("consent-of", {"one": own.party, "other": to.party}),
                *parties_lines(own, to),
            )
        turn.say(f"text-{kind}", number="", lines=lines, officer=turn.officer.id, at=turn.now)


COMMAND = Command("letter", run=letter, act=Act.SEND, listed=False)
