"""Short rounds of several sides by turns: what else the machine does happens to all of them."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

Round = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Side:
    """
    One way to do the same work: a round of it, what precedes one, and what the rounds took.

    `seconds` is by the wall's clock, `processor` the time of all threads of this process.
    """

    name: str
    round: Round
    before: Round | None = None
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    async def take(self) -> None:
        """Take a round and note what it took."""
        if self.before is not None:
            await self.before()
        began, busy = time.perf_counter(), time.process_time()
        await self.round()
        self.seconds.append(time.perf_counter() - began)
        self.processor.append(time.process_time() - busy)


async def alternate(sides: Sequence[Side], rounds: int) -> None:
    """Take one round of each that does not count, and then so many, each time in another order."""
    for side in sides:
        await side.take()
        side.seconds.clear()
        side.processor.clear()
    for number in range(rounds):
        first = number % len(sides)
        for side in (*sides[first:], *sides[:first]):
            await side.take()
