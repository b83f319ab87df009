"""Rates and changes held against the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.pattern import pattern
from gongwen.rules.figures.sums import NUMBER, UNIT, value
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_SENTENCES: frozenset[Part] = frozenset(("正文", "表格"))
_WHOLE = pattern(
    r"(?<!病床)(?<!床位)(?<!产能)(?P<rate>覆盖率|普及率|合格率|达标率|满意率|满意度|知晓率|入户率|签约率|办结率|按时办结率|及格率|优良率|优秀率|入学率|巩固率|就业率|使用率|利用率"
    r"|处理率|处置率|绿化率|成活率|通过率|到位率|到会率|参会率|出勤率|破案率|占比|入网率|通达率|通畅率|自来水率|接种率|建档率|治愈率|及时率|整改率|回收率)"
    r"(?:均|都|要|应|分别)?(?:达到?|为|是|达|保持在|稳定在|提高到|提升到|上升到|到)?了?\s*(?P<at>(?P<n>\d+(?:\.\d+)?)[%％])(?!以上|以下)"
)
MORE = "增加|增长|提高|提升|上升|上涨|扩大|增|升|涨"
LESS = "减少|下降|降低|缩小|压减|降|减"
_HUNDRED = Decimal(100)
_ABOVE = Decimal("0.6")
"""Points by which a rate may differ from the figures beside it, which are rounded."""
_CLOSE = Decimal("0.3")
"""The same of what is left of counts, which are exact."""
_DONE = pattern(
    rf"(?:共有?|应|总共|总计|计划|需|现有|实有)[^，。；：\d]{{0,12}}(?P<all>{NUMBER})(?P<unit>{UNIT})，[^，。；：\d]{{0,12}}(?P<some>{NUMBER})(?P=unit)，"
    r"(?:[^，。；：\d]{0,6}率|占比|占(?:总数|总量|全[县市区省])?)(?:为|达到?|是|的)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_DEEDS = "完成|建成|开工|竣工|整改|办结|通过|合格|达标|参与|参加|覆盖|签约|入户|改造|到位"
_SHARE = pattern(
    rf"(?P<all>{NUMBER})(?P<unit>{UNIT})[^，。；：\d]{{0,8}}?，?(?:已|现已|累计)?(?P<deed>{_DEEDS})[^，。；：\d]{{0,4}}(?P<some>{NUMBER})(?P=unit)，(?P=deed)率(?:为|达到?|是)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
"""全县200个村完成150个，完成率75%."""
_FAILED = pattern(
    rf"(?P<all>{NUMBER})(?P<unit>{UNIT})，[^，。；：\d]{{0,6}}(?:不|未)(?P<deed>合格|达标|通过|及格|完成|整改|办结|参加|覆盖)[^，。；：\d]{{0,4}}(?P<some>{NUMBER})(?P=unit)，(?P=deed)率(?:为|达到?|是)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
"""抽检200批次，检出不合格10批次，合格率95%."""
_YEARS = pattern(
    rf"(?:去年|上年|(?P<first>\d{{4}})年)[^，。；：\d]{{0,10}}(?P<low>{NUMBER})(?P<unit>{UNIT})，(?:今年|本年|(?P<second>\d{{4}})年)[^，。；：\d]{{0,10}}(?P<high>{NUMBER})(?P=unit)，(?:同比|比上年|较上年|较去年)?"
    r"(?P<verb>增加|增长|提高|上升|下降|减少|降低)了?(?P<share>\d+(?:\.\d+)?)[%％]"
)
"""去年投入200万元，今年投入300万元，同比增长50%."""
_BACK = pattern(
    rf"(?P<high>{NUMBER})(?P<unit>{UNIT})[，（](?:而|较)?(?:上年|去年|上年同期|去年同期)[^，。；：\d]{{0,4}}(?P<low>{NUMBER})(?P=unit)[，）]，?(?:同比|比上年|较上年)?(?P<verb>{MORE}|{LESS})了?(?P<share>\d+(?:\.\d+)?)[%％]"
)
"""投入300万元，去年同期为200万元，同比增长50%."""
WHEN = r"(?:\d{4}年(?:\d{1,2}月)?(?:底|末)?的?|上年的?|去年的?)?"
_THAN = pattern(
    rf"(?:较|比)(?:上年|去年|上年同期|去年同期|\d{{4}}年)的?(?P<low>{NUMBER})(?P<unit>{UNIT})(?P<verb>{MORE}|{LESS})(?:到|至|为)了?(?P<high>{NUMBER})(?P=unit)"
)
_FROM = pattern(
    rf"(?<![自])(?:由|从){WHEN}[^，。；：\d]{{0,6}}?(?P<low>{NUMBER})(?P<unit>{UNIT}|%|％|天|个?工作日|小时|分)[^，。；：\d]{{0,10}}?(?P<verb>{MORE}|{LESS})(?:到|至|为)了?"
    rf"{WHEN}[^，。；：\d]{{0,6}}?(?P<high>{NUMBER})(?P=unit)(?P<by>，(?:同比|比上年|较上年|共)?(?:{MORE}|{LESS})了?(?P<share>\d+(?:\.\d+)?)[%％])?"
)


@rule("figures.over-hundred", "", "差错", "提示", _SENTENCES)
def over_hundred(text: str) -> Iterator[Slip]:
    """覆盖率、合格率一类的比率不超过100%。

    Wrong: 覆盖率达到141%。 Right: 覆盖率达到100%。
    """
    for match in (
        _WHOLE.finditer(hide_quoted(text)) if "率" in text or "占比" in text or "满意度" in text else ()
    ):
        if Decimal(match["n"]) > _HUNDRED:
            yield Slip(*match.span("at"), f"“{match['rate']}”不会超过100%，这里写{match['at']}，请核对")


@rule("figures.rate", "", "差错", "提示", _SENTENCES, signs="%％")
def rate(text: str) -> Iterator[Slip]:
    """写出的比率、增幅与旁边的两个数相符。

    Wrong: 共有行政村200个，已完成150个，完成率为85%。
    Right: 共有行政村200个，已完成150个，完成率为75%。
    """
    said = hide_quoted(text)
    done = (*_DONE.finditer(said), *_SHARE.finditer(said)) if "率" in said or "占" in said else ()
    for match in done if "%" in said or "％" in said else ():
        whole, share = value(match["all"]), Decimal(match["rate"])
        if whole and abs(found := value(match["some"]) / whole * 100 - share) > _ABOVE:
            yield Slip(*match.span("rate"), f"按前面的两个数算是{share + found:.1f}%，这里写{share}%，请核对")
    for match in _FAILED.finditer(said) if "率" in said else ():
        whole, passed = value(match["all"]), value(match["all"]) - value(match["some"])
        if whole and abs(passed / whole * 100 - Decimal(match["rate"])) > _CLOSE:
            yield Slip(
                *match.span("rate"),
                f"按前面的两个数算是{passed / whole * 100:.1f}%，这里写{match['rate']}%，请核对",
            )
    moves = [*_FROM.finditer(said), *_YEARS.finditer(said), *_BACK.finditer(said)]
    for move in moves:
        low, high = value(move["low"]), value(move["high"])
        if move["share"] and low and "%" not in move["unit"]:
            real, share = abs(high - low) / low * 100, Decimal(move["share"])
            if abs(real - share) > max(_ABOVE, real / 20):
                yield Slip(*move.span("share"), f"按前面的两个数算是{real:.1f}%，这里写{share}%，请核对")


@rule("figures.direction", "", "差错", "提示", _SENTENCES, signs="由从较比年")
def direction(text: str) -> Iterator[Slip]:
    """“增加到”后面的数比前面的大，“减少到”后面的数比前面的小。

    Wrong: 产量由52万吨增加到48万吨。 Right: 产量由48万吨增加到52万吨。
    """
    said = hide_quoted(text)
    moves = [each for sort in (_FROM, _THAN, _YEARS, _BACK) for each in sort.finditer(said)]
    for match in moves:
        low, high = value(match["low"]), value(match["high"])
        is_more = re.fullmatch(MORE, match["verb"]) is not None
        if (high < low) if is_more else (high > low):
            yield Slip(
                *match.span(),
                f"“{match['verb']}”与前后的两个数（{match['low']}、{match['high']}）不符，请核对",
            )
