"""A commented YAML file for each kind of document, to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_origin

from pydantic.fields import FieldInfo

from gongwen.document import NO_SEAL, TITLELESS_FORMATS, Document
from gongwen.finding import UsageError
from gongwen.keys import explain_kind, models_in
from gongwen.terms.kind import BY_NAME, Format, Kind

_DAY = "2024-12-09"
_GOVERNMENT = "云岭县人民政府"
_OFFICE_SUFFIX = "办公室"
_OFFICE = _GOVERNMENT + _OFFICE_SUFFIX
_PARTY = "中共云岭县委员会"
_RECIPIENTS = {"上行": "云岭市人民政府", "平行": "青岭县人民政府"}
_SUBORDINATES = "各乡镇人民政府，县政府各部门"
_POINTS = (
    "一、加强组织领导。各有关单位要明确分工，落实责任。",
    "二、做好督促检查。县水务局负责汇总情况，按月报告。",
)
_ROSTER = {
    "组长": ["李明远 县委副书记、县长"],
    "副组长": ["王若川 副县长"],
    "成员": ["赵清 县水务局局长", "钱思齐 县应急管理局局长"],
}
_PRESENT = {"attendees": "县政府办公室李明远，县水务局赵清"}
_ABSENT = {"absentees": "县财政局钱思齐", "observers": "县气象局孙安"}
_MARK_WORDS: dict[Format, str] = {"文件": "文件", "信函": "", "命令": "令", "纪要": "纪要"}
"""What follows the agency in the 发文机关标志 of each format (7.2.4, 10.1, 10.2, 10.3)."""
_LEGEND = "# “#”后空一格的是说明；“#”后紧接名称的是可选的项目，要用时删去它和下面缩进各行行首的“#”"


@dataclass(frozen=True, slots=True)
class _Example:
    """What is particular to the example of one kind."""

    issuer: str
    code: str
    """The agency's code in the 发文字号."""
    subject: str
    """The title behind the issuer."""
    opening: str
    """The first paragraph; numbered points follow when it ends in a colon."""
    recipients: str = ""
    """Empty for the recipients that the direction suggests."""


_EXAMPLES = {
    "决议": _Example(
        _PARTY, "云发", "关于加快特色产业发展的决议", "县委全体会议审议了产业发展情况的报告，决议如下："
    ),
    "决定": _Example(_GOVERNMENT, "云政发", "关于加强河道管理的决定", "为保护河道生态，县人民政府决定："),
    "命令": _Example(
        _GOVERNMENT, "", "关于森林防火的命令", "为预防森林火灾，保护人民生命财产安全，发布命令如下："
    ),
    "公报": _Example(_PARTY, "云公报", "第三次全体会议公报", "中共云岭县委员会第三次全体会议今天举行。"),
    "公告": _Example(
        _GOVERNMENT,
        "云政告",
        "关于设立河道保护区的公告",
        "县人民政府决定设立云溪河保护区，自公布之日起施行。",
    ),
    "通告": _Example(
        _GOVERNMENT, "云政通", "关于云溪河禁渔的通告", "为保护渔业资源，现将禁渔有关事项通告如下："
    ),
    "意见": _Example(_OFFICE, "云政办发", "关于做好防汛工作的意见", "为做好全县防汛工作，提出以下意见："),
    "通知": _Example(
        _OFFICE, "云政办发", "关于做好防汛工作的通知", "汛期临近，现将防汛工作有关事项通知如下："
    ),
    "通报": _Example(
        _OFFICE, "云政办通", "关于防汛检查情况的通报", "近日，县防汛检查组开展了专项检查，现将情况通报如下："
    ),
    "报告": _Example(_GOVERNMENT, "云政报", "关于防汛工作情况的报告", "现将我县防汛工作情况报告如下："),
    "请示": _Example(
        _GOVERNMENT,
        "云政请",
        "关于申请水库除险加固资金的请示",
        "我县云溪水库大坝老化，亟需除险加固，请求安排专项资金。",
    ),
    "批复": _Example(
        _GOVERNMENT,
        "云政复",
        "关于云溪河治理方案的批复",
        "你局关于云溪河治理方案的请示收悉。现批复如下：",
        "县水务局",
    ),
    "议案": _Example(
        _GOVERNMENT,
        "云政案",
        "关于提请审议云溪河保护规划的议案",
        "为保护云溪河流域，县人民政府拟定了保护规划，并经县政府常务会议讨论通过。",
        "云岭县人民代表大会常务委员会",
    ),
    "函": _Example(
        _OFFICE,
        "云政办函",
        "关于商请联合开展河道巡查的函",
        "为保护云溪河跨县河段，拟请贵县共同开展河道巡查。",
    ),
    "纪要": _Example(
        _GOVERNMENT, "云政纪", "防汛工作专题会议纪要", "县人民政府召开专题会议，研究防汛工作。纪要如下："
    ),
    "指示": _Example(_GOVERNMENT, "云政发", "关于加强防汛工作的指示", "汛期将至，特作如下指示："),
    "批示": _Example(
        _GOVERNMENT, "云政发", "对防汛工作报告的批示", "县人民政府同意防汛工作报告，现转发各乡镇。"
    ),
    "布告": _Example(_GOVERNMENT, "云政布", "关于保护河道的布告", "为保护河道，特布告如下："),
    "方案": _Example("云岭县", "", "防汛工作实施方案", "为做好全县防汛工作，制定本方案。"),
}


