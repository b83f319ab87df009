"""What is known of a document because it stands in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gongwen.address import Address, Place
from gongwen.profile import Profile
from gongwen.recognise.reading import Reading


class Filed(NamedTuple):
    """A document that was read, and where its elements stand."""

    reading: Reading
    places: Mapping[Address, Place]
    """By the keys of each element."""
    profile: Profile
