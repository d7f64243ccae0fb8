"""What is computed of a verification by emoji, against the specification and other primitives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vodozemac import Sas

from bot.transports.matrix.verifying import sas
from bot.transports.matrix.verifying.sas import Device
from bot.words.emoji import SIGNS, lines
from tests.bot.transports.matrix import sas_reference as reference
from tests.journeys.stage import texts

BOT = Device("@nabat:desk.example", "NABATDEV", {"ed25519:NABATDEV": "b" * 43, "ed25519:M": "m"})
OFFICER = Device("@asanov:kz.example", "PHONE", {"ed25519:PHONE": "p" * 43, "ed25519:O": "o" * 43})
TRANSACTION = "$a-transaction"


def test_a_commitment_is_the_one_that_matrix_rust_sdk_computes() -> None:
    start = {
        "from_device": "XOWLHHFSWM",
        "transaction_id": "bYxBsirjUJO9osar6ST4i2M2NjrYLA7l",
        "method": "m.sas.v1",
        "key_agreement_protocols": ["curve25519-hkdf-sha256", "curve25519"],
        "hashes": ["sha256"],
        "message_authentication_codes": ["hkdf-hmac-sha256", "hmac-sha256"],
        "short_authentication_string": ["decimal", "emoji"],
    }

    made = sas.commitment("Q/NmNFEUS1fS+YeEmiZkjjblKTitrKOAk7cPEumcMlg", start)

    assert made == "CCQmB4JCdB0FW21FdAnHj/Hu8+W9+Nb0vgwPEnZZQ4g"


def test_a_commitment_is_over_the_canonical_form_whatever_is_in_it() -> None:
    start = {"б": "я", "a": 1, "signatures": {"x": "y"}, "unsigned": {}}

    made = sas.commitment("key", start)

    assert made == reference.commitment("key", dict(reversed(start.items())))
    assert made != sas.commitment("key", {"б": "я", "a": 1})


@pytest.mark.parametrize(
    ("bits", "emoji", "decimals"),
    [
        (bytes(6), (0,) * 7, (1000,) * 3),
        (b"\xff" * 6, (63,) * 7, (9191,) * 3),
        (bytes((0x04, 0x10, 0xC4, 0x20, 0xC3, 0x10)), (1, 1, 3, 4, 8, 12, 12), (1130, 1784, 5193)),
    ],
)
def test_the_reference_reads_the_bits_as_the_specification_does(
    bits: bytes, emoji: tuple[int, ...], decimals: tuple[int, ...]
) -> None:
    assert reference.emoji(bits) == emoji
    assert reference.decimals(bits) == decimals


@given(st.binary(min_size=32, max_size=32), st.booleans())
def test_both_sides_see_what_the_specification_computes(private: bytes, ours: bool) -> None:
    bot, officer = Sas(), reference.Party(private)
    key = bot.public_key.to_base64()
    starter, accepter = (BOT, OFFICER) if ours else (OFFICER, BOT)
    starters, accepters = (key, officer.public) if ours else (officer.public, key)
    info = "|".join(
        (
            *("MATRIX_KEY_VERIFICATION_SAS", starter.user, starter.id, starters),
            *(accepter.user, accepter.id, accepters, TRANSACTION),
        )
    )

    seen = sas.short_string(
        sas.shared_secret(bot, officer.public),
        starter=starter,
        starters_key=starters,
        accepter=accepter,
        accepters_key=accepters,
        transaction=TRANSACTION,
    )

    bits = reference.hkdf(officer.secret(key), info, 6)
    assert seen.emoji == reference.emoji(bits)


@given(st.binary(min_size=32, max_size=32))
def test_a_mac_is_over_each_key_and_over_their_ids_in_order(private: bytes) -> None:
    bot, officer = Sas(), reference.Party(private)
    key = bot.public_key.to_base64()
    secret = sas.shared_secret(bot, officer.public)
    to_officer = f"MATRIX_KEY_VERIFICATION_MAC{BOT.user}{BOT.id}{OFFICER.user}{OFFICER.id}"
    to_bot = f"MATRIX_KEY_VERIFICATION_MAC{OFFICER.user}{OFFICER.id}{BOT.user}{BOT.id}"
    given = {
        "mac": {
            id: officer.mac(key, each, f"{to_bot}{TRANSACTION}{id}")
            for id, each in {**OFFICER.keys, "ed25519:ANOTHER": "not known here"}.items()
        },
        "keys": officer.mac(
            key,
            "ed25519:ANOTHER,ed25519:O,ed25519:PHONE",
            f"{to_bot}{TRANSACTION}KEY_IDS",
        ),
    }

    made = sas.macs(secret, BOT, OFFICER, TRANSACTION)

    assert made["mac"] == {
        id: officer.mac(key, each, f"{to_officer}{TRANSACTION}{id}")
        for id, each in BOT.keys.items()
    }
    assert made["keys"] == officer.mac(
        key, "ed25519:M,ed25519:NABATDEV", f"{to_officer}{TRANSACTION}KEY_IDS"
    )
    assert sas.holds(secret, given, OFFICER, BOT, TRANSACTION)
    assert not sas.holds(secret, given, OFFICER, BOT, "$another")
    assert not sas.holds(secret, given, BOT, OFFICER, TRANSACTION)


def test_sixty_four_emoji_have_names_that_differ_in_each_language() -> None:
    assert len(SIGNS) == len(set(SIGNS)) == 64
    for lang in ("ru", "en"):
        said = lines(texts(), lang, range(64)).splitlines()
        assert len({line.partition(" ")[2] for line in said}) == 64
    # The ends of the table, and a row between, as the specification prints them.
    assert lines(texts(), "en", (0, 17, 34, 63)) == "🐶 Dog\n🌵 Cactus\n🔧 Spanner\n📌 Pin"
    assert lines(texts(), "ru", (0, 17, 47, 63)) == "🐶 Собака\n🌵 Кактус\n🔑 Ключ\n📌 Булавка"
