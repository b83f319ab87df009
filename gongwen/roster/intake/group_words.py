"""What sentences say of groups themselves: 撤销, 更名为, 并入 → the changes that are proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from gongwen.pattern import pattern
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.names import Names
from gongwen.terms import label
from gongwen.terms.people import group_name

_ENDS = pattern(r"撤销(?P<names>[^，。；]+)")
_ENDS_BEHIND = pattern(
    r"^(?P<names>[^，。；]+?)(?:予以|随之|相应|同时|自行|一并|即行)*(?:撤销|不再(?:保留|单独设[置立]|单设))$"
)
_REASON = pattern("(?:因|由于|鉴于)[^，。；]{2,40}，(?=(?:予以|现|随之|相应)*(?:撤销|不再))")
"""Why a group ends, between its name and that."""
_ROUTINE = pattern(r"(?P<names>[^，。；]+?)(?:转为|转入|作为|列为)(?P<how>常态|常设)")
_RENAMED = pattern(
    r"(?:将)?(?P<name>[^，。；]+?)，?(?:更名为|改名为|改称|调整更名为|名称调整为)“?(?P<new>[^，。；”（(]+)"
)
_TURNED_INTO = pattern(
    r"(?:将)?(?P<name>[^，。；]+?)(?:改为|改设为|改组为|调整为)“?(?P<new>[^，。；”（(]{2,30}(?:组|会|部|会议|专班|机制))(?=[”，。；（(]|$)"
)
"""A group that becomes another one: 县甲领导小组改为县甲联席会议."""
_MERGED = pattern(
    r"(?:将)?(?P<names>[^，。；]+?)(?:并入|合并到|整合并入|整体划入|(?:合并|整合)，?(?:统称|改称|组建|成立|设立)为?|(?:合并|整合)(?:为|成(?!立)))(?P<into>[^，。；]+)"
)
_HANDED_OVER = pattern(
    "(?:将)?(?P<unit>[^，。；]+?)(?:承担)?的(?P<matter>[^，。；的]{2,12}?)(?:管理|工作|行政)*(?:职能|职责)(?:整合|统一)?"
    "(?:划入|划归|划转(?:至|到|给)?|移交(?:至|给)?|调整(?:至|到|由))(?P<into>[^，。；]+?)(?:承担|负责)?$"
)
"""Which unit takes a function over from another: 将县民政局的救灾职责划入县应急管理局."""
_LABELLED = pattern(rf"\s*{label.CHINESE}")
_OF_ITSELF = pattern(
    r"(?:(?:该|本|此)(?:领导小组|指挥部|委员会|联席会议|专班|小组|机构)|其)?(?:予以|现|拟|调整|整合)*"
    r"(?:(?P<ends>撤销|不再保留)|(?:并入|合并到)(?P<into>[^，。；]+)|(?:更名|改名)为“?(?P<new>[^，。；”（(]+)|(?:转为|转入|作为|列为)(?P<how>常态|常设))"
)
"""What a sentence below the heading of a group says of it."""
_ENDS_BELOW = pattern("撤销|取消|不再保留")
"""What a heading says of the groups that stand below it, one a line."""
_LONGEST_HEADING = 30
_NEW_ONE = pattern("(?<=入)新(?:成立|组建|设立)的(?:工作组|领导小组|指挥部|专班|委员会|机构)")
_NOTE = pattern("[（(][^（()）]*[）)]")
_NUMBER = pattern(rf"\s*{label.ANY}?")
_APART = pattern("[、和及与]|”(?=“)")
_CLAUSE = pattern("[，,]")
_SENTENCE = pattern("[。；;\\n]")


def group_changes_in(
    lines: Sequence[str], places: Sequence[str], names: Names, default: str = ""
) -> Iterator[Proposed]:
    """Yield the groups that end, merge or get another name in ``lines``, each line at its place.

    Groups that the register has not are passed over: they change nothing in it. ``default`` is the group that the text
    is about, which it may call the new one.
    """
    headed, renamed = "", set()
    are_ended = False
    for line, at in zip(lines, places, strict=True):
        headed = _headed(line, names) or ("" if _LABELLED.match(line) else headed)
        if _LABELLED.match(line):
            are_ended = _ENDS_BELOW.search(line) is not None and len(line) <= _LONGEST_HEADING
        elif are_ended:
            for group in _alone(line, names):
                yield Proposed({"类型": "组撤销", "组": group}, at, line.strip())
        for sentence in filter(str.strip, _SENTENCE.split(line)):
            found = list(
                _of_sentence(_NEW_ONE.sub(default, sentence.strip()) if default else sentence.strip(), names)
            )
            for cells in found or _of_headed(sentence.strip(), headed, names):
                renamed |= {cells["组"]} if cells["类型"] in ("组更名", "组合并") else set()
                if cells["类型"] != "组撤销" or cells["组"] not in renamed:
                    yield Proposed(cells, at, sentence.strip())


def _alone(line: str, names: Names) -> list[str]:
    """Return the groups of the register that the first sentence on ``line`` is, with or without a number; [] for others."""
    words = _NOTE.sub("", _SENTENCE.split(_NUMBER.sub("", line).strip().rstrip("、"))[0]).split("、")
    return words if all(word in names.groups for word in words) else []


def _headed(line: str, names: Names) -> str:
    """Return the group that ``line`` names as a heading, or before its colon; "" for none."""
    words = _LABELLED.sub("", line).strip()
    return next(
        (name for name in names.groups if words == name or words.startswith((f"{name}：", f"{name}:"))), ""
    )


def _of_headed(sentence: str, group: str, names: Names) -> Iterator[dict[str, str]]:
    """Yield what a sentence below a heading says of its group: 该机构予以撤销, 并入县平安委员会."""
    words = sentence.removeprefix(group).lstrip("：: ")
    match = _OF_ITSELF.match(words) if group else None
    if match is None:
        return
    into = _known(match["into"] or "", names)
    if match["ends"]:
        yield {"类型": "组撤销", "组": group}
    elif match["how"]:
        yield {"类型": "组撤销", "组": group, "备注": f"转{match['how']}"}
    elif into and into != group:
        yield {"类型": "组合并", "组": group, "并入": into}
    elif match["new"]:
        yield {"类型": "组更名", "组": group, "新名": match["new"]}


def _of_sentence(sentence: str, names: Names) -> Iterator[dict[str, str]]:
    for match in _MERGED.finditer(sentence):
        into = _known(match["into"], names) or group_name.read(match["into"])
        of_units = not into and not _known(match["names"], names)
        for unit in _units(match["names"], names) if of_units else ():
            yield {"类型": "单位合并", "单位": unit, "并入": match["into"].strip()}
        for group in _groups(match["names"], names) if into else ():
            if group != into:
                yield {"类型": "组合并", "组": group, "并入": into}
    for match in chain(_RENAMED.finditer(sentence), _TURNED_INTO.finditer(sentence)):
        if group := _known(match["name"], names):
            yield {"类型": "组更名", "组": group, "新名": match["new"].strip()}
        elif unit := _unit(match["name"], names):
            yield {"类型": "单位更名", "单位": unit, "新名": match["new"].strip()}
    yield from _handed_over(sentence, names)
    for match in _ROUTINE.finditer(sentence):
        for group in _groups(match["names"], names):
            yield {"类型": "组撤销", "组": group, "备注": f"转{match['how']}"}
    behind = (
        match
        for clause in _CLAUSE.split(_REASON.sub("", sentence))
        for match in _ENDS_BEHIND.finditer(clause)
    )
    for match in (*_ENDS.finditer(sentence), *behind):
        for group in _groups(match["names"], names):
            yield {"类型": "组撤销", "组": group}


def _handed_over(sentence: str, names: Names) -> Iterator[dict[str, str]]:
    """Yield which functions of units that the register has go to another one."""
    for match in filter(None, map(_HANDED_OVER.fullmatch, _CLAUSE.split(sentence))):
        unit, into, matter = _unit(match["unit"], names), match["into"].strip(), match["matter"]
        is_entered = any(
            event.kind == "职能划转" and event.text == f"{into}：{matter}" for event in names.history.events
        )
        if unit and not is_entered:
            yield {"类型": "职能划转", "单位": unit, "并入": into, "备注": matter}


def _groups(text: str, names: Names) -> list[str]:
    found = (_known(part, names) for part in _APART.split(text))
    return [group for group in dict.fromkeys(found) if group] or [
        group for group in [_known(text, names)] if group
    ]


def _known(text: str, names: Names) -> str:
    """Return the longest name of a group of the register that ``text`` holds, be it not of its office; "" for none."""
    found = (name for name in names.groups if name in text and f"{name}办公室" not in text)
    return max(found, key=len, default="")


def _units(text: str, names: Names) -> list[str]:
    """Return the units of the register of a list that ends with one; [] where it does not."""
    if not _unit(text, names):
        return []
    return list(dict.fromkeys(unit for part in _APART.split(text) if (unit := _unit(part, names)))) or [
        _unit(text, names)
    ]


def _unit(text: str, names: Names) -> str:
    """Return the unit of the register with which ``text`` ends; "" for none."""
    return max((name for name in names.units if text.strip().endswith(name)), key=len, default="")
