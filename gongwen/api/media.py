"""The pictures and carried parts of a reading, in a folder beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from gongwen.api.documents import SourceFormat, write_source
from gongwen.document import parts_of
from gongwen.files import Outputs, write_whole
from gongwen.markup import Piece, read_line, read_picture, write_line, write_picture
from gongwen.recognise.dressing import with_bodies
from gongwen.recognise.reading import Reading


def rehoused(reading: Reading, folder: str) -> tuple[Reading, dict[str, bytes]]:
    """Return ``reading`` with its pictures and carried parts in ``folder``, and these by their new paths."""
    if not reading.media:
        return reading, {}
    moved: dict[str, str] = {}
    for path in reading.media:
        name, stem = Path(path).name, Path(path)
        number = 1
        while f"{folder}/{name}" in moved.values():
            number += 1
            name = f"{stem.stem}-{number}{stem.suffix}"
        moved[path] = f"{folder}/{name}"
    update = {
        way: tuple(_with_paths(line, moved) for line in part.body) for way, part in parts_of(reading.document)
    }
    document = with_bodies(reading.document, update)
    return replace(reading, document=document), {moved[path]: data for path, data in reading.media.items()}


def write_files(reading: Reading, path: Path, outputs: Outputs, target: SourceFormat = "yaml") -> list[Path]:
    """Write ``reading`` to ``path`` in the input format, its pictures into a folder beside it; return all files."""
    moved, media = rehoused(reading, f"{path.stem}.附图")
    files = {path.parent / name: data for name, data in media.items()}
    outputs.claim(files)
    for each, data in files.items():
        each.parent.mkdir(parents=True, exist_ok=True)
        write_whole(each, data)
    write_whole(path, write_source(moved.document, target).encode())
    return [path, *files]


def _with_paths(line: str, moved: Mapping[str, str]) -> str:
    if "](" not in line:
        return line
    if picture := read_picture(line):
        return write_picture(picture._replace(path=moved.get(picture.path, picture.path)))
    pieces = read_line(line).pieces
    if not any(piece.form.carried for piece in pieces):
        return line
    return write_line(_moved_piece(piece, moved) for piece in pieces)


def _moved_piece(piece: Piece, moved: Mapping[str, str]) -> Piece:
    path = piece.form.carried
    return piece._replace(form=piece.form._replace(carried=moved.get(path, path))) if path else piece
