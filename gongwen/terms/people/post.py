"""单位和职务 as rosters name them: how they begin and end, remarks in brackets, and lists of seats without people."""

from __future__ import annotations

from collections.abc import Mapping

from gongwen.pattern import HANZI, pattern
from gongwen.terms.label import find_label
from gongwen.terms.unit_end import OFFICES, PARTS, SCHOOLS
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

_PLACE = "省|市|县|镇|街道|自治区|自治州|自治县|新区|国家|中央|全国|国务院|中共|各"
_SMALL_PLACE = "区|州|盟|旗|乡|村|社区|团|队|所|党"
"""What may be the last character of a given name as well."""
_UNIT = (
    "政府|党委|党工委|党政|党建|人大|政协|纪委|监委|纪检|监察|巡察|组织|宣传|统战|政法|编办|机构编制|信访|机关|老干部|档案|党校|党史|史志|"
    "办公|发改|发展|经信|工信|工业|经济|科技|科学|教育|教体|教科|民族|民宗|宗教|公安|民政|司法|财政|人社|人力|自然|国土|资源|"
    "规划|生态|环保|环境|住建|住房|建设|城建|城管|城市|城乡|交通|水利|水务|农业|农村|农办|农机|畜牧|林业|林草|园林|商务|商业|文化|文旅|文广|"
    "文体|广电|旅游|体育|卫生|卫健|计生|疾控|医保|医疗|退役|军人|应急|安监|审计|市场|工商|质监|食品|药品|统计|"
    "扶贫|乡村|粮食|物资|供销|税务|国税|地税|气象|地震|消防|人武|武装|武警|军分|人防|国防|法院|检察|法制|工会|总工|共青|团委|妇联|"
    "科协|文联|残联|侨|工商联|红十字|慈善|关工|银行|人行|保险|证监|金融|电力|供电|国网|自来水|燃气|邮政|电信|移动|联通|烟草|盐|石油|"
    "铁路|公路|高速|机场|港航|海事|海关|边检|口岸|开发|高新|工业园|产业|管委|投资|城投|水投|国资|企业|招商|外事|外办|台办|台湾|港澳|"
    "网信|大数据|数据|政务|行政|公共|采购|房管|房产|征收|征迁|移民|库区|水库|灌区|河道|防汛|地质|矿产|煤炭|"
    "电视|报社|融媒|新闻|图书|博物|剧院|学校|中学|小学|中心|幼儿|大学|学院|职业|医院|中医|妇幼|血站|敬老|社会|劳动|就业|社保|派出|交警|"
    "治安|刑侦|综治|综合|执法|监督|监测|森林|湿地|农场|林场|公司|集团|居委|业主|协会|商会|机要|保密|督查|秘书|史志|方志|"
    "地方|国家|物价|价格|能源|节能|供热|市政|环卫|公园|公积金|不动产|核算|会计|结算|国库|地方志|法学|外贸|外经|对外|区划|党群|便民|服务"
)
_TITLE_START = (
    "常务|副|正|原|兼|党组|党支部|总支|局长|主任|书记|主席|部长|厅长|处长|科长|股长|所长|站长|院长|校长|园长|行长|经理|总经理|董事|秘书|"
    "调研|巡视|一级|二级|三级|四级|代理|执行|主持|分管|成员|委员|干部|科员|办事员|会计|文书|教授|研究员|工程师|高级|高工|专职|专武|"
    "政委|政治|参谋|司令|民警|所|支部|村主任|村支|大学生|网格|护林|教师|医生|医师|律师|主管|负责|总|县长|市长|省长|区长|镇长|乡长|州长|盟长|旗长"
)
_TITLE = (
    "长|主任|书记|主席|总理|法定代表人|委员|常委|教授|讲师|教师|老师|法官|检察官|助理|经理|总裁|监事|总监|干部|干事|科员|专家|负责人|代表|顾问|主管|职务|"
    "负责同志|同志|领导|警官|民警|司令员|司令|政委|总督学|督学|工程师|会计师|审计师|统计师|经济师|政工师|药师|护师|技师|农艺师|医师|律师|设计师|规划师|分析师|研究员|调研员|巡视员|"
    "队员|成员|文书|秘书|会计|出纳|董事|理事|组员|专员|专干|组织员|指导员|教导员|协理员|办事员|辅导员|联络员|信息员|网格员|护林员|技术员|"
    f"审判员|陪审员|仲裁员|调解员|首席{HANZI}{{2,4}}官|检察员|统计员|驾驶员|管理员|[一-九]级警长|主办|督办|人员|参谋|高工|院士|处级|科级|兼|指挥|总指挥|站员|馆员|社长|总编|总编辑|主编|编辑|记者|保管|职工"
)
_ENDS = pattern(rf"(?:{_TITLE})(?:[（(][^（()）]*[）)])?$")
_RANKED = "部省市县区州盟旗镇乡村局厅处科股所站院校司关连排班营团师军段队会组行社园厂店馆台庭室署监"
TITLE = (
    f"(?:[{_RANKED}]长|(?:秘书|理事|董事|检察|参谋|指挥|指导)长|书记|主任|主席|委员|经理|总裁|总监|总指挥|政委|"
    "工程师|规划师|经济师|会计师|农艺师|研究员|调研员|巡视员|科员|干事|顾问)"
)
"""What somebody is called, without 副 and the like, for use within a regular expression; 组长 and 委员 are roles too."""
_SHORT_POST = pattern(
    rf"(?:副|正|原|代|总|常务副)?(?:[{_RANKED}]|秘书|理事|董事|指导)长(?:助理)?|书记|主任|主席|委员|干事|会计|文书|秘书"
)
"""Posts as short as a name, some of which begin with a surname: 司长, 段长, 师长, 委员."""
_RANK = pattern("^(?:第一|常务|执行)?副?")
_TITLE_ALONE = pattern(
    rf"(?:第一|常务|执行|党组|党委|党工委|党总支|党支部|纪委|专职|代理?)*副?总?(?:[{_RANKED}]长(?:助理)?|秘书长|理事长|董事长?|监事|书记|"
    "主任|主席|委员|成员|常委|经理|总裁|总监|工程师|经济师|会计师|农艺师|组长)"
)
"""Posts that name no unit: 局长, 党组副书记, 总工程师."""
_UNIT_END = pattern(
    rf"(?:{OFFICES}|{PARTS}|{SCHOOLS}|[一二三四五六七八九十][中小幼]|府|组|协|团|单位|部门|企业|机构|支行|乡|镇|校|园|区|村|厂|市|县|旗|州)(?:[（(][^（）()]*[）)])?$"
)
_STRONG = pattern(rf"(?:{_PLACE})(?=\S\S)|(?:省|市|县|镇)长")
_LIKELY = pattern(rf"(?:{_UNIT}|{_TITLE_START})")
_WEAK = pattern(rf"(?:{_SMALL_PLACE})(?=\S\S)|[区州盟旗乡村]长")
_MARKS = (
    f"男|女|{HANZI}{{1,6}}族|兼(?:任|职)?|党外{HANZI}*|非中共{HANZI}*|无党派{HANZI}*|中共(?:党员)?|"
    f"民[盟建进革]|农工党?|致公党?|九三(?:学社)?|台盟|待(?:补充|定|补|任命|明确|配|确定)|暂?[空缺]缺?|挂职|挂任|牵头|常务|召集|[分协]管{HANZI}{{0,8}}(?<![长记任])|"
    f"主持{HANZI}*工作|[正副]?[省部厅局县处乡科股地]级{HANZI}*|(?:已)?退休|返聘|聘[任请]?|借调|抽调|试用期[\u4e00-\u9fff一二两半年]*|"
    f"(?:以|按|依)?{HANZI}*(?:为序|排序|排列|排名){HANZI}*|排名不分先后|新任|新增|留任|退出|调出|不变|专职|兼职|脱产|第一责任人|常驻|\\d{{4}}年\\d{{1,2}}月生?"
)
_REMARK = pattern(_MARKS)
_APART = pattern(r"[，,、；;\s]+")
_EMPTY = pattern("待(?:补充|定|补|任命|明确|配|确定)|暂?空缺|暂缺|缺")
_QUALIFIER = pattern(
    "(?:的)?(?:各)?(?:(?:党政|党委|行政)?(?:主要|有关|相关|分管|具体)?(?:副)?(?:负责人|负责同志|领导|领导同志)|主官|(?:各)?(?:一|1)名(?:分管)?(?:负责人|负责同志|领导|同志))[。]?$"
)
_PROSE = pattern(
    "[。！？]\\s*\\S|。$|设在|下设|兼任|如有|变动|替补|递补|承担|日常工作|另行|同时撤销|不再|请各|根据|按照|为了|研究|印发|成立|召开|会议由|组成如下|如下|现将|"
    "此前|原.{0,12}(?:通知|文件)|停止执行|废止|自行|抽调|(?:电话|传真|邮箱|地址|邮编)"
)
_BEFORE_TITLE = pattern("^(?:副|正|代理|代|常务|执行|名誉|第一|总)+")
_HEADS_OF: Mapping[str, tuple[str, ...]] = {
    "校长": ("校", "学", "校区", "中", "小"), "院长": ("院",), "主任": ("委员会", "办公室", "中心", "委", "办", "院", "会"),
    "经理": ("公司", "集团", "厂"), "董事长": ("公司", "集团"), "书记": ("委员会", "委", "党组", "支部", "总支"),
    "秘书长": ("会", "委员会", "人民政府"), "会长": ("会",), "理事长": ("会", "社", "理事会"), "队长": ("队",), "站长": ("站",),
    **dict.fromkeys(
        ("成员", "组员", "委员", "召集人", "联络员", "指挥长", "指挥"), ("组", "指挥部", "专班", "会议", "机制", "委员会", "委")
    ),
}  # fmt: skip
"""With which the names of units end that have somebody called so."""
LONGEST = 60
"""Characters of a post."""


