"""
One-time consent: an agreement of the Parties on one request over one channel. Art. 6, reading.

«По договоренности Сторон» names no form: an agreement may be standing, and is then an entry of the
register, or for one time, and is then asked for and given in chat, before any content is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from protocol.articles import reading
from protocol.obligation import About, Subject
from protocol.parties import Agreement, Channel, Interval, Party, Passage
from protocol.refusals import Refused


class ConsentState(StrEnum):
    """Where a consent is."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class ConsentMove(StrEnum):
    """Everything that can be done with what was asked."""

    GIVE = "give"
    DECLINE = "decline"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


CONSENT: Mapping[ConsentState, Mapping[ConsentMove, ConsentState]] = {
    ConsentState.ASKED: {
        ConsentMove.GIVE: ConsentState.GIVEN,
        ConsentMove.DECLINE: ConsentState.DECLINED,
        ConsentMove.LAPSE: ConsentState.LAPSED,
        ConsentMove.WITHDRAW: ConsentState.WITHDRAWN,
    },
    ConsentState.GIVEN: {},
    ConsentState.DECLINED: {},
    ConsentState.LAPSED: {},
    ConsentState.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True)
class Consent:
    """
    What one authority asked another for: that one request passes over one channel.

    It names a draft, and the request once that was sent: only these may rest on it. `answered_by`
    brought it to its state: an officer's id, or the product itself.
    """

    id: str
    draft: str
    requesting: str
    requested: str
    parties: tuple[Party, Party]
    channel: Channel
    asked_by: str
    asked_at: datetime
    due_at: datetime
    state: ConsentState = ConsentState.ASKED
    answered_by: str | None = None
    answered_at: datetime | None = None
    request: str | None = None

    @property
    def subject(self) -> Subject:
        """Return what obligations and messages name when they are about this consent."""
        return Subject(About.CONSENT, self.id)

    @property
    def is_open(self) -> bool:
        """Say whether it waits for its answer."""
        return self.state is ConsentState.ASKED

    def moved(self, move: ConsentMove, *, by: str, now: datetime) -> "Consent":
        """
        Return the consent after `move`: the first one counts.

        Raises: Refused, naming who answered before and when.
        """
        if move not in CONSENT[self.state]:
            raise Refused(
                "refused-consent-answered",
                instead="instead-open",
                state=f"consent-{self.state}",
                officer=self.answered_by or self.asked_by,
                at=self.answered_at or self.asked_at,
            )
        state = CONSENT[self.state][move]
        return replace(self, state=state, answered_by=by, answered_at=max(now, self.asked_at))

    def agreement(self, until: datetime | None = None) -> Agreement | None:
        """
        Return the agreement that it is, None where it was not given.

        It holds before `until` while its request waits to be sent, and for good once that was.
        «ДСП» never rests on it.
        """
        if self.state is not ConsentState.GIVEN or self.answered_at is None:
            return None
        return Agreement(
            pair=frozenset(self.parties),
            channel=self.channel,
            passage=Passage.CONTENT,
            during=Interval(self.answered_at, until),
            document="",
            concluded_by=self.answered_by or "",
        )


def refusal_to_pass(one: Party, other: Party, channel: Channel, agreed: Passage | None) -> Refused:
    """Return why content may not pass over a channel: nothing was agreed, or a pointer alone."""
    return Refused(
        "refused-channel" if agreed is None else "refused-channel-pointer",
        rule=reading("6.4.2"),
        channel=channel,
        one=one,
        other=other,
    )
