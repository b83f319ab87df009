"""版头: everything above the red line of the first page (7.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from gongwen.document import Document
from gongwen.faces import BASELINE, BRACKET_BOTTOM, INK_BOTTOM, INK_TOP
from gongwen.flow import Block, Columns, Fit, Par, Run, Stack, Table
from gongwen.look import Look
from gongwen.make.setting import Setting, text_width
from gongwen.terms.secrecy import STAR
from gongwen.zh.spaces import spread
from gongwen.zh.width import width

_MARK, _NUMBER, _SIGNED_NUMBER, _SIGNERS = "发文机关标志", "发文字号", "发文字号与签发人", "签发人"
_JOINT_MARK, _BESIDE_MARK = "联合发文机关标志", "联合标志后缀"
_BESIDE = 0.3
"""Between the names of a joint mark and the word beside them, 字 of the mark."""
_SECRECY = "密级和保密期限"
_SIGNER_NAME = "签发人姓名"
_AT_RIGHT = {"份号": "份号字", _SECRECY: "密级字", "紧急程度": "紧急程度字", _NUMBER: "发文字号字"}
"""The character role of an element that shares its line with the one at the left."""
_KEYS = {_SECRECY: "密级"}
"""The key under which an element is written, where its name is another."""
_SLACK = 2.0
"""Points left free at the right, so that no rounding of widths turns a row over."""


def lay_head(document: Document, setting: Setting) -> list[Block]:
    """Return the 版头, in the order of the profile; [] for a document that has nothing of it.

    Without an issuer what else there is of it stands all the same.
    """
    if not (document.has_head or _has_corner(document)):
        return []
    blocks: list[Block] = []
    for part in setting.profile.head.order:
        blocks += _LAYERS[part](document, blocks, setting)
    return blocks


def _has_corner(document: Document) -> bool:
    """Whether there is an element of the 版头 besides the 发文机关标志."""
    return any(
        (document.doc_number, document.copy_number, document.secrecy, document.urgency, document.signers)
    )


def _lay_corner(document: Document, above: list[Block], setting: Setting) -> Iterator[Block]:
    """份号, 密级和保密期限, 紧急程度, or what the format has there: one a line from the top (7.2.1 to 7.2.3)."""
    head = setting.profile.head
    left = _stack([(name, _corner_text(name, document, setting)) for name in head.left], head.secrecy_line)
    right = [(name, _corner_text(name, document, setting)) for name in head.right]
    skipped = 0
    for row in zip_longest(left, [each for each in right if each[1]], fillvalue=("", "")):
        if not any(text for _, text in row):
            skipped += 1
            continue
        is_first = not above and not skipped
        fit = _corner_fit(row[0][0] or row[1][0], skipped, above, setting)
        yield _corner_row(row, None if is_first else fit, setting)
        above, skipped = [], 0


def _stack(elements: Sequence[tuple[str, str]], secrecy_line: int) -> list[tuple[str, str]]:
    """Return the lines of ``elements`` that have a text; the 密级 not above its own line (7.2.2)."""
    lines: list[tuple[str, str]] = []
    for name, text in elements:
        while text and name == _SECRECY and len(lines) < secrecy_line - 1:
            lines.append(("", ""))
        if text:
            lines.append((name, text))
    return lines


def _corner_text(name: str, document: Document, setting: Setting) -> str:
    if name == _NUMBER:
        return "" if document.signers else document.doc_number
    given = {
        "份号": document.copy_number,
        _SECRECY: STAR.join(filter(None, (document.secrecy, document.secrecy_period))),
        "紧急程度": document.urgency,
    }[name]
    return spread(given) if setting.profile.head.spreads and name != "份号" else given


def _corner_fit(role: str, skipped: int, above: list[Block], setting: Setting) -> Fit:
    """Return the room above a line of the corner: lines left empty, or the gap below a red line."""
    look = setting.profile.looks[role]
    gap = max(setting.profile.head.corner_gap - _ink_top(look), 0.0) if above else 0.0
    return Fit(before=gap + skipped * look.pitch)


def _corner_row(row: Sequence[tuple[str, str]], fit: Fit | None, setting: Setting) -> Par:
    (left, text), (right, other) = row
    if not (left and right):
        name = left or right
        return Par(name, (Run(text or other),), fit=fit, at=setting.at(_KEYS.get(name, name)))
    edge = setting.profile.sheet.type_width
    runs = (Run(f"{text}\t"), Run(other, _AT_RIGHT[right]))
    return Par(left, runs, fit=fit, columns=Columns((edge,), "right"), at=setting.at(_KEYS.get(left, left)))


def _lay_issuer_mark(document: Document, above: list[Block], setting: Setting) -> Iterator[Block]:
    """The 发文机关标志 at the size at which it fills one line at most, its ink where 7.2.4 puts it."""
    if not document.has_head:
        return
    profile = setting.profile
    names, suffix = setting.issuer_mark(document)
    room = _issuer_mark_room(document, above, setting)
    at = setting.at("发文机关标志") or setting.at("发文机关")
    if len(names) > 1:
        yield _lay_joint_issuer_mark(names, suffix, room, setting)
        return
    text = names[0] + suffix
    size = min(profile.head.mark_size, half_points(profile.sheet.type_width / width(text)))
    pitch = size * profile.head.mark_pitch
    before = max(room - (BASELINE * pitch - INK_TOP * size), 0.0)
    shown = "" if setting.is_preprinted else text
    yield Par(_MARK, (Run(shown),), fit=Fit(size=size, pitch=pitch, before=before), at=at)


def _lay_joint_issuer_mark(names: Sequence[str], suffix: str, room: float, setting: Setting) -> Stack:
    """The names of all agencies, the host's first, with 文件 beside them, as large as the page allows."""
    profile, at = setting.profile, setting.at("发文机关")
    wide, beside = max(map(width, names)), width(suffix) + (_BESIDE if suffix else 0.0)
    fitting = half_points((profile.sheet.type_width - 2 * _SLACK) / (wide + beside))
    size = min(profile.head.mark_size, fitting, setting.issuer_mark_cap or fitting)
    pitch = size * profile.head.mark_pitch
    fit = Fit(size=size, pitch=pitch)
    shown = [Run("" if setting.is_preprinted else text) for text in (*names, suffix)]
    pars = [Par(_JOINT_MARK, (run,), fit=fit, at=at) for run in shown[:-1]]
    word = Par(_BESIDE_MARK, (shown[-1],), fit=fit)
    before = max(room - (BASELINE * pitch - INK_TOP * size), 0.0)
    return Stack(tuple(pars), word, (wide * size + _SLACK, beside * size + _SLACK), before, at)


