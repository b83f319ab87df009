"""Files of the user: where an output goes, and how it gets there whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from gongwen.finding import UsageError
from gongwen.pattern import pattern
from gongwen.unforeseen import is_no_room
from gongwen.waiting import clear_once, waiting_prefix

_DATABASE = b"SQLite format 3\0"
"""What a SQLite file begins with."""
_BESIDE_DATABASE = ("-wal", "-shm", "-journal")
"""Behind the name of a SQLite file: those that it is being written in."""
_REFUSED = pattern(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICE = pattern(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")

FileState = tuple[int, int]
"""What tells whether a file has changed: when it was last written, nanoseconds, and its size, bytes."""


def state_of(path: Path | str) -> FileState:
    """Return the state of the file at ``path`` now, by which what was read from it is kept. Raises OSError."""
    found = os.stat(path)
    return found.st_mtime_ns, found.st_size


def output_path(source: Path, wanted: Path | None, extension: str, sources: Sequence[Path]) -> Path:
    """Return the file that the output of ``source`` in the format ``extension`` goes to.

    ``wanted`` is what the user asked for: a folder, a file, or None for a file beside the source.
    A file name keeps its own stem when several formats are written.
    """
    if wanted is None:
        return source.with_suffix(f".{extension}")
    if wanted.is_dir() or not extension_of(wanted) or len(sources) > 1:
        return wanted / f"{source.stem}.{extension}"
    return wanted.with_suffix(f".{extension}")


def file_name(text: str, instead: str = "") -> str:
    """Return ``text`` as every system takes it for the name of a file; "" when nothing of it can be one.

    ``instead`` stands for signs that one of them refuses; a name that is a device on Windows has _ before it.
    """
    plain = _REFUSED.sub(instead, text).strip(" .")
    return f"_{plain}" if _DEVICE.fullmatch(plain) else plain


def extension_of(path: Path) -> str:
    """Return the extension of ``path`` in small letters, without its point; "" for none, as in 2024.6 or 第1.2号."""
    suffix = path.suffix[1:].lower()
    return suffix if suffix.isascii() and suffix[:1].isalpha() else ""


class Outputs:
    """What a command writes, held against what it reads: nothing that is read is ever written.

    ``inputs`` are the files that the command was given, ``named`` those that these name in turn (seals,
    styles …), which are looked up when the first output is found to be there already.
    """

    def __init__(self, inputs: Iterable[Path], named: Callable[[], Iterable[Path]] = tuple) -> None:
        self._inputs = _by_identity(inputs)
        self._named = named
        self._has_named = False
        self._claimed: set[str] = set()

    def claim(self, paths: Iterable[Path]) -> None:
        """Take ``paths`` for outputs, before anything is written.

        Raises UsageError when one is an input by any name, link or case, a register, a device or a pipe, or claimed already.
        """
        for path in paths:
            self._refuse_input(path)
            _refuse_kept(path)
            if (name := _name_of(path)) in self._claimed:
                raise UsageError(f"{path}：两个结果会写到同一个文件，请分别用 -o 指定")
            self._claimed.add(name)

    def _refuse_input(self, path: Path) -> None:
        if not self._has_named and os.path.lexists(path):
            self._inputs |= _by_identity(self._named())
            self._has_named = True
        same = next((self._inputs[key] for key in _identities(path) if key in self._inputs), None)
        if same is not None:
            shown = "" if same == path else f"（{same}）"
            raise UsageError(
                f"{path}：输出与输入是同一个文件{shown}，输入不会被改动，请用 -o 等选项指定别的文件名"
            )


def _by_identity(paths: Iterable[Path]) -> dict[Hashable, Path]:
    return {key: path for path in paths for key in _identities(path)}


def _identities(path: Path) -> Iterator[Hashable]:
    """Yield what tells a file: its name without links and case, and its device and inode where it is there."""
    yield _name_of(path)
    try:
        found = path.stat()
    except (OSError, ValueError):
        return
    if found.st_ino:
        yield found.st_dev, found.st_ino


def _name_of(path: Path) -> str:
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        real = str(path)
    return unicodedata.normalize("NFC", real).casefold()


def register_files(path: Path) -> list[Path]:
    """Return the files that the register at ``path`` is kept in, those that SQLite lays beside it among them."""
    return [path, *(path.with_name(path.name + side) for side in _BESIDE_DATABASE)]


def _refuse_kept(path: Path) -> None:
    """Raise UsageError when ``path`` is what no result may take the place of: a register, a device, a pipe."""
    _refuse_database(path)
    if _is_no_file(path):
        raise UsageError(f"{path}：这是设备或者管道，不是文件，结果不会写到那里，请换一个文件名")


def _is_no_file(path: Path) -> bool:
    """Whether there is something at ``path``, behind a link too, that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _refuse_database(path: Path) -> None:
    """Raise UsageError when ``path`` is a register, or a file that SQLite has laid beside one.

    Every SQLite file counts, whatever it is called: one that is damaged or of another program too.
    """
    side = next((each for each in _BESIDE_DATABASE if path.name.endswith(each)), "")
    kept = path.with_name(path.name.removesuffix(side)) if path.name != side else path
    if _is_database(path) or _is_database(kept):
        raise UsageError(f"{path}：这是名册（数据库文件），不会被别的内容替换，请换一个文件名")


