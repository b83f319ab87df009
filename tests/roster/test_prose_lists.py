"""Lists in sentences → who is in which role of which group."""

from __future__ import annotations

from typing import Any

import pytest

from gongwen.terms import label
from gongwen.terms.people import group_name
from gongwen.terms.people.prose_list import read
from tests.paths import read_cases


def listed(text: str) -> dict[str, list[str]]:
    begun = label.find_label(text)
    return {
        next(filter(None, map(group_name.read, reversed(found.heads))), found.heads[-1]): [
            " ".join(filter(None, (role, seat.name, seat.post)))
            for role, seats in found.roles.items()
            for seat in seats
        ]
        for found in read(text[len(begun.text) :] if begun else text)
    }


@pytest.mark.parametrize("case", read_cases("roster/prose_lists.yaml"), ids=lambda case: case["文"][:12])
def test_a_list_in_sentences_is_read(case: dict[str, Any]) -> None:
    assert listed(case["文"]) == case["右"]
