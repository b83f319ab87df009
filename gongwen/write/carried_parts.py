"""What a docx carries as it is, written into its text: formulas, objects with their parts, and the paths of their files."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from gongwen.flow import Figure

if TYPE_CHECKING:
    from gongwen.ooxml.objects import Carried


class CarriedWriter:
    """Writes what one docx carries; most carry nothing."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = keys
        self._objects: list[Carried] = []
        self._paths: dict[str, str] = {}

    def write(self, data: bytes, path: str) -> str:
        """Return what stands in a line for the file ``data``, which the document names by ``path``."""
        from gongwen.ooxml.carried import is_formula

        self._note(data, path)
        return data.decode() if is_formula(data) else f"<w:r>{self._settle(data).xml}</w:r>"

    def write_figure(self, figure: Figure) -> str:
        """Return what the run of an object on a line of its own holds."""
        from gongwen.ooxml.placed_objects import resized

        self._note(figure.carried, f"{figure.name}\t{figure.asked:g}" if figure.asked else figure.name)
        return resized(self._settle(figure.carried), figure.width, figure.height)

    def _note(self, data: bytes, path: str) -> None:
        from gongwen.ooxml.carried import fact_of

        self._paths[fact_of(data)] = path

    def _settle(self, data: bytes) -> Carried:
        """Return the object whose file is ``data``, its relationships told from those of the others."""
        from gongwen.ooxml.objects import read_object
        from gongwen.ooxml.placed_objects import with_keys

        carried = read_object(data)
        assert carried
        settled = with_keys(carried, self._objects, self._keys)
        self._objects.append(settled)
        return settled

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The properties that keep the paths, by which they are read back."""
        return tuple(self._paths.items())

    def complete(self, docx: bytes) -> bytes:
        """Return ``docx``, into whose text all was written, with the parts of the objects."""
        if not self._objects:
            return docx
        from gongwen.ooxml.placed_objects import add_objects

        return add_objects(docx, self._objects)
