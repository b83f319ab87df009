"""Damage by chance to the bytes of a file, and to the markup in one of its parts."""

from __future__ import annotations

import io
import random
import zipfile

_ODD = (
    "\t",
    "　",
    "\u2028",
    "：",
    "- ",
    "|",
    "\n\n",
    "\0",
    "﻿",
    "\r",
    "\x85",
    "\x1b[2J",
    "\u202e",
    "，",
    "、",
    "“",
    "〔",
    "*",
    "''",
)
"""What stands in no file that anybody means to write, or changes how the rest is taken."""
_VALUES = (b"", b"-1", b"0", b"99999999999", b"x", "甲".encode(), b"1.5", b"true", b"a\rb", b"../../x")
_MARKUP = (".xml", ".rels")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, taken out, put in or repeated; of a zip archive those of one of its parts, or its own."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _part_damaged(data, chance)
    return _bytes_damaged(data, chance)


def _part_damaged(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = given.namelist()
        chosen = chance.choice([name for name in names if name.endswith(_MARKUP)])
        for name in names:
            part = given.read(name)
            made.writestr(name, _markup_damaged(part, chance) if name == chosen else part)
    return target.getvalue()


def _markup_damaged(part: bytes, chance: random.Random) -> bytes:
    """XML that is still well formed more often than not: values changed, elements repeated or taken out."""
    kind = chance.random()
    if kind < 0.25:
        return _bytes_damaged(part, chance)
    return _values_changed(part, chance) if kind < 0.65 else _elements_changed(part, chance)


def _values_changed(part: bytes, chance: random.Random) -> bytes:
    pieces = part.split(b'"')
    for _ in range(chance.choice((1, 2, 8))):
        place = chance.randrange(len(pieces))
        if place % 2:
            pieces[place] = chance.choice(_VALUES)
    return b'"'.join(pieces)


def _elements_changed(part: bytes, chance: random.Random) -> bytes:
    """Empty elements and texts taken out, doubled or put elsewhere."""
    pieces = part.split(b">")
    for _ in range(chance.choice((1, 2, 8))):
        place = chance.randrange(len(pieces))
        if pieces[place].endswith(b"/"):
            pieces[place : place + 1] = chance.choice(([], [pieces[place]] * 2, [pieces[place]] * 9))
        elif b"</" in pieces[place]:
            text, end = pieces[place].split(b"</", 1)
            pieces[place] = chance.choice((b"", text * 40, chance.choice(_ODD[1:6]).encode())) + b"</" + end
    return b">".join(pieces)


def _bytes_damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place, length = chance.randrange(len(changed) + 1), chance.choice((1, 2, 8, 60))
        act = chance.randrange(5)
        if act == 0:
            changed[place : place + length] = chance.randbytes(length)
        elif act == 1:
            del changed[place : place + length]
        elif act == 2:
            changed[place:place] = changed[place : place + length] * chance.choice((1, 3, 50))
        elif act == 3:
            changed[place:place] = chance.choice(_ODD).encode()
        else:
            _move_line(changed, chance)
    return bytes(changed[: chance.randrange(len(changed) + 1)]) if chance.random() < 0.1 else bytes(changed)


def _move_line(data: bytearray, chance: random.Random) -> None:
    """Put a line elsewhere, or twice."""
    lines = bytes(data).split(b"\n")
    line = chance.choice(lines)
    if chance.random() < 0.6:
        lines.remove(line)
    lines.insert(chance.randrange(len(lines) + 1), line)
    data[:] = b"\n".join(lines)