def starting_file(kind: str) -> str:
    """Return a YAML file for a document of ``kind``, with every key explained.

    Keys that may be left out stand as comments. Raises UsageError when there is no such kind.
    """
    if kind not in BY_NAME:
        raise UsageError(explain_kind(kind))
    known, example = BY_NAME[kind], _EXAMPLES[kind]
    values, spare = _values(known, example), _spare(known, example)
    lines = [f"# {kind}：{known.use}", _LEGEND]
    for name, info in Document.model_fields.items():
        if name in values:
            lines += _entry(info, values[name])
        elif name in spare:
            lines += [line if line.startswith("#") else f"#{line}" for line in _entry(info, spare[name])]
    return "\n".join(lines) + "\n"


def _values(kind: Kind, example: _Example) -> dict[str, Any]:
    """Return what stands filled in, by the names of the fields."""
    values: dict[str, Any] = {"kind": kind.name, "body": tuple(_body(kind, example))}
    if kind.format not in TITLELESS_FORMATS:
        values["title"] = example.issuer + example.subject
    if kind.has_recipients:
        values["main_recipients"] = example.recipients or _RECIPIENTS.get(kind.direction, _SUBORDINATES)
    if kind.direction == "上行":
        values |= {"signers": "李明远", "note": "联系人：赵清，电话：0000-1234567"}
    if not kind.is_statutory:
        return values | {"subtitle": "（征求意见稿）"}
    return values | _head(kind, example) | {"date": _DAY} | _end(kind, example)


def _head(kind: Kind, example: _Example) -> dict[str, Any]:
    """Return the 版头 of a document that has one."""
    number = f"〔{_DAY[:4]}〕12号"
    head = {
        "format": kind.format,
        "issuers": example.issuer,
        "doc_number": example.code + number if example.code else "第12号",
    }
    return head | ({"issuer_mark": example.issuer + example.subject} if kind.format == "纪要" else {})


def _end(kind: Kind, example: _Example) -> dict[str, Any]:
    """Return the 署名 and the 印发机关 where the format of ``kind`` rules them."""
    office = example.issuer.removesuffix(_OFFICE_SUFFIX) + _OFFICE_SUFFIX
    printed = {} if kind.format == "信函" else {"print_issuer": office, "print_date": _DAY}
    if kind.format == "纪要":
        return printed | {"seals": NO_SEAL, **_PRESENT}
    return printed | ({"stamps": [{"post": "县长"}]} if kind.is_personal else {})


def _spare(kind: Kind, example: _Example) -> dict[str, Any]:
    """Return examples of what may be left out, by the names of the fields."""
    spare: dict[str, Any] = {
        "style": "gbt9704-2012",
        "subtitle": "（试行）",
        "roster": _ROSTER,
        "attachments": [{"title": "防汛责任分工表", "body": ("附件的第一段。", "附件的第二段。")}],
        "date": _DAY,
        "seals": NO_SEAL,
        "note": "此件公开发布",
        "copy_recipients": "县委办公室，县人大常委会办公室，县政协办公室",
    }
    if kind.is_statutory:
        spare |= {"copy_number": "000001", "secrecy": "秘密", "secrecy_period": "1年", "urgency": "加急"}
        mark = example.issuer + _MARK_WORDS[kind.format]
        spare |= {"issuer_mark": mark, "signature": example.issuer}
    if kind.format in TITLELESS_FORMATS:
        spare["title"] = example.issuer + example.subject
    if kind.format == "纪要":
        spare |= _ABSENT
    if kind.direction == "下行":
        spare["enclosed"] = {
            "title": "云岭县防汛工作方案",
            "subtitle": "（试行）",
            "body": _POINTS,
        }
    return spare


def _body(kind: Kind, example: _Example) -> Iterator[str]:
    yield example.opening
    if example.opening.endswith("："):
        yield from _POINTS
    if kind.closing:
        yield kind.closing


def _entry(info: FieldInfo, value: Any) -> list[str]:
    """Return the lines of one key with its explanation: behind it when it is one line, else above it."""
    note, lines = f"# {info.description}", _item(str(info.alias), value, info)
    return [f"{lines[0]}  {note}"] if len(lines) == 1 else [note, *lines]


def _item(key: str, value: Any, info: FieldInfo) -> list[str]:
    """Return the lines of one key; a tuple is the paragraphs of a body."""
    if isinstance(value, str):
        return [f"{key}: {value}"]
    if isinstance(value, tuple):
        return [f"{key}: |", *_indented(value)]
    return [f"{key}:", *_indented(_inner(value, info))]


def _inner(value: Any, info: FieldInfo) -> list[str]:
    """Return the lines of a list, of a part with keys of its own, or of a roster."""
    if isinstance(value, list):
        return [line for item in value for line in _dashed(_inner(item, info))]
    if isinstance(value, str):
        return [value]
    model = models_in(info.annotation)[0]
    if get_origin(info.annotation) is dict:
        return [line for role, people in value.items() for line in _item(role, people, info)]
    return [line for name, part in value.items() for line in _entry(model.model_fields[name], part)]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _dashed(lines: Sequence[str]) -> list[str]:
    """Return ``lines`` as one item of a list."""
    return [f"- {lines[0]}", *_indented(lines[1:])]
