"""A page begins behind the last item that was shown, whatever went in between."""

from handlers.chat.pages import SIZE, page

KEYS = [f"{place:03}" for place in range(1, 24)]


def shown(keys: list[str], after: str = "") -> tuple[int, tuple[str, ...], int]:
    found = page(keys, key=lambda each: each, after=after)
    return found.place, found.items, found.left


def test_each_page_goes_on_behind_the_one_before() -> None:
    assert shown(KEYS) == (1, tuple(KEYS[:SIZE]), 13)
    assert shown(KEYS, KEYS[9]) == (11, tuple(KEYS[10:20]), 3)
    assert shown(KEYS, KEYS[19]) == (21, tuple(KEYS[20:]), 0)


def test_what_went_leaves_out_nothing_that_stands_behind_it() -> None:
    assert shown(KEYS[5:], KEYS[9]) == (6, tuple(KEYS[10:20]), 3)


def test_the_page_behind_which_all_has_gone_is_the_list_that_there_is() -> None:
    assert shown(KEYS[:3], KEYS[9]) == (1, tuple(KEYS[:3]), 0)
    assert shown(KEYS[:12], KEYS[11]) == (1, tuple(KEYS[:10]), 2)
    assert shown([], KEYS[9]) == (1, (), 0)
