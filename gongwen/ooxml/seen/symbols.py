"""Characters of picture fonts, which documents name by a number: what they are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

_GREEK = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_OPERATORS = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_CIRCLED, _BLACK = "①②③④⑤⑥⑦⑧⑨⑩", "❶❷❸❹❺❻❼❽❾❿"


def _from(code: int, characters: str) -> dict[int, str]:
    return dict(enumerate(characters, code))


_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _from(0x20, _GREEK) | _from(0xA0, _OPERATORS),
    "wingdings": _from(0x81, _CIRCLED)
    | _from(0x8C, _BLACK)
    | {
        0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆",
        0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "■", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
        0xE1: "↑", 0xE2: "↓", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": _from(0x6A, _CIRCLED)
    | _from(0x75, _BLACK)
    | {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "□", 0xAE: "◆"},
}  # fmt: skip
"""What the numbers of each font are; most are never used in a text."""
_PRIVATE = 0xF000
"""What word processors add to the numbers of picture fonts."""


def symbol_of(code: int, font: str) -> str:
    """Return the character that a font shows under ``code``; "" for a picture of which no character is known."""
    known = _FONTS.get(font.strip().lower())
    number = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if known is not None:
        return known.get(number, "")
    character = chr(code)
    return character if character.isprintable() and number == code else ""
