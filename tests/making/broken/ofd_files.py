"""OFD files that are broken, or larger than any document, or that point elsewhere."""

from __future__ import annotations

import zlib
from dataclasses import replace

from tests.making.broken.zips import (
    ANY,
    LAUGHS,
    OUTSIDE,
    REMOTE,
    URL,
    Case,
    entry,
    nested_zip,
    zeros,
    zip_of,
)  # fmt: skip

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_TEXT = "关于做好防汛工作的通知"


def text(content: str = _TEXT, *, delta: str = "g 10 6", size: str = "6", box: str = "20 30 150 8") -> str:
    return (
        f'<ofd:TextObject ID="9" Font="3" Size="{size}" Boundary="{box}">'
        f'<ofd:TextCode X="0" Y="6" DeltaX="{delta}">{content}</ofd:TextCode></ofd:TextObject>'
    )


def sheet(body: str, before: str = "") -> str:
    return (
        f'<ofd:Page {_NS}>{before}<ofd:Content><ofd:Layer ID="8">{body}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(
    page: bytes | str, *, pages: int = 1, location: str = "Page.xml", common: str = "", **more: bytes | str
) -> bytes:
    """Return an OFD of ``pages`` pages that are all the part at ``location``, which is ``page``."""
    listed = f'<ofd:Page ID="5" BaseLoc="{location}"/>' * pages
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>Doc/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc/Page.xml": page,
        **{name.replace("_", "."): content for name, content in more.items()},
    }
    return zip_of([entry(name, content) for name, content in parts.items()])


def _in(
    common: str = "", listed: str = '<ofd:Page ID="5" BaseLoc="Page.xml"/>', **more: bytes | str
) -> bytes:
    """Return an OFD whose document has its own ``common`` data and list of pages, and parts besides."""
    root = f"<ofd:Document {_NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    return ofd(sheet(text()), **{"Doc/Document.xml": root, **more})


