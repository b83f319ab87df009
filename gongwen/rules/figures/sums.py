"""Figures of a sentence held against one another: a whole and its parts, a count and what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.people.person_name import is_name
from gongwen.zh.numerals import from_chinese

_SENTENCES: frozenset[Part] = frozenset(("正文",))
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
UNIT = r"[万亿]?(?:元|毫米|米|立方米|批次|标箱|美元|人(?!次)|名|人次|场次|张|次|天|户|个|家|项|亩|公里|千米|平方米|吨|处|套|件|台|辆|所|座|场|期|起|份|万吨|公顷|支|艘|只|头|条|间|张|篇|例|眼|棵|株|册|枚|尾)"
SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""What stands before a unit, with what it multiplies."""
_LABEL = r"[^，。；：、\d（）()]{0,14}?"
_PART = rf"(?P<l>{_LABEL})(?P<n>{NUMBER})(?P<u>{UNIT})"
_ITEM = pattern(_PART)
_AMONG = pattern(
    rf"(?P<label>[^，。；：、\d]{{0,16}})(?P<total>{NUMBER})(?P<unit>{UNIT})(?:[^，。；：、\d（(]{{0,24}})(?:[，；（(]|，?并)(?:其中|(?P<made>资金来源(?:为|是|包括)?|资金构成(?:为|是)?))[：:，]?"
    rf"(?P<parts>{_LABEL}(?:{NUMBER})(?P=unit)(?:[、，；和及]{_LABEL}(?:{NUMBER})(?P=unit))+)(?P<stop>[。；）)，]|$)"
)
_SUM = pattern(
    rf"(?P<parts>(?:^|(?<=[。；：，、]))[^，。；：、\d]{{1,14}}?(?:{NUMBER})(?P<unit>{UNIT})(?:[、，和]{_LABEL}(?:{NUMBER})(?P=unit))+)"
    rf"(?:组成)?[，,；]?(?:(?:合计|总计|共计)(?:为|是)?[^，。；：、\d]{{0,6}}?|共)(?P<total>{NUMBER})(?P=unit)"
)
_SOURCES = pattern("财政|资金|自筹|配套|资本|贷款|投资|债券|中央|省级|市级|县级|补助|捐赠")
_MONEY = ("元", "万元", "亿元")
_APART = (
    "件",
    "起",
    "处",
    "套",
    "场次",
    "批次",
    "张",
    "亩",
    "公顷",
    "公里",
    "吨",
    "万吨",
    "座",
    "台",
    "辆",
    "所",
)
"""Units of what is not in two parts at once, as people are."""
_HALVES = (
    {"男", "女"}, {"男性", "女性"}, {"男", "女性"}, {"公办", "民办"}, {"线上", "线下"}, {"一般隐患", "重大隐患"},
)  # fmt: skip
_STAGES = (
    {"新建", "改造"},
    {"新建", "改建"},
    {"新建", "改扩建"},
    {"新建", "续建"},
    {"城市", "农村"},
    {"城镇", "农村"},
)
"""Kinds of which there may be a third that is not told."""
_BOTH_SIDES = {"我", "贵"}
_CLOSE, _CLOSER = Decimal("0.1"), Decimal("0.03")
"""Share of the whole by which three parts or more, and two, may be off and still be meant to make all of it."""
_BESIDE = pattern("缺口|尚缺|还[差缺]|平均|[每均]|单价")
"""What is wanted besides the total, or is told of each."""
_LEVEL = pattern("(?:国家|省|市|县|区|乡镇|镇|乡|村|街道)(?:本?级)?$")
"""Levels and places, of which everything is of one."""
_OVERLAP = pattern("含|包括|以上|以下|约|余|多")
_BOUND = pattern("以内|以下|之内|指标|红线|上限")
"""Behind a figure that is no whole of what follows: what it may be at most."""
_NEAR = Decimal("0.2")
"""Share of the whole by which the parts may fall short and still be meant to make all of it."""

