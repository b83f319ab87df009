"""What is wrong in documents that others made, told, commented or fixed in a copy."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.batch import Failure, attempt, each
from gongwen.check.files import check, check_bytes, fix, read_places, with_pages
from gongwen.check.fixing import Fixed, comment_docx
from gongwen.files import Outputs, extension_of, state_of, write_whole
from gongwen.finding import BINDING, Checked, Finding, InputError, UsageError
from gongwen.read.encoding import read_bytes
from gongwen.read.file_kind import kind_of
from gongwen.read.input.check_settings import CheckSettings, read_check_settings, select_findings
from gongwen.read.input.source import is_source
from gongwen.read.named_files import files_named
from gongwen.rules.catalogue import former_codes, rule_codes
from gongwen.write.findings.view import spot
from gongwen.zh.spaces import visible

if TYPE_CHECKING:
    from gongwen.roster.ledger.history import History

__all__ = [
    "CheckSettings",
    "CheckSpec",
    "Checked",
    "Finding",
    "Fixed",
    "FixedFile",
    "check",
    "check_bytes",
    "check_files",
    "check_spec",
    "claim_reports",
    "comment_docx",
    "commented",
    "copy_of",
    "different",
    "fails",
    "fix",
    "fix_files",
    "only_new",
    "spot",
    "with_pages",
]  # fmt: skip


_NO_LOOKS = "字体、字号、行距、页边等格式没有检查"
_WITHOUT_LOOKS: dict[str, str] = {
    "doc": f"{_NO_LOOKS}；请在 Word 或 WPS 里另存为 docx 再查",
    "image": f"{_NO_LOOKS}，文字是从图片里认出来的，请与原件核对",
}
"""What is said of the kinds of files that show no looks."""
_KEPT = 30
"""Seconds for which the history of a register on a server is kept."""
_PERSONAL = "privacy."
"""The rules of personal data, which is masked only when asked for."""
_CHECKED = (".docx", ".doc", ".wps", ".pdf", ".txt", ".gw", ".yaml", ".yml", ".htm", ".html")
"""The files of a folder that are checked."""


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """How files are checked."""

    style: str = ""
    """A style or its file; "" leaves the choice to the document and its date."""
    day: str = ""
    """The day whose rules count, YYYY-MM-DD; "" is that of the document."""
    settings: CheckSettings = field(default_factory=CheckSettings)
    register: str = ""
    """The register that rosters are held against, its file or address; "" for none."""
    has_pages: bool = False
    """Whether a docx is laid out by the LibreOffice of this machine, so that places have pages."""
    settings_file: Path | None = None
    """Where the settings were read from."""

    @property
    def files(self) -> list[Path]:
        """The files that this is read from."""
        kept = _register_files(self.register) if self.register else []
        return [*([self.settings_file] if self.settings_file else []), *kept]


def check_spec(
    *,
    select: str = "",
    ignore: str = "",
    style: str = "",
    day: date | None = None,
    settings: Path | None = None,
    register: str = "",
    has_pages: bool = False,
) -> CheckSpec:
    """Return how to check: by codes or their beginnings with commas between them, and by a file of settings.

    Raises UsageError for codes of no rule, settings that are wrong, and a register that cannot be read.
    """
    from gongwen.api.rules import known_codes

    known = rule_codes()
    given = _settings(settings, known)
    own = replace(
        given,
        only=(*given.only, *known_codes(select, known, "--select")),
        skipped=(*given.skipped, *known_codes(ignore, known, "--ignore")),
    )
    if register:
        _history(register)
    when = day.isoformat() if day else ""
    return CheckSpec(style or own.style, when, own, register, has_pages, settings)


def _settings(file: Path | None, known: Sequence[str]) -> CheckSettings:
    if file is None:
        return CheckSettings()
    try:
        return read_check_settings(file, known, former_codes())
    except InputError as error:
        raise UsageError(str(error)) from None


def different(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return ``files`` with those of folders instead of the folders, and what is the same file named once.

    Raises UsageError for a folder without a document.
    """
    files = [each for file in files for each in (_documents_in(file) if file.is_dir() else (file,))]
    return tuple({file.resolve(): file for file in reversed(list(files))}.values())[::-1]


def _documents_in(folder: Path) -> list[Path]:
    """Return the documents in ``folder`` and the folders in it; what begins with . or ~ is none."""
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _CHECKED
        and path.is_file()
        and not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
    ]
    if not found:
        raise UsageError(f"{folder}：文件夹里没有可以检查的公文（{'、'.join(_CHECKED)}）")
    return found


def only_new(found: Iterable[Checked], baseline: Path) -> Iterator[Checked]:
    """Yield ``found`` without what the report at ``baseline`` tells. Raises UsageError when it is no report."""
    from gongwen.check.baseline import beyond, read_baseline

    return beyond(found, read_baseline(baseline))


def claim_reports(outputs: Iterable[Path], files: Sequence[Path], spec: CheckSpec) -> None:
    """Raise UsageError when an output is a file that is read, or two are one."""
    Outputs([*files, *spec.files], lambda: files_named(files, spec.style)).claim(outputs)


def check_files(files: Sequence[Path], spec: CheckSpec) -> Iterator[Checked]:
    """Yield what was found in each of ``files``, in their order, on all cores.

    One that cannot be read does not stop the others; its problem is said.
    """
    return each(partial(_check, spec=spec), files, _unchecked)


