"""The key ring: only its owner reads it, nothing prints it, nothing moved or changed opens."""

import json
import os
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.keys import (
    KEY_BYTES,
    Destroyed,
    InvalidTag,
    KeyRing,
    KeyRingError,
    keep_secret,
    make_ring,
    open_sealed,
    read_ring,
    salted_digest,
    seal,
    unwrap,
    wrap,
)

KEY, OTHER = b"k" * KEY_BYTES, b"o" * KEY_BYTES
PLACE = "requests/sealed/r1"


def written(path: Path, document: Any, mode: int = 0o600) -> Path:
    path.write_text(json.dumps(document))
    path.chmod(mode)
    return path


def test_a_ring_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    mask = os.umask(0)
    try:
        made = make_ring(path)
    finally:
        os.umask(mask)

    assert path.stat().st_mode & 0o777 == 0o600
    assert read_ring(path) == made
    assert make_ring(tmp_path / "other.json").keys != made.keys
    with pytest.raises(FileExistsError):
        make_ring(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o777, 0o644])
def test_a_ring_that_others_can_reach_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "ring.json"
    make_ring(path)
    path.chmod(mode)

    with pytest.raises(KeyRingError, match=f"{mode:04o}, it must be 0600"):
        read_ring(path)


GOOD = b64encode(KEY).decode()


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "text",
        {},
        {"current": "1"},
        {"current": "1", "keys": []},
        {"current": "1", "keys": {}},
        {"current": "2", "keys": {"1": GOOD}},
        {"current": "1", "keys": {"1": 7}},
        {"current": "1", "keys": {"1": "?"}},
        {"current": "1", "keys": {"1": GOOD, "0": GOOD[:-8]}},
        {"current": ["1"], "keys": {"1": GOOD}},
    ],
)
def test_a_damaged_ring_is_named_without_its_keys(tmp_path: Path, document: object) -> None:
    path = written(tmp_path / "ring.json", document)

    with pytest.raises(KeyRingError, match=r"the key ring ring\.json") as failure:
        read_ring(path)
    assert GOOD[:8] not in str(failure.value)


def test_a_missing_or_empty_ring_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="missing"):
        read_ring(tmp_path / "ring.json")
    (tmp_path / "ring.json").touch(0o600)
    with pytest.raises(KeyRingError):
        read_ring(tmp_path / "ring.json")


def test_a_ring_prints_names_and_no_keys() -> None:
    ring = KeyRing("2", {"2": KEY, "1": OTHER})

    for text in (repr(ring), str(ring), f"{ring}"):
        assert text == "KeyRing(current='2', names=['1', '2'])"


@given(value=st.binary(max_size=99), at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_what_is_sealed_opens_only_unchanged(value: bytes, at: int, bit: int) -> None:
    ciphertext = seal(KEY, value, PLACE, os.urandom)
    changed = bytearray(ciphertext)
    changed[at % len(changed)] ^= 1 << bit

    assert open_sealed(KEY, ciphertext, PLACE) == value
    with pytest.raises(InvalidTag):
        open_sealed(KEY, bytes(changed), PLACE)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (KEY, "requests/sealed/r2"),
        (KEY, "requests/digest/r1"),
        (KEY, "statements/sealed/r1"),
        (OTHER, PLACE),
    ],
    ids=["another row", "another column", "another table", "another key"],
)
def test_what_is_moved_does_not_open(key: bytes, place: str) -> None:
    with pytest.raises(InvalidTag):
        open_sealed(key, seal(KEY, b"content", PLACE, os.urandom), place)


def test_the_same_words_never_look_the_same() -> None:
    assert len({seal(KEY, b"content", PLACE, os.urandom) for _ in range(99)}) == 99


def test_a_wrapped_key_opens_for_its_subject_while_the_ring_has_its_key() -> None:
    old = KeyRing("1", {"1": KEY})
    rotated = KeyRing("2", {"1": KEY, "2": OTHER})
    dropped = KeyRing("2", {"2": OTHER})
    kept = wrap(old, "r1", b"d" * KEY_BYTES, os.urandom)

    assert unwrap(rotated, "r1", "1", kept) == b"d" * KEY_BYTES
    with pytest.raises(InvalidTag):
        unwrap(rotated, "r2", "1", kept)
    with pytest.raises(InvalidTag):
        unwrap(rotated, "r1", "2", kept)
    with pytest.raises(Destroyed):
        unwrap(dropped, "r1", "1", kept)


def test_a_digest_says_nothing_without_its_key() -> None:
    assert salted_digest(KEY, b"content") == salted_digest(KEY, b"content")
    assert salted_digest(KEY, b"content") != salted_digest(OTHER, b"content")
    assert salted_digest(KEY, b"content") != salted_digest(KEY, b"other")


def test_a_secret_stands_beside_the_keys_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    made = make_ring(path)

    kept = keep_secret(path, "matrix", "a token")
    again = keep_secret(path, "matrix", "another")

    assert path.stat().st_mode & 0o777 == 0o600
    assert (kept.keys, again.keys) == (made.keys, made.keys)
    assert read_ring(path) == again
    assert again.secrets == {"matrix": "another"}
    assert "another" not in repr(again)
    assert [each.name for each in tmp_path.iterdir()] == ["ring.json"]


def test_a_crash_while_a_secret_is_kept_leaves_the_ring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ring.json"
    made = make_ring(path)

    def dies(_: Path, __: Path) -> None:
        raise OSError("the power is gone")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dies)
        with pytest.raises(OSError, match="power"):
            keep_secret(path, "matrix", "a token")

    assert read_ring(path) == made
    assert keep_secret(path, "matrix", "a token").secrets == {"matrix": "a token"}
