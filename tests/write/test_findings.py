"""Findings as text, JSON, SARIF, a page and a workbook."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html
from openpyxl import load_workbook

from gongwen.address import Place, Stretch
from gongwen.finding import Checked, Excerpt, Finding, Fix, RuleInfo, TextChange, excerpt_of, find_excerpt
from gongwen.write.book import BookTable, write_book
from gongwen.write.findings.book import write_findings_book
from gongwen.write.findings.html import write_findings_html
from gongwen.write.findings.json import findings_schema, write_findings_json
from gongwen.write.findings.sarif import uri_of, write_findings_sarif
from gongwen.write.findings.text import Segment, write_findings_text
from gongwen.write.findings.view import clause_name, wanted_excerpt
from tests.golden import hold, looks_of
from tests.write.finding_cases import CASES, checked_of

SEVERAL = "几个文件"
RULES = [RuleInfo("marks.half-width", "GB/T 15834 5", "一般", "中文里的标点用全角。", "修正")]


def plain(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def about(text: str, span: tuple[int, int] | None) -> Finding:
    at = Stretch(Place("a", 1), *(span or ()))
    fixes = (Fix(at, TextChange("改")),) if span else ()
    return Finding("a.b", at, "问题", "", "惯例", "修正", excerpt_of(text, span), fixes)


class TestText:
    @pytest.mark.parametrize("name", CASES)
    def test_is_what_the_case_says(self, name: str) -> None:
        assert plain(write_findings_text(checked_of(name))) == CASES[name]["文字"]

    def test_segments_say_what_they_are(self) -> None:
        toned = [segment for segment in write_findings_text(checked_of("一个文件")) if segment.tone]
        assert toned == [
            ("通知.docx", "文件"), ("第3段第5字", "位置"), ("一般", "一般"), ("标点重复", "问题"),
            ("【认真执行。。】", "原文"), ("改为“。”", "建议"), ("GB/T 15834 5  marks.doubled", "依据"),
        ]  # fmt: skip


class TestExcerpt:
    @pytest.mark.parametrize(
        ("text", "span", "wanted"),
        [
            ("甲乙,丙", (2, 3), Excerpt("甲乙", ",", "丙")),
            ("一" * 30 + "," + "二" * 30, (30, 31), Excerpt("…" + "一" * 12, ",", "二" * 12 + "…")),
            ("甲乙丙", (1, 1), Excerpt("甲", "", "乙丙")),
            ("甲" * 100, (0, 100), Excerpt("", "甲" * 20 + "…" + "甲" * 20, "")),
            ("甲" * 100, None, Excerpt("", "甲" * 20 + "…" + "甲" * 20, "")),
            ("甲乙丙", None, Excerpt("", "甲乙丙", "")),
        ],
    )
    def test_shows_the_characters_at_fault_among_others(
        self, text: str, span: tuple[int, int] | None, wanted: Excerpt
    ) -> None:
        assert find_excerpt(about(text, span)) == wanted

    @given(st.text("甲乙，…", max_size=90), st.data())
    def test_finds_the_characters_of_the_span_again(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        shown = find_excerpt(about(text, (start, end)))
        assert shown.text == excerpt_of(text, (start, end))
        if end - start <= 40:
            assert shown.faulty == text[start:end]

    def test_of_another_form_is_all_at_fault(self) -> None:
        finding = Finding("a.b", Stretch(Place("a", 1), 30, 33), "问题", "", "惯例", excerpt="一二三")
        assert find_excerpt(finding) == Excerpt("", "一二三", "")

    def test_is_told_as_it_should_be(self) -> None:
        assert wanted_excerpt(about("甲乙,丙", (2, 3))) == Excerpt("甲乙", "改", "丙")
        assert wanted_excerpt(about("甲乙,丙", None)) is None


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("7.2.5", "GB/T 9704 7.2.5"), ("10.2", "GB/T 9704 10.2"), ("1999-主题词", "GB/T 9704—1999 主题词"),
        ("条例第九条", "条例第九条"), ("GB/T 15834 5", "GB/T 15834 5"), ("", ""),
    ],
)  # fmt: skip
def test_clauses_have_the_name_of_their_standard(clause: str, name: str) -> None:
    assert clause_name(clause) == name


class TestJson:
    @pytest.mark.parametrize("name", CASES)
    def test_is_as_its_schema_says(self, name: str) -> None:
        schema = findings_schema()
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(write_findings_json(checked_of(name))))

    def test_schema_refuses_what_is_no_report(self) -> None:
        report = json.loads(write_findings_json(checked_of(SEVERAL)))
        report["文件"][0]["问题"][0]["修改"]["改"] = "别的"
        assert not Draft202012Validator(findings_schema()).is_valid(report)

    def test_says_everything_of_a_finding(self) -> None:
        report = json.loads(write_findings_json(checked_of(SEVERAL)))
        assert report["合计"] == {"应当": 2, "一般": 3, "惯例": 3}
        assert [(each["文件"], each["未检查"]) for each in report["文件"]][2:4] == [
            ("干净.docx", ""), ("坏.docx", "坏.docx：不是能读的 docx"),
        ]  # fmt: skip
        text, _, look, whole = report["文件"][0]["问题"]
        assert text == {
            "规则": "marks.half-width", "程度": "一般", "处理": "修正", "问题": "“,”是半角标点，中文里应为“，”",
            "条款": "GB/T 15834 5", "位置": {"数": 3, "单位": "段", "列": 1, "页": 0}, "字符": {"起": 8, "止": 9},
            "原文": "组成人员如有变动,由其单位报办公室备案。",
            "修改": {"改": "文字", "起": 8, "止": 9, "改为": "，"},
        }  # fmt: skip
        assert look["修改"] == {
            "改": "格式", "对象": "字", "属性": {"w:eastAsia": "仿宋"}, "起": 0, "止": None,
        }  # fmt: skip
        assert whole["位置"] is whole["字符"] is whole["修改"] is None

    def test_names_of_the_form_stay(self) -> None:
        """A reader of the report relies on them: whoever changes one changes the number of the form too."""
        schema = findings_schema()
        keys = {name: sorted(part["properties"]) for name, part in schema["$defs"].items()}
        assert {**keys, "Report": sorted(schema["properties"])} == {
            "FileItem": ["文件", "未检查", "没有查的", "问题"],
            "FindingItem": ["位置", "修改", "原文", "处理", "字符", "条款", "程度", "规则", "问题"],
            "LookFixItem": ["对象", "属性", "改", "止", "起"],
            "PlaceItem": ["列", "单位", "数", "页"],
            "Report": ["合计", "文件", "格式"],
            "SpanItem": ["止", "起"],
            "TextFixItem": ["改", "改为", "止", "起"],
        }
        assert schema["properties"]["格式"]["const"] == "gongwen-check/1"


def sarif(name: str = SEVERAL) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(write_findings_sarif(checked_of(name), RULES))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


class TestSarif:
    """The properties that SARIF 2.1.0 requires, and what is said in them."""

    @pytest.mark.parametrize("name", CASES)
    def test_refers_to_what_is_there(self, name: str) -> None:
        run = sarif(name)
        rules = run["tool"]["driver"]["rules"]
        uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
        assert len({rule["id"] for rule in rules}) == len(rules)
        assert len(run["results"]) == sum(len(each.findings) for each in checked_of(name))
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
            for location in result["locations"]:
                artifact = location["physicalLocation"]["artifactLocation"]
                assert uris[artifact["index"]] == artifact["uri"]

    def test_rules_have_their_words_and_levels(self) -> None:
        rules = {rule["id"]: rule for rule in sarif()["tool"]["driver"]["rules"]}
        assert rules["marks.half-width"]["shortDescription"]["text"] == "中文里的标点用全角。"
        assert (
            rules["marks.half-width"]["fullDescription"]["text"]
            == "中文里的标点用全角（GB/T 15834 5，一般）。"
        )
        assert {code: rule["defaultConfiguration"]["level"] for code, rule in rules.items()} == {
            "marks.half-width": "warning", "spaces.invisible": "note", "format.body-font": "error",
            "head.no-number": "warning", "references.brackets": "error", "names.spread": "note",
            "imprint.keywords": "note",
        }  # fmt: skip

    def test_a_text_has_regions_and_fixes(self) -> None:
        result = next(each for each in sarif()["results"] if each["ruleId"] == "references.brackets")
        place = result["locations"][0]["physicalLocation"]
        region = {"startLine": 10, "startColumn": 9, "endLine": 10, "endColumn": 15}
        assert place["artifactLocation"]["uri"] == "%E7%A8%BF/%E5%85%B3%E4%BA%8E%20a%26b.txt"
        assert place["region"] == {**region, "snippet": {"text": "[2024]"}}
        (change,) = result["fixes"][0]["artifactChanges"]
        assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "〔2024〕"}}]

    def test_a_docx_has_paragraphs_and_no_fix_for_an_editor(self) -> None:
        first, _, look, whole = sarif()["results"][:4]
        assert "fixes" not in first
        assert "region" not in first["locations"][0]["physicalLocation"]
        assert first["locations"][0]["logicalLocations"] == [
            {
                "name": "第3段", "fullyQualifiedName": "第3段第9字", "kind": "element",
                "properties": {"charOffset": 8, "charLength": 1},
            }
        ]  # fmt: skip
        assert look["locations"][0]["logicalLocations"][0]["name"] == "第4段"
        assert "logicalLocations" not in whole["locations"][0]

    def test_a_yaml_source_has_regions_and_no_fix(self) -> None:
        at = Stretch(Place("稿.yaml", 3, 7), 1, 2)
        finding = Finding("a.b", at, "问题", "", "惯例", "修正", "", (Fix(at, TextChange("甲")),))
        log = json.loads(write_findings_sarif([Checked("稿.yaml", (finding,))], []))
        (result,) = log["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["region"]["startColumn"] == 8
        assert "fixes" not in result

    def test_a_file_that_was_not_read_is_told(self) -> None:
        (invocation,) = sarif()["invocations"]
        assert not invocation["executionSuccessful"]
        assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
            "坏.docx：不是能读的 docx"
        ]
        assert sarif("没有问题")["invocations"][0]["executionSuccessful"]

    def test_absolute_paths_are_file_uris(self, tmp_path: Path) -> None:
        file = tmp_path / "通 知#1.docx"
        uri = urlparse(uri_of(str(file)))
        assert uri.scheme == "file"
        assert unquote(uri.path) == str(file)


def page(name: str = SEVERAL) -> html.HtmlElement:
    return html.document_fromstring(write_findings_html(checked_of(name), RULES, "2024年12月9日"))


class TestPage:
    def test_has_a_table_for_each_file_and_a_row_for_each_finding(self) -> None:
        sections = page().findall(".//section")
        assert [(part.findtext("h2"), len(part.findall(".//tbody/tr"))) for part in sections] == [
            (each.file, len(each.findings)) for each in checked_of(SEVERAL)
        ]
        assert sections[2].findtext("p") == "没有发现问题"
        assert sections[3].findtext("p") == "没有检查：坏.docx：不是能读的 docx"

    def test_rows_say_all_of_a_finding(self) -> None:
        row = page().find(".//section").findall(".//tbody/tr")[1]
        assert dict(row.attrib) == {"data-force": "一般", "data-rule": "marks.half-width"}
        assert [cell.text_content().split() for cell in row] == [
            ["第3段第9字"],
            ["一般"],
            [
                "“,”是半角标点，中文里应为“，”组成人员如有变动,由其单位报办公室备案。组成人员如有变动，由其单位报办公室备案。"
            ],
            ["GB/T", "15834", "5marks.half-width"],
        ]

    def test_characters_at_fault_and_those_put_in_are_marked(self) -> None:
        tree = page()
        assert [mark.text for mark in tree.iter("mark")] == [",", "〔U+200B〕", "[2024]", ",", "㈠"]
        assert [ins.text for ins in tree.iter("ins")] == ["，", "〔2024〕", "，", "（一）"]
        assert [text.get("data-name") for text in tree.findall(".//p[@class='text']")] == [
            "可改格式", "原文", "改为", "原文", "删去", "原文", "改为", "原文", "改为", "原文", "改为",
        ]  # fmt: skip

    def test_summary_counts_by_rule_with_what_is_wanted(self) -> None:
        rows = page().find(".//table").findall(".//tbody/tr")
        cells = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}
        assert cells["marks.half-width"] == ["中文里的标点用全角。", "一般", "2", "2"]
        assert len(cells) == 7

    def test_text_is_escaped_whatever_it_is(self) -> None:
        evil = "<script>alert('1')</script>&\"'"
        at = Stretch(Place(evil, 1), 0, 8)
        finding = Finding(evil, at, evil, evil, "应当", "修正", evil, (Fix(at, TextChange(evil)),))
        text = write_findings_html(
            [Checked(evil, (finding,)), Checked(evil, problem=evil)], [RuleInfo(evil, "", "应当", evil)], evil
        )
        tree = html.document_fromstring(text)
        assert len(tree.findall(".//script")) == 1
        assert tree.find(".//tr[@data-rule]").get("data-rule") == evil
        assert tree.findtext(".//option[2]") == evil

    @pytest.mark.parametrize("name", CASES)
    def test_loads_nothing(self, name: str) -> None:
        tree = page(name)
        assert not [each for each in tree.iter() if {"src", "href"} & set(each.attrib)]
        assert "url(" not in tree.findtext(".//style")
        assert "@import" not in tree.findtext(".//style")

    def test_of_nothing_found_says_so(self) -> None:
        tree = page("没有问题")
        assert tree.find(".//table") is None
        assert "没有发现问题" in tree.text_content()


class TestPlaceInItsPage:
    LINES = (
        (Place("稿.docx", 1, unit="段"), "各乡镇："),
        (Place("稿.docx", 2, unit="段"), "认真布署、布署。"),
    )

    def tree(self, *spans: tuple[int, int] | None, page: int = 0) -> html.HtmlElement:
        at = Place("稿.docx", 2, page=page, unit="段")
        text = self.LINES[1][1]
        findings = tuple(
            Finding(
                "typos.word",
                Stretch(at, *(span or (0, None))),
                f"第{number}处",
                "",
                "差错",
                excerpt=excerpt_of(text, span),
            )
            for number, span in enumerate(spans, 1)
        )
        return html.document_fromstring(
            write_findings_html([Checked("稿.docx", findings, lines=self.LINES)], ())
        )

    def test_a_finding_leads_to_its_line_where_its_characters_are_marked_and_back(self) -> None:
        tree = self.tree((2, 4), (5, 7))
        (line,) = tree.xpath("//div[@class='source']/p[@id]")
        assert [(mark.text, mark.tail) for mark in line.iter("mark")] == [("布署", "、"), ("布署", "。 ")]
        notes = line.findall("a")
        assert [(note.text, note.get("href")) for note in notes] == [("第1处", "#f1-1"), ("第2处", "#f1-2")]
        rows = tree.xpath("//section//tbody/tr")
        assert [row.get("id") for row in rows] == ["f1-1", "f1-2"]
        assert {row.find(".//a").get("href") for row in rows} == {f"#{line.get('id')}"}

    def test_every_line_is_shown_and_a_page_where_it_is_known(self) -> None:
        tree = self.tree(None, page=3)
        assert [line.text_content() for line in tree.xpath("//div[@class='source']/p")] == [
            "各乡镇：", "第3页", "认真布署、布署。 第1处",
        ]  # fmt: skip
        assert not tree.xpath("//div[@class='source']//mark")

    def test_characters_that_the_line_has_no_more_are_not_marked(self) -> None:
        tree = self.tree((2, 40))
        assert [mark.text for mark in tree.xpath("//div[@class='source']//mark")] == []

    def test_overlapping_places_are_marked_once(self) -> None:
        tree = self.tree((0, 4), (2, 4))
        assert "".join(tree.xpath("//div[@class='source']//mark/text()")) == "认真布署"


def sheets(checked: list[Checked]) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(write_findings_book(checked)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


class TestBook:
    def test_looks_as_it_did(self, request: pytest.FixtureRequest) -> None:
        choices = {"单位": "单位!B", "性别": ("男", "女")}
        table = BookTable("人", ("姓名", "性别", "单位"), [("=甲", 1, "乙" * 40)], choices, {0: "FFCC00"})
        books = (write_findings_book(checked_of(SEVERAL)), write_book([table], {"版": "1"}))
        read = [load_workbook(BytesIO(each)) for each in books]
        told = [line for book in read for sheet in book for line in (sheet.title, *looks_of(sheet))]
        hold(
            Path(__file__).with_name("workbooks.txt"),
            "问题和名册",
            "\n".join([*told, read[1].properties.keywords]),
            request,
        )

    def test_lists_the_findings(self) -> None:
        rows = sheets(checked_of(SEVERAL))["问题"]
        assert rows[0] == ("文件", "位置", "程度", "规则", "问题", "条款", "原文", "建议改为", "处理")
        assert rows[2] == (
            "通知.docx", "第3段第9字", "一般", "marks.half-width", "“,”是半角标点，中文里应为“，”", "GB/T 15834 5",
            "组成人员如有变动,由其单位报办公室备案。", "组成人员如有变动，由其单位报办公室备案。", "修正",
        )  # fmt: skip
        assert [row[7] for row in (rows[1], *rows[3:5])] == ["（改格式）", None, "各乡镇人民政府"]
        assert rows[8][:5] == ("坏.docx", None, "没有检查", None, "坏.docx：不是能读的 docx")
        assert len(rows) == 10

    def test_counts_rules_by_file(self) -> None:
        rows = sheets(checked_of(SEVERAL))["汇总"]
        assert rows[0] == (
            "规则", "程度", "合计", "通知.docx", "稿/关于 a&b.txt", "干净.docx", "坏.docx", "扫描.pdf",
        )  # fmt: skip
        assert rows[3] == ("marks.half-width", "一般", 2, 1, 1, None, None, None)
        assert [row[0] for row in rows[1:]] == [
            "format.body-font", "references.brackets", "marks.half-width", "head.no-number", "imprint.keywords",
            "names.spread", "spaces.invisible",
        ]  # fmt: skip

    def test_of_nothing_found_has_its_heads(self) -> None:
        assert [len(rows) for rows in sheets(checked_of("没有问题")).values()] == [1, 1]

    def test_same_name_twice_keeps_both_counts(self) -> None:
        one = checked_of("一个文件")
        assert sheets([*one, *one])["汇总"][1] == ("marks.doubled", "一般", 2, 1, 1)


def test_what_was_not_checked_is_in_every_report() -> None:
    checked = [Checked("公文.doc", unseen="格式没有检查")]
    assert json.loads(write_findings_json(checked))["文件"][0]["没有查的"] == "格式没有检查"
    run = json.loads(write_findings_sarif(checked, ()))["runs"][0]["invocations"][0]
    assert run["executionSuccessful"]
    (note,) = run["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("note", "没有检查：格式没有检查")
    assert "没有检查：格式没有检查" in write_findings_html(checked, ())
