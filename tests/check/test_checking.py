"""Checking and fixing documents of any making: what is right is let pass, what is fixed is fixed once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen import api
from gongwen.address import Place, Stretch
from gongwen.check.fixing import fix_docx, fixes_of
from gongwen.check.line_findings import wording_findings
from gongwen.check.lines import WrittenLine
from gongwen.finding import Finding, Fix, TextChange
from gongwen.ooxml.edit.edits import TextEdit, replace_text
from gongwen.ooxml.package.deflated import exchange
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.effective import read_effective
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.read.styles.file import read_profile
from gongwen.read.styles.tree import style_names
from tests.command import run
from tests.making.office_documents import OFFICES, Office, build
from tests.measuring.render import docx_to_pdf
from tests.paths import SAMPLES, SHARED, TESTS, sample_file

NOTICES = sorted((SHARED / "notices").glob("*.*"))
BINDING = ("差错", "应当", "一般")
FAULTY = (
    ("各乡镇人民政府，县政府各部门：", "各乡镇人民政府,县政府各部门:", "marks.half-width"),
    ("认真贯彻《条例》《纲要》", "认真贯彻《条例》、《纲要》", "quotes.comma-between"),
    ("于2024年5月6日", "于2024年05月06日", "dates.padded"),
    ("云岭政发〔2024〕8号", "云岭政发[2024]8号", "head.number-brackets"),
)
"""What is right, what is typed instead, and the rule that tells it."""


def binding(findings: Sequence[Finding]) -> list[str]:
    return [f"{finding.code} {finding}" for finding in findings if finding.force in BINDING]


def texts(data: bytes) -> list[str]:
    return [par.text for par in read_pars(unpack(data))[0]]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
class TestWhatIsBuiltIsRight:
    def test_the_source(self, path: Path) -> None:
        assert binding(api.check(path)) == []

    @pytest.mark.parametrize("numbering", ["text", "word"])
    def test_the_docx_in_every_style(self, path: Path, numbering: Any) -> None:
        source = api.load(path)
        for style in style_names() if numbering == "text" else [""]:
            data = api.render(api.compose_source(source, style, numbering), "docx").files[0]
            assert binding(api.check_bytes(data, "公文.docx", style)) == [], style

    @pytest.mark.parametrize("target", ["txt", "pdf", "html"])
    def test_the_text(self, path: Path, target: Any) -> None:
        data = api.render(api.compose_source(api.load(path)), target).files[0]
        assert binding(api.check_bytes(data, f"公文.{target}")) == []


@pytest.mark.parametrize("name", OFFICES)
def test_what_an_office_sets_by_hand_is_right(name: str) -> None:
    assert binding(api.check_bytes(build(OFFICES[name]), f"{name}.docx")) == []


@pytest.mark.skipif(not NOTICES, reason="../shared is not there")
def test_findings_in_real_notices_are_those_that_were_looked_at(request: pytest.FixtureRequest) -> None:
    lines = []
    for path in NOTICES:
        if path.suffix not in (".yaml", ".txt"):
            continue
        for finding in api.check(path):
            place = str(finding.place).removeprefix(f"{path} ")
            change = finding.fix.change if finding.fix else None
            wanted = change.wanted if isinstance(change, TextChange) else ""
            lines.append(
                f"{path.name} {place} {finding.code} {finding.force} {finding.fixing} {wanted}".rstrip()
            )
    golden = TESTS / "check" / "notices.txt"
    if request.config.getoption("--accept"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "\n".join(lines) + "\n" == golden.read_text(encoding="utf-8")


def faulty_office() -> bytes:
    """A document set by hand with faults of wording in it."""
    data = build(Office())
    edits = []
    for number, text in enumerate(texts(data)):
        if text.startswith("各乡镇人民政府"):
            edits.append(TextEdit(number, 0, len(text), FAULTY[0][1]))
        if text == FAULTY[3][0]:
            edits.append(TextEdit(number, 0, len(text), FAULTY[3][1]))
        if text.startswith("联系人赵清"):
            edits.append(TextEdit(number, 0, 0, f"{FAULTY[1][1]}，{FAULTY[2][1]}前报送。"))
    return replace_text(data, edits).data


class TestFixing:
    def find(self, data: bytes) -> list[Finding]:
        return api.check_bytes(data, "公文.docx")

    def test_what_is_found_is_mended_and_then_gone(self) -> None:
        data = faulty_office()
        assert {code for _, _, code in FAULTY} <= {finding.code for finding in self.find(data)}
        fixed = fix_docx(data, self.find, is_bold=True)
        assert binding(self.find(fixed.data)) == []
        after = "\n".join(texts(fixed.data))
        assert all(right in after and wrong not in after for right, wrong, _ in FAULTY)

    def test_twice_is_once(self) -> None:
        once = fix_docx(faulty_office(), self.find, is_bold=True)
        assert fix_docx(once.data, self.find, is_bold=True).data == once.data

    def test_no_other_character_changes_and_no_look(self) -> None:
        data = faulty_office()
        before, after = texts(data), texts(fix_docx(data, self.find, is_bold=False).data)
        touched = {finding.place.line - 1 for finding in self.find(data) if finding.place and finding.fix}
        assert [text for number, text in enumerate(before) if number not in touched] == [
            text for number, text in enumerate(after) if number not in touched
        ]
        faces = read_profile("gbt9704-2012").faces
        looks = [
            [piece.look for par in read_effective(unpack(each), faces).pars for piece in par.pieces][:40]
            for each in (data, fix_docx(data, self.find, is_bold=False).data)
        ]
        assert looks[0] == looks[1]

    def test_tracked_changes_can_be_seen_by_python_docx_and_rendered(self, tmp_path: Path) -> None:
        fixed = fix_docx(faulty_office(), self.find, is_bold=True, when=datetime(2024, 6, 1, 9, 30))
        document = docx.Document(io.BytesIO(fixed.data))
        body = document.element.body
        names = {element.tag.rpartition("}")[2] for element in body.iter()}
        assert {"ins", "del", "delText"} <= names
        assert binding(self.find(fixed.data)) == []
        (tmp_path / "修订.docx").write_bytes(fixed.data)
        assert docx_to_pdf([tmp_path / "修订.docx"], tmp_path)

    def test_comments_stand_on_the_very_characters(self) -> None:
        data = faulty_office()
        findings = self.find(data)
        commented = api.comment_docx(data, findings, datetime(2024, 6, 1, 9, 30))
        assert texts(commented) == texts(data)
        document = docx.Document(io.BytesIO(commented))
        anchored = {anchor(document, number) for number in range(len(list(document.comments)) + 5)}
        wanted = {
            texts(data)[finding.place.line - 1][slice(*finding.span)]
            for finding in findings
            if finding.place and finding.span
        }
        assert wanted <= anchored
        assert len(list(document.comments)) == len([finding for finding in findings if finding.place])

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.sampled_from(list("各单位2024年5月，。《》“”、：:,;（）()-1一二三 　请县人民政府于前")),
            max_size=60,
        ).map("".join)
    )
    def test_any_text_mended_twice_is_mended_once(self, text: str) -> None:
        def find(lines: str) -> list[Finding]:
            return api.check_bytes(lines.encode(), "公文.txt")

        from gongwen.check.fixing import fix_text

        whole = (
            f"关于做好防汛工作的通知\n各乡镇：\n　　现将有关事项通知如下。\n　　请{text}\n　　特此通知。\n"
        )
        once = fix_text(whole, find, is_bold=True).text
        assert fix_text(once, find, is_bold=True).text == once


class TestMendingText:
    TEXT = "云岭县人民政府文件\n云岭政发〔2025〕8号\n关于做好防汛工作的通知\n各乡镇人民政府：\n　　请做好防汛,抗旱工作。{0}　　请落实。\n　　于2025年03月05日前报送。\n"
    FIXED = TEXT.replace(",", "，").replace("03月05", "3月5")

    @pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\f", "\n"])
    def test_other_breaks_are_no_ends_of_lines(self, tmp_path: Path, sign: str) -> None:
        """What some programs take for the end of a line must not shift the lines that are fixed."""
        path = tmp_path / "通知.txt"
        path.write_text(self.TEXT.format(sign), encoding="utf-8", newline="")
        assert api.fix(path).data.decode() == self.FIXED.format(sign)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_encoding_and_ends_of_lines_stay(self, tmp_path: Path, encoding: str, end: str) -> None:
        path = tmp_path / "通知.txt"
        path.write_bytes(self.TEXT.format("\n").replace("\n", end).encode(encoding))
        assert api.fix(path).data == self.FIXED.format("\n").replace("\n", end).encode(encoding)

    def test_lines_may_end_in_several_ways(self, tmp_path: Path) -> None:
        path = tmp_path / "通知.txt"
        path.write_bytes(self.TEXT.format("\r\n").encode().rstrip(b"\n"))
        assert api.fix(path).data == self.FIXED.format("\r\n").encode().rstrip(b"\n")


def test_a_fault_behind_a_label_that_is_wrong_too_is_told() -> None:
    text = (
        "关于做好防汛工作的通知\n各乡镇人民政府：\n　　1、加强领导,落实责任。\n　　2、加强宣传，引导群众。\n"
    )
    found = {finding.code: finding for finding in api.check_bytes(text.encode(), "公文.txt")}
    assert {"body.label-form", "marks.half-width"} <= found.keys()
    assert "labels.arabic" not in {
        finding.code
        for finding in api.check_bytes(text.encode(), "公文.txt")
        if finding.place and finding.place.line == 3
    }


@pytest.mark.parametrize("place", ["甲.txt", "甲.docx"])
def test_faults_of_a_title_are_told_once_and_fixed(place: str, tmp_path: Path) -> None:
    office = Office(title=("云岭县人民政府关于关于", "做好防汛抗旱工作的通知。"))
    text = "云岭县人民政府关于关于做好防汛工作的通知。\n各乡镇人民政府：\n　　请落实。\n"
    (tmp_path / place).write_bytes(build(office) if place.endswith("docx") else text.encode())
    found = [each.code for each in api.check(tmp_path / place) if "titl" in each.code or "typos" in each.code]
    assert sorted(found) == ["title.doubled", "title.end-mark"]
    fixed = api.fix(tmp_path / place, is_bold=True)
    (tmp_path / place).write_bytes(fixed.data)
    assert "关于关于" not in api.read_file(tmp_path / place).transcript.text
    assert "通知。" not in api.read_file(tmp_path / place).transcript.text


def rendered(name: str, edits: dict[str, str]) -> bytes:
    """A sample as docx, with lines of it put in other words."""
    data = api.render(api.compose_source(api.load(sample_file(name))), "docx").files[0]
    places = {text: number for number, text in enumerate(texts(data))}
    changes = [TextEdit(places[old], 0, len(old), new) for old, new in edits.items()]
    return replace_text(data, changes).data


def test_a_wrong_word_for_the_secrecy_does_not_stop_the_check() -> None:
    data = rendered("密级急件", {"秘密★1年": "秘秘★1年"})
    found = {finding.code: finding for finding in api.check_bytes(data, "公文.docx")}
    assert "“密级”写成了“秘秘★1年”" in found["read.value"].message
    assert found["read.value"].place is not None
    assert found["read.value"].place.line == 2


def test_faults_beside_a_joint_mark_are_told_and_fixed() -> None:
    data = api.render(api.compose_source(api.load(sample_file("联合通知"))), "docx").files[0]
    number, mark = next((n, text) for n, text in enumerate(texts(data)) if text.endswith("\t文件"))
    wrong = replace_text(data, [TextEdit(number, len(mark), len(mark), "\u200b")]).data
    findings = api.check_bytes(wrong, "公文.docx")
    assert "spaces.invisible" in {finding.code for finding in findings}
    api.comment_docx(wrong, findings, datetime(2024, 6, 1))
    fixed = fix_docx(wrong, lambda each: api.check_bytes(each, "公文.docx"), is_bold=False)
    assert texts(fixed.data) == texts(data)


def test_what_drafting_leaves_is_told() -> None:
    find = TestFixing().find
    tracked = fix_docx(faulty_office(), find, is_bold=False, when=datetime(2024, 6, 1)).data
    commented = api.comment_docx(tracked, find(faulty_office()), datetime(2024, 6, 1))
    assert not {"leftovers.changes", "leftovers.comments"} & {each.code for each in find(faulty_office())}
    assert {"leftovers.changes", "leftovers.comments"} <= {each.code for each in find(commented)}


def test_a_title_with_a_mark_behind_it_is_a_title() -> None:
    text = "云岭县人民政府关于做好防汛工作的通知。\n各乡镇人民政府：\n　　请落实。\n"
    codes = {finding.code for finding in api.check_bytes(text.encode(), "公文.txt")}
    assert "title.end-mark" in codes
    assert not codes & {"title.no-kind", "body.no-recipients"}


def anchor(document: Any, number: int) -> str:
    """The text between the ends of the range of a comment."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found, is_inside = "", False
    for element in document.element.body.iter():
        if element.get(f"{w}id") == str(number):
            is_inside = {f"{w}commentRangeStart": True, f"{w}commentRangeEnd": False}.get(
                element.tag, is_inside
            )
        if is_inside and element.tag == f"{w}t":
            found += element.text or ""
    return found


