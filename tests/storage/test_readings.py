"""Verdicts on markings, kept with a draft and given anew where a text or a rule has changed."""

import json
from collections import Counter
from dataclasses import replace
from importlib import resources, util
from pathlib import Path

import pytest
from sqlalchemy import select

from protocol import secrecy
from protocol.secrecy.verdict import Reading, Verdict, read
from storage import readings
from storage.drafts import Draft
from storage.readings import Readings
from storage.tables import drafts
from storage.work import Store, Work
from tests.builders import NOW

TEXTS = ("Установить абонента.", "Секретно, экз. № 1", "Переданы секретные сведения.", "ДСП")
DRAFT = Draft("d", "kz-head", "urgent", {"purpose": TEXTS[0], "other": TEXTS[1]}, None, NOW)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often each text is read from now on."""
    counted: Counter[str] = Counter()

    def counting(*texts: str) -> Reading:
        counted.update(texts)
        return read(*texts)

    monkeypatch.setattr(readings, "read", counting)
    return counted


def test_a_verdict_over_several_texts_is_that_of_the_guard() -> None:
    known = Readings()

    ways = [TEXTS, TEXTS[::-1], TEXTS[:1], TEXTS[2:], ()]

    assert [known.read(*texts) for texts in ways] == [read(*texts) for texts in ways]


def test_a_text_is_read_once_in_a_transaction(looks: Counter[str]) -> None:
    known = Readings()

    known.read(*TEXTS)
    known.read(*TEXTS[1:])

    assert looks == Counter(dict.fromkeys(TEXTS, 1))


async def judge(store: Store, draft: Draft) -> None:
    def fn(work: Work) -> None:
        work.drafts.get(draft.id, draft.officer)
        work.readings.read(*draft.answers.values())
        work.drafts.save(draft)

    await store.run(fn)


async def test_a_text_that_has_not_changed_is_not_read_again(
    store: Store, looks: Counter[str]
) -> None:
    await judge(store, DRAFT)
    changed = replace(DRAFT, answers={**DRAFT.answers, "other": TEXTS[2]})

    await judge(store, DRAFT)
    await judge(store, changed)
    await judge(store, changed)

    assert looks == {TEXTS[0]: 1, TEXTS[1]: 1, TEXTS[2]: 1}


async def test_a_changed_rule_judges_anew(
    store: Store, looks: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await judge(store, DRAFT)

    monkeypatch.setattr(readings, "rules", lambda: "those of tomorrow")
    await judge(store, DRAFT)
    await judge(store, DRAFT)

    assert looks == {TEXTS[0]: 2, TEXTS[1]: 2}


async def test_a_draft_of_before_has_no_verdicts_and_is_read(
    store: Store, looks: Counter[str]
) -> None:
    def as_before(work: Work) -> None:
        work.drafts.save(DRAFT)
        old = {"answers": dict(DRAFT.answers), "asking": None}
        sealed = work.vault.seal_json("d", "drafts/sealed/d", old)
        work.connection.execute(drafts.update().values(sealed=sealed))

    await store.run(as_before)

    await judge(store, DRAFT)

    assert looks == {TEXTS[0]: 1, TEXTS[1]: 1}


async def test_what_is_kept_is_what_the_guard_said_and_is_sealed(store: Store) -> None:
    await judge(store, DRAFT)

    def stored(work: Work) -> tuple[bytes, dict[str, object]]:
        sealed = work.connection.scalar(select(drafts.c.sealed))
        assert sealed is not None
        return bytes(sealed), work.vault.open_json("d", "drafts/sealed/d", bytes(sealed))

    sealed, opened = await store.run(stored)
    again = Readings()
    again.recall(json.loads(json.dumps(opened["readings"])))

    assert b"marked" not in sealed
    assert (
        again.read(TEXTS[1])
        == read(TEXTS[1])
        == Reading(Verdict.MARKED, "секретно", found=("Секретно",))
    )
    assert set(again.kept(TEXTS)["known"]) == set(again.kept(TEXTS[:2])["known"])


def test_the_version_changes_with_any_source_of_the_guard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in resources.files(secrecy).iterdir():
        if each.name.endswith(".py"):
            (tmp_path / each.name).write_bytes(each.read_bytes())
    monkeypatch.setattr(readings, "files", lambda package: tmp_path)
    versions = {readings.rules.__wrapped__()}
    names = sorted(each.name for each in tmp_path.iterdir())

    for name in names:
        written = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(written + b"\n_ADDED = 1\n")
        versions.add(readings.rules.__wrapped__())
        (tmp_path / name).write_bytes(written)

    assert readings.rules() == readings.rules.__wrapped__()
    assert len(versions) == len(names) + 1 > 30


def test_a_verdict_follows_from_the_guard_alone() -> None:
    # Whatever it read outside would change a verdict, and not the version.
    package = Path(next(iter(secrecy.__path__)))
    lines = [line for each in package.glob("*.py") for line in each.read_text().splitlines()]
    imported = {line.split()[1] for line in lines if line.startswith(("from ", "import "))}
    ours = {name for name in imported if name.split(".")[0] in OURS}

    assert {name for name in ours if not name.startswith("protocol.secrecy")} == set()
    assert all(util.find_spec(name.split(".")[0]) for name in imported - ours)


OURS = ("protocol", "storage", "handlers", "bot", "config")
