"""What one line of a 名单 says: a role, people, a heading of people inside a role, or nothing of a roster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import is_date
from gongwen.terms.agency_level import PLACES
from gongwen.terms.label import CHINESE, find_division, find_label
from gongwen.terms.people import role
from gongwen.terms.people.listed import FoundListed, Order
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, is_prose, is_seat, split_seats
from gongwen.terms.people.roster_line import order_of, read
from gongwen.zh.spaces import close_up, tighten

_LABELLED = pattern(r"\s*(?P<role>[^：:，。；、]{1,14}?)\s*[：:∶﹕]\s*(?P<rest>.*)", re.DOTALL)
_WIDE = pattern(r"\t|\s{2,}|\u3000+")
_LONGEST_SPREAD = 16
"""Characters of a role with the blanks that spread it."""
_OF_UNITS = ("单位", "部门", "人员")
"""How roles end below which units stand, with what they do."""
_HEADINGS = 2
"""Levels of labels that are headings; people may be counted by those below."""
_COLUMNS = pattern(r"\S(?:\t|\u3000|\s{2,})\S")
_ORDER_NOTE = pattern(r"\s*[（(][^（）()]*(?:为序|排序|排列|排名)[^（）()]*[）)][：:]?\s*")
_LONGEST_ROLE, _LONGEST_GROUP, _LONGEST_LINE = 8, 24, 90
_SEVERAL = 2
_LONGEST_TEXT = 20000
"""Characters of a paragraph that may hold several roles."""
_SAID_BEHIND = pattern(
    r"(?<=[长任记员席授师官理裁监干家事人）])\s*(?=(?:根据|按照|领导小组|指挥部|专班|联席会议|委员会|办公室(?:设|主任由)|今后|如有|上述|以上|因工作"
    rf"|{CHINESE}))"
)
"""What a text without line breaks says behind the last person of a list."""
_SENTENCE = pattern(r"(?<=。)\s*(?=\S)")
"""Where a list ends that a sentence follows on the same line."""
_GROUP_END = pattern("(?:委员|成员|代表|专家|部门|单位|方面|[组类])[：:]?$")
_PLACE = pattern(f"[{PLACES}]")
_CLEAR = frozenset(("连写", "无职务", "无姓名"))
"""What a line must not be to name somebody beyond doubt."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How one list is written; decided for all of its lines."""

    order: Order = "姓名在前"
    is_stacked: bool = False
    """Whether the post stands on the line below the name."""
    is_joined: bool = False
    """Whether names and posts stand without a gap on some line beyond doubt."""
    places: frozenset[str] = field(default_factory=frozenset)
    """Names of places in the text, which are no names of people before 县长."""


def habits_of(passages: Sequence[Passage]) -> Habits:
    """Return how the list in ``passages``, of which the first opens it, is written."""
    texts = []
    for passage in passages:
        if is_prose(passage.text) and not role.read_start(passage.text):
            break
        texts.append(split_role(passage.text)[1] or uncounted(passage.text))
    is_joined = any("连写" in each.odd for text in texts for each in read(text))
    return Habits(order_of(texts), _are_stacked(texts), is_joined)


def _are_stacked(texts: Sequence[str]) -> bool:
    """Whether most names stand alone on a line with a post on the next."""
    alone = [index for index, text in enumerate(texts[:-1]) if is_lone_name(text)]
    over = [index for index in alone if is_seat(texts[index + 1]) and not is_lone_name(texts[index + 1])]
    return len(over) > 1 and 2 * len(over) > len(alone)


def is_lone_name(text: str) -> bool:
    """Whether ``text`` names one person and nothing else."""
    found = read(text)
    return len(found) == 1 and not found[0].value.post and is_name(found[0].value.name)


def split_role(text: str) -> tuple[str, str]:
    """Return the role before a colon, closed up, and the rest; ("", text) without one."""
    match = _LABELLED.match(text)
    return (close_up(match["role"]), match["rest"]) if match else ("", text)


def role_at(passage: Passage, *, is_inside: bool) -> tuple[str, str] | None:
    """Return the role with which ``passage`` begins, and what stands behind it; None without a role.

    A note of the order behind the colon is part of the role: 成员（按姓氏笔画为序）.
    """
    text = passage.text
    if found := role.read_start(text):
        rest = text[found.end :]
        note = _ORDER_NOTE.match(rest)
        name = found.value + (tighten(note[0]).rstrip("：:") if note else "")
        return name, rest[note.end() :] if note else rest
    if (is_inside or "\t" in text or "\u3000" in text) and (bare := _bare_role(text)):
        return bare
    if (label := find_label(text.strip())) is not None:
        return _counted_role(text.strip()[len(label.text) :])
    whole = role.read(text)
    return (whole.value, "") if whole and not passage.is_row else None


def _bare_role(text: str) -> tuple[str, str] | None:
    """Return the role before a gap, spread or not, and the rest: 副　组　长　　鲁子敬; None without one, or for a role alone."""
    if role.is_role(tighten(text)):
        return None
    start = len(text) - len(text.lstrip())
    for gap in reversed(list(_WIDE.finditer(text, start, start + _LONGEST_SPREAD))):
        name = tighten(text[start : gap.start()])
        if name and role.is_role(name) and text[gap.end() :].strip():
            return name, text[gap.end() :]
    return None


def uncounted(text: str) -> str:
    """Return ``text`` without the number by which people are counted: 1.曹子建　县长; "" where a heading begins it."""
    label = find_label(text.strip())
    if label is None:
        return text
    return text.strip()[len(label.text) :] if label.level > _HEADINGS else ""


