"""Pieces, pictures and footnotes → lines of the notation, as plainly as they read back the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from gongwen.markup.reading import (
    NOTATION,
    PLAIN,
    SPECIAL,
    Marked,
    NoteLine,
    PictureLine,
    Piece,
    joined,
    read_line,
    read_note,
    read_picture,
)


def write_picture(picture: PictureLine) -> str:
    """Return the line that is ``picture``."""
    return f"![{picture.caption}]({picture.path}){_write_width(picture.width)}"


def _write_width(width: float) -> str:
    if not width:
        return ""
    number = f"{abs(width) * (100 if width < 0 else 1):.1f}".removesuffix(".0")
    return f"{{宽：{number}{'%' if width < 0 else '毫米'}}}"


def write_note(note: NoteLine) -> str:
    """Return the line that is the text of ``note``."""
    return f"[^{note.key}]: {note.text}"


def write_line(pieces: Iterable[Piece]) -> str:
    """Return the line of the notation that says ``pieces``: as plainly as it reads back the same."""
    wanted = tuple(joined(pieces))
    if all(piece.form == PLAIN for piece in wanted) and not NOTATION.search("".join(p.text for p in wanted)):
        return "".join(piece.text for piece in wanted)
    line = ""
    for is_escaped, is_spelled in ((False, False), (True, False), (True, True)):
        line = _run_together(list(_write(wanted, 0, is_escaped=is_escaped, is_spelled=is_spelled)))
        if read_line(line) == Marked(wanted) and not read_note(line) and not read_picture(line):
            break
    return line


class _Token(NamedTuple):
    text: str
    is_mark: bool = True


def _run_together(tokens: Sequence[_Token]) -> str:
    """Return the line of ``tokens``; a last ``\\`` before a mark would make the mark an ordinary character."""
    line = ""
    for token, following in zip_longest(tokens, tokens[1:], fillvalue=_Token("")):
        line += token.text
        if not token.is_mark and following.is_mark and following.text[:1] in tuple(SPECIAL):
            line += "\\" * (len(token.text) - len(token.text.rstrip("\\")))
    return line


def escape(text: str) -> str:
    """Return ``text`` so that every character of it is an ordinary one."""
    return re.sub(rf"(\\*)([{re.escape(SPECIAL)}])", r"\1\1\\\2", text)


def _write(pieces: Sequence[Piece], depth: int, *, is_escaped: bool, is_spelled: bool) -> Iterator[_Token]:
    """Yield the pieces, those that share a link, a line below, a weight between one pair of marks."""
    if depth == len(_LAYERS):
        for piece in pieces:
            yield from _write_piece(piece, is_escaped=is_escaped)
        return
    layer = _LAYERS[depth]
    for value, group in groupby(pieces, key=lambda piece: getattr(piece.form, layer)):
        opening, closing = _marks(layer, value, is_spelled=is_spelled) if value else ("", "")
        inner = _write(list(group), depth + 1, is_escaped=is_escaped, is_spelled=is_spelled)
        yield from (_Token(opening), *inner, _Token(closing)) if value else inner


_LAYERS = ("link", "is_underlined", "is_bold", "script")


def _marks(layer: str, value: str, *, is_spelled: bool) -> tuple[str, str]:
    """Return the marks around what has ``value``; ``is_spelled`` asks for those with the names of the looks."""
    if layer == "link":
        return "[", f"]({value})"
    if layer == "is_underlined":
        return "[", "]{下划线}"
    if layer == "is_bold":
        return ("[", "]{加粗}") if is_spelled else ("**", "**")
    if is_spelled:
        return "[", f"]{{{value}}}"
    return ("^", "^") if value == "上标" else ("~", "~")


def _write_piece(piece: Piece, *, is_escaped: bool) -> Iterator[_Token]:
    if piece.form.note:
        yield _Token(f"[^{piece.form.note}]")
        return
    text = _Token(escape(piece.text) if is_escaped else piece.text, is_mark=False)
    closing = _Token(f"]({piece.form.carried}){_write_width(piece.form.width)}")
    yield from (_Token("!["), text, closing) if piece.form.carried else (text,)
