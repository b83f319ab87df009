"""届次: congresses and plenums of the Party, sessions of the National People's Congress and the CPPCC, five-year plans."""

from __future__ import annotations

from gongwen.pattern import pattern

CONGRESS = pattern(
    r"(?:党的|中共|学习|贯彻)(?P<number>十[六七八九]|二十[一二三四五六七八九]?|三十)大(?=[^队学会厅批型量多概])"
)
PLENUM = pattern(
    r"(?:(?<![省市县区州旗委])(?P<number>十[六七八九]|二十[一二三]?)届)(?P<counts>(?:[一二三四五六七八九十]中(?:全会)?[、和及])*[一二三四五六七八九十]{1,2})中全会"
)
"""As 十九届三中、四中全会."""
COUNT = pattern("[一二三四五六七八九十]+(?=中|$)")
"""Each plenum among the counts of several."""
TOGETHER = pattern(
    r"党的(?P<number>十[六七八九]|二十)大(?:精神)?[和及、](?:党的)?(?P<other>十[六七八九]|二十)届(?=(?:历次|[一二三四五六七八九]中))"
)
"""A congress with the plenums that followed it."""
SESSION = pattern(
    r"(?P<number>[九十]|十[一二三四五])届全国(?P<what>人大|人民代表大会|政协|委员会)第?(?P<count>[一二三四五六七八九十]+)次会议"
)
PLAN = pattern(
    r"“?(?P<number>[七八九十]|十[一二三四五六])五”?(?:时期|期间|规划)?[（(](?P<first>\d{4})年?[—－\-～至](?P<last>\d{4})年?[）)]"
)
