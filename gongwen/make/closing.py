"""署名, 成文日期, the places of seals and stamps, and 附注 (7.3.5, 7.3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongwen.address import WHOLE, Address
from gongwen.document import Document, Enclosed
from gongwen.flow import Block, Columns, Fit, Par, Picture, Run
from gongwen.make.joint import plan_joint, seal_middle
from gongwen.make.setting import Setting, text_width
from gongwen.profile import Closing
from gongwen.terms.date import format_chinese_date
from gongwen.terms.date import write as format_date
from gongwen.zh.spaces import spread

_SIGNATURE, _JOINT, _STAMP, _DATE, _SPREAD_DATE, _REMARK = (
    "署名", "联合署名", "签名章", "成文日期", "拉开的成文日期", "附注",
)  # fmt: skip

_LINES_ABOVE = 3
"""Lines of a page that stay free for text above names that are kept together."""


def lay_closing(document: Document, setting: Setting) -> list[Block]:
    """Return 署名, 成文日期 and 附注 (7.3.5, 7.3.6)."""
    signed = list(_lay_signed(document, setting))
    if not document.note:
        return signed
    text = document.note if document.note.startswith("（") else f"（{document.note}）"
    fit = None if signed else Fit(before=setting.profile.body.pitch)
    return [*signed, Par(_REMARK, (Run(text),), fit=fit, at=setting.at("附注"))]


def _lay_signed(document: Document, setting: Setting) -> Iterator[Block]:
    if document.stamps:
        yield from _lay_stamps(document, setting)
    elif not document.is_sealed:
        yield from _lay_unsealed(document, setting)
    elif len(names := _sealed_names(document, setting)) > 1:
        yield from _lay_joint(names, document, setting)
    else:
        yield from _lay_sealed(names, document, setting)


def _sealed_names(document: Document, setting: Setting) -> tuple[str, ...]:
    """Return the names under the seals: those that were given, else all from a number of agencies on."""
    names = document.signatories
    return names if document.signature or len(names) >= setting.profile.closing.named_from else ()


def _date(document: Document | Enclosed, setting: Setting) -> str:
    if document.date is None:
        return ""
    form = format_chinese_date if setting.profile.closing.chinese_date else format_date
    return form(document.date)


def _date_par(document: Document, setting: Setting, fit: Fit, pictures: tuple[Picture, ...] = ()) -> Par:
    own = fit._replace(keeps_next=bool(document.note))
    return Par(_DATE, (Run(_date(document, setting)),), fit=own, at=setting.at("成文日期"), pictures=pictures)


def lay_carried_closing(enclosed: Enclosed, way: Address, setting: Setting) -> Iterator[Block]:
    """Yield 署名 and 成文日期 of a document that a notice carries, without a seal (7.3.5.2)."""
    yield from _lay_names(enclosed.signature, _date(enclosed, setting), way, setting)


def _lay_unsealed(document: Document, setting: Setting) -> Iterator[Block]:
    """One name above the date, or several below each other, the host first (7.3.5.2)."""
    keeps = bool(document.note)
    yield from _lay_names(document.signatories, _date(document, setting), WHOLE, setting, keeps_next=keeps)


def _lay_names(
    names: Sequence[str], date: str, way: Address, setting: Setting, *, keeps_next: bool = False
) -> Iterator[Block]:
    """Yield ``names`` below each other and ``date`` below them, as they stand without a seal."""
    closing, look = setting.profile.closing, setting.profile.looks[_SIGNATURE]
    widest = max((text_width(name, look) for name in names), default=0.0)
    name_right, date_right = _unsealed_rights(widest, text_width(date, look), closing, look.character)
    before = closing.unsealed_gap
    at = setting.at(*way, "署名") or (None if way else setting.at("发文机关"))
    for name in names:
        fit = Fit(before=before, right=name_right + (widest - text_width(name, look)) / 2)
        yield Par(_SIGNATURE, (Run(name),), fit=fit, at=at)
        before = 0.0
    if date:
        fit = Fit(before=before, right=date_right, keeps_next=keeps_next)
        yield Par(_DATE, (Run(date),), fit=fit, at=setting.at(*way, "成文日期"))


def _unsealed_rights(wide: float, long: float, closing: Closing, character: float) -> tuple[float, float]:
    """Return the room right of a name ``wide`` points and of a date ``long`` points (7.3.5.2)."""
    right, shift = closing.unsealed_right * character, closing.unsealed_shift * character
    if long > wide:
        return right + long + shift - wide, right
    return right, max(right + wide - shift - long, 0.0)


def _lay_sealed(names: Sequence[str], document: Document, setting: Setting) -> Iterator[Block]:
    """One name centred over the date, or the date alone, where the seal will be (7.3.5.1)."""
    closing, look = setting.profile.closing, setting.profile.looks[_SIGNATURE]
    date = _date(document, setting)
    if not names and closing.pair_side and len(document.signatories) == 2 and date:
        yield _lay_pair(date, document, setting)
        return
    long = text_width(date, look)
    wide = text_width(names[0], look) if names else 0.0
    date_right = max(closing.sealed_date_right * look.character, (wide - long) / 2)
    right = date_right + (long - wide) / 2
    centre = setting.profile.sheet.type_width - date_right - long / 2
    lines = len(names) + bool(date)
    middle = seal_middle(lines, setting.profile) - look.pitch * (lines - 1)
    seals = _seals(document.seal_images, [(centre, middle)], setting)
    if names:
        own = () if date else seals
        fit, at = Fit(before=closing.sealed_gap, right=right), setting.at("署名") or setting.at("发文机关")
        yield Par(_SIGNATURE, (Run(names[0]),), fit=fit, at=at, pictures=own)
    if date:
        before = 0.0 if names else closing.sealed_gap
        yield _date_par(document, setting, Fit(before=before, right=date_right), seals)


def _lay_pair(date: str, document: Document, setting: Setting) -> Block:
    """The date spread under the seals of two agencies, the host's at the left (1999)."""
    closing, look = setting.profile.closing, setting.profile.looks[_SPREAD_DATE]
    side, room = closing.pair_side * look.character, setting.profile.sheet.type_width
    apart = max((room - 2 * side) / 4, (closing.seals.diameter + closing.seals.gap) / 2)
    middle = seal_middle(1, setting.profile)
    centres = [(room / 2 - apart, middle), (room / 2 + apart, middle)]
    seals = _seals(document.seal_images, centres, setting)
    fit = Fit(before=closing.sealed_gap, left=side, right=side, keeps_next=bool(document.note))
    return Par(_SPREAD_DATE, (Run(date),), fit=fit, at=setting.at("成文日期"), pictures=seals)


