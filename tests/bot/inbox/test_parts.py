"""What follows what: the parts into which clients cut one long text, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbox import parts
from handlers.chat.events import Said, stored

NOW = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
SECOND = int(NOW.timestamp())


def noted(said: Said) -> dict[str, object]:
    event, _ = stored(said, make_id=str)
    return parts.with_note(event, said, NOW)


def text_of(length: int, sign: str = "я") -> str:
    return sign * length


def cut(text: str, *, within: int, ends: str) -> list[str]:
    """Cut a text as a client does: behind the last of the `ends` within so many of 4,096 units."""
    pieces = []
    while parts.units(text) > parts.LIMIT:
        fits = text
        while parts.units(fits) > parts.LIMIT:
            fits = fits[: len(fits) - (parts.units(fits) - parts.LIMIT + 1) // 2]
        places = [fits.rfind(end) for end in ends]
        end = max((each for each in places if each >= len(fits) - within), default=len(fits) - 1)
        pieces.append(text[: end + 1].strip())
        text = text[end + 1 :].strip()
    return [*pieces, text]


WORDS = st.lists(st.text("абв🙂.", min_size=1, max_size=40), min_size=200, max_size=500)


@given(WORDS, st.sampled_from([(300, "\n"), (300, " "), (300, "\n.")]), st.sampled_from(" \n"))
def test_what_a_client_cut_is_one_text_again(
    words: list[str], how: tuple[int, str], blank: str
) -> None:
    text = blank.join(words).strip()
    pieces = cut(text, within=how[0], ends=how[1])

    event = noted(Said(pieces[0], written_at=SECOND))
    for place, piece in enumerate(pieces[1:], 1):
        said = Said(piece, written_at=SECOND + place)
        assert parts.follows(event, said)
        event = parts.with_note(stored(parts.as_one(event, said), make_id=str)[0], said, NOW)

    assert "".join(str(event["said"]).split()) == "".join(text.split())


FULL = Said(text_of(4096), written_at=SECOND)
HALF = Said(text_of(2100), written_at=SECOND)
NO_PART = {
    "a short one behind half a message": (HALF, Said("и ещё", written_at=SECOND)),
    "one that would have fitted": (HALF, Said(text_of(1970), written_at=SECOND)),
    "later": (FULL, Said("и ещё", written_at=SECOND + 4)),
    "earlier": (FULL, Said("и ещё", written_at=SECOND - 1)),
    "a reply": (FULL, Said("и ещё", "7", written_at=SECOND)),
    "a command": (FULL, Said("/cancel", written_at=SECOND)),
    "a code": (FULL, Said("493 021", written_at=SECOND)),
    "from where nothing is cut": (FULL, Said("и ещё")),
    "behind what is not cut": (Said(text_of(4096)), Said("и ещё", written_at=SECOND)),
    "behind a short one": (Said("а", written_at=SECOND), Said(text_of(4096), written_at=SECOND)),
}


@pytest.mark.parametrize("case", NO_PART)
def test_what_stands_for_itself_is_no_part(case: str) -> None:
    first, second = NO_PART[case]

    assert not parts.follows(noted(first), second)


def test_a_path_at_the_beginning_of_a_part_is_no_command() -> None:
    assert parts.follows(noted(FULL), Said("/etc/hosts", written_at=SECOND))


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        (text_of(4096), "я", ""),
        (text_of(4095), "я", "\n"),
        (text_of(4095) + ".", "я", "\n"),
        (text_of(2048, "🙂"), "я", "\n"),
        (text_of(4094) + "12", "34", ""),
        (text_of(4096), ": сохранить журналы", ""),
        (text_of(4096), "— сохранить журналы", "\n"),
        (text_of(4095), ": сохранить журналы", "\n"),
    ],
)
def test_only_a_word_that_was_cut_within_is_put_together(
    first: str, second: str, between: str
) -> None:
    event = noted(Said(first, written_at=SECOND))

    said = parts.as_one(event, Said(second, written_at=SECOND))

    assert said.text == f"{first}{between}{second}"


def test_a_part_is_waited_for_and_after_a_restart_anew() -> None:
    event, long_ago = noted(FULL), NOW - timedelta(hours=1)

    assert parts.awaits(event, long_ago, NOW)
    assert not parts.awaits(event, long_ago, NOW + parts.AWAITED)
    assert parts.awaits(event, NOW + timedelta(minutes=1), NOW + timedelta(minutes=1))
    # A clock that went back does not keep it.
    assert not parts.awaits(event, long_ago, NOW - timedelta(seconds=1))
    assert not parts.awaits(noted(Said("а", written_at=SECOND)), NOW, NOW)


def test_nothing_is_kept_of_what_was_refused() -> None:
    assert set(parts.mark_of_refusal(FULL, NOW)) == {
        "said",
        "written_at",
        "part",
        "part_at",
        "part_refused",
    }
    assert parts.mark_of_refusal(FULL, NOW)["said"] == ""
