"""Numerals: their characters, about-numbers, thousands, percentages, amounts of money (GB/T 15835)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from string import ascii_letters, digits

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.spans import HAN, outside, slip_of, slips_outside
from gongwen.zh.numerals import NUMERALS

_SINCE = "2011-11-01"
_BODY: frozenset[Part] = EVERYWHERE - {"版头"}
_DIGITS = "零一二三四五六七八九"
_COUNTED = r"(?:个(?![别体人])|天(?![然气])|年(?![级期制度])|名|人(?![员次民])|倍|小时|公里|里(?!面)|米|吨|岁|周(?![期年])|家|辆|户|处(?![理置罚])|座|项(?!目)|次(?!要)|台(?![账帐])|艘)"

_WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in ascii_letters + digits)
_FULL_WIDTH = pattern(f"[{_WIDE}]+")
_LETTER_YEAR = pattern(r"(?<![\dA-Za-z])(?=\d{0,3}[OoＯ])[12][\dOoＯ]{3}(?=年)")
_ZEROS = "○零OoＯ0０◯Ο"
_YEAR_ZERO = pattern(rf"(?<![{NUMERALS}〇{_ZEROS}])[一二][一二三四五六七八九〇{_ZEROS}]{{3}}(?=年)")
_COUNT_ZERO = pattern("(?<=[十百千万])[〇○](?=[一二三四五六七八九])")
_ABOUT = pattern(
    rf"(?<![\d、.．,，第至到—～-])(?P<low>[1-8])、(?P<high>[2-9])"
    rf"(?=[百千]?万?{_COUNTED}|(?:[百千]万?|万)元)"
)
_ABOUT_COMMA = pattern(
    rf"(?<=[{HAN}，；：“])(?<![第零{NUMERALS}百千])(?P<low>[一两二三四五六七八])、(?P<high>[两二三四五六七八九])"
    rf"(?=[十百千]|{_COUNTED})"
)
_THOUSANDS = pattern(
    r"(?<![\d.,，、千百万A-Za-z-])(?P<count>\d{1,3})(?P<power>千万|百万|千|百)(?=[余多]?(?:元|人|户|亩|吨|个|家|名|头|株|册|公里|平方米))"
)
_POWERS = {"千万": "000万", "百万": "00万", "千": "000", "百": "00"}
_PERCENT_WORDS = pattern(rf"百分之[零点两{NUMERALS}]{{1,6}}")
_PERCENT_SIGN = pattern(r"\d[%％]")
_BARE_DECIMAL = pattern(rf"(?<=[{HAN}])(?<!附件)\.(?=\d{{1,4}}(?:[%％]|万|亿|个百分点|公里|米|吨))")
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_WORDS = rf"[{_CAPITALS}拾佰仟万亿元圆角分整正]"
_FIGURE = r"(?P<digits>\d[\d,]{0,20}(?:\.\d{1,6})?)(?P<power>[万亿]?)"
_AMOUNTS = (
    pattern(
        rf"(?<!{_CAPITAL_WORDS})(?P<words>{_CAPITAL_WORDS}{{2,30}})（(?:小写|人民币|[：:¥￥]){{0,4}}{_FIGURE}元?）"
    ),
    pattern(rf"(?<![\d.,]){_FIGURE}元（(?:大写|人民币|[：:]){{0,4}}(?P<words>{_CAPITAL_WORDS}{{2,30}})）"),
)
_WORDS_ALONE = pattern(
    rf"(?<!{_CAPITAL_WORDS})(?<![（(：:写])(?P<words>[{_CAPITALS}][{_CAPITALS}拾佰仟万亿]{{1,20}}[元圆][{_CAPITAL_WORDS[1:-1]}]{{0,6}})(?![（(])"
)
_IN_YUAN = pattern(rf"(?<![\d.,]){_FIGURE}元")
_NEAR = Decimal("0.1")
"""Share of an amount by which one in figures may be off and still be meant to be the same."""
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}


@rule("numerals.full-width", "", "惯例", "修正", _BODY, signs=_WIDE)
def full_width(text: str) -> Iterator[Slip]:
    """阿拉伯数字和拉丁字母用半角。

    Wrong: 政策体系“１+１+８” Right: 政策体系“1+1+8”
    """
    for match in _FULL_WIDTH.finditer(text):
        wanted = unicodedata.normalize("NFKC", match[0])
        yield slip_of(match, f"“{{}}”是全角，应为半角“{wanted}”", wanted)


@rule("numerals.letter-o", "", "差错", "修正", _BODY, signs="OoＯ")
def letter_o(text: str) -> Iterator[Slip]:
    """年份里的“0”是数字，不是字母。

    Wrong: 2O24年 Right: 2024年
    """
    for match in _LETTER_YEAR.finditer(text):
        yield slip_of(match, "年份“{}”里有字母，应为数字0", re.sub("[OoＯ]", "0", match[0]))


@rule("numerals.year-zero", "GB/T 15835 5.2.5", "一般", "修正", _BODY, since=_SINCE, signs=_ZEROS)
def year_zero(text: str) -> Iterator[Slip]:
    """汉字年份里的零用“〇”。

    Wrong: 二○二四年 Right: 二〇二四年
    """
    for match in outside(_YEAR_ZERO, text):
        wanted = re.sub(f"[{_ZEROS}]", "〇", match[0])
        if wanted != match[0]:
            yield slip_of(match, f"年份“{{}}”里的零应写成“〇”：{wanted}", wanted)


@rule("numerals.count-zero", "GB/T 15835 5.2.5", "一般", "修正", _BODY, since=_SINCE, signs="〇○")
def count_zero(text: str) -> Iterator[Slip]:
    """汉字数目里的零用“零”。

    Wrong: 三千〇五十二人 Right: 三千零五十二人
    """
    for match in outside(_COUNT_ZERO, text):
        yield slip_of(match, "计数用的零应写成“零”，不写“{}”", "零")


@rule("numerals.about", "GB/T 15835 4.2.2", "一般", "建议", PROSE, since=_SINCE, signs="、")
def about(text: str) -> Iterator[Slip]:
    """相邻两个数字连用表示概数，用汉字，中间不用顿号。

    Wrong: 每季度开展3、4个课题研究。 Right: 每季度开展三四个课题研究。
    """
    for match in outside(_ABOUT, text):
        low, high = int(match["low"]), int(match["high"])
        if high == low + 1:
            wanted = ("两" if low == 2 else _DIGITS[low]) + ("两" if low == 1 else _DIGITS[high])
            yield slip_of(match, f"概数“{{}}”应写成“{wanted}”", wanted)


@rule("numerals.about-comma", "GB/T 15834 4.5.3.4", "一般", "建议", PROSE, signs="、")
def about_comma(text: str) -> Iterator[Slip]:
    """表示概数的两个数字之间不用顿号；“一、二季度”是两个季度，要用。

    Wrong: 工期约三、四个月。 Right: 工期约三四个月。
    """
    for match in outside(_ABOUT_COMMA, text):
        low, high = (_DIGITS.index(match[group].replace("两", "二")) for group in ("low", "high"))
        if high == low + 1:
            yield slip_of(match, "相邻数字表示概数时，中间不用顿号", match["low"] + match["high"])


@rule("numerals.thousands", "GB/T 15835", "一般", "建议", PROSE, since=_SINCE, signs="千百")
def thousands(text: str) -> Iterator[Slip]:
    """阿拉伯数字后面可以用“万”“亿”，不用“千”“百”。

    Wrong: 安排资金3千万元。 Right: 安排资金3000万元。
    """
    for match in outside(_THOUSANDS, text):
        wanted = match["count"] + _POWERS[match["power"]]
        yield slip_of(match, f"阿拉伯数字后面不接“千”“百”，“{{}}”应写成“{wanted}”", wanted)


@rule("numerals.percent", "GB/T 15835 4.3.3", "一般", "提示", ("正文",), since=_SINCE, signs="%％")
def percent(text: str) -> Iterator[Slip]:
    """同一句里的同类数字用同一种写法。

    Wrong: 补助百分之二十，最高不超过30%。 Right: 补助20%，最高不超过30%。
    """
    words = next((match for match in outside(_PERCENT_WORDS, text) if match[0] != "百分之百"), None)
    if words and next(outside(_PERCENT_SIGN, text), None):
        yield slip_of(words, "同一段里“{}”与“%”两种写法并用，请统一")


@rule("numerals.bare-decimal", "GB/T 15835", "一般", "建议", PROSE, since=_SINCE, signs=".")
def bare_decimal(text: str) -> Iterator[Slip]:
    """小于一的小数，小数点前面写“0”。

    Wrong: 上调.5个百分点。 Right: 上调0.5个百分点。
    """
    yield from slips_outside(_BARE_DECIMAL, text, "纯小数小数点前的“0”不能省", "0.")


@rule("numerals.amount", "", "差错", "提示", PROSE, signs="（")
def amount(text: str) -> Iterator[Slip]:
    """大写金额与数字的金额一致。

    Wrong: 人民币叁万元整（30500元） Right: 人民币叁万元整（30000元）
    """
    for amount in _AMOUNTS:
        for match in amount.finditer(text):
            value = _value(match["words"])
            figure = Decimal(match["digits"].replace(",", "")) * _GROUPS.get(match["power"], 1)
            if value is not None and value != figure:
                yield slip_of(match, "大写金额与小写金额不一致，请核对")


@rule("numerals.amount-apart", "", "推荐", "提示", PROSE, signs="元")
def amount_apart(text: str) -> Iterator[Slip]:
    """一段里单独写的大写金额，与写出的数字的金额一样；差得不多的，请核对。

    Wrong: 尚缺360万元，请安排人民币叁佰陆拾伍万元整。 Right: 尚缺360万元，请安排人民币叁佰陆拾万元整。
    """
    for match in _WORDS_ALONE.finditer(text):
        value = _value(match["words"])
        told = [
            Decimal(each["digits"].replace(",", "")) * _GROUPS.get(each["power"], 1)
            for each in _IN_YUAN.finditer(text)
        ]
        near = [each for each in told if value and abs(each - value) <= _NEAR * value]
        if value and near and value not in told:
            shown = f"{near[-1].normalize():f}元"
            yield slip_of(match, f"大写金额是{value.normalize():f}元，这一段里写的是{shown}，请核对")


def _value(words: str) -> Decimal | None:
    """Return the yuan that ``words`` (叁万元整) count; None when they are no sum in yuan."""
    whole, found, rest = re.sub("[整正]", "", words).replace("圆", "元").partition("元")
    if not found or not whole:
        return None
    total = section = digit = 0
    for character in whole:
        if character in _CAPITALS:
            digit = _CAPITALS.index(character)
        elif character in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[character], 0
        elif character in _GROUPS:
            total, section, digit = (total + section + digit) * _GROUPS[character], 0, 0
        else:
            return None
    cents = _cents(rest)
    return None if cents is None else Decimal(total + section + digit) + cents


def _cents(rest: str) -> Decimal | None:
    """Return the yuan that 伍角叁分 count; None when they are of another form."""
    match = re.fullmatch(rf"零?(?:([{_CAPITALS}])角)?零?(?:([{_CAPITALS}])分)?", rest)
    if match is None:
        return None
    try:
        return Decimal("0.{}{}".format(*(_CAPITALS.index(digit or "零") for digit in match.groups())))
    except InvalidOperation:
        return None
