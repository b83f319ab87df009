"""People of the lists, and the office of a leading group, held against how the text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongwen.address import Address
from gongwen.document import Document, rosters_of
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.tables import tables_of
from gongwen.rules.names.mentions import listed_people
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import lines_of, texts_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms import attendance
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import TITLE
from gongwen.zh.collocations import count

_HAN = pattern(f"{HANZI}+")
_LONGEST = 4
"""Characters before a name that are looked at."""
_BRACKETS = pattern("[（(][^（）()]*[）)]")
_NAME_LONG = 3
_BEFORE = pattern(f"(?:^|[^\u4e00-\u9fff]|[由经向请对和与及给为是将让]|{TITLE})$")
_BEHIND = pattern(
    f"$|[^\u4e00-\u9fff]|[任为兼担主负出带牵的和与及等在因户家系现被从作就代传汇介宣关创承]|同志|通报|先生|女士|副?{TITLE}"
)
"""What stands before the name of a person and behind it."""
_HOUSES = ("室", "院", "校", "学", "园", "村", "站", "所", "队", "局", "厂", "公司", "中心")
"""At the end of what a person is of."""
_LEADS = pattern("[省市县区州镇乡]长|秘书长")
_COLUMN = pattern("姓名|户主|负责人|联系人|责任人")
_SEEN = (30, 3)
"""Times up to which two and three characters that prose has side by side may be a name."""
_LOOSE = frozenset("由经向请对和与及给为是将让任兼担主负出带牵的等在因户家系现被从作就代传汇介宣关创承")
"""Between what hardly tells that two characters are a name."""
_PERSON = pattern(
    rf"(?P<post>副?{TITLE}|股长|工程师|规划师|经理|联系人[：:][^，。；：]{{0,12}}[局委办厅部心])(?P<name>{HANZI}{{3}})(?=[，、。；：（）\s]|同志|任|为|负责|主持|牵头|$)"
)
_UNIT = r"(?:局|委员会|委|厅|部|办公室|中心|院|处|科|站)"
_SEAT = pattern(
    rf"办公室(?:设在|设于)(?P<unit>[^，。；（）]{{2,20}}?{_UNIT})，(?:办公室)?(?:主任由(?P<who>[^，。；]{{2,30}}?)(?:同志)?(?:兼任|担任)"
    r"|由(?P<head>[^，。；]{2,30}?)(?:同志)?(?:兼任|担任)(?:办公室)?主任)"
)
_HEAD_OF = pattern(rf"^(?P<unit>{HANZI}{{2,16}}?{_UNIT})(?:党组书记|党委书记|书记|、)*副?{TITLE}")
_SET = pattern(rf"办公室(?:设在|设于)(?P<unit>{HANZI}{{2,20}}?{_UNIT})(?=[，。；])")
_HEADED = pattern(f"办公室主任由(?P<who>{HANZI}{{2,3}}?)(?:同志)?(?:兼任|担任)")
_LEVEL = pattern("^[省市县区州旗]")
_LISTED_POST = pattern(f"(?P<name>{HANZI}{{2,3}})[（(](?P<post>{HANZI}{{3,20}})[）)]")
_WITH_POST = pattern(
    rf"(?P<unit>(?:[省市县区州旗镇乡]{HANZI}{{1,8}}?|{HANZI}{{2,6}}?)(?:局|办|委|厅|中心|公司))(?:党组书记|党委书记|书记|、)*副?{TITLE}(?P<name>{HANZI}{{3}})(?=关于|的|作|汇报|介绍|[，、。；：（）])"
)
_BEFORE_UNIT = pattern("^.*(?:(?=[省市县区州旗镇乡].{2})|[了由经请对和、])")
_UNIT_OF = pattern("[局办委厅]|中心|公司")


@rule("names.listed-near", "", "差错")
def listed_near(document: Document) -> Iterator[Fault]:
    """名单、表格、出席人员里的人，各处的姓名一样；职务后面写的姓名，别处不写成同音、形近的字。

    Wrong: {正文: [副县长韩文峰同志牵头负责。, '{名单}'], 名单: {组长: [韩文举 副县长]}}
    Right: {正文: [副县长韩文举同志牵头负责。, '{名单}'], 名单: {组长: [韩文举 副县长]}}
    """
    listed, lines = _listed(document), lines_of(document)
    called = {
        match["name"]: match["post"]
        for _, line in lines
        for match in _PERSON.finditer(line)
        if is_name(match["name"])
    }
    names, whole = sorted({*listed, *called}), "\n".join(line for _, line in lines)
    for path, line in lines if names else ():
        for name in names:
            for start in _near_misses(line, name) if name[0] in line or name[1:] in line else ():
                said = line[start : start + len(name)]
                is_one = name in listed or _is_alike(name, said) or _has_post(line, start, called[name])
                if is_one and said not in listed and whole.count(said) == 1:
                    message = f"这里写“{said}”，名单里是“{name}”，请核对姓名"
                    yield fault(message, path, spots=[Spot(path, line, start, start + len(name))])


def _has_post(line: str, start: int, post: str) -> bool:
    """Whether the name at ``start`` has ``post``, that of one who leads a place, right before it or behind it."""
    is_beside = line.startswith(post, start + _NAME_LONG) or line.endswith(post, 0, start)
    return is_beside and _LEADS.search(post) is not None


def _near_misses(line: str, name: str) -> Iterator[int]:
    """Yield where ``line`` has what is ``name`` but for one character, or for two that change places, and may be one."""
    starts = {match.start() for match in re.finditer(name[0], line)}
    starts |= {match.start() - 1 for match in re.finditer(name[1:], line)} - {-1}
    for start in sorted(starts):
        said, end = line[start : start + len(name)], start + len(name)
        if _is_near(name, said) and _HAN.fullmatch(said) and count(said) <= _SEEN[len(name) == _NAME_LONG]:
            before = line[max(start - _LONGEST, 0) : start]
            if len(name) < _NAME_LONG and before[-1:] in _LOOSE and line[end : end + 1] in _LOOSE:
                continue
            is_apart = _BEFORE.search(before) and _BEHIND.match(line, end)
            if is_apart or (len(name) == _NAME_LONG and _is_alike(name, said) and before.endswith(_HOUSES)):
                yield start


def _listed(document: Document) -> set[str]:
    """Return the names of two and three characters in the rosters, in tables and among those who were present."""
    rosters = (roster for _, _, roster in rosters_of(document))
    people = (seats for roster in rosters for seats in roster.values() if not isinstance(seats, str))
    names = {member.name for seats in people for member in seats}
    lines = [line for text in texts_of(document) for line in text.body if attendance.ATTENDED.match(line)]
    for line in (*lines, document.attendees, document.absentees, document.observers):
        names |= set(re.split("[、，。；\\s]", _BRACKETS.sub("", attendance.ATTENDED.sub("", line))))
    for _, _, sketch in tables_of(document):
        for column, head in enumerate(sketch.rows[0] if sketch.rows else ()):
            if _COLUMN.search(head):
                names |= {row[column].strip() for row in sketch.rows[1:] if column < len(row)}
    return {name for name in names if is_name(name) and len(name) in (_NAME_LONG - 1, _NAME_LONG)}


def _is_near(one: str, other: str) -> bool:
    """Whether two names differ by a character of the given name, by its order, or by a surname that looks or sounds alike."""
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(other) != len(one) or not differ:
        return False
    if len(one) < _NAME_LONG:
        return differ == [1] and is_confusable(one[1], other[1])
    is_swapped = one[0] == other[0] and one[1:] == other[:0:-1]
    return is_swapped or (len(differ) == 1 and (differ[0] > 0 or is_confusable(one[0], other[0])))


def _is_alike(one: str, other: str) -> bool:
    return all(a == b or is_confusable(a, b) for a, b in zip(one, other, strict=True))


@rule("names.listed-post", "", "推荐")
def listed_post(document: Document) -> Iterator[Fault]:
    """出席、列席名单里括注的单位、职务，正文里写的一样。

    Wrong: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 列席: 谢春梅（县商务局）, 正文: 会议听取了县招商局局长谢春梅的汇报。}
    Right: {文种: 纪要, 标题: 云溪县人民政府常务会议纪要, 列席: 谢春梅（县商务局）, 正文: 会议听取了县商务局局长谢春梅的汇报。}
    """
    people = "，".join((document.attendees, document.absentees, document.observers))
    listed = {match["name"]: match["post"] for match in _LISTED_POST.finditer(people)}
    for text in texts_of(document) if listed else ():
        for index, line in enumerate(text.body):
            for match in _WITH_POST.finditer(line):
                post = listed.get(match["name"], "")
                unit = _BEFORE_UNIT.sub("", match["unit"])
                if _UNIT_OF.search(post) and not _shares(unit, post):
                    message = f"“{match['name']}”这里是“{unit}”的，名单里写“{post}”，请核对"
                    path = text.line(index)
                    yield fault_in(message, path, line, match.span("unit"))


def _shares(unit: str, post: str) -> bool:
    """Whether a unit and what a list has for a post have two characters side by side in common, the level left out."""
    core, other = _LEVEL.sub("", unit), _LEVEL.sub("", post)
    return any(core[at : at + 2] in other for at in range(len(core) - 1)) or not core[1:]


@rule("names.swapped", "", "推荐")
def swapped(document: Document) -> Iterator[Fault]:
    """一个人的姓名，各处的字和次序一样。

    Wrong: 正文: [由股长韩文举负责联络。, 联系人：县农业农村局韩举文，电话0530-1234567。]
    Right: 正文: [由股长韩文举负责联络。, 联系人：县农业农村局韩文举，电话0530-1234567。]
    """
    lines = [(text.line(index), line) for text in texts_of(document) for index, line in enumerate(text.body)]
    if document.note:
        lines.append((Address("附注"), document.note))
    known: list[str] = []
    for path, line in lines:
        for match in _PERSON.finditer(line):
            name = match["name"]
            other = next((each for each in known if each[0] == name[0] and each[1:] == name[:0:-1]), "")
            if other and other != name:
                message = f"这里写“{name}”，前面写“{other}”，请核对姓名"
                yield fault_in(message, path, line, match.span("name"))
            known.append(name)


@rule("names.row-unit", "", "推荐")
def row_unit(document: Document) -> Iterator[Fault]:
    """表格里写在一个单位旁边的负责人，是名单里那个单位的人，不是另一个单位的。

    Wrong: {正文: ['{名单}', '| 事项 | 责任单位 | 责任人 |', '| 登记 | 县民政局 | 韩文举 |'], 名单: {成员: [韩文举 县水利局局长, 谢春梅 县民政局副局长]}}
    Right: {正文: ['{名单}', '| 事项 | 责任单位 | 责任人 |', '| 登记 | 县民政局 | 谢春梅 |'], 名单: {成员: [韩文举 县水利局局长, 谢春梅 县民政局副局长]}}
    """
    units = {name: head["unit"] for name, post in listed_people(document) if (head := _HEAD_OF.match(post))}
    for text, lines, sketch in tables_of(document) if units else ():
        heads = sketch.rows[sketch.head - 1] if sketch.head else ()
        people = [at for at, head in enumerate(heads) if _COLUMN.search(head)]
        owners = [at for at, head in enumerate(heads) if head.strip().endswith("单位")]
        for at, row in enumerate(sketch.rows) if len(people) == len(owners) == 1 else ():
            name, unit = row[people[0]].strip(), row[owners[0]].strip()
            is_known = unit in units.values() and name in units
            if is_known and not _is_one(units[name], unit):
                message = f"“{name}”这里写在“{unit}”旁边，别处是“{units[name]}”的，请核对"
                yield fault(message, text.line(lines[at]))


@rule("names.office-seat", "", "差错")
def office_seat(document: Document) -> Iterator[Fault]:
    """领导小组办公室设在哪个单位，办公室主任一般是那个单位的负责人。

    Wrong: 正文: 领导小组办公室设在县林业局，办公室主任由县水利局局长韩文举同志兼任。
    Right: 正文: 领导小组办公室设在县水利局，办公室主任由县水利局局长韩文举同志兼任。
    """
    posts = _posts(document)
    yield from _headed_elsewhere(document, posts)
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            for match in _SEAT.finditer(line) if "办公室设" in line else ():
                who = match["who"] or match["head"]
                head = _HEAD_OF.match(posts.get(who, who))
                if head and not _is_one(head["unit"], match["unit"]):
                    message = f"办公室设在“{match['unit']}”，办公室主任是“{head['unit']}”的负责人，请核对"
                    path = text.line(index)
                    yield fault_in(message, path, line, match.span("unit"))


def _headed_elsewhere(document: Document, posts: Mapping[str, str]) -> Iterator[Fault]:
    """Yield that the only office of a document is headed by somebody of another unit than that in which it is."""
    lines = lines_of(document) if posts else ()
    seats = {match["unit"] for _, line in lines for match in _SET.finditer(line)}
    for path, line in lines if len(seats) == 1 else ():
        for match in _HEADED.finditer(line) if "办公室设" not in line else ():
            head, seat = _HEAD_OF.match(posts.get(match["who"], "")), next(iter(seats))
            if head and not _is_one(head["unit"], seat):
                message = f"办公室设在“{seat}”，办公室主任“{match['who']}”是“{head['unit']}”的，请核对"
                yield fault_in(message, path, line, match.span("who"))


def _posts(document: Document) -> dict[str, str]:
    """Return the posts of the people in the rosters by their names."""
    rosters = (roster for _, _, roster in rosters_of(document))
    people = (seats for roster in rosters for seats in roster.values() if not isinstance(seats, str))
    return {member.name: member.post for seats in people for member in seats}


def _is_one(one: str, other: str) -> bool:
    """Whether two names may be of one unit: one of them in full, or all characters of the shorter in the longer."""
    short, long = sorted((_LEVEL.sub("", one), _LEVEL.sub("", other)), key=len)
    return set(short) <= set(long)
