"""A reading and its layout → everything that is kept of the document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongwen import __version__
from gongwen.archive.fidelity import Fidelity
from gongwen.archive.metadata import Metadata, describe, exchange_values, write_json, write_xml
from gongwen.archive.package import (
    DOCX,
    METADATA_JSON,
    METADATA_XML,
    PDF,
    REPORT,
    SOURCE,
    Package,
    digest,
    folder_name,
)
from gongwen.archive.pdfa import pdfa_problems
from gongwen.archive.proof import prove, prove_holdings
from gongwen.archive.report import write_report
from gongwen.archive.stamp import ArchiveStamp, stamp_flow, stamp_pages, stamped_text
from gongwen.document import Document
from gongwen.flow import Flow
from gongwen.make.pages.place import place_pages
from gongwen.ooxml.seen.inventory import Missing
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.reading import Reading
from gongwen.write.docx import write_docx
from gongwen.write.pdf import write_pdf
from gongwen.write.text import write_text
from gongwen.write.yaml_text import write_yaml

TOOL = f"gongwen {__version__}"
_TERMS = {"永久": "Y", "30年": "D30", "10年": "D10", "长期": "C", "短期": "D"}
"""The codes of 保管期限 in a 档号 (DA/T 22-2015; 长期 and 短期 are those of 2000)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One document ready to be kept."""

    package: Package
    fidelity: Fidelity
    missing: tuple[Missing, ...]
    """What of the original besides its text is not in the docx."""
    problems: tuple[str, ...]
    """What keeps its PDF from being a PDF/A-2b; () when nothing does."""


def keep(
    reading: Reading, flow: Flow, profile: Profile, path: Path, own: Mapping[str, str], *, is_stamped: bool
) -> Kept:
    """Return everything that is kept of the document at ``path``, laid out as ``flow``.

    ``own`` are the values that only the archive knows, 件号 among them. With ``is_stamped`` docx and PDF
    bear a 归档章. Raises InputError when a character cannot be drawn, UsageError when no font is there.
    """
    document = reading.document
    pages = place_pages(flow, profile)
    known = describe(document, _archival(document, own, len(pages.sheets), path))
    flow = replace(flow, facts=tuple({**dict(exchange_values(document)), **dict(flow.facts)}.items()))
    stamp = ArchiveStamp(known)
    if is_stamped:
        flow, pages = stamp_flow(flow, stamp, profile), stamp_pages(pages, stamp)
    docx = write_docx(flow, profile)
    words = tuple(f"{name}：{value}" for name, value in exchange_values(document))
    pages = replace(pages, date=pages.date or _any_date(document), keywords=words)
    pdf = write_pdf(pages, profile.faces, archival=True)
    fidelity, holdings = prove(reading, docx, profile), prove_holdings(reading, docx)
    made = read_docx(docx, path.name).text
    problems = pdfa_problems(pdf, write_text(flow), stamped_text(known) if is_stamped else "")
    facts = _facts(path, profile, {DOCX: docx, PDF: pdf})
    files = {
        SOURCE: write_yaml(document).encode(),
        DOCX: docx,
        PDF: pdf,
        REPORT: write_report(reading, fidelity, holdings, made, facts).encode(),
        METADATA_XML: write_xml([known]).encode(),
        METADATA_JSON: write_json([known]).encode(),
        **reading.media,
    }
    name = folder_name(
        known.get("档号", ""), document.doc_number, document.title.replace("\n", ""), path.stem
    )
    missing = tuple(each for each in holdings.missing if each.is_lost) if holdings else ()
    return Kept(Package(name, path, files, facts), fidelity, missing, tuple(problems))


def _archival(document: Document, own: Mapping[str, str], count: int, path: Path) -> Metadata:
    """Return what the archive records besides what the document says."""
    values = {"页数": str(count), "格式信息": "docx；PDF/A-2b", "信息系统描述": TOOL, **own}
    if year := _year(document):
        values.setdefault("年度", year)
    values["摘要值"] = f"SHA-256 {digest(path.read_bytes())}"
    if code := _code(values):
        values.setdefault("档号", code)
    return values


def _year(document: Document) -> str:
    """Return the year in which the document was made, by its dates or its number; "" when none says."""
    day = document.date or document.print_date
    found = re.search(r"(?:19|20)\d\d", document.doc_number)
    return str(day.year) if day else found[0] if found else ""


def _code(values: Mapping[str, str]) -> str:
    """Return the 档号 of DA/T 22-2015: 全宗号-WS·年度-期限-机构-件号; "" when a part is missing."""
    needed = ("全宗号", "年度", "保管期限", "件号")
    if not all(values.get(name) for name in needed):
        return ""
    term = _TERMS.get(values["保管期限"], values["保管期限"])
    organ = f"-{values['机构或问题']}" if values.get("机构或问题") else ""
    return f"{values['全宗号']}-WS·{values['年度']}-{term}{organ}-{values['件号'].zfill(4)}"


def _any_date(document: Document) -> str:
    """Return a date for a PDF/A, which must have one: the printing date, else today."""
    return (document.print_date or datetime.date.today()).isoformat()


def _facts(path: Path, profile: Profile, made: Mapping[str, bytes]) -> dict[str, str]:
    return {
        "原件": path.name,
        "原件的 SHA-256": digest(path.read_bytes()),
        **{f"{name} 的 SHA-256": digest(data) for name, data in made.items()},
        "工具": TOOL,
        "版式": profile.title,
        "制作时间": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def numbered(paths: Sequence[Path], own: Mapping[str, str], first: int) -> list[dict[str, str]]:
    """Return the values of each document, the 件号 counted on from ``first``."""
    return [{**own, "件号": own.get("件号") or str(first + place)} for place, _ in enumerate(paths)]
