"""What typing and text recognition often get wrong, and what it should be. Nothing here is done unasked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gongwen.recognise.marks import LEFT_BRACKETS, RIGHT_BRACKETS, STANDARD_BRACKETS

_HAN = "\u4e00-\u9fff"
_AROUND = rf"[{_HAN}，。；：、？！“”‘’（）《》〔〕]"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "[": "〔", "]": "〕"}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ZEROS = str.maketrans("○ＯOo0零", "〇〇〇〇〇〇")
_WORDS = {
    "己经": "已经", "业己": "业已", "己于": "已于", "己完成": "已完成", "己将": "已将", "自已": "自己", "末经": "未经",
    "末能": "未能", "末按": "未按", "尚末": "尚未", "末来": "未来", "士地": "土地", "国士": "国土", "水士": "水土",
    "千部": "干部", "于部": "干部", "今曰": "今日", "即曰": "即日", "近曰": "近日", "曰前": "日前", "曰期": "日期",
    "曰起": "日起", "工作曰": "工作日", "节假曰": "节假日", "曰常": "日常", "每曰": "每日", "生曰": "生日",
    "人大常委舍": "人大常委会", "護": "护", "扩天": "扩大", "重夭": "重大", "重太": "重大", "责彻": "贯彻", "落买": "落实",
}  # fmt: skip
"""Words that text recognition makes of others; neither half of them is Chinese."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """One sort of slip: what it looks like, what it becomes, and what is said of it."""

    seen: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]
    reason: str


def _brackets(match: re.Match[str]) -> str:
    return (
        match["code"]
        + STANDARD_BRACKETS[0]
        + match["year"].translate(_DIGITS)
        + STANDARD_BRACKETS[1]
        + match["rest"]
    )


_SLIPS = (
    _Slip(
        re.compile(
            rf"(?P<code>[{_HAN}]{{2,12}}[发函字办令规任请报复呈通]?)\s?[{re.escape(LEFT_BRACKETS.replace('〔', ''))}]"
            rf"(?P<year>(?:19|20|１９|２０)[\d０-９]{{2}})[{re.escape(RIGHT_BRACKETS)}](?P<rest>\s?第?[\d０-９]{{1,5}}\s?号)"
        ),
        _brackets,
        "发文字号中的年份用六角括号〔〕",
    ),
    _Slip(
        re.compile(rf"\((?=[^()]*[{_HAN}])([^()]*)\)|(?<=[{_HAN}])\(([^()]{{1,40}})\)"),
        lambda match: f"（{match[1] if match[1] is not None else match[2]}）",
        "中文里用全角括号",
    ),
    _Slip(
        re.compile(rf"(?<={_AROUND})[,;:?!](?={_AROUND}|$)"),
        lambda match: _WIDE[match[0]],
        "中文里用全角标点",
    ),
    _Slip(
        re.compile(r"(?<![\d一-龥])[一二][○ＯOo0〇零一二三四五六七八九]{3}(?=年)"),
        lambda match: match[0].translate(_ZEROS),
        "中文年份里的零写作“〇”",
    ),
    _Slip(
        re.compile(r"(?<=月)((?:\d{1,2}|[一二三四五六七八九十]{1,3}))曰"),
        lambda match: f"{match[1]}日",
        "“曰”是“日”之误",
    ),
    _Slip(re.compile("[０-９]+"), lambda match: match[0].translate(_DIGITS), "阿拉伯数字用半角"),
    _Slip(re.compile(rf'"([^"]*[{_HAN}][^"]*)"'), lambda match: f"“{match[1]}”", "中文里用全角引号"),
    _Slip(re.compile(r"\.{3,6}|。{3,6}"), lambda match: "……", "省略号写作“……”"),
    _Slip(re.compile("|".join(map(re.escape, _WORDS))), lambda match: _WORDS[match[0]], "像是识别错了的字"),
)
_ANY = re.compile(
    rf"[()\[\]{{}}【】,;:?!\"○ＯOo０-９曰.]|。。。|{'|'.join(map(re.escape, _WORDS))}|[（(]\d{{4}}[）)]"
)


@dataclass(frozen=True, slots=True)
class Mending:
    """One proposed change of a text."""

    before: str
    after: str
    reason: str


def mend(text: str) -> tuple[str, tuple[Mending, ...]]:
    """Return ``text`` with every slip mended, and what was changed, in the order of the sorts of slips."""
    if _ANY.search(text) is None:
        return text, ()
    found: list[Mending] = []
    for slip in _SLIPS:
        text = slip.seen.sub(lambda match, slip=slip: _note(match, slip, found), text)  # type: ignore[misc]
    return text, tuple(found)


def _note(match: re.Match[str], slip: _Slip, found: list[Mending]) -> str:
    after = slip.mend(match)
    if after != match[0]:
        found.append(Mending(match[0], after, slip.reason))
    return after
