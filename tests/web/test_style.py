"""Every text stands out from what is behind it, in the light scheme and in the dark one (WCAG 2, AA)."""

from __future__ import annotations

import re

import pytest

from gongwen.web import answers

SHEET = (answers.FOLDER / "static" / "page.css").read_text(encoding="utf-8")
PAIRS = [
    ("ink", "paper"), ("ink", "ground"), ("ink", "note"), ("ink", "mark"), ("ink", "bad-ground"), ("soft", "paper"), ("soft", "ground"),
    ("link", "paper"), ("link", "ground"), ("link", "note"), ("link", "mark"), ("bad", "paper"), ("bad", "ground"), ("main", "paper"),
    ("on-main", "main"), ("note-line", "paper"), ("soft", "mark"),
]  # fmt: skip
SCHEMES = [
    dict(re.findall(r"--([\w-]+): *(#[0-9a-fA-F]{3,6})", block))
    for block in re.findall(r":root \{(.*?)\}", SHEET)
]


def brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_text_stands_out(scheme: int, pair: tuple[str, str]) -> None:
    colours = {**SCHEMES[0], **SCHEMES[scheme]}
    light, dark = sorted((brightness(colours[name]) for name in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


NEWER = {
    "page.css": (
        ":has(", "@layer", "@container", "@scope", "@property", "@starting-style", "&", "color-mix(", "light-dark(", "oklch(", "lab(", "hwb(",
        "accent-color", "backdrop-filter", "scrollbar-gutter", "content-visibility", "text-wrap", "subgrid", "dvh", "svh", "lvh", "cqw",
        "translate:", "rotate:", "scale:", ":modal", ":popover-open", "field-sizing", "round(", "@import", "url(",
    ),
    "page.js": (
        "structuredClone", ".at(", "hasOwn(", ".findLast", ".toSorted(", ".toReversed(", ".toSpliced(", ".with(", "groupBy(", "fromAsync(",
        "withResolvers(", "randomUUID(", "AbortSignal.", "checkVisibility(", "showPicker(", "showModal(", "showPopover(", "moveBefore(",
        "navigation.", "startViewTransition", "scheduler.", "CSS.highlights", "static {", "import(", "isWellFormed(",
    ),
    "*.html": ("<dialog", "<search", " inert", " popover", "importmap", "blocking=", "type=\"module\""),
}  # fmt: skip
"""What Chromium 90 or Firefox 91 does not know yet, and what would fetch something."""


@pytest.mark.parametrize("name", NEWER)
def test_nothing_newer_than_the_oldest_browsers_is_used(name: str) -> None:
    paths = list(answers.FOLDER.rglob(name))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert [word for word in NEWER[name] if word in text] == [], path
