"""One-time codes: how they are typed, and for how long each one is right."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat import one_time_codes

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
# RFC 6238, appendix B, with six digits of the eight.
EXAMPLES = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
STEP = 1_000_000
BEGINS = datetime.fromtimestamp(30 * STEP, UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(("second", "code"), EXAMPLES.items())
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    moment = datetime.fromtimestamp(second, UTC)

    assert one_time_codes.code_at(SECRET, moment) == code
    assert one_time_codes.step_of(SECRET, code, moment) == second // 30


@pytest.mark.parametrize(
    ("moment", "right"),
    [
        (BEGINS - one_time_codes.STEP - INSTANT, False),
        (BEGINS - one_time_codes.STEP, True),
        (BEGINS, True),
        (BEGINS + 2 * one_time_codes.STEP - INSTANT, True),
        (BEGINS + 2 * one_time_codes.STEP, False),
    ],
)
def test_a_code_is_right_from_one_step_before_its_own_to_the_end_of_the_one_after(
    moment: datetime, right: bool
) -> None:
    code = one_time_codes.code_at(SECRET, BEGINS)

    assert one_time_codes.step_of(SECRET, code, moment) == (STEP if right else None)


@pytest.mark.parametrize(
    "text",
    [
        "493021",
        "493 021",
        " 493\u00a0021\n",
        "/code 493021",
        "/CODE  493 021",
        "/code@nabat_bot 493021",
        "/493021",
        "код 493021",
        "Код: 493 021.",
        "code 493021",
        "493\u200b021",
        "/code493021",
    ],
)
def test_a_code_is_read_as_people_type_it(text: str) -> None:
    assert one_time_codes.said(text) == "493021"
    assert not one_time_codes.is_mistyped(text)


@pytest.mark.parametrize(
    "text", ["49302", "4930211", "493-021", "49 30 21", "/code 49302", "/code да", "код 49302"]
)
def test_what_was_meant_as_a_code_is_known(text: str) -> None:
    assert one_time_codes.said(text) is None
    assert one_time_codes.is_mistyped(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "4930",
        "12-4/881 от 23.11.2026",
        "/confirm 1",
        "٤٩٣٠٢١",
        "код дома 493021",
        "шифркод 493021",
        "/code",
        "код",
    ],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert one_time_codes.said(text) is None
    assert not one_time_codes.is_mistyped(text)


def test_a_secret_has_160_bits_and_its_address_no_name() -> None:
    secret = one_time_codes.make_secret()

    assert len(secret) * 5 == 160
    assert one_time_codes.make_secret() != secret
    assert one_time_codes.address(secret, "kz-1-0007") == (
        f"otpauth://totp/nabat:kz-1-0007?secret={secret}&issuer=nabat"
    )
