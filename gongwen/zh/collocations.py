"""How often one, two or three characters stand side by side in official prose.

The table is counted from public laws, rules, official documents and a newspaper, and from the dictionary of jieba
(MIT); it holds numbers and no text. :func:`pack` makes its file of counts, :func:`count` reads it: a string is known
by a hash, of which the low bits say in which bucket it is and the high ones are its mark there; beside the mark
stands how often it was seen, on a scale of powers. One string in a hundred that was never seen is taken for one that
was.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import log2
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from gongwen.pattern import pattern

EDGE = "#"
"""Stands for whatever is no Chinese character, the beginning and the end of a line too."""
ALL = 30_000_000
"""About how many characters were counted."""
_APART = pattern("[^\u4e00-\u9fff]+")
_BUCKETS = 1 << 16
_MARK = 21
"""Bits of a hash above which the mark begins."""
_LEVEL = 5
"""Bits of a cell that say how often."""
_STEP = 0.625
"""Powers of two from one level to the next."""
_TIMES = tuple(round(2 ** (_STEP * level)) for level in range(1 << _LEVEL))
_FILE = Path(__file__).with_name("collocations.bin")


class _Table(NamedTuple):
    starts: array[int]
    """Where each bucket begins among the cells, and behind the last where they end."""
    cells: array[int]


def bare(text: str) -> str:
    """Return the Chinese characters of ``text``, with one :data:`EDGE` for what stands between, before and behind."""
    return _APART.sub(EDGE, f"{EDGE}{text}{EDGE}")


def count_all(lines: Iterable[str]) -> Counter[str]:
    """Return how often each string of one to three characters stands in ``lines``, edges counted as characters."""
    counts: Counter[str] = Counter()
    for text in map(bare, lines):
        counts.update(text)
        counts.update(map("".join, pairwise(text)))
        counts.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return counts


def pack(counts: Mapping[str, int]) -> bytes:
    """Return the file that says ``counts``, each to the nearest level of the scale."""
    buckets: defaultdict[int, set[int]] = defaultdict(set)
    for gram, times in counts.items():
        bucket, mark = _place(gram)
        level = min(max(round(log2(times) / _STEP), 0), (1 << _LEVEL) - 1)
        buckets[bucket].add(mark << _LEVEL | level)
    filled = [sorted(buckets[number]) for number in range(_BUCKETS)]
    starts = array("I", accumulate(map(len, filled), initial=0))
    cells = array("H", (cell for bucket in filled for cell in bucket))
    return _as_written(starts).tobytes() + _as_written(cells).tobytes()


def read(data: bytes) -> _Table:
    """Return the table that :func:`pack` wrote."""
    size = 4 * (_BUCKETS + 1)
    starts, cells = array("I", data[:size]), array("H", data[size:])
    return _Table(_as_written(starts), _as_written(cells))


def times_in(table: _Table, gram: str) -> int:
    """Return about how often ``gram`` was seen; 0 where it was not, or seldom."""
    bucket, mark = _place(gram)
    end = table.starts[bucket + 1]
    place = bisect_left(table.cells, mark << _LEVEL, table.starts[bucket], end)
    cell = table.cells[place] if place < end else 0
    return _TIMES[cell & (1 << _LEVEL) - 1] if cell >> _LEVEL == mark else 0


@lru_cache(maxsize=1 << 15)
def count(gram: str) -> int:
    """Return about how often ``gram``, of one to three characters or edges, was seen in official prose."""
    return times_in(_official(), gram)


@cache
def _official() -> _Table:
    return read(_FILE.read_bytes())


def _place(gram: str) -> tuple[int, int]:
    """Return the bucket of ``gram`` and its mark there."""
    code = crc32(gram.encode())
    return code % _BUCKETS, code >> _MARK


def _as_written(numbers: array[int]) -> array[int]:
    """Return ``numbers`` with the bytes of each in the order of the file, low first; on most machines the same."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
