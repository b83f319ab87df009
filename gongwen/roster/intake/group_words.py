"""What sentences say of groups themselves: 撤销, 更名为, 并入 → the changes that are proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.pattern import pattern
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.names import Names

_ENDS = pattern(r"撤销(?P<names>[^，。；]+)")
_ROUTINE = pattern(r"(?P<names>[^，。；]+?)(?:转为|转入|作为|列为)(?P<how>常态|常设)")
_RENAMED = pattern(
    r"(?:将)?(?P<name>[^，。；]+?)(?:更名为|改名为|调整更名为|名称调整为)“?(?P<new>[^，。；”（(]+)"
)
_MERGED = pattern(r"(?:将)?(?P<names>[^，。；]+?)(?:并入|合并到|整合并入)(?P<into>[^，。；]+)")
_APART = pattern("[、和及与]")
_SENTENCE = pattern("[。；;\\n]")


def group_changes_in(lines: Sequence[str], places: Sequence[str], names: Names) -> Iterator[Proposed]:
    """Yield the groups that end, merge or get another name in ``lines``, each line at its place.

    Groups that the register has not are passed over: they change nothing in it.
    """
    for line, at in zip(lines, places, strict=True):
        for sentence in filter(str.strip, _SENTENCE.split(line)):
            for cells in _of_sentence(sentence.strip(), names):
                yield Proposed(cells, at, sentence.strip())


def _of_sentence(sentence: str, names: Names) -> Iterator[dict[str, str]]:
    for match in _MERGED.finditer(sentence):
        into, unit = _known(match["into"], names), _unit(match["names"], names)
        if unit and not into and not _known(match["names"], names):
            yield {"类型": "单位合并", "单位": unit, "并入": match["into"].strip()}
        for group in _groups(match["names"], names) if into else ():
            if group != into:
                yield {"类型": "组合并", "组": group, "并入": into}
    for match in _RENAMED.finditer(sentence):
        if group := _known(match["name"], names):
            yield {"类型": "组更名", "组": group, "新名": match["new"].strip()}
        elif unit := _unit(match["name"], names):
            yield {"类型": "单位更名", "单位": unit, "新名": match["new"].strip()}
    for match in _ROUTINE.finditer(sentence):
        for group in _groups(match["names"], names):
            yield {"类型": "组撤销", "组": group, "备注": f"转{match['how']}"}
    for match in _ENDS.finditer(sentence):
        for group in _groups(match["names"], names):
            yield {"类型": "组撤销", "组": group}


def _groups(text: str, names: Names) -> list[str]:
    found = (_known(part, names) for part in _APART.split(text))
    return [group for group in dict.fromkeys(found) if group] or [
        group for group in [_known(text, names)] if group
    ]


def _known(text: str, names: Names) -> str:
    """Return the longest name of a group of the register that ``text`` holds; "" for none."""
    return max((name for name in names.groups if name in text), key=len, default="")


def _unit(text: str, names: Names) -> str:
    """Return the unit of the register with which ``text`` ends; "" for none."""
    return max((name for name in names.units if text.strip().endswith(name)), key=len, default="")
