"""The text of pages as a file has it, held against what the document prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.archive.fidelity import compare
from gongwen.pattern import pattern
from gongwen.zh.spaces import bare

_PAGE_NUMBER = pattern(r"^\s*[—-]\s*\d+\s*[—-]\s*$", re.MULTILINE)


def printed_problems(found: str, text: str, stamped: str, name: str) -> Iterator[str]:
    """Yield where ``found``, the text of the pages of a ``name`` in the order of the file, is another than ``text``.

    ``stamped`` is the text of a stamp, which is not of the document. The head of a table stands again on every page.
    """
    fidelity = compare(text, _PAGE_NUMBER.sub("", found), added=[(stamped, "归档章")] if stamped else [])
    plain = bare(text).replace("|", "")
    wrong = [each for each in fidelity.unexplained if each.found or each.made not in plain]
    if wrong:
        yield f"{name} 里的文字与公文不一致，如“{(wrong[0].found or wrong[0].made)[:20]}”"
