"""A docx that somebody goes on editing: a 版记 with a page of its own stays on an even one, in LibreOffice too."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import yaml

from gongwen import api
from gongwen.api.checking import check, with_pages
from tests.measuring.gallery import compose_text
from tests.measuring.ink import read_pdf
from tests.measuring.render import docx_to_pdf, requires_soffice

LINE = "请认真抓好落实。"
COPIES = "县委办公室，" + "，".join(
    f"县人大常委会{name}工作委员会" for name in ("法制", "财经", "教科", "农业", "环境")
)
ADDED = (0, 14, 22, -7)
"""Paragraphs of a line that somebody adds or takes away: less than a page, more than half of one, a page."""
DOCUMENTS = {
    "next": ("通知", {"印发机关": "云溪县人民政府办公室", "印发日期": "2024-06-10"}),
    "after-blank": ("通知", {"印发机关": "云溪县人民政府办公室", "印发日期": "2024-06-10"}),
    "same": ("通知", {"印发机关": "云溪县人民政府办公室", "印发日期": "2024-06-10"}),
    "函": ("函", {}),
    "横排": (
        "通知",
        {"附件": [{"标题": "云溪县防汛任务表", "页面": "横", "正文": "| 任务 |\n|---|\n| 巡查 |"}]},
    ),
}
WHERE = {"函": "next", "横排": "next"}
"""Where the 版记 of those stands whose names do not say it."""


def made(name: str) -> bytes:
    """The docx of a document whose text is so long that its 版记 stands where it should."""
    kind, further = DOCUMENTS[name]
    for count in range(14, 60):
        keys = {
            "文种": kind, "发文机关": "云溪县人民政府办公室", "发文字号": "云政办发〔2024〕18号",
            "标题": f"云溪县人民政府办公室关于做好防汛工作的{kind}", "主送机关": "各乡镇人民政府",
            "正文": [LINE] * count, "成文日期": "2024-06-09", "抄送机关": COPIES, **further,
        }  # fmt: skip
        composition = compose_text(yaml.safe_dump(keys, allow_unicode=True, sort_keys=False))
        if composition.flow.imprint_page == WHERE.get(name, name):
            return api.render(composition, "docx").files[0]
    raise AssertionError(name)


def edited(docx: Path, added: int, to: Path) -> Path:
    """``docx`` with so many paragraphs of its text more, or fewer."""
    with ZipFile(docx) as old, ZipFile(to, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                before, mark, after = data.decode().partition(f"{LINE}</w:t></w:r></w:p>")
                opening = before.rindex("<w:p>")
                par = before[opening:] + mark
                text = par * (1 + added) + after if added >= 0 else after.replace(par, "", -added - 1)
                data = (before[:opening] + text).encode()
            new.writestr(part, data)
    return to


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document with paragraphs added and taken away, and LibreOffice's pages of each."""
    folder = tmp_path_factory.mktemp("edited")
    files = []
    for name in DOCUMENTS:
        built = folder / f"{name}.docx"
        built.write_bytes(made(name))
        files += [edited(built, added, folder / f"{name}{added:+}.docx") for added in ADDED]
    docx_to_pdf(files, folder / "pdf")
    return folder


def imprint_place(pdf: Path) -> tuple[int, int]:
    """The page of the 版记, and how many pages there are."""
    pages = read_pdf(pdf.read_bytes())
    (found,) = [
        number
        for number, page in enumerate(pages, 1)
        if any(COPIES[:10] in line.text for line in page.lines())
    ]
    return found, len(pages)


def test_its_settings_are_those_that_chinese_word_writes() -> None:
    with ZipFile(BytesIO(made("next"))) as package:
        settings = package.read("word/settings.xml").decode()
    compat = settings.partition("<w:compat>")[2].partition("</w:compat>")[0]
    switched = re.findall(r"<w:(\w+)/>", compat)
    assert switched == [
        "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
        "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
    ]  # fmt: skip
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', compat)
    assert "<w:evenAndOddHeaders/>" in settings


@requires_soffice
@pytest.mark.clause("7.4.1-6")
@pytest.mark.parametrize("added", ADDED)
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "same"])
def test_a_page_of_its_own_stays_even(name: str, added: int, folder: Path) -> None:
    page, pages = imprint_place(folder / "pdf" / f"{name}{added:+}.pdf")
    assert page == pages
    assert page % 2 == 0


@requires_soffice
def test_one_that_goes_with_the_text_is_told_when_it_comes_to_an_odd_page(folder: Path) -> None:
    """Below the text it cannot but go with it: the pages are checked, and the manual says how to build anew."""
    places = {added: imprint_place(folder / "pdf" / f"same{added:+}.pdf")[0] for added in ADDED}
    odd = [added for added, page in places.items() if page % 2]
    assert odd and places[0] % 2 == 0
    for added in (odd[0], 0):
        path = folder / f"same{added:+}.docx"
        codes = {finding.code for finding in with_pages(path, check(path))}
        assert ("imprint.odd-page" in codes) == (added in odd)
