"""``gongwen style import``: the style of an office, read off a document of its own; ``style diff``."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongwen.api import compose_source, load, render
from gongwen.finding import InputError, UsageError
from gongwen.read.styles.file import read_profile
from gongwen.recognise.office_style import read_office_style, write_style
from tests.paths import sample_file

OFFICES = {
    "页边和行距": {"页面": {"天头": "35mm", "订口": "30mm", "版心宽": "154mm", "版心高": "227mm"},
                "样式": {"公文正文": {"行距": "28pt"}}},
    "标题小一号": {"样式": {"公文标题": {"字号": "小二", "加粗": "是", "行距": "30pt"}}},
    "小标题加粗": {"样式": {"二级标题": {"加粗": "是"}, "三级标题": {"字体": "黑体"}}},
    "正文四号": {"样式": {"公文正文": {"字号": "四号", "字距": "0", "行距": "26pt"}}},
    "页码短横": {"页码": {"前缀": "- ", "后缀": " -"}, "样式": {"页码": {"字号": "五号", "字体": "仿宋"}}},
    "版记三号": {"样式": {"抄送机关": {"字号": "三号"}}},
    "粗红线": {"样式": {"红色分隔线": {"行距": "1.5pt"}, "发文机关标志": {"颜色": "C00000"}}},
}  # fmt: skip


def style_of(folder: Path, values: dict[str, object]) -> Path:
    path = folder / "本单位.yaml"
    path.write_text(yaml.safe_dump({"继承": "gbt9704-2012", "名称": "本单位", **values}, allow_unicode=True))
    return path


def built(folder: Path, style: str, sample: str = "意见") -> Path:
    path = folder / "公文.docx"
    path.write_bytes(render(compose_source(load(sample_file(sample)), style), "docx").files[0])
    return path


@pytest.mark.parametrize("name", OFFICES)
def test_what_an_office_changes_comes_back(tmp_path: Path, name: str) -> None:
    office = style_of(tmp_path, OFFICES[name])
    found = read_office_style(built(tmp_path, str(office)))
    written = tmp_path / "读出.yaml"
    written.write_text(write_style("读出", found.values), encoding="utf-8")
    ours, theirs = read_profile(str(office)), read_profile(str(written))
    assert _sheet(theirs) == pytest.approx(_sheet(ours), abs=1)
    for role in ("公文正文", "公文标题", "一级标题", "二级标题", "三级标题", "主送机关", "抄送机关", "页码"):
        one, other = ours.looks[role], theirs.looks[role]
        assert (other.face, other.size, other.bold) == (one.face, one.size, one.bold), role
        assert other.pitch == pytest.approx(one.pitch, abs=0.05), role
    assert theirs.looks["红色分隔线"].pitch == pytest.approx(ours.looks["红色分隔线"].pitch, abs=0.05)
    assert theirs.looks["发文机关标志"].colour == ours.looks["发文机关标志"].colour
    assert theirs.page_number.before.split() == ours.page_number.before.split()


def _sheet(profile: object) -> tuple[float, ...]:
    sheet = profile.sheet  # type: ignore[attr-defined]
    return sheet.top, sheet.left, sheet.type_width, sheet.type_height


@pytest.mark.parametrize("sample", ["意见", "印发实施方案", "请示", "密级急件", "印发管理办法"])
def test_a_document_of_the_standard_departs_in_nothing(tmp_path: Path, sample: str) -> None:
    assert read_office_style(built(tmp_path, "gbt9704-2012", sample)).values == {}


def direct(folder: Path) -> Path:
    """A document as a clerk formats it: everything by hand, on the default style."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(35), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)

    def add(text: str, font: str, size: float, pitch: float, **look: object) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(size), bool(look.get("bold"))
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        if "colour" in look:
            run.font.color.rgb = RGBColor.from_string(str(look["colour"]))
        paragraph.alignment = look.get("align", WD_ALIGN_PARAGRAPH.JUSTIFY)
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
        form.first_line_indent = Pt(float(look.get("first", 0)))  # type: ignore[arg-type]

    centre = WD_ALIGN_PARAGRAPH.CENTER
    add("云岭县人民政府文件", "方正小标宋简体", 42, 52, colour="FF0000", align=centre)
    add("云政发〔2024〕8号", "仿宋_GB2312", 16, 28, align=centre)
    add("关于做好防汛工作的通知", "方正小标宋简体", 20, 34, align=centre)
    add("各乡镇人民政府：", "仿宋_GB2312", 14, 28)
    add("一、加强领导", "黑体", 14, 28, first=28)
    add("（一）明确责任", "楷体_GB2312", 14, 28, first=28, bold=True)
    for number in range(3):
        add(
            f"第{number}段" + "各有关单位要明确分工，落实责任，按月报告。" * 4,
            "仿宋_GB2312",
            14,
            28,
            first=28,
        )
    path = folder / "手排.docx"
    document.save(str(path))
    return path


