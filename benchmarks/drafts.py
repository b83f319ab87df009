"""How long a draft takes to become a document, and to be fixed in place. Run: python benchmarks/drafts.py"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.shared import Mm
from PIL import Image

from gongwen import api
from gongwen.api.checking import fix
from gongwen.api.documents import compose_source, render
from gongwen.api.drafts import read_draft

SAMPLE = Path(__file__).parent.parent / "samples" / "印发实施方案.yaml"
PICTURES = 10
BOUND = 0.400
"""Seconds for a draft of 12 pages with 10 pictures to become a docx, once warm."""
ROUNDS = 9


def draft(pictures: int) -> bytes:
    """Return the text of the sample as python-docx sets it, with photographs between its paragraphs."""
    texts = [par.text for par in Document(io.BytesIO(_laid_out())).paragraphs if par.text.strip()]
    docx, every = Document(), max(len(texts) // (pictures + 1), 1)
    for place, text in enumerate(texts, 1):
        docx.add_paragraph(text)
        if place % every == 0 and place // every <= pictures:
            docx.add_paragraph().add_run().add_picture(io.BytesIO(_photograph(place)), width=Mm(120))
            docx.add_paragraph(f"图{place // every} 现场")
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def _laid_out() -> bytes:
    return api.render(api.compose_source(api.load(SAMPLE)), "docx").files[0]


def _photograph(seed: int) -> bytes:
    """Return a JPEG of the size that a telephone takes, each another."""
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 40 + seed).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def median(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, seconds, the median of some rounds behind one to get warm."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def build(path: Path) -> None:
    """Make a document of the draft at ``path``."""
    found = read_draft(path)
    render(compose_source(found.source, media=found.media), "docx")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        for pictures in (0, PICTURES):
            path = Path(folder) / f"草稿{pictures}.docx"
            path.write_bytes(draft(pictures))
            took = median(lambda path=path: build(path))
            print(
                f"十二页、{pictures:>2} 张图片的草稿排成 docx  {took:.3f} s  上限 {BOUND:g}  {took / BOUND:.2f}"
            )
        fixing = median(lambda: fix(path, is_bold=True))
        print(f"  就地改好（fix --unsafe） {fixing:.3f} s")


if __name__ == "__main__":
    main()
