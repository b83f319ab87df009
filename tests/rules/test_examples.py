"""The example of every rule that reads more than a line: made as its docstring says, it is found or let pass."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from gongwen import api
from gongwen.check.main import places_of
from gongwen.check.reference import read_explanation
from gongwen.document import Stamp
from gongwen.finding import Finding
from gongwen.ooxml.edit.edits import (
    LookEdit,
    Remark,
    TextEdit,
    add_comments,
    change_run_look,
    insert_after,
    replace_text,
)
from gongwen.ooxml.edit.tracked import Hand
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.ooxml.xml import element
from gongwen.read.styles.file import read_profile
from gongwen.read.transcript import transcript_of
from gongwen.recognise.main import recognise
from gongwen.rules.catalogue import REGISTER, all_rules, rules_in
from gongwen.rules.filed import Filed
from gongwen.rules.roster.register import Entry
from gongwen.rules.rule import AnyRule
from gongwen.transcript import ENGINE
from tests.golden import hold, made_of
from tests.making.direct_formatting import set_directly
from tests.making.drafts import picture
from tests.paths import sample_file
from tests.rules.page.example_parts import PARTS, dressed, fonts_of, in_parts
from tests.rules.page.planted_looks import packed_again

SAID = Path(__file__).with_name("said_of_pages.txt")
"""What is said of each example of a page; ``--accept -n0`` writes it."""
STANDARD = "gbt9704-2012"
USUAL = "通告"
DAY = datetime(2024, 6, 1)
FOOTERS = {"footer1": "单页", "footer2": "双页"}


def of(*reads: str) -> list[AnyRule]:
    return [rule for rule in all_rules() if rule.reads in reads]


def examples(rule: AnyRule) -> tuple[Any, Any, str]:
    told = read_explanation(rule.find.__doc__ or "")
    return yaml.safe_load(told.wrong), yaml.safe_load(told.right), told.base or USUAL


def code_of(rule: AnyRule) -> str:
    return rule.code


class TestPages:
    @pytest.mark.parametrize("rule", of("docx", "print"), ids=code_of)
    def test_what_is_set_wrongly_is_found(
        self, rule: AnyRule, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        wrong, right, base = examples(rule)
        found = [each for each in checked(wrong, base, rule, tmp_path) if each.code == rule.code]
        assert found
        hold(SAID, rule.code, "\n".join(dict.fromkeys(map(without_figures, found))), request)
        if rule.code.startswith("number."):
            assert [each.place for each in found if each.place and each.place.line] == [], "of no paragraph"
        assert rule.code not in {each.code for each in checked(right, base, rule, tmp_path)}


def without_figures(finding: Finding) -> str:
    """What ``finding`` says; what was measured is left out, for it depends on the fonts of the machine."""
    made = "".join(f" → {made_of(fix.change)}" for fix in finding.fixes)
    said, made = (re.sub(r"[0-9]+", "0", each) for each in (finding.message, made))
    return f"  {said}（{finding.clause} {finding.force} {finding.fixing}）{made}"


def checked(example: Mapping[str, Any], base: str, rule: AnyRule, folder: Path) -> list[Finding]:
    """What is found in the sample ``base`` set as ``example`` says, held against the standard."""
    style = folder / "样式.yaml"
    values = {"继承": STANDARD, "名称": "样式", **example.get("版式", {})}
    style.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    source = api.load(sample_file(base))
    source = replace(source, document=source.document.model_copy(update=changes(example)))
    composition = api.compose_source(source, str(style))
    if rule.find.__module__ == "gongwen.rules.printed.layout":
        return list(composition.findings)
    if rule.reads == "print" or example.get("印成") == "pdf":
        return api.check_bytes(api.render(composition, "pdf").files[0], "公文.pdf", STANDARD)
    data = edited(api.render(composition, "docx").files[0], example)
    if "按" in example:
        values = {"继承": STANDARD, "名称": "本单位", **example["按"]}
        style.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return api.check_bytes(data, "公文.docx", str(style) if "按" in example else STANDARD)


TABLE = {"栏数": 3, "栏宽": "", "行数": 1, "格": "12345678.90"}
"""What the example of a table may say, and what it is unsaid."""


def changes(example: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the document that ``example`` changes."""
    found: dict[str, Any] = {}
    if "标题" in example:
        found["title"] = "\n".join(example["标题"])
    if "标题字数" in example:
        found["title"] = f"云岭县人民政府关于{'加强防汛' * (example['标题字数'] // 4)}的通告"
    if "主送机关" in example:
        found["main_recipients"] = "、".join(f"云岭县第{n}水利管理局" for n in range(example["主送机关"]))
    if "发文机关" in example:
        found["issuers"] = tuple(f"云岭县第{n}水利管理局" for n in range(example["发文机关"]))
    if "签名章" in example:
        found["stamps"] = (Stamp(职务=example["签名章"]),)
    if "署名" in example:
        found["signature"] = (example["署名"],)
    if "栏数" in example:
        found["body"] = (
            "资金安排表如下。",
            *table(*(example.get(key, usual) for key, usual in TABLE.items())),
        )
    if "各段" in example:
        found["body"] = tuple(f"#正文 {text}" for text in example["各段"])
    if "正文" in example:
        found["body"] = tuple("防汛" * (14 * count - 4) + "。" for count in example["正文"])
    return found


