"""Where what the Matrix tests need lies, and why it may be missing."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SYNAPSE = ROOT / ".synapse" / "bin" / "python"
NO_SYNAPSE = "Matrix is NOT tested: there is no Synapse in .synapse (`make matrix` says why)"


def missing_synapse() -> str:
    """Return why no homeserver can run here; empty where one can."""
    made = any(SYNAPSE.parents[1].glob(".made-*"))
    return "" if made and SYNAPSE.exists() else NO_SYNAPSE