def _seals(
    images: Sequence[str], centres: Iterable[tuple[float, float]], setting: Setting
) -> tuple[Picture, ...]:
    """Return the seals that the user gave, in order, each with its centre at one place."""
    size = setting.profile.closing.seals.diameter
    return tuple(
        Picture(setting.pictures[path], x - size / 2, y - size / 2, size, size)
        for path, (x, y) in zip(images, centres, strict=False)
        if path in setting.pictures
    )


def _lay_joint(names: Sequence[str], document: Document, setting: Setting) -> Iterator[Block]:
    """Names in rows so far apart that their seals neither cross nor touch (7.3.5.1).

    The room above a row is a line of its own, which stands at the top of a page too: no seal enters the margin.
    """
    look, date = setting.profile.looks[_JOINT], _date(document, setting)
    plan = plan_joint(names, date, setting)
    end = plan.date_top + look.pitch
    below, at, images = 0.0, setting.at("署名") or setting.at("发文机关"), document.seal_images
    for index, row in enumerate(plan.rows):
        is_last = index + 1 == len(plan.rows)
        is_near = end - below <= setting.profile.sheet.type_height - _LINES_ABOVE * look.pitch
        keeps = (bool(date) or not is_last) and is_near
        if row.top > below:
            yield Par(_JOINT, (Run(""),), fit=Fit(pitch=row.top - below, keeps_next=True), at=at)
        below = row.top + look.pitch
        seals = () if date or not is_last else _seals(images, plan.centres(row.top), setting)
        runs = (Run("".join(f"\t{name}" for name in row.names)),)
        columns = Columns(row.stops, "centre")
        yield Par(_JOINT, runs, columns=columns, fit=Fit(keeps_next=keeps), at=at, pictures=seals)
    if date:
        seals = _seals(images, plan.centres(plan.date_top), setting)
        fit = Fit(before=plan.date_top - below, right=plan.date_right)
        yield _date_par(document, setting, fit, seals)


def _lay_stamps(document: Document, setting: Setting) -> Iterator[Block]:
    """Each signer's post with the place of the 签名章 at its right, one a row, and the date (7.3.5.3)."""
    rule, look = setting.profile.closing.stamps, setting.profile.looks[_STAMP]
    room, around = setting.profile.sheet.type_width, (rule.height - look.pitch) / 2
    stamp_left = room - rule.right * look.character - rule.width
    widest = max(text_width(stamp.post, look) for stamp in document.stamps)
    left = stamp_left - rule.post_gap * look.character - widest
    before = rule.gap + around
    for stamp in document.stamps:
        name = f"\t{spread(stamp.name)}" if stamp.name and not stamp.image else ""
        image = setting.pictures.get(stamp.image)
        picture = (Picture(image, stamp_left, -around, rule.width, rule.height),) if image else ()
        columns = Columns((stamp_left + rule.width / 2,), "centre") if name else None
        yield Par(
            _STAMP, (Run(stamp.post + name),), columns=columns, fit=Fit(before=before, left=left),
            at=setting.at("签名章"), pictures=picture,
        )  # fmt: skip
        before = 2 * around + rule.row_gap
    if document.date:
        right = rule.date_right * look.character
        yield _date_par(document, setting, Fit(before=around + rule.date_gap, right=right))
