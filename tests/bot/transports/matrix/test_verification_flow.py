"""One verification by emoji, message by message: the right order works, all else is cancelled."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vodozemac import Sas

from bot.transports.matrix.verifying import sas
from bot.transports.matrix.verifying.flow import (
    Code,
    Kind,
    Says,
    State,
    Verification,
    request_content,
)
from bot.transports.matrix.verifying.sas import Device

Json = dict[str, Any]
ANNA = Device("@anna:desk.example", "ANNASPHONE", {"ed25519:ANNASPHONE": "ad", "ed25519:AM": "am"})
BORIS = Device("@boris:desk.example", "BORISPC", {"ed25519:BORISPC": "bd", "ed25519:BM": "bm"})
RELATIONS: Mapping[str, Json] = {
    "room": {"m.relates_to": {"rel_type": "m.reference", "event_id": "$transaction"}},
    "device": {"transaction_id": "$transaction"},
}
# Nothing is changed on the way.
HONEST: Callable[[str, Json], Json] = lambda kind, content: content  # noqa: E731


def side(me: Device, other: Device, where: str = "room") -> Verification:
    def keys_of(device: str) -> Mapping[str, str] | None:
        return other.keys if device == other.id else None

    return Verification(me, other.user, "$transaction", RELATIONS[where], keys_of)


def talk(
    asker: Verification,
    asked: Verification,
    asking: Device,
    way: Callable[[str, Json], Json] = HONEST,
    *,
    late: bool = False,
) -> list[str]:
    """
    Let two verify each other as far as it goes; each confirms what it is shown. Return the kinds.

    With `late` what the one who asked says comes last, each time that both have something to say.
    """
    said: list[str] = []
    waiting: list[tuple[Verification, Any]] = []

    def put(by: Verification, says: Says) -> None:
        to = asked if by is asker else asker
        waiting.extend((to, each) for each in says)

    first = way(Kind.REQUEST, json.loads(json.dumps(request_content(asking.id))))
    put(asked, asked.answer(first))
    confirmed: set[int] = set()
    while waiting:
        turn = next((n for n, (to, _) in enumerate(waiting) if to is not asked), 0) if late else 0
        to, say = waiting.pop(turn)
        said.append(say.kind)
        put(to, to.take(say.kind, way(say.kind, json.loads(json.dumps(say.content)))))
        for each in (asker, asked):
            if each.state is State.SHOWN and id(each) not in confirmed:
                confirmed.add(id(each))
                put(each, each.confirm())
    return said


@pytest.mark.parametrize("where", RELATIONS)
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(("me", "other"), [(ANNA, BORIS), (BORIS, ANNA)])
def test_two_see_the_same_and_prove_their_keys(
    me: Device, other: Device, late: bool, where: str
) -> None:
    asker, asked = side(me, other, where), side(other, me, where)

    said = talk(asker, asked, me, late=late)

    assert asker.state is asked.state is State.DONE
    assert asker.shown is not None
    assert asker.shown == asked.shown
    assert len(asker.shown.emoji) == 7
    # Both start at once when both are ready: one of the two starts holds, whoever asked.
    assert said.count(Kind.START) == 2
    assert said.count(Kind.ACCEPT) == 1
    assert said.count(Kind.MAC) == said.count(Kind.DONE) == 2


def test_of_two_starts_that_of_the_smaller_user_holds() -> None:
    anna, boris = side(ANNA, BORIS), side(BORIS, ANNA)
    _, boris_starts = boris.answer(request_content(ANNA.id))
    (anna_starts,) = anna.take(Kind.READY, request_content(BORIS.id))

    nothing = anna.take(Kind.START, boris_starts.content)
    (accepted,) = boris.take(Kind.START, anna_starts.content)

    assert nothing == ()
    assert anna.state is State.STARTED
    assert accepted.kind is Kind.ACCEPT


def test_of_two_devices_of_one_user_that_of_the_smaller_holds() -> None:
    one = Device(ANNA.user, "AAAA", {"ed25519:AAAA": "one"})
    two = Device(ANNA.user, "BBBB", {"ed25519:BBBB": "two"})
    first, second = side(one, two), side(two, one)

    talk(first, second, one)

    assert first.state is second.state is State.DONE


Change = Callable[[Json], object]


def puts(**values: Any) -> Change:
    return lambda content: content.update(values)


def forges(content: Json) -> None:
    content["mac"] = dict.fromkeys(content["mac"], "A" * 43)


# Where somebody on the way changes one thing of a message, and how that is found out.
TAMPERING: tuple[tuple[Kind, str, Change, Code], ...] = (
    (Kind.REQUEST, "device", puts(from_device="EVIL"), Code.KEY_MISMATCH),
    (Kind.REQUEST, "methods", puts(methods=["m.qr"]), Code.UNKNOWN_METHOD),
    (Kind.READY, "device", puts(from_device="EVIL"), Code.KEY_MISMATCH),
    (Kind.READY, "methods", puts(methods=[]), Code.UNKNOWN_METHOD),
    (Kind.START, "method", puts(method="m.reciprocate.v1"), Code.UNKNOWN_METHOD),
    (Kind.START, "device", puts(from_device="EVIL"), Code.INVALID_MESSAGE),
    (Kind.START, "agreement", puts(key_agreement_protocols=["x"]), Code.UNKNOWN_METHOD),
    (Kind.START, "hash", puts(hashes=["md5"]), Code.UNKNOWN_METHOD),
    (Kind.START, "mac", puts(message_authentication_codes=["x"]), Code.UNKNOWN_METHOD),
    (Kind.START, "strings", puts(short_authentication_string=["emoji"]), Code.UNKNOWN_METHOD),
    (Kind.START, "more", puts(more="of it"), Code.MISMATCHED_COMMITMENT),
    (Kind.ACCEPT, "commitment", puts(commitment="A" * 43), Code.MISMATCHED_COMMITMENT),
    (Kind.ACCEPT, "agreement", puts(key_agreement_protocol="x"), Code.UNKNOWN_METHOD),
    (Kind.ACCEPT, "hash", puts(hash="md5"), Code.UNKNOWN_METHOD),
    (Kind.ACCEPT, "mac", puts(message_authentication_code="x"), Code.UNKNOWN_METHOD),
    (Kind.ACCEPT, "strings", puts(short_authentication_string=["x"]), Code.UNKNOWN_METHOD),
    (Kind.MAC, "a key", forges, Code.KEY_MISMATCH),
    (Kind.MAC, "ids", puts(keys="A" * 43), Code.KEY_MISMATCH),
    (Kind.MAC, "left out", lambda content: content["mac"].popitem(), Code.KEY_MISMATCH),
    (Kind.MAC, "empty", puts(mac={}), Code.KEY_MISMATCH),
)


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [(kind, change, code) for kind, _, change, code in TAMPERING],
    ids=[f"{kind.removeprefix('m.key.verification.')} {what}" for kind, what, _, _ in TAMPERING],
)
@pytest.mark.parametrize(("me", "other"), [(ANNA, BORIS), (BORIS, ANNA)])
def test_what_is_changed_on_the_way_ends_it(
    me: Device, other: Device, kind: Kind, change: Change, code: Code
) -> None:
    asker, asked = side(me, other), side(other, me)

    def way(said: str, content: Json) -> Json:
        changed = deepcopy(content)
        if said == kind:
            change(changed)
        return changed

    talk(asker, asked, me, way)

    assert State.CANCELLED in (asker.state, asked.state)
    assert State.DONE not in (asker.state, asked.state)
    assert code in (asker.code, asked.code)


@pytest.mark.parametrize(
    ("which", "code"), [(1, Code.KEY_MISMATCH), (2, Code.MISMATCHED_COMMITMENT)]
)
def test_another_key_on_the_way_is_found_out(which: int, code: Code) -> None:
    """The starter's key comes first; who accepts was bound to the second before."""
    evil, keys = Sas().public_key.to_base64(), 0
    anna, boris = side(ANNA, BORIS), side(BORIS, ANNA)

    def way(kind: str, content: Json) -> Json:
        nonlocal keys
        keys += kind == Kind.KEY
        return {**content, "key": evil} if kind == Kind.KEY and keys == which else content

    talk(anna, boris, ANNA, way)

    assert State.DONE not in (anna.state, boris.state)
    assert code in (anna.code, boris.code)
    if which == 1:
        assert anna.shown != boris.shown


