"""What the forms of sentences did not read and the order of the words tells."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import FoundAppointment, Read
from gongwen.terms.people.inference.events import infer
from gongwen.terms.people.named_people import Context

_SENTENCE = pattern("[。；;\n]")
_OUT = ("免", "退休", "去世", "挂职期满")


def infer_missed(text: str, read: Read, context: Context) -> Iterator[FoundAppointment]:
    """Yield what the words of ``text`` say in clauses of which ``read`` has nothing, unless it says the same elsewhere."""
    taken: list[FoundAppointment] = list(read.found)
    for each in infer(text, context):
        is_covered = any(own.start < each.end and each.start < own.end for own in read.found)
        if not is_covered and not any(_is_same(each, own, text) for own in taken):
            taken.append(each)
            yield each


def _is_same(each: FoundAppointment, own: FoundAppointment, text: str) -> bool:
    """Whether ``own`` says of the same person that they come, or go, in the same sentence or of the same post."""
    if each.value.name != own.value.name or (each.value.act in _OUT) != (own.value.act in _OUT):
        return False
    posts = each.value.post, own.value.post
    is_alike = posts[0].endswith(posts[1]) or posts[1].endswith(posts[0])
    start, end = sorted((each.end, own.end))
    return is_alike or (not _SENTENCE.search(text, start, end) and "按词推断" not in own.odd)