def _issuer_mark_room(document: Document, above: list[Block], setting: Setting) -> float:
    """Return the room between what stands ``above`` and the ink of the mark."""
    head, sheet = setting.profile.head, setting.profile.sheet
    top = head.upward_mark_top if document.is_upward else head.mark_top
    if head.mark_from == "纸边":
        top -= sheet.area(1).top
    looks = [setting.profile.look_of(block) for block in above if isinstance(block, Par)]
    return top - sum(look.before + look.pitch for look in looks)


def half_points(size: float) -> float:
    """Return ``size`` cut down to half points, in which word processors have their sizes."""
    return int(size * 2) / 2


def _lay_rules(document: Document, above: list[Block], setting: Setting) -> Iterator[Block]:
    """The red lines, as far below the ink above them as 7.2.7 or 10.1 says."""
    if not document.has_head:
        return
    gap = setting.profile.head.rule_gap - _ink_bottom(above[-1], setting) if above else 0.0
    for index, role in enumerate(setting.profile.head.rules):
        yield Par(role, (Run(""),), fit=Fit(before=0.0 if index else gap))


def _ink_top(look: Look) -> float:
    """Return how far below the top of its line the ink of ``look`` begins."""
    return BASELINE * look.pitch - INK_TOP * look.size


def _ink_bottom(block: Block, setting: Setting) -> float:
    """Return how far above the foot of ``block`` its ink ends; a table has none of its own."""
    if isinstance(block, Table):
        return 0.0
    par = block.word if isinstance(block, Stack) else block
    look = setting.profile.look_of(par)
    depth = BRACKET_BOTTOM if "〔" in par.text else INK_BOTTOM
    return (1 - BASELINE) * look.pitch - depth * look.size


def _lay_doc_number(document: Document, above: list[Block], setting: Setting) -> Iterator[Block]:
    if document.signers:
        yield from _lay_signed_doc_number(document, setting)
    elif _NUMBER not in setting.profile.head.right and (document.has_head or document.doc_number):
        yield Par(_NUMBER, (Run(document.doc_number),), at=setting.at("发文字号"))


def _lay_signed_doc_number(document: Document, setting: Setting) -> Iterator[Block]:
    """签发人 at the right, some a row; the 发文字号 at the left of the last row (7.2.5, 7.2.6)."""
    look = setting.profile.looks[_SIGNED_NUMBER]
    label = setting.profile.words["签发人"] + "："
    names = [spread(name) for name in document.signers]
    count = setting.profile.head.signers_a_row
    rows = ["　".join(names[start : start + count]) for start in range(0, len(names), count)]
    edge = setting.profile.sheet.type_width - look.right
    names_at = edge - max(text_width(row, look) for row in rows) - _SLACK
    for index, row in enumerate(rows):
        is_first, is_last = index == 0, index == len(rows) - 1
        start, head = document.doc_number if is_last else "", label if is_first else ""
        columns = Columns((names_at - text_width(head, look),))
        if len(rows) == 1:
            columns = Columns((edge,), "right")
        fit = Fit(before=look.before if is_first else 0.0)
        runs = (Run(f"{start}\t{head}"), Run(row, _SIGNER_NAME))
        role = _SIGNED_NUMBER if is_last else _SIGNERS
        yield Par(role, runs, fit=fit, columns=columns, at=setting.at("签发人"))


_Layer = Callable[[Document, list[Block], Setting], Iterator[Block]]
_LAYERS: dict[str, _Layer] = {
    "左上角": _lay_corner,
    "标志": _lay_issuer_mark,
    "发文字号": _lay_doc_number,
    "分隔线": _lay_rules,
}
