"""The words of a clause that tell who comes into a post and who leaves it: people, posts, verbs, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.terms.found import Span
from gongwen.terms.people.named_people import Context, split_off
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_remark, start_strength
from gongwen.terms.people.role import is_of_group, is_role

Letter = Literal["P", "T", "C", "G", "S", "R", "B", "H", "I", "F", "D", "K", "O", "N", "L", "M", "_"]
"""P people, T a post or a role, C a verb of coming, G one of going, S one of changing for another, R one of taking over,
B 由, H 其, I what stands for the post told before, F 原, D 分别, K what says that nothing changes, O what opens a role,
N what says that it is still to come, L 暂 and 代理, M what stands before a post that somebody has, _ anything else."""

_WORDS: tuple[tuple[Letter, str], ...] = (
    ("I", "(?:该|此|这一?|上述|相应|相关|有关|所任|兼任|原任)的?(?:职务|岗位|职位|职责|职|角色)|一职|两职|职务|岗位|位置|职位|的担子|担子|的工作|席位|资格|名额"),
    ("H", "其(?![他余它中实])(?:本人)?|该同志|该员|本人|他(?!们)|她(?!们)"),
    ("F", "原来的?|原(?![则料种油籍因创任兼担所])|此前的?|之前的?|前任|老(?=[主书校院局处科队组])"),
    ("M", "(?:原|所|原所)(?:任|兼任|兼|担任)的?|(?:兼任|担任)的"),
    ("D", "分别|依次"),
    ("K", "(?:保持|维持)?(?:现状|不变)|未动|不动|不[作做](?:调整|变动)|仍(?:然)?(?:由|是|为|任|担任|兼任)?|留任|继续(?:担任|兼任|任|由)?|还(?:是|当|任)|保留|照旧"),
    ("N", "拟(?:任|聘)|提名|建议|推荐"),
    ("O", "(?:[组其]?[内中下])?(?:增设|新设|设立|设)|增配"),
    ("R", "接替|替换(?![为成])|顶替|替代|代替|替补|接(?=[^任手过管掌替续受收待办送触近力着])|替(?![换补代])"),
    ("S", "(?:调整|变更|更换|替换|调换|更改|改换|变动|换)(?:为|由|成|到)|改(?:由|为|成)|(?:移交|转交|交|让)给|交由|换(?=[^届])|(?:职务)?对调|互换"),
    ("G", "不再(?:继续)?(?:担任|兼任|挂任|兼管|兼|任|当|做|列入|列为|作为|设|保留|承担|主持|参加|参与|是|为)?|不(?:担任|任|兼|当)|未再|"
     "免去|免除|免职|免(?!费|试|得|税|疫)|解聘|解除|辞退|辞去|辞任|辞职|辞掉|辞(?=[^职去任掉退])|卸任|卸下|卸去|卸职|退出|退下|退居|离任|离职|离岗|离组|离队|离开|离(?=职|任)|调离|调出|"
     "调走|撤销|撤换|撤下|罢免|取消|终止|减少|去掉|删去|删除|剔除|移出|停职|退休|去世|病故|病逝|逝世|殉职|交出|让出|出列|退(?=[，。；、])|不复|已不在|暂停|自然失效"),
    ("L", "暂时?代(?:理|管)?|代理|代行|临时(?:负责|代理)|代管"),
    ("C", "挂职(?:担?任|为)|任命|聘任|续聘|聘请|聘用|改聘|返聘|增聘|新聘|聘(?!期)|担任|出任|兼任|接任|继任|就任|新任|升任|转任|改任|调任|挂任|提任|补任|暂任|连任|升为|提为|转为|改做|改当|转做|"
     "转岗(?:为|到|至)?|转正|晋升为?|提拔为?|补选为?|当选为?|选举|推选为?|推举为?|选(?:为|出)|增补为?|增选为?|增加为?|增列为?|新增为?|新添|新进|新任命|补充为?|补入为?|补进|递补为?|充实|"
     "加入|进入|纳入|列为|列入|作为|接手|接过|接管|接掌|挑起|来当|来做|来任|去当|兼管|兼(?![职顾])|做(?!好|到|法|出)|当(?![地前时年日天事])|请(?![各认示于求])|派(?![出驻])|委派|选派|"
     "委任|任用|录用|起用|明确为?|确定为?|指定为?|牵头(?!单位)|为(?![了期进加统贯切做确落深全推])|是(?=[^否])|"
     "任(?![职期务何意教免满])|任(?=职员|教导|教务)"),
    ("B", "[暂改现均交]?由(?![于上此来])"),
)  # fmt: skip
_WORD = pattern("|".join(f"(?P<{letter}>{words})" for letter, words in _WORDS))
_VERBS = ("C", "G", "S", "R", "L")
CLAUSE = pattern(r"(?:[（(][^（()）\n]*[）)]|[^，,。；;\n])+[，,。；;\n]?")
"""What stands up to a mark outside brackets, and the mark."""
_COURTESY = pattern("(?:等?[一二两三四五六七八九十]?[名位]?)?(?:同志们?|先生|女士|老师|副?教授|博士|院士)")
_SIGN = pattern(r"[\s\u3000，,；;：:“”\"‘’《》〔〕\[\]*—－-]+")
_BRACKET = pattern(r"[（(](?P<inner>[^（()）]*)[）)]")
_LISTS = pattern("[、和及与]|以及")
_AND = pattern("[、和及与兼]|以及")
"""What stands between the parts of a list; 兼 between posts alone."""
_BEHIND = pattern(
    r"$|[\s，,。；;：:、（(）)“”|]|的|等|同志|先生|女士|老师|副?教授|博士|由(?!美)|因|已|从|自|也|均|都|仍|还|和|与|及|在|休|到|去|来|将|拟|曾|可|继|暂|未|并|同|给|向|负|主|参|进|入|出|另|不|被|借|年|按|经(?=研究|批准|本人)|提|两人|二人|之后|后"
)
"""What may stand right behind a name."""
_LEADING = pattern(
    "^(?:另外?|其中|同时|并且?|且|现(?!代)|即日起|经研究|决定|大家|会议|一致|同意|批准|自己|提出|特此|兹|本(?!科)|新(?=[任进]|的)|年轻的|的|中|名|将|把|对|请|在|从|有|及|和|与|任|各)+"
)
"""What stands before a post and is no part of it."""
_COUNT = pattern("(?:[一二两三四五六七八九十\\d]+[名人位个])$")
_BEFORE_REN = ("主", "责", "信", "担", "兼", "历", "继")
"""With what 任 is one word."""
_ADVERB = pattern("共同|同时|一并|一起|分别|由|因|已|仍|不再|的")
"""What follows a name of two characters, though a third one would make a name too."""
_POST_ENDS = "员长官师"
"""What is a surname, or ends a post."""
_BEFORE_NAME = pattern("任命|续?聘任?|聘请|免去|免除|解聘|增补|提名")
"""Behind which a name stands that a post may follow at once."""
_DOTTED = pattern(rf"(?:{HANZI}{{1,8}}[·•])+")
_LAST_PART = (3, 2, 4, 5, 6, 7, 8, 1)
"""Characters of the last part of a name with dots, the usual first."""
_LENGTHS = (3, 2, 4)
_LONGEST_POST = 40
_GIVEN = 2
_STOP = pattern("[：:、\\s]")
_ROLES = ("副组长", "组长", "成员", "委员", "组员", "理事", "监事", "召集人", "联络员", "信息员", "顾问")
"""Roles that are such behind other words too."""


class Person(NamedTuple):
    """Somebody marked in a clause."""

    name: str
    span: Span
    post: str = ""
    """The post right before the name, or in brackets behind it; "" for none."""
    role: str = ""
    """The role in a group right before the name; "" for none."""
    is_former: bool = False
    """Whether 原 stands before that post."""


@dataclass(slots=True)
class Mark:
    """A word of a clause."""

    letter: Letter
    text: str
    start: int
    end: int
    people: tuple[Person, ...] = ()
    is_former: bool = False
    """Whether 原 stands before it."""
    is_listed: bool = False
    """Whether 、 stands before it."""
    inner: str = ""
    """What stands in the brackets behind people, where it is no post."""


def marks_of(text: str, context: Context) -> list[Mark]:
    """Return the marks of one clause; people joined by 、 are one mark, a post right before a name is of the person."""
    scanner = _Scanner(text, context)
    scanner.scan()
    return _joined(scanner.marks, text)


class _Scanner:
    """Goes through a clause from its beginning."""

    def __init__(self, text: str, context: Context) -> None:
        self.text, self.context = text, context
        self.marks: list[Mark] = []
        self.open = 0
        """Where the word begins of which it is not known yet what it is."""

    def scan(self) -> None:
        """Mark all of the text."""
        index = 0
        while index < len(self.text):
            index = self._step(index)
        self._close(len(self.text))

    def _step(self, index: int) -> int:
        """Mark what begins at ``index``; return where to go on."""
        if sign := _SIGN.match(self.text, index) or _LISTS.match(self.text, index):
            return self._sign(sign, index)
        if self.text[index] in "（(" and (bracket := _BRACKET.match(self.text, index)):
            return self._bracket(bracket, index)
        if end := self._name_at(index):
            self._close(index)
            name = self.text[index:end]
            self.marks.append(Mark("P", name, index, end, (Person(name, (index, end)),)))
            courtesy = _COURTESY.match(self.text, end)
            self.open = courtesy.end() if courtesy else end
            return self.open
        word = _WORD.match(self.text, index)
        if word and word[0] == "兼" and _is_post(self.text[self.open : index]):
            return self._sign(word, index)
        if word and self._may_break(index, word):
            return self._put(word, index)
        return index + 1

    def _sign(self, sign: re.Match[str], index: int) -> int:
        """Close the open word before a gap or 、; 和 within a word is part of it."""
        word = self.text[self.open : index]
        is_inside = sign[0] in ("和", "及", "与") and word and not _is_post(word)
        if is_inside:
            return sign.end()
        self._close(index)
        letter: Letter = "_"
        self.marks.append(Mark(letter, sign[0].strip() or " ", index, sign.end()))
        self.open = sign.end()
        return sign.end()

    def _bracket(self, bracket: re.Match[str], index: int) -> int:
        """Give what stands in brackets to the person before them."""
        self._close(index)
        self.open = bracket.end()
        last = self.marks[-1] if self.marks else None
        inner = bracket["inner"].strip()
        if last is not None and last.letter == "P" and last.people:
            is_post = _is_post(inner.removeprefix("原")) and not is_remark(inner)
            if is_post:
                last.people = (*last.people[:-1], last.people[-1]._replace(post=inner.removeprefix("原")))
            else:
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
        if word[0][0] == "任" and before.endswith(_BEFORE_REN):
            return False
        if not before or (len(word[0]) > 1 and word.lastgroup not in ("I", "O")):
            return True
        if word.lastgroup == "I" and word[0] in ("职务", "岗位", "职位", "位置", "席位", "资格", "名额"):
            return True
        return word.lastgroup in ("B", "I", "G", "D") or _is_post(before) or ends_as_unit(before)

    def _close(self, end: int) -> None:
        """Mark the open word that ends at ``end`` where it is a post."""
        raw = self.text[self.open : end]
        self.open = end
        word = raw.strip("的：: \u3000")
        word = _COUNT.sub("", word).removesuffix("的")
        lead = _LEADING.match(word)
        cut = word[lead.end() :] if lead else word
        word = cut if _is_post(cut) else word
        if not word or len(word) > _LONGEST_POST:
            return
        start = end - len(raw) + raw.find(word)
        letter: Letter = "T" if _is_post(word) else "_"
        self.marks.append(Mark(letter, word, start, start + len(word)))

    def _name_at(self, index: int) -> int:
        """Return where the name ends that begins at ``index``; 0 for none."""
        text = self.text
        if known := [length for length in self.context.known_at(text, index) if length >= _GIVEN]:
            return index + known[0]
        dotted = _DOTTED.match(text, index)
        if dotted and not (text[self.open : index] or _WORD.search(text, index, dotted.end())):
            ends = (dotted.end() + n for n in _LAST_PART if self._may_end(dotted.end(), n))
            return next(ends, 0)
        if not self._may_begin(index) or len(self._verb(index)) > 1:
            return 0
        fits = [n for n in _LENGTHS if is_person(text[index : index + n]) and len(text) - index >= n]
        before = self.text[self.open : index]
        fits = [n for n in fits if self._may_end(index, n) and not _is_word(before, text[index : index + n])]
        is_short = len(self._verb(index + 2)) > 1 or _ADVERB.match(text, index + 2)
        if 2 in fits and is_short:
            return index + 2
        return index + fits[0] if fits else self._run_on(index)

    def _run_on(self, index: int) -> int:
        """Return where a name ends that a post follows at once, at the head of the clause or behind a verb; 0 for none."""
        last = self.marks[-1] if self.marks else None
        is_first = last is None or last.text in ("：", ":") or _BEFORE_NAME.fullmatch(last.text) is not None
        is_behind = is_first and not self.text[self.open : index]
        rest = _STOP.split(self.text[index:], maxsplit=1)[0]
        if not is_behind or start_strength(rest) > 1 or not _is_post(rest) or _WORD.search(rest):
            return 0
        found = split_off(rest, 0, self.context)
        return index + found[1] if found and is_person(found[0].name) else 0

    def _may_begin(self, index: int) -> bool:
        before, last = self.text[self.open : index], self.marks[-1] if self.marks else None
        if not before and last is not None and last.letter == "P" and last.end == index:
            return False
        if self.text[index] in _POST_ENDS and ends_as_post(before + self.text[index]):
            return False
        return (
            not before
            or before.endswith(("的", "：", ":", "将", "经", "让", "把", "对", "向", "中"))
            or _is_post(before)
            or (len(before) > 1 and ends_as_unit(before))
        )

    def _may_end(self, index: int, length: int) -> bool:
        end = index + length
        is_apart = _BEHIND.match(self.text, end) or _ADVERB.match(self.text, end)
        return is_apart is not None or self._is_verb(end)

    def _verb(self, index: int) -> str:
        word = _WORD.match(self.text, index)
        return word[0] if word and word.lastgroup in tuple("CGSRLKBDM") else ""

    def _is_verb(self, index: int) -> bool:
        return bool(self._verb(index))


def people_marked(text: str, context: Context) -> Iterator[tuple[str, Span]]:
    """Yield whom ``text`` names in clauses that have a verb of coming or going, with where."""
    for clause in CLAUSE.finditer(text):
        marks = marks_of(clause[0], context)
        if any(mark.letter in _VERBS for mark in marks):
            for person in (each for mark in marks for each in mark.people):
                yield person.name, (clause.start() + person.span[0], clause.start() + person.span[1])


@lru_cache(maxsize=1024)
def is_person(text: str) -> bool:
    """Whether ``text`` is a name, and no word of what is said of people: 由甲, 原成员."""
    is_unit = len(text) > _GIVEN and ends_as_unit(text)
    is_word = (
        is_unit or _NO_NAME.search(text) or _WORD.fullmatch(text) or (text[0] == "任" and _is_post(text[1:]))
    )
    return is_name(text) and not is_role(text) and not is_word


_NO_NAME = pattern(
    "^[由原和与]|^关于|^随(?:机|本|此|着|之)|成员|同志|董事|监事|主任|任命|聘任|解聘|免去|辞|职|调整|担任|兼任|分别|经研|通知|党|管理|权限|符合|本人|全部|安排|到龄|时间|单位|组长|公司|公室|有限|.副$|^任副?主|^经|^成立|^门负|^相应|提请|随本次"
)


def _is_word(before: str, name: str) -> bool:
    """Whether ``name`` is the end of a unit or a post that begins in ``before``: 管委会办, 公室."""
    return bool(before) and (ends_as_unit(before + name) or ends_as_post(before + name))


@lru_cache(maxsize=1024)
def _is_post(text: str) -> bool:
    words = text.strip("的：: \u3000")
    if "同志" in words or words.endswith(("领导", "人员", "干部")):
        return False
    return bool(words) and (ends_as_post(words) or is_role(words) or is_of_group(words))


def _joined(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return ``marks`` with posts given to the people behind them, and lists of people and of posts as one mark each."""
    found: list[Mark] = []
    for each in _flagged(marks):
        mark = each
        if mark.letter == "P" and found and found[-1].letter == "T" and _touch(found[-1], mark, text):
            mark = _of_post(found.pop(), mark)
        last = found[-1].letter if found else ""
        if mark.is_listed and mark.letter == last and last in ("P", "T"):
            mark = _with(found.pop(), mark)
        found.append(mark)
    return found


