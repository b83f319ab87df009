"""Who does what in a sentence of running text: 由县财政局落实资金, 各乡镇要在3月底前完成排查."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.recognise.tasks.duties import read_units
from gongwen.task import Duty
from gongwen.terms.unit_end import OFFICES, SCHOOLS

_SENTENCE = pattern("[^。；！？\n]+[。；！？]?")
_CLAUSE = pattern("[^，,：:]+")
_DOES = pattern(
    "(?:(?P<lead>总?牵头)|(?P<supporting>配合|协助|协同|参与)|要|应当?(?!急)|须|必须|负责|具体|共同|每[月季年周]|按[月季照]|定期|于|在"
    "|承担|落实|组织|制[定订]|编制|开展|实施|做好|抓好|加强|完成|建立|督促|指导)"
)
"""What stands behind those who do something."""
_BY = "由"
_IS_NAMED = pattern(
    rf"(?:各|有关|相关)\S+|(?!.*(?:领导小组|指挥部|专班))\S{{1,14}}?(?:{OFFICES}|{SCHOOLS}|办公室|[大支总]队|科|股)"
    r"|\S{2,3}(?:街道|乡|镇)"
)
"""Who is meant by name; what else ends like a unit is often a part of the sentence."""
_OF_ALL = ("各", "有关", "相关")
"""How those begin of whom much is wanted that is no task: 各部门要高度重视."""
_IN_TIME = pattern(
    r"(?:每[年季月周]|[今明]年|\d{4}年|[\d一二三四五六七八九十]+[月日])[^，。；：（）\n]{0,8}?"
    r"(?:[月日旬底末初]|年(?=之|以|前(?![一二三四列期\d])))(?:之|以)?前[^，。；：（）\n]*"
)


def duty_in(text: str) -> Duty:
    """Return who does what ``text`` says, sentence by sentence, and until when; an empty one where nobody is named."""
    duty = Duty()
    for sentence in _SENTENCE.finditer(text):
        for found in _named_in(sentence[0]):
            duty = duty.joined(found)
    return duty


def deadline_in(text: str) -> str:
    """Return the clauses of ``text`` that say by when something is done, in order; "" for none."""
    return "；".join(match[0].strip() for match in _IN_TIME.finditer(text))


def _named_in(sentence: str) -> Iterator[Duty]:
    for clause in _CLAUSE.finditer(sentence):
        words = clause[0].strip()
        is_by = words.startswith(_BY)
        own = words.removeprefix(_BY)
        for verb in _DOES.finditer(own):
            part = verb.lastgroup or "units"
            duty = read_units(part, own[: verb.start()])
            if duty is None or not all(map(_IS_NAMED.fullmatch, duty.named)):
                continue
            is_of_all = all(name.startswith(_OF_ALL) for name in duty.named)
            if is_by or not is_of_all or _IN_TIME.search(sentence):
                yield duty
            break
