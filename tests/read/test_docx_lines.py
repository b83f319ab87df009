"""A docx of others, as Word and WPS write it → its lines."""

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongwen import api
from gongwen.finding import InputError, UsageError
from gongwen.ooxml.seen.inventory import tell_hidden
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise

NS = nsdecls("w")
NUMBERING = f"""<w:numbering {NS}>
<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%4"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="{{form}}"/>
<w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="92"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlRestart w:val="1"/><w:lvlText w:val="（%3）"/></w:lvl>
</w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>
<w:num w:numId="93"><w:abstractNumId w:val="92"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data, "甲.docx").lines]


def with_numbering(document, form: str) -> bytes:
    data = saved(document)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, NUMBERING.format(form=form) if name == "word/numbering.xml" else content)
    return target.getvalue()


def numbered(document, text: str, number: int, level: int):
    paragraph = document.add_paragraph(text)
    own = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(own))


def test_automatic_numbers_are_text():
    document = docx.Document()
    for text, number, level in (
        ("甲", 90, 0), ("乙", 90, 1), ("丙", 90, 1), ("丁", 90, 2), ("壬", 90, 3), ("戊", 90, 0), ("己", 90, 1), ("庚", 92, 0), ("辛", 90, 0),
    ):  # fmt: skip
        numbered(document, text, number, level)
    assert lines(with_numbering(document, "decimal")) == [
        "一、甲", "（一）乙", "（二）丙", "一.1.丁", "1.1壬", "二、戊", "（一）己", "五、庚", "六、辛",
    ]  # fmt: skip


def test_levels_count_on_where_they_do_not_restart():
    document = docx.Document()
    for text, level in (
        ("甲", 0),
        ("乙", 1),
        ("丙", 2),
        ("丁", 1),
        ("戊", 2),
        ("己", 0),
        ("庚", 1),
        ("辛", 2),
    ):
        numbered(document, text, 93, level)
    assert lines(with_numbering(document, "decimal")) == [
        "第一章甲", "第一条乙", "（一）丙", "第二条丁", "（二）戊", "第二章己", "第三条庚", "（一）辛",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("decimal", ["第3条", "第4条"]), ("upperRoman", ["第III条", "第IV条"]), ("lowerLetter", ["第c条", "第d条"]),
        ("decimalFullWidth", ["第３条", "第４条"]), ("decimalEnclosedCircle", ["第③条", "第④条"]),
        ("chineseLegalSimplified", ["第叁条", "第肆条"]), ("ideographTraditional", ["第丙条", "第丁条"]),
        ("ideographDigital", ["第三条", "第四条"]), ("decimalZero", ["第03条", "第04条"]), ("unheardOf", ["第3条", "第4条"]),
    ],
)  # fmt: skip
def test_forms_of_numbers(form, labels):
    document = docx.Document()
    for _ in labels:
        numbered(document, "", 91, 0)
        document.paragraphs[-1].add_run("甲")
    assert lines(with_numbering(document, form)) == [f"{label}甲" for label in labels]


STYLES = f"""<w:styles {NS}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="one"><w:name w:val="一级"/><w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="two"><w:name w:val="二级"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="90"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="below"><w:name w:val="二级以下"/><w:basedOn w:val="two"/></w:style>
<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="94"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="named"><w:name w:val="款"/><w:pPr><w:numPr><w:numId w:val="95"/></w:numPr></w:pPr></w:style>
</w:styles>"""
OF_STYLES = f"""<w:abstractNum {NS} w:abstractNumId="93">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="linked"/><w:lvlText w:val="第%2条"/></w:lvl>
</w:abstractNum>
<w:abstractNum {NS} w:abstractNumId="94"><w:styleLink w:val="list"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>
<w:abstractNum {NS} w:abstractNumId="95"><w:numStyleLink w:val="list"/></w:abstractNum>
<w:num {NS} w:numId="94"><w:abstractNumId w:val="93"/></w:num><w:num {NS} w:numId="95"><w:abstractNumId w:val="95"/></w:num>"""


def styled(*pars: tuple[str, str, str]) -> bytes:
    """A docx of paragraphs: text, style, and a w:numPr of their own; styles and lists as above."""
    data, target = with_numbering(docx.Document(), "decimal"), io.BytesIO()
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for text, style, own in pars
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith(".xml") else ""
            made = {
                "word/styles.xml": STYLES,
                "word/numbering.xml": content.replace(
                    '<w:num w:numId="90">', f'{OF_STYLES}<w:num w:numId="90">'
                ),
                "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
            }
            new.writestr(name, made.get(name, content or old.read(name)))
    return target.getvalue()


def own_number(inside: str) -> str:
    return f"<w:numPr>{inside}</w:numPr>"


def test_numbers_that_styles_ask_for():
    """By a style and by one that it is based on; 0 takes them out; a level alone keeps the list of the style."""
    data = styled(
        ("甲", "one", ""), ("乙", "two", ""), ("丙", "below", ""), ("丁", "two", own_number('<w:numId w:val="0"/>')),
        ("戊", "below", own_number('<w:ilvl w:val="1"/><w:numId w:val="0"/>')), ("己", "two", own_number('<w:ilvl w:val="0"/>')),
        ("庚", "two", ""), ("辛", "a", ""),
    )  # fmt: skip
    assert lines(data) == ["一、甲", "（一）乙", "（二）丙", "丁", "戊", "二、己", "（一）庚", "辛"]


def test_a_level_may_say_which_style_it_is_of():
    assert lines(styled(("甲", "linked", ""), ("乙", "linked", ""))) == ["第一条甲", "第二条乙"]


def test_a_list_may_be_that_of_a_style():
    assert lines(styled(("甲", "named", ""), ("乙", "named", ""))) == ["（1）甲", "（2）乙"]


def test_bullets_and_levels_that_are_not_there_are_no_labels():
    document = docx.Document()
    numbered(document, "甲", 91, 0)
    numbered(document, "乙", 90, 7)
    numbered(document, "丙", 400, 0)
    numbered(document, "丁", 0, 0)
    assert lines(with_numbering(document, "bullet")) == ["甲", "乙", "丙", "丁"]


BOX = f"""<w:r {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>云岭县人民政府文件</w:t></w:r></w:p>
</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>云岭县人民政府文件</w:t></w:r></w:p>
</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def test_text_boxes_are_read_once_before_their_paragraph():
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    paragraph._p.append(parse_xml(BOX))
    assert lines(saved(document)) == ["云岭县人民政府文件", "正文"]


def test_deleted_text_is_gone_and_inserted_text_is_there():
    document = docx.Document()
    paragraph = document.add_paragraph("甲")
    for xml in (
        f'<w:del {NS} w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        f'<w:ins {NS} w:id="2" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>',
        f'<w:moveFrom {NS} w:id="3" w:author="a"><w:r><w:t>走</w:t></w:r></w:moveFrom>',
        f"<w:r {NS}><w:instrText>PAGE</w:instrText></w:r>",
        f"<w:hyperlink {NS}><w:r><w:t>链</w:t></w:r></w:hyperlink>",
        f"<w:sdt {NS}><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>",
        f'<w:r {NS}><w:t>子</w:t><w:tab/><w:noBreakHyphen/><w:sym w:font="x" w:char="2014"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml))
    assert lines(saved(document)) == ["甲新链控子\t-—"]


def test_tables_are_rows_and_merged_cells_are_marked():
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "高"
    found = read_docx(saved(document), "甲.docx").lines
    assert [line.text for line in found] == ["宽\t<\t02", "10\t11\t高", "20\t21\t^"]
    assert all(line.is_row for line in found)


def test_a_table_of_one_cell_is_paragraphs():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "抄送：县委办公室。"
    cell.add_paragraph("第二段")
    found = read_docx(saved(document), "甲.docx").lines
    assert [(line.text, line.is_row) for line in found] == [("抄送：县委办公室。", False), ("第二段", False)]


def test_breaks_and_centring():
    document = docx.Document()
    title = document.add_paragraph("关于甲的")
    title.add_run().add_break()
    title.add_run("通知")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("").add_run().add_break(WD_BREAK.PAGE)
    document.paragraphs[-1].add_run("乙")
    found = read_docx(saved(document), "甲.docx").lines
    assert [(line.text, line.is_centred, line.opens_page) for line in found] == [
        ("关于甲的", True, False), ("通知", True, False), ("乙", False, True),
    ]  # fmt: skip
    assert str(found[0].at) == "甲.docx 第1段"


def test_a_document_of_word_is_understood():
    """Direct formatting, a table for the 版记, soft breaks in the title, numbers of Word."""
    document = docx.Document()
    for text in ("云岭县人民政府办公室文件", "云政办发〔2024〕36号"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = document.add_paragraph("云岭县人民政府办公室")
    title.add_run().add_break()
    title.add_run("关于做好防汛工作的通知")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in (
        "各乡镇人民政府，县直各单位：",
        "　　现将有关事项通知如下：",
        "　　一、落实责任。各单位要落实责任。",
        "　　特此通知。",
    ):
        document.add_paragraph(text)
    for text in ("云岭县人民政府办公室", "2024年5月6日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "抄送：县委办公室，县人大常委会办公室。"
    table.cell(1, 0).text = "云岭县人民政府办公室\t2024年5月6日印发"
    read = api.read_bytes(saved(document), "甲.docx").document
    assert read.doc_number == "云政办发〔2024〕36号"
    assert read.title == "云岭县人民政府办公室关于做好防汛工作的通知"
    assert read.main_recipients == "各乡镇人民政府，县直各单位"
    assert read.body == ("现将有关事项通知如下：", "一、落实责任。各单位要落实责任。", "特此通知。")
    assert read.signature == ("云岭县人民政府办公室",)
    assert (read.copy_recipients, read.print_issuer) == (
        "县委办公室，县人大常委会办公室",
        "云岭县人民政府办公室",
    )


def test_lines_pasted_into_a_document_are_joined():
    """Each line of a page was made a paragraph; a document whose paragraphs are whole keeps them."""
    document = docx.Document()
    for text in (
        "关于做好防汛工作的通知", "各乡镇人民政府：", "为做好今年的防汛工作，保障人民群众生命财产安", "全，现将有关事项通知如下：",
        "一、落实责任。各乡镇主要负责人是第一责任人，要靠前", "指挥。", "二、备足物资。编织袋不少于五万条，由县水务局统一调", "拨。",
    ):  # fmt: skip
        document.add_paragraph(text)
    assert api.read_bytes(saved(document), "甲.docx").document.body == (
        "为做好今年的防汛工作，保障人民群众生命财产安全，现将有关事项通知如下：",
        "一、落实责任。各乡镇主要负责人是第一责任人，要靠前指挥。",
        "二、备足物资。编织袋不少于五万条，由县水务局统一调拨。",
    )
    whole = docx.Document()
    for text in (
        "关于做好防汛工作的通知",
        "各乡镇人民政府：",
        "为做好今年的防汛工作，现通知如下，请认真贯彻执行",
        "请各乡镇于五月底前报送方案。",
    ):
        whole.add_paragraph(text)
    assert len(api.read_bytes(saved(whole), "甲.docx").document.body) == 2


def test_what_is_no_docx_is_told():
    with pytest.raises(UsageError, match=r"甲\.docx：已损坏"):
        read_docx(b"PK\x03\x04 nothing", "甲.docx")
    document = docx.Document()
    document.add_paragraph("甲")
    data = saved(document)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:document" if name == "word/document.xml" else old.read(name))
    with pytest.raises(InputError, match=r"甲\.docx：.*已损坏"):
        read_docx(target.getvalue(), "甲.docx")


def test_hidden_text_is_told_and_not_read(tmp_path):
    from tests.command import run

    document = docx.Document()
    for text in ("云岭县水利局关于防汛的通知", "各乡镇人民政府：", "请抓好落实。"):
        document.add_paragraph(text)
    document.paragraphs[-1].add_run("内部掌握").font.hidden = True
    (tmp_path / "甲.docx").write_bytes(saved(document))
    read = run("read", "甲.docx", cwd=tmp_path)
    assert "内部掌握" not in read.stdout
    assert "甲.docx 第3段：隐藏文字“内部掌握”没有读" in read.stderr
    assert "隐藏文字“内部掌握”没有印" in run("archive", "甲.docx", "-o", "档", cwd=tmp_path).stderr


def test_a_style_that_hides_text_is_told():
    """Of the paragraph, the one that it is based on, and of the letters; one that nobody uses, or that shows it, is not."""
    document = docx.Document()
    hidden = document.styles.add_style("内部", WD_STYLE_TYPE.PARAGRAPH)
    hidden.font.hidden = True
    document.styles.add_style("内部批注", WD_STYLE_TYPE.PARAGRAPH).base_style = hidden
    shown = document.styles.add_style("公开", WD_STYLE_TYPE.PARAGRAPH)
    shown.base_style, shown.font.hidden = hidden, False
    document.styles.add_style("内部字", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    for style in ("内部批注", "公开"):
        document.add_paragraph("请抓好落实。", style=style)
    document.add_paragraph().add_run("内部掌握", style="内部字")
    told = [message for _, message in tell_hidden(saved(document))]
    assert told == [f"样式“{name}”里的文字是隐藏的，仍然读了进来，请核对" for name in ("内部字", "内部批注")]


def test_styles_of_an_office_that_are_called_like_ours_are_not_taken_for_ours() -> None:
    document = docx.Document()
    for name in ("公文正文", "公文标题", "发文机关标志", "发文字号"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("云岭政发〔2025〕9号\t签发人：沈怀章", "发文字号")
    document.add_paragraph("云岭县人民政府关于解决灌区资金缺口的请示", "公文标题")
    transcript = read_docx(saved(document), "甲.docx")
    assert {line.role for line in transcript.lines} == {""}
    found = recognise(transcript).document
    assert (str(found.doc_number), found.signers) == ("云岭政发〔2025〕9号", ("沈怀章",))