def _is_database(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except (OSError, ValueError):
        return False


def page_paths(path: Path, count: int) -> list[Path]:
    """Return the files for ``count`` pictures: ``path`` itself for one, else numbered ones."""
    if count == 1:
        return [path]
    digits = len(str(count))
    return [path.with_stem(f"{path.stem}-{number:0{digits}}") for number in range(1, count + 1)]


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and move it there: ``path`` is replaced by a complete file or not at all.

    Of a link the file that it leads to is replaced; the link stays.
    Raises UsageError when it cannot be written, or when a register, a device or a pipe is there.
    """
    _refuse_kept(path)
    put_in_place(lay_beside(path, data), path)


def lay_beside(path: Path, data: bytes) -> Path:
    """Write ``data`` beside ``path`` under a name of its own, whole, and return that; :func:`put_in_place` makes it ``path``.

    Raises UsageError when it cannot be written.
    """
    return _lay(_behind_link(path), data, path)


def _lay(path: Path, data: bytes, wanted: Path) -> Path:
    """Return a file with ``data`` beside ``path``; what cannot be written is told of ``wanted``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_once(path.parent.absolute())
        handle, name = tempfile.mkstemp(prefix=waiting_prefix(), suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise _unwritten(wanted, error, "这个文件夹", "请换一个能写的文件夹（命令里用 -o 指定）") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o666 & ~_umask())
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unplaced(wanted, error) from None
    return Path(name)


def put_in_place(laid: Path, path: Path) -> None:
    """Move ``laid``, which :func:`lay_beside` wrote, to ``path``. Raises UsageError when that cannot be; ``laid`` is gone."""
    try:
        os.replace(laid, _behind_link(path))
    except OSError as error:
        laid.unlink(missing_ok=True)
        raise _unplaced(path, error) from None


def _unplaced(path: Path, error: OSError) -> UsageError:
    return _unwritten(path, error, "", "文件若在 Word 或 WPS 中打开着，请先关闭")


def _behind_link(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


class Together:
    """Files that are written all or none: when the block ends in an error, what was there before is put back.

    Used as a context; :meth:`write` may be called several times in it.
    """

    def __init__(self) -> None:
        self._written: list[tuple[Path, Path | None]] = []
        """Each file with what was there before; None for nothing."""

    def __enter__(self) -> Self:
        return self

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Write ``files``. Raises UsageError when one cannot be written."""
        for path, data in ((_behind_link(each), data) for each, data in files.items()):
            old = _set_aside(path)
            try:
                write_whole(path, data)
            except UsageError:
                if old is not None:
                    old.unlink()
                raise
            self._written.append((path, old))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for path, old in reversed(self._written):
            if kind is None and old is not None:
                old.unlink(missing_ok=True)
            elif kind is not None and old is not None:
                os.replace(old, path)
            elif kind is not None:
                path.unlink(missing_ok=True)


def _set_aside(path: Path) -> Path | None:
    """Return a copy of the file at ``path`` beside it; None when there is none. Raises UsageError."""
    if not path.is_file():
        return None
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=waiting_prefix(), suffix=path.suffix, dir=path.parent)
        os.close(handle)
        shutil.copy2(path, name)
    except OSError as error:
        if name:
            os.unlink(name)
        raise _unwritten(path, error, "这个文件夹", "请换一个能写的文件夹（命令里用 -o 指定）") from None
    return Path(name)


def write_new(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, where nothing may be yet. Raises UsageError as write_whole, and when something is."""
    if os.path.lexists(path):
        raise UsageError(_taken(path))
    made = _lay(path, data, path)
    try:
        place_new(made, path)
    finally:
        made.unlink(missing_ok=True)


def place_new(made: Path, path: Path) -> None:
    """Move the file ``made``, in the same folder, to ``path``, where nothing may be yet, whoever else tries the same.

    Raises UsageError when something is there, or it cannot be moved.
    """
    try:
        try:
            os.link(made, path)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))  # where files have one name only
            os.replace(made, path)
    except FileExistsError:
        raise UsageError(_taken(path)) from None
    except OSError as error:
        raise _unwritten(path, error, "", "请换一个地方") from None


def _taken(path: Path) -> str:
    return f"{path}：已有这个文件，不会覆盖，请换一个名字"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritten(path: Path, error: OSError, what: str, advice: str) -> UsageError:
    """Return what to raise when ``error`` kept ``path`` from being written; ``what`` of it, "" for itself."""
    if is_no_room(error):
        return UsageError(f"{path}：磁盘已满，没有写成；请腾出空间再试")
    return UsageError(f"{path}：不能写入{what}（{_reason(error)}），{advice}")


def _reason(error: OSError) -> str:
    reasons = {
        PermissionError: "没有权限",
        FileNotFoundError: "路径不存在",
        NotADirectoryError: "路径中有一段不是文件夹",
        FileExistsError: "已有同名的文件",
        IsADirectoryError: "那是一个文件夹",
    }
    if error.errno == errno.EROFS:
        return "磁盘是只读的"
    return reasons.get(type(error), "磁盘读写出错，或文件名不被允许")
