"""The log: where something failed, never a value of it; and never a failure of whoever logs."""

import errno
import io
import json
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.logs.events import configure, failure_without_values, log_to
from bot.logs.sink import Sink

log = structlog.get_logger()
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions)
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level, logging.raiseExceptions = before


def lines(place: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for each in place.read_text().splitlines() if each]


def test_the_log_keeps_where_it_failed_and_no_value() -> None:
    def failing(secret: str) -> None:
        raise ValueError(f"not a number: {secret}")

    try:
        try:
            failing("Асанов")
        except ValueError as error:
            raise RuntimeError("Асанов again") from error
    except RuntimeError:
        event = failure_without_values(None, "error", {"event": "failed", "exc_info": True})

    assert event["failures"] == ["RuntimeError", "ValueError"]
    assert any(str(frame).endswith(" failing") for frame in event["frames"])
    assert "Асанов" not in str(event)


def test_lines_without_room_are_counted_and_told_once_when_there_is_room(tmp_path: Path) -> None:
    place = tmp_path / "nabat.log"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with log_to(place, "info", "json") as sink:
            log.info("first")
            # There is room for a part of the next line: it is torn, and dropped.
            resource.setrlimit(resource.RLIMIT_FSIZE, (place.stat().st_size + 9, before[1]))
            for count in range(3):
                log.info("second", count=count)
                logging.getLogger("somebody").error("of a library")
            assert sink.dropped == 6
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            log.info("third")
            log.info("fourth")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)

    first, torn, *rest = place.read_text().splitlines()
    assert json.loads(first)["event"] == "first"
    assert len(torn) == 9
    told = [json.loads(each) for each in rest]
    assert [each["event"] for each in told] == ["log_dropped", "third", "fourth"]
    assert told[0]["count"] == 6


def test_the_count_is_told_where_nothing_else_is_logged(tmp_path: Path) -> None:
    class Full(io.StringIO):
        """A stream on a disk without room."""

        full = True

        def write(self, text: str) -> int:
            if self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(text)

    out = Full()
    sink = configure(out, "info", "console")
    log.error("lost")
    sink.catch_up()
    assert out.getvalue() == ""

    out.full = False
    sink.catch_up()
    sink.catch_up()

    assert out.getvalue().count("log_dropped") == 1
    assert "count=1" in out.getvalue()


@needs_full
def test_a_full_device_raises_nothing() -> None:
    with log_to(FULL, "info", "json") as sink:
        log.info("first")
        logging.getLogger("somebody").warning("second")
        try:
            raise ValueError
        except ValueError:
            log.exception("third")

        assert sink.dropped == 3


def test_a_stream_that_is_closed_or_that_nobody_reads_raises_nothing() -> None:
    read, write = os.pipe()
    os.close(read)
    closed = io.StringIO()
    closed.close()
    with os.fdopen(write, "w") as unread:
        for out in (unread, closed, None):
            sink = configure(out, "info", "json")
            log.error("first")
            logging.getLogger("somebody").error("second")
            assert sink.dropped == 2


def test_what_cannot_be_worded_is_told_as_that(tmp_path: Path) -> None:
    class Wordless:
        def __repr__(self) -> str:
            raise ValueError

    place = tmp_path / "nabat.log"
    for format in ("json", "console"):
        with log_to(place, "info", format):
            log.info("odd", value=Wordless())
            log.info("half a pair", key="\ud83d")

    first, half, other, _ = place.read_text().splitlines()
    assert json.loads(first) == {"event": "log_failed", "of": "odd", "failure": "ValueError"}
    assert json.loads(half)["event"] == "half a pair"
    assert json.loads(other)["of"] == "odd"


def test_a_log_that_was_moved_away_goes_on_in_a_new_file(tmp_path: Path) -> None:
    place = tmp_path / "nabat.log"
    with log_to(place, "info", "json") as sink:
        log.info("first")
        place.rename(tmp_path / "nabat.log.1")
        log.info("second")
        assert sink.reopen()
        log.info("third")

        # Where no new file can be made the one that is open is kept.
        place.rename(tmp_path / "nabat.log.2")
        place.mkdir()
        assert not sink.reopen()
        log.info("fourth")

    assert [each["event"] for each in lines(tmp_path / "nabat.log.1")] == ["first", "second"]
    assert [each["event"] for each in lines(tmp_path / "nabat.log.2")] == ["third", "fourth"]


def test_a_closed_sink_takes_and_raises_nothing(tmp_path: Path) -> None:
    sink = Sink(tmp_path / "nabat.log", None, str)
    sink.close()

    sink.write("late\n")
    sink.close()

    assert sink.dropped == 1


@pytest.mark.parametrize("shut", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
def test_a_process_without_a_stderr_ends_as_it_would(shut: str) -> None:
    code = (
        "import sys, structlog, bot.logs.events as logs;"
        "logs.configure(sys.stderr, 'info', 'json');"
        "[structlog.get_logger().error('lost') for _ in range(999)];"
        "print('done')"
    )
    ended = subprocess.run(
        ["sh", "-c", f'"$0" -c "$1" {shut}', sys.executable, code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (0, "done\n")
