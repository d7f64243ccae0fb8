"""Plays runs of kills, one seed after another, and tells what they came to, over any channel."""

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.kills.run import Broken, Played


@dataclass(frozen=True, slots=True)
class Program:
    """
    One of the programs that kill: how it is called, and how it plays a run.

    A run begins with an empty installation and has `kills_each`: many kills of few requests would
    only start it. `requests` are those of a run where none are ordered.
    """

    name: str
    kills: int
    kills_each: int
    requests: int

    def orders(self, about: str | None) -> argparse.Namespace:
        """Return what the command line orders: kills, requests, and the seed of the first run."""
        parser = argparse.ArgumentParser(prog=self.name, description=about)
        parser.add_argument("--kills", type=int, default=self.kills)
        parser.add_argument("--seed", type=int, default=0, help="of the first run")
        parser.add_argument("--requests", type=int, default=self.requests, help="in each run")
        return parser.parse_args()

    def replay(self, seed: int, kills: int, requests: int) -> str:
        """Return the command that plays one run again."""
        return f"{self.name} --seed {seed} --kills {kills} --requests {requests}"

    async def play(
        self, ordered: argparse.Namespace, play: Callable[[int, Path, int], Awaitable[Played]]
    ) -> list[Played | None]:
        """Play what was ordered: `play(seed, folder, kills)`; None stands for a broken run."""
        whole, rest = divmod(ordered.kills, self.kills_each)
        plan = [self.kills_each] * whole + [rest] * bool(rest)
        return [
            await self._try(seed, kills, ordered.requests, play)
            for seed, kills in enumerate(plan, start=ordered.seed)
        ]

    async def _try(
        self,
        seed: int,
        kills: int,
        requests: int,
        play: Callable[[int, Path, int], Awaitable[Played]],
    ) -> Played | None:
        with tempfile.TemporaryDirectory(prefix="nabat-kills-") as folder:
            try:
                played = await play(seed, Path(folder), kills)
            except Exception as failure:
                again = self.replay(seed, kills, requests)
                print(f"seed {seed} is broken; again: {again}\n{failure}")
                if not isinstance(failure, Broken):
                    traceback.print_exc()
                sys.stdout.flush()
                return None
        print(
            f"seed {seed}: {kills} kills, {_counts([played])}, {played.seconds:.0f} s", flush=True
        )
        return played


def tell(played: Sequence[Played | None], seconds: float) -> int:
    """Tell what all runs came to; return 1 when one was broken."""
    held = [each for each in played if each]
    moments = sum((each.moments for each in held), Counter[str]())
    print("killed: " + ", ".join(f"{kind} {count}" for kind, count in moments.most_common()))
    broken = len(played) - len(held)
    print(
        f"{moments.total()} kills, {_counts(held)}, "
        f"{broken} of {len(played)} runs broken, {seconds:.0f} s"
    )
    return 1 if broken else 0


def _counts(held: Sequence[Played]) -> str:
    counts = {
        "requests": sum(each.requests for each in held),
        "events": sum(each.events for each in held),
        "messages": sum(each.messages for each in held),
        "in doubt": sum(each.doubts for each in held),
        "marked repeats": sum(each.repeats for each in held),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items())
