"""The words on who is responsible → a Duty."""

from __future__ import annotations

from typing import Literal

from gongwen.pattern import pattern
from gongwen.recognise.tasks.unit_names import depths, is_unit, split_units
from gongwen.task import Duty

Part = Literal["lead", "units", "supporting", "leader", "deadline"]

_NOUN = "(?:单位|部门|科室|股室|处室|站所|机构|主体|地区|乡镇|街道|企业|组织|方)"
_LABEL_FORMS: tuple[tuple[Part, str], ...] = (
    (
        "leader",
        "(?:牵头|责任|分管|包联|包保|挂联|挂点|主管|负责|督导|联系)(?:县|市|区|校|局)?(?:级)?(?:领导|人|同志)",
    ),
    ("lead", f"(?:总?牵头|主办|主责|主要责任|第一责任)(?:[（(]责任[）)])?{_NOUN}"),
    ("supporting", f"(?:配合|协办|协同|协作|参与|参加|协助|支持|责任配合)(?:[（(]责任[）)])?{_NOUN}"),
    ("units", f"(?:责任|负责|落实|实施|承办|主管|承担|完成|分工)(?:[（(]配合[）)])?{_NOUN}(?:[及和]责任人)?"),
    (
        "deadline",
        "(?:完成|办结|办理|整改|落实|推进|工作|实施)?(?:时限要求|时限|期限|时间节点|时间要求|时间安排|时间|时效)",
    ),
)
_LABEL = pattern(
    "(?:(?<=[；;，,。、 　\t（(【\\[—-])|^)(?:"
    + "|".join(f"(?P<{part}>{form})" for part, form in _LABEL_FORMS)
    + ")\\s*[：:]"
)
_BULLET = pattern(r"^[\s　—–\-•●◆■▲※*·]+")
_BULLET_END = pattern(r"[\s　—–\-•●◆■▲※*·]+$")

_BY_DUTY = "(?:(?:按照?|根据|依据|依|结合)(?:各自)?(?:的)?(?:职责|职能|分工|任务|权限)+(?:范围)?(?:内)?)"
_MANNER = f"(?:{_BY_DUTY}|共同|分别|联合|分工|具体|积极|密切|协同|予以|各自|统筹|全力|主动|一起|组织)"
_LEADS = "牵头|主办|主责|抓总"
_LEADING = f"(?:总?{_LEADS})(?:负责|落实|组织|协调|实施|推进|办理|抓总)*"
_SUPPORTING = "(?:配合|协助|参与|协办|协同|支持|参加|协作)(?:落实|实施|负责|推进|做好|完成|办理|配合|工作)*"
_DOING = "(?:负责|落实|组织实施|实施|承办|推进|完成|抓好|办理|贯彻)+"
_CLAUSE = pattern(
    rf"(?P<names>.+?){_MANNER}*(?:(?P<lead>{_LEADING})|(?P<supporting>{_SUPPORTING})|(?P<units>{_DOING}))"
    r"(?=[，,；;。、]|$)[，,；;。、]?"
)
_WITH = "会同|会商|商同"
_TOGETHER = pattern(_WITH)
_ASSIGNS = pattern(rf"^\s*由|{_LEADS}|{_WITH}")
"""What a sentence has that says who leads."""

_COUNT = "[\\d一二三四五六七八九十]+"
_WHEN = pattern(
    rf"(?:力争|确保|于|在|到)?(?:\d{{4}}年|{_COUNT}月|第?[一二三四1-4]季度|[上下]半年|年|每年|当年|今年|月|季)+"
    rf"(?:{_COUNT}日|[上中下]旬|底|末|初|份)?(?:之前|以前|前|内)?(?:基本)?(?:完成|落实|到位|见效|启动)?"
    "|(?:长期|持续|常态化?|全年|常年|逐年|分年度)(?:坚持|推进|实施|开展|落实|抓好|进行|执行)*"
)
_LONGEST = 800
"""Words on who is responsible are no longer than this, characters."""
_CUT = pattern("[，,；;。]")