def ends_as_post(text: str) -> bool:
    """Whether ``text`` ends as the name of a post does."""
    return _ENDS.search(simplify(text.strip())) is not None


def ends_as_unit(text: str) -> bool:
    """Whether ``text`` ends as the name of a unit does."""
    return _UNIT_END.search(simplify(text.strip())) is not None


def is_post_of(title: str, unit: str) -> bool:
    """Whether ``unit`` may have somebody who is called ``title``: a government has no 局长, a company no 校长."""
    head = _BEFORE_TITLE.sub("", title)
    if head in _HEADS_OF:
        return unit.endswith(_HEADS_OF[head])
    kind = head[:-1]
    return bool(unit) and (
        not head.endswith("长") or len(kind) > 1 or unit.endswith((kind, f"{kind}人民政府"))
    )


def is_short_post(text: str) -> bool:
    """Whether ``text`` is a post that is as short as a name: 司长, 副县长, 书记."""
    return _SHORT_POST.fullmatch(simplify(text)) is not None


def is_title(text: str) -> bool:
    """Whether ``text`` is a post that does not say of which unit: 局长, 党组副书记."""
    return _TITLE_ALONE.fullmatch(simplify(text)) is not None


def title_in(post: str) -> str:
    """Return what somebody is called in the unit that ``post`` names: 县审计局副局长 → 副局长; "" where nothing tells."""
    places = range(len(post) - 1)
    return next((post[index:] for index in places if is_short_post(_RANK.sub("", post[index:]))), "")


