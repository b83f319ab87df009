"""Values of a style file, as text, read into what the layout works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from gongwen.look import Align, Look
from gongwen.pattern import pattern
from gongwen.read.styles.tree import WrongValue
from gongwen.units import parse_length, parse_size

Way = tuple[str, ...]
"""The way to a value in the file, for messages."""

_ALIGNMENTS = get_args(Align)
_COLOUR = pattern(r"[0-9A-Fa-f]{6}")
_FLAGS = {"是": True, "否": False}


def as_points(way: Way, text: str, look: Look) -> float:
    """Return the length ``text`` in points, 字 and 行 being those of ``look``. Raises WrongValue."""
    try:
        return parse_length(text).points(look.character, look.pitch)
    except ValueError:
        raise WrongValue(
            f"{'.'.join(way)}：“{text}”不是长度，请写 37mm、28.95pt、2字、1行 这样的值"
        ) from None


def as_characters(way: Way, text: str) -> float:
    """Return the number of 字 that ``text`` names. Raises WrongValue."""
    if not text.endswith("字"):
        raise WrongValue(f"{'.'.join(way)}：“{text}”应以字为单位，如 3字")
    return as_points(way, text, Look(size=1.0))


def as_count(way: Way, text: str, unit: str) -> int:
    """Return the number before ``unit`` in ``text``, 1 to 9. Raises WrongValue."""
    if text not in tuple(f"{number}{unit}" for number in range(1, 10)):
        raise WrongValue(f"{'.'.join(way)}：“{text}”应为 1{unit} 至 9{unit}")
    return int(text[0])


def as_size(way: Way, text: str) -> float:
    """Return the type size ``text`` in points. Raises WrongValue."""
    try:
        return parse_size(text)
    except ValueError:
        raise WrongValue(f"{'.'.join(way)}：“{text}”不是字号，请写 三号 或 16pt 这样的值") from None


def as_flag(way: Way, text: str) -> bool:
    """Return whether ``text`` is 是. Raises WrongValue when it is neither 是 nor 否."""
    if text not in _FLAGS:
        raise WrongValue(f"{'.'.join(way)}：“{text}”应为是或否")
    return _FLAGS[text]


def as_choice(way: Way, text: str, choices: Sequence[str]) -> str:
    """Return ``text``. Raises WrongValue unless it is one of ``choices``."""
    if text not in choices:
        raise WrongValue(f"{'.'.join(way)}：“{text}”应为{'、'.join(choices)}之一")
    return text


def _colour(way: Way, text: str, look: Look) -> str:
    if not _COLOUR.fullmatch(text):
        raise WrongValue(f"{'.'.join(way)}：“{text}”不是颜色，请写六位十六进制数，如 FF0000")
    return text.upper()


def _level(way: Way, text: str, look: Look) -> int:
    if text not in tuple("0123456789"):
        raise WrongValue(f"{'.'.join(way)}：“{text}”不是大纲级别，请写 0 至 9")
    return int(text)


Read = Callable[[Way, str, Look], Any]
_AS_TEXT: Read = lambda way, text, look: text  # noqa: E731
_AS_SIZE: Read = lambda way, text, look: as_size(way, text)  # noqa: E731
_AS_FLAG: Read = lambda way, text, look: as_flag(way, text)  # noqa: E731

LOOK_VALUES: dict[str, tuple[str, Read]] = {
    "字体": ("face", _AS_TEXT),
    "字号": ("size", _AS_SIZE),
    "加粗": ("bold", _AS_FLAG),
    "颜色": ("colour", _colour),
    "字距": ("spacing", as_points),
    "中西文间距": ("latin_gap", lambda way, text, look: as_characters(way, text)),
    "标点悬挂": ("hangs", _AS_FLAG),
    "行距": ("pitch", as_points),
    "段前": ("before", as_points),
    "对齐": ("align", lambda way, text, look: as_choice(way, text, _ALIGNMENTS)),
    "首行缩进": ("first", as_points),
    "左缩进": ("left", as_points),
    "右缩进": ("right", as_points),
    "大纲级别": ("outline", _level),
    "另起一页": ("starts_page", _AS_FLAG),
    "与下段同页": ("keeps_next", _AS_FLAG),
    "段中不分页": ("keeps_lines", _AS_FLAG),
    "底纹": ("fill", _colour),
    "版心下边缘块宽": ("at_foot", as_points),
}
"""The values of a style by the attribute of Look that each sets, in the order in which they are read:
sizes before what is told in 字."""
