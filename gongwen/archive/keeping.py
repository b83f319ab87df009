"""A reading and its layout → everything that is kept of the document; or the original alone, with what is known of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from gongwen import __version__
from gongwen.archive.fidelity import Fidelity
from gongwen.archive.items import MAIN, Item
from gongwen.archive.metadata import (
    Metadata,
    describe,
    describe_by_hand,
    exchange_values,
    write_json,
    write_xml,
)
from gongwen.archive.numbers import archival_code, year_of
from gongwen.archive.ofda import ofda_problems
from gongwen.archive.originals import count_pages, format_of
from gongwen.archive.package import (
    DOCX,
    METADATA_JSON,
    METADATA_XML,
    OFD,
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
from gongwen.pages import Pages
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.reading import Reading
from gongwen.transcript import ENGINE
from gongwen.write.docx import write_docx
from gongwen.write.ofd.document import write_ofd
from gongwen.write.pdf import write_pdf
from gongwen.write.text import write_text
from gongwen.write.yaml_text import write_yaml

TOOL = f"gongwen {__version__}"
Layout = Literal["pdf", "ofd"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
_FILES: dict[Layout, str] = {"pdf": PDF, "ofd": OFD}
_STANDARDS: dict[Layout, str] = {"pdf": "PDF/A-2b", "ofd": "OFD-A"}
_ONLY_ORIGINAL = "只存原件"


@dataclass(frozen=True, slots=True)
class Originals:
    """The files of an item as they came."""

    item: Item
    data: Mapping[str, bytes]
    """By the names under which they are kept, the 正本 first."""

    @property
    def main(self) -> bytes:
        """The 正本."""
        return next(iter(self.data.values()))

    def count_pages(self, of_main: int | None = None) -> tuple[int | None, tuple[str, ...]]:
        """Return on how many pages all are, and the names of those of which nobody can say it, which do not count.

        ``of_main`` is taken for the 正本 when that itself has no pages. None when nothing could be counted.
        """
        counts = {name: count_pages(data, name) for name, data in self.data.items()}
        main = next(iter(counts))
        counts[main] = counts[main] or of_main
        known = [count for count in counts.values() if count]
        return sum(known) if known else None, tuple(name for name, count in counts.items() if not count)

    def facts(self) -> dict[str, str]:
        """Return what the list of digests says of them."""
        roles = [MAIN, *(part.role for part in self.item.parts)]
        told = "；".join(f"{role} {name}" for role, name in zip(roles, self.data, strict=True))
        return {
            "原件": self.item.original.name,
            "原件的 SHA-256": digest(self.main),
            **({"件内文件": told} if self.item.parts else {}),
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """One document ready to be kept."""

    package: Package
    record: Metadata
    fidelity: Fidelity | None
    """None when only the original is kept."""
    missing: tuple[Missing, ...] = ()
    """What of the original besides its text is not in the docx."""
    problems: tuple[str, ...] = ()
    """What keeps its PDF from being a PDF/A-2b, its OFD from being an OFD-A; () when nothing does."""
    notes: tuple[str, ...] = ()
    """What is worth knowing: originals whose pages could not be counted."""


def keep(
    reading: Reading,
    flow: Flow,
    profile: Profile,
    originals: Originals,
    own: Mapping[str, str],
    *,
    is_stamped: bool,
    layouts: Sequence[Layout] = ("pdf",),
) -> Kept:
    """Return everything that is kept of the document that ``originals`` are, read and laid out as ``flow``.

    ``own`` are the values that only the archive knows, 件号 among them. ``layouts`` are the files of its pages, () for
    none. With ``is_stamped`` these and the docx bear a 归档章. Raises InputError when a character cannot be drawn,
    UsageError when no font is there.
    """
    document, path = reading.document, originals.item.original
    pages = place_pages(flow, profile)
    formats = "；".join(["docx", *(_STANDARDS[each] for each in layouts)])
    values, uncounted = _archival(originals, own, formats, year_of(document), len(pages.sheets))
    known = describe(document, values)
    flow = replace(flow, facts=tuple({**dict(exchange_values(document)), **dict(flow.facts)}.items()))
    if is_stamped:
        stamp = ArchiveStamp(known)
        flow, pages = stamp_flow(flow, stamp, profile), stamp_pages(pages, stamp)
    made_at = datetime.datetime.now(datetime.UTC)
    made = _made(flow, replace(pages, date=made_at.strftime("%Y-%m-%dT%H:%M:%S")), profile, document, layouts)
    fidelity, holdings = prove(reading, made[DOCX], profile), prove_holdings(reading, made[DOCX])
    facts = {**originals.facts(), **_engine(reading), **_facts(made, made_at), "版式": profile.title}
    report = write_report(reading, fidelity, holdings, read_docx(made[DOCX], path.name).text, facts)
    files = {SOURCE: write_yaml(document).encode(), **made, REPORT: report.encode(), **_described(known)}
    problems = layout_problems(made, write_text(flow), stamped_text(known) if is_stamped else "")
    package = Package(_folder(known, path, document), originals.data, {**files, **reading.media}, facts)
    gone = holdings.missing if holdings else ()
    hidden = (each.message for each in gone if each.held.thing == "隐藏文字")
    lost, said = tuple(each for each in gone if each.is_lost), tuple(each for _, each in problems)
    return Kept(package, known, fidelity, lost, said, (*hidden, *_uncounted(uncounted)))


def _made(
    flow: Flow, pages: Pages, profile: Profile, document: Document, layouts: Sequence[Layout]
) -> dict[str, bytes]:
    """Return the docx of ``flow`` and the files of ``pages`` by their names."""
    drawn = {_FILES[each]: _draw(each, pages, profile, document) for each in layouts}
    return {DOCX: write_docx(flow, profile), **drawn}


def _engine(reading: Reading) -> dict[str, str]:
    """Return what recognised the text of a scan; {} for any other."""
    engine = reading.transcript.facts.get(ENGINE)
    return {ENGINE: engine} if engine else {}


def _draw(layout: Layout, pages: Pages, profile: Profile, document: Document) -> bytes:
    facts = exchange_values(document)
    if layout == "ofd":
        return write_ofd(pages, profile.faces, facts=dict(facts), archival=True)
    words = tuple(f"{name}：{value}" for name, value in facts)
    return write_pdf(replace(pages, keywords=words), profile.faces, archival=True)


def layout_problems(made: Mapping[str, bytes], text: str, stamped: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the laid out ones of the files ``made``, each with the name of its file.

    ``text`` is what the document prints, ``stamped`` what a stamp says beside it.
    """
    checks = {PDF: pdfa_problems, OFD: ofda_problems}
    for name, check in checks.items():
        if name in made:
            yield from ((name, problem) for problem in check(made[name], text, stamped))


