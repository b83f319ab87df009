"""The parts of one whole, told in several places: districts at the head of a table, groups that have a heading each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gongwen.address import Address
from gongwen.document import Document
from gongwen.make.tables.sketch import is_row
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import Said, lines_of, texts_of
from gongwen.terms.label import find_label

_NAME = pattern(f"{HANZI}{{2,12}}$")
_FEWEST, _MOST = 3, 20
"""Parts by which a whole is known, and that are compared."""
_TWO = 2
"""Parts that are enough where the text says that there are no others."""
_ALL_OF = pattern("下设|分设|设立|设有|成立|分为|分成|划分为")
_RUN = pattern(f"{HANZI}{{2,}}(?:[、和]{HANZI}{{2,}})+")
_PART = pattern("[^、和]+")
_CLAUSES = tuple(
    pattern(rf"(?:^|(?<=[{stops}]))\s*{HANZI}{{3,12}}(?=\d)") for stops in ("；。：", "，、；。：")
)
"""Words before a number at the beginning of a clause, or of a part of one."""
_SENTENCE = pattern("[^。]+")
_OF_ALL = ("各", "有关", "相关", "其他")
"""How what is no name begins."""


@rule("names.parts", "", "推荐")
def parts(document: Document) -> Iterator[Fault]:
    """一个整体分成的几部分，如表头的各区、各有小标题的几个组，别处连着说到时名称一样：只有一个不同的，请核对。

    Wrong: 正文: [城东区20户，城西区30户，经开区40户。, '| 项目 | 城东区 | 城西区 | 高新区 | 合计 |', '| 户数 | 20 | 30 | 40 | 90 |', 由高新区管委会验收。]
    Right: 正文: [城东区20户，城西区30户，高新区40户。, '| 项目 | 城东区 | 城西区 | 高新区 | 合计 |', '| 户数 | 20 | 30 | 40 | 90 |', 由高新区管委会验收。]
    """
    wholes = [each for each in _wholes(document) if _TWO <= len(each) <= _MOST]
    text = "\n".join(line for _, line in lines_of(document)) if wholes else ""
    told: set[Address] = set()
    known = frozenset[str]().union(*wholes)
    for names, fewest in _lists(document, known) if wholes else ():
        for whole in wholes:
            odd = _odd_part(names, whole) if fewest <= len(whole) == len(names) else None
            is_usual = (
                odd and text.count(odd[0].name) == 1 and text.count(odd[1]) >= min(fewest, len(names)) - 1
            )
            if odd and is_usual and odd[0].path not in told:
                said, other = odd
                told.add(said.path)
                message = f"这里写“{said.name}”，别处写“{other}”，请核对"
                yield fault_in(message, said.path, said.line, said.span)


def _odd_part(names: Sequence[Said], whole: frozenset[str]) -> tuple[Said, str] | None:
    """Return the only one of ``names`` that is no part of ``whole``, with the part that is not among them; None for others."""
    found = [_part_in(said.name, whole, is_first=not index) for index, said in enumerate(names)]
    left = whole - {*found}
    if len(left) != 1 or found.count("") != 1:
        return None
    said, other = names[found.index("")], next(iter(left))
    start = max((match.end() for match in _ALL_OF.finditer(said.name)), default=0)
    end = said.name.find(other[-1], start + 1) + 1
    if not end or said.name.startswith(_OF_ALL):
        return None
    begin = said.span[0]
    return Said(said.path, said.line, (begin + start, begin + end), said.name[start:end]), other


def _part_in(said: str, whole: frozenset[str], *, is_first: bool) -> str:
    """Return the part of ``whole`` that ``said`` begins with, or ends with behind the words of a sentence; "" for none."""
    parts = [each for each in whole if said.startswith(each) or (is_first and said.endswith(each))]
    return max(parts, key=len, default="")


def _wholes(document: Document) -> Iterator[frozenset[str]]:
    """Yield the parts that the heads of tables, their first columns and headings of one sort name."""
    for names in (*_in_tables(document), *_headings(document)):
        whole = frozenset(said.name for said in names)
        if len(whole) == len(names):
            yield whole


def _in_tables(document: Document) -> Iterator[list[Said]]:
    for text, lines, sketch in tables_of(document):
        path, line = text.line(lines[0]), text.body[lines[0]]
        heads = [_said(path, line, cell.strip()) for cell in sketch.rows[0] if _NAME.match(cell.strip())]
        for sort in {said.name[-1] for said in heads}:
            yield [said for said in heads if said.name[-1] == sort and not is_total([said.name])]
        rows = [(at, row) for at, row in enumerate(sketch.rows) if at >= sketch.head and not is_total(row)]
        for column in range(min(len(sketch.rows[0]), 2)):
            names = [
                _said(text.line(lines[at]), text.body[lines[at]], row[column].strip()) for at, row in rows
            ]
            if all(_NAME.match(said.name) for said in names):
                yield names


def _headings(document: Document) -> Iterator[list[Said]]:
    """Yield the headings of one level and one sort, one behind another."""
    for text in texts_of(document):
        by_level: defaultdict[tuple[int, str], list[Said]] = defaultdict(list)
        for index, line in enumerate(text.body):
            label = find_label(line)
            name = line[len(label.text) :].partition("。")[0].strip() if label else ""
            if label is None or not _NAME.match(name):
                continue
            for key in [key for key in by_level if key[0] > label.level]:
                yield by_level.pop(key)
            by_level[label.level, name[-1]].append(_said(text.line(index), line, name))
        yield from by_level.values()


def _lists(document: Document, known: frozenset[str]) -> Iterator[tuple[list[Said], int]]:
    """Yield what stands one behind another with one that is ``known``, and how many there must be to be all parts."""
    for names in _in_tables(document):
        yield names, _FEWEST
    for path, line in lines_of(document):
        if is_row(line) or not any(name in line for name in known):
            continue
        for match in _RUN.finditer(line) if "、" in line or "和" in line else ():
            names = [
                Said(path, line, (match.start() + each.start(), match.start() + each.end()), each[0])
                for each in _PART.finditer(match[0])
            ]
            yield names, _TWO if _ALL_OF.search(match[0]) else _FEWEST
        for sentence in _SENTENCE.finditer(line):
            for clause in _CLAUSES:
                found = list(clause.finditer(line, sentence.start(), sentence.end()))
                if len(found) >= _FEWEST:
                    yield [Said(path, line, each.span(), each[0]) for each in found], _FEWEST


def _said(path: Address, line: str, name: str) -> Said:
    start = line.find(name)
    return Said(path, line, (start, start + len(name)), name)
