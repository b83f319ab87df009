"""What the reader of a file doubts that no rule says."""

from __future__ import annotations

from gongwen.finding import RuleInfo

READ_RULES = (
    RuleInfo("read.name", "", "惯例", "名单里写的是姓名。"),
    RuleInfo("read.value", "", "惯例", "密级等写的是公文里有的词，如“机密”；认不出的不再往下查。"),
)
"""They are told by :mod:`gongwen.recognise.doubts`."""
READ_CODES = tuple(rule.code for rule in READ_RULES)
