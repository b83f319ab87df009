"""What comes along when text is pasted from Word and Excel: treated once, before anything is read."""

from __future__ import annotations

import re

from gongwen.pattern import pattern

SOFT_RETURN = "\ue00b"
"""Stands for a soft return until the text is divided into its parts: YAML would end a line there."""
_SYMBOLS = (
    "\u2022\u25aa\u25ab\u25e6\u2023\u2043\u27a2\u2713\u2714\uf06c\uf06e\uf075\uf076\uf0a7\uf0b7\uf0d8\uf0fc"
)
"""Bullets, those of symbol fonts too."""
_BULLET = pattern(rf"^(?P<before>[ ]*(?:- )?|[^\n]*?[：:][ ])[{_SYMBOLS}][ \t\u3000]*", re.MULTILINE)
_BULLET_PRINTED = "●"
_TURNED = str.maketrans(
    dict.fromkeys("\x0b\x0c\x85\u2028\u2029", SOFT_RETURN)
    | {"\x07": "\t", "\x1e": "-", "\xa0": " "}
    | dict.fromkeys("\x1f\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
)


def take_in(text: str) -> str:
    """Return ``text`` with soft returns as one mark, and without what word processors put between the characters.

    Bullets before a line become ●, a non-breaking hyphen a hyphen, the end of a cell a tab.
    """
    turned = text.translate(_TURNED) if not text.isascii() or not text.isprintable() else text
    return _BULLET.sub(rf"\g<before>{_BULLET_PRINTED}", turned)