def read_labelled(text: str) -> Duty | None:
    """Return what ``text`` says that is made of parts like 责任单位：…; None for any other text."""
    text = _BULLET.sub("", text)
    if not _LABEL.match(text):
        return None
    labels = list(_LABEL.finditer(text))
    duty = Duty()
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        value = _read_value(str(label.lastgroup), text[label.end() : end].strip("；;，,。 　\t"))
        if value is None:
            return None
        duty = duty.joined(value)
    return duty if duty != Duty() else None


def read_clauses(text: str) -> Duty | None:
    """Return what ``text`` says that is made of parts like …牵头，…配合; None for any other text.

    Half of the names at least must look like units.
    """
    duty = _read_clauses(text.strip("；;，,。 　\t"), "units") if len(text) <= _LONGEST else None
    return duty if duty and _are_units(duty, 0.5) else None


def read_sentence(text: str) -> Duty | None:
    """Return what a sentence of running text says as ``read_clauses`` does.

    Every name must look like a unit, and somebody must lead, or the sentence begin with 由.
    """
    duty = read_clauses(text) if _ASSIGNS.search(text) else None
    is_told = duty is not None and (duty.lead or (duty.units and text.strip().startswith("由")))
    return duty if duty and is_told and _are_units(duty, 1.0) else None


def read_names(text: str) -> Duty | None:
    """Return the units that ``text`` lists and says nothing else; None for any other text."""
    return read_units("units", text)


def read_units(part: str, text: str) -> Duty | None:
    """Return the units that ``text`` lists, of ``part`` as in "lead"; None where not every name looks like a unit."""
    duty = _named(part, text)
    return duty if _are_units(duty, 1.0) else None


def find_label(text: str) -> int | None:
    """Return where the first label behind the end of a sentence or clause begins; None when there is none."""
    levels = depths(text)
    for match in _LABEL.finditer(text):
        before = _BULLET_END.sub("", text[: match.start()])
        if before and before[-1] in "。；！？，”）" and not levels[match.start()]:
            return len(before)
    return None


def _read_value(part: str, value: str) -> Duty | None:
    if part == "leader":
        return Duty(leader=value)
    if part == "deadline":
        return Duty(deadline=value)
    if "。" in value or not value:
        return None
    return _read_clauses(value, part) or _named(part, *_without_deadline(value))


def _read_clauses(text: str, rest: str) -> Duty | None:
    """Return what clauses say; names behind the last are of the part ``rest``. None without a clause."""
    text, deadline = _without_deadline(text)
    duty, index = Duty(deadline=deadline), 0
    while match := _CLAUSE.match(text, index):
        duty = duty.joined(_named(str(match.lastgroup), match["names"]))
        index = match.end()
    if not index or not duty.names_units:
        return None
    return duty.joined(_named(rest, text[index:]))


def _named(part: str, text: str, deadline: str = "") -> Duty:
    """Return the units that ``text`` lists, of ``part``; those behind 会同 support."""
    first, *others = _TOGETHER.split(text)
    names = {part: split_units(first)}
    supporting = names.pop("supporting", ()) + tuple(name for other in others for name in split_units(other))
    if others and part == "units":
        names = {"lead": names["units"]}
    return Duty(names.get("lead", ()), names.get("units", ()), supporting, deadline=deadline)


def _without_deadline(text: str) -> tuple[str, str]:
    """Return ``text`` without the parts that say when, and those."""
    levels = depths(text)
    cuts = [match.end() for match in _CUT.finditer(text) if not levels[match.start()]]
    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    when = [part for part in parts if _WHEN.fullmatch(part.strip("，,；;。 　"))]
    kept = "".join(part for part in parts if part not in when).strip("，,；;。 　")
    return kept, "；".join(part.strip("，,；;。 　") for part in when)


def _are_units(duty: Duty, share: float) -> bool:
    names = duty.named
    return bool(names) and sum(map(is_unit, names)) >= share * len(names) and max(map(len, names)) <= 40
