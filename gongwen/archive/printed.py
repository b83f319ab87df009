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
    found = ((line, page_number.read(line)) for line in text.splitlines(keepends=True))
    return "".join(line for line, number in found if number is None or number.odd)
