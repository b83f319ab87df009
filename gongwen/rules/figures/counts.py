"""Numbers that a text gives of what it lists itself: 以下三项工作, 名单（共23人）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongwen.address import Address
from gongwen.document import Document
from gongwen.make.tables.sketch import is_row
from gongwen.markup.table_rows import is_separator
from gongwen.pattern import pattern
from gongwen.recognise.tasks.unit_names import is_unit, split_units
from gongwen.rules.body.elements import members_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms.heading import Numbers
from gongwen.terms.label import LEVELS, find_division, find_label
from gongwen.terms.people.person_name import is_name
from gongwen.zh.numerals import read_number, to_chinese
from gongwen.zh.spaces import close_up

_COUNT = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_OF = r"(?:大|个)?(?:项|条|点|个?方面|部分|步骤|阶段|措施|任务|工作|要求|意见|原则|类|种)"
_BELOW = pattern(
    rf"(?:以下|如下|下列){_COUNT}{_OF}[^，。；：:]{{0,12}}[：:。]$|{_COUNT}{_OF}[^，。；：:]{{0,8}}如下[：:。]$"
    rf"|分(?:为|成)?{_COUNT}(?:大|个)?(?:阶段|步骤|步|批次?|期)[^，。；：:]{{0,8}}[：:。]$"
    rf"|(?:以下|下列|下设|分设|设立?|分为?|组建|成立){_COUNT}(?:大|个|类|项|种|条|家|名)[^，。；：:]{{1,10}}(?:，(?![^：:]*[下如][列下])[^。；：:，]{{2,12}})?[：:]$"
)
"""The words at the end of a paragraph that lead in a list."""
_LEADS_IN = ("：", ":", "。")
_LONGEST = 40
"""Characters of those words."""
_INLINE = pattern(rf"(?<![\d第前后近]){_COUNT}(?:个方面|{_OF})[^，。；：:、]{{0,8}}[：:。](?=一是)")
_FIRST = "一是"
_AT_LEAST = pattern("以上|之一|任|至少|其中")
"""Words by which a number is not that of the items below."""
_APPENDED = pattern("要求|保障|其他|其它|附则|组织|有关事项|领导|实施")
"""Headings behind the items that were counted, which are not among them."""
_LISTED = pattern(
    r"(?:名单|组成人员|(?<![每各]组)成员|领导小组|委员会|指挥部|专家组)(?!人员|成员)[^，。；：]{0,8}?[（(，]?共(?:计|有)?\s*(\d+)\s*[人名位](?!次)[）)]?"
    r"|(?:领导小组|委员会|指挥部)[^，。；：]{0,4}由\s*(\d+)\s*(?:人|名(?:成员|同志|人员|专家|委员)?)组成"
)
_OTHER_BODY = pattern("办公室|工作组|专班|下设|分为|各组")
"""In those words they tell that others are counted."""
_AMONG = pattern(r"等\s*(\d+)\s*[名位](?:同志|专家|人员|个人|委员|成员)")
_UNITS = pattern(r"(\d+)\s*[个家]成员单位")
_ALL_UNITS = "成员单位"
_ROWS = pattern(r"[（(]\s*共\s*(\d+)\s*[项个家人名件处条户座所种类]\s*[）)]$")
_SO_MANY_BELOW = pattern(r"(?:人员|成员|名单|代表|同志|专家)[（(，]?共?(\d+)[人名][）)]?[：:]?$")
_SENTENCE_MARK = pattern("[，。；：:|]")
_SERIAL = ("序号", "编号")


@rule("body.count-items", "", "差错")
def count_items(document: Document) -> Iterator[Fault]:
    """“以下三项工作”与下面列出的项数一致。

    Wrong: 正文: [重点抓好以下三项工作：, 一、加固堤防。, 二、疏浚河道。]
    Right: 正文: [重点抓好以下两项工作：, 一、加固堤防。, 二、疏浚河道。]
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            below = text.body[index + 1] if index + 1 < len(text.body) else ""
            claims = [*_claim_below(index, text.body), *_claims_inline(line, below)]
            for words, said, found in claims:
                if said != found:
                    message = f"这里写“{words}”，列出的是{_shown(found)}项，请核对"
                    yield fault(message, text.line(index))


