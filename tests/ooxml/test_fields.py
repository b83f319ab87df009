"""Every property of a look is written to OOXML and read back the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from gongwen.look import Look
from gongwen.ooxml.child_order import CHILDREN
from gongwen.ooxml.fields import PARAGRAPH_FIELDS, RUN_FIELDS, Field, paragraph_properties, run_properties
from gongwen.ooxml.xml import W
from gongwen.profile import Profile
from gongwen.read.styles.file import read_profile
from gongwen.read.styles.tree import style_names

PROFILES = [read_profile(name) for name in style_names()]
LOOKS = [(profile, role) for profile in PROFILES for role in profile.looks]


def parse(properties: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{properties}</w:x>')


def read(field: Field, parent: etree._Element, so_far: Look) -> object:
    """What the document says of ``field``; the default of OOXML when its element is absent."""
    found = parent.find(field.element.replace("w:", f"{{{W}}}"))
    if found is None:
        return True if field.name == "hangs" else 0.0
    attributes = {etree.QName(key).localname: value for key, value in found.attrib.items()}
    return field.read({f"w:{key}": value for key, value in attributes.items()}, so_far)


@pytest.mark.parametrize(
    ("profile", "role"), LOOKS, ids=lambda value: value if isinstance(value, str) else value.name
)
def test_look_is_read_back(profile: Profile, role: str) -> None:
    look = profile.looks[role]
    paragraph = parse(paragraph_properties(look, None))
    run = parse(run_properties(look, None, profile.faces))
    found = replace(Look(), size=look.size, spacing=look.spacing)
    for field, parent in [*((f, paragraph) for f in PARAGRAPH_FIELDS), *((f, run) for f in RUN_FIELDS)]:
        found = replace(found, **{field.name: read(field, parent, found)})
    for field in (*PARAGRAPH_FIELDS, *RUN_FIELDS):
        wanted, got = getattr(look, field.name), getattr(found, field.name)
        assert got == (pytest.approx(wanted, abs=0.08) if isinstance(wanted, float) else wanted), field.name


@pytest.mark.parametrize(
    ("profile", "role"), LOOKS[:5], ids=lambda value: value if isinstance(value, str) else value.name
)
def test_children_stand_in_the_order_of_the_schema(profile: Profile, role: str) -> None:
    look = profile.looks[role]
    for properties, order in (
        (paragraph_properties(look, None), CHILDREN["w:pPr"]),
        (run_properties(look, None, profile.faces), CHILDREN["w:rPr"]),
    ):
        names = [f"w:{etree.QName(child).localname}" for child in parse(properties)]
        assert names == sorted(names, key=order.index)
        assert len(names) == len(set(names))


def test_only_differences_are_written() -> None:
    profile = PROFILES[0]
    body = profile.body
    assert paragraph_properties(body, body) == ""
    assert run_properties(body, body, profile.faces) == ""
    assert paragraph_properties(replace(body, align="居中"), body) == '<w:jc w:val="center"/>'
    assert (
        run_properties(replace(body, size=14.0), body, profile.faces)
        == '<w:sz w:val="28"/><w:szCs w:val="28"/>'
    )
