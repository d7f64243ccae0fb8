"""Where a draft was typed: what one channel brought is shown on another only where it may pass."""

from handlers.chat.drafts import OVER
from handlers.chat.turn import Turn
from handlers.draft import addressees, fields
from handlers.record.agreements import agreed_for_draft
from handlers.record.content import passage
from protocol.parties import Channel, Passage
from protocol.refusals import Refused
from protocol.request import Request
from storage.drafts import Draft


def is_here(turn: Turn, draft: Draft) -> bool:
    """Say whether every word of a draft came over the channel on which its author is now."""
    return set(draft.answers.get(OVER, ())) <= _here(turn)


def hidden(turn: Turn, draft: Draft) -> Refused | None:
    """
    Return why what a draft of an urgent request says is not to be shown here; None if it may be.

    Words of it came over another channel, and the content may not pass over this one (Art. 6), or
    not for official use.
    """
    return None if is_here(turn, draft) or _passes(turn, draft) else elsewhere(turn, draft)


def hidden_about(turn: Turn, draft: Draft, *words: str) -> Refused | None:
    """
    Return why words that were typed into a draft about a request are not to be shown here.

    They came over another channel, and its content may not pass over this one, or they not for
    official use.
    """
    if not any(words) or is_here(turn, draft):
        return None
    request = turn.work.requests.get(draft.answers["request"], lock=False)
    whole = turn.channel and passage(turn.work, request, turn.channel) is Passage.CONTENT
    return (
        None
        if whole and not turn.work.readings.read(*words).for_official_use
        else elsewhere(turn, draft)
    )


def hidden_of(turn: Turn, request: Request) -> Refused | None:
    """Return why what the record says of a request is not to be shown here; None if it may be."""
    if turn.channel and passage(turn.work, request, turn.channel) is Passage.CONTENT:
        return None
    return Refused("refused-content-elsewhere", instead="instead-content-elsewhere")


def elsewhere(turn: Turn, draft: Draft) -> Refused:
    """Return why a draft is not shown here, and where it is."""
    channels = tuple(each for each in draft.answers[OVER] if each != turn.channel)
    return Refused("refused-typed-elsewhere", instead="instead-typed-elsewhere", channels=channels)


def _passes(turn: Turn, draft: Draft) -> bool:
    channel = turn.channel
    if channel is None:
        return False
    given = (draft.answers.get(each.name) for each in fields.URGENT)
    said = (each for each in given if isinstance(each, str))
    official = turn.work.readings.read(*said).for_official_use
    own = turn.work.registry.authority(turn.officer.authority).party
    for to in addressees.addressees(turn, draft):
        agreements = agreed_for_draft(turn, draft, to)
        if agreements.passage(own, to.party, channel) is not Passage.CONTENT:
            return False
        if official and not agreements.has_official_use(own, to.party, channel):
            return False
    return True


def _here(turn: Turn) -> set[Channel]:
    return {turn.channel} if turn.channel else set()
