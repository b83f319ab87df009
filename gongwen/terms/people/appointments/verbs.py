"""The verbs by which somebody takes a post up, as every form of a clause knows them."""

from __future__ import annotations

from gongwen.pattern import pattern

_FOR = "任命|聘任|续聘|改聘|聘|增补|增列|增加|补充|调整|变更|晋升|选举|确定|明确|提名|推荐|推选|递补|补选|改选|套转"
"""What is said of somebody with 为 and a post behind it."""
BECOMES = (
    rf"挂职(?!期|锻炼|时间|满|任|担任|为|结束|干部|人员|[一二两三四\d]|$)|挂职担任|挂职任|挂任|挂职为|(?:交流|调动|轮岗|转岗|平职|平级|提拔|选调)(?:担)?任|继任(?!者|人)|新任|(?:{_FOR}|转|晋)为|当选为?|晋升|调任|(?:担任|兼任)(?!的)|接任|出任|代理(?!期)|代行|转任|改任|升任|(?:(?<=同志)|(?<=现))(?:提|续|连|就)任|"
    rf"为新任|兼(?![任职管）)])|(?<![现原历在就信责专主继兼担])任(?!职|期|免|用|何)|为"
)
"""What stands between somebody and the post that they take up."""
CHANGES = (
    "任命|聘任|解聘|续聘|增补|增列|替换|替代|顶替|接替|免去|免除|免职|辞去|辞职|卸任|不再|退出|递补为|当选|选举|补选|撤销|终止|罢免|"
    "代理|代行|主持|退休|去世|病故|挂职|调[任离出]|[兼担接转改升出挂]任|(?<![主责信担就兼历现原放在])任(?!务|职|期|何|意|免|教)|职务|调整为|更换为|对调|互换|交流|删除|剔除|参加|"
    "为[^，。]{0,12}(?:组长|指挥长?|成员|委员|主任|召集人)|晋升|离任|转正"
)
"""What is said where something becomes of somebody: the words of every form, and more."""
TAKES = "任命|递补|调入|聘任|续聘|聘用|任职|增补|增列|增选|增加|补充|新增|晋升|提名|推荐|选举|委派|拟任|(?:调整|变更|更换|改)为|(?<![担责主])任"
LEAVES = (
    "调出|移出|撤出|剔除|删除|免去|免职|解聘|免除|减少|去掉|不再担任|不再任|不再兼任|退出|撤销|拟免|(?<!任)免"
)
"""What opens a list of those who take posts up, or who give them up."""
OPENS = pattern(
    rf"[^，。：:、的]{{0,4}}?(?P<verb>{TAKES}|{LEAVES})(?:[^，。：:、的]{{0,4}}?(?:职务|岗位|资格))?[：:]"
)
"""A clause before a colon that says nothing but whether those below come or go: 按期任职：, 免去挂任职务：."""
POSTS_FOLLOW = pattern("^(?!.*(?:免|不再|解聘|退|调整|变更)).*(?:职务|任职)[^，。：:]{0,6}如下[：:]$")
"""A line that leads to posts with those who have them now."""
