r"""The notation of what a text holds besides its characters, both ways.

    **加粗**   10^8^   H~2~O   [文字]{下划线}   [文字](https://…)   注文见脚注[^1]
    [^1]: 脚注的文字            (on a line of its own)
    ![图1 名称](图.png)         (on a line of its own, or in a cell of a table)

``\`` before one of ``*^~[]!$<`` makes it an ordinary character. What looks like ordinary text is ordinary text:
``2*3*4``, ``2^3``, ``5~10``, ``[2024]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from gongwen.pattern import HANZI, pattern

Script = Literal["", "上标", "下标"]


class Form(NamedTuple):
    """What a piece of text is besides its characters."""

    is_bold: bool = False
    script: Script = ""
    is_underlined: bool = False
    link: str = ""
    """Where it leads; "" for no link."""
    note: str = ""
    """The key of the footnote that is called here; the piece has no text then."""
    carried: str = ""
    """The file of what is carried as it is, a formula or an object, whose place the text takes; in a cell also
    that of a picture, whose caption the text is."""
    width: float = 0.0
    """The width that is asked for a picture in a cell, as that of a :class:`PictureLine`."""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture in a cell."""
        return bool(self.carried) and not self.carried.lower().endswith((FORMULA_SUFFIX, OBJECT_SUFFIX))


PLAIN = Form()


class Piece(NamedTuple):
    """Text of one form."""

    text: str
    form: Form = PLAIN


class Oddity(NamedTuple):
    """What looks like notation and is none; it is printed as it is."""

    start: int
    end: int
    message: str
    """What it is and what to do, in Chinese, without a final mark."""


class Marked(NamedTuple):
    """What a line of the notation says."""

    pieces: tuple[Piece, ...]
    oddities: tuple[Oddity, ...] = ()

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join([piece.text for piece in self.pieces])


class PictureLine(NamedTuple):
    """A line that is a picture, an object or a formula."""

    caption: str
    """In the notation; "" for none. Of a formula the characters that stand for it."""
    path: str
    width: float = 0.0
    """The width that is asked for: millimetres, or a part of the width of the text when below 0; 0 for none."""

    @property
    def is_formula(self) -> bool:
        """Whether it is a formula."""
        return self.path.lower().endswith(FORMULA_SUFFIX)

    @property
    def is_object(self) -> bool:
        """Whether it is a chart, a diagram or what another program embedded."""
        return self.path.lower().endswith(OBJECT_SUFFIX)


class NoteLine(NamedTuple):
    """A line that is the text of a footnote."""

    key: str
    text: str
    """In the notation."""


FORMULA_SUFFIX, OBJECT_SUFFIX = ".xml", ".docx"
"""How the files of formulas and of objects are named, which are carried as they are; everything else between
``![](…)`` is a picture."""