@pytest.mark.parametrize("left_out", ["ed25519:BM", "ed25519:BORISPC"])
def test_a_mac_that_leaves_out_the_master_key_or_the_device_proves_nothing(left_out: str) -> None:
    part = Device(BORIS.user, BORIS.id, {id: k for id, k in BORIS.keys.items() if id != left_out})
    anna, boris = side(ANNA, BORIS), side(part, ANNA)

    talk(anna, boris, ANNA)

    assert anna.state is State.CANCELLED
    assert anna.code is Code.KEY_MISMATCH


def test_a_mac_over_another_master_key_than_the_believed_one_is_refused() -> None:
    liar = Device(BORIS.user, BORIS.id, {**BORIS.keys, "ed25519:BM": "another"})
    anna, boris = side(ANNA, BORIS), side(liar, ANNA)

    talk(anna, boris, ANNA)

    assert (anna.state, anna.code) == (State.CANCELLED, Code.KEY_MISMATCH)


@pytest.mark.parametrize(
    ("strings", "lacks"), [([sas.DECIMAL], True), (["x"], False), (["x", sas.DECIMAL], True)]
)
def test_a_device_that_shows_only_decimals_is_refused_as_one_that_knows_no_method(
    strings: list[str], lacks: bool
) -> None:
    """Specification, error codes of SAS: the devices are unable to agree on a SAS method."""
    anna, boris = side(ANNA, BORIS), side(BORIS, ANNA)
    boris.answer(request_content(ANNA.id))
    (start,) = anna.take(Kind.READY, request_content(BORIS.id))
    start.content["short_authentication_string"] = [*strings, sas.DECIMAL] if lacks else strings

    (cancel,) = boris.take(Kind.START, start.content)

    assert (cancel.kind, cancel.content["code"]) == (Kind.CANCEL, Code.UNKNOWN_METHOD)
    assert (boris.shown, boris.lacks_emoji) == (None, lacks)


