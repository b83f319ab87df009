"""What every finding of a run says of its rule, beside what the reference says of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from gongwen.check.reference import rule_infos
from gongwen.finding import Finding, RuleInfo


class Claim(NamedTuple):
    """What a finding says of its rule."""

    code: str
    clause: str
    force: str
    fixing: str
    has_fix: bool


@contextmanager
def noted() -> Iterator[set[Claim]]:
    """Note every finding that the program makes; those that tests make are none of it."""
    seen: set[Claim] = set()
    make = Finding.__init__

    def note(self: Finding, *values: Any, **named: Any) -> None:
        make(self, *values, **named)
        if sys._getframe(1).f_globals["__name__"].startswith("gongwen."):
            has_fix = self.fix is not None or bool(self.fixes)
            seen.add(Claim(self.code, self.clause, self.force, self.fixing, has_fix))

    Finding.__init__ = note  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        Finding.__init__ = make  # type: ignore[method-assign]


def contradictions(seen: set[Claim]) -> list[str]:
    """What findings say of their rules otherwise than ``explain`` and ``rules`` do."""
    infos = {info.code: info for info in rule_infos()}
    return [f"{said}: {wrong}" for said in sorted(seen) for wrong in _wrong(said, infos.get(said.code))]


def _wrong(said: Claim, info: RuleInfo | None) -> Iterator[str]:
    if info is None:
        yield "没有这条规则"
        return
    if not info.by_style and said.force != info.force:
        yield f"程度应为{info.force}"
    if not info.by_style and said.clause not in (info.clause, ""):
        yield f"条款应为{info.clause}"
    milder = ["提示"] if not said.has_fix else ["建议"] if info.by_style else []
    if said.fixing not in (info.fixing, *milder):
        yield f"处理应为{info.fixing}"
