"""Goes through a clause and marks people, units, posts and verbs in their order."""

from __future__ import annotations

import re

from gongwen.pattern import HANZI, pattern
from gongwen.terms import label
from gongwen.terms.agency_level import PLACES
from gongwen.terms.people.inference.somebody import is_person, is_post, is_word, may_be_strange
from gongwen.terms.people.inference.words import GIVEN, LEADING, OF_HEAD, WORD, Letter, Mark, Person
from gongwen.terms.people.named_people import Context, split_off
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_remark, start_strength
from gongwen.terms.people.role import is_role

_COURTESY = pattern(
    "[一二两三四五六七八九十\\d]+[名位人](?:同志)?|(?:等?[一二两三四五六七八九十]?[名位]?)?(?:同志们?|先生|女士|老师|副?教授|博士|院士)"
)
_SIGN = pattern(r"[\s\u3000，,；;：:“”\"‘’《》〔〕\[\]*—－-]+")
_BRACKET = pattern(r"[（(](?P<inner>[^（()）]*)[）)]")
_NUMBERED = pattern(rf"[（(][\d一二三四五六七八九十]{{1,3}}[）)](?={HANZI})")
"""A number in brackets within a word: 高二（3）班."""
_LISTS = pattern("[、和及与]|以及")
_REASON = pattern("(?:因|由于|鉴于)(?=[^，。；]{2})")
"""With what the reason of a change begins."""
_QUOTED = pattern(rf"[“‘][^”’（()）：:]{{1,8}}[”’]{HANZI}")
_QUOTES = "“”‘’"
_LABEL = pattern(rf"\s*{label.ANY}")
_ARROWS = "→⇒➔➜-—－="
_BEFORE_UNIT = pattern("^(?:将|把|对|由|另外?|并|同时|现|新|其中)(?=.{3})")
_TO = pattern(
    "(?:交流|调动|轮岗|选派|下派|提拔|平职|调整?)*(?:到|至|赴|驻|往|调入|进入|调(?![整任动]))(?=.{2})"
)
"""What stands before the unit to which somebody goes."""
_STAY = pattern("(?:挂职|工作|任职|锻炼)+$")
_NO_UNIT = pattern("^[各其该]|领导小组$|指挥部$|专班$|联席会议$|[^小]组$|成员单位$|机构$")
"""Units of nobody in particular, and groups."""
_DUTY = pattern("(?:的?(?:职责|身份|工作)|[中里内]的?|(?:整合|合并|撤并|机构改革)后)$")
"""What stands behind a role, or a unit, and is no part of it."""
_BEHIND = pattern(
    r"$|[\s，,。；;：:、（(）)“”|]|的|等|同志|先生|女士|老师|副?教授|博士|由(?!美)|因|已|从|自|也|均|都|仍|还|和|与|及|在|休|到|去|来|将|拟|曾|可|继|暂|未|并|同|给|向|交流|调(?=[省市县区镇乡])|轮岗|驻|赴|负|主|参|进|入|出|另|不|被|借|年|按|试用|正式|经(?=研究|批准|本人)|提|[一二两三四五六七八九十\d]+[名位人]|之后|后"
)
"""What may stand right behind a name."""
_COUNT = pattern("(?:[一二两三四五六七八九十\\d]+[名人位个])$")
_BEFORE_REN = ("主", "责", "信", "担", "兼", "历", "继")
"""With what 任 is one word."""
_ADVERB = pattern(
    "共同|同时|一并|一起|分别|由|因|已|仍|不再|的|均|以?外|[两二三四五六七八九十]+[名位]?(?:同志|人)"
)
"""What follows a name of two characters, though a third one would make a name too."""
_POST_ENDS = "员长官师"
"""What is a surname, or ends a post."""
_BEFORE_NAME = pattern("任命|续?聘任?|聘请|免去|免除|解聘|增补|提名")
"""Behind which a name stands that a post may follow at once."""
_DOTTED = pattern(rf"(?:{HANZI}{{1,8}}[·•])+")
_LAST_PART = (3, 2, 4, 5, 6, 7, 8, 1)
"""Characters of the last part of a name with dots, the usual first."""
_LENGTHS = (3, 2, 4)
_LEADER = pattern(rf"(?:常务)?副?(?:[{PLACES}]长|书记|主任|主席|局长)(?=担任|兼任|任|接)")
"""The post behind the name of a leader: 由甲副市长担任."""
_STRANGE = (3, 2, 4, 5, 6, 7)
_SHOWN = pattern(r"同志|[（(](?P<post>[^（()），、]{2,30})[）)，]")
"""What shows that a name stands before it."""
_OF_SOMEBODY = pattern("的|（")
"""What stands behind a name that a role precedes."""
_LONGEST_POST = 40
_STOP = pattern("[：:、\\s]|职[务级]")


