"""What waits under a name of its own until it is whole, and what a run that was killed left of it."""

from __future__ import annotations

import os
import shutil
import time
from functools import cache
from pathlib import Path
from zlib import crc32

MARK = ".gongwen-"
"""What every such name begins with."""
_LONG = 24 * 3600
"""After how long a file is no longer waiting, whatever runs now, seconds."""


def waiting_prefix() -> str:
    """Return how the names of what this process writes begin: they tell the machine and the process."""
    return f"{MARK}{_machine()}-{os.getpid()}-"


@cache
def _machine() -> str:
    import platform

    return f"{crc32(platform.node().encode()):08x}"


def leftovers(folder: Path) -> list[Path]:
    """Return what runs that are no more left in ``folder``; [] when it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith(MARK) and _is_left(path))
    except OSError:
        return []


def _is_left(path: Path) -> bool:
    """Whether nobody is writing ``path``: its process has ended, or it is too old whoever writes it."""
    machine, _, rest = path.name.removeprefix(MARK).partition("-")
    process = rest.partition("-")[0]
    if machine == _machine() and process.isdecimal() and not _is_running(int(process)):
        return True
    return time.time() - path.lstat().st_mtime > _LONG


def _is_running(process: int) -> bool:
    """Whether there is a process with this number; Windows is not asked, as asking there may end it."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def clear(folder: Path) -> None:
    """Take away what killed runs left in ``folder``; what cannot be taken away stays."""
    for path in leftovers(folder):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            _unlink(path)


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return


@cache
def clear_once(folder: Path) -> None:
    """Take away, once in a process, what killed runs left in ``folder``."""
    clear(folder)
