"""What is slow to make and wanted by several workers: made once a run, by the first that asks for it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

_FOLDER = "GONGWEN_TESTS_ONCE"
"""Names the folder that the workers of a run share."""


def share_folder() -> Callable[[], None]:
    """Make the folder that a run and the workers that it starts share; return what takes it away."""
    folder = TemporaryDirectory(prefix="gongwen-tests-")
    os.environ[_FOLDER] = folder.name
    return folder.cleanup


def keep_byte_code(folder: Path) -> None:
    """Have what this process, the workers and their children compile kept in ``folder``, not beside the sources.

    Otherwise, where ``PYTHONDONTWRITEBYTECODE`` is set, each of a hundred children compiles all that it loads.
    """
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def key_of(*parts: bytes | str) -> str:
    """The name under which something made of ``parts`` is kept."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def made_once(keys: Sequence[str], make: Callable[[list[int]], list[bytes]]) -> list[bytes]:
    """Return what is kept under ``keys``; ``make`` makes what is missing, given by its places in ``keys``.

    Who asks for the same keys meanwhile waits for it.
    """
    folder = Path(os.environ[_FOLDER])
    with FileLock(folder / f"{key_of(*keys)}.lock"):
        missing = [place for place, key in enumerate(keys) if not (folder / key).exists()]
        for place, data in zip(missing, make(missing) if missing else (), strict=True):
            _keep(folder / keys[place], data)
    return [(folder / key).read_bytes() for key in keys]


def _keep(path: Path, data: bytes) -> None:
    """Write ``data`` whole: others, who hold another lock, may look for it."""
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(data)
    half.replace(path)