def _flagged(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield what counts of ``marks``, each with whether 原 or 、 stands before it."""
    is_former = is_listed = False
    for mark in marks:
        if mark.letter == "F":
            is_former = True
        elif mark.letter == "_":
            is_joined = _AND.fullmatch(mark.text) is not None
            is_listed = is_listed or is_joined
            is_former = is_former and (is_joined or mark.text == " ")
        elif mark.letter == "M":
            is_former = True
        else:
            mark.is_former, mark.is_listed = is_former, is_listed
            is_former = is_listed = False
            yield mark


def _of_post(post: Mark, named: Mark) -> Mark:
    """Return people with the post right before the name."""
    is_former = post.is_former or named.is_former
    person = _with_post(named.people[0], post.text, is_former=is_former)
    return Mark(
        "P", named.text, post.start, named.end, (person,), post.is_former, post.is_listed, named.inner
    )


def _with_post(person: Person, words: str, *, is_former: bool) -> Person:
    """Return ``person`` with what stands before the name: a role in a group, or a post."""
    role = role_in(words)
    own = person._replace(role=role, is_former=is_former)
    is_all = bool(role) and (bool(person.post) or role == words or is_former)
    return own if is_all else own._replace(post=person.post or words)


def role_in(words: str) -> str:
    """Return the role with which ``words`` end, where they are no other post; "" for none: 校外委员 → 委员."""
    if all(map(is_role, words.split("、"))):
        return words
    return next((words[cut:] for cut in range(1, len(words) - 1) if words[cut:] in _ROLES), "")


def _touch(first: Mark, second: Mark, text: str) -> bool:
    return not text[first.end : second.start].strip("：: \u3000的“”（）")


def _with(first: Mark, second: Mark) -> Mark:
    """Return two marks of one sort as one: people, or posts with 、 between."""
    words = f"{first.text}、{second.text}"
    last = first.people[-1] if first.people else None
    own = [
        last._replace(name=each.name, span=each.span)
        if last and last.is_former and each[2:] == ("", "", False)
        else each
        for each in second.people
    ]
    people = (*first.people, *own)
    return Mark(
        first.letter,
        words,
        first.start,
        second.end,
        people,
        first.is_former,
        first.is_listed,
        second.inner or first.inner,
    )
