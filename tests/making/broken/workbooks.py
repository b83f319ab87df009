"""Workbooks that are broken or made to overflow."""

from __future__ import annotations

import zlib
from dataclasses import replace

from tests.making.broken.other_files import _PROGRAM, ole
from tests.making.broken.zips import (
    ANY,
    LAUGHS,
    LINK,
    LINKS,
    MAIN,
    OUTSIDE,
    REMOTE,
    RESAVE,
    URL,
    XML,
    Case,
    docx,
    entry,
    whole,
    zeros,
    zip_of,
)

CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>单位及职务</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>赵清</t></is></c><c r="B2" t="inlineStr"><is><t>县水务局局长</t></is></c></row>'


def sheet(data: str = CELLS, after: str = "", before: str = "") -> str:
    return f'{XML}{before}<worksheet xmlns="{MAIN}" xmlns:r="{LINK}"><sheetData>{data}</sheetData>{after}</worksheet>'


def workbook_parts(first: str = "") -> dict[str, str | bytes]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets><sheet name="人员" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{LINK}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": first or sheet(),
    }  # fmt: skip


def workbook(first: str = "", **more: str | bytes) -> bytes:
    return docx({**workbook_parts(first), **more})


def far_cell() -> str:
    far = '<row r="1048576"><c r="GR1048576" t="inlineStr"><is><t>注</t></is></c></row>'
    return sheet(CELLS + far)


def formatted_to_the_end() -> str:
    return sheet(CELLS + '<row r="1048576"><c r="C1048576"/></row>')


def linked_book() -> bytes:
    links = f'<Relationship Id="z" Type="{LINK}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    parts = workbook_parts()
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", links)
    book = str(parts["xl/workbook.xml"]).replace(
        "</workbook>", '<externalReferences><externalReference r:id="z"/></externalReferences></workbook>'
    )
    return docx(
        {
            **parts,
            "xl/_rels/workbook.xml.rels": rels,
            "xl/workbook.xml": book,
            "xl/externalLinks/externalLink1.xml": f'{XML}<externalLink xmlns="{MAIN}" xmlns:r="{LINK}"><externalBook r:id="y"/></externalLink>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="y" Type="{LINK}/externalLinkPath" Target="{URL}" TargetMode="External"/></Relationships>',
        }
    )


def _merge(*areas: str) -> str:
    return f'<mergeCells count="{len(areas)}">{"".join(f"<mergeCell ref={chr(34)}{area}{chr(34)}/>" for area in areas)}</mergeCells>'


SHEET_PART = "xl/worksheets/sheet1.xml"
WORKBOOKS: dict[str, Case] = {
    "表格文件": Case("docx", workbook),
    "好的表格": Case("xlsx", workbook),
    "空表格文件": Case("xlsx", lambda: b"", "空"),
    "截短的表格": Case("xlsx", lambda: workbook()[:-300], "损坏"),
    "docx改名xlsx": Case("xlsx", whole, "Word"),
    "文字改名xlsx": Case("xlsx", "姓名,单位及职务\n赵清,县水务局局长\n".encode),
    "程序改名xlsx": Case("xlsx", lambda: _PROGRAM, "不是"),
    "加密的表格": Case("xlsx", lambda: ole("EncryptedPackage"), "密码"),
    "表格炸弹10GB": Case("xlsx", lambda: zip_of([*(entry(n, c) for n, c in workbook_parts().items()), zeros("xl/media/a", 10 * 2**30)]), "太大"),
    "表格炸弹说谎": Case("xlsx", lambda: zip_of([*(entry(n, c) for n, c in workbook_parts().items()), replace(zeros("xl/worksheets/sheet2.xml", 2**32), size=9, crc=zlib.crc32(b" " * 9))]), ANY),
    "表格部件六万个": Case("xlsx", lambda: zip_of([*(entry(n, c) for n, c in workbook_parts().items()), *(entry(f"xl/{n}.xml", "<a/>") for n in range(60_000))]), "太"),
    "表格实体炸弹": Case("xlsx", lambda: workbook(sheet(CELLS.replace("赵清", "&x9;"), before=LAUGHS)), RESAVE),
    "表格外部实体": Case("xlsx", lambda: workbook(sheet(CELLS.replace("赵清", "&x9;"), before=OUTSIDE)), RESAVE),
    "表格外部DTD": Case("xlsx", lambda: workbook(sheet(before=REMOTE)), RESAVE),
    "表格外部链接": Case("xlsx", linked_book),
    "表格不合格式": Case("xlsx", lambda: workbook(sheet("<row>")), RESAVE),
    "没有工作表": Case("xlsx", lambda: docx({n: c for n, c in workbook_parts().items() if n != SHEET_PART}), RESAVE),
    "最后一行有字": Case("xlsx", lambda: workbook(far_cell())),
    "格式拖到最后一行": Case("xlsx", lambda: workbook(formatted_to_the_end())),
    "整张合并": Case("xlsx", lambda: workbook(sheet(after=_merge("A1:XFD1048576"))), "合并"),
    "整列合并": Case("xlsx", lambda: workbook(sheet(after=_merge("A3:A1048576", "B3:B1048576"))), "合并"),
    "百万个单元格": Case("xlsx", lambda: workbook(sheet("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 100}</row>' for n in range(1, 20_001)))), "太"),
    "表格很深": Case("xlsx", lambda: workbook(sheet("<row>" * 100_000 + "</row>" * 100_000)), ANY),
    "严格的表格": Case("xlsx", lambda: docx({n: str(c).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(LINK, "http://purl.oclc.org/ooxml/officeDocument/relationships") for n, c in workbook_parts().items()}), RESAVE),
    "单元格很长": Case("csv", ("姓名,单位及职务\n赵清," + "局" * 200_000 + "\n").encode, "太"),
    "全是逗号": Case("csv", lambda: b",,,,,,,,,\n" * 1_000_000, "太"),
    "没有配对的引号": Case("csv", ('姓名,单位及职务\n"赵清,' + "县水务局局长\n" * 100_000).encode, "太"),
    "csv里有NUL": Case("csv", lambda: b"\0\1\2,3\n", "不是"),
}  # fmt: skip
