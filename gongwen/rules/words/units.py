"""Units: those that the law knows, their letters, percentages and points of percentages."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Slip, rule
from gongwen.rules.words.spans import outside, slip_of, slips_outside

_COUNT = r"(?<![A-Za-z\d.-])\d{1,9}(?:\.\d{1,4})?"
_OLD = pattern(
    rf"{_COUNT}[余多]?[万亿]?(?P<at>市斤|市尺|市亩|华里|英里|英尺|英寸|公分|立升|马力|斤|平方(?![公千分厘毫米])|立方(?![分厘毫米]))"
)
_LETTERS = pattern(rf"{_COUNT} ?(?P<at>[A-Za-z]{{2,3}})(?![A-Za-z0-9²³/·-])")
_RIGHT_LETTERS = {
    "KM": "km", "Km": "km", "kM": "km", "CM": "cm", "Cm": "cm", "Mm": "mm", "KG": "kg", "Kg": "kg", "kG": "kg",
    "KW": "kW", "Kw": "kW", "kw": "kW", "Mw": "MW", "KV": "kV", "Kv": "kV", "kv": "kV", "KWH": "kW·h",
    "Kwh": "kW·h", "kwh": "kW·h", "KWh": "kW·h", "KVA": "kV·A", "kva": "kV·A", "kVA": "kV·A", "HZ": "Hz",
    "hz": "Hz", "KHZ": "kHz", "KHz": "kHz", "MHZ": "MHz", "Mhz": "MHz", "MPA": "MPa", "Mpa": "MPa", "KPA": "kPa",
    "Kpa": "kPa",
}  # fmt: skip
_RAISED = pattern(rf"{_COUNT}(?:万|亿)? ?(?P<at>[kc]?m(?P<power>[23]))(?![A-Za-z0-9])")
_POWERS = {"2": "²", "3": "³"}
_POINTS = pattern(r"(?<=\d)(?P<at>[%％]个?)(?=百分点)")
_LESS = pattern(
    r"(?:减少|降低|下降|缩小|缩减|压缩|缩短)(?:了|到|为)?(?:近|约|超过|至少)?(?:\d{1,4}(?:\.\d{1,2})?|[一两二三四五六七八九十]{1,2})倍"
)


@rule("units.old", "GB/T 9704 9", "一般", "提示", PROSE)
def old(text: str) -> Iterator[Slip]:
    """使用法定计量单位。

    Wrong: 亩产800斤 Right: 亩产400公斤
    """
    for match in outside(_OLD, text):
        yield slip_of(match, f"“{match['at']}”不是法定计量单位，请换算或者写全")


@rule("units.letters", "GB/T 9704 9", "一般", "建议", PROSE)
def letters(text: str) -> Iterator[Slip]:
    """计量单位的字母，大小写按国家标准。

    Wrong: 全长12KM Right: 全长12km
    """
    for match in outside(_LETTERS, text):
        if wanted := _RIGHT_LETTERS.get(match["at"]):
            yield slip_of(match, f"计量单位“{match['at']}”应写成“{wanted}”", wanted)


@rule("units.raised", "GB/T 9704 9", "一般", "建议", PROSE, signs="m")
def raised(text: str) -> Iterator[Slip]:
    """“m²”“m³”的2、3用上标。

    Wrong: 建筑面积500m2 Right: 建筑面积500m²
    """
    for match in outside(_RAISED, text):
        wanted = match["at"][:-1] + _POWERS[match["power"]]
        yield slip_of(match, f"计量单位“{match['at']}”应写成“{wanted}”", wanted)


@rule("units.points", "", "惯例", "建议", PROSE, signs="%％")
def points(text: str) -> Iterator[Slip]:
    """“百分点”前面不用“%”。

    Wrong: 提高3%个百分点 Right: 提高3个百分点
    """
    yield from slips_outside(_POINTS, text, "“百分点”前面不用“%”", "个")


@rule("units.less", "", "惯例", "提示", PROSE, signs="倍")
def less(text: str) -> Iterator[Slip]:
    """减少、降低不用倍数，用百分数或者几分之几。

    Wrong: 能耗降低2倍 Right: 能耗降低50%
    """
    yield from slips_outside(_LESS, text, "“{}”：减少、降低不用倍数，用百分数或者几分之几")
