"""The red line and those of the 版记 are paragraphs of their own, which a person can select and delete."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from gongwen import api
from gongwen.api.reading import read_file
from tests.paths import sample_file

LINES = ("红色分隔线", "版记首线", "版记中线", "版记末线")


@pytest.mark.parametrize("name", ["通告", "请示", "印发实施方案"])
def test_a_docx_without_its_lines_says_the_same(name: str, tmp_path: Path) -> None:
    path, bare = tmp_path / "公文.docx", tmp_path / "删去线.docx"
    path.write_bytes(api.render(api.compose_source(api.load(sample_file(name))), "docx").files[0])
    document = docx.Document(str(path))
    lines = [par for par in document.paragraphs if par.style is not None and par.style.name in LINES]
    assert {par.style.name for par in lines if par.style is not None} >= {*LINES} - {"版记中线"}
    for par in lines:
        assert not par.text
        par._p.getparent().remove(par._p)
    document.save(str(bare))
    assert read_file(bare).document == read_file(path).document
