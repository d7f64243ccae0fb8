"""The operator's language."""

import pytest

from bot.words.operator import language


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "ru"),
        ({"LANG": "C"}, "ru"),
        ({"LANG": "kk_KZ.UTF-8"}, "ru"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "ru_RU.UTF-8", "LANG": "en"}, "ru"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "ru"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environ: dict[str, str], expected: str) -> None:
    assert language(environ) == expected
