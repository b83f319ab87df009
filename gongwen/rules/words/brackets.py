"""Brackets: their width, their form, their fellows, and that something stands within them."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Slip, rule
from gongwen.rules.words.spans import HAN, is_in_address, slip_of

_HAN = pattern(rf"[{HAN}]")
_ROUND = pattern("[()（）]")
_FULL = {"(": "（", ")": "）"}
_LONGEST = 200
"""The longest text within half-width brackets that is looked at, characters."""
_FORMULA_BEFORE, _FORMULA_AFTER = frozenset("=＝+×÷*/-^∑√"), frozenset("=＝×÷*/^+-")
_YEAR = pattern(r"\d{2,4}年?")
_SERIAL = pattern(r"\s?第?\d{1,5}")
_AFTER_LABEL = pattern(rf"[{HAN}。，；：、！？）》”]|$")
_LOOK_ALIKE = pattern("[﹝﹞﹙﹚]")
_MEANT = {"﹝": "〔", "﹞": "〕", "﹙": "（", "﹚": "）"}
_BRACKET = pattern("[()（）〔〕【】]")
_FELLOW = {"）": "（", ")": "（", "〕": "〔", "】": "【"}
_LABEL_END = pattern(rf"(?:^|[。；：，、\s])(?:\d{{1,2}}|[a-zA-Z]|[{HAN}]{{1,2}})$")
_PINYIN = pattern("[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*")
"""How a character is read, as some pages have it behind each."""
_EMPTY = pattern(r"(?<![号用])(?:（）|《》|“”|〔〕|【】)")


@rule("brackets.half-width", "GB/T 15834 5", "一般", "修正", EVERYWHERE, signs="()")
def half_width(text: str) -> Iterator[Slip]:
    """中文里的括号用全角。

    Wrong: 各县(市、区)人民政府 Right: 各县（市、区）人民政府
    """
    for opening, closing in _pairs(text):
        marks = text[opening] + text[closing]
        if marks != "（）" and not is_in_address(text, opening) and _is_chinese(text, opening, closing):
            for index in (opening, closing):
                if text[index] in _FULL:
                    yield Slip(index, index + 1, "中文里的括号用全角", _FULL[text[index]])


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where round brackets open and close, of whatever width."""
    opened: list[int] = []
    for match in _ROUND.finditer(text):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def _is_chinese(text: str, opening: int, closing: int) -> bool:
    """Whether a pair of brackets belongs to Chinese text, and is not that of a formula or a 发文字号."""
    if _PINYIN.fullmatch(text[opening + 1 : closing]):
        return False
    before, after = text[opening - 1 : opening], text[closing + 1 : closing + 2]
    within = text[opening + 1 : closing] if closing - opening <= _LONGEST else ""
    if before in _FORMULA_BEFORE or after in _FORMULA_AFTER or not within:
        return False
    if _YEAR.fullmatch(within) and _SERIAL.match(text, closing + 1):
        return False
    if text[opening] + text[closing] != "()" or _HAN.search(within):
        return not set(within) & set("=＝×÷*")
    is_label = not before and within.isdecimal() and bool(after)
    return is_label or (_HAN.match(before) is not None and _AFTER_LABEL.match(after) is not None)


@rule("brackets.look-alike", "", "惯例", "修正", EVERYWHERE, signs="﹝﹞﹙﹚")
def look_alike(text: str) -> Iterator[Slip]:
    """不用小型的括号，那是竖排和古籍用的。

    Wrong: 云政发﹝2024﹞3号 Right: 云政发〔2024〕3号
    """
    for match in _LOOK_ALIKE.finditer(text):
        yield slip_of(match, f"“{{}}”是小型括号，应为“{_MEANT[match[0]]}”", _MEANT[match[0]])


@rule(
    "brackets.unpaired",
    "",
    "惯例",
    "提示",
    ("正文", "附注", "附件说明"),
    needs="paragraphs",
    signs="()（）〔〕【】",
)
def unpaired(text: str) -> Iterator[Slip]:
    """括号前后两半都有，形式相同。

    Wrong: 各县（市、区人民政府。 Right: 各县（市、区）人民政府。
    """
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text) if _HAN.search(text) else ():
        mark = _FULL.get(match[0], match[0])
        if mark not in _FELLOW:
            opened.append((mark, match.start()))
        elif opened and opened[-1][0] == _FELLOW[mark]:
            opened.pop()
        elif not _LABEL_END.search(text[max(0, match.start() - 3) : match.start()]):
            yield slip_of(match, "“{}”没有与它配对的前一半，请核对")
            return
    if opened:
        mark, index = opened[0]
        yield Slip(index, index + 1, f"“{mark}”没有与它配对的后一半，请核对")


@rule("brackets.empty", "", "差错", "提示", PROSE)
def empty(text: str) -> Iterator[Slip]:
    """括号、引号、书名号里面有内容。

    Wrong: 根据《》有关规定 Right: 根据《预算法》有关规定
    """
    for match in _EMPTY.finditer(text):
        yield slip_of(match, "“{}”里面没有内容，请补上或者删去")
