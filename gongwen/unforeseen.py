"""Errors that nobody foresaw: what the user is told of them, and what is kept for whoever fixes the program."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen import __version__

if TYPE_CHECKING:
    from logging import Logger
    from traceback import StackSummary

_ROOT = Path(__file__).parent
_SHOWN = 80
"""Characters of the error's own words that a message quotes."""
_NO_ROOM = ("ENOSPC", "EDQUOT", "EFBIG")
"""What a system says when a disk has no room, by their names in errno; libraries quote them so."""


def unforeseen(error: Exception) -> str:
    """Return what to say of ``error``: where it arose, and where the report on it is kept.

    The report holds nothing of the document: no values, no texts, no names of files.
    """
    import traceback

    log().debug("unforeseen", exc_info=error)
    if is_no_room(error):
        return _no_room()
    frames = traceback.extract_tb(error.__traceback__)
    place = next((f"{Path(frame.filename).name} 第{frame.lineno}行" for frame in reversed(frames)), "")
    said = f"：{str(error).splitlines()[0][:_SHOWN]}" if str(error) else ""
    kept = _kept(_report(error, frames))
    sent = f"报告 {kept}（里面没有公文的内容）" if kept else "这一行"
    return (
        f"程序出了没有料到的错误（{type(error).__name__}{said}，{place}）；"
        f"请把{sent}发给开发者，加 --debug（gongwen --debug …）可以看到出错的经过"
    )


def is_no_room(error: Exception) -> bool:
    """Whether ``error`` says that a disk has no room."""
    import errno

    said = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else str(error)
    return said.endswith(_NO_ROOM)


def _no_room() -> str:
    import tempfile

    return f"磁盘已满，临时文件写不下；请在 {tempfile.gettempdir()} 所在的磁盘腾出空间再试"


def log() -> Logger:
    """Return where the whole trace of an unforeseen error goes, at the level DEBUG."""
    import logging

    return logging.getLogger(__package__)


def show_traces() -> None:
    """Show on the standard error the whole trace of every unforeseen error."""
    import logging

    logging.basicConfig()
    log().setLevel(logging.DEBUG)


def hide_unraisable() -> None:
    """Log what Python would print of errors that libraries meet while they tidy up, of which another is told already."""
    import sys

    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = lambda found: log().debug("unraisable", exc_info=found.exc_value)


def _report(error: Exception, frames: StackSummary) -> str:
    import platform

    head = (f"gongwen {__version__}", f"Python {platform.python_version()}", platform.platform())
    ways = [f"{_shown(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join((*head, type(error).__qualname__, *ways, ""))


def _shown(filename: str) -> str:
    """Return a file of the program or of a library without the folders of this machine."""
    path = Path(filename)
    return path.relative_to(_ROOT.parent).as_posix() if path.is_relative_to(_ROOT) else path.name


def _kept(report: str) -> Path | None:
    """Return the file with ``report``, the same one for the same report while it is there; None when it cannot be."""
    kept = _keep(report)
    if kept is not None and kept.exists():
        return kept
    _keep.cache_clear()
    return _keep(report)


@cache
def _keep(report: str) -> Path | None:
    """Write ``report`` to a file of its own and return it; None when it cannot be."""
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix="gongwen-错误-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(report)
    except OSError:
        return None
    return Path(name)
