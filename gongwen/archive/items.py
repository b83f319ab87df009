"""件: the files that are kept as one item, and how files and folders are put together to items (DA/T 22-2015)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gongwen.archive.package import DIGESTS
from gongwen.finding import UsageError
from gongwen.pattern import pattern

MAIN = "正本"
ROLES: Mapping[str, tuple[str, ...]] = {
    MAIN: ("正本", "正文", "主件"),
    "附件": ("附件", "附表"),
    "处理单": ("处理单", "文件处理单", "收文处理单", "发文处理单", "公文处理单", "阅办单", "拟办单", "发文稿纸", "呈批件", "审批单"),
    "底稿": ("底稿", "定稿", "草稿", "花脸稿", "修改稿"),
}  # fmt: skip
"""What the files of an item are, with the words by which names of files say it."""
_ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
_BY_NAME = pattern(
    rf"(?:(?P<of>.+?)[-_—·\s]+)?(?P<word>{'|'.join(_ROLE_OF)})(?:[\d一二三四五六七八九十]+)?(?:[-_—·：:、.（(\s].*)?"
)
"""附件, 附件1-名单, 防汛通知-处理单: whose it is, and what."""
_NO_DOCUMENTS = ("thumbs.db", "desktop.ini")


class Part(NamedTuple):
    """A file of an item besides its 正本."""

    role: str
    """One of ROLES."""
    path: Path


@dataclass(frozen=True, slots=True)
class Item:
    """One 件: its 正本, what belongs to it, and what somebody wrote of it by hand."""

    original: Path
    parts: tuple[Part, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """Elements of the metadata, by their names."""
    note: str = ""
    """What is not sure of its files."""

    @property
    def files(self) -> tuple[Path, ...]:
        """All its files, the 正本 first."""
        return self.original, *(part.path for part in self.parts)

    def kept_names(self) -> dict[str, Path]:
        """Return its files by the names under which they are kept: 正本 itself, others below what they are."""
        names: dict[str, Path] = {self.original.name: self.original}
        taken = {self.original.name.casefold()}
        for role, path in self.parts:
            name, number = f"{role}/{path.name}", 1
            while name.casefold() in taken:
                number += 1
                name = f"{role}/{path.stem}-{number}{path.suffix}"
            taken.add(name.casefold())
            names[name] = path
        return names


class _Named(NamedTuple):
    path: Path
    role: str
    """ "" when its name says nothing."""
    of: str = ""
    """The name of the 正本 that it says."""


def gather(paths: Iterable[Path], output: Path) -> list[Item]:
    """Return the items that ``paths`` are: files, and folders with all that is below them, ``output`` apart.

    Files of one folder are one item where their names say so: 附件1 and 处理单 beside the only other file, and
    防汛通知-附件1 beside 防汛通知. Raises UsageError for a folder that cannot be opened.
    """
    given: dict[Path, list[_Named]] = {}
    for path in paths:
        for file in _files_below(path, output.absolute()) if path.is_dir() else [path]:
            named, folder = _named(file, path)
            given.setdefault(folder, []).append(named)
    return [item for files in given.values() for item in _items(files)]


def _files_below(folder: Path, output: Path) -> Iterator[Path]:
    """Yield the documents below ``folder`` in the order of their names; what is kept in an archive is none."""
    try:
        own = sorted(folder.iterdir(), key=_place)
    except OSError:
        raise UsageError(f"{folder}：打不开这个文件夹，请检查权限") from None
    if any(path.name == DIGESTS for path in own):
        return
    for path in own:
        if path.name.startswith((".", "~$")) or path.name.casefold() in _NO_DOCUMENTS:
            continue
        if path.is_dir():
            if not path.is_symlink() and path.absolute() != output:
                yield from _files_below(path, output)
        else:
            yield path


def _place(path: Path) -> list[tuple[str, int]]:
    """Return where a file stands among others: 附件2 before 附件10."""
    return [(text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d{0,18})", path.name)]


def _named(path: Path, given: Path) -> tuple[_Named, Path]:
    """Return what the name of ``path`` says, and the folder of its item; in a folder 附件 below ``given`` all are."""
    role = _ROLE_OF.get(path.parent.name, "") if given not in (path.parent, path) else ""
    if role:
        return _Named(path, role), path.parent.parent
    match = _BY_NAME.fullmatch(path.stem)
    if match is None:
        return _Named(path, ""), path.parent
    return _Named(path, _ROLE_OF[match["word"]], match["of"] or ""), path.parent


def _items(files: Sequence[_Named]) -> Iterator[Item]:
    """Yield the items of one folder; a part of which nobody can say whose it is stands by itself."""
    mains = [each for each in files if each.role in ("", MAIN)]
    parts: dict[Path, list[Part]] = {each.path: [] for each in mains}
    alone = []
    for each in files:
        if each in mains:
            continue
        owner = _owner(each, mains)
        if owner is None:
            alone.append(each)
        else:
            parts[owner.path].append(Part(each.role, each.path))
    for each in mains:
        yield Item(each.path, tuple(sorted(parts[each.path], key=lambda part: list(ROLES).index(part.role))))
    for each in alone:
        yield Item(each.path, note=f"{each.path}：名字像{each.role}，不知道是哪一件的，单独成了一件")


def _owner(part: _Named, mains: Sequence[_Named]) -> _Named | None:
    """Return the 正本 to which ``part`` belongs; None when none or several may be meant."""
    if part.of:
        fitting = [each for each in mains if part.of in (each.path.stem, each.of)]
    else:
        fitting = [each for each in mains if each.role == MAIN and not each.of] or list(mains)
    return fitting[0] if len(fitting) == 1 else None
