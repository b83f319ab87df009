"""What a document is held against when there is a register of leading groups."""

from __future__ import annotations

from gongwen.finding import RuleInfo

REGISTER_RULES = (
    RuleInfo("register.unknown", "", "惯例", "名单里的人在名册里有登记。"),
    RuleInfo("register.post", "", "惯例", "名单里的职务与名册里当日的职务一致。"),
    RuleInfo("register.gone", "", "惯例", "名单里的人当日在这个领导小组里。"),
    RuleInfo("register.missing", "", "惯例", "名册里当日在这个领导小组的人，名单里都有。"),
    RuleInfo("register.role", "", "惯例", "名单里的组内职务与名册里的一致。"),
)
"""They are told by :mod:`gongwen.roster.against`."""
