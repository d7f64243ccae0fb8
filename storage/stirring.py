"""Into which stores a transaction wrote what a loop has to take up."""

from collections.abc import Mapping

# What each store counts of it.
COUNTERS = {
    "outbox": "written",
    "cards": "touched",
    "inbox": "stored",
    "obligations": "opened",
    "setbacks": "cleared",
    "verifications": "wished",
}


def stirred_stores(made: Mapping[str, object]) -> frozenset[str]:
    """Return the names of those among the stores that a transaction has `made`."""
    return frozenset(
        store
        for store, counter in COUNTERS.items()
        if store in made and getattr(made[store], counter)
    )