_LISTED = pattern(
    rf"(?:^|(?<=[，。；：由）]))(?P<names>(?:{HANZI}{{2,14}}(?P<kind>镇|乡|街道|县|区|市|局|村|社区|小学|中学|医院|政府|委员会|委|厅|院|公司|大学|学院|集团|支队|中心)、)(?:{HANZI}{{2,14}}?、)*{HANZI}{{2,14}}?)"
    r"(?P<and>等)?共?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})[个家所](?P<what>乡镇|镇|乡|街道|县|区|市|县区|部门|单位|村|社区|学校|局|企业|公司|机构|医院|高校)(?!域)"
)
_PEOPLE = pattern(
    rf"(?P<names>(?:{HANZI}{{2,3}}、)+{HANZI}{{2,3}}?(?:和{HANZI}{{2,3}}?)?)(?P<count>\d{{1,2}}|[两二三四五六七八九十]{{1,2}})[名位](?:同志|个人|职工|教师|学生|干部|人员)"
)
"""The names of people with how many they are, none of them left out."""
_GROUPS = pattern(
    rf"(?:设立?|下设|成立|组建|分为|划分为|抽调)(?P<count>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个(?:{HANZI}{{0,4}})(?P<what>组|专班|片区|中心|小队|分队)[：:，]?(?:即|分别[是为])?[：:]?(?P<names>[^。；：（）()]{{2,80}})(?=[。；]|$)"
)
_GROUPS_BEHIND = pattern(
    rf"(?:下设|设立|设置|分设|组建|成立|分为|划分为)(?P<names>[^。；：，（）()\d等]{{5,80}}?)(?P<count>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个{HANZI}{{0,6}}?(?P<what>组|专班|小队|分队|科室|处室|部门)(?!{HANZI}{{0,2}}(?:成员|人员))"
)
"""The same told behind the names: 下设综合协调、现场处置2个工作组."""
_NAMED = pattern(
    "(?:镇|乡|街道|县|区|市|局|村|社区|小学|中学|医院|委|办|中心|政府|委员会|厅|院|公司|大学|学院|集团|队|部)$"
)


def value(text: str) -> Decimal:
    """Return the number that ``text`` writes in digits."""
    return Decimal(text.replace(",", ""))


@rule("figures.among", "", "差错", "提示", _SENTENCES)
def among(text: str) -> Iterator[Slip]:
    """“其中”的各项之和不大于总数；资金来源、男女人数与总数相等。

    Wrong: 总投资2400万元，其中县财政800万元，社会资本1500万元。
    Right: 总投资2400万元，其中县财政800万元，社会资本1600万元。
    """
    for match in _AMONG.finditer(hide_quoted(text)) if "其中" in text or "资金" in text else ():
        items = _parts(match["parts"])
        total, parts = value(match["total"]), sum(number for _, number in items)
        if (
            total not in _sums(match["parts"])
            and not _OVERLAP.search(match[0])
            and not _BOUND.search(match[0][: match.start("parts") - match.start()])
            and _must_agree(match, items, total - parts)
        ):
            unit = match["unit"]
            yield Slip(*match.span(), f"列出的各项合计{parts}{unit}，前面写{match['total']}{unit}，请核对")


def _sums(text: str) -> set[Decimal]:
    """Return what all parts come to, and those before each semicolon and comma: behind it another matter may begin."""
    ends = [match.start() for match in re.finditer("[；，]", text)]
    return {sum((number for _, number in _parts(text[:end])), Decimal()) for end in (*ends, len(text))}


def _parts(text: str) -> list[tuple[str, Decimal]]:
    """Return the parts of a whole with their labels; what is lacking, or told of each, is none of them."""
    found = [(each["l"].strip("和及为"), value(each["n"])) for each in _ITEM.finditer(text)]
    return [(label, number) for label, number in found if not _BESIDE.search(label)]


