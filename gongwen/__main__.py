"""``gongwen``, and ``python -m gongwen``."""

import sys


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
