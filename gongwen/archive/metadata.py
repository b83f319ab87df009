"""What catalogues record of a document: GB/T 33480-2016, clause 4, and what DA/T 46-2009 adds for archives.

The English names are working names of this project; those of GB/T 33480 itself could not be consulted.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from gongwen.document import Document
from gongwen.terms import note
from gongwen.terms.date import write as format_date
from gongwen.terms.secrecy import STAR

NAMESPACE = "urn:gongwen:metadata:1"
_EXCHANGE, _ARCHIVE = "GB/T 33480—2016", "DA/T 46—2009"


@dataclass(frozen=True, slots=True)
class Term:
    """A metadata element."""

    name: str
    short: str
    clause: str
    """The clause of its standard; "" where only the standard is known."""
    standard: str = _EXCHANGE


TERMS = (
    Term("公文标识", "docId", "4.1"),
    Term("文种", "docKind", "4.2"),
    Term("份号", "copyNumber", "4.3"),
    Term("密级和保密期限", "secrecy", "4.4"),
    Term("紧急程度", "urgency", "4.5"),
    Term("发文机关标志", "issuerMark", "4.6"),
    Term("发文字号", "docNumber", "4.7"),
    Term("签发人", "signers", "4.8"),
    Term("标题", "title", "4.9"),
    Term("主送机关", "mainRecipients", "4.10"),
    Term("附件说明", "attachmentNotes", "4.11"),
    Term("发文机关或签发人署名", "signature", "4.12"),
    Term("成文日期", "docDate", "4.13"),
    Term("附注", "note", "4.14"),
    Term("抄送机关", "copyRecipients", "4.15"),
    Term("印发机关", "printIssuer", "4.16"),
    Term("印发日期", "printDate", "4.17"),
    Term("发布层次", "releaseLevel", "4.18"),
    Term("聚合层次", "aggregationLevel", "", _ARCHIVE),
    Term("档案馆名称", "archivesName", "", _ARCHIVE),
    Term("全宗名称", "fondsName", "", _ARCHIVE),
    Term("立档单位名称", "fondsConstitutor", "", _ARCHIVE),
    Term("电子文件号", "recordCode", "", _ARCHIVE),
    Term("档号", "archivalCode", "", _ARCHIVE),
    Term("全宗号", "fondsCode", "", _ARCHIVE),
    Term("年度", "year", "", _ARCHIVE),
    Term("保管期限", "retention", "", _ARCHIVE),
    Term("机构或问题", "organ", "", _ARCHIVE),
    Term("件号", "itemNumber", "", _ARCHIVE),
    Term("页数", "pageCount", "", _ARCHIVE),
    Term("题名", "recordTitle", "", _ARCHIVE),
    Term("主题词", "keywords", "", _ARCHIVE),
    Term("文件编号", "documentNumber", "", _ARCHIVE),
    Term("责任者", "author", "", _ARCHIVE),
    Term("日期", "date", "", _ARCHIVE),
    Term("格式信息", "formatInformation", "", _ARCHIVE),
    Term("信息系统描述", "informationSystem", "", _ARCHIVE),
    Term("摘要值", "digest", "", _ARCHIVE),
    Term("备注", "remark", "", _ARCHIVE),
)
"""In the order of the standards; an element of DA/T 46 that the exchange already has is not there twice."""
_BY_NAME = {term.name: term for term in TERMS}

Metadata = Mapping[str, str]
"""Values by the names of their elements; what is not known is not in it."""


def describe(document: Document, own: Mapping[str, str] | None = None) -> Metadata:
    """Return what is known of ``document``; ``own`` are the values that only the archive knows."""
    found = {**dict(_exchanged(document)), **dict(_archived(document)), **(own or {})}
    return {term.name: found[term.name] for term in TERMS if found.get(term.name)}


def describe_by_hand(own: Mapping[str, str]) -> Metadata:
    """Return the metadata of an item that is known only by what ``own`` says of it."""
    found = {"聚合层次": "件", "公文标识": own.get("文件编号") or own.get("题名", ""), **own}
    return {term.name: found[term.name] for term in TERMS if found.get(term.name)}


def exchange_values(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the elements of GB/T 33480 that ``document`` has, for a file's own properties."""
    for name, value in _exchanged(document):
        if value:
            yield name, value


def _exchanged(document: Document) -> Iterator[tuple[str, str]]:
    yield "公文标识", document.doc_number or _one_line(document.title)
    yield "文种", document.kind
    yield "份号", document.copy_number
    yield "密级和保密期限", STAR.join(filter(None, (document.secrecy, document.secrecy_period)))
    yield "紧急程度", document.urgency
    yield "发文机关标志", document.issuer_mark or "、".join(document.issuers)
    yield "发文字号", document.doc_number
    yield "签发人", "、".join(document.signers)
    yield "标题", _one_line(document.title)
    yield "主送机关", document.main_recipients
    yield "附件说明", "；".join(_one_line(each.title) for each in document.attachments)
    yield "发文机关或签发人署名", _signed(document)
    yield "成文日期", _day(document.date)
    yield "附注", document.note
    yield "抄送机关", document.copy_recipients
    yield "印发机关", document.print_issuer
    yield "印发日期", _day(document.print_date)
    yield "发布层次", "公开发布" if note.is_public(document.note) else ""


def _archived(document: Document) -> Iterator[tuple[str, str]]:
    yield "聚合层次", "件"
    yield "题名", record_title(document)
    yield "主题词", "　".join(document.keywords)
    yield "文件编号", document.doc_number
    yield "责任者", responsible(document)
    yield "日期", eight_digits(document)


def record_title(document: Document) -> str:
    """Return the title for a catalogue; one that had to be made up stands in square brackets (DA/T 18)."""
    mark = document.issuer_mark or "、".join(document.issuers)
    return _one_line(document.title) or f"[{mark}{document.doc_number}]"


def responsible(document: Document) -> str:
    """Return who issued the document: the issuers, else who signed it; "" when nobody says."""
    return "；".join(document.issuers or document.signatories)


def eight_digits(document: Document) -> str:
    """Return the date as catalogues write it, YYYYMMDD; "" when there is none."""
    return document.date.strftime("%Y%m%d") if document.date else ""


def _signed(document: Document) -> str:
    return "、".join((*document.signatories, *(f"{each.post}{each.name}" for each in document.stamps)))


def _day(day: datetime.date | None) -> str:
    return format_date(day) if day else ""


def write_xml(records: Sequence[Metadata]) -> str:
    """Return ``records`` as XML: each element by its name, with its short name and its standard."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}元数据")
    for record in records:
        item = ElementTree.SubElement(root, f"{{{NAMESPACE}}}公文")
        for name, value in record.items():
            term = _BY_NAME[name]
            marks = {"短名": term.short, "标准": f"{term.standard} {term.clause}".strip()}
            ElementTree.SubElement(item, f"{{{NAMESPACE}}}{name}", marks).text = value
    ElementTree.indent(root)
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def write_json(records: Sequence[Metadata]) -> str:
    """Return ``records`` as JSON: the values by the names of their elements."""
    return json.dumps([dict(record) for record in records], ensure_ascii=False, indent=2) + "\n"


def _one_line(title: str) -> str:
    return title.replace("\n", "")
