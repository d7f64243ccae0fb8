"""
Whether anything of a call has left us. Until its head is written nobody can have taken it.

A name that is not resolved, a proxy that refuses, a handshake that fails: all of that is before.
What an error is called says less: a call that aiohttp repeats by itself may end in a refused
connection although it was sent the first time.
"""

from types import SimpleNamespace

import aiohttp

# What aiohttp raises for what the network, an address or a proxy does; a timeout is an OSError.
FAILURES = (aiohttp.ClientError, OSError, ValueError)


class Leaving:
    """One call. `begun` says whether its first byte may have left, in whichever of its tries."""

    __slots__ = ("begun",)

    def __init__(self) -> None:
        self.begun = False


def tracing() -> aiohttp.TraceConfig:
    """Return what notes that a call leaves, in the `Leaving` given as its `trace_request_ctx`."""
    config = aiohttp.TraceConfig()
    # aiohttp says so just before it writes: never too late.
    config.on_request_headers_sent.append(_leaves)
    return config


async def _leaves(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    _params: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    context.trace_request_ctx.begun = True