def _must_agree(match: re.Match[str], items: list[tuple[str, Decimal]], rest: Decimal) -> bool:
    """Whether the parts are to make the whole, ``rest`` of which they leave: not every 其中 names all of them."""
    labels = {label for label, _ in items}
    if labels in _HALVES or (match["made"] and match["stop"] in "。；"):
        return True
    if labels in _STAGES:
        return rest <= _NEAR * value(match["total"])
    if {label[:1] for label in labels} == _BOTH_SIDES:
        return True
    if rest and abs(rest) <= (_CLOSE if len(items) > 2 else _CLOSER) * value(match["total"]):
        return True
    if match["unit"] not in _MONEY:
        return rest < 0 and (match["unit"] in _APART or all(map(_LEVEL.search, labels)))
    is_source = all(_SOURCES.search(label) for label in labels)
    return rest < 0 or (is_source and rest <= _NEAR * value(match["total"]))


@rule("figures.sum", "", "差错", "提示", _SENTENCES)
def total(text: str) -> Iterator[Slip]:
    """“合计”“共计”与前面各项之和相等。

    Wrong: 中央资金300万元、省级资金200万元，合计600万元。
    Right: 中央资金300万元、省级资金200万元，合计500万元。
    """
    for match in _SUM.finditer(hide_quoted(text).replace("名", "人")) if "计" in text or "共" in text else ():
        parts = sum(value(each["n"]) for each in _ITEM.finditer(match["parts"]))
        if parts != value(match["total"]) and not _OVERLAP.search(match[0]):
            unit = match["unit"]
            yield Slip(*match.span(), f"前面各项合计{parts}{unit}，这里写{match['total']}{unit}，请核对")


@rule("figures.listed", "", "差错", "提示", _SENTENCES)
def listed(text: str) -> Iterator[Slip]:
    """“甲镇、乙乡2个乡镇”的个数与列出的一致。

    Wrong: 城关镇、柳林镇、青石乡2个乡镇 Right: 城关镇、柳林镇、青石乡3个乡镇
    """
    shown = hide_quoted(text) if "、" in text else ""
    for match in _PEOPLE.finditer(shown):
        people = re.split("[、和]", match["names"])
        if all(map(is_name, people)) and len(people) != _number(match["count"]):
            yield Slip(*match.span("count"), f"列出的是{len(people)}名，这里写“{match['count']}”，请核对")
    for match in _LISTED.finditer(shown):
        names, said = match["names"].split("、"), _number(match["count"])
        if not all(map(_NAMED.search, names)):
            continue
        if len(names) > said or (len(names) < said and not match["and"]):
            yield Slip(
                *match.span(), f"列出的是{len(names)}个，这里写“{match['count']}个{match['what']}”，请核对"
            )


@rule("figures.groups", "", "差错", "提示", _SENTENCES, signs="个")
def groups(text: str) -> Iterator[Slip]:
    """“设几个组”的个数与后面列出的一致。

    Wrong: 下设3个组：综合组、保障组、宣传组、督查组。 Right: 下设4个组：综合组、保障组、宣传组、督查组。
    """
    said = hide_quoted(text)
    for match in _GROUPS.finditer(said):
        names = re.split("[、和]", match["names"].rstrip("等"))
        if len(names) > 1 and all(name.endswith(match["what"]) for name in names):
            yield from _odd_count(match, len(names), len(names))
    for match in _GROUPS_BEHIND.finditer(said) if "、" in said else ():
        least, most = (re.split(marks, match["names"]) for marks in ("、", "[、和及与]"))
        if len(least) > 1 and min(map(len, most)) > 1:
            yield from _odd_count(match, len(least), len(most))


def _odd_count(match: re.Match[str], least: int, most: int) -> Iterator[Slip]:
    """Yield that ``match`` counts fewer or more than are listed, which 和 within a name leaves open."""
    if not least <= _number(match["count"]) <= most:
        listed = f"{most}" if least == most else f"{least}到{most}"
        found = f"列出的是{listed}个，这里写“{match['count']}个”，请核对"
        yield Slip(match.start("count"), match.end("count") + 1, found)


def _number(count: str) -> int:
    digits = count.replace("两", "二")
    return int(digits) if digits.isdecimal() else from_chinese(digits) or 0
