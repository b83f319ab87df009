"""What the commands tell beside their results."""

from __future__ import annotations

import click

from gongwen.api import visible


def say(text: str) -> None:
    """Show ``text`` on the standard error; what a terminal would obey, as a name of a file may hold it, is named."""
    click.echo(visible(text), err=True)
