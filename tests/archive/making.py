"""Files to be archived, small ones."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from PIL import Image

NOTICE = """\
文种: 通知
发文机关: {issuer}
发文字号: {number}
标题: {issuer}关于{name}的通知
正文: 请认真抓好落实。
成文日期: {date}
"""


def write_notice(
    folder: Path, name: str, date: str = "2024-06-09", number: str = "", issuer: str = "云岭县人民政府"
) -> Path:
    """A notice about ``name`` as YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(
        NOTICE.format(issuer=issuer, name=name, date=date, number=number or f"云政发〔{date[:4]}〕1号"),
        encoding="utf-8",
    )
    return path


def scan(kind: str, sheets: int = 1) -> bytes:
    """A picture of paper without text: "JPEG", "TIFF" or "PDF" of so many sheets."""
    page = Image.new("L", (60, 80), 255)
    target = io.BytesIO()
    more = {"save_all": True, "append_images": [page] * (sheets - 1)} if sheets > 1 else {}
    page.save(target, kind, **more)
    return target.getvalue()


def foreign_docx(*paragraphs: str) -> bytes:
    """A docx of another program's making."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
