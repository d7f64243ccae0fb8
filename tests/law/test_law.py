"""Each clause of the Protocol is carried out where the code says so, or it is said why not."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from docs import marks
from docs.clauses import CLAUSES, Clause
from docs.marks import UNREACHED, Claim, Mark, claims
from protocol.articles import Source
from protocol.law import HEARERS, law
from protocol.moves import Move
from tests.law.listening import RAN, Account
from tests.law.mutants import gaps
from tests.law.without import Gap, read, without

ROOT = Path(__file__).parents[2]
MARK = Mark("7.4", Source.TREATY, "move forward")
CLAIMED = (Claim("7.4", "tests/test_a.py::test_a"), Claim("7.4", "tests/test_b.py::test_b"))


def report(test: str, *ran: tuple[str, str], outcome: str = "passed") -> pytest.TestReport:
    return pytest.TestReport(
        test,
        ("", 0, ""),
        {},
        outcome,  # type: ignore[arg-type]
        None,
        "call",
        user_properties=[(RAN, list(ran))],
    )


def test_clauses_marks_and_claims_fit_together() -> None:
    assert list(marks.faults()) == []


def test_every_paragraph_of_articles_3_to_18_is_a_clause() -> None:
    # By hand: how many paragraphs each article has; of Art. 5 its numbered forms.
    paragraphs = {3: 2, 4: 3, 5: 7, 6: 5, 7: 7, 9: 2, 10: 3, 16: 2, 18: 3}
    found: dict[int, list[str]] = {}
    for clause in CLAUSES:
        article, _, paragraph = clause.partition(".")
        found.setdefault(int(article), []).append(paragraph.partition(".")[0] or "1")

    counted = {article: list(dict.fromkeys(each)) for article, each in found.items()}

    assert counted == {
        article: [str(each + 1) for each in range(paragraphs.get(article, 1))]
        for article in range(3, 19)
    }


def test_a_clause_is_carried_out_or_left() -> None:
    for given in ({}, {"does": "It does.", "left": "It does not."}):
        with pytest.raises(ValueError, match="carried out, or"):
            Clause("…", **given)


def test_rows_that_no_command_reaches_are_named_by_nothing_that_makes_a_move() -> None:
    # The case file has them among the headings of what was ever stated.
    reading = ROOT / "handlers" / "request" / "casefile.py"
    texts = [
        path.read_text("utf-8") for path in (ROOT / "handlers").rglob("*.py") if path != reading
    ]

    for row in UNREACHED:
        if isinstance(row, Move):
            assert not [each for each in texts if f"Move.{row.name}" in each], row


@pytest.mark.parametrize(
    "broken",
    [
        {"marks": (Mark("99", Source.TREATY, "move forward"),)},
        {"marks": (Mark("12", Source.TREATY, "move forward"),)},
        {"claims": (Claim("99", "tests/test_a.py::test_a"),)},
        {"claims": (Claim("12", "tests/test_a.py::test_a"),)},
        {"marks": ()},
        {"claims": ()},
    ],
    ids=["a mark of none", "a mark of one left", "a claim of none", "a claim of one left", "", "-"],
)
def test_what_does_not_fit_is_named(
    broken: dict[str, tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, found in broken.items():
        whole = found and (*getattr(marks, name)(), *found)
        monkeypatch.setattr(marks, name, lambda whole=whole: whole or ())

    assert len(list(marks.faults())) >= 1


def test_a_mark_says_nothing_where_nobody_listens_and_its_clause_where_somebody_does() -> None:
    before, heard = tuple(HEARERS), list[tuple[str, object]]()

    law("7.4")
    HEARERS.append(lambda clause, row: heard.append((clause, row)))
    law("7.4", Source.READING, Move.FORWARD)
    del HEARERS[-1]
    law("7.5")

    assert heard == [("7.4", Move.FORWARD)]
    assert tuple(HEARERS) == before


def test_a_place_that_ran_in_no_test_that_claims_its_clause_is_named_once_all_have_passed() -> None:
    account = Account()
    assert list(account.unproven([MARK], CLAIMED)) == []

    account.note(report("tests/test_a.py::test_a[one]", ("7.4", "move dispatch")))
    assert list(account.unproven([MARK], CLAIMED)) == []
    account.note(report("tests/test_b.py::test_b"))
    assert list(account.unproven([MARK], CLAIMED)) == ["7.4: move forward"]

    account.note(report("tests/test_a.py::test_a[two]", ("7.4", "move forward")))
    assert list(account.unproven([MARK], CLAIMED)) == []


def test_of_what_failed_or_did_not_run_nothing_is_said() -> None:
    account = Account()
    account.note(report("tests/test_a.py::test_a", outcome="skipped"))
    account.note(report("tests/test_b.py::test_b"))
    assert list(account.unproven([MARK], CLAIMED)) == []

    account.note(report("tests/test_a.py::test_a"))
    account.note(report("tests/test_a.py::test_a", outcome="failed"))

    assert list(account.unproven([MARK], CLAIMED)) == []


TEST = """
import pytest
from protocol.law import law

