"""Which part of a document each line of its docx belongs to: parts.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml

from gongwen import api
from gongwen.check.file_lines import said_in
from gongwen.read.styles.file import read_profile

CASE = yaml.safe_load(Path(__file__).with_name("parts.yaml").read_text(encoding="utf-8"))
STANDARD = "gbt9704-2012"


def test_each_line_is_of_its_part() -> None:
    composition = api.compose_source(api.parse(CASE["稿"], "稿.yaml"), STANDARD)
    reading = api.read_bytes(api.render(composition, "docx").files[0], "公文.docx")
    said = said_in(reading, read_profile(STANDARD))
    assert [[line.part, line.text] for line in said] == CASE["行"]


def test_findings_in_what_is_no_docx_have_no_pages(tmp_path: Path) -> None:
    composition = api.compose_source(api.parse(CASE["稿"], "稿.yaml"), STANDARD)
    for kind in ("pdf", "txt"):
        path = tmp_path / f"公文.{kind}"
        path.write_bytes(api.render(composition, kind).files[0])
        found = api.check(path, STANDARD)
        assert api.with_pages(path, found, STANDARD) == found
    source = tmp_path / "稿.yaml"
    source.write_text(CASE["稿"], encoding="utf-8")
    assert api.with_pages(source, found, STANDARD) == found
