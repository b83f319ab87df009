"""What a request brings: the fields of its form and its files, which stay in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from gongwen.api import UsageError
from gongwen.api.files import file_name
from gongwen.web.guard import MOST_BYTES

MOST_FILE = 20 * 2**20
_MOST_FIELD = 4 * 2**20
MOST_FIELDS = 20_000
LARGEST = 10**9
"""Number of a batch or of a version."""
_MOST_FILES = 500
_LONGEST, _LONGEST_SUFFIX = 240, 20
"""Bytes of the name of a file, of which systems take 255, and of what stands behind its last point."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says."""

    values: dict[str, str]
    """The last value of each name."""
    chosen: dict[str, list[str]]
    """All values of each name."""
    files: tuple[Upload, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


class _InMemory(MultiPartParser):
    spool_max_size = MOST_BYTES + 1

    def close(self) -> None:
        """Let go of the files of a request that was not read to its end."""
        for each in self._files_to_close_on_error:
            each.close()


async def read_form(request: Request) -> Form:
    """Return the form of ``request``. Raises UsageError for a file or a field that is too long."""
    if request.headers.get("content-type", "").startswith("multipart/"):
        parser = _InMemory(
            request.headers, request.stream(), max_files=_MOST_FILES, max_fields=MOST_FIELDS, max_part_size=_MOST_FIELD
        )  # fmt: skip
        try:
            items = (await parser.parse()).multi_items()
        except MultiPartException:
            raise UsageError("上传的内容不完整，或者有一项太长，请重试") from None
        except Exception:
            parser.close()
            raise
    else:
        items = (await request.form(max_fields=MOST_FIELDS, max_part_size=_MOST_FIELD)).multi_items()
    values: dict[str, list[str]] = {}
    files = []
    for name, value in items:
        if isinstance(value, UploadFile):
            files.append(await _taken(value))
        else:
            values.setdefault(name, []).append(value.replace("\r\n", "\n"))
    long = next((each.name for each in files if len(each.data) > MOST_FILE), None)
    if long is not None:
        raise UsageError(f"{long}：超过 {MOST_FILE // 2**20} MB，不像公文，请核对文件")
    return Form(
        {name: each[-1] for name, each in values.items()},
        values,
        tuple(each for each in files if each.data),
    )


async def _taken(file: UploadFile) -> Upload:
    data = await file.read()
    await file.close()
    return Upload(safe_name(file.filename or ""), data)


def whole_number(text: str, most: int = MOST_FIELDS) -> int | None:
    """Return the number that ``text`` is; None for none, and for one above ``most``, which no page sends."""
    digits = len(str(most))
    found = int(text) if text.isdecimal() and len(text) <= digits else most + 1
    return found if found <= most else None


def safe_name(name: str) -> str:
    """Return ``name`` as the name of a file on every system: no folders, nothing reserved, not too long."""
    base = PureWindowsPath(PurePosixPath(name).name).name
    base = file_name(base, "_") or "文件"
    stem, point, suffix = (each.encode() for each in base.rpartition("."))
    stem, suffix = (stem, point + suffix) if stem and len(suffix) <= _LONGEST_SUFFIX else (base.encode(), b"")
    return stem[: _LONGEST - len(suffix)].decode(errors="ignore") + suffix.decode()
