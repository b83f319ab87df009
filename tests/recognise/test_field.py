"""Small inputs of kinds that once failed, beside the project: what is right of each; skips without them."""

import json

import pytest

from gongwen import api
from gongwen.archive.proof import prove
from gongwen.write.docx import write_docx
from gongwen.write.yaml_text import write_json
from tests.paths import SHARED, read_cases

FIELD = SHARED / "field"
CASES = read_cases("recognise/field.yaml")


def value(tree, key):
    for step in key.split("."):
        tree = tree.get(step, {})
    return [each["标题"] for each in tree] if key.endswith("附件") else tree


def names_in(tree):
    """Return the names of all people in the rosters of a document."""
    if isinstance(tree, list):
        return [name for each in tree for name in names_in(each)]
    if isinstance(tree, dict):
        own = [tree["姓名"]] if "姓名" in tree else []
        return [*own, *(name for each in tree.values() for name in names_in(each))]
    return []


@pytest.fixture(params=CASES, ids=lambda case: case["文件"])
def case(request):
    if not (FIELD / request.param["文件"]).exists():
        pytest.skip("the field is not here")
    return request.param


@pytest.fixture
def reading(case):
    path = FIELD / case["文件"]
    return api.read_bytes(path.read_bytes(), path.name)


def test_what_is_right_is_read(case, reading):
    tree = json.loads(write_json(reading.document))
    wanted = case.get("应读出", {})
    assert {key: value(tree, key) for key in wanted} == wanted
    assert all(text in write_json(reading.document) for text in case.get("正文", []))
    assert set(case.get("人", [])) <= set(names_in(tree))
    assert len(reading.media) == case.get("图", 0)


def test_what_is_doubtful_or_gone_is_told(case, reading):
    said = "\n".join(doubt.message for doubt in reading.doubts)
    assert all(text in said for text in case.get("存疑", [])), said
    gone = [repair.before.strip() for repair in reading.repairs if not repair.after]
    assert all(text in gone for text in case.get("略去", [])), gone
    assert all(any(text in repair.after for repair in reading.repairs) for text in case.get("改", []))


def test_it_is_built_in_the_style_of_its_days(case, reading):
    composition = api.compose(reading.document, media=reading.media)
    docx = write_docx(composition.flow, composition.profile)
    assert composition.profile.name == case.get("版式", composition.profile.name)
    if "无不同" in case:
        assert not prove(reading, docx, composition.profile).unexplained


def test_every_file_of_the_field_has_a_case():
    found = [path for name in ("read", "docx") for path in (FIELD / name).glob("*.*")]
    if not found:
        pytest.skip("the field is not here")
    named = {case["文件"] for case in CASES}
    assert {f"{path.parent.name}/{path.name}" for path in found} - named <= {"read/no-issuer.gw"}
