"""Where: the address of an element in a document, and the stretches of a source that it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

from gongwen.pattern import pattern

_STEP = pattern(r'"(?:[^"\\]|\\.)*"|[^."]+')
_PLAIN = pattern(r'(?![0-9]+$)[^."]+')
"""A key that stands in the written form as it is: no index, and nothing that sets steps apart."""


class Address(tuple[str | int, ...]):
    """The keys of the input format, and the indices from 0, that lead to an element; none lead to the whole.

    It is equal to the tuple of its steps, and hashed as it.
    """

    __slots__ = ()

    def __new__(cls, *steps: str | int) -> Self:
        """Return the address that ``steps`` lead to."""
        return tuple.__new__(cls, steps)

    def to(self, *steps: str | int) -> Address:
        """Return the address that ``steps`` lead to from here."""
        return tuple.__new__(Address, (*self, *steps))

    def upto(self, count: int) -> Address:
        """Return the address of the first ``count`` steps; a count below 0 leaves out so many of the last."""
        return tuple.__new__(Address, self[:count])

    def __str__(self) -> str:
        """Return how people are told it, items counted from 1: 印发件 › 附件 2 › 标题; "" for the whole."""
        text = ""
        for step in self:
            text += f" {step + 1}" if isinstance(step, int) else f" › {step}"
        return text.removeprefix(" › ").strip()

    @property
    def key(self) -> str:
        """How data has it, items counted from 1: 印发件.附件.2.标题; "" for the whole.

        A key that would be taken for something else stands between quotes, as in JSON.
        """
        return ".".join(_written(step) for step in self)

    @classmethod
    def read(cls, key: str) -> Address:
        """Return the address that ``key`` writes. Raises ValueError for what writes none."""
        steps = _STEP.findall(key)
        if ".".join(steps) != key:
            raise ValueError(f"“{key}”不是要素的位置，应写成“附件.1.标题”的样子")
        return cls(*map(_read, steps))


def _written(step: str | int) -> str:
    if isinstance(step, int):
        return str(step + 1)
    return step if _PLAIN.fullmatch(step) else json.dumps(step, ensure_ascii=False)


def _read(step: str) -> str | int:
    if step.startswith('"'):
        return str(json.loads(step))
    return int(step) - 1 if step.isascii() and step.isdecimal() else step


WHOLE = Address()
"""The document itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something came from: a file and a line and column of it, all from 1."""

    file: str
    line: int
    column: int = 1
    page: int = 0
    """The page on which the line is counted; 0 when lines are counted over the whole file."""
    unit: Literal["行", "段"] = "行"
    """What ``line`` counts: lines of a text, or paragraphs of a document of a word processor."""

    def __str__(self) -> str:
        page = f"第{self.page}页" if self.page else ""
        column = f"第{self.column}列" if self.unit == "行" and not self.page else ""
        return f"{self.file} {page}第{self.line}{self.unit}{column}"


class Stretch(NamedTuple):
    """The characters ``start``:``end`` of a line of a source; all of the line where they are not known."""

    at: Place
    start: int = 0
    end: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Its first character and the one behind its last. Raises ValueError where they are not known."""
        if self.end is None:
            raise ValueError("这一段文字在原文中的起止没有记下来")
        return self.start, self.end


class Piece(NamedTuple):
    """A part of a text that was put together from several."""

    start: int
    """Where it begins in the whole."""
    source: Stretch

    @property
    def stop(self) -> int:
        """Where it ends in the whole."""
        first, last = self.source.span
        return self.start + last - first


Stretches = Mapping[Address, tuple[Stretch, ...]]
"""Where the elements of a document stand in its source, each in the order of its text."""
