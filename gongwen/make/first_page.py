"""The first page shows text: by fewer lines of the title, a smaller joint mark or that of the host alone, the 主送机关
in the 版记 (7.2.4, 7.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongwen.document import Document
from gongwen.flow import Note
from gongwen.make.closing import lay_closing
from gongwen.make.head import lay_head
from gongwen.make.imprint import lay_imprint
from gongwen.make.main import lay_recipients, lay_text, lay_title, shorter_titles
from gongwen.make.pages.closing_room import Main, fill_main, tighter
from gongwen.make.pages.imprint_room import foot_height
from gongwen.make.pages.strips import cut_strips
from gongwen.make.setting import Setting
from gongwen.profile import Profile

_SINGLE = (1, 1.0)
"""Lines of text that stand on the first page, and points left free below them for what programs round."""
_JOINT = (2, 10.0)
"""The same below a joint mark: Word rounds each of its rows to a pixel, 0.75 points, and there may be a dozen."""
_TOLERANCE = 0.05


def settle_first_page(document: Document, setting: Setting) -> tuple[Main, Setting, set[Note]]:
    """Return the 主体 so arranged that the first page shows text, the setting of that, and what it took.

    Below a joint mark two lines of text are to stand there, else one. The title gives way first where that is
    enough, then the mark, then both, then the spacing of the page, for as many lines as it can; then 主送机关
    of more than a line go to the 版记; last, the host stands alone in a joint mark.
    """
    wanted = _JOINT if setting.is_joint(document) else _SINGLE
    own, main = setting, lay_main(document, setting)
    if shows_text(main, setting.profile, *wanted):
        return main, own, set()
    for own in _ways(document, setting):
        main = replace(main, head=lay_head(document, own), title=lay_title(document, own))
        if shows_text(main, setting.profile, *wanted):
            return main, own, set()
    for asked in dict.fromkeys((wanted, _SINGLE)):
        for spaced in tighter(main, setting.profile):
            if shows_text(spaced, setting.profile, *asked):
                return spaced, own, {"fitted"}
    moved = _move_recipients(document, own, main)
    if "bare" in moved[2] and setting.is_joint(document) and not setting.is_preprinted:
        hosted, own, notes = settle_first_page(document, replace(setting, marks_host=True))
        if "bare" not in notes or not _holds_head(moved[0], setting.profile):
            return hosted, own, notes | {"host"}
    return moved


def _holds_head(main: Main, profile: Profile) -> bool:
    """Whether the first page holds all of the 版头."""
    own = {id(block) for block in main.head}
    return all(spot.page == 1 for spot in fill_main(main, profile).spots if id(spot.strip.block) in own)


def _move_recipients(document: Document, setting: Setting, main: Main) -> tuple[Main, Setting, set[Note]]:
    """Return the 主体 without the 主送机关, where they are many and that shows text; else as it was."""
    lines = sum(len(strip.lines) for strip in cut_strips(tuple(main.recipients), setting.profile))
    if lines > 1 and _fits_imprint(document, setting):
        moved = replace(setting, moves_recipients=True)
        shown = lay_main(document, moved)
        if shows_text(shown, setting.profile):
            return shown, moved, {"moved"}
    return main, setting, set() if shows_text(main, setting.profile) else {"bare"}


def _fits_imprint(document: Document, setting: Setting) -> bool:
    """Whether the 版记 can take in the 主送机关 on one page."""
    blocks = tuple(lay_imprint(document, setting, is_addressed=True))
    return foot_height(blocks, setting.profile) <= setting.profile.sheet.type_height


def lay_main(document: Document, setting: Setting) -> Main:
    """Return the 主体 under its 版头, as ``setting`` wants it."""
    is_addressed = bool(document.main_recipients) and not setting.moves_recipients
    return Main(
        head=lay_head(document, setting),
        title=lay_title(document, setting),
        recipients=lay_recipients(document, setting) if is_addressed else [],
        text=lay_text(document, setting, is_addressed=is_addressed),
        closing=lay_closing(document, setting),
        slack=_slack(document, setting.profile),
        letterhead=setting.letterhead,
    )


def _slack(document: Document, profile: Profile) -> float:
    """Return by how much the room above a seal or a stamp may shrink when the page is short of it."""
    closing = profile.closing
    if document.stamps:
        return max(closing.stamps.gap - profile.body.pitch, 0.0)
    return closing.sealed_gap - closing.least_sealed_gap if document.is_sealed else 0.0


def _ways(document: Document, setting: Setting) -> Iterator[Setting]:
    """Yield ever closer settings of the first page."""
    titles = [replace(setting, title_lines=len(lines)) for lines in shorter_titles(document, setting)]
    yield from titles
    for own in (setting, *titles[-1:]):
        yield from (replace(own, issuer_mark_cap=cap) for cap in _issuer_mark_caps(document, setting))


def _issuer_mark_caps(document: Document, setting: Setting) -> Iterator[float]:
    """Yield the ever smaller sizes in which a joint mark may leave room for text on its page (7.2.4)."""
    if setting.is_joint(document):
        head = setting.profile.head
        size = head.mark_size - 2
        while size >= head.least_mark_size:
            yield size
            size -= 2


def shows_text(main: Main, profile: Profile, lines: int = 1, reserve: float = 0.0) -> bool:
    """Whether the first page shows ``lines`` of the text, or all of a shorter one, with ``reserve`` points to spare."""
    own = {id(block) for block in main.text}
    spots = [spot for spot in fill_main(main, profile).spots if id(spot.strip.block) in own]
    foot = profile.sheet.area(1).height - reserve + _TOLERANCE
    shown = sum(
        spot.top + (line + 1) * spot.strip.heights <= foot
        for spot in spots
        if spot.page == 1
        for line in range(spot.end - spot.start)
    )
    return shown >= lines or shown == sum(spot.end - spot.start for spot in spots)
