"""How long a draft takes to become a document, and to be fixed in place. Run: python benchmarks/drafts.py"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from docx import Document
from docx.shared import Mm
from PIL import Image

from gongwen import api
from gongwen.api.checking import fix
from gongwen.api.documents import compose_source, render
from gongwen.api.drafts import read_draft

sys.path.insert(0, str(Path(__file__).parent))
from notice import measure

SAMPLE = Path(__file__).parent.parent / "samples" / "印发实施方案.yaml"
PICTURES = 10
BOUND = 400.0
"""Milliseconds of the processor for a draft of 12 pages with 10 pictures to become a docx, once warm."""
DRAFTS = 8
MOST_TIMES = 1.4
"""How often longer that takes at the most than python-docx to open and save the same draft."""


def drafts(pictures: int, folder: Path) -> Iterator[Path]:
    """Yield drafts in ``folder`` over and over, more than any memory of pictures holds."""
    paths = [folder / f"草稿{pictures}-{number}.docx" for number in range(DRAFTS)]
    for number, path in enumerate(paths):
        path.write_bytes(draft(pictures, number))
    return cycle(paths)


def draft(pictures: int, number: int) -> bytes:
    """Return the text of the sample as python-docx sets it, with photographs between its paragraphs."""
    texts = [par.text for par in Document(io.BytesIO(_laid_out())).paragraphs if par.text.strip()]
    docx, every = Document(), max(len(texts) // (pictures + 1), 1)
    for place, text in enumerate(texts, 1):
        docx.add_paragraph(text)
        if place % every == 0 and place // every <= pictures:
            docx.add_paragraph().add_run().add_picture(
                io.BytesIO(_photograph(1000 * number + place)), width=Mm(120)
            )
            docx.add_paragraph(f"图{place // every} 现场")
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def _laid_out() -> bytes:
    return api.render(api.compose_source(api.load(SAMPLE)), "docx").files[0]


def _photograph(seed: int) -> bytes:
    """Return a JPEG of the size that a telephone takes, each another."""
    out = io.BytesIO()
    image = Image.effect_noise((1600, 1200), 40).convert("RGB")
    image.putpixel((0, 0), (seed >> 16, seed >> 8 & 255, seed & 255))
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def build(path: Path) -> None:
    """Make a document of the draft at ``path``."""
    found = read_draft(path)
    render(compose_source(found.source, media=found.media), "docx")


def open_and_save(path: Path) -> None:
    """What a program spends at the least that changes anything in the draft at ``path``."""
    Document(str(path)).save(io.BytesIO())


def main() -> int:
    """Print the figures; return 1 when one misses its aim, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        plain, full = drafts(0, Path(folder)), drafts(PICTURES, Path(folder))
        times = measure(
            {
                "没有图片的排成 docx": lambda: build(next(plain)),
                "十张图片的排成 docx": lambda: build(next(full)),
                "就地改好（fix --unsafe）": lambda: fix(next(full), is_bold=True),
                "python-docx 打开再存": lambda: open_and_save(next(full)),
            }
        )
    for name, milliseconds in times.items():
        print(f"  {name:　<14}{milliseconds:9.2f} 毫秒")
    built, saved = times["十张图片的排成 docx"], times["python-docx 打开再存"]
    rows = (
        ("十张图片的草稿排成 docx（毫秒）", built, BOUND),
        ("是 python-docx 打开再存的", built / saved, MOST_TIMES),
    )
    for name, found, aim in rows:
        print(f"{'合格' if found <= aim else '未达'}　{name} {found:.2f}（目标 <= {aim:g}）")
    return int(any(found > aim for _, found, aim in rows))


if __name__ == "__main__":
    sys.exit(main())