def _check(file: Path, spec: CheckSpec) -> Checked:
    findings = attempt(file, lambda: _find(file, spec))
    if isinstance(findings, Failure):
        return _unchecked(file, findings)
    return Checked(str(file), tuple(select_findings(findings, spec.settings)), unseen=_unseen(file))


def _unseen(file: Path) -> str:
    """Return what of ``file`` cannot be checked; "" for nothing."""
    if is_source(file) or (kind := kind_of(read_bytes(file), str(file))) not in _WITHOUT_LOOKS:
        return ""
    return _WITHOUT_LOOKS[kind]


def _unchecked(file: Path, failure: Failure) -> Checked:
    return Checked(visible(str(file)), problem="\n".join(failure.problems))


def _find(file: Path, spec: CheckSpec) -> list[Finding]:
    findings = check(file, spec.style, spec.day, spec.settings.allowed, spec.settings.phrases)
    if spec.register:
        findings += _against_register(file, spec)
    return with_pages(file, findings, spec.style, spec.day) if spec.has_pages else findings


def _against_register(file: Path, spec: CheckSpec) -> list[Finding]:
    from gongwen.roster.review.comparison import register_findings

    document, places = read_places(file)
    when = date.fromisoformat(spec.day) if spec.day else None
    return register_findings(document, places, _history(spec.register), when)


def _history(url: str) -> History:
    """Return the history in a register, read again when its files have changed."""
    files = [path.absolute() for path in _register_files(url) if path.is_file()]
    states = tuple((path, state_of(path)) for path in files)
    return _history_at(url, states or (time.monotonic() // _KEPT,))


@lru_cache(maxsize=4)
def _history_at(url: str, _state: tuple[object, ...]) -> History:
    from gongwen.roster.register import read_register
    from gongwen.roster.store.database import Database

    return read_register(Database(url)).fold()


def _register_files(url: str) -> list[Path]:
    from gongwen.roster.store.database import Database

    return Database(url).files


def fails(found: Iterable[Checked]) -> bool:
    """Whether anything was found that must be otherwise."""
    return any(finding.force in BINDING for each_file in found for finding in each_file.findings)


def commented(file: Path, checked: Checked) -> bytes:
    """Return the docx at ``file`` with each finding as a comment. Raises UsageError for another kind of file."""
    data = read_bytes(file)
    if kind_of(data, str(file)) != "docx":
        raise UsageError(f"{file}：批注只能写在 docx 里，请先另存为 docx")
    return comment_docx(data, checked.findings, datetime.now())


@dataclass(frozen=True, slots=True)
class FixedFile:
    """What came of fixing one file."""

    file: Path
    path: Path
    """Where the copy goes; nothing is written when nothing was done."""
    fixed: Fixed | None = None
    problem: str = ""


def copy_of(file: Path, output: Path | None, *, is_many: bool) -> Path:
    """Return where the copy of ``file`` goes. Raises UsageError for a name that says it is another kind of file."""
    if output is None:
        return file.parent / f"{file.stem}（改）{file.suffix}"
    if is_many or output.is_dir() or not extension_of(output):
        return output / file.name
    if output.suffix.lower() != file.suffix.lower():
        raise UsageError(
            f"{output}：改好的仍是 {file.suffix} 文件，请把文件名写成 {output.stem}{file.suffix}"
        )
    return output


def fix_files(
    files: Sequence[Path],
    spec: CheckSpec,
    output: Path | None = None,
    *,
    is_bold: bool = False,
    tracks: bool = False,
    masks: bool = False,
) -> Iterator[FixedFile]:
    """Fix every file in a copy and yield what came of it; one that cannot be read does not stop the others.

    ``output`` is a file, a folder, or None for copies beside the files; with ``tracks`` the changes of a docx
    are tracked ones, with ``masks`` personal data is masked. Raises UsageError before anything is done when a copy would replace a file that is read.
    """
    paths = [copy_of(file, output, is_many=len(files) > 1) for file in files]
    claim_reports(paths, files, spec)
    return (
        _fix(file, path, spec, is_bold=is_bold, tracks=tracks, masks=masks)
        for file, path in zip(files, paths, strict=True)
    )


def _fix(file: Path, path: Path, spec: CheckSpec, *, is_bold: bool, tracks: bool, masks: bool) -> FixedFile:
    when = datetime.now() if tracks else None
    fixed = attempt(file, lambda: _fixed_copy(file, path, spec, is_bold=is_bold, when=when, masks=masks))
    if isinstance(fixed, Failure):
        return FixedFile(file, path, problem="\n".join(fixed.problems))
    return FixedFile(file, path, fixed)


def _chosen(findings: list[Finding], settings: CheckSettings, *, masks: bool) -> list[Finding]:
    """Return the findings that are to be fixed; with ``masks`` those of personal data are fixed as well."""
    found = select_findings(findings, settings)
    return [
        replace(each, fixing="修正") if masks and each.code.startswith(_PERSONAL) else each for each in found
    ]


def _fixed_copy(
    file: Path, path: Path, spec: CheckSpec, *, is_bold: bool, when: datetime | None, masks: bool
) -> Fixed:
    """Write the fixed copy when there is anything to fix, and return it."""
    choose = partial(_chosen, settings=spec.settings, masks=masks)
    fixed = fix(
        file,
        spec.style,
        spec.day,
        spec.settings.allowed,
        spec.settings.phrases,
        is_bold=is_bold,
        when=when,
        choose=choose,
    )
    if fixed.done:
        write_whole(path, fixed.data)
    return fixed
