"""OFD files that are broken, or larger than any document, or that point elsewhere."""

from __future__ import annotations

from tests.making.broken.zips import LAUGHS, Case, entry, zip_of

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
    page: str, *, pages: int = 1, location: str = "Page.xml", common: str = "", **more: bytes | str
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
    "OFD只有图": Case("ofd", lambda: ofd(sheet('<ofd:ImageObject ID="9" ResourceID="4" Boundary="0 0 210 297"/>')), "文字"),
}  # fmt: skip
