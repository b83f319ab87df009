"""What the members of a group are called in it."""

from __future__ import annotations

import re

_RANK = "组长|主任|总指挥长?|指挥长?|召集人|主席|会长|队长|团长|秘书长|理事长|局长|总负责人|负责人|政委|主任委员|站长|校长|院长|总协调人|协调人|总督导|督导|总监"
_ROLE = re.compile(
    r"(?:第一|常务|执行|名誉|专职|兼职|总|联合|轮值|办公室|专班|工作组|领导小组|指挥部|联席会议|秘书处|办)*(?:第一|常务|执行)?副?(?:总|双)?"
    rf"(?:{_RANK})(?:单位)?(?:[（(]兼[）)])?"
    r"|(?:领导小组|专班|工作组|专家组|办公室|委员会|主要|工作)?(?:组成|固定)?(?:成员|组员|委员|联络员|顾问|队员|专家|联系人|工作人员)(?:单位|部门)?"
)


def is_role(text: str) -> bool:
    """Whether ``text``, without spaces, is what a member of a group is called in it."""
    return _ROLE.fullmatch(text) is not None
