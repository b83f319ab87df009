"""The text of pages as a file has it, held against what the document prints."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.archive.fidelity import compare
from gongwen.terms import page_number
from gongwen.zh.spaces import bare


def printed_problems(found: str, text: str, stamped: str, name: str) -> Iterator[str]:
    """Yield where ``found``, the text of the pages of a ``name`` in the order of the file, is another than ``text``.

    ``stamped`` is the text of a stamp, which is not of the document. The head of a table stands again on every page.
    """
    fidelity = compare(text, _without_page_numbers(found), added=[(stamped, "归档章")] if stamped else [])
    plain = bare(text).replace("|", "")
    wrong = [each for each in fidelity.unexplained if each.found or each.made not in plain]
    if wrong:
        yield f"{name} 里的文字与公文不一致，如“{(wrong[0].found or wrong[0].made)[:20]}”"


def _without_page_numbers(text: str) -> str:
    """Return ``text`` without its page numbers; one on its side, of a page that lies, is over two lines."""
    lines = text.splitlines(keepends=True)
    kept, index = [], 0
    while index < len(lines):
        count = next((n for n in (1, 2) if _is_number("".join(lines[index : index + n]))), 0)
        kept += [] if count else [lines[index]]
        index += count or 1
    return "".join(kept)


def _is_number(text: str) -> bool:
    number = page_number.read(text)
    return number is not None and not number.odd
