"""Numbers in a title, with what they count: 第十四个五年规划, 二〇二五年三月, 50个, and what stands between quotes."""

from __future__ import annotations

from gongwen.pattern import pattern

_UNITS = (
    "年度|年级|年|月份|月|日|号|个|项|名|位|批|次|届|期|轮|家|户|件|起|处|座|辆|台|套|级|类|种|条|度|岁|"
    "万元|亿元|万亩|万吨|万|亿|元|吨|亩|公里|千瓦|周年|季度|平方米|平方公里"
)
_DIGITS = "〇○零一二三四五六七八九"
_COUNT = f"[{_DIGITS}十百两]"
NUMBERS = (
    r"“[^“”]{1,8}”",
    rf"第(?:{_COUNT}+|\d+)(?:个五年(?:规划|计划)?|{_UNITS})?",
    rf"[{_DIGITS}]{{4}}年(?:{_COUNT}{{1,2}}月(?:{_COUNT}{{1,3}}日)?|度)?",
    rf"[A-Za-z\d.+&/%]+(?:{_UNITS})?(?:[-—–~～至]*[A-Za-z\d.+&/%]+(?:{_UNITS})?)*",
)
"""Patterns of what is one word in a title."""
YEAR = pattern(rf"(?:\d{{4}}|[{_DIGITS}]{{4}})年(?:度|\d+月)?|\d{{4}}年?[-—–~～至]+\d{{4}}年|第.季度")
