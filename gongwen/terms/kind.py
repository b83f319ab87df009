"""The kinds of documents: 条例 (2012) article 8, and what offices also send out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.zh.traditional import simplify

Direction = Literal["上行", "下行", "平行", "公布", "不定"]
Format = Literal["文件", "信函", "命令", "纪要"]
DEFAULT_FORMAT: Format = "文件"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document and what the rules ask of it."""

    name: str
    direction: Direction
    use: str
    """In short, what it is for."""
    closing: str = ""
    """The customary last sentence; empty when there is none."""
    has_recipients: bool = True
    is_statutory: bool = True
    """Whether it is one of the 15 kinds of article 8."""
    format: Format = DEFAULT_FORMAT
    """The format that it takes when none is asked for (clause 10)."""
    is_personal: bool = False
    """Whether a person signs it, by a 签名章 (7.3.5.3)."""
    is_signed: bool = True
    """Whether it bears a 署名 when none is asked for."""


KINDS = (
    Kind("决议", "下行", "经会议讨论通过的重大决策事项", has_recipients=False),
    Kind(
        "决定", "下行", "对重要事项作出决策和部署、奖惩有关单位和人员、变更或者撤销下级机关不适当的决定事项"
    ),
    Kind(
        "命令",
        "下行",
        "公布行政法规和规章、宣布施行重大强制性措施、批准授予和晋升衔级、嘉奖有关单位和人员",
        has_recipients=False,
        format="命令",
        is_personal=True,
    ),
    Kind("公报", "公布", "公布重要决定或者重大事项", has_recipients=False),
    Kind("公告", "公布", "向国内外宣布重要事项或者法定事项", closing="特此公告。", has_recipients=False),
    Kind(
        "通告", "公布", "在一定范围内公布应当遵守或者周知的事项", closing="特此通告。", has_recipients=False
    ),
    Kind("意见", "不定", "对重要问题提出见解和处理办法"),
    Kind(
        "通知",
        "下行",
        "发布、传达要求下级机关执行和有关单位周知或者执行的事项，批转、转发公文",
        closing="特此通知。",
    ),
    Kind("通报", "下行", "表彰先进、批评错误、传达重要精神和告知重要情况"),
    Kind("报告", "上行", "向上级机关汇报工作、反映情况，回复上级机关的询问", closing="特此报告。"),
    Kind("请示", "上行", "向上级机关请求指示、批准", closing="妥否，请批示。"),
    Kind("批复", "下行", "答复下级机关请示事项", closing="此复。"),
    Kind(
        "议案",
        "平行",
        "各级人民政府按照法律程序向同级人民代表大会或者人民代表大会常务委员会提请审议事项",
        closing="现提请审议。",
        is_personal=True,
    ),
    Kind(
        "函",
        "平行",
        "不相隶属机关之间商洽工作、询问和答复问题、请求批准和答复审批事项",
        closing="请予函复为盼。",
        format="信函",
    ),
    Kind("纪要", "下行", "记载会议主要情况和议定事项", has_recipients=False, format="纪要", is_signed=False),
    Kind("指示", "下行", "一九九〇年代以前的公文：向下级机关布置工作、阐明原则", is_statutory=False),
    Kind("批示", "下行", "一九九〇年代以前的公文：批准下级的报告，提出意见并且转发", is_statutory=False),
    Kind(
        "布告",
        "公布",
        "一九九〇年代以前的公文：向群众公布应当遵守的事项",
        has_recipients=False,
        is_statutory=False,
    ),
    Kind("方案", "不定", "征求意见或者随文印发的工作方案", has_recipients=False, is_statutory=False),
)

ADOPTED = ("决议", "决定", "公报")
"""What a meeting adopts: the day stands in brackets below the title and not in the closing."""
BY_NAME = {kind.name: kind for kind in KINDS}
KIND_NAMES = frozenset(BY_NAME)

Oddity = Literal["别称"]
"""What departs: a name that is no kind of article 8 and stands for one."""
FoundKind = Found[str, Oddity]

_OTHER_NAMES = {
    "令": "命令",
    "通令": "命令",
    "会议纪要": "纪要",
    "答复": "函",
    "汇报": "报告",
    "公示": "公告",
    "决定书": "决定",
}
"""What documents call themselves, and the kind that it is; 令 is the word of article 8 in a title."""
_RULES = ("条例", "规定", "办法", "细则", "规则", "章程", "制度")
"""What rules call themselves."""
_PLANS = ("方案", "计划", "规划", "要点", "意见", "预案", "名单", "清单", "分工")
"""What plans call themselves."""
_PAPERS = [
    "复电",
    "电报",
    "通电",
    "授权书",
    "委托书",
    "申请书",
    "通知书",
    "告知书",
    "确认书",
    "感谢信",
    "批语",
    "训令",
    "公开信",
    "慰问信",
    "贺电",
    "倡议书",
    "提纲",
    "大纲",
    "通则",
    "规约",
    "解释",
    "职责",
    "规程",
    "标准",
    "目录",
    "指南",
    "指引",
    "措施",
    "政策",
    "规范",
    "纲要",
    "实施意见",
    "讲话",
    "安排",
    "表",
    "图",
    "导则",
    "守则",
    "准则",
    "公约",
    "须知",
    "说明",
    "情况",
    "汇总",
    "登记表",
    "台账",
    "样式",
    "模板",
    "流程",
    "说明书",
    "工作报告",
    "总结",
    "机制",
    "承诺书",
    "责任书",
    "协议",
    "合同",
    "草案",
    "任务书",
    "路线图",
    "概况",
    "名录",
    "目标",
    "一览",
]
"""What else an enclosed document calls itself."""
RULES, PLANS = "|".join(_RULES), "|".join(_PLANS)
NAMES = "|".join(sorted({*KIND_NAMES, *_OTHER_NAMES, *_RULES[:-1]}, key=len, reverse=True))
"""All kinds and what is like them, as alternatives of a regular expression, the longest first."""
STATUTORY = "|".join(
    sorted({"令", *(kind.name for kind in KINDS if kind.is_statutory)}, key=len, reverse=True)
)
"""The kinds of article 8 as titles have them, as alternatives of a regular expression."""
PAPERS = "|".join(dict.fromkeys((*NAMES.split("|"), *_RULES, *_PLANS, *_PAPERS)))
"""Whatever a title ends with, as alternatives of a regular expression."""
_END = pattern(rf"(?P<kind>{NAMES})(?:\s*[（(][^（()）]{{1,20}}[）)])*[。：:；]*$")


def read(text: str) -> FoundKind | None:
    """Return the kind with which the title or the mark ``text`` ends, what stands in brackets behind it apart.

    None when it ends with none.
    """
    match = _END.search(simplify(text))
    if match is None:
        return None
    kind = _OTHER_NAMES.get(match["kind"], match["kind"])
    odd: frozenset[Oddity] = frozenset(() if match["kind"].endswith((kind, "令")) else {"别称"})
    return Found(kind, *match.span("kind"), {}, odd) if kind in KIND_NAMES else None


def write(kind: str) -> str:
    """Return the word for ``kind`` at the end of a title: 令 for 命令, else its name."""
    return "令" if kind == "命令" else kind
