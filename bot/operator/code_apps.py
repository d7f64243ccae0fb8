"""What the operator does with code apps: prints a secret, takes the first code of it."""

import io
import os
from pathlib import Path
from xml.sax.saxutils import escape

import segno

from bot.words.operator import Failed
from handlers.chat import one_time_codes
from handlers.people.standing import OPERATOR
from protocol.parties import Officer
from storage.work import Work

GROUP = 4
MODE = 0o600
# Of the printed symbol: points of one module, modules of the white border, points of the words.
SCALE, BORDER, WORDS = 8, 4, 28
# What its owner types to the bot with the first code, in every language.
FIRST_CODE = "/code ······"


def issue(work: Work, id: str, secret: str) -> Officer:
    """
    Give an officer a new secret, active after its first right code.

    The one before stops at once: a new sheet is printed when the old one is lost or was seen.

    Raises: Failed when there is no such officer.
    """
    officer = _officer(work, id)
    work.codes.issue(id, secret)
    work.journal.write("code-app-issued", actor=OPERATOR, at=work.now, officer=id)
    return officer


def activate(work: Work, id: str, code: str) -> Officer:
    """
    Take the first code of an officer's code app.

    Raises: Failed when there is no app that waits for it, or the code is not one of now.
    """
    officer, app = _officer(work, id), work.codes.app(id)
    if app is None:
        raise Failed("operator-totp-none", officer=id)
    if app.is_active:
        raise Failed("operator-totp-already", officer=id)
    step = one_time_codes.step_of(app.secret, one_time_codes.said(code) or "", work.now)
    if step is None or not work.codes.accept(id, step):
        raise Failed("operator-totp-wrong", officer=id)
    work.journal.write("code-app-active", actor=OPERATOR, at=work.now, officer=id)
    return officer


def in_groups(secret: str) -> str:
    """Return a secret in groups that can be read and typed."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def qr_code(secret: str, officer: str) -> str:
    """Return the QR code of a secret for a terminal."""
    out = io.StringIO()
    _symbol(secret, officer).terminal(out, compact=True)
    return out.getvalue()


def svg(secret: str, officer: str) -> bytes:
    """Return the QR code for a printer; below it whose it is, the secret, the first step."""
    symbol = _symbol(secret, officer)
    side, _ = symbol.symbol_size(scale=SCALE, border=BORDER)
    lines = (f"{one_time_codes.ISSUER} · {officer}", in_groups(secret), FIRST_CODE)
    words = "".join(
        f'<text x="{side // 2}" y="{side + line * WORDS}" text-anchor="middle" '
        f'font-family="monospace" font-size="{WORDS // 2}">{escape(text)}</text>'
        for line, text in enumerate(lines)
    )
    inside = symbol.svg_inline(scale=SCALE, border=BORDER)
    size = f'width="{side}" height="{side + len(lines) * WORDS}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}{words}</svg>\n'.encode()


def png(secret: str, officer: str) -> bytes:
    """Return the QR code for a printer, alone."""
    out = io.BytesIO()
    _symbol(secret, officer).save(out, kind="png", scale=SCALE, border=BORDER)
    return out.getvalue()


def write(path: Path, body: bytes) -> None:
    """
    Write a new file for its owner alone.

    Raises: OSError; FileExistsError when there is one.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)


def _symbol(secret: str, officer: str) -> segno.QRCode:
    return segno.make(one_time_codes.address(secret, officer), micro=False, error="m")


def _officer(work: Work, id: str) -> Officer:
    try:
        return work.registry.officer(id)
    except LookupError:
        raise Failed("operator-officer-unknown", officer=id) from None