def table(columns: int, widths: str, count: int = 1, cell: str = "12345678.90") -> list[str]:
    """A table of ``count`` rows whose cells are long numbers; ``widths`` are given above it."""
    rows = ["| 序号 " + "| 2024年资金 " * (columns - 1) + "|"]
    rows += ["| 1 " + f"| {cell} " * (columns - 1) + "|"] * count
    return [f"{{栏宽：{widths}}}", *rows] if widths else rows


def edited(data: bytes, example: Mapping[str, Any]) -> bytes:
    """The docx with what only its file can have."""
    texts = [par.text for par in read_pars(unpack(data))[0]]
    first = next((place for place, text in enumerate(texts) if len(text) > 20 and "，" in text), 0)
    if "首字" in example:
        text = example["首字"]
        data = replace_text(data, [TextEdit(first, 0, 0, text)]).data
    if "字体" in example:
        fonts = element("w:rFonts", {"w:hint": "default", **fonts_of(example["字体"])})
        data = change_run_look(data, [LookEdit(first, {"w:rFonts": fonts}, 0, len(text))]).data
    if "黑体" in example:
        data = change_run_look(
            data, [in_black(texts, example["各段"][each]) for each in example["黑体"]]
        ).data
    if "图片" in example:
        data = with_picture(data, example["图片"], example["图片段"], example.get("图片行距", "单倍"))
    if "直接" in example:
        data = set_directly(data)
    if "表格字" in example:
        size = element("w:sz", {"w:val": str(2 * example["表格字"])})
        rows = [place for place, text in enumerate(texts) if "\t12345678.90" in text]
        data = change_run_look(data, [LookEdit(place, {"w:sz": size}) for place in rows]).data
    if "页脚" in example:
        data = with_footers(data, example["页脚"])
    if "末尾" in example:
        data = insert_after(set_directly(data), len(texts) - 1, example["末尾"]).data
    if "字上" in example:
        data = change_run_look(data, [LookEdit(first, dressed(example["字上"]), 0, len(text))]).data
    if any(key in example for key in PARTS):
        data = in_parts(data, example)
    if "修订" in example:
        data = replace_text(data, [TextEdit(first, 0, 2, example["修订"])], Hand("某人", DAY)).data
    if "批注" in example:
        data = add_comments(data, [Remark(first, 0, 2, example["批注"])], "某人", DAY).data
    return data


def with_picture(data: bytes, width: float, align: str, lines: str) -> bytes:
    """The docx with a picture so many millimetres wide in a paragraph of its own, its ``lines`` 固定 or 单倍."""
    document = open_docx(io.BytesIO(data))
    paragraph = document.add_paragraph()
    paragraph.alignment = {"左": WD_ALIGN_PARAGRAPH.LEFT, "居中": WD_ALIGN_PARAGRAPH.CENTER}[align]
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.line_spacing = {"固定": Pt(28), "单倍": 1.0}[lines]
    paragraph.add_run().add_picture(io.BytesIO(picture(1)), width=Mm(width))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def in_black(texts: list[str], text: str) -> LookEdit:
    """The paragraph ``text`` set in 黑体."""
    fonts = element("w:rFonts", fonts_of({"中文": "黑体", "西文": "黑体"}))
    return LookEdit(texts.index(text), {"w:rFonts": fonts}, 0, len(text))


