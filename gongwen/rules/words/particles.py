"""的, 地 and 得: the three particles that sound the same."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Slip, rule
from gongwen.rules.words.quoted import hide_quoted

_MANNER = "认真|积极|切实|深入|全面|科学|合理|及时|有效|严格|主动|自觉|扎实|充分|正确|准确|公正|有序|稳步|创造性|系统|进一步|不断|逐步|有计划|有步骤|有针对性|坚定不移|毫不动摇|旗帜鲜明|实事求是|因地制宜|持之以恒|全力以赴"
_DEED = "学习|领会|贯彻|落实|执行|开展|推进|推动|加强|完成|履行|做好|抓好|参与|配合|支持|组织|实施|处理|解决|研究|反映|掌握|了解|认识|把握|宣传|接受|服从|遵守|改进|投入|提高|提升|规范|完善|维护|保护|利用|发挥|运用|坚持|抓|做"
_ADVERB = pattern(
    rf"(?:(?<=[要应须能请])|(?<=应当|必须|能够|才能|可以|务必|更好))(?:{_MANNER})(?P<at>的)(?=(?:{_DEED})[\u4e00-\u9fff]{{2,}})"
)
_STEADILY = pattern(rf"(?:进一步|不断|逐步)(?P<at>的)(?=(?:{_DEED}))")
_RESULT = pattern(
    r"(?:完成|开展|落实|执行|抓|办|发挥|推进|表现|安排|组织|掌握|理解|处理|解决|控制|贯彻|做|干|搞|走)(?P<at>的)(?=(?:很|较|非常|十分|比较|不够|不太|相当|不)?"
    r"(?:好|差|快|慢|扎实(?:有效)?|彻底|及时|不够|到位|顺利|出色|圆满|有声有色|井井有条|淋漓尽致|红红火火|如何|怎么样)(?:[，。；！？、]|$))"
)
_ABLE = pattern(
    r"(?:(?<=[、，。；：“要])|(?<=做到|真正|能够|才能))(?P<first>[管放用留站靠顶干听看拿叫守坐稳立扛打过])(?P<at>的)(?=[住起开出下上来动好赢硬](?:[、，。；”]|$))"
)
_DEGREE = pattern(rf"(?:(?<=[要应须，。；])|^)(?:{_MANNER})(?P<at>得)(?=(?:{_DEED}|争取|向)[\u4e00-\u9fff])")


@rule("typos.adverb", "", "推荐", "建议", PROSE, signs="的得")
def adverb(text: str) -> Iterator[Slip]:
    """说怎样做，用“地”：要认真地学习，不断地完善。

    Wrong: 要认真的学习会议精神。 Right: 要认真地学习会议精神。
    """
    said = hide_quoted(text)
    for form in (_ADVERB, _STEADILY, _DEGREE):
        for match in form.finditer(said):
            yield Slip(*match.span("at"), f"“{match[0]}”说的是怎样做，用“地”", "地")


@rule("typos.result", "", "推荐", "建议", PROSE, signs="的")
def result(text: str) -> Iterator[Slip]:
    """说做得怎么样、能不能，用“得”：完成得很好，管得住。

    Wrong: 各项任务完成的很好。 Right: 各项任务完成得很好。
    """
    said = hide_quoted(text)
    for form in (_RESULT, _ABLE):
        for match in form.finditer(said):
            yield Slip(*match.span("at"), f"“{match[0]}”说的是结果，用“得”", "得")
