"""Files of the user: where an output goes, and how it gets there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from gongwen.finding import UsageError


def output_path(source: Path, wanted: Path | None, extension: str, sources: Sequence[Path]) -> Path:
    """Return the file that the output of ``source`` in the format ``extension`` goes to.

    ``wanted`` is what the user asked for: a folder, a file, or None for a file beside the source.
    A file name keeps its own stem when several formats are written.
    """
    if wanted is None:
        return source.with_suffix(f".{extension}")
    if wanted.is_dir() or not wanted.suffix or len(sources) > 1:
        return wanted / f"{source.stem}.{extension}"
    return wanted.with_suffix(f".{extension}")


def refuse_collisions(outputs: Collection[Path], sources: Collection[Path]) -> None:
    """Raise UsageError when an output would replace an input, or two outputs are one file."""
    inputs = {path.resolve() for path in sources}
    seen: set[Path] = set()
    for path in outputs:
        resolved = path.resolve()
        if resolved in inputs:
            raise UsageError(f"{path}：输出与输入是同一个文件，输入不会被改动，请用 -o 指定别的文件名")
        if resolved in seen:
            raise UsageError(f"{path}：两个输入会写到同一个文件，请分别用 -o 指定")
        seen.add(resolved)


def page_paths(path: Path, count: int) -> list[Path]:
    """Return the files for ``count`` pictures: ``path`` itself for one, else numbered ones."""
    if count == 1:
        return [path]
    digits = len(str(count))
    return [path.with_stem(f"{path.stem}-{number:0{digits}}") for number in range(1, count + 1)]


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and move it there: ``path`` is replaced by a complete file or not at all.

    Raises UsageError when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".gongwen-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path}：不能写入这个文件夹（{_reason(error)}），请用 -o 指定别处") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UsageError(
            f"{path}：不能写入（{_reason(error)}），文件若在 Word 或 WPS 中打开着，请先关闭"
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    reasons = {
        PermissionError: "没有权限",
        FileNotFoundError: "路径不存在",
        NotADirectoryError: "路径中有一段不是文件夹",
        FileExistsError: "已有同名的文件",
        IsADirectoryError: "那是一个文件夹",
    }
    return reasons.get(type(error), "磁盘可能已满，或文件名不被允许")
