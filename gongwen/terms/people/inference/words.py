"""The words of clauses that tell of changes, a letter for each sort, and what is marked in a clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongwen.pattern import pattern
from gongwen.terms.found import Span

Letter = Literal[
    "Y", "A", "P", "U", "T", "C", "G", "S", "R", "B", "H", "I", "F", "D", "K", "O", "N", "L", "M", "_"
]
"""P people, U units, A those above, Y what is said beside a change, T a post or a role, C a verb of coming, G one of going, S one of changing for another, R one of taking over,
B 由, H 其, I what stands for the post told before, F 原, D 分别, K what says that nothing changes, O what opens a role,
N what says that it is still to come, L 暂 and 代理, M what stands before a post that somebody has, _ anything else."""

_WORDS: tuple[tuple[Letter, str], ...] = (
    ("I", "(?:该|此|这一?|上述|相应|相关|有关|所任|兼任|原任)的?(?:职务|岗位|职位|职责|职|角色)|一职|两职|职务|职级|岗位|位置|职位|的担子|担子|的工作|席位|资格|名额"),
    ("Y", "(?:调整|变更|更换)后的?|试用期满(?:考核合格)?|正式(?=[任聘担])|另有任用|另有安排|按期(?=任)|一并|随之|自行|自然(?![资保])|同步"),
    ("A", "(?:以上|上述)[一二两三四五六七八九十]?[名位]?(?:同志|人员|人)"),
    ("H", "(?:原|上述|该)?[两三四五]家?单位|其(?![他余它中实])(?:本人)?|该同志|该员|本人|他(?!们)|她(?!们)"),
    ("F", "(?:调整|变更|更换)前的?|原来的?|原(?![则料种油籍因创任兼担所])|此前的?|之前的?|前任|老(?=[主书校院局处科队组])"),
    ("M", "(?:原|所|原所)(?:任|兼任|兼|担任)的?|(?:兼任|担任)的"),
    ("D", "分别|依次"),
    ("K", "除(?=[^，。；]{2,40}?外)|(?:保持|维持)?(?:现状|不变)|未动|不动|不[作做](?:调整|变动)|仍(?:然)?(?:由|是|为|任|担任|兼任)?|留任|继续(?:担任|兼任|任|由)?|还(?:是|当|任)|保留|照旧"),
    ("N", "拟(?:任|聘)|提名|建议|推荐"),
    ("O", "(?:[组其]?[内中下])?(?:增设|新设|设立|设)|增配|暂?(?:空缺|缺位|缺额)|暂缺"),
    ("R", "接替|替换(?![为成])|顶替|替代|代替|替补|接(?=[^任手过管掌替续受收待办送触近力着])|替(?![换补代])"),
    ("S", "→|⇒|➔|➜|[-—－=]+[>＞]|(?:调整|变更|更换|替换|调换|更改|改换|变动|换)(?:为|由|成|到)|改(?:为|成)|(?:移交|转交|交|让)给|交由|换(?=[^届])|(?:职务)?对调|互换"),
    ("G", "不再(?!主持|另行)(?:继续)?(?:聘任|续聘|聘用|聘请|任命|委派|担任|兼任|挂任|兼管|兼|任|当|做|列入|列为|作为|设|保留|承担|参加|参与|是|为)?|不(?:担任|任|兼|当)|未再|"
     "免去|免除|免职|(?<!任)免(?!费|试|得|税|疫)|解聘|解除|辞退|辞去|辞任|辞职|辞掉|辞(?=[^职去任掉退])|卸任|卸下|卸去|卸职|退出(?!领导岗位|现职|现役)|退下|退居|离任|离职(?!休养)|离岗|离组|离队|离开|离(?=职(?!休养)|任)|调离|调出|"
     "调走|撤销|撤换|撤下|罢免|取消|终止|减少|去掉|删去|删除|剔除|移出|停职|退休(?!干部|教师|人员|职工)|离职休养|离休(?!干部)|去世|病故|病逝|逝世|殉职|交出|让出|出列|退(?=[，。；、])|出缺|不复|已不在|暂停|自然失效"),
    ("L", "暂时?代(?:理|管)?|代理|代行|临时(?:负责|代理)|代管"),
    ("C", "任职(?=[：:])|挂职(?:担?任|为)|任命|聘任|续聘|聘请|聘用|改聘|返聘|增聘|新聘|聘(?!期)|担任|出任|兼任|接任|继任|就任|新任|升任|转任|改任|调任|挂任|提任|补任|暂任|连任|升为|提为|转为|改做|改当|转做|"
     "转岗(?:为|到|至)?|转正|晋升为?|提拔为?|补选为?|当选为?|选举|推选为?|推举为?|选(?:为|出)|增补为?|增选为?|增加为?|增列为?|新增为?|新添|新进|新任命|补充为?|补入为?|补进|递补为?|充实|"
     "加入|进入|纳入|列为|列入|作为|承接|接手|接过|接管|接掌|挑起|来当|来做|来任|去当|兼管|兼(?![职顾])|做(?!好|到|法|出)|当(?![地前时年日天事])|请(?![各认示于求])|派(?![出驻])|委派|选派|"
     "委任|任用|录用|起用|[名位]为|明确为?|确定为?|指定为?|牵头(?!单位)|为(?![了期进加统贯切做确落深全推])|是(?=[^否])|"
     "任(?![职期务何意教免满])|任(?=职员|教导|教务)"),
    ("B", "[暂改现均交]?由(?![于上此来])"),
)  # fmt: skip
WORD = pattern("|".join(f"(?P<{letter}>{words})" for letter, words in _WORDS))
VERBS = ("C", "G", "S", "R", "L")
CLAUSE = pattern(r"(?:[（(][^（()）\n]*[）)]|[^，,。；;\n])+[，,。；;\n]?")
"""What stands up to a mark outside brackets, and the mark."""
GIVEN = 2
"""Characters of the shortest name."""
OF_HEAD = pattern(
    "(?P<unit>.{3,}?)(?:各?(?:安排|明确|确定|指定|派)?(?:各?一名|1名)?的?(?:主要|有关|相关|分管)?(?:负责人|负责同志|领导))"
)
"""Whoever heads a unit, in place of it."""
LEADING = pattern(
    "^(?:均|都|安排|调整|选举|推选|另外?|其中|同时|并且?|且|现(?!代)|即日起|经研究|决定|大家|会议|一致|同意|批准|自己|提出|特此|兹|本(?!科)|新(?=[任进]|的)|年轻的|已故|的|中(?![共国央学医小心])|名|将|把|对|请|在|从|有|及|和|与|任|各)+"
)
"""What stands before a post and is no part of it."""
REASONS = ("因", "由于", "鉴于")
"""With what the reason of a change begins."""


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
    is_unit: bool = False
    """Whether it is a unit, that joins a group or is no longer of it."""


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
    """What stands in the brackets behind it, where it is no post of people."""
    is_sign: bool = False
    """Whether it is a mark, a gap, or what joins others."""
