"""The words of values that come from a closed set, by the name of the value."""

from collections.abc import Mapping

from handlers.chat.families import Family
from handlers.draft import fields
from protocol.consents import ConsentState
from protocol.moves import Execution, Form, Move, Side
from protocol.notices import NoticeKind, NoticeState
from protocol.obligation import Kind
from protocol.parties import Channel, Party, Role
from protocol.permissions import ABOUT, SIGNED, Act
from protocol.request import Ground
from protocol.terms import UseLimit

PARTIES: Family[str] = Family("party", tuple(Party))
PARTIES_OF: Family[str] = Family("party", tuple(Party), "-of")
# What a statement says has no label of its own.
LABELS = Family("label", (*fields.EDITABLE, "text"))
STATES = (
    *(f"execution-{each}" for each in Execution),
    *(f"form-{each}" for each in Form),
    *(f"notice-{each}" for each in NoticeState),
    *(f"consent-{each}" for each in ConsentState),
)
# What the history of a request or a notice tells besides moves.
ACTIONS = (
    *("sent", "opened", "reminded", "snoozed", "shown", "unshown", "journal-read", "entrusted"),
    *("signed", "exported", "notice-entered", "notice-withdrawn", "notice-relayed"),
    *("notice-received", "consent-asked", "consent-given", "consent-declined", "consent-lapsed"),
    *("consent-withdrawn", "burst", "notice-relayed-alone", "second-asked", "seconded"),
    *("notice-superseded", "register-changed", "succeeded", "succession-ended", "exit-date-set"),
    *("party-left", "entered", "paired", "unpaired"),
)
VALUES: Mapping[str, Family[str]] = {
    "kind": Family("kind", (*Kind, *NoticeKind)),
    "role": Family("role", tuple(Role)),
    "state": Family("state", STATES),
    "ground": Family("ground", tuple(Ground)),
    "lang": Family("lang", ("ru", "en")),
    "channel": Family("channel", tuple(Channel)),
    "side": Family("side", tuple(Side)),
    "action": Family("action", (*Move, *ACTIONS)),
    "signed": Family("sign", (*sorted(SIGNED), Act.CODE)),
    "use_limit": Family("limit", tuple(UseLimit)),
    "deed": Family("do", (*Move, *ABOUT)),
}
