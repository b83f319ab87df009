"""``gongwen``, and ``python -m gongwen``."""

import atexit
import gc
import os
import sys

_MADE = 100_000
"""Objects made before those without use are looked for; at the usual 700, a start spends a twelfth of its time on that."""
gc.set_threshold(_MADE)  # here, so that the processes that share the work do so too
atexit.register(gc.freeze)  # what lives at the end need not be looked through again, a tenth of a command
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # what other programs have installed sees no document


def run() -> None:
    """Run the command line; whoever stops it, even before it has begun, meets no trace."""
    try:
        from gongwen.cli.main import main

        main()
    except KeyboardInterrupt:
        print("已中止。", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    run()