@pytest.mark.parametrize(
    ("strings", "shows"),
    [([sas.EMOJI], True), ([sas.DECIMAL, sas.EMOJI], True), ([sas.DECIMAL], False), ([], False)],
)
def test_what_was_chosen_of_ours_has_emoji_or_is_refused(strings: list[str], shows: bool) -> None:
    """Specification, m.key.verification.accept: a subset of what the start names."""
    anna, boris = side(ANNA, BORIS), side(BORIS, ANNA)
    boris.answer(request_content(ANNA.id))
    (start,) = anna.take(Kind.READY, request_content(BORIS.id))
    (accept,) = boris.take(Kind.START, start.content)
    accept.content["short_authentication_string"] = strings

    (said,) = anna.take(Kind.ACCEPT, accept.content)

    assert said.kind is (Kind.KEY if shows else Kind.CANCEL)
    assert anna.code == ("" if shows else Code.UNKNOWN_METHOD)
    assert anna.lacks_emoji == (strings == [sas.DECIMAL])


# By hand: in which state which message is taken; the others end it.
TAKEN = """
            ready start accept key mac done
requested     x     .     .     .   .    .
started       .     x     x     .   .    .
accepted      .     .     .     x   .    .
keyed         .     .     .     x   .    .
shown         .     .     .     .   x    .
"""


def in_state(state: State) -> Verification:
    """Return Boris in a state; Anna's start holds where it comes to that."""
    anna, boris = side(ANNA, BORIS), side(BORIS, ANNA)
    if state is State.REQUESTED:
        return boris
    if state is State.KEYED:
        boris, anna = side(ANNA, BORIS), side(BORIS, ANNA)
        anna.answer(request_content(ANNA.id))
        (start,) = boris.take(Kind.READY, request_content(BORIS.id))
        (accept,) = anna.take(Kind.START, start.content)
        boris.take(Kind.ACCEPT, accept.content)
        return boris
    boris.answer(request_content(ANNA.id))
    if state is State.STARTED:
        return boris
    (start,) = anna.take(Kind.READY, request_content(BORIS.id))
    (accept,) = boris.take(Kind.START, start.content)
    if state is State.ACCEPTED:
        return boris
    (key,) = anna.take(Kind.ACCEPT, accept.content)
    boris.take(Kind.KEY, key.content)
    return boris


