"""Things that a document names one behind another, in columns, lists, clauses and headings, and that it names elsewhere too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.make.tables.sketch import is_row
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.statements.days import days_in
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import Said, lines_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms.people.person_name import is_name

_NAME = pattern(f"{HANZI}[^|、，；。\\d]{{1,29}}$")
_COMMA = pattern("[、，,；;]")
_FEWEST = 3
"""Names of a series from which on one that is told otherwise elsewhere is odd."""
_FOUND = 0.6
"""Share of a series that is told elsewhere."""
_USUAL = 2
"""Times that another form stands elsewhere by which it is the right one."""
_LONG, _WORDY, _TAIL = 4, 8, 5
"""Characters of a name that is known by all but one of them, by all but a word, and by its end."""
_PEOPLE = 0.7
"""Share of a list that are names of people, by which all are."""
_TELLS_APART = pattern(
    r"[\d一二三四五六七八九十百东西南北上下左右前后内外小新老旧大中省市县区州旗乡镇甲乙丙丁正副非男女高低]"
)
_RUN = pattern(f"{HANZI}{{2,4}}(?:、{HANZI}{{2,4}}){{2,}}(?!{HANZI})")
_OF_ALL = ("各", "有关", "相关", "其他")
"""How what is no name begins."""


class Series(NamedTuple):
    """Names that stand one behind another."""

    names: tuple[Said, ...]
    own: str
    """The lines in which they stand."""

    def is_of_people(self) -> bool:
        """Whether it is a list of people."""
        return sum(is_name(said.name) for said in self.names) >= _PEOPLE * len(self.names)


@rule("names.series", "", "推荐", formerly=("body.task-two-ways",))
def series(document: Document) -> Iterator[Fault]:
    """表格一栏、一份名单里的名称，别处写的一样：别的都与别处相同，只有一个差一个字、换了开头的，请核对。

    Wrong: 正文: [青岗农业发展公司、柳林果业开发公司、茅店粮油加工公司为龙头企业。, '| 企业 | 金额 |', '| 青岗农业发展公司 | 5万元 |', '| 柳林果业开发公司 | 4万元 |', '| 茅店粮食加工公司 | 3万元 |']
    Right: 正文: [青岗农业发展公司、柳林果业开发公司、茅店粮油加工公司为龙头企业。, '| 企业 | 金额 |', '| 青岗农业发展公司 | 5万元 |', '| 柳林果业开发公司 | 4万元 |', '| 茅店粮油加工公司 | 3万元 |']
    """
    told: set[str] = set()
    whole = ""
    for each in _all_series(document):
        whole = whole or "\n".join(line for _, line in lines_of(document))
        rest = whole.replace(each.own, "\n")
        yield from _crossed(document, [said.name for said in each.names], rest)
        odd = [said for said in each.names if said.name not in rest]
        is_told = len(odd) <= (1 - _FOUND) * len(each.names)
        for said in odd:
            near = _near(said.name, rest, each, is_only=is_told and len(odd) == 1)
            is_usual = is_told or any(rest.count(other) >= _USUAL for other in near)
            if len(near) == 1 and is_usual and not told & {said.name, *near}:
                told |= {said.name, *near}
                message = f"这里写“{said.name}”，别处写“{near.pop()}”，请核对"
                yield fault_in(message, said.path, said.line, said.span)


def _crossed(document: Document, names: Sequence[str], rest: str) -> Iterator[Fault]:
    """Yield where the text begins as one of ``names`` and goes on as another: 甲路改造工程 and 乙路加固工程, 甲路加固工程."""
    long = [name for name in names if len(name) >= _WORDY]
    for name in long if len(long) >= _FEWEST else ():
        lead = name[: len(name) // 2]
        if (
            len(lead) < _LONG
            or rest.count(lead) == rest.count(name)
            or sum(map(lead.__eq__, (other[: len(lead)] for other in long))) > 1
        ):
            continue
        tails = {other[-_TAIL:] for other in long} - {name[-_TAIL:]}
        for match in pattern(
            f"{re.escape(lead)}{HANZI}{{0,12}}?(?:{'|'.join(map(re.escape, sorted(tails)))})"
        ).finditer(rest):
            said = match[0]
            if said not in names and rest.count(said) == 1 and len(said) <= len(name) + _TAIL:
                path, line = next((each for each in lines_of(document) if said in each[1]), (None, ""))
                if path is not None:
                    start = line.find(said)
                    message = f"这里写“{said}”，别处写“{name}”，请核对"
                    yield fault_in(message, path, line, (start, start + len(said)))


def _near(name: str, text: str, each: Series, *, is_only: bool) -> set[str]:
    """Return what ``text`` has that is ``name`` but for a character, a word or how it begins, and is none of ``each``."""
    others = {said.name for said in each.names if each.own.count(said.name) == 1}
    found: set[str] = set()
    for said, pair in _but_for(name, text, 1):
        is_sure = said[0] == name[0] and len(name) >= _LONG and not _TELLS_APART.search(pair)
        is_near = is_sure or (is_confusable(*pair) and (len(name) >= _LONG or each.is_of_people()))
        found |= {said} if is_near else set()
    if not found and len(name) >= _WORDY:
        found = {
            said
            for said, pair in _but_for(name, text, 2)
            if said[0] == name[0] and not _TELLS_APART.search(pair)
        }
    if not found and is_only:
        tail = name[-max(_TAIL, len(name) // 2) :]
        before = f"(?<!{HANZI}){HANZI}{{2,12}}{re.escape(tail)}"
        found = {*pattern(before).findall(text)} if tail != name and len(tail) >= _TAIL else set()
        found = {said for said in found if not said.endswith(tuple(others))}
    return found - others


def _but_for(name: str, text: str, long: int) -> Iterator[tuple[str, str]]:
    """Yield what ``text`` has that is ``name`` with so many other characters somewhere, and both forms of these."""
    for at in range(len(name) - long + 1):
        before, after = re.escape(name[:at]), re.escape(name[at + long :])
        for said in pattern(f"{before}{HANZI}{{{long}}}{after}").findall(text):
            yield said, name[at : at + long] + said[at : at + long]


def _all_series(document: Document) -> Iterator[Series]:
    """Yield the columns of names in the tables of ``document``, and its lists of people."""
    for text, lines, sketch in tables_of(document):
        rows = [(at, row) for at, row in enumerate(sketch.rows) if at >= sketch.head and not is_total(row)]
        own = "\n".join(text.body[lines[0] : lines[-1] + 1])
        for column in range(len(sketch.rows[0])):
            cells = [(text.line(lines[at]), text.body[lines[at]], row[column].strip()) for at, row in rows]
            names = [
                _said(path, line, name)
                for path, line, cell in cells
                for name in _COMMA.split(cell)
                if _NAME.match(name) and not days_in(name) and not name.startswith(_OF_ALL)
            ]
            if len({said.name for said in names}) >= _FEWEST:
                yield Series(tuple({said.name: said for said in names}.values()), own)
    for path, line in lines_of(document):
        for match in _RUN.finditer(line) if "、" in line and not is_row(line) else ():
            names = [_said(path, line, name) for name in match[0].split("、")]
            people = Series(tuple(names), line)
            if len(names) >= _FEWEST and people.is_of_people():
                yield people


def _said(path: Address, line: str, name: str) -> Said:
    start = line.find(name)
    return Said(path, line, (start, start + len(name)), name)
