"""Where what the Matrix tests need lies, and why it may be missing."""

import shutil
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[3]
SYNAPSE = ROOT / ".synapse" / "bin" / "python"
STRICT = Path(__file__).with_name("strict")
NO_SYNAPSE = "Matrix is NOT tested: there is no Synapse in .synapse (`make matrix` says why)"
NO_OLM = "Matrix is NOT tested with mautrix's people: python-olm has no wheel for this Python"
NO_NODE = (
    "Matrix is NOT tested with a strict client: no Node or no packages (`make matrix` says why)"
)


def missing_synapse() -> str:
    """Return why no homeserver can run here; empty where one can."""
    made = any(SYNAPSE.parents[1].glob(".made-*"))
    return "" if made and SYNAPSE.exists() else NO_SYNAPSE


def missing_olm() -> str:
    """Return why no client on mautrix can run here; empty where one can."""
    return "" if find_spec("olm") else NO_OLM


def missing_node() -> str:
    """Return why no client on matrix-js-sdk can run here; empty where one can."""
    made = any(STRICT.glob("node_modules/.made-*"))
    return "" if made and shutil.which("node") else NO_NODE
