"""A Flow → one HTML page that needs nothing else: the look of the profile as CSS, in millimetres and points."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape

from gongwen.faces import Face
from gongwen.flow import PAGE_BREAK, Block, Cell, Figure, Flow, Par, Run, Stack, Table, footnotes_of, runs_of
from gongwen.image import as_drawn, kind_of
from gongwen.look import Look
from gongwen.markup.reading import PLAIN, Form
from gongwen.profile import Profile
from gongwen.units import mm

_ALIGN = {
    "左": "left",
    "右": "right",
    "居中": "center",
    "两端": "justify",
    "分散": "justify; text-align-last: justify",
}
_SCRIPTS = {"上标": "sup", "下标": "sub"}
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ margin: 0; background: #e8e8e8; }}
main {{ box-sizing: border-box; width: {width:.1f}mm; margin: 8mm auto; padding: {top:.1f}mm {right:.1f}mm {bottom:.1f}mm
  {left:.1f}mm; background: #fff; }}
p {{ margin: 0; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: 0.5pt solid #000; font-weight: normal; }}
sup, sub {{ font-size: 60%; line-height: 0; }}
a {{ color: inherit; text-decoration: none; }}
hr.notes {{ width: 30%; margin: 12pt auto 6pt 0; border: 0; border-top: 0.5pt solid #000; }}
.tab {{ display: inline-block; }}
.end {{ float: right; text-indent: 0; }}
.centred {{ position: absolute; text-indent: 0; transform: translateX(-50%); white-space: nowrap; }}
p:has(.centred) {{ position: relative; }}
.stack {{ display: flex; justify-content: center; align-items: center; gap: 0.3em; }}
.starts {{ border-top: 1px dashed #bbb; margin-top: 12mm; padding-top: 12mm; }}
@media print {{ body {{ background: none; }} main {{ margin: 0; padding: 0; width: auto; }}
  .starts {{ border: 0; margin: 0; padding: 0; break-before: page; }} @page {{ size: A4; margin: {top:.1f}mm
  {right:.1f}mm {bottom:.1f}mm {left:.1f}mm; }} }}
{roles}
</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""


def write_html(flow: Flow, profile: Profile) -> str:
    """Return a page for reading on a screen and for a browser's printing; page numbers are the browser's."""
    sheet = profile.sheet
    return _PAGE.format(
        title=escape(flow.title),
        width=mm(sheet.width),
        top=mm(sheet.top),
        right=mm(sheet.right),
        bottom=mm(sheet.bottom),
        left=mm(sheet.left),
        roles="\n".join(_rule(role, look, profile) for role, look in profile.looks.items()),
        content="\n".join([*(_write(block, profile) for block in flow.blocks), *_notes(flow, profile)]),
    )


def _notes(flow: Flow, profile: Profile) -> Iterator[str]:
    """Yield the footnotes, below a line at the end: a screen has no pages."""
    notes = [note for block in flow.blocks for note in footnotes_of(runs_of(block))]
    if notes:
        yield '<hr class="notes">'
        yield from (_write(note, profile) for note in notes)


def _rule(role: str, look: Look, profile: Profile) -> str:
    if role in profile.character_roles:
        return f".{role} {{ {_type(look, profile.faces[look.face])} }}"
    return f".{role} {{ {_type(look, profile.faces[look.face])} {_block(look)} }}"


def _type(look: Look, face: Face) -> str:
    families = ", ".join(f'"{name.split(":")[0]}"' for name in (face.name, *face.accepted, *face.stand_ins))
    weight = "bold" if look.bold else "normal"
    return (
        f"font: {weight} {look.size}pt/{look.pitch}pt {families}; color: #{look.colour}; "
        f"letter-spacing: {look.spacing}pt;"
    )


def _block(look: Look) -> str:
    fill = f" height: {look.pitch:.2f}pt; background: #{look.fill};" if look.fill else ""
    return (
        f"text-align: {_ALIGN[look.align]}; margin: {look.before:.2f}pt {look.right:.2f}pt 0 {look.left:.2f}pt; "
        f"text-indent: {look.first:.2f}pt;{fill}"
    )


def _write(block: Block, profile: Profile) -> str:
    if isinstance(block, Stack):
        return _stack(block, profile)
    if isinstance(block, Table):
        return _table(block, profile)
    look = profile.look_of(block)
    if block.figure:
        return _figure(block.figure, block.role, look)
    own = f' style="font-size: {look.size}pt; line-height: {look.pitch}pt; {_block(look)}"'
    starts = " starts" if look.starts_page else ""
    style = own if block.fit or block.columns else ""
    return f'<p class="{block.role}{starts}"{style}>{_text(block, look)}</p>'


def _figure(figure: Figure, role: str, look: Look) -> str:
    """Return the picture in the page itself; one that no browser shows as its name."""
    own = f' style="line-height: normal; margin-top: {look.before:.2f}pt"' if as_drawn(figure.data) else ""
    return f'<p class="{role}"{own}>{_image(figure)}</p>'


def _image(figure: Figure) -> str:
    data = as_drawn(figure.data)
    if not data:
        return f"（{'对象' if figure.carried else '图片'} {escape(figure.name)}）"
    kind, written = kind_of(data), b64encode(data).decode()
    style = f"width: {figure.width:.2f}pt; max-width: 100%; vertical-align: bottom"
    return f'<img src="data:image/{kind};base64,{written}" style="{style}" alt="{escape(figure.name)}">'


def _stack(stack: Stack, profile: Profile) -> str:
    names = "".join(_write(name, profile) for name in stack.names)
    style = f"margin-top: {stack.before:.2f}pt"
    return f'<div class="stack" style="{style}"><div>{names}</div>{_write(stack.word, profile)}</div>'


def _table(table: Table, profile: Profile) -> str:
    shares = (wide / sum(table.widths) for wide in table.widths)
    columns = "".join(f'<col style="width: {share:.2%}">' for share in shares)
    rows = (_row(table, index, profile) for index in range(len(table.rows)))
    return f"<table><colgroup>{columns}</colgroup>{''.join(rows)}</table>"


def _row(table: Table, row: int, profile: Profile) -> str:
    tag = "th" if row < table.head else "td"
    return f"<tr>{''.join(_cell(cell, tag, table, profile) for cell in table.rows[row])}</tr>"


def _cell(cell: Cell, tag: str, table: Table, profile: Profile) -> str:
    spans = (("colspan", cell.across), ("rowspan", cell.down))
    merged = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    look = profile.look_of(cell.par)
    own = f"padding: {table.room:g}pt {table.margin:.2f}pt"
    if cell.par.fit:
        own += f"; font-size: {look.size:g}pt; line-height: {look.pitch:g}pt"
    return f'<{tag} class="{cell.par.role}"{merged} style="{own}">{_text(cell.par, look)}</{tag}>'


def _text(par: Par, look: Look) -> str:
    written = "".join(_run(run) for run in par.labelled)
    if par.columns and par.columns.side == "right":
        head, tail = written.split("\t", 1)
        return f'{head}<span class="end">{tail}</span>'
    if par.columns and par.columns.side == "centre":
        return _centred(written, par.columns.stops)
    if par.columns and "\t" in written:
        return _columns(written, par.columns.stops, look)
    return written.replace("\n", "<br>")


def _run(run: Run) -> str:
    if run.figure:
        return _image(run.figure)
    text = escape(run.text.replace(PAGE_BREAK, ""), quote=False)
    if run.form is not PLAIN:
        text = _formed(text, run.form)
    return f'<span class="{run.role}">{text}</span>' if run.role else text


def _formed(text: str, form: Form) -> str:
    tags = [name for name, is_on in (("b", form.is_bold), ("u", form.is_underlined)) if is_on]
    tags += [_SCRIPTS[form.script]] if form.script else []
    for tag in tags:
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(form.link)}">{text}</a>' if form.link else text


def _centred(written: str, stops: tuple[float, ...]) -> str:
    """Put what stands behind each tab about its stop."""
    head, *columns = written.split("\t")
    pieces = zip(columns, stops, strict=True)
    return f"{head}&#8203;" + "".join(
        f'<span class="centred" style="left: {stop:.2f}pt">{text}</span>' for text, stop in pieces
    )


def _columns(written: str, stops: tuple[float, ...], look: Look) -> str:
    """Put what stands before each tab into a box that reaches to the column's stop."""
    *heads, last = re.split("\t", written)
    start, boxes = look.left + look.first, []
    for head, stop in zip(heads, stops[-len(heads) :], strict=True):
        boxes.append(f'<span class="tab" style="width: {stop - start:.2f}pt; text-indent: 0">{head}</span>')
        start = stop
    return "".join(boxes) + last
