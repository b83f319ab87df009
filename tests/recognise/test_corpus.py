"""Real documents beside the project, with their truth: what is read of them, field by field.

The share that is right of each field is in the summary; skips where the documents are not.
"""

import json
import re
from collections import Counter

import pytest

from gongwen import api
from gongwen.terms import date
from gongwen.write.yaml_text import write_json
from tests.paths import SHARED
from tests.summaries import REAL

TEXTS = sorted((SHARED / "corpus").glob("*.json"))
FIELDS = (
    "kind", "doc_number", "title", "recipients", "issuer", "date", "note", "carried_title", "attachments", "cc",
    "printed_by", "printed_on", "roster_people",
)  # fmt: skip
LEAST = 0.97
"""The share of all fields that must be right."""
_MARKS = re.compile(r"[\W_]+")


def plain(value):
    """Return a value as values are compared: without blanks and punctuation."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return _MARKS.sub("", str(value))


def read(text):
    """Return the fields of ``text`` by the names of the truth."""
    found = json.loads(write_json(api.read_bytes(text.encode(), "公文.txt").document))
    carried = found.get("印发件", {})
    return {
        "kind": found.get("文种", "").replace("命令", "令"),
        "doc_number": found.get("发文字号", ""),
        "title": found.get("标题", ""),
        "recipients": found.get("主送机关", ""),
        "issuer": signers(found),
        "date": found.get("成文日期", ""),
        "note": found.get("附注", ""),
        "carried_title": carried.get("标题", ""),
        "attachments": [each["标题"] for each in found.get("附件", [])],
        "cc": found.get("抄送机关", ""),
        "printed_by": found.get("印发机关", ""),
        "printed_on": found.get("印发日期", ""),
        "roster_people": len(people(found)),
    }


def signers(found):
    """Return who signs: agencies, else the posts and names of 签名章."""
    signed = found.get("署名", "")
    if signed and signed != "无":
        return signed if isinstance(signed, str) else "、".join(signed)
    return "、".join(f"{each['职务']} {each.get('姓名', '')}" for each in found.get("签名章", []))


def people(found):
    """Return the names in the first roster of a document."""
    parts = [found, found.get("印发件", {}), *found.get("附件", []), *found.get("印发件", {}).get("附件", [])]
    rosters = [part["名单"] for part in parts if part.get("名单")]
    seats = (
        [each for group in list(rosters[0].values()) if isinstance(group, list) for each in group]
        if rosters
        else []
    )
    names = {each.split()[0] if isinstance(each, str) else each["姓名"] for each in seats}
    return names - {""}


def is_right(field, wanted, found, issuer):
    one, other = plain(wanted), plain(found)
    if field in ("date", "printed_on") and (day := date.read(str(wanted))):
        return day.value.isoformat() == found
    if field == "kind":
        return one.replace("命令", "令") == other
    if field == "title" and one != other:
        return (
            bool(one and other) and (one.endswith(other) or other.endswith(one)) and issuer in (one + other)
        )
    return one == other


@pytest.mark.skipif(not TEXTS, reason="the corpus is not here")
def test_corpus(record_property):
    right, asked, misread = Counter(), Counter(), []
    for path in TEXTS:
        truth = json.loads(path.read_text(encoding="utf-8"))["truth"]
        found = read(path.with_suffix(".txt").read_text(encoding="utf-8"))
        for field in FIELDS:
            if field in truth:
                asked[field] += 1
                if is_right(field, truth[field], found[field], plain(truth.get("issuer", ""))):
                    right[field] += 1
                else:
                    misread.append(f"{path.stem} {field}: {truth[field]!r} ≠ {found[field]!r}")
    for field in FIELDS:
        record_property(REAL, [field, [right[field], asked[field]]])
    assert right.total() / asked.total() >= LEAST, "\n".join(misread)