@lru_cache(maxsize=8)
def _labelled(body: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Return level, number and text of each paragraph; level 0 for one without a label, -1 for 第×条."""
    numbers, lines = Numbers(), []
    for line in body:
        text = line.lstrip("#")
        hashes = len(line) - len(text)
        label = numbers.next(hashes) if 0 < hashes <= LEVELS else find_label(line)
        if label:
            numbers.note(label.level, label.number)
            lines.append((label.level, label.number, text))
        else:
            lines.append((-1 if find_division(line) else 0, 0, text))
    return lines


def _claim_below(index: int, body: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a paragraph that lead in a list, the number that they give and the number found."""
    line = body[index]
    match = _BELOW.search(line, max(len(line) - _LONGEST, 0)) if line.endswith(_LEADS_IN) else None
    said = _number(next(filter(None, match.groups()))) if match and not _AT_LEAST.search(match[0]) else 0
    items = _items_below(index, _labelled(body)) if said > 1 else []
    added = items[said].partition("。")[0] if said < len(items) else ""
    is_appended = _APPENDED.search(added) and added[-1] != items[0].partition("。")[0][-1]
    if match and len(items) > 1 and not is_appended:
        yield match[0].rstrip("：:。"), said, len(items)


def _items_below(index: int, lines: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the items of the list that begins right below ``index``; [] for none and for one counted oddly."""
    own, below = lines[index][0], lines[index + 1][0] if index + 1 < len(lines) else 0
    if below <= max(own, 0):
        return []
    items: list[str] = []
    for level, number, text in lines[index + 1 :]:
        if level == -1 or 0 < level < below or (level == below and number == 1 and items):
            break
        if level == below:
            if number != len(items) + 1:
                return []
            items.append(text)
    return items


def _claims_inline(line: str, below: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words before 一是 that give a number, that number and the number of 一是, 二是 …

    Nothing where ``below``, the next paragraph, counts on.
    """
    for match in _INLINE.finditer(line) if _FIRST in line else ():
        rest = line[match.end() + len(_FIRST) :]
        end = rest.find(_FIRST)
        found, index = 1, 0
        while (index := rest.find(f"{to_chinese(found + 1)}是", index, end if end >= 0 else None)) >= 0:
            found += 1
        if found > 1 and not below.startswith(f"{to_chinese(found + 1)}是"):
            yield match[0].rstrip("：:。"), _number(match[1]), found


def _number(text: str) -> int:
    return read_number(text.replace("两", "二"))


def _shown(number: int) -> str:
    return "两" if number == 2 else to_chinese(number)


@rule("body.count-people", "", "差错")
def count_people(document: Document) -> Iterator[Fault]:
    """写出的人数、单位数，与名单一致。

    Wrong: {正文: [领导小组组成人员名单（共3人）：, '{名单}'], 名单: {组长: [张远 副县长], 成员: [李行 县水利局局长]}}
    Right: {正文: [领导小组组成人员名单（共2人）：, '{名单}'], 名单: {组长: [张远 副县长], 成员: [李行 县水利局局长]}}
    """
    for text, title in _titled(document):
        lines = [(text.path.to("标题"), title), *((text.line(i), line) for i, line in enumerate(text.body))]
        right = _right_counts(text)
        units = _unit_count(text)
        for path, line in lines if text.roster else ():
            for match in _LISTED.finditer(line):
                is_own = right and not _OTHER_BODY.search(match[0])
                if is_own and int(match[1] or match[2]) not in right:
                    yield fault(f"这里写“{match[0]}”，名单里是{max(right)}人，请核对", path)
            for match in _UNITS.finditer(line):
                if units and int(match[1]) != units:
                    yield fault(f"这里写“{match[0]}”，名单里是{units}个，请核对", path)
    yield from _among(document)


def _titled(document: Document) -> Iterator[tuple[Text, str]]:
    """Yield every text with the title of the attachment that it is; "" for the main texts."""
    for text in texts_of(document):
        owner = next((each for way, each in document.carried if text.path[: len(way)] == way), document)
        title = owner.attachments[int(text.path[-1])].title if "附件" in text.path else ""
        yield text, "".join(title.split())


def _right_counts(text: Text) -> set[int]:
    """Return the numbers that may be given of the people in a roster; empty when some are not named."""
    if not text.roster or any(isinstance(seats, str) for seats in text.roster.values()):
        return set()
    people = [(role, close_up(member.name)) for role, member, _ in members_of(text)]
    body = [name for role, name in people if "办公室" not in role]
    of_roles = [sum(role == other for role, _ in people) for other in text.roster]
    return {len(people), len({name for _, name in people}), len(body), len(set(body)), *of_roles}


def _unit_count(text: Text) -> int:
    """Return the number of 成员单位 in a roster; 0 when it has none, or some are no names of units."""
    seats = text.roster.get(_ALL_UNITS)
    units = split_units(seats) if isinstance(seats, str) else ()
    return len(units) if all(map(is_unit, units)) else 0


def _among(document: Document) -> Iterator[Fault]:
    """Yield where 李明远等5名同志 are another number in the only roster that 李明远 is in."""
    texts = list(texts_of(document))
    rosters = [text for text in texts if _right_counts(text)]
    for text in texts if rosters else ():
        for index, line in enumerate(text.body):
            for match in _AMONG.finditer(line):
                named = [roster for roster in rosters if _names_before(line[: match.start()], roster)]
                counts = _right_counts(named[0]) if len(named) == 1 else set()
                if counts and int(match[1]) not in counts:
                    message = f"这里写“{match[0]}”，名单里是{max(counts)}人，请核对"
                    yield fault(message, text.line(index))


def _names_before(text: str, roster: Text) -> bool:
    return text.endswith(tuple(close_up(member.name) for _, member, _ in members_of(roster)))


@rule("body.people-below", "", "推荐")
def people_below(document: Document) -> Iterator[Fault]:
    """“参加人员（几人）”下面一行一个单位列出的，与写的人数一致。

    Wrong: 正文: [参加人员（3人）：, 县水利局　周宁、李行, 县财政局　张远, 县公安局　王建国]
    Right: 正文: [参加人员（4人）：, 县水利局　周宁、李行, 县财政局　张远, 县公安局　王建国]
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            match = _SO_MANY_BELOW.search(line)
            named = _people_in(text.body[index + 1 :]) if match else 0
            if match and named > 1 and int(match[1]) != named:
                yield fault(f"这里写“{match[1]}人”，下面列出的是{named}人，请核对", text.line(index))


def _people_in(lines: Sequence[str]) -> int:
    """Return how many people the first of ``lines`` name, a unit and its people in each; 0 where one may be none."""
    count = 0
    for line in lines:
        _, *rest = line.split() or [""]
        if not rest or _SENTENCE_MARK.search(line):
            break
        people = rest[-1].split("、")
        if not all(map(is_name, people)):
            return 0
        count += len(people)
    return count


@rule("table.count-rows", "", "差错")
def count_rows(document: Document) -> Iterator[Fault]:
    """表题写“共几项”时，与表中的序号一致。

    Wrong: 正文: [重点项目表（共3项）, '| 序号 | 项目 |', '| 1 | 东渠 |', '| 2 | 西渠 |']
    Right: 正文: [重点项目表（共2项）, '| 序号 | 项目 |', '| 1 | 东渠 |', '| 2 | 西渠 |']
    """
    for text, title in _titled(document):
        tables = list(_tables(text.body))
        captions: list[tuple[str, Address, int]] = [
            (text.body[start - 1], text.line(start - 1), count) for start, count in tables if start
        ]
        if title and len(tables) == 1:
            captions.append((title, text.path.to("标题"), tables[0][1]))
        for caption, path, count in captions:
            match = _ROWS.search(caption)
            if match and count and int(match[1]) != count:
                yield fault(f"这里写“{match[0]}”，表中的序号到{count}，请核对", path)


def _tables(body: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each table begins and how many rows its serials count; 0 when they count none."""
    start = 0
    while start < len(body):
        end = start
        while end < len(body) and is_row(body[end]):
            end += 1
        if end > start:
            yield start, _serials([line for line in body[start:end] if not is_separator(line)])
        start = max(end, start + 1)


def _serials(rows: Sequence[str]) -> int:
    """Return the last serial of a table whose first column counts its rows from 1; 0 for any other."""
    first = ["".join(row.strip().strip("|").partition("|")[0].split()) for row in rows]
    if not first or first[0] not in _SERIAL:
        return 0
    numbers = [int(cell) for cell in first[1:] if cell.isdecimal()]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0