def test_direct_formatting_is_read(tmp_path: Path) -> None:
    found = read_office_style(direct(tmp_path))
    styles = found.values["样式"]
    assert found.values["页面"] == {"天头": "35mm", "版心高": "227mm"}
    assert styles["公文正文"] == {"字号": "四号", "字距": "0", "行距": "28pt"}
    assert styles["公文标题"]["字号"] == "20pt"
    assert styles["公文标题"]["行距"] == "34pt"
    assert styles["二级标题"] == {"加粗": "是"}
    assert "一级标题" not in styles
    assert "抄送机关" in found.missing


GREY, RED = "E7E6E6", "C00000"
RULES = {
    "浅灰边框": (GREY, "single", None),
    "粉色边框": ("F8CBAD", "single", None),
    "橙色边框": ("ED7D31", "single", None),
    "蓝色边框": ("4472C4", "single", None),
    "自动颜色": ("auto", "single", None),
    "红边框": (RED, "single", "1.5pt"),
    "深红边框": ("A50021", "single", "1.5pt"),
    "去掉的红边框": (RED, "none", None),
    "空的红边框": (RED, "nil", None),
}


@pytest.mark.parametrize("where", ["云政发", "关于做好", "第0段"])
@pytest.mark.parametrize("name", RULES)
def test_only_a_red_border_is_the_red_line(tmp_path: Path, name: str, where: str) -> None:
    colour, kind, weight = RULES[name]
    path = direct(tmp_path)
    document = docx.Document(str(path))
    paragraph = next(par for par in document.paragraphs if par.text.startswith(where))
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="{kind}" w:sz="12" w:space="1" w:color="{colour}"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
    document.save(str(path))
    found = read_office_style(path).values["样式"]
    assert found.get("红色分隔线", {}).get("行距") == weight
    assert found["公文正文"]["行距"] == "28pt"
    assert found["公文标题"]["行距"] == "34pt"


PITCHES = {
    "固定值": (WD_LINE_SPACING.EXACTLY, Pt(26), "26pt"),
    "最小值": (WD_LINE_SPACING.AT_LEAST, Pt(26), "26pt"),
    "小于字高的最小值": (WD_LINE_SPACING.AT_LEAST, Pt(12), None),
    "一倍半": (WD_LINE_SPACING.MULTIPLE, 1.5, None),
    "零点八倍": (WD_LINE_SPACING.MULTIPLE, 0.8, None),
    "两倍": (WD_LINE_SPACING.MULTIPLE, 2.0, None),
}


@pytest.mark.parametrize("name", PITCHES)
def test_a_pitch_is_one_that_is_said_outright(tmp_path: Path, name: str) -> None:
    rule, value, pitch = PITCHES[name]
    found = read_office_style(in_body(direct(tmp_path), rule, value))
    assert found.values["样式"]["公文正文"].get("行距") == pitch
    assert found.refused == ()


