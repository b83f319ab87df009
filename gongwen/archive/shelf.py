"""What a folder keeps already: what the next document must not repeat, and where its number goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from gongwen.archive.catalogue import Entry, read_catalogue
from gongwen.archive.metadata import Metadata
from gongwen.archive.numbers import COUNTED_IN, Numbers
from gongwen.archive.package import (
    CATALOGUE,
    main_original,
    packages,
    read_digests,
    read_metadata,
    seal_of,
)
from gongwen.finding import UsageError

_TELLING = ("文件编号", "题名", "责任者")
"""Two documents of which these are the same are most likely one."""
_NUMBERED = (*COUNTED_IN, "件号")


class Shelf:
    """The documents kept below a folder; it grows with every one that is added."""

    def __init__(self, folder: Path, first: int = 1) -> None:
        self.folder = folder
        listed = list_kept(folder)
        self._by_digest = {main_original(read_digests(folder / each.folder)): each.folder for each in listed}
        self._by_number: dict[tuple[str, ...], str] = {}
        self._by_telling: dict[tuple[str, ...], str] = {}
        self._numbers = Numbers((), first)
        for each in listed:
            self._note(each.record, each.folder)

    def add(self, record: Metadata, original: str, folder: str) -> None:
        """Take note of a document with the SHA-256 ``original`` that is kept now."""
        self._by_digest[original] = folder
        self._note(record, folder)

    def _note(self, record: Metadata, folder: str) -> None:
        self._numbers.take(record)
        if record.get("件号"):
            self._by_number.setdefault(_values(record, _NUMBERED), folder)
        if record.get("文件编号") and record.get("题名"):
            self._by_telling.setdefault(_values(record, _TELLING), folder)

    def next_number(self, values: Mapping[str, str], before: Iterable[Mapping[str, str]] = ()) -> str:
        """Return the 件号 that follows within the 全宗, year, 保管期限 and 机构或问题 of ``values``.

        ``before`` are the values of documents that are to be kept first.
        """
        return self._numbers.after(before).next(values)

    def same_original(self, digest: str) -> str:
        """Return the folder that keeps the very file; "" when none does."""
        return self._by_digest.get(digest, "")

    def same_number(self, values: Mapping[str, str]) -> str:
        """Return the folder whose 件号 within its group is that of ``values``; "" when none has it."""
        return self._by_number.get(_values(values, _NUMBERED), "")

    def same_document(self, record: Metadata) -> str:
        """Return the folder of a document of the same number, title and issuer; "" when there is none."""
        return self._by_telling.get(_values(record, _TELLING), "") if record.get("文件编号") else ""


def _values(record: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(record.get(name, "") for name in names)


def list_kept(folder: Path) -> list[Entry]:
    """Return what is kept below ``folder`` and what the catalogue lists, gone or not, in the order of a catalogue.

    Raises UsageError when the file of the catalogue cannot be read as one, or is somebody's own: it is not replaced.
    """
    path = folder / CATALOGUE
    known = read_catalogue(path) if path.is_file() else []
    if known is None:
        raise UsageError(
            f"{path}：读不出归档文件目录，不会被替换；请从备份恢复，没有备份就改名或移走，再归档时按现有的重新列"
        )
    listed = {each.folder: each for each in known}
    kept = {package.name: _entry(package, listed.get(package.name)) for package in packages(folder)}
    return sorted({**listed, **kept}.values(), key=_order)


def _entry(package: Path, listed: Entry | None) -> Entry:
    """Return ``package`` as the catalogue lists it; what a person wrote there stays, and so does the first seal."""
    record = read_metadata(package) or (dict(listed.record) if listed else {})
    remark = listed.record.get("备注", "") if listed else ""
    if remark:
        record["备注"] = remark
    return Entry(record, package.name, (listed.seal if listed else "") or seal_of(package))


def _order(entry: Entry) -> tuple[object, ...]:
    group = _values(entry.record, ("年度", "全宗号", "保管期限", "机构或问题"))
    return *group, entry.record.get("件号", "").zfill(8), entry.folder
