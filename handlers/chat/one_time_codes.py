"""
One-time codes of a code app (RFC 6238): six digits for each 30 s. Pure.

The secret is printed on paper at enrolment; the app that makes the codes is whatever reads it.
"""

import re
from datetime import datetime, timedelta

from pyotp import TOTP, random_base32
from pyotp.utils import strings_equal

from protocol.unseen import without_unseen

ISSUER = "nabat"
STEP = timedelta(seconds=30)
COMMAND = "/code"
# A slash alone before it is a code still: a command that is none would be told back, code and all.
_NAMED = r"/?(?:code|код)(?:@\w+)?:?"
_CODE = re.compile(
    rf"\s*(?:{_NAMED}|/)?\s*(?P<first>[0-9]{{3}})\s?(?P<second>[0-9]{{3}})[\s.]*", re.IGNORECASE
)
# Meant as a code, and none: the fewest digits are more than a button's number has.
_MISTYPED = re.compile(rf"(?:[0-9][\s-]*){{5,}}|{_NAMED}[0-9\s-]+", re.IGNORECASE)


def make_secret() -> str:
    """Return a new secret of 160 bits in base32, the length of the digest behind the codes."""
    return random_base32()


def address(secret: str, officer: str) -> str:
    """Return what the QR code says: the secret, the issuer and the officer's id, never a name."""
    return _app(secret).provisioning_uri(name=officer, issuer_name=ISSUER)


def said(text: str) -> str | None:
    """Return the code that `493021`, `493 021`, `/code 493021` or `код 493021` says, or None."""
    code = _CODE.fullmatch(without_unseen(text))
    return code["first"] + code["second"] if code else None


def is_mistyped(text: str) -> bool:
    """Say whether a text that says no code was meant to."""
    is_command = text.strip().casefold().startswith(f"{COMMAND} ")
    return said(text) is None and (is_command or bool(_MISTYPED.fullmatch(text.strip())))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """
    Return the step whose code this is: the one of `now`, the one before or the one after.

    None when it is of none. All three are compared, each in constant time.
    """
    app = _app(secret)
    here = app.timecode(now)
    steps = [step for step in (here - 1, here, here + 1) if _fits(app, step, code)]
    return steps[-1] if steps else None


def code_at(secret: str, moment: datetime) -> str:
    """Return the code that the app shows at a moment."""
    return _app(secret).at(moment)


def _app(secret: str) -> TOTP:
    return TOTP(secret, interval=STEP.seconds)


def _fits(app: TOTP, step: int, code: str) -> bool:
    return strings_equal(app.generate_otp(step), code)
