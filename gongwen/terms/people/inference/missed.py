"""What the forms of sentences did not read, or by a guess alone, and the order of the words tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import FoundAppointment, Oddity, Read
from gongwen.terms.people.inference.events import infer
from gongwen.terms.people.named_people import Context

_SENTENCE = pattern("[。；;\n]")
_OUT = ("免", "退休", "去世", "挂职期满")
_GUESSED: frozenset[Oddity] = frozenset({"姓名起止", "分别", "职务写法", "没有写职务", "读法不一"})


def with_inferred(text: str, read: Read, context: Context) -> Read:
    """Return ``read`` with what the words of ``text`` say in clauses of which it has nothing, or guesses.

    What is inferred stands behind all else; clauses of which something was inferred are no longer left over. What
    was read of somebody of whom the words say the opposite is odd: 读法不一.
    """
    inferred = infer(text, context)
    read_so = [_held_against(each, inferred) for each in read.found]
    sure = [each for each in read_so if not each.odd & _GUESSED]
    taken: list[FoundAppointment] = list(sure)
    for each in inferred:
        is_covered = any(_tells_of(each, own) and _goes(each) == _goes(own) for own in sure)
        if not is_covered and not any(_is_same(each, own, text) for own in taken):
            taken.append(each)
    new = _without_bare(taken[len(sure) :])
    told = [each for each in new if each.value.post]
    found = [each for each in read_so if each in sure or not any(_tells_of(own, each) for own in told)]
    found = [each for each in found if not _is_refuted(each, (*found, *new))]
    new = [each for each in new if each.value.post or not any(_is_same(each, own, text) for own in found)]
    rest = [span for span in read.rest if not any(_meet(each, *span) for each in new)]
    return Read((*found, *new), tuple(rest))


def _without_bare(found: Sequence[FoundAppointment]) -> list[FoundAppointment]:
    """Return ``found`` without those who leave no post that is told, where another one tells it."""
    left = {each.value.name for each in found if _goes(each) and each.value.post}
    return [
        each for each in found if each.value.post or each.value.act != "免" or each.value.name not in left
    ]


def _names(found: FoundAppointment, name: str) -> bool:
    """Whether ``found`` tells of ``name``, or of a name or a post that has some of it."""
    value = found.value
    return (
        any(each and (name in each or each in name) for each in (value.name, value.replaced))
        or name in value.post
    )


def _meet(found: FoundAppointment, start: int, end: int) -> bool:
    return found.start < end and start < found.end


def _held_against(each: FoundAppointment, inferred: Sequence[FoundAppointment]) -> FoundAppointment:
    """Return ``each``, odd where the words of the same clause say of the same person the opposite alone."""
    own = [one for one in inferred if one.value.name == each.value.name and _meet(one, each.start, each.end)]
    is_opposed = bool(own) and all(_goes(one) != _goes(each) for one in own)
    return replace(each, odd=each.odd | {"读法不一"}) if is_opposed else each


def _is_refuted(each: FoundAppointment, others: Sequence[FoundAppointment]) -> bool:
    """Whether ``each`` is odd by what its words say, and another one in the same clause says just that."""
    return "读法不一" in each.odd and any(
        bool(own.value.post and each.value.post)
        and own.value.name == each.value.name
        and _goes(own) != _goes(each)
        and _are_alike(own, each)
        for own in others
        if _meet(own, each.start, each.end)
    )


def _are_alike(one: FoundAppointment, other: FoundAppointment) -> bool:
    """Whether both are of one post, or of one that says less of the unit."""
    posts = one.value.post, other.value.post
    return posts[0].endswith(posts[1]) or posts[1].endswith(posts[0])


def _tells_of(each: FoundAppointment, other: FoundAppointment) -> bool:
    """Whether ``each`` is of the same clause as ``other``, and of the same name or one that has some of it."""
    is_here = _meet(each, other.start, other.end)
    return is_here and (_names(other, each.value.name) or _names(each, other.value.name))


def _goes(found: FoundAppointment) -> bool:
    return found.value.act in _OUT


def _is_same(each: FoundAppointment, own: FoundAppointment, text: str) -> bool:
    """Whether ``own`` says of the same person that they come, or go, in the same sentence or of the same post."""
    if each.value.name != own.value.name or _goes(each) != _goes(own):
        return False
    start, end = sorted((each.end, own.end))
    return _are_alike(each, own) or (not _SENTENCE.search(text, start, end) and "按词推断" not in own.odd)