def rows() -> list[tuple[State, Kind, bool]]:
    head, *lines = TAKEN.strip().splitlines()
    kinds = [Kind(f"m.key.verification.{each}") for each in head.split()]
    return [
        (State(name), kind, cell == "x")
        for name, *cells in (line.split() for line in lines)
        for kind, cell in zip(kinds, cells, strict=True)
    ]


@pytest.mark.parametrize(("state", "kind", "taken"), rows())
def test_a_message_out_of_its_turn_ends_it(state: State, kind: Kind, taken: bool) -> None:
    verification = in_state(state)
    assert verification.state is state

    says = verification.take(kind, {"from_device": verification.device})

    # The empty ones are none that could be taken: those say so otherwise.
    assert verification.state is State.CANCELLED
    assert (verification.code is Code.UNEXPECTED_MESSAGE) is not taken
    assert [each.kind for each in says] == [Kind.CANCEL]
    assert says[0].content["code"] == verification.code
    assert says[0].content["m.relates_to"] == RELATIONS["room"]["m.relates_to"]


def test_a_second_ready_of_another_device_changes_nothing() -> None:
    anna = side(ANNA, BORIS)
    anna.take(Kind.READY, request_content(BORIS.id))

    assert anna.take(Kind.READY, request_content("BORISTABLET")) == ()
    assert anna.state is State.STARTED


@pytest.mark.parametrize("state", [s for s in State if s not in (State.DONE, State.CANCELLED)])
def test_it_can_be_cancelled_at_any_time_by_either_side(state: State) -> None:
    ours, theirs = in_state(state), in_state(state)

    (cancel,) = ours.cancel(Code.TIMEOUT)
    nothing = theirs.take(Kind.CANCEL, {"code": Code.MISMATCHED_SAS})

    assert (cancel.kind, cancel.content["code"]) == (Kind.CANCEL, Code.TIMEOUT)
    assert nothing == ()
    assert (theirs.state, theirs.code, theirs.is_theirs) == (
        State.CANCELLED,
        Code.MISMATCHED_SAS,
        True,
    )
    for each in (ours, theirs):
        assert each.cancel(Code.USER) == each.confirm() == each.take(Kind.MAC, {}) == ()


def test_a_reason_that_nobody_knows_is_somebodys_wish() -> None:
    for code in ("org.example.odd", 7, None, ["m.user"], {"a": 1}):
        verification = in_state(State.SHOWN)
        verification.take(Kind.CANCEL, {"code": code})
        assert verification.code == Code.USER


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=8), each, max_size=3)
    ),
    max_leaves=6,
)
names = st.sampled_from(
    [
        *("from_device", "methods", "method", "key_agreement_protocols", "hashes", "keys"),
        *("message_authentication_codes", "short_authentication_string", "commitment"),
        *("key_agreement_protocol", "hash", "message_authentication_code", "key", "mac", "code"),
    ]
)


@given(
    st.sampled_from([s for s in State if s not in (State.DONE, State.CANCELLED)]),
    st.lists(st.tuples(st.sampled_from(Kind), st.dictionaries(names, json_values)), max_size=4),
)
def test_nothing_that_others_write_raises_or_completes_it(
    state: State, messages: list[tuple[Kind, Json]]
) -> None:
    verification = in_state(state)

    for kind, content in messages:
        verification.take(kind, content)

    assert verification.state is not State.DONE


@pytest.mark.parametrize("key", ["", "A" * 43, "не ключ", "A" * 10_000])
def test_a_weak_key_or_none_is_refused(key: str) -> None:
    verification = in_state(State.ACCEPTED)

    verification.take(Kind.KEY, {"key": key})

    assert verification.code is Code.INVALID_MESSAGE
    assert verification.shown is None
