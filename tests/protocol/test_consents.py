"""One-time consent: who answers first, for how long it holds, and what it never carries. Art. 6."""

from dataclasses import replace
from datetime import timedelta

import pytest

from protocol.articles import reading
from protocol.consents import CONSENT, Consent, ConsentMove, ConsentState, refusal_to_pass
from protocol.parties import Agreements, Channel, Party, Passage
from protocol.refusals import Refused
from tests.builders import NOW

KZ, AM = Party.KAZAKHSTAN, Party.ARMENIA
LEAST = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
# Columns: give, decline, lapse, withdraw.
TABLE = """
asked      given declined lapsed withdrawn
given      . . . .
declined   . . . .
lapsed     . . . .
withdrawn  . . . .
"""


def consent(**changes: object) -> Consent:
    usual = Consent(
        id="consent",
        draft="draft",
        requesting="KZ-1",
        requested="AM-1",
        parties=(KZ, AM),
        channel=Channel.TELEGRAM,
        asked_by="kz-duty",
        asked_at=NOW,
        due_at=NOW + HOUR,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", ConsentState)
def test_only_what_is_asked_is_answered_and_by_the_first(state: ConsentState) -> None:
    rows = dict(line.split(maxsplit=1) for line in TABLE.strip().splitlines())
    before = consent(state=state, answered_by="am-head", answered_at=NOW)
    assert set(CONSENT) == set(ConsentState)

    for move, cell in zip(ConsentMove, rows[state].split(), strict=True):
        if cell != ".":
            after = consent(state=state).moved(move, by="am-duty", now=NOW + HOUR)
            assert (after.state, after.answered_by) == (ConsentState(cell), "am-duty")
            assert after.answered_at == NOW + HOUR
            continue
        with pytest.raises(Refused) as refused:
            before.moved(move, by="am-duty", now=NOW + HOUR)
        assert refused.value.facts == {
            "state": f"consent-{state}",
            "officer": "am-head",
            "at": NOW,
        }


def test_only_a_given_one_is_an_agreement_on_its_pair_and_channel_and_never_for_official_use() -> (
    None
):
    for state in set(ConsentState) - {ConsentState.GIVEN}:
        assert consent(state=state, answered_at=NOW).agreement() is None
    given = consent().moved(ConsentMove.GIVE, by="am-duty", now=NOW)
    agreement = given.agreement(NOW + HOUR)
    assert agreement is not None
    held = Agreements().also([agreement])

    for channel in Channel:
        passes = held.passage(KZ, AM, channel)
        assert passes is (Passage.CONTENT if channel is Channel.TELEGRAM else None)
        assert held.passage(KZ, Party.RUSSIA, channel) is None
        assert not held.has_official_use(KZ, AM, channel)
    assert [agreement.during.holds(at) for at in (NOW, NOW + HOUR - LEAST, NOW + HOUR)] == [
        True,
        True,
        False,
    ]
    lasting = given.agreement()
    assert lasting is not None
    assert lasting.during.holds(NOW + 10_000 * HOUR)


@pytest.mark.parametrize(
    ("agreed", "why"),
    [(None, "refused-channel"), (Passage.POINTER, "refused-channel-pointer")],
)
def test_why_content_does_not_pass_tells_a_pointer_from_nothing(
    agreed: Passage | None, why: str
) -> None:
    refused = refusal_to_pass(KZ, AM, Channel.TELEGRAM, agreed)

    assert (refused.why, refused.rule) == (why, reading(6))
    assert refused.facts == {"channel": Channel.TELEGRAM, "one": KZ, "other": AM}
