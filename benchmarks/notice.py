"""One notice of about 12 pages: our times beside those of docxtpl, python-docx, pandoc, npm docx, zlib and bare Typst.

``python benchmarks/notice.py`` prints each ratio of one run with the milliseconds behind it;
``--check`` leaves with 1 when a ratio misses its aim.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import count, cycle
from pathlib import Path
from typing import Any

from docx import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docxtpl import DocxTemplate

sys.path.insert(0, str(Path(__file__).parent))

from others import npm_docx, pandoc

from gongwen.api import Composition, compose_source, load
from gongwen.document import Document
from gongwen.flow import Flow, Par
from gongwen.make.lay_out import lay_out
from gongwen.make.pages.place import place_pages
from gongwen.pages import Pages
from gongwen.paths import template_folder
from gongwen.profile import Profile
from gongwen.write.docx import BodyWriter, write_docx
from gongwen.write.fonts import choose_fonts
from gongwen.write.pdf import _engine, write_pdf
from gongwen.write.template import fill_template, read_template
from gongwen.write.typst_source import compose

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "印发实施方案.yaml"
ROUNDS, SECONDS = 7, 0.4
"""Rounds in which the rows take turns, and how long each is repeated in a round."""

Job = Callable[[], object]


def measure(jobs: dict[str, Job]) -> dict[str, float]:
    """Return the median milliseconds of each job, the jobs taking turns."""
    for job in jobs.values():
        job()
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            times[name].append(_once(job))
    return {name: statistics.median(found) * 1000 for name, found in times.items()}


def _once(job: Job) -> float:
    """Return the mean seconds of the processor that ``job`` takes over about SECONDS, whatever else runs."""
    count, start = 0, time.process_time()
    while (passed := time.process_time() - start) < SECONDS:
        job()
        count += 1
    return passed / count


class Peers:
    """The same document through docxtpl and through python-docx, each in its own fair way."""

    def __init__(self, composition: Composition, folder: Path) -> None:
        self.pars = [block for block in composition.flow.blocks if isinstance(block, Par)]
        roles = list(dict.fromkeys(par.role for par in self.pars))
        self.plain, self.template = folder / "plain.docx", folder / "template.docx"
        empty = Flow((), "", "", "")
        self.plain.write_bytes(write_docx(empty, composition.profile))
        self._make_template(roles)

    def _make_template(self, roles: list[str]) -> None:
        """A template with a loop over the paragraphs and a branch for every style."""
        word = WordDocument(str(self.plain))
        word.add_paragraph("{%p for par in pars %}")
        for role in roles:
            word.add_paragraph(f"{{%p if par.role == '{role}' %}}")
            word.add_paragraph("{{ par.text }}", style=role)
            word.add_paragraph("{%p endif %}")
        word.add_paragraph("{%p endfor %}")
        word.save(str(self.template))

    def docxtpl(self) -> bytes:
        """Return the docx by docxtpl as its manual uses it."""
        template = DocxTemplate(str(self.template))
        template.render(
            {"pars": [{"role": par.role, "text": par.text} for par in self.pars]}, autoescape=True
        )
        out = BytesIO()
        template.save(out)
        return out.getvalue()

    def python_docx(self) -> bytes:
        """Return the docx by python-docx, paragraph by paragraph, with the style objects looked up once."""
        word = WordDocument(str(self.plain))
        styles = {style.name: style for style in word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
        for par in self.pars:
            paragraph = word.add_paragraph(style=styles[par.role])
            for run in par.labelled:
                paragraph.add_run(run.text)
        out = BytesIO()
        word.save(out)
        return out.getvalue()


def plain_template(path: Path, flow: Flow, document: Document, profile: Profile) -> bytes:
    """Return a letterhead filled by docxtpl itself, its parts built as ours are."""
    writer = BodyWriter(profile, flow.numbering)
    context: dict[str, str] = {part.slot: writer.blocks(part.blocks) for part in flow.parts}
    context |= {
        "主体": "".join(
            writer.blocks(part.blocks) for part in flow.parts if part.slot not in ("版头", "版记")
        )
    }
    context["发文字号"] = document.doc_number
    template = DocxTemplate(str(path))
    template.render(context)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def shift(pages: Pages, number: float) -> Pages:
    """Return ``pages`` with every line a hair to the right, so that Typst remembers none of them."""
    sheets = [
        replace(s, lines=tuple(replace(x, x=x.x + number / 1000) for x in s.lines)) for s in pages.sheets
    ]
    return replace(pages, sheets=tuple(sheets))


class BareTypst:
    """Typst alone, with the compiler that the writer keeps, on sources written beforehand."""

    PREPARED = 200

    def __init__(self, pages: Pages, profile: Profile) -> None:
        write_pdf(pages, profile.faces)
        choice = choose_fonts(profile.faces)
        self.sources = []
        for number in range(self.PREPARED):
            composition = compose(shift(pages, number + 0.5), choice)
            fonts = {font: _engine._variant(font) for font in composition.fonts}
            self.sources.append(composition.source(fonts).encode())

    def compile(self, number: int) -> object:
        """Return the PDF of the source ``number``."""
        assert _engine.compiler is not None
        return _engine.compiler.compile(input=self.sources[number % self.PREPARED], format="pdf")


def rows(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the notice for one unit after the other: each with a number and recipients of its own."""
    for number in count(1):
        yield {**data, "发文字号": f"云岭政办发〔2024〕{number}号", "主送机关": f"云岭县第{number}中学"}


