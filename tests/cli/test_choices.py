"""The words that an option offers, written at the command so that help needs no library, are those of the library."""

from __future__ import annotations

import click
import pytest

from gongwen.api.archive import LAYOUTS
from gongwen.api.documents import NUMBERINGS, SOURCE_FORMATS
from gongwen.api.reports import REPORT_FORMATS
from gongwen.api.roster.notices import FORMS, ORDERS
from gongwen.cli.main import group


@pytest.mark.parametrize(
    ("command", "option", "words"),
    [
        ("archive keep", "layouts", (*LAYOUTS, ",".join(LAYOUTS))),
        ("build", "numbering", NUMBERINGS),
        ("check", "target", REPORT_FORMATS),
        ("read", "target", SOURCE_FORMATS),
        ("roster notice", "form", FORMS),
        ("roster notice", "order", ORDERS),
    ],
)
def test_an_option_offers_what_the_library_takes(command: str, option: str, words: tuple[str, ...]) -> None:
    found: click.Command = group
    for name in command.split():
        assert isinstance(found, click.Group)
        own = found.get_command(click.Context(found), name)
        assert own is not None
        found = own
    (offered,) = [each.type for each in found.params if each.name == option]
    assert isinstance(offered, click.Choice)
    assert tuple(offered.choices) == words
