"""
One verification by emoji from the request on, as a table of states. Pure: no network, no clock.

It is given what the other side said, and returns what is to be said. The order of the messages is
that of the specification; what the table does not have cancels the verification.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from vodozemac import EstablishedSas, Sas

from bot.transports.matrix.signatures import Json
from bot.transports.matrix.verifying import sas
from bot.transports.matrix.verifying.sas import Device, ShortString


class Kind(StrEnum):
    """The messages of a verification."""

    REQUEST = "m.key.verification.request"
    READY = "m.key.verification.ready"
    START = "m.key.verification.start"
    ACCEPT = "m.key.verification.accept"
    KEY = "m.key.verification.key"
    MAC = "m.key.verification.mac"
    DONE = "m.key.verification.done"
    CANCEL = "m.key.verification.cancel"


class Code(StrEnum):
    """Why a verification is cancelled."""

    USER = "m.user"
    TIMEOUT = "m.timeout"
    UNKNOWN_TRANSACTION = "m.unknown_transaction"
    UNKNOWN_METHOD = "m.unknown_method"
    UNEXPECTED_MESSAGE = "m.unexpected_message"
    KEY_MISMATCH = "m.key_mismatch"
    USER_MISMATCH = "m.user_mismatch"
    INVALID_MESSAGE = "m.invalid_message"
    ACCEPTED = "m.accepted"
    MISMATCHED_COMMITMENT = "m.mismatched_commitment"
    MISMATCHED_SAS = "m.mismatched_sas"


# With these somebody is between the two, or one of them is not who they say.
TAMPERED = frozenset(
    {Code.KEY_MISMATCH, Code.USER_MISMATCH, Code.MISMATCHED_COMMITMENT, Code.MISMATCHED_SAS}
)


class State(StrEnum):
    """
    How far it is.

    REQUESTED: we have asked. STARTED: our start waits to be accepted. ACCEPTED: theirs is, and
    their key is awaited. KEYED: ours was accepted, and their key is awaited. SHOWN: both have the
    emoji. DONE: both MACs have been given, and theirs holds.
    """

    REQUESTED = "requested"
    STARTED = "started"
    ACCEPTED = "accepted"
    KEYED = "keyed"
    SHOWN = "shown"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Say:
    """A message to the other side."""

    kind: Kind
    content: Json


Says: TypeAlias = Sequence[Say]
# The keys that are believed of a device of the other user, by its id; None where it is not.
KeysOf: TypeAlias = Callable[[str], Mapping[str, str] | None]


def request_content(device: str) -> Json:
    """Return what a request, or the answer to one, says of a device and what it knows."""
    return {"from_device": device, "methods": [sas.METHOD]}


class Cancelled(Exception):
    """The other side said what ends the verification."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


