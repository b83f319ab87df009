"""The kinds of documents: 条例 (2012) article 8, and what offices also send out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    Kind("方案", "不定", "征求意见或者随文印发的工作方案", has_recipients=False, is_statutory=False),
)

BY_NAME = {kind.name: kind for kind in KINDS}
KIND_NAMES = frozenset(BY_NAME)
