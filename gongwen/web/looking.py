"""What became of a draft: its pages, or what keeps it from having any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongwen.api import InputError, UsageError
from gongwen.api.documents import Composition, Source, compose_source
from gongwen.api.page.forms import Address, FormFault, FormFinding, check_form, read_form
from gongwen.api.page.previews import Gallery, Preview, missing_fonts
from gongwen.api.page.saved import SavedDraft


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a draft."""

    preview: Preview | None
    """The pages that could be made last; None when none could be made yet."""
    faults: tuple[FormFault, ...] = ()
    findings: tuple[FormFinding, ...] = ()
    fonts: tuple[str, ...] = ()
    """Standard fonts that are not on this machine."""
    when: str = ""
    """When the pages were made, HH:MM."""
    links: tuple[str, ...] = ()
    """The keys of the elements, in the order of the lines that places have, from 1."""

    undrawn: str = ""
    """Why a document without a fault has no pages: this machine has no font for them."""

    @property
    def is_stale(self) -> bool:
        """Whether the pages are those before the faults."""
        return bool(self.faults) and self.preview is not None


def look_at(draft: SavedDraft, gallery: Gallery, before: Looked | None) -> Looked:
    """Return the pages of ``draft``; where it has a fault, those ``before`` it."""
    reading = read_form(draft.tree, draft.path)
    faults = reading.faults
    if reading.source is not None:
        try:
            composition = compose_source(reading.source)
            preview, undrawn = _shown(composition, gallery)
        except (InputError, UsageError) as error:
            problems = error.problems if isinstance(error, InputError) else [str(error)]
            faults = tuple(_fault(each, reading.source, reading.addresses) for each in problems)
        else:
            links = tuple(each.key for each in reading.addresses)
            findings = tuple(check_form(reading, composition))
            fonts = tuple(missing_fonts(composition)) if preview else ()
            return Looked(preview, (), findings, fonts, f"{datetime.now():%H:%M}", links, undrawn)
    if before is None:
        return Looked(None, faults)
    return Looked(before.preview, faults, (), before.fonts, before.when, before.links)


def _shown(composition: Composition, gallery: Gallery) -> tuple[Preview | None, str]:
    """Return the pages, or why none can be drawn here. Raises InputError for a character that no font has."""
    try:
        return gallery.show(composition), ""
    except UsageError as error:
        return None, str(error)


def _fault(problem: str, source: Source, addresses: tuple[Address, ...]) -> FormFault:
    """Return a problem that names its place in the file as one of a field."""
    for line, address in enumerate(addresses, 1):
        start = f"{source.path} 第{line}行第1列："
        if problem.startswith(start):
            return FormFault(address, f"{address}：{problem.removeprefix(start)}")
    return FormFault(Address(), problem.removeprefix(f"{source.path}："))
