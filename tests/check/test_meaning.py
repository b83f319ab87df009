"""Faults of meaning planted in clean documents, in both ways of a docx: each is found, and what is right is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from gongwen import api
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.read.input.source import Source
from tests.check.planted import NAME, WAYS, codes, new_findings
from tests.making.direct_formatting import set_directly
from tests.paths import read_cases, sample_file

CASES: Mapping[str, Any] = read_cases("check/meaning.yaml")
BASES: Sequence[str] = CASES["样本"]
KINDS = sorted({case["种"] for case in CASES["错"]})


@cache
def base_of(name: str) -> Source:
    return api.load(sample_file(name))


def with_fault(case: Mapping[str, Any], name: str) -> Document:
    """The document ``name`` with the lines of ``case`` behind its first paragraph, or at its end."""
    document = base_of(name).document
    lines = case.get("行") or [case["句"]]
    place = len(document.body) if case.get("末") else 1
    keys = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    keys["正文"] = [*document.body[:place], *lines, *document.body[place:]]
    if case.get("公开"):
        keys["附注"] = "此件公开发布"
    return Document.model_validate({**keys, **case.get("设", {})}, by_alias=True, by_name=False)


def built(document: Document, name: str) -> bytes:
    return api.render(api.compose_source(replace(base_of(name), document=document)), "docx").files[0]


@cache
def with_case(of: str, number: int) -> bytes:
    """The docx with the case ``number`` of ``of``, for both ways."""
    name, case = BASES[number % len(BASES)], CASES[of][number]
    return built(with_fault({"句": case} if of == "对" else case, name), name)


def found_in(data: bytes, way: str) -> list[Finding]:
    return api.check_bytes(data if way == "样式" else set_directly(data), NAME)


@cache
def found_before(name: str, way: str) -> tuple[Finding, ...]:
    return tuple(found_in(built(base_of(name).document, name), way))


def judged(kind: int, way: str) -> Iterator[tuple[Mapping[str, Any], list[Finding]]]:
    """Yield each fault of ``kind`` with what is found in its document beyond the document itself."""
    for number, case in enumerate(CASES["错"]):
        if case["种"] == kind:
            name = BASES[number % len(BASES)]
            found = found_in(with_case("错", number), way)
            yield case, list(new_findings(found, found_before(name, way)))


def shown(case: Mapping[str, Any]) -> str:
    return str(case.get("句") or case["行"])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_faults_of_each_kind_are_found(kind: int, way: str) -> None:
    found = [(shown(case), {each.code for each in new}, codes(case["得"])) for case, new in judged(kind, way)]
    missed = [(words, told) for words, told, wanted in found if not told.intersection(wanted)]
    assert len(missed) <= len(found) // 10, missed


@pytest.mark.parametrize("way", WAYS)
def test_what_is_right_is_not_told(way: str) -> None:
    told: Counter[str] = Counter()
    for number, line in enumerate(CASES["对"]):
        name = BASES[number % len(BASES)]
        found = found_in(with_case("对", number), way)
        told.update(f"{line} {each}" for each in new_findings(found, found_before(name, way)))
    assert not told
