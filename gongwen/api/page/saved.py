"""What somebody is writing, kept in a folder with all its versions, so that nothing that was typed is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import RLock

import yaml

from gongwen.files import Together
from gongwen.finding import UsageError
from gongwen.pattern import pattern
from gongwen.plain_yaml import load_plain
from gongwen.read.input.tree import Tree

__all__ = ["SavedDraft", "SavedDrafts", "Version"]

_VERSIONS = ".版本"
_INDEX = "目录.json"
_NAME = pattern(r"[\w.-]{1,80}")
_MOST = 300
"""Versions of a draft that are kept."""


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a draft."""

    number: int
    before: int
    """The state that undoing leads to; 0 for none."""
    saved: str
    """When, YYYY-MM-DDTHH:MM:SS."""
    by: str
    """The open page that saved it."""
    person: str = ""
    """Who saved it, where several people share a server."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft as it is now."""

    name: str
    path: Path
    """Its file in the input format, whether it is a document yet or not."""
    tree: Mapping[str, Tree]
    version: Version

    @property
    def title(self) -> str:
        """What it is called in lists."""
        return str(self.tree.get("标题") or "").replace("\\n", "") or "（还没有标题）"


class SavedDrafts:
    """The drafts in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = RLock()

    def names(self) -> list[str]:
        """Return the names of all drafts, the one saved last first."""
        found = [
            path for path in self.folder.glob("*.yaml") if (self.folder / _VERSIONS / path.stem).is_dir()
        ]
        return [path.stem for path in sorted(found, key=lambda path: -path.stat().st_mtime)]

    def all(self) -> Iterator[SavedDraft]:
        """Yield all drafts that can be read, the one saved last first."""
        for name in self.names():
            with suppress(UsageError):
                yield self.read(name)

    def create(
        self,
        tree: Mapping[str, Tree],
        by: str = "",
        media: Mapping[str, bytes] | None = None,
        person: str = "",
    ) -> SavedDraft:
        """Save a new draft under a name of its own and return it; ``media`` are its pictures by their paths."""
        kind = re.sub(r"\W", "", str(tree.get("文种", ""))) or "文稿"
        stem = f"{kind}-{datetime.now():%Y%m%d-%H%M%S}"
        with self._lock:
            name, number = stem, 1
            while (self.folder / f"{name}.yaml").exists():
                number += 1
                name = f"{stem}-{number}"
            with Together() as files:
                files.write({self.folder / path: data for path, data in (media or {}).items()})
                return self._add(name, tree, 0, [], by, person)

    def read(self, name: str) -> SavedDraft:
        """Return the draft called ``name``; what was changed in its file meanwhile is a version of its own.

        Raises UsageError when there is none.
        """
        with self._lock:
            current, versions = self._index(name)
            path = self.folder / f"{name}.yaml"
            kept = self._version_file(name, current)
            data = path.read_bytes() if path.is_file() else kept.read_bytes()
            if data != kept.read_bytes():
                return self._add(name, _tree(data, path), current, versions, "别的程序")
            return SavedDraft(name, path, _tree(data, path), _numbered(versions, current))

    def save(self, name: str, tree: Mapping[str, Tree], seen: int, by: str, person: str = "") -> SavedDraft:
        """Save ``tree`` as the new state of a draft and return it; the same state is not saved again.

        ``seen`` is the version that the page ``by`` had; when another page saved one after it, a new draft is made,
        so that both are kept: its name is another one then.
        """
        with self._lock:
            now = self.read(name)
            if self._version_file(name, now.version.number).read_bytes() == _written(tree):
                return now
            if now.version.number != seen and now.version.by != by:
                return self.create(tree, by, person=person)
            _, versions = self._index(name)
            return self._add(name, tree, now.version.number, versions, by, person)

    def undo(self, name: str, by: str) -> SavedDraft:
        """Return the draft as it was before; as it is when nothing was before."""
        with self._lock:
            now = self.read(name)
            return self._point(name, now.version.before, by) if now.version.before else now

    def restore(self, name: str, number: int, by: str, person: str = "") -> SavedDraft:
        """Return the draft with version ``number`` as its new state. Raises UsageError when there is none."""
        with self._lock:
            now, path = self.read(name), self._version_file(name, number)
            if not path.is_file():
                raise UsageError(f"“{name}”没有第{number}个版本")
            _, versions = self._index(name)
            return self._add(name, _tree(path.read_bytes(), path), now.version.number, versions, by, person)

    def versions(self, name: str) -> list[Version]:
        """Return the versions of a draft, the latest first. Raises UsageError when there is no such draft."""
        return self._index(name)[1][::-1]

    def _point(self, name: str, number: int, by: str) -> SavedDraft:
        _, versions = self._index(name)
        kept = self._version_file(name, number)
        path = self.folder / f"{name}.yaml"
        tree = _tree(kept.read_bytes(), kept)
        with Together() as files:
            files.write({self._index_file(name): _index_of(number, versions), path: kept.read_bytes()})
        found = _numbered(versions, number)
        return SavedDraft(name, path, tree, replace(found, by=by))

    def _add(
        self,
        name: str,
        tree: Mapping[str, Tree],
        before: int,
        versions: list[Version],
        by: str,
        person: str = "",
    ) -> SavedDraft:
        """Save a version: its own file, the index that names it, and the draft; all or, without room, none."""
        number = max((each.number for each in versions), default=0) + 1
        version = Version(number, before, datetime.now().isoformat(timespec="seconds"), by, person)
        data, path = _written(tree), self.folder / f"{name}.yaml"
        index = _index_of(number, [*versions, version][-_MOST:])
        with Together() as files:
            files.write({self._version_file(name, number): data, self._index_file(name): index, path: data})
        for old in versions[: -_MOST + 1]:
            self._version_file(name, old.number).unlink(missing_ok=True)
        return SavedDraft(name, path, tree, version)

    def _index(self, name: str) -> tuple[int, list[Version]]:
        """Return the number of the present version, and all versions. Raises UsageError when there is no such draft."""
        path = self._index_file(name)
        if not _NAME.fullmatch(name) or not path.is_file():
            raise UsageError(f"没有“{name}”这份草稿，可能已经从文件夹里删去")
        found = json.loads(path.read_text(encoding="utf-8"))
        return found["现在"], [Version(**each) for each in found["版本"]]

    def _index_file(self, name: str) -> Path:
        return self.folder / _VERSIONS / name / _INDEX

    def _version_file(self, name: str, number: int) -> Path:
        return self.folder / _VERSIONS / name / f"{number}.yaml"


def _index_of(number: int, versions: list[Version]) -> bytes:
    told = {"现在": number, "版本": [asdict(each) for each in versions]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _numbered(versions: list[Version], number: int) -> Version:
    return next((each for each in versions if each.number == number), Version(number, 0, "", ""))


def _written(tree: Mapping[str, Tree]) -> bytes:
    text: str = yaml.safe_dump(dict(tree), allow_unicode=True, sort_keys=False, width=2**30)
    return text.encode()


def _tree(data: bytes, path: Path) -> Mapping[str, Tree]:
    """Return the tree that a file says. Raises UsageError when it says none."""
    try:
        found = load_plain(data)
    except yaml.YAMLError:
        found = None
    if not isinstance(found, dict):
        raise UsageError(f"{path}：写法不对，读不出各项；以前的版本在旁边的“{_VERSIONS}”文件夹里")
    return found
