"""How often one, two or three characters stand side by side in official prose.

The table is counted from public laws, rules, official documents, news and example sentences, and from the dictionary
of jieba (MIT), each line once; it holds numbers and no text. Single characters are in it from three times on, pairs
from two, runs of three from three. :func:`pack` makes its file of counts, :func:`count` reads it: a string is known by
a hash, of which some bits say in which bucket it is and others are its mark there; beside the mark stands how often it
was seen, on a scale of powers. Three in a thousand strings that were never seen are taken for ones that were.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import accumulate, pairwise
from math import log2
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from gongwen.pattern import pattern
from gongwen.zh.known import Known

EDGE = "#"
"""Stands for whatever is no Chinese character, the beginning and the end of a line too."""
ALL = 76_000_000
"""About how many characters were counted."""
_APART = pattern("[^\u4e00-\u9fff]+")
_BUCKETS = 1 << 18
_LAST = _BUCKETS - 1
_MIXER, _SHIFT = 0x9E3779B1, 14
"""By which the bits of a hash are mixed before a bucket is taken from them."""
_MARKS = (1 << 12) - 1
_LEVEL = 4
"""Bits of a cell that say how often."""
_LEVELS = (1 << _LEVEL) - 1
_STEP = 1.5
"""Powers of two from one level to the next."""
_TIMES = tuple(round(2 ** (_STEP * level)) for level in range(1 << _LEVEL))
_MOST_KNOWN = 1 << 16
"""Strings of which is kept how often they were seen, some ten megabytes."""
_FILE = Path(__file__).with_name("collocations.bin")


class _Table(NamedTuple):
    starts: array[int]
    """Where each bucket begins among the cells, and where the last one ends."""
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
    buckets: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for gram, times in counts.items():
        bucket, mark = _place(gram)
        level = min(max(round(log2(times) / _STEP), 0), _LEVELS)
        buckets[bucket][mark] = max(level, buckets[bucket].get(mark, 0))
    sizes = bytearray(_BUCKETS)
    cells = array("H")
    for bucket, levels in sorted(buckets.items()):
        sizes[bucket] = len(levels)
        cells.extend(sorted(mark << _LEVEL | level for mark, level in levels.items()))
    return bytes(sizes) + _as_written(cells).tobytes()


def read(data: bytes) -> _Table:
    """Return the table that :func:`pack` wrote."""
    sizes, cells = data[:_BUCKETS], array("H")
    cells.frombytes(memoryview(data)[_BUCKETS:])
    return _Table(array("I", accumulate(sizes, initial=0)), _as_written(cells))


def times_in(table: _Table, gram: str) -> int:
    """Return about how often ``gram`` was seen; 0 where it was not, or seldom."""
    starts, cells = table
    bucket, mark = _place(gram)
    end = starts[bucket + 1]
    index = bisect_left(cells, mark << _LEVEL, starts[bucket], end)
    cell = cells[index] if index < end else 0
    return _TIMES[cell & _LEVELS] if cell >> _LEVEL == mark else 0


@cache
def _official() -> _Table:
    return read(_FILE.read_bytes())


count: Callable[[str], int] = Known(lambda gram: times_in(_official(), gram), _MOST_KNOWN).__getitem__
"""Return about how often a string of one to three characters or edges was seen in official prose."""


def _place(gram: str) -> tuple[int, int]:
    """Return the bucket of ``gram`` and its mark there."""
    code = crc32(gram.encode())
    return code * _MIXER >> _SHIFT & _LAST, code & _MARKS


def _as_written(numbers: array[int]) -> array[int]:
    """Return ``numbers`` with the bytes of each in the order of the file, low first; on most machines the same."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