@pytest.mark.proves("7.5")
def test_claims():
    law({clause!r})
"""
# Another code and other tests: one place, which one test claims.
WORLD = """
from docs.marks import Claim, Mark
from protocol.articles import Source
from tests.law import listening

listening.marks = lambda: (Mark("7.5", Source.TREATY, {place!r}),)
listening.claims = lambda: (Claim("7.5", "test_it.py::test_claims"),)
"""


@pytest.mark.parametrize(
    ("clause", "place", "said"),
    [
        ("7.5", "test_it.test_claims", "1 passed"),
        ("7.4", "test_it.test_claims", "nothing ran that carries out 7.5"),
        ("7.5", "move ask_details", "no test that claims it has run 7.5: move ask_details"),
    ],
    ids=["proven", "another clause ran", "another place ran"],
)
def test_a_claim_and_a_session_fail_where_what_they_claim_did_not_run(
    clause: str, place: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "test_it.py").write_text(TEST.format(clause=clause), "utf-8")
    (tmp_path / "conftest.py").write_text(WORLD.format(place=place), "utf-8")

    quiet = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.law.listening")
    ended = subprocess.run(
        [
            *(sys.executable, *quiet, "--rootdir", str(tmp_path)),
            *("-c", str(ROOT / "pyproject.toml"), str(tmp_path)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said in ended.stdout
    assert (ended.returncode == pytest.ExitCode.OK) is (said == "1 passed"), ended.stdout


SOURCE = '''
class House:
    def room(self, now):
        """Said."""
        if now:
            law("10.1")
            yield 1
        for each in ():
            law("10.1", Source.READING)
            yield 2
        law("10.2")
        yield 3
'''


@pytest.mark.parametrize(
    ("clause", "nth", "left"),
    [("10.1", 0, [2, 3]), ("10.1", 1, [1, 3]), ("10.2", 0, [1, 2])],
)
def test_what_stands_behind_a_mark_is_left_out_and_nothing_else(
    clause: str, nth: int, left: list[int]
) -> None:
    gap = Gap(clause, "protocol.law.House.room", nth)

    tree = without(SOURCE, gap)

    yielded = (each.value for each in ast.walk(tree) if isinstance(each, ast.Yield))
    assert sorted(ast.unparse(each) for each in yielded if each) == list(map(str, left))
    assert ast.get_docstring(tree.body[0].body[0]) == "Said."  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "gap", [Gap("10.1", "protocol.law.House.room", 2), Gap("10.1", "protocol.law.House.hall")]
)
def test_a_mark_that_is_not_there_cannot_be_taken_away(gap: Gap) -> None:
    with pytest.raises(ValueError, match=r"no mark|not there"):
        without(SOURCE, gap)


def test_every_mark_can_be_taken_away_and_is_named_by_its_place() -> None:
    found = list(gaps(list(CLAUSES)))

    assert {(each.clause, each.place) for each in found} == {
        (each.clause, each.place) for each in marks.marks()
    }
    assert len(found) > 50
    for gap in found:
        assert read(str(gap)) == gap
        path = ROOT.joinpath(*gap.module.split(".")).with_suffix(".py")
        assert path.is_file(), gap
        if gap.row is None:
            assert ast.unparse(without(path.read_text("utf-8"), gap))


def test_every_claim_is_of_a_test_that_pytest_finds() -> None:
    for claim in claims():
        path, _, test = claim.test.partition("::")
        assert f"def {test}(" in (ROOT / path).read_text("utf-8"), claim
