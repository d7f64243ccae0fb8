"""What became of the edit of a live card."""

from datetime import timedelta

from bot.delivery import pauses
from bot.delivery.lease import Edit
from bot.delivery.pauses import Random
from bot.transports.base import Later, Never, Outcome, Sent, Unknown
from storage.work import Work

# After so many tries a card whose message cannot be changed is not made anew at once.
CARD_TRIES = 8


def record_edit(work: Work, edit: Edit, outcome: Outcome, random: Random) -> None:
    """Write down what became of an edit: the card is shown, waits, is made anew, or given up."""
    card = edit.card
    match outcome:
        case Sent(message_id) if _may_be_old(edit):
            work.cards.record_place(card, message_id)
        case Sent(message_id):
            work.cards.record_shown(card, message_id=message_id, digest=edit.digest)
        case Later() as later:
            work.cards.later(card, work.now + pauses.until_taken(later, card.attempts, random))
        case Unknown():
            again_at = work.now + pauses.of_a_card(card.attempts, random)
            work.cards.later(card, again_at, doubtful=card.message_id is None)
        case Never() if card.message_id is None:
            work.cards.give_up(card)
        case Never():
            is_odd = card.attempts >= CARD_TRIES
            pause = pauses.of_an_odd_card(random) if is_odd else timedelta()
            work.cards.anew(card, work.now + pause)


def _may_be_old(edit: Edit) -> bool:
    """Say whether what was accepted now may be what was sent earlier, under the same key."""
    card = edit.card
    return card.message_id is None and card.doubted and edit.transport.idempotent
