"""版头: everything above the red line of the first page (7.2)."""

from __future__ import annotations

from gongwen.document import Document
from gongwen.faces import BASELINE, INK_BOTTOM, INK_TOP
from gongwen.flow import Block, Columns, Fit, Par, Run
from gongwen.make.setting import Setting, text_width
from gongwen.zh.names import spread
from gongwen.zh.width import width

_MARK, _NUMBER, _SIGNED_NUMBER, _SIGNERS = "发文机关标志", "发文字号", "发文字号与签发人", "签发人"
_RULE = "红色分隔线"
_SIGNER_NAME = "签发人姓名"
_SLACK = 2.0
"""Points left free at the right, so that no rounding of widths turns a row over."""


def lay_head(document: Document, setting: Setting) -> list[Block]:
    """Return the 版头; [] for a document without an issuer."""
    if not document.has_head:
        return []
    corner = _lay_corner(document, setting)
    number = _lay_number(document, setting)
    return [*corner, _lay_mark(document, len(corner), setting), *number, _lay_rule(setting)]


def _lay_corner(document: Document, setting: Setting) -> list[Block]:
    """份号, 密级和保密期限, 紧急程度: one a line from the top left (7.2.1 to 7.2.3)."""
    secrecy = "★".join(filter(None, (document.secrecy, document.secrecy_period)))
    lines = (
        ("份号", document.copy_number, "份号"),
        ("密级和保密期限", secrecy, "密级"),
        ("紧急程度", document.urgency, "紧急程度"),
    )
    return [Par(role, (Run(text),), at=setting.at(key)) for role, text, key in lines if text]


def _lay_mark(document: Document, lines_above: int, setting: Setting) -> Par:
    """The 发文机关标志 at the size at which it fills one line at most, its ink where 7.2.4 puts it."""
    profile = setting.profile
    size = min(profile.head.mark_size, _half_points(profile.sheet.type_width / width(document.mark)))
    pitch = size * profile.head.mark_pitch
    ink_in_line = BASELINE * pitch - INK_TOP * size
    used = lines_above * profile.body.pitch
    before = max(profile.head.mark_top - used - ink_in_line, 0.0)
    at = setting.at("发文机关标志") or setting.at("发文机关")
    return Par(_MARK, (Run(document.mark),), fit=Fit(size=size, pitch=pitch, before=before), at=at)


def _lay_rule(setting: Setting) -> Par:
    """The red line, as far below the ink of the 发文字号 as 7.2.7 says."""
    look = setting.profile.looks[_NUMBER]
    ink_to_box = (1 - BASELINE) * look.pitch - INK_BOTTOM * look.size
    return Par(_RULE, (Run(""),), fit=Fit(before=setting.profile.head.rule_gap - ink_to_box))


def _half_points(size: float) -> float:
    return int(size * 2) / 2


def _lay_number(document: Document, setting: Setting) -> list[Block]:
    number, at = document.doc_number, setting.at("发文字号")
    if not document.signers:
        return [Par(_NUMBER, (Run(number),), at=at)]
    return _lay_signed_number(document, setting)


def _lay_signed_number(document: Document, setting: Setting) -> list[Block]:
    """签发人 at the right, some a row; the 发文字号 at the left of the last row (7.2.5, 7.2.6)."""
    look = setting.profile.looks[_SIGNED_NUMBER]
    label = setting.profile.words["签发人"] + "："
    names = [spread(name) for name in document.signers]
    count = setting.profile.head.signers_a_row
    rows = ["　".join(names[start : start + count]) for start in range(0, len(names), count)]
    edge = setting.profile.sheet.type_width - look.right
    names_at = edge - max(text_width(row, look) for row in rows) - _SLACK
    pars: list[Block] = []
    for place, row in enumerate(rows):
        is_first, is_last = place == 0, place == len(rows) - 1
        start, head = document.doc_number if is_last else "", label if is_first else ""
        columns = Columns((names_at - text_width(head, look),))
        if len(rows) == 1:
            columns = Columns((edge,), ends_right=True)
        fit = Fit(before=look.before if is_first else 0.0)
        runs = (Run(f"{start}\t{head}"), Run(row, _SIGNER_NAME))
        role = _SIGNED_NUMBER if is_last else _SIGNERS
        pars.append(Par(role, runs, fit=fit, columns=columns, at=setting.at("签发人")))
    return pars
