"""Places and units that the text names one behind another, held against those that a table lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import lines_of

_HEADS = pattern("乡镇|镇乡|县|市|区|街道|社区|村|单位|部门|学校|地区|名称|项目")
_SORT = pattern("(?:乡|镇|街道|县|区|市|村|社区)$")
_RUN = pattern(f"{HANZI}{{2,}}(?:[、和]{HANZI}{{2,}}){{2,}}")
_ONE_PLACE = pattern(f"(?:(?<!{HANZI})(?<!、)|(?<=[在由对从]))(?P<name>{HANZI}{{2}}[县市区镇乡村])(?!、)")
_FEWEST, _STEM = 3, 2
"""Names of a list from which on one that is in no table is odd, and characters that one has at least."""


@rule("names.list-apart", "", "推荐")
def list_apart(document: Document) -> Iterator[Fault]:
    """正文里连着列出的乡镇、单位，与表格里列出的一样：只有一个差一个字的，请核对。

    Wrong: 正文: [涉及青岗、柳林、大坪、苇店4个乡镇。, '| 乡镇 | 户数 |', '| 青岗镇 | 2 |', '| 柳林镇 | 3 |', '| 大坪乡 | 4 |', '| 茅店乡 | 5 |']
    Right: 正文: [涉及青岗、柳林、大坪、茅店4个乡镇。, '| 乡镇 | 户数 |', '| 青岗镇 | 2 |', '| 柳林镇 | 3 |', '| 大坪乡 | 4 |', '| 茅店乡 | 5 |']
    """
    columns = list(_columns(document))
    told: set[str] = set()
    for path, line in lines_of(document) if columns else ():
        for run in _RUN.finditer(line) if not line.startswith("|") else ():
            for names in columns:
                for start, said, other in _odd_names(run, names):
                    if said not in told and not any(said in each for each in names):
                        told.add(said)
                        spot = Spot(path, line, start, start + len(said))
                        yield fault(f"这里写“{said}”，表格里是“{other}”，请核对", path, spots=[spot])


def _columns(document: Document) -> Iterator[Sequence[str]]:
    """Yield the names of each column of a table that lists places or units, all different."""
    for _, _, sketch in tables_of(document):
        rows = [row for row in sketch.rows[1:] if not is_total(row)]
        for column, head in enumerate(sketch.rows[0] if sketch.rows else ()):
            names = [row[column].strip() for row in rows if column < len(row)]
            if _HEADS.search(head) and len(names) >= _FEWEST and all(map(_is_name, names)):
                yield names


def _is_name(cell: str) -> bool:
    return len(cell) >= _STEM and all("\u4e00" <= letter <= "\u9fff" for letter in cell)


def _odd_names(run: re.Match[str], names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield where a name of ``run`` begins that is none of ``names``, with it and the one that it is nearly."""
    items = [(run.start() + match.start(), match[0]) for match in re.finditer("[^、和]+", run[0])]
    stems = {_SORT.sub("", name): name for name in names}
    places = [_find(item, index, len(items), stems) for index, (_, item) in enumerate(items)]
    last = max((at for at, place in enumerate(places) if place), default=0)
    for end in sorted({len(items), last + 1}):
        if places[:end].count("") == 1 and end >= _FEWEST:
            yield from _odd_name(items, places[:end], stems)


def _odd_name(
    items: Sequence[tuple[int, str]], places: Sequence[str], stems: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Yield the only one of ``items`` that has no place, where a stem that no other has is nearly it."""
    index = places.index("")
    start, item = items[index]
    for stem in stems.keys() - {*places}:
        said = item[-len(stem) :] if index == 0 else item[: len(stem)]
        if len(stem) >= _STEM and sum(a != b for a, b in zip(said, stem, strict=False)) == 1:
            yield (start + len(item) - len(said) if index == 0 else start), said, stem


def _find(item: str, index: int, count: int, stems: Sequence[str] | dict[str, str]) -> str:
    """Return the one of ``stems`` that an item of a list begins with; the first one ends with it; "" for none."""
    ends = [
        stem for stem in stems if item.startswith(stem) or (index == 0 and _SORT.sub("", item).endswith(stem))
    ]
    return max(ends, key=len, default="")


@rule("names.place-in-table", "", "推荐")
def place_in_table(document: Document) -> Iterator[Fault]:
    """表格里列出的县、乡镇，与正文里的写法一样：正文没有写到的，与表格里没有的只差一个字的，请核对。

    Wrong: 正文: [岑松县平寨村有古树一株。, '| 县（市） | 株数 |', '| 雷溪县 | 2 |', '| 青岩市 | 3 |', '| 芩松县 | 4 |']
    Right: 正文: [岑松县平寨村有古树一株。, '| 县（市） | 株数 |', '| 雷溪县 | 2 |', '| 青岩市 | 3 |', '| 岑松县 | 4 |']
    """
    columns = list(_columns(document))
    prose = [(path, line) for path, line in lines_of(document) if not line.startswith("|")] if columns else []
    whole = "\n".join(line for _, line in prose)
    for path, line in prose:
        for match in _ONE_PLACE.finditer(line):
            said = match["name"]
            for names in columns:
                near = [each for each in names if _differ_once(said, each) and each not in whole]
                if len(near) == 1 and said not in names and whole.count(said) == 1:
                    message = f"这里写“{said}”，表格里是“{near[0]}”，请核对"
                    yield fault_in(message, path, line, match.span("name"))


def _differ_once(one: str, other: str) -> bool:
    """Whether two places of one sort differ by one character."""
    return (
        len(one) == len(other)
        and one[-1] == other[-1]
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    )