def with_footers(data: bytes, numbered: list[str]) -> bytes:
    """The docx with page numbers only where ``numbered`` says; 每页 is one footer for all."""
    parts = dict(unpack(data))
    for name, pages in FOOTERS.items():
        if pages not in numbered and "每页" not in numbered:
            path = f"word/{name}.xml"
            parts[path] = parts[path].replace(b"PAGE", b"DATE")
    if "每页" in numbered:
        settings = parts["word/settings.xml"].decode()
        parts["word/settings.xml"] = settings.replace("<w:evenAndOddHeaders/>", "").encode()
    return packed_again(parts)


class TestFiles:
    @pytest.mark.parametrize("rule", of("reading"), ids=code_of)
    def test_what_stands_wrongly_in_a_file_is_found(self, rule: AnyRule) -> None:
        wrong, right, base = examples(rule)
        assert told(rule, wrong, base)
        assert not told(rule, right, base)


HEAD = [
    "云岭县人民政府文件",
    "云岭政发〔2025〕8号",
    "云岭县人民政府关于做好防汛工作的通知",
    "各乡镇人民政府：",
]
FOOT = ["云岭县人民政府", "2025年5月6日"]


def told(rule: AnyRule, example: Any, base: str) -> list[Any]:
    """What ``rule`` tells of a text whose lines are given, 头 and 尾 for the usual ones, or of a changed sample."""
    if isinstance(example, dict) and "改" in example:
        transcript = transcript_of(in_other_words(base, *example["改"]), "公文.docx")
    else:
        is_scan = isinstance(example, dict)
        texts = example["扫描"] if is_scan else example
        lines = [line for each in texts for line in {"头": HEAD, "尾": FOOT}.get(each, [each])]
        transcript = transcript_of("\n".join(lines).encode(), "公文.txt")
        transcript = replace(transcript, facts={ENGINE: "引擎"} if is_scan else {})
    reading = recognise(transcript)
    return list(rule(Filed(reading, places_of(reading), read_profile(STANDARD))))


def in_other_words(base: str, before: str, after: str) -> bytes:
    """The sample ``base`` as docx, one line of it in other words."""
    data = api.render(api.compose_source(api.load(sample_file(base))), "docx").files[0]
    place = [par.text for par in read_pars(unpack(data))[0]].index(before)
    return replace_text(data, [TextEdit(place, 0, len(before), after)]).data


class TestRegister:
    @pytest.mark.parametrize("rule", rules_in(REGISTER), ids=code_of)
    def test_what_the_register_has_otherwise_is_found(self, rule: AnyRule) -> None:
        wrong, right, _ = examples(rule)
        assert register_codes(wrong) == [rule.code]
        assert not register_codes(right)


def register_codes(example: Mapping[str, str]) -> list[str]:
    """Codes of what is wrong with one line of a roster, beside one line of the register."""
    listed, known = (example[key].split() for key in ("名单", "名册"))
    day = date(2024, 6, 1)
    role = "" if known[0] == "不在组内" else known[0]
    if listed == ["没有"]:
        entry = Entry(day, known[1], group_role=role, group_post=known[2])
    elif listed[1] == known[1]:
        entry = Entry(day, listed[1], listed[0], listed[2], (known[2],), role, known[2] if role else "")
    else:
        entry = Entry(day, listed[1], listed[0], listed[2])
    return [rule.code for rule in rules_in(REGISTER) for _ in rule(entry)]


def test_every_rule_is_run_by_some_test() -> None:
    """Those of lines and of elements are run by test_words.py and test_check.py."""
    assert {rule.reads for rule in all_rules()} == {
        "document", "line", "lines", "docx", "print", "reading", "register",
    }  # fmt: skip