@pytest.mark.parametrize("points", [1.5, 8, 300])
def test_a_pitch_that_no_style_can_have_is_told_and_not_written(tmp_path: Path, points: float) -> None:
    path = in_body(direct(tmp_path), WD_LINE_SPACING.EXACTLY, Pt(points))
    found = read_office_style(path)
    assert "行距" not in found.values["样式"]["公文正文"]
    assert found.refused == (f"公文正文.行距：公文里是 {points:g}pt，版式里只能是 14pt 至 56pt",)
    told = run("import", path.name, "-o", "读出.yaml", cwd=tmp_path)
    assert told.returncode == 0 and f"没有写 {found.refused[0]}" in told.stderr
    assert read_profile(str(tmp_path / "读出.yaml")).body.pitch == pytest.approx(28.95)


def in_body(path: Path, rule: WD_LINE_SPACING, value: float) -> Path:
    """The document with another line spacing in its running text."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("第"):
            paragraph.paragraph_format.line_spacing_rule = rule
            paragraph.paragraph_format.line_spacing = value
    document.save(str(path))
    return path


@pytest.mark.parametrize("data", [b"", b"text", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_docx_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(data)
    with pytest.raises((UsageError, InputError), match=r"坏\.docx"):
        read_office_style(path)


NONSENSE = ["x", "", "-1", "99999999999", "1e400", "nan"]


@given(st.data())
@settings(max_examples=40, phases=[Phase.explicit, Phase.generate])
def test_nonsense_in_attributes_ends_in_a_style_or_a_message(data: st.DataObject) -> None:
    """Whatever a damaged or hostile docx says, what is read off it is a style that can be read again."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = built(folder, "gbt9704-2012", "短函")
        with zipfile.ZipFile(path) as package:
            parts = {part: package.read(part) for part in package.namelist()}
        for part in ("word/document.xml", "word/styles.xml"):
            values = re.findall(rb'w:(?:sz|line|before|left|top|bottom|w|h|val|fill)="([^"]*)"', parts[part])
            old = data.draw(st.sampled_from(values))
            new = data.draw(st.sampled_from(NONSENSE)).encode()
            parts[part] = parts[part].replace(b'"' + old + b'"', b'"' + new + b'"')
        with zipfile.ZipFile(path, "w") as package:
            for part, content in parts.items():
                package.writestr(part, content)
        try:
            found = read_office_style(path)
        except (InputError, UsageError):
            return
        assert yaml.safe_load(write_style("甲", found.values))["名称"] == "甲"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongwen", "style", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_commands(tmp_path: Path) -> None:
    office = style_of(tmp_path, OFFICES["标题小一号"])
    built(tmp_path, str(office))
    made = run("import", "公文.docx", "-o", "读出.yaml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "认出 公文标题" in made.stderr
    again = run("import", "公文.docx", "-o", "读出.yaml", cwd=tmp_path)
    assert again.returncode == 2
    assert "已有这个文件" in again.stderr
    differing = run("diff", "gbt9704-2012", "读出.yaml", cwd=tmp_path).stdout.splitlines()
    assert "样式.公文标题.字号\t二号\t小二\t7.3.1　一般" in differing
    assert run("diff", "gbt9704-2012", "没有", cwd=tmp_path).returncode == 2
    assert run("import", "没有.docx", cwd=tmp_path).returncode == 2


def test_a_style_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    county = style_of(tmp_path, {"样式": {"公文标题": {"字号": "小二"}}})
    own = tmp_path / "乡镇.yaml"
    own.write_text(f"继承: {county.name}\n名称: 乡镇\n页面: {{天头: 35mm}}\n", encoding="utf-8")
    profile = read_profile(str(own))
    assert profile.looks["公文标题"].size == 18
    assert profile.sheet.top == pytest.approx(35 * 72 / 25.4)
    county.write_text(f"继承: {own.name}\n名称: 县\n", encoding="utf-8")
    with pytest.raises(InputError, match="互相继承"):
        read_profile(str(own), "信函")
