"""What our writers put on paper, our reader takes off it."""

import pytest

from gongwen import api
from gongwen.read.styles.tree import style_names
from tests.measuring.gallery import SOURCES
from tests.recognise.spelled_out import spelled_out

PAPER_ONLY = {"issuers", "seals", "style", "title"}
"""What a plain text does not say: who else issued it, whether it is sealed, its style, typed line breaks."""


def roles(composition):
    """The roles of the document itself: what it carries may be signed where it is not."""
    own = [part for part in composition.flow.parts if part.slot != "印发件"]
    return {getattr(block, "role", "") for part in own for block in part.blocks}


def normal(composition):
    return spelled_out(composition.document, composition.profile, roles(composition))


def read_back(composition, target="docx"):
    return api.read_bytes(api.render(composition, target).files[0], f"公文.{target}").document


@pytest.mark.parametrize("numbering", ["text", "word"])
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_docx_is_read_back_the_same(path, numbering):
    composition = api.compose_source(api.load(path), numbering=numbering)
    assert read_back(composition) == normal(composition)


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_in_every_style(path, style):
    composition = api.compose_source(api.load(path), style)
    assert read_back(composition) == normal(composition)


WITH_TABLES = {"带表格的方案", "横排附件", "决定"}
"""What is printed does not say which cells are one, which way a page lies, or that a list of units is a role."""


PRINTED = [
    (path, target) for path in SOURCES for target in ("txt", "html", "pdf") if path.stem not in WITH_TABLES
]


@pytest.mark.parametrize(("path", "target"), PRINTED, ids=lambda value: getattr(value, "stem", value))
def test_what_is_printed_is_read_back_the_same(path, target):
    composition = api.compose_source(api.load(path))
    read = read_back(composition, target)
    was_pair = len(composition.document.issuers) > 1
    assert _on_paper(read, was_pair=was_pair) == _on_paper(normal(composition), was_pair=was_pair)


NAMED = """\
文种: 通知
发文机关: [云岭县发展和改革局, 云岭县住房和城乡建设局, 云岭县人力资源和社会保障局]
发文字号: 云发改〔2024〕8号
标题: 云岭县发展和改革局、云岭县住房和城乡建设局、云岭县人力资源和社会保障局关于进一步规范政府投资工程建设领域工资支付保障工作的通知
主送机关: 各乡镇人民政府
正文: 请认真抓好落实。
成文日期: 2024-06-09
"""


@pytest.mark.parametrize("target", ["txt", "html", "pdf"])
def test_a_title_that_names_an_agency_on_each_line(target):
    composition = api.compose_source(api.parse(NAMED, "通知.yaml"))
    assert read_back(composition, target).title.replace("\n", "") == composition.document.title


def _on_paper(document, *, was_pair):
    """Return what paper says; who signs for several agencies follows from those that issue it."""
    tree = document.model_dump(exclude={*PAPER_ONLY, *(("signature",) if was_pair else ())})
    tree["title"] = document.title.replace("\n", "")
    return _without_spaces(tree)


def _without_spaces(tree):
    if isinstance(tree, dict):
        return {key: _without_spaces(value) for key, value in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_without_spaces(value) for value in tree]
    return tree.replace(" ", "") if isinstance(tree, str) else tree
