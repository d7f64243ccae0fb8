"""
Starts `nabat run` again and again without importing it again, which is two thirds of a start.

Each start is a fork that runs the command line itself. One word a line on standard input, one
line of answer: `start` gives the process id, `kill` and `end` the exit code. Its process ends with
it.
"""

import os
import signal
import sys
from pathlib import Path

from bot.operator.cli import app

ENDINGS = {"kill": signal.SIGKILL, "end": signal.SIGTERM}


def main(config: str, errors: Path) -> None:
    """Obey until the end of the input."""
    pid = 0
    try:
        for line in sys.stdin:
            match line.strip():
                case "start":
                    pid = _started(config, errors)
                    answer = str(pid)
                case word:
                    answer = str(_ended(pid, ENDINGS[word]) if pid else "none")
                    pid = 0
            print(answer, flush=True)
    finally:
        if pid:
            _ended(pid, signal.SIGKILL)


def _started(config: str, errors: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        written = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for stream, target in ((0, nothing), (1, nothing), (2, written)):
            os.dup2(target, stream)
        app(["--config", config, "run"], prog_name="nabat")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    finally:
        # Nothing of what stands above may run in the child.
        sys.stderr.flush()
        os._exit(code)


def _ended(pid: int, by: signal.Signals) -> int:
    os.kill(pid, by)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
