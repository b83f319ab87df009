"""A run over many documents: what is to be done, what came of it, and what is told at the end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from gongwen import __version__
from gongwen.api.many.engine import results, usual_count
from gongwen.api.many.jobs import MOST, FileJob, Job, Made, Verb, common_folder
from gongwen.api.many.journal import NAME, Entry, Journal
from gongwen.api.many.rows import RowGroup, packed
from gongwen.files import Outputs, put_in_place, write_whole
from gongwen.finding import UsageError
from gongwen.read.encoding import read_bytes
from gongwen.read.named_files import files_named
from gongwen.write.book import BookTable, write_book
from gongwen.zh.spaces import visible

_REPORTS = (".xlsx", ".json")
"""The extensions of a report."""


@dataclass(frozen=True, slots=True)
class BatchSpec:
    """How a run goes, whatever is done in it."""

    verb: Verb
    folder: Path
    """Where the results and the journal go."""
    options: Mapping[str, str] = field(default_factory=dict)
    count: int = field(default_factory=usual_count)
    """How many documents are worked on at a time."""
    address: str = ""
    """Of a Dask cluster; "" for this machine."""
    resumes: bool = False
    report: Path | None = None
    """Where what came of each document is told at the end; None for nowhere."""

    @property
    def run(self) -> str:
        """What tells a run from another."""
        said = json.dumps([self.verb, dict(self.options), __version__], ensure_ascii=False, sort_keys=True)
        return sha256(said.encode()).hexdigest()[:16]


def run_jobs(jobs: Iterable[Job | FileJob], spec: BatchSpec, given: Iterable[Path] = ()) -> Iterator[Entry]:
    """Do ``jobs`` and yield what came of each as it is done and written down; ``given`` are the files that are read.

    With ``spec.resumes`` what was done before is passed over. The results are the same files whatever the
    order, the number of processes or the stops. Raises UsageError before anything is done for a journal of
    another run, for a cluster that cannot be reached, and when a result would replace a file that is read.
    """
    files = list(given)
    Outputs(files).claim([spec.folder / NAME])
    outputs = Outputs(files, lambda: files_named(files))
    if spec.report is not None:
        outputs.claim([_checked(spec.report)])
    with Journal(spec.folder, spec.run, resumes=spec.resumes) as journal:
        waiting = (job for job in jobs if not journal.has(job))
        for made in results(waiting, spec.folder, spec.count, spec.address):
            yield journal.add(_placed(made, spec.folder, outputs))


def _checked(report: Path) -> Path:
    """Return ``report``. Raises UsageError for a name that is of neither a workbook nor JSON."""
    if report.suffix.lower() not in _REPORTS:
        raise UsageError(f"{report}：报告是 xlsx 或 json，请改扩展名")
    return report


def _placed(made: Made, folder: Path, outputs: Outputs) -> Made:
    """Put the results of a document in their places; return what came of it, with why they could not be put there."""
    try:
        outputs.claim(folder / name for name in made.outputs)
        for name, laid in made.outputs.items():
            put_in_place(laid.path, folder / name)
    except UsageError as error:
        return made.unwritten(error)
    return made


def file_jobs(files: Sequence[Path], spec: BatchSpec, extra: Iterable[Path] = ()) -> Iterator[FileJob]:
    """Yield the job of each of ``files`` as it is asked for; ``extra`` are files that all of them need.

    Results lie in folders as the files do. A file that cannot be read has a job that says why.
    """
    shared = {path.name: read_bytes(path, MOST) for path in extra}
    top = common_folder(files)
    for path in files:
        absolute = path.absolute()
        prefix = absolute.parent.relative_to(top).as_posix()
        yield FileJob(
            visible(str(path)), spec.verb, absolute, shared, spec.options, prefix if prefix != "." else ""
        )


def row_jobs(
    groups: Iterable[RowGroup],
    form: Path,
    spec: BatchSpec,
    numbers: Mapping[int, str],
    extra: Iterable[Path] = (),
) -> Iterator[Job]:
    """Yield the job of each of ``groups``, to be filled into the form at ``form``.

    ``numbers`` are the 发文字号 that are given to documents, by the number of each.
    """
    files = {form.name: read_bytes(form, MOST)} | {path.name: read_bytes(path, MOST) for path in extra}
    for group in groups:
        own = {"行": packed(group.rows), "名称": group.name, "表单": str(form)}
        if number := numbers.get(group.number):
            own["文号"] = number
        yield Job(f"{group.rows[0].at} {group.name}", "rows", form.name, files, {**spec.options, **own})


def report_table(entries: Iterable[Entry]) -> BookTable:
    """Return what came of every document, one a row."""
    rows = [
        (
            each.key,
            "没有办成" if each.is_failed else "办成",
            "、".join(each.outputs),
            "\n".join(each.problems),
            "\n".join(each.notes),
        )
        for each in entries
    ]
    return BookTable("办理情况", ("公文", "结果", "生成的文件", "问题", "提示"), rows)


def write_report(folder: Path, path: Path) -> None:
    """Write what the journal in ``folder`` says to ``path``, a workbook or JSON by its extension. Raises UsageError."""
    entries = list(Journal.read(folder))
    if path.suffix.lower() == ".json":
        facts = [
            {
                "公文": each.key,
                "办成": not each.is_failed,
                "文件": sorted(each.outputs),
                "问题": list(each.problems),
                "提示": list(each.notes),
            }
            for each in entries
        ]
        write_whole(path, (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode())
    else:
        write_whole(path, write_book([report_table(entries)]))