def others(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield notices of the same length in which no paragraph comes a second time."""
    for number in count(1):
        carried = {**data["印发件"], "正文": [f"{line}{number}" for line in data["印发件"]["正文"]]}
        yield {**data, "正文": [f"{line}{number}" for line in data["正文"]], "印发件": carried}


def deflate(data: bytes) -> bytes:
    """Return ``data`` deflated at the level of our packages."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def cold_build(folder: Path) -> float:
    """Return the median milliseconds of the whole process ``gongwen build`` to docx, its modules compiled as when installed."""
    command = [sys.executable, "-m", "gongwen", "build", str(SAMPLE), "-o", str(folder / "cold.docx")]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    times = []
    for _ in range(6):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:]) * 1000


def main() -> None:
    """Measure and print."""
    composition = compose_source(load(SAMPLE))
    document, profile, flow = composition.document, composition.profile, composition.flow
    pages = place_pages(flow, profile)
    data = document.model_dump(by_alias=True, exclude_defaults=True)
    letterhead = template_folder() / "文件版头.docx"

    def made(data: Mapping[str, Any]) -> bytes:
        return write_docx(
            lay_out(Document.model_validate(data, by_alias=True, by_name=False), profile), profile
        )

    with tempfile.TemporaryDirectory() as name:
        peers = Peers(composition, Path(name))
        changed = [
            zipfile.ZipFile(BytesIO(write_docx(flow, profile))).read(part)
            for part in ("word/document.xml", "docProps/core.xml", "docProps/custom.xml")
        ]
        template = read_template(letterhead)
        row, other = rows(data), others(data)
        bare = BareTypst(pages, profile)
        moved, shifted = cycle([shift(pages, number) for number in range(1, BareTypst.PREPARED)]), count(1)
        times = measure(
            {
                "数据到 docx": lambda: made(next(row)),
                "　每段文字都是新的": lambda: made(next(other)),
                "docxtpl": peers.docxtpl,
                "python-docx": peers.python_docx,
                "写 docx": lambda: write_docx(flow, profile),
                "只压缩": lambda: [deflate(part) for part in changed],
                "模板": lambda: fill_template(template, flow, document, profile),
                "docxtpl 填同一模板": lambda: plain_template(letterhead, flow, document, profile),
                "PDF": lambda: write_pdf(next(moved), profile.faces),
                "只用 Typst 编译": lambda: bare.compile(next(shifted)),
            }
        )
        times["整个命令"] = cold_build(Path(name))
        beside = {
            "pandoc（整个进程）": pandoc(peers.pars, peers.plain, Path(name)),
            "npm docx": npm_docx(peers.pars),
        }
    missed = report(times, len(pages.sheets))
    for program, milliseconds in beside.items():
        told = "没有安装，略去" if milliseconds is None else f"{milliseconds:9.2f} 毫秒"
        print(f"  {program:　<12}{told}")
    sys.exit(missed if "--check" in sys.argv else 0)


def report(times: dict[str, float], pages: int) -> int:
    """Print the rows; return 1 when one misses its aim, else 0."""
    rows = [
        ("数据到 docx，比 docxtpl 快", times["docxtpl"] / times["数据到 docx"], ">=", 12.0),
        ("数据到 docx，比 python-docx 快", times["python-docx"] / times["数据到 docx"], ">=", 25.0),
        ("写 docx，是只压缩的", times["写 docx"] / times["只压缩"], "<=", 2.0),
        ("填模板，比 docxtpl 快", times["docxtpl 填同一模板"] / times["模板"], ">=", 10.0),
        ("PDF，是只编译的", times["PDF"] / times["只用 Typst 编译"], "<=", 1.2),
        ("整个命令（秒）", times["整个命令"] / 1000, "<=", 0.5),
    ]
    print(f"{SAMPLE.name}，{pages} 页")
    for name, milliseconds in times.items():
        print(f"  {name:　<12}{milliseconds:9.2f} 毫秒")
    missed = 0
    for name, ratio, sign, aim in rows:
        is_met = ratio >= aim if sign == ">=" else ratio <= aim
        missed += not is_met
        print(f"{'合格' if is_met else '未达'}　{name} {ratio:.2f}（目标 {sign} {aim}）")
    return min(missed, 1)


if __name__ == "__main__":
    main()
