"""What was found in a document, and how it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongwen.flow import Place

Force = Literal["应当", "一般", "推荐", "惯例"]
"""How binding the words of a clause are, strongest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the standard, or one thing that a person should look at."""

    code: str
    at: Place | None
    message: str
    clause: str
    force: Force

    def __str__(self) -> str:
        place = f"{self.at}：" if self.at else ""
        clause = f"（{self.clause}，{self.force}）" if self.clause else f"（{self.force}）"
        return f"{place}{self.message}{clause}"


class InputError(Exception):
    """The input makes no document; ``problems`` names each fault with its place, in Chinese."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(Exception):
    """A file cannot be read or written, or a command was called wrongly; the text is for the user."""
