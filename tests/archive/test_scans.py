"""Scans in the archive: what is not proved is said, and the pages can be searched."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from rapidfuzz.distance import Levenshtein

from gongwen import api
from gongwen.archive.package import DIGESTS, REPORT, SEARCHABLE
from tests.command import run
from tests.making import scans
from tests.measuring.scanned import plain
from tests.paths import sample_file

pytest.importorskip("rapidocr")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a scan that lies askew on its side."""
    folder = tmp_path_factory.mktemp("扫描")
    pdf = api.render(api.compose_source(api.load(sample_file("短函"))), "pdf").files[0]
    pages = [scans.askew(page).rotate(90, expand=True) for page in scans.pages_of(pdf)]
    (folder / "旧件.pdf").write_bytes(scans.as_pdf(pages))
    done = run("archive", "旧件.pdf", "-o", "档案", "--searchable", cwd=folder)
    assert done.returncode == 1
    assert "没有人核对过" in done.stderr
    return next(path.parent for path in folder.rglob(DIGESTS))


def test_what_is_not_proved_is_said(kept: Path) -> None:
    assert "不证明与原件一致" in (kept / REPORT).read_text(encoding="utf-8")
    record = json.loads((kept / DIGESTS).read_text(encoding="utf-8"))
    assert record["制作"]["文字识别"].startswith("rapidocr")
    assert run("archive", "verify", kept.parent, cwd=kept).returncode == 0


def test_the_pages_can_be_searched_and_their_characters_lie_on_the_ink(kept: Path) -> None:
    wanted = plain(api.render(api.compose_source(api.load(sample_file("短函"))), "txt").files[0].decode())
    with pdfium.PdfDocument((kept / SEARCHABLE).read_bytes()) as document:
        page, text = document[0], document[0].get_textpage()
        found = plain(text.get_text_range())
        assert Levenshtein.normalized_similarity(found, wanted) > 0.9
        ink = np.asarray(page.render(scale=2).to_pil().convert("L")) < 140
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        high = page.get_height()
        inked = [
            ink[
                int((high - top) * 2) : int((high - bottom) * 2) + 1, int(left * 2) : int(right * 2) + 1
            ].any()
            for left, bottom, right, top in boxes
            if right > left
        ]
    assert sum(inked) > 0.9 * len(found)
