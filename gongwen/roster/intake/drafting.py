"""Changes in the making: put down with the words that they come from, and who is meant by a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.ledger.lookup import person_label
from gongwen.roster.ledger.names import Names, same_post
from gongwen.terms.people.appointed import Appointment
from gongwen.terms.people.person_name import may_be_name
from gongwen.terms.people.post import ends_as_unit

_LEAVING = ("免", "挂职期满")


@dataclass
class Drafting:
    """The changes of one source, and what is noted beside them."""

    names: Names
    said: Sequence[SourcedAppointment] = ()
    """Everything that the source says."""
    changes: list[Proposed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, said: SourcedAppointment, reason: str = "", **cells: str) -> None:
        """Put a change down once; ``reason`` is why somebody should look at it, "" when the words say it."""
        own = {key: text for key, text in {**cells, "生效日期": said.day}.items() if text}
        if any(each.cells == own for each in self.changes):
            return
        change = Proposed(own, said.at, said.words)
        if reason:
            change = change.doubted("请核对", reason)
        for doubt in said.doubts:
            change = change.doubted("存疑", doubt)
        self.changes.append(change)

    def note(self, said: SourcedAppointment, text: str) -> None:
        """Note what changes nothing, with its words."""
        self.notes.append(f"{said.at}：{text}（“{said.words}”）")

    def who(self, said: SourcedAppointment, *, in_group: bool = False) -> tuple[SourcedAppointment, str, str]:
        """Return ``said``, the 编号 of whom it names (新 for somebody new, "" for nobody sure), and why to look at it.

        Where several may be meant ``said`` comes back with that doubt. ``in_group`` says that it is of a role.
        """
        value = said.value
        found = self.names.called(value.name)
        if said.number:
            return said, said.number, ""
        if not found:
            return said, "新", "" if _may_be_somebody(value.name) else f"“{value.name}”不像姓名"
        if len(found) == 1:
            return said, str(found[0]), self._strangeness(said, found[0], in_group=in_group)
        fit = self._fitting(said, found)
        if len(fit) == 1:
            return said, str(fit[0]), ""
        labels = "、".join(person_label(self.names.history, each, self.names.day) for each in found)
        doubt = f"叫{value.name}的有{len(found)}人：{labels}，请在变动文件里写明编号"
        return replace(said, doubts=(*said.doubts, doubt)), "", ""

    def _fitting(self, said: SourcedAppointment, people: Sequence[int]) -> list[int]:
        """Return which of the ``people`` of one name hold a post that the sentence tells, or that another one does.

        Other sentences count only where no second one appoints somebody of the name.
        """
        named = [each for each in self.said if each.value.name == said.value.name]
        same = [each for each in named if (each.at, each.words) == (said.at, said.words)]
        if fit := self._holding(same, people):
            return fit
        is_alone = len({(each.at, each.words) for each in named if each.value.act == "任"}) <= 1
        return self._holding(named, people) if is_alone else []

    def _holding(self, said: Sequence[SourcedAppointment], people: Sequence[int]) -> list[int]:
        parts = self._told([each.value for each in said])
        return [
            each
            for each in people
            if any(same_post(self.names, self.names.held(each), part) for part in parts)
        ]

    def _told(self, values: Sequence[Appointment]) -> list[str]:
        """Return the posts that are said to be given up, or that stand with a name."""
        texts = [each.post for each in values if each.act in _LEAVING] + [each.holds for each in values]
        return [part for text in texts if text for part in self.names.parts(text)]

    def _strangeness(self, said: SourcedAppointment, person: int, *, in_group: bool) -> str:
        """Return why the one person of the name may be another: no word of the paper fits their posts."""
        if in_group and not said.value.holds:
            return ""
        held = self.names.held(person)
        own = [said.value, *(each.value for each in self.said if each.value.name == said.value.name)]
        fits = any(same_post(self.names, held, part) for part in self._told(own))
        if not held or fits or _share_unit(self.names, held, own):
            return ""
        label = person_label(self.names.history, person, self.names.day)
        return f"名册里已有{label}，按同一人办理，请核对是不是同名的另一人"


def _share_unit(names: Names, held: Mapping[str, int], own: Sequence[Appointment]) -> bool:
    """Whether a post of the paper is in a unit in which the person has one."""
    history = names.history
    units = {history.register.posts[post].unit for post in held.values()} - {None}
    words = [history.unit_name(unit, names.day) for unit in units if unit is not None]
    return any(value.post.startswith(word) for value in own for word in words)


def _may_be_somebody(name: str) -> bool:
    """Whether a person may be called ``name``, or a unit, which may have a seat too."""
    return may_be_name(name) or ends_as_unit(name)
