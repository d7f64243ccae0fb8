"""The demonstration as people meet it: whole, or cut short by `| head`."""

import io
import re

import pytest

from bot.demo.demo import demo
from bot.demo.transcript import Transcript
from bot.words.texts import LANGUAGES, shipped
from tests import zygote
from tests.bot.operator.commands import ROOT, RUSSIAN


def test_a_reader_who_has_seen_enough_ends_it_quietly() -> None:
    process = zygote.start("demo", environ=RUSSIAN)
    process.stdin.close()
    for _ in range(3):
        process.stdout.readline()

    process.stdout.close()

    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_names_people_by_where_they_serve_and_a_heading_that_the_readme_has(lang: str) -> None:
    out = io.StringIO()

    demo(Transcript(out), lang)

    shown = out.getvalue()
    assert "SECRETARIAT" not in shown
    assert "(KZ-1) · " in shown
    named = re.search(r"README\.md, .*?[«\"](.+?)[»\"]", shown)
    assert named is not None
    assert f"\n## {named[1]}\n" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_in_the_story_says_what_the_bot_does_not_take(lang: str) -> None:
    out = io.StringIO()

    demo(Transcript(out), lang)

    shown = out.getvalue()
    wrong = ("refused-not-understood", "refused-code-alone")
    refusals = [shipped().say(lang, key, {}).splitlines()[0] for key in wrong]
    assert [each for each in refusals if each in shown] == []
    assert shipped().say(lang, "owe.nothing", {}) in shown
