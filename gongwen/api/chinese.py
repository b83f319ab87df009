"""Chinese dates, as they are written in many ways, and the room that Chinese takes."""

from __future__ import annotations

from gongwen.terms.date import DateError, parse_date
from gongwen.zh.width import width

__all__ = ["DateError", "parse_date", "width"]
