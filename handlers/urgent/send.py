"""The button that declares that there are no state secrets (Art. 10): the request goes."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Choice, Turn
from handlers.consent import one_time
from handlers.draft import addressees, entered, fields
from handlers.record.agreements import agreed_for_request
from handlers.urgent import dialog, sending
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line


def send(turn: Turn, argument: str) -> None:
    """
    Send a draft to each addressee; a repeated press sends nothing twice.

    What the Parties agreed on is asked again now: where it is lacking, nothing is sent.
    """
    draft = turn.work.drafts.get(argument.strip(), turn.officer.id)
    if draft is None:
        raise Refused("refused-draft-gone", instead="instead-open")
    if entered.is_entered(draft):
        raise Refused("refused-button", instead="instead-drafts")
    missing = fields.missing(draft.answers)
    if missing:
        raise Refused("refused-incomplete", instead="instead-drafts", labels=missing)
    if dialog.tell_no_passage(turn, draft):
        return
    sent = sending.send(turn, draft)
    one_time.retract(turn, draft.id)
    replaced = addressees.replaced(turn, draft)
    if replaced:
        turn.say("urgent.replaced", carries=Carries.NOTHING, lines=replaced)
    for request in sent:
        to = turn.work.registry.authority(request.requested)
        if addressees.is_reachable(turn, to, agreed_for_request(turn.work, request)):
            continue
        turn.say(
            "send.unreachable",
            carries=Carries.NOTHING,
            about=request.subject,
            choices=(Choice("enter", str(request.number)),),
            request=str(request.number),
            lines=(Line("telephone-authority", {"authority": to.id, "phone": to.phone}),),
        )


COMMAND = Command(Entry("send", Act.SEND, shown=InHelp.BY_BUTTON), run=send)
