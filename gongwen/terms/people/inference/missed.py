"""What the order of the words tells, beside what the plain forms of sentences and of lists read and in place of their guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import FoundAppointment, Oddity, Read
from gongwen.terms.people.inference.events import infer
from gongwen.terms.people.named_people import Context

_SENTENCE = pattern("[。；;\n]")
_OUT = ("免", "退休", "去世", "挂职期满", "减单位")
_GUESSED: frozenset[Oddity] = frozenset({"姓名起止", "分别", "职务写法", "没有写职务", "读法不一"})


def with_inferred(text: str, read: Read, context: Context) -> Read:
    """Return ``read`` with what the words of ``text`` say in clauses of which it has nothing, or guesses, or the contrary.

    Clauses of which something was inferred are no longer left over. Where every word of a clause was understood, what
    it says is nothing to doubt and takes the place of what contradicts it; elsewhere what was read is odd then: 读法不一.
    """
    inferred = infer(text, context)
    plain = [each for each in inferred if not each.odd]
    kept = [
        _completed(each, plain) for each in read.found if not _is_contradicted(each, plain, read.found, text)
    ]
    read_so = [_held_against(each, inferred) for each in kept]
    sure = [each for each in read_so if not each.odd & _GUESSED]
    taken: list[FoundAppointment] = list(sure)
    for each in inferred:
        is_told = any(_tells_of(each, own) and _goes(each) == _goes(own) for own in sure)
        is_covered = is_told if each.odd else any(_says(own, each) for own in sure)
        same = [own for own in taken if _is_same(each, own, text)]
        if not is_covered and not (same if each.odd else any(_are_in_one(each, own, text) for own in same)):
            taken.append(each)
    new = _without_bare(taken[len(sure) :])
    told = [each for each in new if each.value.post]
    found = [each for each in read_so if each in sure or not any(_tells_of(own, each) for own in told)]
    found = [each for each in found if not _is_refuted(each, (*found, *new))]
    new = [each for each in new if each.value.post or not any(_is_same(each, own, text) for own in found)]
    rest = [span for span in read.rest if not any(_meet(each, *span) for each in inferred)]
    return Read(tuple(sorted((*found, *new), key=lambda each: each.end)), tuple(rest))


def _are_in_one(each: FoundAppointment, own: FoundAppointment, text: str) -> bool:
    """Whether both are of one post, told in one sentence."""
    start, end = sorted((each.end, own.end))
    return (
        bool(each.value.post and own.value.post)
        and _are_alike(each, own)
        and not _SENTENCE.search(text, start, end)
    )


def _ends_in(each: FoundAppointment, clause: FoundAppointment) -> bool:
    """Whether what ``each`` says ends in the clause of ``clause``."""
    return clause.start < each.end <= clause.end


def _says(own: FoundAppointment, each: FoundAppointment) -> bool:
    """Whether ``own`` says in the clause of ``each`` of the same person that they come, or go, as it does."""
    is_same = own.value.name == each.value.name and _goes(own) == _goes(each)
    return is_same and _ends_in(own, each) and bool(own.value.post or not each.value.post)


def _is_contradicted(
    each: FoundAppointment, plain: Sequence[FoundAppointment], found: Sequence[FoundAppointment], text: str
) -> bool:
    """Whether a clause that was understood whole says otherwise: of a name that was cut wrong, or the contrary."""
    own = [one for one in plain if _ends_in(each, one)]
    same = [one for one in own if one.value.name == each.value.name]
    if same:
        is_other = all(_goes(one) != _goes(each) or (_stays(one) and not _stays(each)) for one in same)
        parts = each.value.post.split("、")
        is_one_of = len(parts) > 1 and any(
            one.value.post in parts and "分别" in text[one.start : one.end] for one in same
        )
        return is_other or is_one_of or (not each.value.post and any(one.value.post for one in same))
    alike = [one for one in own if _goes(one) == _goes(each) and one.value.post and _are_alike(one, each)]
    named = {other.value.name for other in found if any(_ends_in(other, one) for one in alike)}
    is_guess = bool(each.odd & _GUESSED)
    is_elsewhere = bool(own) and each.value.name not in text[own[0].start : own[0].end]
    if alike and (is_guess or (is_elsewhere and not named & {one.value.name for one in alike})):
        return True
    names = {name for one in own for name in (one.value.name, one.value.replaced) if name}
    return any(name in each.value.name or each.value.name in name for name in names) and is_guess


def _completed(each: FoundAppointment, plain: Sequence[FoundAppointment]) -> FoundAppointment:
    """Return ``each`` with whom the same clause says to be replaced, and with the unit of the post that stands with the name."""
    value = each.value
    same = [one.value for one in plain if _says(each, one)]
    posts = [one.post for one in same if value.post and one.post.endswith(value.post)]
    value = replace(value, post=max(posts, key=len, default=value.post))
    if value.act != "任":
        return replace(each, value=value)
    gone = next((one.replaced for one in same if one.replaced), "")
    held = (one.holds for one in same if value.holds and one.holds.endswith(value.holds))
    whole = replace(value, replaced=value.replaced or gone, holds=next(held, value.holds))
    return replace(each, value=whole)


def _stays(found: FoundAppointment) -> bool:
    return found.value.act == "留任"


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
    is_opposed = bool(own) and each.value.act != "终止试用" and all(_goes(one) != _goes(each) for one in own)
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
