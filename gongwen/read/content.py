"""The content of a file of the user, and nothing that only looks like one: no device, no pipe that never ends."""

from __future__ import annotations

import os
import select
import stat
import time
from pathlib import Path

_PATIENCE = 10.0
"""How long a pipe may give nothing, seconds."""
_PIECE = 1 << 16


class NotAFile(OSError):
    """What is there is no file; ``strerror`` says what it is, in Chinese."""


def read_content(path: Path, limit: int, *, is_pipe_allowed: bool = False) -> bytes:
    """Return the content of the file at ``path``, of a longer one ``limit`` + 1 bytes.

    With ``is_pipe_allowed`` it may be a pipe, as a shell makes for the output of a command.
    Raises NotAFile for a device, a pipe that gives nothing and the like, OSError when it cannot be read, ValueError
    for a name that no file can have, UnicodeEncodeError for one that is no text: no report could name it.
    """
    str(path).encode()
    # without waiting for whoever writes into a pipe; Windows has no such pipes among its files
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISFIFO(mode) and is_pipe_allowed:
            return _from_pipe(handle, limit)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(path)
        if not stat.S_ISREG(mode):
            raise NotAFile(0, "这是设备或者管道，不是文件")
        with open(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)


def _from_pipe(handle: int, limit: int) -> bytes:
    pieces = bytearray()
    end = time.monotonic() + _PATIENCE
    while len(pieces) <= limit:
        if not select.select([handle], [], [], max(end - time.monotonic(), 0.0))[0]:
            raise NotAFile(0, f"等了{_PATIENCE:g}秒，管道里没有内容")
        piece = os.read(handle, _PIECE)
        if not piece:
            break
        pieces += piece
        end = time.monotonic() + _PATIENCE
    return bytes(pieces[: limit + 1])
