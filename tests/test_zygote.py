"""What is started by the fork server ends, reads and writes as if started by itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import zygote

ENDINGS = {
    "nothing said": "pass",
    "a number": "raise SystemExit(3)",
    "a sentence": "raise SystemExit('no')",
    "a fault": "raise ValueError('x')",
    "a signal": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "a thread goes on": (
        "import threading, time;"
        "threading.Thread(target=lambda: (time.sleep(0.1), print('late'))).start()"
    ),
    "what is left to be written": "import sys; sys.stdout.write('no line')",
    "what was typed": "import sys; print(sys.stdin.readline(), sys.stdin.read())",
    "words, folder, umask": "import os, sys; print(sys.argv, os.getcwd(), os.umask(0))",
    "the environment": "import os; print(sorted(os.environ.items()))",
    "streams": (
        "import sys; streams = (sys.stdin, sys.stdout, sys.stderr);"
        "print([(each.encoding, each.errors, each.seekable()) for each in streams])"
    ),
    "what else is open": "import os; print(len(os.listdir('/proc/self/fd')))",
    "an interruption": "import os, signal; os.kill(os.getpid(), signal.SIGINT)",
}


@pytest.fixture(autouse=True, scope="module")
def begun() -> None:
    """The server is older than what each test changes about its own process."""
    with pytest.MonkeyPatch.context() as before:
        before.setenv("BEFORE", "set")
        zygote.start(program="pass", environ={"LC_ALL": "ru_RU.UTF-8"}).communicate(timeout=60)


def last(lines: str) -> str:
    """Return the end of what was said: a traceback names the file that ran a program."""
    return lines.splitlines()[-1] if lines else ""


@pytest.mark.parametrize("how", ENDINGS)
def test_it_is_as_if_started_by_itself(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOLD", "here")
    environ = {"LC_ALL": "ru_RU.UTF-8"}
    before = os.umask(0o027)
    try:
        process = zygote.start("one", "two", program=ENDINGS[how], environ=environ)
    finally:
        os.umask(before)
    out, err = process.communicate("да\nнет\n", timeout=60)

    itself = subprocess.run(
        (sys.executable, "-c", ENDINGS[how], "one", "two"),
        input="да\nнет\n",
        capture_output=True,
        encoding="utf-8",
        env=os.environ | environ,
        umask=0o027,
        check=False,
    )
    assert (process.wait(), out, last(err)) == (
        itself.returncode,
        itself.stdout,
        last(itself.stderr),
    )


def test_who_reads_no_more_is_told_as_by_any_pipe() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    says = "import sys; sys.stdout.write('x' * 100_000)"

    process = zygote.start(program=says, environ={}, stdout=writing)
    _, err = process.communicate(timeout=60)

    itself = subprocess.run((sys.executable, "-c", says), stdout=writing, check=False)
    os.close(writing)
    assert (process.wait(), "BrokenPipeError" in err) == (itself.returncode, True)


def test_it_runs_until_it_is_told_to_end_and_is_killed_where_it_takes_too_long() -> None:
    lasting = "import time; print('here', flush=True); time.sleep(600)"
    ended, killed = (zygote.start(program=lasting, environ={}) for _ in range(2))
    for each in (ended, killed):
        assert each.stdout.readline() == "here\n"
        assert each.poll() is None

    ended.send_signal(signal.SIGTERM)
    ended.communicate(timeout=60)
    with pytest.raises(subprocess.TimeoutExpired):
        killed.communicate(timeout=0.1)

    assert (ended.wait(), killed.wait()) == (-signal.SIGTERM, -signal.SIGKILL)
