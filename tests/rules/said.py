"""What the rules say of the cases beside them: said.txt has every form of a message once, by the code of its rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("said.txt")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")


def form_of(message: str) -> str:
    """Return a message with its quotations and figures left out."""
    return re.sub(r"\d+", "0", _QUOTED.sub(lambda found: f"{found[0][0]}{found[0][-1]}", message))


@cache
def known() -> dict[str, set[str]]:
    """The forms that are known, by code."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        code, _, form = line.partition(" ")
        found[code].add(form)
    return found


def unknown(code: str, messages: Iterable[str]) -> list[str]:
    """Return those of ``messages`` whose forms the rule ``code`` is not known to say; new ones test_said.py writes."""
    return [message for message in messages if form_of(message) not in known().get(code, ())]


def write(found: Iterable[tuple[str, str]]) -> None:
    """Write the forms of messages, each with its code."""
    lines = sorted({f"{code} {form_of(message)}\n" for code, message in found})
    FILE.write_text("".join(lines), encoding="utf-8")