def start_strength(text: str) -> int:
    """Return how surely a unit or a post begins where ``text`` does: 3 a place, 2 a known word, 1 a place that may end a name, 0."""
    known = simplify(text)
    if _STRONG.match(known):
        return 3
    if _LIKELY.match(known):
        return 2
    return 1 if _WEAK.match(known) else 0


def is_remark(text: str) -> bool:
    """Whether ``text``, found in brackets, says something of a person that is no post: 女，回族; 兼; 待补充."""
    return all(map(_REMARK.fullmatch, _APART.split(text.strip())))


def is_vacant(text: str) -> bool:
    """Whether ``text`` stands for a name that is still to come: 待补充, 空缺."""
    return _EMPTY.fullmatch(text.strip("（()） \u3000")) is not None


def is_seat(text: str) -> bool:
    """Whether ``text`` names a unit or a post, and is no sentence."""
    tight = tighten(text)
    is_named = ends_as_post(tight) or ends_as_unit(tight)
    return 1 < len(tight) <= LONGEST and is_named and find_label(tight) is None and not is_prose(tight)


def is_prose(text: str) -> bool:
    """Whether ``text`` says something in a sentence, as below a list."""
    return _PROSE.search(text) is not None


def split_seats(text: str) -> tuple[str, ...]:
    """Return the units and posts that ``text`` lists, in order; a qualifier of the last holds for all that have none.

    县教育局、各县（市、区）政府主要负责人 → 县教育局主要负责人, 各县（市、区）政府主要负责人.
    """
    groups = [_with_qualifier(_apart(group, "、，,")) for group in _apart(text.rstrip("。；; "), "；;")]
    return tuple(seat for group in groups for seat in group)


def _apart(text: str, marks: str) -> list[str]:
    """Return the parts of ``text`` between ``marks`` that stand outside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth = max(depth + (character in "（(") - (character in "）)"), 0)
        if character in marks and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _with_qualifier(seats: list[str]) -> list[str]:
    qualified: list[str] = []
    said = ""
    for seat in reversed(seats):
        found = _QUALIFIER.search(seat)
        if found is not None and found[0] and found.start() > 0:
            said = found[0]
        elif ends_as_post(seat):
            said = ""
        is_plain = found is None and not ends_as_post(seat)
        qualified.insert(0, seat + said if is_plain else seat)
    return qualified
