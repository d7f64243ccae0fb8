"""What an earlier version has stored under the keys of its texts is still said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery.render import POINTERS
from bot.words.texts import LANGUAGES, Texts, shipped
from handlers.clock import returning
from handlers.clock.tick import SUMMARIES
from handlers.clock.untransmitted import DENIALS
from handlers.consent import ring
from handlers.people.admission import TO_APPLICANTS
from handlers.record import alarm, cards
from storage.former_keys import TODAY, every, today
from storage.sayings import read_choices
from storage.values import Line, decode

# Each key that an earlier version could say, with the values that its text used.
KEPT = sorted(Path(__file__).parent.glob("versions/*/keys.txt"))
# By these keys rows are looked up, or told apart.
LOOKED_UP = {
    *(alarm.ALARM, ring.ASKED, returning.TOLD, cards.NOTICE),
    *(*SUMMARIES, *DENIALS, *TO_APPLICANTS, *POINTERS),
}


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Return the texts, read once."""
    return shipped()


def kept() -> Iterator[tuple[str, frozenset[str]]]:
    for path in KEPT:
        for line in path.read_text("utf-8").splitlines():
            key, *values = line.split()
            yield key, frozenset(values)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_that_can_be_stored_is_said_with_the_values_stored_beside_it(
    texts: Texts, lang: str
) -> None:
    assert len(dict(kept())) > 700

    for key, values in kept():
        said = texts.say(lang, today(key), dict.fromkeys(values, 1))
        assert said, key


def test_a_former_key_is_no_key_of_today(texts: Texts) -> None:
    assert not TODAY.keys() & texts.keys("ru")
    assert set(TODAY.values()) <= texts.keys("ru")


def test_a_key_by_which_rows_are_looked_up_never_changes() -> None:
    assert LOOKED_UP & {*TODAY, *TODAY.values()} == set()


def test_what_is_signed_keeps_its_lines() -> None:
    """A code that is asked for signs the digest of its lines, keys and all."""
    assert [key for key in TODAY if key.startswith("signed-")] == []


def test_a_key_is_read_as_that_of_today_however_deep_it_stands() -> None:
    former, now = next(iter(TODAY.items()))

    line = b'{"line": {"line": "%s", "values": {"of": {"line": "%s", "values": {}}}}}'
    choices = f'[["offer", 1, "{former}", "{{}}"]]'

    assert decode(line % (former.encode(), former.encode())) == {
        "line": Line(now, {"of": Line(now)})
    }
    assert [each.label for each in read_choices(choices)] == [now]
    assert set(every(now)) >= {now, former}
    assert every("alarm") == ("alarm",)
    assert today("alarm") == "alarm"