def _told(location: str, again: str = "") -> bytes:
    """Return an OFD whose entry says that the document is at ``location``, and ``again`` at another."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocRoot>{each}</ofd:DocRoot></ofd:DocBody>" for each in (location, again) if each
    )
    return ofd(sheet(text()), OFD_xml=f"<ofd:OFD {_NS}>{bodies}</ofd:OFD>")


def _wide(content: str) -> bytes:
    """Return ``content`` in UTF-16, in which no one finds a DOCTYPE by its bytes."""
    return f'\ufeff<?xml version="1.0" encoding="UTF-16"?>{content}'.encode("utf-16-le")


_BIG = sheet("<ofd:PathObject/>" * 100_000)
_PATH = (
    '<ofd:PathObject Boundary="0 0 200 200"{}><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'
)
_GROUND = '<ofd:TemplatePage ID="5" BaseLoc="Page.xml"/>'

OFDS: dict[str, Case] = {
    "OFD完好": Case("ofd", lambda: ofd(sheet(text()))),
    "OFD没有页": Case("ofd", lambda: ofd(sheet(""), pages=0), "文字"),
    "OFD页不在": Case("ofd", lambda: ofd(sheet(text()), location="Other.xml"), "损坏"),
    "OFD页在外面": Case("ofd", lambda: ofd(sheet(text()), location="../../../../etc/hostname"), "损坏"),
    "OFD加密": Case("ofd", lambda: ofd(sheet(text()), Encryptions_xml="<a/>"), "密码"),
    "OFD大笑": Case("ofd", lambda: ofd(f"{LAUGHS}<d>&x9;</d>"), "损坏"),
    "OFD三万页": Case("ofd", lambda: ofd(sheet(text()), pages=30_000), "页"),
    "OFD一页百万字": Case("ofd", lambda: ofd(sheet(text("防" * 1_000_000))), "万个"),
    "OFD一段五百万字": Case("ofd", lambda: ofd(sheet(text("防" * 5_000_000))), "损坏"),
    "OFD百万个标签": Case("ofd", lambda: ofd(sheet("<ofd:TextObject/>" * 2_500_000)), "损坏"),
    "OFD间距极多": Case("ofd", lambda: ofd(sheet(text(delta="g 999999999 6")))),
    "OFD间距不是数": Case("ofd", lambda: ofd(sheet(text(delta="g nan 甲 6 1e999")))),
    "OFD坐标极大": Case("ofd", lambda: ofd(sheet(text(box="1e300 -1e300 1 1"))), "文字"),
    "OFD字号极大": Case("ofd", lambda: ofd(sheet(text(size="900000")))),
    "OFD以自己为底": Case("ofd", lambda: ofd(sheet(text(), '<ofd:Template TemplateID="5"/>'), common=_GROUND)),
    "OFD纸极小": Case("ofd", lambda: ofd(sheet(text(), "<ofd:Area><ofd:PhysicalBox>0 0 0 -1</ofd:PhysicalBox></ofd:Area>"))),
    "OFD宽字大笑": Case("ofd", lambda: ofd(_wide(f"{LAUGHS}<d>&x9;</d>")), "损坏"),
    "OFD宽字外部实体": Case("ofd", lambda: ofd(_wide(OUTSIDE + sheet(f"<a>&x8;</a>{text()}")))),
    "OFD外部DTD": Case("ofd", lambda: ofd(REMOTE + sheet(text())), "损坏"),
    "OFD引入别的文件": Case("ofd", lambda: ofd(sheet(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>{text()}'))),
    "OFD里是压缩包": Case("ofd", lambda: _in(**{"Doc/a.zip": nested_zip()})),
    "OFD炸弹10GB": Case("ofd", lambda: zip_of([entry("OFD.xml", "<a/>"), zeros("Doc/a.png", 10 * 2**30)]), "太大"),
    "OFD炸弹说谎": Case("ofd", lambda: zip_of([entry("OFD.xml", "<a/>"), replace(zeros("Doc/Page.xml", 2**31), size=9, crc=zlib.crc32(b" " * 9))]), ANY),
    "OFD部件六万个": Case("ofd", lambda: zip_of([entry("OFD.xml", "<a/>"), *(entry(f"a/{n}", "") for n in range(60_000))]), "太多"),
    "OFD部件重名": Case("ofd", lambda: zip_of([entry("OFD.xml", "<a/>"), entry("OFD.xml", "<b/>")]), "损坏"),
    "OFD部件名到外面": Case("ofd", lambda: _in(**{"../../../外面.xml": "甲"}), "损坏"),
    "OFD根在外面": Case("ofd", lambda: _told("../../../../etc/passwd"), "损坏"),
    "OFD根在网上": Case("ofd", lambda: _told(URL), "损坏"),
    "OFD根是自己": Case("ofd", lambda: _told("OFD.xml"), "文字"),
    "OFD两份文件": Case("ofd", lambda: _told("Doc/Document.xml", "Doc/Other.xml"), "2份文件"),
    "OFD页是文件自己": Case("ofd", lambda: _in(listed='<ofd:Page ID="5" BaseLoc="Document.xml"/>'), "文字"),
    "OFD底是极大的页": Case("ofd", lambda: _in('<ofd:TemplatePage ID="6" BaseLoc="T.xml"/>', **{"Doc/T.xml": _BIG, "Doc/Page.xml": sheet(text(), '<ofd:Template TemplateID="6"/>' * 3000)})),
    "OFD三千页一个底": Case("ofd", lambda: _in(listed='<ofd:Page ID="5" BaseLoc="Page.xml"/>' * 3000, **{"Doc/Page.xml": _BIG}), "太多"),
    "OFD嵌套极深": Case("ofd", lambda: ofd(sheet("<a>" * 200_000 + "</a>" * 200_000)), "损坏"),
    "OFD间距是无穷": Case("ofd", lambda: ofd(sheet(text(delta="g inf 6 g -5 6 g")))),
    "OFD字号不是数": Case("ofd", lambda: ofd(sheet(text(size="nan"))), "文字"),
    "OFD线不是线": Case("ofd", lambda: ofd(sheet(text() + _PATH.format(' CTM="nan inf 0 0 0 0"', "M 0 1e999 L X B 1 2 A C C")))),
    "OFD线极多": Case("ofd", lambda: ofd(sheet(text() + _PATH.format("", "M 0 0 L 100 0 " * 20_000)))),
    "OFD颜色不是数": Case("ofd", lambda: ofd(sheet(text(size="20").replace("<ofd:TextCode", '<ofd:FillColor Value="nan 1e5 -7"/><ofd:TextCode')))),
    "OFD纸一千公里": Case("ofd", lambda: ofd(sheet(text(), "<ofd:Area><ofd:PhysicalBox>0 0 999999 999999</ofd:PhysicalBox></ofd:Area>"))),
    "OFD只有图": Case("ofd", lambda: ofd(sheet('<ofd:ImageObject ID="9" ResourceID="4" Boundary="0 0 210 297"/>')), "文字"),
}  # fmt: skip
