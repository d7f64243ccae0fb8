"""
What the operator's commands print: one line after another, to whoever still reads.

No terminal obeys anything in them: whatever it would is shown by its name.
"""

import os
import sys
from typing import TextIO

from protocol.unseen import visible_text


def say(text: str, *, err: bool = False) -> None:
    """
    Print a line. Whoever has stopped reading, as `| head` does, ends no command, nor does a disk
    without room.

    What it does and how it ends stays the same; the rest of its lines go nowhere.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # closed by whoever started the command
        return
    try:
        print(visible_text(text, keep="\n"), file=stream, flush=True)
    except OSError:
        _nowhere(stream)


def _nowhere(stream: TextIO) -> None:
    # Also what Python flushes when it ends would raise.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
