"""A docx → its lines."""

from __future__ import annotations

from gongwen.finding import UsageError
from gongwen.transcript import Transcript


def read_docx(data: bytes, name: str) -> Transcript:
    """Return the paragraphs of the docx that ``data`` is. Raises UsageError, which names the file ``name``."""
    raise UsageError(f"{name}：还不能读 docx（{len(data)} 字节），请另存为纯文本、网页或 PDF")
