"""The fidelity report: one page of HTML that stands by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from gongwen.archive.fidelity import TABLE_MARKS, Fidelity
from gongwen.archive.moves import Difference
from gongwen.archive.proof import Holdings
from gongwen.ooxml.seen.inventory import Missing
from gongwen.recognise.reading import Reading
from gongwen.transcript import ENGINE
from gongwen.zh.spaces import bare

STATEMENT = (
    "本报告所附的版式文件是按原文的文字重新排印的复制件，不是原件，没有印章，不具有原件的效力；"
    "文字以原件为准。"
)
_MARKS = {"缺失": "del", "增加": "ins", "改动": "mark", "移动": "em"}
_STYLE = """
body{font-family:"Songti SC","SimSun","Noto Serif CJK SC",serif;color:#222;max-width:70em;margin:2em auto;padding:0 1.5em;line-height:1.7}
h1{font-size:1.6em;text-align:center;margin-bottom:.2em}h2{font-size:1.15em;border-bottom:2px solid #b00;padding-bottom:.2em;margin-top:2em}
p.lead{text-align:center;color:#555}p.statement{border:1px solid #b00;padding:.6em 1em;color:#800}
table{border-collapse:collapse;width:100%;font-size:.92em}th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}
th{background:#f4f1ea;white-space:nowrap}td:first-child{white-space:nowrap}code{font-family:monospace;font-size:.85em;word-break:break-all}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1.5em}.sides pre{white-space:pre-wrap;word-break:break-all;font-family:inherit;font-size:.9em;border:1px solid #ddd;padding:.8em;margin:0}
del{background:#fde0e0;text-decoration:line-through}ins{background:#dff3df;text-decoration:none}mark{background:#fff3c0}em{background:#e2ebfb;font-style:normal}
.no{color:#b00;font-weight:bold}@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def write_report(
    reading: Reading, fidelity: Fidelity, holdings: Holdings | None, made: str, facts: Mapping[str, str]
) -> str:
    """Return the report on a document read and made anew.

    ``made`` is the text of the document made; ``facts`` are what else the report states, by their names:
    hashes, version, style.
    """
    name = escape(reading.transcript.name)
    body = "".join(
        (
            f"<h1>保真报告</h1><p class='lead'>{name}</p>",
            f"<p class='statement'>{STATEMENT}</p>",
            f"<h2>一、结论</h2>{_scanned(reading)}{_verdict(fidelity)}{_holdings(holdings)}",
            f"<h2>二、来源与结果</h2>{_facts(facts)}",
            f"<h2>三、文字的不同</h2>{_differences(fidelity.differences)}",
            f"<h2>四、修正</h2>{_repairs(reading)}",
            f"<h2>五、请人工核对</h2>{_doubts(reading)}",
            f"<h2>六、逐项出处</h2>{_traces(reading)}",
            f"<h2>七、两面对照</h2>{_sides(reading.transcript.text, made, fidelity)}",
        )
    )
    return (
        "<!DOCTYPE html>\n<html lang='zh-CN'><head><meta charset='utf-8'>"
        f"<title>保真报告 {name}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _scanned(reading: Reading) -> str:
    """Return what the report does not prove of a text that was recognised on pictures."""
    engine = reading.transcript.facts.get(ENGINE)
    if not engine:
        return ""
    return (
        f"<p class='no'>这里的“原文”是从扫描件认出来的文字（{escape(engine)}），没有与原件的图像比对；"
        "没有人核对过的，本报告不证明与原件一致。</p>"
    )


def _verdict(fidelity: Fidelity) -> str:
    lost = sum(len(each.found) for each in fidelity.lost)
    words = (
        "原文的字符都保留了，改动之处都说明了原因。"
        if not lost
        else f"<span class='no'>有{lost}个字符没有保留，也没有说明原因。</span>"
    )
    told = [each for each in fidelity.differences if each.found and each.kind != "移动"]
    return (
        f"<p>原文{len(fidelity.found)}个字符（不计空白），结果{len(fidelity.made)}个字符；{words}"
        f"不同之处{len(fidelity.differences)}处，其中原文有而结果没有的{len(told)}处，"
        f"说不出原因的{len(fidelity.unexplained)}处。</p>"
    )


def _holdings(holdings: Holdings | None) -> str:
    """Return what was compared besides the text, or that nothing was."""
    if holdings is None:
        return "<p>原文不是 docx，只比对了文字；图片、脚注、页眉等没有比对。</p>"
    if not holdings.counts:
        return "<p>原文里没有图片、脚注、上标下标、删除线、表格、文本框、图形、艺术字、公式、注音、页眉页脚、水印、批注、修订和隐藏文字。</p>"
    rows = ((escape(thing), str(found), str(kept)) for thing, found, kept in holdings.counts)
    gone = "".join(
        f"<li class='{'no' if each.is_lost else ''}'>{escape(_where(each))}{escape(each.message)}</li>"
        for each in holdings.missing
    )
    return _table(("文字以外", "原文", "结果"), rows, "") + (f"<ul>{gone}</ul>" if gone else "")


def _where(missing: Missing) -> str:
    return f"第{missing.held.paragraph}段：" if missing.held.paragraph else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> str:
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return f"<p>{nothing}</p>"
    return f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>{''.join(lines)}</table>"


def _facts(facts: Mapping[str, str]) -> str:
    rows = [(f"<b>{escape(key)}</b>", f"<code>{escape(value)}</code>") for key, value in facts.items()]
    return _table(("项目", "内容"), rows, "没有。")


def _differences(differences: Sequence[Difference]) -> str:
    rows = (
        (
            each.kind,
            escape(each.found),
            escape(each.made) if each.kind != "移动" else "",
            escape(each.reason) or "<span class='no'>没有说明</span>",
        )
        for each in differences
        if each.reason != TABLE_MARKS
    )
    return _table(("类别", "原文", "结果", "原因"), rows, "两面文字完全一致。")


def _repairs(reading: Reading) -> str:
    rows = (
        (
            escape(_spot(each.at)),
            escape(each.before),
            escape(each.after) or "（去掉）",
            escape(each.reason),
            "已修正" if each.is_applied else "只是建议",
        )
        for each in reading.repairs
    )
    return _table(("位置", "原文", "改为", "原因", "情况"), rows, "没有修正。")


def _spot(place: object) -> str:
    """Return a place without the name of the file, which the page says at its top."""
    return str(place).rpartition(" ")[2]


def _doubts(reading: Reading) -> str:
    rows = ((escape(_spot(each.place)), escape(each.message)) for each in reading.doubts)
    return _table(("位置", "说明"), rows, "没有需要核对的地方。")


def _traces(reading: Reading) -> str:
    rows = ((escape(str(each.element)), escape(_spot(each.at)), each.sureness) for each in reading.traces)
    return _table(("要素", "位置", "把握"), rows, "没有。")


def _sides(found: str, made: str, fidelity: Fidelity) -> str:
    left = _marked(found, [(each.found_at, len(each.found), each.kind) for each in fidelity.differences])
    right = _marked(made, [(each.made_at, len(each.made), each.kind) for each in fidelity.differences])
    return (
        "<div class='sides'><div><h3>原文</h3><pre>" + left + "</pre></div>"
        "<div><h3>结果</h3><pre>" + right + "</pre></div></div>"
    )


def _marked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return ``text`` with the characters of ``spans`` marked, which count without white space."""
    kinds: dict[int, str] = {}
    for start, length, kind in spans:
        kinds.update(dict.fromkeys(range(start, start + length), _MARKS[kind]))
    return "".join(_runs(text, kinds))


def _runs(text: str, kinds: Mapping[int, str]) -> Iterator[str]:
    index, run, open_tag = 0, "", ""
    for character in text:
        tag = open_tag
        if bare(character):
            tag = kinds.get(index, "")
            index += 1
        if tag != open_tag:
            yield _wrap(run, open_tag)
            run, open_tag = "", tag
        run += character
    yield _wrap(run, open_tag)


def _wrap(run: str, tag: str) -> str:
    return f"<{tag}>{escape(run)}</{tag}>" if tag and run else escape(run)
