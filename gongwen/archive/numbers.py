"""年度, 件号 and 档号: documents counted on within their year, 保管期限 and 机构或问题 (DA/T 22-2015)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongwen.archive.metadata import Metadata
from gongwen.document import Document
from gongwen.pattern import pattern

COUNTED_IN = ("全宗号", "年度", "保管期限", "机构或问题")
"""Documents that have the same of these are counted together."""
_TERMS = {"永久": "Y", "30年": "D30", "10年": "D10", "长期": "C", "短期": "D"}
"""The codes of 保管期限 in a 档号 (DA/T 22-2015; 长期 and 短期 are those of 2000)."""
_YEAR = pattern(r"(?:19|20)\d\d")


class Numbers:
    """The next 件号 of every group; ``first`` is where a group begins that has none yet."""

    def __init__(self, records: Iterable[Metadata], first: int) -> None:
        self._first = first
        self._last: dict[tuple[str, ...], int] = {}
        for record in records:
            self.take(record)

    def after(self, records: Iterable[Mapping[str, str]]) -> Numbers:
        """Return the numbers that follow when ``records`` are counted too."""
        found = Numbers((), self._first)
        found._last = dict(self._last)
        for record in records:
            found.take(record)
        return found

    def next(self, values: Mapping[str, str]) -> str:
        """Return the 件号 that follows in the group of ``values``."""
        return str(max(self._last.get(_group(values), 0) + 1, self._first))

    def take(self, values: Mapping[str, str]) -> None:
        """Count the document of ``values``, whatever its 件号 is."""
        number = values.get("件号", "")
        if number.isdecimal():
            group = _group(values)
            self._last[group] = max(self._last.get(group, 0), int(number))


def _group(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values.get(name, "") for name in COUNTED_IN)


def year_of(document: Document) -> str:
    """Return the year in which ``document`` was made, by its dates or its number; "" when none says."""
    day = document.date or document.print_date
    found = _YEAR.search(document.doc_number)
    return str(day.year) if day else found[0] if found else ""


def archival_code(values: Mapping[str, str]) -> str:
    """Return the 档号 of DA/T 22-2015: 全宗号-WS·年度-期限-机构-件号; "" when a part is missing."""
    needed = ("全宗号", "年度", "保管期限", "件号")
    if not all(values.get(name) for name in needed):
        return ""
    term = _TERMS.get(values["保管期限"], values["保管期限"])
    organ = f"-{values['机构或问题']}" if values.get("机构或问题") else ""
    return f"{values['全宗号']}-WS·{values['年度']}-{term}{organ}-{values['件号'].zfill(4)}"
