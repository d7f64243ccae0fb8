"""
Runs Synapse with its folder, and ends both when whoever started it is gone.

Belongs to Synapse's environment: `python launch.py FOLDER`, with a pipe as standard input that
nobody writes to. Its end means that the starter has died without stopping anything.
"""

import os
import shutil
import sys
import threading


def main(folder: str) -> None:
    """Serve until a signal comes or the standard input ends."""
    from synapse.app.homeserver import main as serve

    threading.Thread(target=_ends_with_starter, args=(folder,), daemon=True).start()
    sys.argv = ["synapse", "--config-path", f"{folder}/homeserver.yaml"]
    serve()


def _ends_with_starter(folder: str) -> None:
    while os.read(0, 1024):
        pass
    # Twice: Synapse is still at work, and may write into what is being removed.
    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