def _counted_role(text: str) -> tuple[str, str] | None:
    """Return the role behind a label, and who has it: （一）组长：李明　县长. What it has to do is none.

    A role alone has those on the lines below it: （一）组长.
    """
    if "\u3000" in text and (bare := _bare_role(text)) and role.opens_roster(bare[0]) and _all_named(bare[1]):
        return bare
    found, alone = role.read_start(text), role.read(text)
    rest = text[found.end :] if found else ""
    if alone is not None and role.opens_roster(alone.value) and not alone.value.endswith(_OF_UNITS):
        return alone.value, ""
    is_said = bool(read(rest)) or all(map(is_seat, split_seats(rest) or ("",)))
    return (found.value, rest) if found and role.opens_roster(found.value) and is_said else None


def people_in(text: str, habits: Habits) -> tuple[FoundListed, ...]:
    """Return whom ``text`` lists; () for nobody. What cannot be a person here (云溪县县长) is none.

    A line in the other order is read so where it names everybody with a post.
    """
    is_posts_first = habits.order == "职务在前"
    found = read(text, habits.order, guesses=habits.is_joined)
    found = found or (_read_names_first(text) if is_posts_first else _read_posts_first(text))
    if any("连写" in each.odd and _is_place(each, habits) for each in found):
        return ()
    return found


def _read_names_first(text: str) -> tuple[FoundListed, ...]:
    return read(text) if _all_named(text) and all(is_name(each.value.name) for each in read(text)) else ()


def _read_posts_first(text: str) -> tuple[FoundListed, ...]:
    found = read(text, "职务在前")
    return found if all(each.value.name and each.value.post for each in found) else ()


def _is_place(found: FoundListed, habits: Habits) -> bool:
    name, post, _ = found.value
    return _PLACE.match(post) is not None and name + post[0] in habits.places


def is_people_line(passage: Passage, habits: Habits) -> bool:
    """Whether ``passage``, without a role before it, names people beyond doubt."""
    found = people_in(uncounted(passage.text), habits)
    return bool(found) and any(is_name(each.value.name) or not each.odd & _CLEAR for each in found)


def may_list(passage: Passage) -> bool:
    """Whether ``passage`` may be a line of a list at all."""
    text = passage.text
    if len(text) > _LONGEST_TEXT:
        return False
    is_other = find_division(text) is not None or is_date(text) or passage.is_row
    is_short = not is_other and len(passage.tight) <= _LONGEST_LINE
    return is_short or bool(role.read_start(text)) or role_at(passage, is_inside=False) is not None


def group_in_role(passage: Passage, following: Passage | None, habits: Habits) -> str:
    """Return the heading of people inside a role that ``passage`` is: （一）部门委员; "" for none."""
    text = passage.tight
    label = find_label(text)
    if following is None or len(text) > _LONGEST_GROUP or (label and label.level == 1) or is_prose(text):
        return ""
    has_people = role_at(following, is_inside=False) is None and is_people_line(following, habits)
    words = text[len(label.text) :] if label else text
    is_heading = bool(words) and (label is not None or _GROUP_END.search(words) is not None)
    return text if has_people and is_heading and not is_people_line(passage, habits) else ""


def named_role(passage: Passage, following: Passage | None, *, is_inside: bool) -> tuple[str, str] | None:
    """Return a role that no group is known to have, and the rest, where people stand behind it and a list goes on."""
    match = _LABELLED.match(passage.text)
    if match is None or following is None or len(close_up(match["role"])) > _LONGEST_ROLE:
        return None
    rest = match["rest"]
    if re.search("[：:]", rest) or not _all_named(rest):
        return None
    next_role = role.read_start(following.text)
    goes_on = next_role is not None and role.opens_roster(next_role.value)
    columns = _COLUMNS.search(rest) and _COLUMNS.search(following.text) and _all_named(following.text)
    return (
        (close_up(match["role"]), rest)
        if goes_on or columns or (is_inside and _COLUMNS.search(rest))
        else None
    )


def _all_named(text: str) -> bool:
    found = read(text)
    return bool(found) and all(each.value.name and ends_as_post(each.value.post) for each in found)


def split_at_roles(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield ``passages``, those on which several roles with people stand parted before each role."""
    for passage in passages:
        is_short = len(passage.text) <= _LONGEST_TEXT and not passage.is_row
        starts = _role_starts(passage.text) if is_short else []
        yield from _parted(passage, starts) if starts else (passage,)


def _role_starts(text: str) -> list[int]:
    """Return where the roles of ``text`` begin, and the end of the last one's people; [] where there are not several."""
    starts = []
    for found in role.read_inside(text):
        before = text[: found.start]
        is_set_off = not before.strip() or before[-1].isspace() or before.rstrip()[-1:] in "）)。；;，,"
        if role.opens_roster(found.value) and (is_set_off or ends_as_post(before[-12:])):
            starts.append(found.start)
    if len(starts) < _SEVERAL:
        return []
    after = [
        found.start()
        for found in (_SAID_BEHIND.search(text, starts[-1] + 1), _SENTENCE.search(text, starts[-1] + 1))
        if found
    ]
    bounds = [*starts, min(after, default=len(text))]
    rests = [split_role(text[start:end])[1].rstrip("。；;，, ") for start, end in pairwise(bounds)]
    return bounds if all(read(rest) or _read_posts_first(rest) or is_seat(rest) for rest in rests) else []


def _parted(passage: Passage, bounds: Sequence[int]) -> Iterator[Passage]:
    for start, end in pairwise([0, *bounds, len(passage.text)]):
        if passage.text[start:end].strip():
            yield passage.part(start, end)