class Scanner:
    """Goes through a clause from its beginning."""

    def __init__(self, text: str, context: Context) -> None:
        self.text, self.context = text, context
        self.marks: list[Mark] = []
        self.open = 0
        """Where the word begins of which it is not known yet what it is."""
        self.has_stranger = False
        """Whether somebody of no known surname is named, whom their place alone shows."""
        self.goal = ""
        """The unit to which somebody goes: 甲到县水利局任副局长."""

    def scan(self) -> None:
        """Mark all of the text."""
        index = 0
        while index < len(self.text):
            index = self._step(index)
        self._close(len(self.text))

    def _step(self, index: int) -> int:
        """Mark what begins at ``index``; return where to go on."""
        word = WORD.match(self.text, index)
        return self._sign_at(index, word) or self._person_at(index) or self._word_at(index, word)

    def _sign_at(self, index: int, word: re.Match[str] | None) -> int:
        """Mark the label, the arrow, the sign, the reason or the brackets at ``index``; return where they end, 0 for none."""
        if index == 0 and (begun := _LABEL.match(self.text)):
            self.open = begun.end()
            return begun.end()
        if word and word.lastgroup == "S" and word[0][0] in _ARROWS:
            return self._put(word, index)
        if self.text[index] in _QUOTES and self._is_inside(index):
            return index + 1
        signs = (_SIGN, _LISTS, _REASON) if index else (_SIGN, _REASON)
        if sign := next(filter(None, (each.match(self.text, index) for each in signs)), None):
            return self._sign(sign, index)
        if (numbered := _NUMBERED.match(self.text, index)) and self.text[self.open : index]:
            return numbered.end()
        bracket = _BRACKET.match(self.text, index)
        return self._bracket(bracket, index) if bracket else 0

    def _person_at(self, index: int) -> int:
        """Mark the name at ``index``; return where it ends with 同志 behind it, 0 for none."""
        end = self._name_at(index)
        if not end:
            return 0
        self._close(index)
        name = self.text[index:end]
        self.marks.append(Mark("P", name, index, end, (Person(name, (index, end)),)))
        courtesy = _COURTESY.match(self.text, end)
        self.open = courtesy.end() if courtesy else end
        return self.open

    def _word_at(self, index: int, word: re.Match[str] | None) -> int:
        """Mark the ``word`` at ``index`` where one ends before it; return where to go on."""
        if word and word[0] == "兼" and is_post(self.text[self.open : index]):
            return self._sign(word, index)
        if word and self._may_break(index, word):
            return self._put(word, index)
        return index + 1

    def _is_inside(self, index: int) -> bool:
        """Whether the quote at ``index`` stands within a word: 区委“两新”工委."""
        before = self.text[self.open : index]
        if self.text[index] in "”’":
            return "“" in before or "‘" in before
        return bool(before) and not before.endswith("的") and _QUOTED.match(self.text, index) is not None

    def _sign(self, sign: re.Match[str], index: int) -> int:
        """Close the open word before a gap or 、; 和 within a word is part of it."""
        word = self.text[self.open : index]
        is_whole = is_post(word) or (len(word) > GIVEN and ends_as_unit(word))
        is_inside = sign[0] in ("和", "及", "与") and word and not is_whole
        if is_inside:
            return sign.end()
        self._close(index)
        self.marks.append(Mark("_", sign[0].strip() or " ", index, sign.end(), is_sign=True))
        self.open = sign.end()
        return sign.end()

    def _bracket(self, bracket: re.Match[str], index: int) -> int:
        """Give what stands in brackets to the person before them."""
        self._close(index)
        self.open = bracket.end()
        last = self.marks[-1] if self.marks else None
        inner = bracket["inner"].strip()
        if last is not None and last.letter == "P" and last.people:
            first, _, rest = inner.partition("，")
            if is_post(inner.removeprefix("原")) and not is_remark(inner):
                first, rest = inner, ""
            post = first.removeprefix("原")
            if is_post(post) and not is_remark(first):
                last.people = (*last.people[:-1], last.people[-1]._replace(post=post))
                inner = rest
        if last is not None:
            last.inner = inner
        return bracket.end()

    def _put(self, word: re.Match[str], index: int) -> int:
        self._close(index)
        letter: Letter = word.lastgroup or "_"  # type: ignore[assignment]
        self.marks.append(Mark(letter, word[0], index, word.end()))
        self.open = word.end()
        return word.end()

    def _may_break(self, index: int, word: re.Match[str]) -> bool:
        """Whether a word ends before ``word``: one of a single character stands within posts as well (主任, 兼, 为)."""
        before = self.text[self.open : index]
        lead = LEADING.match(before)
        before = before[lead.end() :] if lead else before
        if word[0][0] == "任" and before.endswith(_BEFORE_REN):
            return False
        if not before or (len(word[0]) > 1 and word.lastgroup not in ("I", "O")):
            return True
        if word.lastgroup == "I" and word[0] in ("职务", "岗位", "职位", "位置", "席位", "资格", "名额"):
            return True
        is_whole = is_post(before) or ends_as_unit(before) or OF_HEAD.fullmatch(before) is not None
        return word.lastgroup in ("B", "I", "G", "D") or is_whole

    def _close(self, end: int) -> None:
        """Mark the open word that ends at ``end`` where it is a post."""
        raw = self.text[self.open : end]
        self.open = end
        word = raw.strip("的：: \u3000")
        word = _COUNT.sub("", word).removesuffix("的")
        lead = LEADING.match(word)
        cut = word[lead.end() :] if lead else word
        word = cut if is_post(cut) else _BEFORE_UNIT.sub("", word)
        to, stay = _TO.match(word), _STAY.sub("", word)
        if to and ends_as_unit(stay) and not is_post(word):
            self.goal = stay[to.end() :]
        role = _DUTY.sub("", word).rpartition("的")[2]
        is_owned = "的" in word and ends_as_unit(word.rpartition("的")[0])
        word = role if is_role(role) and (is_owned or not is_post(word)) else word
        if not word or len(word) > _LONGEST_POST:
            return
        start = end - len(raw) + raw.find(word)
        duty = _DUTY.sub("", word)
        word = duty if is_role(duty) or ends_as_unit(duty) else word
        head = None if is_post(word) else OF_HEAD.fullmatch(word)
        word = head["unit"] if head else word
        is_unit = len(word) > GIVEN and ends_as_unit(word) and not _NO_UNIT.search(word)
        letter: Letter = "T" if is_post(word) else "U" if is_unit else "_"
        if letter == "_" and self._put_stranger(word, start):
            return
        if letter == "U" and ends_as_unit(own := word.removeprefix("成员单位")) and own != word:
            self.marks.append(Mark("T", "成员单位", start, start + 4))
            word, start = own, start + 4
        unit = word.removesuffix("成员单位")
        if unit != word and ends_as_unit(unit) and not (unit.endswith("会") or _NO_UNIT.search(unit)):
            self.marks.append(Mark("U", unit, start, start + len(unit)))
            word, start, letter = "成员单位", start + len(unit), "T"
        self.marks.append(Mark(letter, word, start, start + len(word)))

    def _name_at(self, index: int) -> int:
        """Return where the name ends that begins at ``index``; 0 for none."""
        text = self.text
        if known := [length for length in self.context.known_at(text, index) if length >= GIVEN]:
            return index + known[0]
        dotted = _DOTTED.match(text, index)
        if dotted and not (text[self.open : index] or WORD.search(text, index, dotted.end())):
            ends = (dotted.end() + n for n in _LAST_PART if self._may_end(dotted.end(), n))
            return next(ends, 0)
        if not self._may_begin(index) or len(self._verb(index)) > 1:
            return 0
        fits = [n for n in _LENGTHS if is_person(text[index : index + n]) and len(text) - index >= n]
        before = self.text[self.open : index]
        fits = [n for n in fits if self._may_end(index, n) and not is_word(before, text[index : index + n])]
        is_short = len(self._verb(index + 2)) > 1 or _ADVERB.match(text, index + 2)
        if 2 in fits and is_short:
            return index + 2
        return index + fits[0] if fits else self._strange_at(index) or self._run_on(index)

    def _strange_at(self, index: int) -> int:
        """Return where a name of no known surname ends that 同志, a post in brackets or a role before it shows to be one."""
        before = self.text[self.open : index]
        for length in _STRANGE:
            end = index + length
            word = self.text[index:end]
            told = _SHOWN.match(self.text, end)
            is_behind = bool(before) and is_role(before) and _OF_SOMEBODY.match(self.text, end) is not None
            is_noted = told is not None and (not told["post"] or is_post(told["post"].removeprefix("原")))
            if (is_noted or is_behind) and may_be_strange(word) and not is_word(before, word):
                return end
        return 0

    def _put_stranger(self, word: str, start: int) -> bool:
        """Mark the post and the name of no known surname that ``word`` is, where its place shows that it names somebody."""
        last = next((mark for mark in reversed(self.marks) if not mark.is_sign), None)
        if last is None or last.letter not in "SRB":
            return False
        for length in _STRANGE[:3]:
            post, name = word[:-length], word[-length:]
            is_whole = name == word and len(self._verb(start + len(word))) > 1
            if (is_post(post) or is_whole) and may_be_strange(name) and not is_word(post, name):
                cut = start + len(post)
                self.has_stranger = True
                if post:
                    self.marks.append(Mark("T", post, start, cut))
                self.marks.append(Mark("P", name, cut, cut + length, (Person(name, (cut, cut + length)),)))
                return True
        return False

    def _run_on(self, index: int) -> int:
        """Return where a name ends that a post follows at once, at the head of the clause or behind a verb; 0 for none."""
        last = self.marks[-1] if self.marks else None
        is_first = last is None or last.text in ("：", ":") or _BEFORE_NAME.fullmatch(last.text) is not None
        is_first = is_first or "".join(mark.letter for mark in self.marks[-3:]) == "PT_"
        is_behind = is_first and not self.text[self.open : index]
        rest = _STOP.split(self.text[index:], maxsplit=1)[0]
        if (
            not is_behind
            or rest.startswith(self.context.starts)
            or start_strength(rest) > 1
            or not is_post(rest)
            or WORD.search(rest)
        ):
            return 0
        found = split_off(rest, 0, self.context)
        if found is None or not is_person(found[0].name):
            return 0
        self.has_stranger = self.has_stranger or found[0].is_doubtful
        return index + found[1]

    def _may_begin(self, index: int) -> bool:
        before, last = self.text[self.open : index], self.marks[-1] if self.marks else None
        if not before and last is not None and last.letter == "P" and last.end == index:
            return False
        if self.text[index] in _POST_ENDS and ends_as_post(before + self.text[index]):
            return False
        return (
            not before
            or LEADING.fullmatch(before) is not None
            or before.endswith(("的", "：", ":", "将", "经", "让", "把", "对", "向", "中"))
            or is_post(before)
            or (len(before) > 1 and ends_as_unit(before))
        )

    def _may_end(self, index: int, length: int) -> bool:
        end = index + length
        is_apart = _BEHIND.match(self.text, end) or _ADVERB.match(self.text, end)
        is_apart = is_apart or _LEADER.match(self.text, end)
        return is_apart is not None or self._is_verb(end)

    def _verb(self, index: int) -> str:
        word = WORD.match(self.text, index)
        return word[0] if word and word.lastgroup in tuple("CGSRLKBDM") else ""

    def _is_verb(self, index: int) -> bool:
        word = WORD.match(self.text, index)
        return bool(self._verb(index)) or (word is not None and word.lastgroup == "I")