def keep_original(originals: Originals, own: Mapping[str, str], document: Document | None = None) -> Kept:
    """Return ``originals`` as they are kept without anything made of them, with what is known of them.

    That is what ``own`` says, and ``document`` where it was read all the same. A title that nobody gave is the name
    of the file in square brackets (DA/T 18).
    """
    path = originals.item.original
    formats = "、".join(dict.fromkeys(map(format_of, originals.data)))
    year = year_of(document) if document else ""
    values, uncounted = _archival(originals, {"备注": _ONLY_ORIGINAL, **own}, formats, year)
    known = describe(document, values) if document else describe_by_hand({"题名": f"[{path.stem}]", **values})
    facts = {**originals.facts(), **_facts({}, datetime.datetime.now(datetime.UTC))}
    source = {SOURCE: write_yaml(document).encode()} if document else {}
    package = Package(_folder(known, path, document), originals.data, {**source, **_described(known)}, facts)
    return Kept(package, known, None, notes=_uncounted(uncounted))


def _folder(known: Metadata, path: Path, document: Document | None) -> str:
    number = document.doc_number if document else known.get("文件编号", "")
    return folder_name(known.get("档号", ""), number, known.get("题名", "").strip("[]"), path.stem)


def _described(known: Metadata) -> dict[str, bytes]:
    return {METADATA_XML: write_xml([known]).encode(), METADATA_JSON: write_json([known]).encode()}


def _archival(
    originals: Originals, own: Mapping[str, str], formats: str, year: str, laid_out: int | None = None
) -> tuple[Metadata, tuple[str, ...]]:
    """Return what the archive records besides what the document says, and the originals whose pages are not known.

    ``year`` is that of the document, ``laid_out`` on how many pages it was laid out anew.
    """
    count, uncounted = (None, ()) if own.get("页数") else originals.count_pages(laid_out)
    values = {"年度": year, "页数": str(count or ""), "格式信息": formats, "信息系统描述": TOOL, **own}
    values["摘要值"] = f"SHA-256 {digest(originals.main)}"
    values.setdefault("档号", archival_code(values))
    return values, uncounted


def _uncounted(names: Sequence[str]) -> tuple[str, ...]:
    return (f"{'、'.join(names)}的页数不知道，没有算进页数；可以用 --set 页数=… 写明",) if names else ()


def _facts(made: Mapping[str, bytes], made_at: datetime.datetime) -> dict[str, str]:
    return {
        **{f"{name} 的 SHA-256": digest(data) for name, data in made.items()},
        "工具": TOOL,
        "制作时间": made_at.astimezone().isoformat(timespec="seconds"),
    }
