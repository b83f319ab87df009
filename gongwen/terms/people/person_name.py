"""姓名: what may be the name of a person, and the names that stand in a text."""

from __future__ import annotations

from functools import lru_cache

from gongwen.pattern import HANZI, pattern
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_remark, is_short_post
from gongwen.terms.unit_end import OFFICES
from gongwen.zh.spaces import spread
from gongwen.zh.surnames import split_name
from gongwen.zh.traditional import simplify

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付闫代邸仝亓仉展占覃佘税"
    "颉冶但亢苟门岳刑原卯粟腾随初信兰栗巨缑呼桐敬楚佟言旷修揭雒邝帅漆镡种么闭练青揣化英才雨矫谌哈火来皇琚庹夕烟铁鹿阳由位绳涂"
    "牟芦麦隋商丛苑迟官南鄢冼楼盘区海豆卿晋普辜母赫况鲜战银宾尉斯檀衣智奉植尧贠员粘岩刀召朴昂泽帕杞撒禤凃仵郇昃麴盍禚錢寶雲蘇"
    "仪範鮑費樂時蔴幹荥遠裡蓋車緱終闞興嶽浏鄖鄰鄘问鍼鮮丘眭睢綦芈菅谯遆钦闪虎忻弋冒敦佴帖枚幺蹇"
)  # fmt: skip
"""Surnames of one character that people in offices have."""

_DOTS = "·•‧∙・"
_BETWEEN = pattern(rf"(?<={HANZI})[•‧∙・](?={HANZI})")
_SHORT = pattern(rf"{HANZI}{{2,4}}")
_LONG = pattern(rf"{HANZI}+(?:[{_DOTS}.．]{HANZI}+)+")
_ANY = pattern(rf"{HANZI}{{2,4}}|{HANZI}+(?:[{_DOTS}.．]{HANZI}+)+|{HANZI}{{2,7}}")
_UNIT_WORDS = pattern(f"(?:{OFFICES}|单位|组|乡|镇)$")
_SINGLE, _FULL, _LONGEST = 1, 3, 4
_OTHER_WORDS = (
    "如下 名单 人员 姓名 职务 单位 备注 附件 其他 以上 以下 各村 全体 有关 相关 时间 地点 电话 成员 组员 组长 "
    "分工 职责 安排 要求 通知 方案 应急 安全 全市 全县 全镇 全区 全乡 各镇 各乡 各县 干部 党员 教师 学生 民警 "
    "农户 车辆 经费 党政 党委 党群 党建 项目 能源 国家 时任 任免 万元 应急办 全面 自行 安监 安保组 宣传 宣传组 安委办 路段 "
    "水利 水务 司法 农业 农村 林业 公安 国土 文化 文广 文旅 教育 教体 民政 卫生 卫健 商务 国税 管理 管委 公共 "
    "公路 通信 政法 计生 党校 党史 石油 金融 包村 包片 包组 包联 包保 农机 农办 乡村 乡镇 市场 城管 城建 国资 "
    "指定 变更 调整 更换 补充 增补 接任 接替 任命 聘任 改任 国网 晋升 晋级 师生 人选 候选 车站 商会 武装 武警 全员 全部 提名 推荐 建议 调离 调走 离任 退休 转正 原任 新任 现任 高一 高二 高三 家长 尚未 暂由 暂无 代表 基础上 申请 化学 任何 "
)
_NO_START = "已不仍均被另"
"""What begins what is said of somebody, and no name."""
_NO_NAME = frozenset(_OTHER_WORDS.split())
"""Words that begin as names do and are none."""


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Whether ``text``, without spaces, is the name of a person by its surname or its middle dot."""
    if _LONG.fullmatch(text):
        first = text[: min(text.find(dot) for dot in _DOTS if dot in text)] if _has_dot(text) else text
        posts = (ends_as_post(first[:cut]) for cut in range(_FULL, len(first)))
        return not text.endswith("职务") and not ends_as_post(text) and not any(posts)
    if not _SHORT.fullmatch(text) or is_other_word(text):
        return False
    return len(split_name(simplify(text)).surname) > 1 if len(text) == _LONGEST else starts_as_name(text)


def _has_dot(text: str) -> bool:
    return any(dot in text for dot in _DOTS)


def starts_as_name(text: str) -> bool:
    """Whether ``text`` begins with a surname."""
    return simplify(text[:1]) in SURNAMES or len(split_name(simplify(text)).surname) > 1


def with_one_dot(text: str) -> str:
    """Return ``text`` with the dots within names written in one way: 阿依努尔•哈力克 → 阿依努尔·哈力克."""
    return _BETWEEN.sub("·", text)


def may_be_name(text: str) -> bool:
    """Whether ``text`` may be a name where its place says that one stands there, whatever the surname."""
    return _ANY.fullmatch(text) is not None and not is_other_word(text) and text[0] not in _NO_START


def is_other_word(text: str) -> bool:
    """Whether ``text`` is a post, a unit, or another word that a name cannot be."""
    if text in _NO_NAME or is_short_post(text) or is_remark(text):
        return True
    if _UNIT_WORDS.search(text):
        return True
    if text.startswith(("成员", "委员", "组员")) or (text[0] in "任由原" and is_short_post(text[1:])):
        return True
    return (len(text) > _FULL or not starts_as_name(text)) and (ends_as_post(text) or ends_as_unit(text))


def write(name: str) -> str:
    """Return ``name`` as a roster prints it: one of two characters is spread (7.3 as rosters are set)."""
    return spread(name)
