"""What stands on pages of its own behind the 主体: the attachments, and the documents that a notice carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.address import WHOLE, Address
from gongwen.document import Attachment, Document, Enclosed
from gongwen.flow import Part
from gongwen.make.attachments import lay_attachments
from gongwen.make.main import lay_enclosed
from gongwen.make.setting import Setting

_Given = tuple[Sequence[Attachment], Sequence[tuple[Address, Enclosed]], Setting]


class _Latest:
    """The parts that were laid last: the documents of a run mostly carry the same."""

    def __init__(self) -> None:
        self._kept: tuple[_Given | None, tuple[Part, ...]] = (None, ())

    def lay(self, given: _Given) -> tuple[Part, ...]:
        """Return what is ``given`` laid out, the very parts of the last time where that was the same."""
        kept, parts = self._kept
        if kept != given:
            parts = tuple(_lay(*given))
            self._kept = (given, parts)
        return parts


_latest = _Latest()


def lay_further(document: Document, setting: Setting) -> tuple[Part, ...]:
    """Return what stands on pages of its own behind the 主体 of ``document``, in the order of the pages.

    Parts that say the same as those of the document before are the same objects.
    """
    if not (document.attachments or document.enclosed):
        return ()
    places = {way: place for way, place in setting.places.items() if way[:1] in (("附件",), ("印发件",))}
    own = Setting(
        setting.profile, places, setting.names, pictures=setting.pictures, note_numbers=setting.note_numbers
    )
    return _latest.lay((document.attachments, document.carried, own))


def _lay(
    attachments: Sequence[Attachment], carried: Sequence[tuple[Address, Enclosed]], setting: Setting
) -> Iterator[Part]:
    yield from lay_attachments(attachments, "附件", WHOLE, setting)
    for way, each in carried:
        yield Part("印发件", tuple(lay_enclosed(each, way, setting)))
        yield from lay_attachments(each.attachments, "印发件", way, setting)
