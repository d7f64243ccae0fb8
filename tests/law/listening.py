"""
What a test claims by `proves`: it fails where nothing ran that carries the clause out.

Loaded by pytest (`tests/conftest.py`). What ran goes with the report of each test, so that there is
one account of a session, however many workers it had: a place that says it carries a clause out,
and that none of the tests ran which claim this clause, fails the session.
"""

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pytest

from docs.marks import CLAIM, Claim, Mark, claims, marks, row_name
from protocol.law import HEARERS
from protocol.moves import Move
from protocol.obligation import Kind

RAN = "clauses that were carried out"
# What was taken away for this run (`tests/law/without.py`): the test itself has to notice.
WITHOUT = "NABAT_WITHOUT"


@dataclass(slots=True)
class Account:
    """What a session ran: which tests passed or failed, and which places they ran."""

    passed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    ran: set[tuple[str, str]] = field(default_factory=set)

    def note(self, report: pytest.TestReport) -> None:
        """Take one test in."""
        test = report.nodeid.partition("[")[0]
        if report.failed:
            self.failed.add(test)
        elif report.when == "call" and report.passed:
            self.passed.add(test)
            for name, found in report.user_properties:
                if name == RAN:
                    self.ran.update((clause, place) for clause, place in found)  # type: ignore[attr-defined]

    def unproven(self, marks: Iterable[Mark], claims: Iterable[Claim]) -> Iterator[str]:
        """Yield the places that no test ran, where all have passed that claim their clause."""
        claimed = tuple(claims)
        for mark in marks:
            tests = {each.test for each in claimed if each.clause == mark.clause}
            done = tests <= self.passed - self.failed
            if tests and done and (mark.clause, mark.place) not in self.ran:
                yield f"{mark.clause}: {mark.place}"


_ACCOUNT = pytest.StashKey[Account]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin the account of a session."""
    config.stash[_ACCOUNT] = Account()
    config.pluginmanager.register(Accounting(config.stash[_ACCOUNT]), "nabat-law")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Listen while a test runs that claims something."""
    claimed = {str(clause) for mark in item.iter_markers(CLAIM) for clause in mark.args}
    if not claimed:
        return (yield)
    ran: set[tuple[str, str]] = set()

    def hear(clause: str, row: StrEnum | None) -> None:
        if clause in claimed:
            ran.add((clause, _place(row)))

    HEARERS.append(hear)
    try:
        done = yield
    finally:
        HEARERS.remove(hear)
    silent = claimed - {clause for clause, _ in ran}
    if silent and WITHOUT not in os.environ:
        pytest.fail(f"nothing ran that carries out {', '.join(sorted(silent))}", pytrace=False)
    item.user_properties.append((RAN, sorted(ran)))
    return done


class Accounting:
    """Holds a session to its account; of several workers the process that started them does."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the report of a test in."""
        self._account.note(report)

    def _unproven(self, config: pytest.Config) -> tuple[str, ...]:
        if hasattr(config, "workerinput") or WITHOUT in os.environ:
            return ()
        return tuple(self._account.unproven(marks(), claims()))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a session whose tests left something unproven that they claim."""
        if self._unproven(session.config) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Name what was left unproven."""
        for each in self._unproven(config):
            terminalreporter.write_line(f"no test that claims it has run {each}", red=True)


def _place(row: StrEnum | None) -> str:
    """Return where `law` was called: by a row of a table, or in a function."""
    if isinstance(row, Move | Kind):
        return row_name(row)
    caller = sys._getframe(3)
    return f"{caller.f_globals['__name__']}.{caller.f_code.co_qualname}"