class TestCommands:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "错.docx").write_bytes(faulty_office())
        (tmp_path / "对.docx").write_bytes(build(Office()))
        (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 not a docx")
        return tmp_path

    def test_the_exit_status(self, folder: Path) -> None:
        assert run("check", "对.docx", cwd=folder).returncode == 0
        assert run("check", "错.docx", cwd=folder).returncode == 1
        done = run("check", "对.docx", "坏.docx", cwd=folder)
        assert done.returncode == 2
        assert "没有检查" in done.stdout

    @pytest.mark.parametrize("target", ["json", "sarif", "html", "xlsx"])
    def test_every_format(self, folder: Path, target: str) -> None:
        done = run("check", "错.docx", "对.docx", "-o", f"结果.{target}", cwd=folder)
        assert done.returncode == 1
        data = (folder / f"结果.{target}").read_bytes()
        if target in ("json", "sarif"):
            assert "dates.padded" in json.dumps(json.loads(data), ensure_ascii=False)
        elif target == "html":
            assert "<html" in data.decode()
        else:
            assert "问题" in openpyxl.load_workbook(io.BytesIO(data)).sheetnames

    def test_comments_and_fixes_stand_beside_the_original(self, folder: Path) -> None:
        before = (folder / "错.docx").read_bytes()
        assert run("check", "错.docx", "--comments", "批注.docx", cwd=folder).returncode == 1
        done = run("fix", "错.docx", "--track", cwd=folder)
        assert done.returncode == 0
        assert "已生成 错（改）.docx" in done.stdout
        assert (folder / "错.docx").read_bytes() == before
        assert run("check", "错（改）.docx", cwd=folder).returncode == 0
        assert "没有可以直接改的地方" in run("fix", "错（改）.docx", cwd=folder).stdout

    def test_rules_are_selected_ignored_and_set_by_an_office(self, folder: Path) -> None:
        only = run("check", "错.docx", "--select", "dates", "--format", "json", cwd=folder)
        assert set(re.findall(r"dates\.[a-z-]+", only.stdout)) == {"dates.padded"}
        assert "marks." not in only.stdout
        none = run("check", "错.docx", "--ignore", "dates,marks,recipients,quotes", cwd=folder)
        assert "dates.padded" not in none.stdout
        (folder / "设置.yaml").write_text(
            "忽略: [marks, recipients, head]\n词语白名单:\n  - 《条例》、《纲要》\n程度: {dates.padded: 惯例}\n",
            encoding="utf-8",
        )
        done = run("check", "错.docx", "--settings", "设置.yaml", cwd=folder)
        assert done.returncode == 0
        assert "quotes.comma-between" not in done.stdout
        assert "dates.padded" in done.stdout

    def test_what_is_ignored_is_not_fixed(self, folder: Path) -> None:
        (folder / "设置.yaml").write_text("忽略: [marks, quotes, references, head]\n", encoding="utf-8")
        done = run("fix", "错.docx", "--settings", "设置.yaml", "-o", "甲.docx", cwd=folder)
        assert "改了1处" in done.stdout
        own = texts((folder / "甲.docx").read_bytes())
        assert any("《条例》、《纲要》，于2024年5月6日" in text for text in own)
        assert run("fix", "错.docx", "--select", "dates", "-o", "乙.docx", cwd=folder).returncode == 0
        assert texts((folder / "乙.docx").read_bytes()) == own

    def test_the_same_file_is_checked_once(self, folder: Path) -> None:
        once = run("check", "错.docx", cwd=folder).stdout
        assert run("check", "错.docx", "./错.docx", "错.docx", cwd=folder).stdout.endswith(
            once.split("\n", 1)[1]
        )

    def test_what_cannot_be_changed_is_not_said_to_be_changed(self, tmp_path: Path) -> None:
        data = build(Office(is_counted=True))
        numbering = unpack(data)["word/numbering.xml"].replace("%1、".encode(), b"%1.")
        number = next(at for at, text in enumerate(texts(data)) if text.startswith("联系人赵清，"))
        data = replace_text(data, [TextEdit(number, 5, 6, ",")]).data
        (tmp_path / "编号.docx").write_bytes(exchange(data, {"word/numbering.xml": numbering}))
        done = run("fix", "编号.docx", cwd=tmp_path)
        assert "改了1处" in done.stdout
        assert "自动编号由 Word 排出" in done.stderr

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("忽略: [没有这条]\n", "第1行：没有规则“没有这条”"),
            ("不看: [dates]\n", "第1行：不认识“不看”；可以写：忽略、只查、词语白名单、程度、版式"),
            ("程度: {dates.padded: 随便}\n", "“dates.padded”的程度应是：差错、应当、一般、推荐、惯例"),
            ("程度: 惯例\n", "“程度”下面写规则和程度"),
        ],
    )
    def test_faults_of_the_settings(self, folder: Path, text: str, message: str) -> None:
        (folder / "设置.yaml").write_text(text, encoding="utf-8")
        done = run("check", "对.docx", "--settings", "设置.yaml", cwd=folder)
        assert done.returncode == 2
        assert message in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("check", "对.docx", "--select", "没有"), "--select：没有规则“没有”"),
            (("check", "对.docx", "错.docx", "--comments", "批.docx"), "--comments 一次只批注一个文件"),
            (("check", "对.docx", "--format", "xlsx"), "xlsx 要写到文件里"),
            (("check", "对.docx", "-o", "对.docx"), "输出与输入是同一个文件"),
            (("check", "对.docx", "--style", "没有这个版式"), "没有这个版式"),
            (("check", "对.docx", "--select", "mark"), "没有规则“mark”，是不是 marks"),
            (("check", "对.docx", "-o", "结果.doc"), "结果不能写成“.doc”"),
            (("check", "对.docx", "-o", "."), "这是文件夹"),
            (("check", "对.docx", "--comments", "批注.txt"), "批注写在 docx 里"),
            (("check", "对.docx", "--db", "没有.db"), "没有.db：没有这个名册"),
            (("check", "-"), "不能从标准输入读"),
            (("fix", "."), "这是文件夹"),
            (("fix", "没有.docx"), "没有.docx：找不到这个文件"),
            (("fix", "对.docx", "-o", "改.pdf"), "改好的仍是 .docx 文件"),
            (("fix", "对.docx", "--select", "没有"), "--select：没有规则“没有”"),
        ],
    )
    def test_faults_of_the_command(self, folder: Path, arguments: tuple[str, ...], message: str) -> None:
        done = run(*arguments, cwd=folder)
        assert done.returncode == 2
        assert message in done.stdout + done.stderr

    def test_a_document_of_another_time_is_held_against_the_rules_of_its_time(self, tmp_path: Path) -> None:
        text = "云溪县人民政府文件\n云政发〔2005〕3号\n\n关于做好防汛工作的通知\n\n各乡镇人民政府：\n　　请做好防汛工作。\n\n　　　　二〇〇五年五月六日\n\n主题词：水利　防汛　通知\n"
        (tmp_path / "旧.txt").write_text(text, encoding="utf-8")
        own = run("check", "旧.txt", "--format", "json", cwd=tmp_path).stdout
        assert "dates.chinese-closing" not in own
        present = run("check", "旧.txt", "--on", "2024-06-01", "--format", "json", cwd=tmp_path).stdout
        assert "dates.chinese-closing" in present
        assert "imprint.keywords" in present
        assert "imprint-lines.keywords" not in present


def test_of_two_fixes_of_the_same_characters_the_first_is_kept() -> None:
    place = Place("公文.docx", 3, unit="段")
    one, other = Stretch(place, 1, 3), Stretch(place, 2, 4)
    first = Finding("甲", one, "", "", "一般", "修正", "", (Fix(one, TextChange("一")),))
    second = Finding("乙", other, "", "", "一般", "修正", "", (Fix(other, TextChange("二")),))
    assert fixes_of([first, second], is_bold=False) == [first.fix]


@pytest.mark.parametrize(
    ("text", "allowed", "is_told"),
    [
        ("实施“一,二”工程，抓好", "“一,二”工程", False),
        ("实施“一,二”工程，抓好", "“一,二”项目", True),
        ("实施“一,二”工程，抓,好", "“一,二”工程", True),
        ("实施“一,二”工程，抓好", "", True),
    ],
)
def test_an_allowed_text_is_left_alone(text: str, allowed: str, is_told: bool) -> None:
    found = wording_findings([WrittenLine("正文", text, None, None)], "", [allowed])
    assert bool([finding for finding in found if finding.code == "marks.half-width"]) is is_told