class Verification:
    """
    A verification with one device of another user.

    `relation` is what stands in each message for the transaction: of one in a room its first
    event, of one between devices its id. `code` says why it was cancelled, `is_theirs` by whom;
    `unbelieved` that the device it came from is none that its owner has signed, `lacks_emoji` that
    it shows only decimals. We name these as well, since each device has to know them; but the bot
    says the emoji over the officer's other channel, and repeats them after its restart.
    """

    def __init__(
        self, me: Device, user: str, transaction: str, relation: Json, keys_of: KeysOf
    ) -> None:
        self.state = State.REQUESTED
        self.transaction = transaction
        self.shown: ShortString | None = None
        self.code = ""
        self.is_theirs = False
        self.unbelieved = self.lacks_emoji = False
        self._me = me
        self._other = Device(user, "")
        self._relation = relation
        self._keys_of = keys_of
        self._sas = Sas()
        self._key = self._sas.public_key.to_base64()
        self._secret: EstablishedSas | None = None
        self._start: Json = {}
        self._commitment = ""
        self._confirmed = self._theirs_hold = False

    @property
    def is_over(self) -> bool:
        """Say whether nothing more is awaited of the other side."""
        return self.state in (State.DONE, State.CANCELLED)

    @property
    def device(self) -> str:
        """Return the other device; empty while nobody has answered our request."""
        return self._other.id

    def answer(self, request: Json) -> Says:
        """Take a request of theirs: be ready, and start at once, so that they need not."""
        return self._guard(lambda: self._meet(request, Kind.READY))

    def take(self, kind: str, content: Json) -> Says:
        """Take a message of the other side."""
        if self.is_over:
            return ()
        if kind == Kind.CANCEL:
            self.state, self.is_theirs = State.CANCELLED, True
            given = content.get("code")
            self.code = given if given in tuple(Code) else Code.USER
            return ()
        return self._guard(lambda: self._step(kind, content))

    def confirm(self) -> Says:
        """Give our MAC: the other side was shown the emoji by us."""
        if self.state is not State.SHOWN or self._confirmed:
            return ()
        self._confirmed = True
        assert self._secret is not None
        made = sas.macs(self._secret, self._me, self._other, self.transaction)
        return (self._say(Kind.MAC, made), *self._end_where_both())

    def cancel(self, code: Code) -> Says:
        """End it; nothing is said of what is over."""
        if self.is_over:
            return ()
        self.state, self.code = State.CANCELLED, code
        return (self._say(Kind.CANCEL, {"code": code, "reason": code.removeprefix("m.")}),)

    def _guard(self, step: Callable[[], Says]) -> Says:
        try:
            return step()
        except Cancelled as cancelled:
            return self.cancel(cancelled.code)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
            return self.cancel(Code.INVALID_MESSAGE)

    def _step(self, kind: str, content: Json) -> Says:
        step = _STEPS.get((self.state, kind))
        if step is None:
            raise Cancelled(Code.UNEXPECTED_MESSAGE)
        return step(self, content)

    def _ready(self, content: Json) -> Says:
        return self._meet(content, None)

    def _meet(self, content: Json, answer: Kind | None) -> Says:
        """Learn which device it is; say that we are ready where that is the answer; start."""
        methods, id = content["methods"], content["from_device"]
        if sas.METHOD not in methods:
            raise Cancelled(Code.UNKNOWN_METHOD)
        keys = self._keys_of(id)
        if keys is None:
            self.unbelieved = True
            raise Cancelled(Code.KEY_MISMATCH)
        self._other = replace(self._other, id=id, keys=keys)
        self._start = {
            "from_device": self._me.id,
            "method": sas.METHOD,
            "key_agreement_protocols": [sas.AGREEMENT],
            "hashes": [sas.HASH],
            "message_authentication_codes": [sas.MAC],
            "short_authentication_string": [sas.EMOJI, sas.DECIMAL],
            **self._relation,
        }
        self.state = State.STARTED
        first = () if answer is None else (self._say(answer, request_content(self._me.id)),)
        return (*first, Say(Kind.START, self._start))

    def _ready_too(self, content: Json) -> Says:
        """Another device of theirs was as quick: it sees in the room that it came second."""
        if content["from_device"] == self._other.id:
            raise Cancelled(Code.UNEXPECTED_MESSAGE)
        return ()

    def _take_start(self, content: Json) -> Says:
        """Both have started: that of the lexicographically smaller user, or device, holds."""
        if content["from_device"] != self._other.id:
            raise Cancelled(Code.INVALID_MESSAGE)
        if content["method"] != sas.METHOD:
            raise Cancelled(Code.UNKNOWN_METHOD)
        if (self._me.user, self._me.id) < (self._other.user, self._other.id):
            return ()
        strings = content["short_authentication_string"]
        if not (
            sas.AGREEMENT in content["key_agreement_protocols"]
            and sas.HASH in content["hashes"]
            and sas.MAC in content["message_authentication_codes"]
            and sas.DECIMAL in strings
        ):
            raise Cancelled(Code.UNKNOWN_METHOD)
        self._check_emoji(strings)
        self._start = {}
        self.state = State.ACCEPTED
        accepted = {
            "key_agreement_protocol": sas.AGREEMENT,
            "hash": sas.HASH,
            "message_authentication_code": sas.MAC,
            "short_authentication_string": [sas.EMOJI, sas.DECIMAL],
            "commitment": sas.commitment(self._key, content),
        }
        return (self._say(Kind.ACCEPT, accepted),)

    def _take_accept(self, content: Json) -> Says:
        strings = content["short_authentication_string"]
        chosen = (
            content["key_agreement_protocol"],
            content["hash"],
            content["message_authentication_code"],
        )
        known = {sas.EMOJI, sas.DECIMAL}
        if chosen != (sas.AGREEMENT, sas.HASH, sas.MAC) or not set(strings) <= known:
            raise Cancelled(Code.UNKNOWN_METHOD)
        self._check_emoji(strings)
        self._commitment = content["commitment"]
        self.state = State.KEYED
        return (self._say(Kind.KEY, {"key": self._key}),)

    def _check_emoji(self, strings: Sequence[str]) -> None:
        if sas.EMOJI not in strings:
            self.lacks_emoji = sas.DECIMAL in strings
            raise Cancelled(Code.UNKNOWN_METHOD)

    def _take_bound_key(self, content: Json) -> Says:
        """Their key, after ours: it has to be the one that they were bound to before."""
        if sas.commitment(content["key"], self._start) != self._commitment:
            raise Cancelled(Code.MISMATCHED_COMMITMENT)
        self._establish(content["key"], is_ours=True)
        return ()

    def _take_free_key(self, content: Json) -> Says:
        """Their key, before ours: we are bound to ours already."""
        self._establish(content["key"], is_ours=False)
        return (self._say(Kind.KEY, {"key": self._key}),)

    def _establish(self, key: str, *, is_ours: bool) -> None:
        self._secret = sas.shared_secret(self._sas, key)
        ours, theirs = (self._me, self._key), (self._other, key)
        (starter, starters_key), (accepter, accepters_key) = (
            (ours, theirs) if is_ours else (theirs, ours)
        )
        self.shown = sas.short_string(
            self._secret,
            starter=starter,
            starters_key=starters_key,
            accepter=accepter,
            accepters_key=accepters_key,
            transaction=self.transaction,
        )
        self.state = State.SHOWN

    def _take_mac(self, content: Json) -> Says:
        assert self._secret is not None
        if self._theirs_hold:
            raise Cancelled(Code.UNEXPECTED_MESSAGE)
        if not sas.holds(self._secret, content, self._other, self._me, self.transaction):
            raise Cancelled(Code.KEY_MISMATCH)
        self._theirs_hold = True
        return self._end_where_both()

    def _end_where_both(self) -> Says:
        if not (self._confirmed and self._theirs_hold):
            return ()
        self.state = State.DONE
        return (self._say(Kind.DONE, {}),)

    def _say(self, kind: Kind, body: Json) -> Say:
        return Say(kind, {**body, **self._relation})


_STEPS: Mapping[tuple[State, str], Callable[[Verification, Json], Says]] = {
    (State.REQUESTED, Kind.READY): Verification._ready,
    (State.STARTED, Kind.READY): Verification._ready_too,
    (State.STARTED, Kind.START): Verification._take_start,
    (State.STARTED, Kind.ACCEPT): Verification._take_accept,
    (State.ACCEPTED, Kind.KEY): Verification._take_free_key,
    (State.KEYED, Kind.KEY): Verification._take_bound_key,
    (State.SHOWN, Kind.MAC): Verification._take_mac,
}
