"""Findings → JSON with a stable form, and the JSON Schema of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gongwen.address import Place
from gongwen.finding import (
    BlanksChange,
    Checked,
    FigureChange,
    Finding,
    Fix,
    Fixing,
    Force,
    LinesChange,
    LookChange,
    NumbersChange,
    TextChange,
)
from gongwen.write.findings.view import all_findings, count_forces

_OBJECTS: dict[type, str] = {
    NumbersChange: "页码",
    LinesChange: "线",
    FigureChange: "图片",
    BlanksChange: "空段",
}
"""What changes of other things than characters, paragraphs and pages are about."""

Node = dict[str, Any]

FORM: Literal["gongwen-check/1"] = "gongwen-check/1"
"""What the report says of its form; another number when a reader of this one could not read it."""
_START = Field(alias="起", ge=0, description="第一个字符，从0数起")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PlaceItem(_Part, title="位置"):
    """Where a finding is."""

    line: int = Field(alias="数", ge=1, description="第几行或者第几段，从1数起")
    unit: Literal["行", "段"] = Field(alias="单位", description="数的是文本的行，还是文字处理文件的段")
    column: int = Field(alias="列", ge=1, description="这一行文字开始的列，从1数起")
    page: int = Field(alias="页", ge=0, description="按页数行时的页码；0是不分页")


class SpanItem(_Part, title="字符"):
    """Characters of a line or a paragraph."""

    start: int = _START
    end: int = Field(alias="止", ge=0, description="最后一个字符之后，从0数起")


class TextFixItem(_Part, title="改文字"):
    """Characters that become others."""

    kind: Literal["文字"] = Field("文字", alias="改")
    start: int = _START
    end: int = Field(alias="止", ge=0, description="最后一个字符之后；与“起”相同是插入")
    wanted: str = Field(alias="改为", description="空的是删去")


class LookFixItem(_Part, title="改格式"):
    """Properties that become others."""

    kind: Literal["格式"] = Field("格式", alias="改")
    of: Literal["字", "段末", "段", "页", "表", "页码", "线", "图片", "空段"] = Field(alias="对象")
    properties: dict[str, str] = Field(
        alias="属性",
        description="w:rPr、w:pPr、w:sectPr 或 w:tblPr 的各项，空的是去掉；页码、线、图片、空段没有",
    )
    start: int = _START
    end: int | None = Field(alias="止", description="null 是到段末")


FixItem = Annotated[TextFixItem | LookFixItem, Field(discriminator="kind")]


class FindingItem(_Part, title="一处问题"):
    """A finding."""

    code: str = Field(alias="规则", description="规则的代码，用 gongwen explain 看说明")
    force: Force = Field(alias="程度", description="差错最强，惯例最弱")
    fixing: Fixing = Field(alias="处理", description="修正：可以直接改；建议：同意后改；提示：由人判断")
    message: str = Field(alias="问题", description="末尾没有句号")
    clause: str = Field(alias="条款", description="只有数字的是 GB/T 9704 的条款；空的是没有条款")
    at: PlaceItem | None = Field(alias="位置", description="null 是说不出位置")
    span: SpanItem | None = Field(alias="字符", description="这一行、这一段里有问题的字符；null 是整行整段")
    excerpt: str = Field(alias="原文", description="那里的文字，长的有省略")
    fix: FixItem | None = Field(alias="修改", description="怎样改；null 是由人判断")


class FileItem(_Part, title="一个文件"):
    """A file with what was found in it."""

    file: str = Field(alias="文件", description="命令里写的名字")
    problem: str = Field(alias="未检查", description="没有检查的原因；空的是检查过了")
    unseen: str = Field(alias="没有查的", description="检查过了，而没有查到的部分；空的是都查了")
    findings: list[FindingItem] = Field(alias="问题")


class Report(_Part, title="检查结果"):
    """The whole report."""

    form: Literal["gongwen-check/1"] = Field(FORM, alias="格式")
    files: list[FileItem] = Field(alias="文件")
    counts: dict[str, int] = Field(alias="合计", description="各种程度的问题有几处，没有的不列")


def write_findings_json(checked: Sequence[Checked]) -> str:
    """Return the report on ``checked`` as JSON in the form of ``findings_schema``."""
    tree = {
        "格式": FORM,
        "文件": [_file(each) for each in checked],
        "合计": count_forces(all_findings(checked)),
    }
    report = Report.model_validate(tree)
    return report.model_dump_json(by_alias=True, indent=2, ensure_ascii=False) + "\n"


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema of what ``write_findings_json`` writes."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    for model in (schema, *schema["$defs"].values()):
        del model["description"]  # the docstring, which is for programmers
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _file(checked: Checked) -> Node:
    findings = [_finding(each) for each in checked.findings]
    return {"文件": checked.file, "未检查": checked.problem, "没有查的": checked.unseen, "问题": findings}


def _finding(finding: Finding) -> Node:
    span = finding.span
    return {
        "规则": finding.code,
        "程度": finding.force,
        "处理": finding.fixing,
        "问题": finding.message,
        "条款": finding.clause,
        "位置": _place(finding.place) if finding.place else None,
        "字符": {"起": span[0], "止": span[1]} if span else None,
        "原文": finding.excerpt,
        "修改": _fix(finding.fix) if finding.fix else None,
    }


def _place(at: Place) -> Node:
    return {"数": at.line, "单位": at.unit, "列": at.column, "页": at.page}


def _fix(fix: Fix) -> Node:
    change, span = fix.change, {"起": fix.at.start, "止": fix.at.end}
    if isinstance(change, LookChange):
        return {"改": "格式", "对象": change.of, "属性": dict(change.properties), **span}
    if isinstance(change, TextChange):
        return {"改": "文字", **span, "改为": change.wanted}
    return {"改": "格式", "对象": _OBJECTS[type(change)], "属性": {}, **span}
