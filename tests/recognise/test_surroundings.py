"""The texts of other tests as sites, gazettes and records have them: what stands around them changes no element."""

import pytest

from tests.paths import read_cases
from tests.recognise.scores import plain
from tests.recognise.test_reading import CORPUS, found

SITES = read_cases("recognise/surroundings.yaml")
ELEMENTS = ("文种", "发文字号", "标题", "主送机关", "署名", "成文日期", "附注")
LEAST = 0.99
"""The part of the elements that must be read, where a site says nothing else."""


def set_up(site, case):
    """Return the page of ``site`` with the text of ``case`` in it."""
    expected, text = case["应读出"], case["原文"]
    signed = expected.get("署名", "青溪县人民政府")
    if "一行" in site:
        text = "".join(line.strip() for line in text.splitlines())
    return site["页面"].format(
        原文=text,
        标题=expected.get("标题", ""),
        文号=expected.get("发文字号", ""),
        机关=signed if isinstance(signed, str) else "、".join(signed),
    )


@pytest.mark.parametrize("site", SITES, ids=lambda site: site["网站"])
def test_what_stands_around_a_text_changes_no_element(site):
    right, asked, misread = 0, 0, []
    for case in CORPUS:
        expected = case["应读出"]
        if "标题" not in expected or ("一行" in site and any(mark in case["原文"] for mark in "|\t")):
            continue
        tree = found(set_up(site, case))
        for element in ELEMENTS:
            if element in expected:
                asked += 1
                is_right = plain(str(expected[element])) == plain(str(tree.get(element, "")))
                right += is_right
                if not is_right:
                    misread.append(f"{case['特点'][:20]} {element}: {tree.get(element)}")
    assert right / asked >= site.get("查全率", LEAST), "\n".join(misread)
