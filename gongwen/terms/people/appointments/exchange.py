"""The form in which a clause tells that two people take each other's posts: 甲与乙职务对调."""

from __future__ import annotations

from gongwen.pattern import pattern
from gongwen.terms.people.appointments.state import State, put
from gongwen.terms.people.named_people import Named, read_people

_WHAT = "(?:的?(?:职务|工作岗位|岗位|工作|职位|任职))?"
_EXCHANGE = pattern(
    rf"(?P<names>.+?)(?:(?:两|二)[位名人]?)?(?:同志)?{_WHAT}(?:进行|相互|互相|予以|作)*(?:对调|互换|对换|互调|调换){_WHAT}"
)
_AND = pattern("[与和、]")
_PAIR = 2


def exchange(words: str, at: int, state: State) -> bool:
    """县一中校长甲与县二中校长乙对调: each takes up the post of the other; 对调 where the posts are not told."""
    match = _EXCHANGE.fullmatch(words)
    people = _both(match["names"], at, state) if match else ()
    if len(people) != _PAIR:
        return False
    first, second = people
    end = at + len(words)
    if not (first.post and second.post):
        return put(state, "对调", [first], "", at, end, replaced=second.name)
    return all(
        put(state, "免", [own], own.post, at, end) and put(state, "任", [own], other.post, at, end)
        for own, other in ((first, second), (second, first))
    )


def _both(names: str, at: int, state: State) -> tuple[Named, ...]:
    """Return whom ``names`` name: 县一中校长甲与县二中校长乙."""
    if len(whole := read_people(names, at, state.context)) == _PAIR:
        return whole
    return tuple(each for side in _AND.split(names) for each in read_people(side, at, state.context))
