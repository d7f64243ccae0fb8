"""Which events are taken in: no marking (Art. 10), nothing too long, no character that hides."""

import unicodedata

from bot.transports.base import Event
from handlers.chat import blocked_text, events
from handlers.chat.families import Family
from handlers.people import enrolment
from protocol.articles import treaty
from protocol.law import law
from protocol.refusals import Refused
from protocol.secrecy.verdict import Reading, Verdict, read

LENGTH = 16_000
MISFITS = Family("refused", tuple(events.Misfit))
INSTEAD = Family("instead", tuple(events.Misfit))

# Directions that a text may not bring: they make a reader see other words than were sent.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALLOWED_CONTROLS = frozenset("\n\r\t")


def admit(event: Event) -> tuple[Refused | None, Reading]:
    """
    Return why an event is refused, None where it is not, and how its words read (Art. 10).

    It is judged by itself: nothing is asked of the storage.
    """
    texts = events.texts(event.incoming)
    clean = Reading(Verdict.CLEAN)
    if isinstance(event.incoming, events.Unwritten):
        misfit = event.incoming.misfit
        return Refused(MISFITS[misfit], instead=INSTEAD[misfit]), clean
    length = sum(map(len, texts))
    if length > LENGTH:
        return Refused(
            "refused-too-long", instead="instead-shorter", length=length, limit=LENGTH
        ), clean
    pressed = event.incoming.offer if isinstance(event.incoming, events.Pressed) else ""
    odd = next((char for text in (*texts, pressed) for char in text if _is_forbidden(char)), None)
    if odd is not None:
        return Refused(
            "refused-characters", instead="instead-characters", text=f"U+{ord(odd):04X}"
        ), clean
    # By its letters alone one code in a thousand would be taken for a marking.
    secrecy = read(*(each for each in texts if enrolment.said_code(each) is None))
    if secrecy.verdict is Verdict.MARKED:
        law("10.3")
        marking = blocked_text.words_found(secrecy)
        blocked = Refused(
            "blocked-secret", rule=treaty("10.3"), instead="instead-secret", marking=marking
        )
        return blocked, secrecy
    return None, secrecy


def _is_forbidden(char: str) -> bool:
    if char in _DIRECTIONS:
        return True
    kind = unicodedata.category(char)
    return kind == "Cs" or (kind == "Cc" and char not in _ALLOWED_CONTROLS) or _is_none(char)


def _is_none(char: str) -> bool:
    """Say whether Unicode has set this code point aside as no character, for ever."""
    return ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
