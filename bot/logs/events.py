"""
The log: events with ids. Never texts of persons, names, tokens or keys.

An exception's message may carry what somebody wrote, or a statement with its parameters: of each
only its type is kept, and where it came from.
"""

import contextlib
import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any, Literal, TextIO, TypeAlias

import structlog
from structlog.typing import EventDict, Processor

from bot.logs.sink import Sink, close_after
from protocol.unseen import visible_text

# The token of a Telegram bot, also where an address was quoted.
TOKEN = re.compile(r"[0-9]{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
REDACTED = "<token>"
ROOT = Path(__file__).resolve().parent.parent
Notice: TypeAlias = Callable[[int], str]


@contextlib.contextmanager
def log_to(place: Path | None, level: str, format: Literal["json", "console"]) -> Iterator[Sink]:
    """
    Log into the file `place`, or to stderr, until the block ends; yields where the lines go.

    Raises: OSError when the file cannot be opened.
    """
    if place is None:
        yield configure(sys.stderr, level, format)
        return
    with close_after(Sink(place, None, _notice(format))) as sink:
        _configure(sink, level, format, colors=False)
        try:
            yield sink
        finally:
            configure(sys.stderr, "warning", format)


def configure(out: TextIO | None, level: str, format: Literal["json", "console"]) -> Sink:
    """Send what nabat logs, from `level` on, and the warnings of the libraries, to `out`."""
    sink = Sink(None, out, _notice(format))
    _configure(sink, level, format, colors=bool(out and not out.closed and out.isatty()))
    return sink


def _configure(sink: Sink, level: str, format: Literal["json", "console"], *, colors: bool) -> None:
    chain = (
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        failure_without_values,
        visible,
        without_tokens(_renderer(format, colors=colors)),
    )
    structlog.configure(
        processors=[never_raising(*chain)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sink),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )
    # Below warnings some libraries tell whole statements with their parameters.
    root = logging.getLogger()
    root.handlers[:] = [_OfLibraries(logging.WARNING)]
    root.setLevel(logging.WARNING)
    # Else it writes to stderr what a handler of its own cannot write.
    logging.raiseExceptions = False
    # It logs user ids, which are names, and calls what comes twice after a kill an error.
    logging.getLogger("nio").setLevel(logging.CRITICAL)


def never_raising(*chain: Processor) -> Processor:
    """Return the chain as one processor: what it cannot word is an event of its own."""

    def render_or_tell(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
        name = event.get("event")
        try:
            made: Any = event
            for each in chain:
                made = each(logger, method, made)
            return str(made)
        except Exception as error:
            # Whatever it was that could not be told: whoever logs goes on.
            told = {"event": "log_failed", "of": f"{name}"[:99], "failure": type(error).__name__}
            return redacted_text(json.dumps(told))

    return render_or_tell


def _renderer(format: Literal["json", "console"], *, colors: bool) -> Processor:
    if format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colors, sort_keys=False)


def _notice(format: Literal["json", "console"]) -> Notice:
    """Return what words, in the format of the log, that lines were dropped."""
    chain = (
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _renderer(format, colors=False),
    )
    words = never_raising(*chain)
    return lambda count: str(words(None, "error", _event("log_dropped", count=count)))


def _event(event: str, **facts: int) -> dict[str, Any]:
    return {"event": event, **facts}


def without_tokens(render: Processor) -> Processor:
    """Return the renderer, without the token in what it has written."""

    def render_redacted(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
        return redacted_text(str(render(logger, method, event)))

    return render_redacted


def redacted_text(text: str) -> str:
    """Return a text, a traceback for example, without tokens."""
    return TOKEN.sub(REDACTED, text)


def failure_without_values(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> EventDict:
    """Replace an exception by the types of its chain and the places of its frames."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["failures"] = [_type(each) for each in _chain(error)]
        event["frames"] = [place for each in _chain(error) for place in _frames(each)]
    return event


def visible(_logger: object, _method: str, event: MutableMapping[str, Any]) -> EventDict:
    """Show by its name what a terminal would obey that shows the log."""
    return {name: _visible(value) for name, value in event.items()}


def _visible(value: object) -> object:
    if isinstance(value, str):
        return visible_text(value)
    return [_visible(each) for each in value] if isinstance(value, list) else value


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the exception, what it holds, and what it came from; each once."""
    seen: set[int] = set()
    left = [error]
    while left:
        each = left.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        left.append(each.__cause__ or (None if each.__suppress_context__ else each.__context__))
        if isinstance(each, BaseExceptionGroup):
            left.extend(each.exceptions)


def _type(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _frames(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        inside = path.is_relative_to(ROOT) and ".venv" not in path.parts
        shown = path.relative_to(ROOT) if inside else Path(*path.parts[-2:])
        yield f"{shown}:{line} {frame.f_code.co_name}"


class _OfLibraries(logging.Handler):
    """What libraries say: the first line of their sentence, without what is put into it."""

    def emit(self, record: logging.LogRecord) -> None:
        says = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        structlog.get_logger().log(
            record.levelno,
            "library",
            logger=record.name,
            says=says.split("\n")[0],
            exc_info=record.exc_info,
        )
