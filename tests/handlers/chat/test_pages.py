"""A list says how many it does not show, whether it has pages or is said unasked."""

from datetime import UTC, datetime, timedelta

from handlers.chat import pages
from storage.values import Line

KEYS = [f"{place:03}" for place in range(1, 24)]
AT = datetime(2026, 11, 23, 8, 41, 7, 5, tzinfo=UTC)


def test_a_summary_says_how_many_it_leaves_out() -> None:
    lines = (Line("entry", {"number": "1"}), Line("entry", {"number": "2"}))

    assert pages.summary(lines, 2) == lines
    assert pages.summary(lines, 7) == (*lines, Line("list-more", {"count": 5}))


def test_of_items_that_are_read_those_behind_the_key_stand_on_the_page() -> None:
    keys = [f"{each:02}" for each in range(30)]

    page = pages.cut(reversed(keys), key=str, after="04", behind=95, total=100)

    assert page.items == tuple(keys[5 : 5 + pages.SIZE])
    assert (page.place, page.left, page.total, page.last) == (6, 85, 100, "14")


def test_a_key_is_read_as_it_was_made() -> None:
    for at in (AT, AT.replace(microsecond=0), AT + timedelta(days=4_000)):
        assert pages.by_moment(pages.key(at, "a/b")) == (at, "a/b")
        assert pages.by_newest(pages.newest(at, "a/b")) == (at, "a/b")
        assert pages.by_moment(pages.newest(at, "a")) is None
    rest = f"{pages.key(None, '')}{pages.newest(AT, 'a')}"
    assert pages.without_moment(rest) == pages.newest(AT, "a")
    assert pages.without_moment(pages.key(AT, "a")) is None


def shown(keys: list[str], after: str = "") -> tuple[int, tuple[str, ...], int]:
    found = pages.page(keys, key=lambda each: each, after=after)
    return found.place, found.items, found.left


def test_each_page_goes_on_behind_the_one_before() -> None:
    assert shown(KEYS) == (1, tuple(KEYS[: pages.SIZE]), 13)
    assert shown(KEYS, KEYS[9]) == (11, tuple(KEYS[10:20]), 3)
    assert shown(KEYS, KEYS[19]) == (21, tuple(KEYS[20:]), 0)


def test_what_went_leaves_out_nothing_that_stands_behind_it() -> None:
    assert shown(KEYS[5:], KEYS[9]) == (6, tuple(KEYS[10:20]), 3)


def test_the_page_behind_which_all_has_gone_is_the_list_that_there_is() -> None:
    assert shown(KEYS[:3], KEYS[9]) == (1, tuple(KEYS[:3]), 0)
    assert shown(KEYS[:12], KEYS[11]) == (1, tuple(KEYS[:10]), 2)
    assert shown([], KEYS[9]) == (1, (), 0)
