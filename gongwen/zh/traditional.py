"""Traditional characters of offices, posts, surnames and titles, as the simplified ones by which they are known."""

from __future__ import annotations

from functools import lru_cache

_TRADITIONAL = (
    "組長員縣會書記職務處廳財發區鄉鎮劃農業衛黨總師醫學國軍團責實機構關審計統稅經濟環資產戰織紀檢監訊電視銀險壩漁獸藥聯婦協駐"
    "劉張陳趙孫吳鄭馮蔣韓楊許呂嚴華謝鄒魯韋馬鳳賀湯羅畢鄔齊顧黃蕭貝談龐項藍閔賈婁顏鍾駱淩萬盧應賁鄧單諸龔滎陸榮儲烏賓龍葉譚聞"
    "貢塗連習寧闕聶簡饒豐鄺竇遊莊瀏欒歐蘭問執邊導領辦號東陽偉麗鐵強"
    "於見規決報請復覆條計標準則綱轉頒佈達議細關"
    "門屬級們設屆類貫徹開進義個轄併並銷為對與時場廠園館臺灣間運輸現別題詞實項"
)
_SIMPLIFIED = (
    "组长员县会书记职务处厅财发区乡镇划农业卫党总师医学国军团责实机构关审计统税经济环资产战织纪检监讯电视银险坝渔兽药联妇协驻"
    "刘张陈赵孙吴郑冯蒋韩杨许吕严华谢邹鲁韦马凤贺汤罗毕邬齐顾黄萧贝谈庞项蓝闵贾娄颜钟骆凌万卢应贲邓单诸龚荥陆荣储乌宾龙叶谭闻"
    "贡涂连习宁阙聂简饶丰邝窦游庄浏栾欧兰问执边导领办号东阳伟丽铁强"
    "于见规决报请复复条计标准则纲转颁布达议细关"
    "门属级们设届类贯彻开进义个辖并并销为对与时场厂园馆台湾间运输现别题词实项"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


@lru_cache(maxsize=512)
def simplify(text: str) -> str:
    """Return ``text``, character for character, with those of offices simplified: 組長 → 组长. Others stay as they are."""
    return text if text.isascii() else text.translate(_TABLE)