PICTURE_SIGN = "\ufffc"
"""The character that is a picture in the text of a cell."""
SPECIAL = "*^~[]!$<"
NOTATION = pattern(r"[*^~\[$<]")
_ESCAPE = pattern(rf"\\+(?=[{re.escape(SPECIAL)}])")
_STARS = pattern(r"(?<!\*)\*\*(?!\*)")
_UP = pattern(rf"(?<=[^\s^~(（])\^([0-9A-Za-z+\-−=().,′]{{1,8}}|{HANZI}{{1,4}})\^(?![0-9A-Za-z^])")
_DOWN = pattern(r"(?<=[A-Za-z)\]）])~([0-9]{1,4}[+\-−]?|[a-z0-9]{1,6})~(?!~)")
_CALL = pattern(r"\[\^([0-9A-Za-z\u4e00-\u9fff]{1,12})\]")
_LOOKS = pattern(r"\{((?:加粗|上标|下标|下划线)(?:[ 、，]+(?:加粗|上标|下标|下划线))*)\}")
_LINK = pattern(r"\(((?:https?://|ftp://|mailto:)(?:[^\s()]|\([^\s()]*\))+)\)")
_LEFT_OPEN = pattern(r"\{(?:加粗|上标|下标|下划线)|\((?:https?://|ftp://|mailto:)")
_PATH = r"\((?P<path>[^()\s][^()]*(?:\([^()]*\)[^()]*)*)\)"
_IMAGE = pattern(rf"!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]{_PATH}")
_WIDE = r"(?:\{宽[：:]\s*(?P<width>\d{1,3}(?:\.\d{1,2})?)\s*(?P<unit>毫米|mm|[%％])\})?"
_PICTURE = pattern(rf"!\[(?P<caption>.*)\]{_PATH}{_WIDE}")
_IN_CELL = pattern(rf"{_IMAGE.pattern}{_WIDE}")
_BAR = "| "
_NOTE = pattern(r"\[\^(?P<key>[0-9A-Za-z\u4e00-\u9fff]{1,12})\][:：]\s*(?P<text>.*)")
_TAG = pattern(
    r"</?(?:a|b|i|u|s|p|em|strong|sub|sup|br|hr|div|span|font|img|table|tr|td|th|ul|ol|li|center|del|ins|code|pre)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MATHS = pattern(r"\$\$?(?=[^$\s])[^$]*(?:\\[A-Za-z]+|[\^_{}])[^$]*\$\$?")
_STRUCK = pattern(r"~~(?=\S)[^~]+(?<=\S)~~")
_TAG_WAYS = {
    "b": "**文字**",
    "strong": "**文字**",
    "u": "[文字]{下划线}",
    "sub": "[文字]{下标}",
    "sup": "[文字]{上标}",
}


_SHOWN = {
    "上标": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "下标": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}


def read_line(line: str) -> Marked:
    """Return what ``line`` says."""
    if not NOTATION.search(line):
        return Marked((Piece(line),) if line else ())
    oddities: list[Oddity] = []
    found = _read(line, 0, len(line), PLAIN, oddities)
    return Marked(tuple(joined(found)), tuple(oddities))


def read_cell(text: str) -> Marked:
    """Return what ``text`` says as a cell of a table, which may hold pictures."""
    if "](" not in text:
        return read_line(text)
    first, *rest = read_line(_BAR + text).pieces
    first = first._replace(text=first.text.removeprefix(_BAR))
    return Marked((first, *rest) if first.text else tuple(rest))


def plain_text(line: str) -> str:
    """Return the characters of ``line`` without the notation."""
    return read_line(line).text if NOTATION.search(line) else line


def shown_text(pieces: Iterable[Piece]) -> str:
    """Return the characters of ``pieces`` with raised and lowered digits as such: km² of km^2^; no more, no fewer."""
    return "".join(
        piece.text.translate(_SHOWN[piece.form.script]) if piece.form.script in _SHOWN else piece.text
        for piece in pieces
    )


def read_picture(line: str) -> PictureLine | None:
    """Return the picture that ``line`` is; None when it is something else."""
    if not line.startswith("!["):
        return None
    match = _PICTURE.fullmatch(line.strip())
    if match is None:
        return None
    return PictureLine(match["caption"], match["path"].strip(), _width(match))


def _width(match: re.Match[str]) -> float:
    """Return the width that ``match`` asks for, as that of a :class:`PictureLine`."""
    width = float(match["width"] or 0)
    return -min(width, 100) / 100 if match["unit"] in ("%", "％") else width


def read_note(line: str) -> NoteLine | None:
    """Return the footnote that ``line`` is the text of; None when it is something else."""
    match = _NOTE.fullmatch(line) if line.startswith("[^") else None
    return NoteLine(match["key"], match["text"]) if match else None


def _read(line: str, start: int, end: int, form: Form, oddities: list[Oddity]) -> Iterator[Piece]:
    """Yield the pieces of ``line[start:end]``, which stands inside of ``form``."""
    index = start
    while index < end:
        found = _next(line, index, end, form, oddities)
        if found is None:
            step = pattern(rf"[^\\{re.escape(SPECIAL)}]+|.").match(line, index, end)
            assert step
            yield Piece(step[0], form)
            index = step.end()
            continue
        pieces, index = found
        yield from pieces


_Found = tuple[Iterable[Piece], int]


def _next(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    """Return what the notation at ``index`` says and where it ends; None where there is none."""
    reader = _READERS.get(line[index])
    return reader(line, index, end, form, oddities) if reader else None


def _read_escape(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    """A run of ``\\`` before a special character: each two are one, and one left over makes it ordinary."""
    match = _ESCAPE.match(line, index)
    if match is None:
        return None
    pairs, is_literal = divmod(len(match[0]), 2)
    stop = min(match.end() + is_literal, end)
    return [Piece("\\" * pairs + line[match.end() : stop], form)], stop


def _read_bold(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    opening = _STARS.match(line, index, end)
    if opening is None:
        return None
    stop = _closing(line, index, end)
    if stop >= 0:
        inner = form._replace(is_bold=True)
        return list(_read(line, index + 2, stop, inner, oddities)), stop + 2
    if not (_is_latin(line, index - 1) and _is_latin(line, index + 2)):
        oddities.append(
            Oddity(
                index,
                index + 2,
                "“**”没有配成一对，照原样印出；要加粗请写成“**文字**”，要印出星号请写成“\\*\\*”",
            )
        )
    return [Piece("**", form)], index + 2


def _closing(line: str, index: int, end: int) -> int:
    """Return where the ``**`` stands that closes the one at ``index``; -1 for none."""
    if index + 2 >= end or line[index + 2].isspace():
        return -1
    for match in _STARS.finditer(line, index + 3, end):
        stop = match.start()
        slashes = len(line[:stop]) - len(line[:stop].rstrip("\\"))
        is_inside = _is_latin(line, index - 1) and _is_latin(line, index + 2)
        is_power = is_inside and _is_latin(line, stop - 1) and _is_latin(line, stop + 2)
        if slashes % 2 == 0 and not line[stop - 1].isspace() and not is_power:
            return stop
    return -1


def _is_latin(line: str, index: int) -> bool:
    return 0 <= index < len(line) and line[index].isascii() and line[index].isalnum()


def _read_script(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    if struck := _STRUCK.match(line, index, end):
        message = "不认识删除线“~~”，照原样印出；公文里没有删除线，请删去这些文字或者“~~”"
        oddities.append(Oddity(index, struck.end(), message))
        return [Piece(struck[0], form)], struck.end()
    match = (_UP if line[index] == "^" else _DOWN).match(line, index, end)
    if match is None or form.script:
        return None
    return [Piece(match[1], form._replace(script="上标" if line[index] == "^" else "下标"))], match.end()


def _read_bracket(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    """A call of a footnote, a link, or text with the names of its looks behind it."""
    if call := _CALL.match(line, index, end):
        return [Piece("", form._replace(note=call[1]))], call.end()
    stop = _bracket_end(line, index, end)
    if stop < 0:
        return None
    if link := _LINK.match(line, stop + 1, end):
        return list(_read(line, index + 1, stop, form._replace(link=link[1]), oddities)), link.end()
    if looks := _LOOKS.match(line, stop + 1, end):
        inner = _with_looks(form, re.split("[ 、，]+", looks[1]))
        return list(_read(line, index + 1, stop, inner, oddities)), looks.end()
    if _LEFT_OPEN.match(line, stop + 1, end):
        message = "“]”后面的记号没有写完，照原样印出；请写成“[文字]{下划线}”“[文字](https://…)”"
        oddities.append(Oddity(index, stop + 2, message))
    return None


def _with_looks(form: Form, looks: Sequence[str]) -> Form:
    script: Script = "上标" if "上标" in looks else "下标" if "下标" in looks else form.script
    return form._replace(
        is_bold=form.is_bold or "加粗" in looks,
        is_underlined=form.is_underlined or "下划线" in looks,
        script=script,
    )


def _bracket_end(line: str, index: int, end: int) -> int:
    """Return where the bracket that opens at ``index`` closes; -1 when it does not."""
    depth, at = 0, index
    while at < end:
        if line[at] == "\\" and (escape := _ESCAPE.match(line, at, end)):
            at = escape.end() + len(escape[0]) % 2
            continue
        depth += {"[": 1, "]": -1}.get(line[at], 0)
        if depth == 0:
            return at
        at += 1
    return -1


def _read_image(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    match = _IMAGE.match(line, index, end)
    if match is None:
        return None
    if match["path"].lower().endswith((FORMULA_SUFFIX, OBJECT_SUFFIX)):
        return [Piece(plain_text(match["alt"]), form._replace(carried=match["path"]))], match.end()
    if line.startswith("|") and (wide := _IN_CELL.match(line, index, end)):
        pictured = form._replace(carried=match["path"].strip(), width=_width(wide))
        return [Piece(plain_text(match["alt"]), pictured)], wide.end()
    message = (
        "图片没有单独占一行，照原样印出；请把“![图名](文件)”放在一行里，前后不写别的文字，或者放在表格的格里"
    )
    oddities.append(Oddity(index, match.end(), message))
    return [Piece(match[0], form)], match.end()


def _read_tag(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    match = _TAG.match(line, index, end)
    if match is None:
        return None
    way = _TAG_WAYS.get(re.sub(r"\W.*", "", match[0].strip("</>")).lower(), "")
    remedy = f"请改写成“{way}”" if way else "请删去"
    oddities.append(Oddity(index, match.end(), f"不认识网页标记“{match[0]}”，照原样印出；{remedy}"))
    return [Piece(match[0], form)], match.end()


def _read_maths(line: str, index: int, end: int, form: Form, oddities: list[Oddity]) -> _Found | None:
    match = _MATHS.match(line, index, end)
    if match is None:
        return None
    message = (
        "不认识“$…$”写的公式，照原样印出；上标、下标请写成“10^8^”“H~2~O”，复杂的公式请在 Word 里编好再读入"
    )
    oddities.append(Oddity(index, match.end(), message))
    return [Piece(match[0], form)], match.end()


_READERS: dict[str, Callable[[str, int, int, Form, list[Oddity]], _Found | None]] = {
    "\\": _read_escape,
    "*": _read_bold,
    "^": _read_script,
    "~": _read_script,
    "[": _read_bracket,
    "!": _read_image,
    "<": _read_tag,
    "$": _read_maths,
}


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield ``pieces`` with neighbours of one form as one; calls of notes and carried parts stay alone."""
    for form, group in groupby(pieces, key=lambda piece: piece.form):
        if form.note or form.carried:
            yield from group
        elif text := "".join(piece.text for piece in group):
            yield Piece(text, form)
