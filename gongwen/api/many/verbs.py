"""What can be done with one document of many: each verb as the command of its name does it, in the folder that it was laid into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from gongwen.api.building import BuildSpec, build_files
from gongwen.api.checking import check_files, check_spec, fails, fix_files
from gongwen.api.documents import TARGETS, Target, compose_source, render
from gongwen.api.many.rows import unpacked
from gongwen.api.many.work import RESULTS
from gongwen.api.reading import ReadSpec, read_files
from gongwen.api.tasks import tabulate
from gongwen.files import page_paths
from gongwen.finding import UsageError
from gongwen.read.encoding import read_text
from gongwen.read.input.form import fill, read_form

Options = Mapping[str, str]


class Done(NamedTuple):
    """What a verb made of one document."""

    outputs: Mapping[str, bytes]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    is_failed: bool


def build(file: Path, options: Options) -> Done:
    """Lay out ``file``; options 格式 (formats, with commas), 版式, 模板, 文头."""
    spec = BuildSpec(
        [file], file.parent / RESULTS, _targets(options), _beside(file, options.get("版式", "")),
        template=_path(file, options, "模板"), head=_path(file, options, "文头"),
    )  # fmt: skip
    (built,) = build_files(spec)
    told = [str(each) for each in built.composition.findings] if built.composition else []
    notes = (*told, *built.missing, *built.notes, *built.lost)
    return Done(_taken(built.written, file.parent / RESULTS), notes, built.problems, bool(built.problems))


def read(file: Path, options: Options) -> Done:
    """Read ``file`` into a source; option 格式 yaml or json."""
    target = options.get("格式", "yaml")
    spec = ReadSpec([file], file.parent / RESULTS / f"{file.stem}.{target}", target=target)  # type: ignore[arg-type]
    (found,) = read_files(spec)
    return Done(
        _taken(found.written, file.parent / RESULTS), tuple(filter(None, (found.account, *found.notes))), found.problems,
        bool(found.problems) or not found.is_official,
    )  # fmt: skip


def check(file: Path, options: Options) -> Done:
    """Find what is wrong in ``file``; options 版式, 只查, 不查. Findings that fail a document are its problems."""
    spec = check_spec(
        select=options.get("只查", ""),
        ignore=options.get("不查", ""),
        style=_beside(file, options.get("版式", "")),
    )
    (found,) = check_files([file], spec)
    told = tuple(str(each) for each in found.findings)
    if found.problem:
        return Done({}, (), (found.problem,), True)
    failed = fails([found])
    return Done({}, () if failed else told, told if failed else (), failed)


def fix(file: Path, options: Options) -> Done:
    """Fix ``file``; option 全部 for what is only a proposal too."""
    target = file.parent / RESULTS / file.name
    (fixed,) = fix_files([file], check_spec(), target, is_bold=bool(options.get("全部")))
    problems = (fixed.problem,) if fixed.problem else ()
    return Done(_taken([target], file.parent / RESULTS), (), problems, bool(problems))


def tasks(file: Path, options: Options) -> Done:
    """Table the tasks of ``file``."""
    done = tabulate(file, file.parent / RESULTS / f"{file.stem}.xlsx")
    told = f"任务 {len(done.tasks)} 项" + (
        f"，没有写明责任单位的 {len(done.unassigned)} 项" if done.unassigned else ""
    )
    return Done(_taken([done.path], file.parent / RESULTS), (told,), (), False)


def fill_rows(file: Path, options: Options) -> Done:
    """Lay out the document of some rows of a workbook, filled into the form ``file``.

    Options 行 (the rows, as :func:`gongwen.api.many.rows.packed` writes them), 名称 (of the results), 文号, and
    those of :func:`build`.
    """
    form = read_form(read_text(file), options.get("表单", file.name))
    values = {"发文字号": options["文号"]} if options.get("文号") else {}
    source = replace(fill(form, unpacked(options["行"]), values), path=file)
    composition = compose_source(source, _beside(file, options.get("版式", "")))
    outputs: dict[str, bytes] = {}
    notes = [str(each) for each in composition.findings]
    for target in _targets(options):
        made = render(composition, target, _path(file, options, "模板") if target == "docx" else None)
        notes += made.notes
        paths = page_paths(Path(f"{options['名称']}.{target}"), len(made.files))
        outputs |= {path.name: data for path, data in zip(paths, made.files, strict=True)}
    return Done(outputs, tuple(dict.fromkeys(notes)), (), False)


VERBS: Mapping[str, Callable[[Path, Options], Done]] = {
    "build": build, "read": read, "check": check, "fix": fix, "tasks": tasks, "rows": fill_rows,
}  # fmt: skip


def _targets(options: Options) -> list[Target]:
    named = [each for each in options.get("格式", "docx").split(",") if each]
    targets: list[Target] = [target for target in TARGETS if target in named]
    if len(targets) < len(named):
        raise UsageError(f"不认识格式“{options['格式']}”，可以写：{'、'.join(TARGETS)}")
    return targets


def _taken(paths: Iterable[Path], folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _path(file: Path, options: Options, key: str) -> Path | None:
    return file.parent / options[key] if options.get(key) else None


def _beside(file: Path, style: str) -> str:
    """Return a style: a name, or the file that came along."""
    path = file.parent / style
    return str(path) if style and path.is_file() else style
