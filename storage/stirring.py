"""Into which stores a transaction wrote what a loop has to take up."""

from collections.abc import Mapping

# Under each name: which store counts it, and as what.
COUNTERS = {
    "outbox": ("outbox", "written"),
    "mailings": ("outbox", "parts"),
    "cards": ("cards", "touched"),
    "inbox": ("inbox", "stored"),
    "obligations": ("obligations", "opened"),
    "setbacks": ("setbacks", "cleared"),
    "verifications": ("verifications", "wished"),
}


def stirred_stores(made: Mapping[str, object]) -> frozenset[str]:
    """Return the names of what was written to the stores that a transaction has `made`."""
    return frozenset(
        name
        for name, (store, counter) in COUNTERS.items()
        if store in made and getattr(made[store], counter)
    )
