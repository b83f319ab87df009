"""``python -m gongwen``."""

from gongwen.cli.main import main

main()
