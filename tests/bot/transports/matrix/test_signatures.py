"""Signed JSON, and cross-signing: only an unbroken chain from a master key vouches."""

import base64
import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transports.matrix.signatures import (
    Identity,
    Json,
    Vouched,
    canonical,
    cross_signing_keys,
    in_groups,
    is_signed,
    public,
    sign,
    sound_part,
    unpadded_base64,
)

USER, DEVICE = "@asanov:nabat.test", "TELEPHONE"
IDENTITY = Identity(b"\x01" * 32, b"\x02" * 32, b"\x03" * 32)
KEYS = {f"ed25519:{DEVICE}": "e" * 43, f"curve25519:{DEVICE}": "c" * 43}

scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
objects = st.dictionaries(st.text(), values)


def answer(identity: Identity = IDENTITY) -> Json:
    """Return what `/keys/query` answers of somebody with one signed device."""
    keys = cross_signing_keys(identity, USER)
    device = {"user_id": USER, "device_id": DEVICE, "algorithms": [], "keys": KEYS}
    return {
        "master_keys": {USER: keys["master_key"]},
        "self_signing_keys": {USER: keys["self_signing_key"]},
        "device_keys": {USER: {DEVICE: sign(device, USER, identity.self_signing)}},
    }


# Canonical JSON


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # The examples of the specification.
        ({}, "{}"),
        ({"one": 1, "two": "Two"}, '{"one":1,"two":"Two"}'),
        ({"b": "2", "a": "1"}, '{"a":"1","b":"2"}'),
        ({"a": "日本語"}, '{"a":"日本語"}'),
        ({"本": 2, "日": 1}, '{"日":1,"本":2}'),
        ({"a": "\u65e5"}, '{"a":"日"}'),
        ({"a": None}, '{"a":null}'),
    ],
)
def test_it_is_written_as_the_specification_does(value: Json, written: str) -> None:
    assert canonical(value) == written.encode()


@given(objects)
def test_it_does_not_depend_on_order_and_loses_nothing(value: Json) -> None:
    bare = {key: each for key, each in value.items() if key not in ("signatures", "unsigned")}

    written = canonical(value)

    assert json.loads(written) == bare
    assert canonical(dict(reversed(value.items()))) == written
    assert canonical({**value, "signatures": {USER: {}}, "unsigned": {"age": 1}}) == written


# One signature


@given(objects, st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_signed_and_nothing_else(value: Json, seed: bytes) -> None:
    key = public(seed)

    signed = sign(value, USER, seed)

    assert is_signed(signed, USER, f"ed25519:{key}", key)
    assert not is_signed({**signed, "more": 1, "a": value}, USER, f"ed25519:{key}", key)
    assert not is_signed(signed, "@other:nabat.test", f"ed25519:{key}", key)
    assert not is_signed(signed, USER, f"ed25519:{key}", public(bytes(32)) + "A")


@pytest.mark.parametrize(
    "signatures", [None, 1, [], {USER: None}, {USER: {"ed25519:k": 7}}, {USER: {"ed25519:k": "ж"}}]
)
def test_nonsense_is_no_signature(signatures: Any) -> None:
    assert not is_signed({"signatures": signatures}, USER, "ed25519:k", public(b"\x01" * 32))


# The chain


def test_a_signed_device_is_vouched_for() -> None:
    found = sound_part(answer(), USER)

    assert found == Vouched(public(IDENTITY.master), {DEVICE: ("e" * 43, "c" * 43)})


OTHER = Identity(b"\x07" * 32, b"\x08" * 32, b"\x09" * 32)
BROKEN: dict[str, Any] = {
    "the device has another key": lambda it: it["device_keys"][USER][DEVICE]["keys"].update(
        {f"curve25519:{DEVICE}": "d" * 43}
    ),
    "the device has another id": lambda it: it["device_keys"][USER][DEVICE].update(device_id="X"),
    "the device is another's": lambda it: it["device_keys"][USER][DEVICE].update(user_id="@x:y"),
    "the device lacks a signature": lambda it: it["device_keys"][USER][DEVICE].pop("signatures"),
    "the master key has signed the device": lambda it: it["device_keys"][USER].update(
        {DEVICE: sign(_bare(it["device_keys"][USER][DEVICE]), USER, IDENTITY.master)}
    ),
    "the self-signing key is another's": lambda it: it["self_signing_keys"].update(
        {USER: cross_signing_keys(OTHER, USER)["self_signing_key"]}
    ),
    "the self-signing key lacks a signature": lambda it: it["self_signing_keys"][USER].pop(
        "signatures"
    ),
    "the self-signing key is for users": lambda it: it["self_signing_keys"].update(
        {USER: cross_signing_keys(IDENTITY, USER)["user_signing_key"]}
    ),
    "there is no self-signing key": lambda it: it.pop("self_signing_keys"),
    "there are no devices": lambda it: it.pop("device_keys"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_chain_vouches_for_no_device(how: str) -> None:
    broken = deepcopy(answer())

    BROKEN[how](broken)

    assert sound_part(broken, USER) == Vouched(public(IDENTITY.master))


@pytest.mark.parametrize(
    "key",
    [
        None,
        {},
        {"user_id": USER, "usage": ["master"], "keys": {}},
        {"user_id": USER, "usage": ["master"], "keys": {"ed25519:a": "b"}},
        {"user_id": USER, "usage": ["self_signing"], "keys": {"ed25519:a": "a"}},
        {"user_id": "@other:nabat.test", "usage": ["master"], "keys": {"ed25519:a": "a"}},
        {"user_id": USER, "usage": ["master"], "keys": {"ed25519:a": "a", "ed25519:b": "b"}},
    ],
)
def test_without_a_sound_master_key_nobody_is_vouched_for(key: Any) -> None:
    assert sound_part({**answer(), "master_keys": {USER: key}}, USER) == Vouched()
    assert sound_part({}, USER) == Vouched()


def test_a_new_identity_vouches_under_another_key() -> None:
    assert sound_part(answer(OTHER), USER).master == public(OTHER.master) != public(IDENTITY.master)


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_compared_in_groups_of_four(key: bytes) -> None:
    written = unpadded_base64(key)

    shown = in_groups(written)

    assert shown.replace(" ", "") == written
    assert {len(each) for each in shown.split(" ")[:-1]} == {4}
    assert base64.b64decode(written + "=") == key


def _bare(device: Json) -> Json:
    return {key: each for key, each in device.items() if key != "signatures"}
